"""The doors that `make fuzz` tries for hours, tried here for a moment with the same promises."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

_PATH = Path(__file__).parents[2] / "fuzz" / "targets.py"
_SPEC = importlib.util.spec_from_file_location("fuzz_targets", _PATH)
assert _SPEC is not None
assert _SPEC.loader is not None
targets = importlib.util.module_from_spec(_SPEC)
sys.modules["fuzz_targets"] = targets
_SPEC.loader.exec_module(targets)


@st.composite
def damaged(draw: st.DrawFn, name: str) -> bytes:
    """A seed with a piece put in place of another, often under a right checksum."""
    data = draw(st.sampled_from(targets.seeds()[name]))
    at = draw(st.integers(0, len(data)))
    gone = draw(st.integers(0, 40))
    changed = data[:at] + draw(st.binary(max_size=40)) + data[at + gone :]
    return targets.summed(changed) if name in targets.SUMMED and draw(st.booleans()) else changed


@pytest.mark.parametrize("name", sorted(targets.TARGETS))
def test_no_bytes_of_a_stranger_open_crash_or_weaken_anything(name: str) -> None:
    @settings(max_examples=150, deadline=None)
    @given(st.one_of(damaged(name), st.binary(max_size=300)))
    def holds(data: bytes) -> None:
        targets.TARGETS[name](data)

    holds()


def test_the_true_files_open_so_that_the_fuzzing_means_something() -> None:
    here = targets.laptop()
    file = targets.header_file.SHAPE.copy(here.header).file
    assert targets.header.open_for(here.holder, file).vault_key == here.vault_key
    assert (
        targets.accept(targets.tagged.read(targets.ACCOUNT, here.account)).card == here.holder.card
    )
