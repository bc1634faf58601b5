"""Leaving a laptop and panic: nothing that is acknowledged goes, and nothing that must go stays."""

from __future__ import annotations

import tarfile

import pytest

from desktop import launcher
from desktop.backup import moving
from desktop.backup.moving import MovedOn
from desktop.programme.vocabulary import Stream
from desktop.services import panic, team
from desktop.services import roster as rosters
from desktop.services.entrance import sit_down, turn
from desktop.services.people import PersonForm, add_person
from desktop.trouble import Exit
from desktop.vault.store import add_slot, open_vaults
from sync.batch.roster_entries import MemberEntry
from tests.desktop.services.conftest import WOMEN_PASSPHRASE, Crew, StillClock


@pytest.fixture
def both(crew: Crew, clock: StillClock) -> Crew:
    """Colibrí coordinates both streams, by policy."""
    his = sit_down(crew.folder, crew.barro, clock)
    add_slot(his.work.unlocked, crew.colibri.card)
    men = his.work.home
    his.close()
    desk = sit_down(crew.folder, crew.colibri, clock)
    team.set_policy(crew.folder, desk, True)
    card = crew.colibri.card
    entry = MemberEntry(card.sign_pub, card.box_pub, frozenset({men}))
    assert desk.shared is not None
    rosters.append(desk.shared, crew.colibri, crew.folder, [entry])
    desk.close()
    return crew


def test_what_was_written_in_the_other_stream_after_the_copy_is_not_left_behind(
    both: Crew, clock: StillClock
) -> None:
    desk = sit_down(both.folder, both.colibri, clock)
    assert desk.streams == (Stream.WOMEN, Stream.MEN)
    moving.begin(desk, moving.held(desk))
    desk = turn(both.folder, desk, Stream.MEN, clock)
    add_person(desk.work, PersonForm(nickname="Roca"))
    desk = turn(both.folder, desk, Stream.WOMEN, clock)
    with pytest.raises(MovedOn):
        moving.leave(both.folder, desk, WOMEN_PASSPHRASE)
    desk.close()
    mine = open_vaults(both.folder, both.colibri)
    assert {vault.stream for vault in mine} == set(Stream)


def test_a_copy_made_after_the_last_word_in_both_streams_lets_her_leave_them(
    both: Crew, clock: StillClock
) -> None:
    desk = sit_down(both.folder, both.colibri, clock)
    moving.begin(desk, moving.held(desk))
    assert moving.begun(desk)
    moving.leave(both.folder, desk, WOMEN_PASSPHRASE)
    assert open_vaults(both.folder, both.colibri) == []
    assert {vault.stream for vault in open_vaults(both.folder, both.barro)} == {
        Stream.MEN,
        Stream.SHARED,
    }


def test_panic_takes_a_header_that_it_cannot_overwrite(crew: Crew) -> None:
    key = next((crew.folder / "vaults").glob("*.key"))
    key.unlink()
    outside = crew.folder.parent / "letter"
    outside.write_bytes(b"not ours")
    key.symlink_to(outside)
    assert panic.destroy(crew.folder)
    assert outside.read_bytes() == b"not ours"
    assert not [path for path in (crew.folder / "vaults").iterdir() if ".key" in path.suffix]


def test_after_a_panic_that_was_cut_off_no_command_opens_or_copies_anything(crew: Crew) -> None:
    phrase = crew.folder.parent / "phrase"
    phrase.write_text(WOMEN_PASSPHRASE)
    panic.begin(crew.folder)
    words = ["team", "--data", str(crew.folder), "--account", "Colibrí"]
    assert launcher.run([*words, "--passphrase-file", str(phrase)]) == Exit.REFUSED
    assert not list((crew.folder / "vaults").glob("*.key*"))


def test_no_copy_is_made_of_what_a_panic_that_was_cut_off_had_to_destroy(crew: Crew) -> None:
    stick = crew.folder.parent / "stick"
    stick.mkdir()
    panic.begin(crew.folder)
    launcher.run(["backup", str(stick), "--data", str(crew.folder)])
    for copy in stick.glob("*.tar"):
        with tarfile.open(copy) as tar:
            assert not [name for name in tar.getnames() if ".key" in name]
