"""What the carrier must remember survives, and a damaged note never loses a batch."""

from __future__ import annotations

import hashlib
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.carriers import boxes
from sync.carriers.backoff import LONGEST_WAIT_S, next_try_ms, wait_s
from sync.carriers.boxes import Settings, State
from sync.carriers.trouble import BadFolder


def test_settings_and_state_are_read_as_written(tmp_path: Path) -> None:
    settings = Settings(bytes(16), "https://centro.example", bytes(range(32)), demo=True)
    boxes.write_settings(tmp_path, settings)
    assert boxes.read_settings(tmp_path) == settings
    state = State(
        server="https://centro.example",
        pinned_key=bytes(32),
        epoch=b"12345678",
        cursors={bytes(16): 70_000},
        acknowledged={b"c" * 16: (3, b"h" * 32)},
        unfinished=True,
        pulled={b"p" * 16: (2, b"q" * 32)},
        retried_ms=9,
        handed=frozenset({"ab", "ef"}),
        held={"ab": "GAP"},
        refused={"cd": "BAD_SIGNATURE"},
        lacking={b"c" * 16: 1},
        last_contact_ms=1,
        server_time_ms=2,
        last_attempt_ms=3,
        failures=4,
        last_trouble="CutOff",
    )
    boxes.write_state(tmp_path, state)
    assert boxes.read_state(tmp_path) == state


def test_no_settings_is_none_and_damaged_settings_are_trouble(tmp_path: Path) -> None:
    assert boxes.read_settings(tmp_path) is None
    for damaged in (b"", b"{", b"[]", b"{}", b'{"programme": "00"}'):
        boxes.settings_path(tmp_path).write_bytes(damaged)
        with pytest.raises(BadFolder):
            boxes.read_settings(tmp_path)


@given(damaged=st.binary(max_size=60) | st.just(b'{"cursors": 3}') | st.just(b'{"server": []}'))
def test_a_damaged_state_counts_as_none(
    damaged: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("data")
    boxes.state_path(folder).write_bytes(damaged)
    assert boxes.read_state(folder) == State()


def test_a_batch_is_named_by_its_hash_and_kept_once(tmp_path: Path) -> None:
    boxes.prepare(tmp_path)
    first = boxes.put_batch(boxes.inbox(tmp_path), b"sealed")
    assert boxes.put_batch(boxes.inbox(tmp_path), b"sealed") == first
    assert first.name == hashlib.sha256(b"sealed").hexdigest() + ".vrd"
    assert boxes.batch_files(boxes.inbox(tmp_path)) == [first]


def test_a_missing_or_short_transport_key_is_trouble(tmp_path: Path) -> None:
    with pytest.raises(BadFolder):
        boxes.transport_key(tmp_path)
    boxes.transport_key_path(tmp_path).write_bytes(b"short")
    with pytest.raises(BadFolder):
        boxes.transport_key(tmp_path)


@given(failures=st.integers(0, 10_000), seed=st.integers())
def test_waits_grow_but_never_beyond_an_hour_and_a_quarter(failures: int, seed: int) -> None:
    wait = wait_s(failures, Random(seed))
    assert 0 <= wait <= LONGEST_WAIT_S * 1.25
    assert wait == 0 or failures > 0


@given(last=st.integers(0, 2**42), now=st.integers(0, 2**42), failures=st.integers(0, 50))
def test_a_clock_set_back_never_postpones_the_next_try_beyond_its_wait(
    last: int, now: int, failures: int
) -> None:
    assert next_try_ms(failures, last, now, Random(1)) <= now + LONGEST_WAIT_S * 1250
