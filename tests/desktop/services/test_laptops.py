"""A lost laptop is closed, and nobody's access ends with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.services import roster as rosters
from desktop.services import team
from desktop.services.authority import NotAllowed, NotTheFounder
from desktop.services.entrance import Desk, sit_down
from desktop.services.laptops import NotThisLaptop, spoken_code, this_device
from desktop.services.refusals import NotFound
from sync.client.inviting import invite
from sync.client.joining import write_request

PHRASE = "tejados rojos y nueve cometas lentos"


@pytest.fixture
def joined(laptop: Path, desk: Desk, tmp_path: Path) -> bytes:
    """A facilitator on a laptop of her own, which is now lost; its id."""
    request = write_request(tmp_path / "Other", "Nube", PHRASE)
    invite(desk, laptop, request)
    return this_device(tmp_path / "Other")


def nube(desk: Desk, folder: Path) -> team.Person:
    return team.require_person(desk, folder, "Nube")


def test_a_closed_laptop_pulls_nothing_more_and_its_person_keeps_the_access(
    laptop: Path, desk: Desk, joined: bytes
) -> None:
    assert desk.shared is not None
    before = nube(desk, laptop)
    assert before.closable == (joined,)
    team.end_devices(laptop, desk, [joined])
    roster = rosters.known(desk.shared).roster
    assert not any(roster.may_pull(joined, space) for space in before.spaces)
    after = nube(desk, laptop)
    assert (after.ended, after.closable, after.spaces) == (False, (), before.spaces)
    assert all(roster.may_write(after.account, space) for space in after.spaces)
    revision = len(roster.members)
    team.end_devices(laptop, desk, [joined])  # told twice, it is one thing
    assert len(rosters.known(desk.shared).roster.members) == revision


def test_its_person_goes_on_elsewhere_and_the_closed_one_is_not_invited_again(
    laptop: Path, desk: Desk, joined: bytes, tmp_path: Path
) -> None:
    team.end_devices(laptop, desk, [joined])
    with pytest.raises(NotAllowed):
        invite(desk, laptop, write_request(tmp_path / "Other", "Nube", PHRASE))
    invite(desk, laptop, write_request(tmp_path / "New", "Nube", PHRASE))


def test_nobody_closes_the_laptop_in_use_or_one_that_is_not_known(
    laptop: Path, desk: Desk, joined: bytes
) -> None:
    with pytest.raises(NotThisLaptop):
        team.end_devices(laptop, desk, [joined, this_device(laptop)])
    with pytest.raises(NotFound):
        team.end_devices(laptop, desk, [joined, bytes(16)])
    assert nube(desk, laptop).closable == (joined,)


def test_only_who_coordinates_closes_a_laptop(crew, clock) -> None:
    theirs = sit_down(crew.folder, crew.nube, clock)
    with pytest.raises(NotTheFounder):
        team.end_devices(crew.folder, theirs, [bytes(16)])
    theirs.close()


def test_a_folder_without_a_key_has_no_number(tmp_path: Path, joined: bytes) -> None:
    assert this_device(tmp_path / "nothing") == b""
    assert spoken_code(joined) == joined.hex()[:4].upper()
