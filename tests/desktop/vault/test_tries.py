"""Failed tries: real files, the real key derivation where it matters, a clock of one's own."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.trouble import Exit
from desktop.vault import tries
from desktop.vault.accounts import unlock_account
from desktop.vault.troubles import TooSoon, WrongPassphrase

PHRASE = "el río baja crecido"
SOMEBODY = bytes(range(16))


@dataclass
class HandClock:
    """Both clocks stand until a test moves them."""

    wall_ms: int = 1_795_000_000_000
    boot_ms: int = 500_000
    name: bytes = b"one boot"

    def now_ms(self) -> int:
        return self.wall_ms

    def monotonic_ms(self) -> int:
        return self.boot_ms

    def boot(self) -> bytes:
        return self.name

    def restart(self, age_ms: int) -> None:
        self.boot_ms, self.name = age_ms, b"next boot"


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "accounts").mkdir()
    return tmp_path


def fail(folder: Path, clock: HandClock, times: int) -> None:
    """Fail as fast as the delays allow."""
    for _ in range(times):
        clock.boot_ms += round(tries.wait_s(folder, SOMEBODY, clock) * 1000)
        tries.begin(folder, SOMEBODY, clock)


def test_three_tries_are_free_then_each_waits_twice_as_long_up_to_a_minute(folder, clock):
    waits = []
    for _ in range(12):
        waits.append(tries.wait_s(folder, SOMEBODY, clock))
        fail(folder, clock, 1)
    assert waits == [0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_the_fourth_wrong_phrase_waits_erases_nothing_and_the_right_one_forgets_it(laptop, clock):
    mine = laptop.lupe.card.id
    before = {path: path.read_bytes() for path in laptop.folder.rglob("*.acct*")}
    for _ in range(3):
        with pytest.raises(WrongPassphrase):
            unlock_account(laptop.folder, mine, "otra", clock)
    with pytest.raises(TooSoon) as caught:
        unlock_account(laptop.folder, mine, PHRASE, clock)
    assert caught.value.exit_status == Exit.REFUSED
    assert caught.value.wait_s == 1
    assert tries.wait_s(laptop.folder, laptop.beto.card.id, clock) == 0
    assert {path: path.read_bytes() for path in laptop.folder.rglob("*.acct*")} == before
    clock.boot_ms += 1000
    assert unlock_account(laptop.folder, mine, PHRASE, clock).card == laptop.lupe.card
    assert tries.wait_s(laptop.folder, mine, clock) == 0
    assert not list(laptop.folder.rglob(f"*{tries.SUFFIX}"))


def test_a_try_is_counted_even_when_the_process_is_killed_in_the_middle(laptop, clock):
    script = (
        "import os, sys; from pathlib import Path; from desktop.vault import accounts\n"
        "accounts.secret_by_phrase = lambda *a: os.kill(os.getpid(), 9)\n"
        "accounts.unlock_account(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), 'otra')"
    )
    mine = laptop.lupe.card.id
    arguments = [sys.executable, "-c", script, str(laptop.folder), mine.hex()]
    for _ in range(4):
        subprocess.run(arguments, check=False, cwd=Path(__file__).parents[3])
    (path,) = laptop.folder.rglob(f"*{tries.SUFFIX}")
    assert b'"count": 4' in path.read_bytes() or b'"count": 3' in path.read_bytes()


def test_trying_while_one_must_wait_does_not_lengthen_the_wait(folder, clock):
    fail(folder, clock, 9)
    for _ in range(50):
        with pytest.raises(TooSoon):
            tries.begin(folder, SOMEBODY, clock)
    assert tries.wait_s(folder, SOMEBODY, clock) == 60
    clock.boot_ms += 60_000
    tries.begin(folder, SOMEBODY, clock)


@pytest.mark.parametrize("jump_ms", [-(10**12), 10**12])
def test_setting_the_wall_clock_changes_nothing(folder, clock, jump_ms):
    fail(folder, clock, 9)
    clock.wall_ms += jump_ms
    assert tries.wait_s(folder, SOMEBODY, clock) == 60
    clock.restart(age_ms=20_000)
    assert tries.wait_s(folder, SOMEBODY, clock) == 40


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    boot_ms=st.integers(0, 10**7),
    wrongs=st.integers(1, 15),
    off_ms=st.integers(0, 10**6),
    age_ms=st.integers(0, 10**7),
)
def test_a_restart_never_shortens_a_wait_and_never_makes_it_longer_than_a_minute(
    folder, boot_ms, wrongs, off_ms, age_ms
):
    clock = HandClock(boot_ms=boot_ms)
    tries.succeeded(folder, SOMEBODY)
    fail(folder, clock, wrongs)
    clock.restart(age_ms)
    left = tries.wait_s(folder, SOMEBODY, clock)
    passed_s = (off_ms + age_ms) / 1000  # the laptop was off for a while, then on
    assert max(tries.delay_s(wrongs) - passed_s, 0) <= left <= 60


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=40)
    | st.builds(
        '{{"count": {}, "at_ms": {}}}'.format, st.integers(), st.integers() | st.just(None)
    ).map(str.encode)
)
def test_whatever_stands_in_the_file_nobody_waits_longer_than_a_minute(folder, written):
    path = folder / "accounts" / f"{SOMEBODY.hex()}{tries.SUFFIX}"
    path.write_bytes(written)
    clock = HandClock(boot_ms=60_000)
    assert 0 <= tries.wait_s(folder, SOMEBODY, clock) <= 60
    clock.boot_ms += 60_000
    if tries.wait_s(folder, SOMEBODY, clock):
        clock.boot_ms += 60_000
    assert tries.wait_s(folder, SOMEBODY, clock) == 0


def test_a_disk_that_keeps_no_count_does_not_keep_the_owner_out(laptop, make_read_only, clock):
    make_read_only(laptop.folder)
    for _ in range(2):
        assert unlock_account(laptop.folder, laptop.lupe.card.id, PHRASE, clock).card


def test_the_count_names_nobody_and_the_countdown_waits_for_nothing_heavy(laptop, clock):
    tries.begin(laptop.folder, laptop.lupe.card.id, clock)
    (path,) = laptop.folder.rglob(f"*{tries.SUFFIX}")
    assert path.read_bytes() == b'{"count": 1, "at_ms": 500000}'
    script = (
        "import sys; import desktop.vault.tries; "
        "print([m for m in ('cryptography', 'sqlalchemy', 'sqlcipher3') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    assert done.stdout.strip() == "[]"
