"""The process dies where it touches a file; the next one goes on, and nothing is lost."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.services import attendance
from desktop.services.entrance import enter
from desktop.services.groups import list_members
from desktop.vault.accounts import list_accounts
from sync.carriers import boxes
from sync.client import joining
from tests.sync.client.conftest import PHRASES, PRESENT, Course, Laptop, records_of, shown

CHILD = Path(__file__).with_name("dying_child.py")
NEW_PHRASE = "otra frase de prueba más"


def die(folder: Path, verb: str, touch: int, phrase: str, account: bytes = b"") -> bool:
    """Run a child that dies at its n-th touch; False when it came to its end before."""
    command = [sys.executable, str(CHILD), str(folder), account.hex(), phrase, verb, str(touch)]
    environment = {"PYTHONPATH": str(Path(__file__).parents[3])}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode in (0, -signal.SIGKILL), ended.stderr
    return ended.returncode != 0


def long_notes(laptop: Laptop, course: Course) -> None:
    """Enough for several batches."""
    for session in course.sessions[1:4]:
        attendance.mark(laptop.work, session, course.people[0], PRESENT)
        attendance.write_note(laptop.work, session, course.people[0], f"{session.hex()} " * 600)


@pytest.mark.parametrize("touch", [1, 2, 3])
def test_a_kill_while_sealing_loses_nothing_and_seals_nothing_twice(
    met: tuple[Laptop, Laptop], course: Course, touch: int
) -> None:
    first, second = met
    long_notes(first, course)
    first.desk.close()
    assert die(first.folder, "seal", touch, PHRASES["Colibrí"], first.account.card.id)
    partly = first.outbox()
    first.reopen()
    first.seal()
    assert partly.items() <= first.outbox().items()
    facts = first.status()
    assert (facts.unsealed, facts.waiting) == (0, facts.saved)
    second.put(*first.outbox().values())
    taken = second.take_in()
    assert (taken.waiting, taken.put_aside) == (0, 0)
    assert second.tables() == first.tables()


@pytest.mark.parametrize("touch", [1, 2, 4, 6])
def test_a_kill_while_taking_in_loses_nothing_and_takes_nothing_twice(
    first: Laptop, second: Laptop, course: Course, touch: int
) -> None:
    long_notes(first, course)
    first.seal()
    assert len(records_of(first.outbox())) > 2
    boxes.change_server(second.folder, "http://127.0.0.1:9")
    second.put(*first.outbox().values())
    second.desk.close()
    assert die(second.folder, "take_in", touch, PHRASES["Barranca"], second.account.card.id)
    second.reopen()
    taken = second.take_in()
    assert (taken.waiting, taken.put_aside) == (0, 0)
    assert second.inbox() == []
    assert second.tables() == first.tables()


def test_a_kill_while_joining_leaves_something_that_can_be_done_again(
    first: Laptop, tmp_path: Path
) -> None:
    """At many a touch of the request and of the acceptance, in one laptop's long bad day."""
    folder, touch = tmp_path / "third", 1
    while die(folder, "request", touch, NEW_PHRASE):
        touch += 5
    assert touch > 3
    request = joining.waiting_request(folder)
    assert request is not None
    (tmp_path / "invitation").write_bytes(joining.invite(first.desk, first.folder, request))
    touch = 1
    while die(folder, "accept", touch, NEW_PHRASE):
        touch += 9
    assert touch > 3
    assert joining.waiting_request(folder) is None

    (card,) = list_accounts(folder)
    desk = enter(folder, card.id, NEW_PHRASE)
    try:
        third = Laptop(folder, desk.account)
    finally:
        desk.close()
    try:
        assert len(list((folder / "vaults").glob("*.db"))) == 2
        first.seal()
        third.put(*first.outbox().values())
        third.take_in()
        assert shown(third.work) == shown(first.work)
        assert "Duna" in [member.nickname for member in list_members(third.work)]
    finally:
        third.desk.close()
