"""Two sheets on a laptop whose people are all gone, whatever happened to it since."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.backup.make import make
from desktop.backup.restore import restore
from desktop.journal.spaces import latest_epoch
from desktop.journal.witness import RESTORED
from desktop.programme.roles import Role
from desktop.programme.vocabulary import Stream
from desktop.services import recovery, restoring
from desktop.services import roster as rosters
from desktop.services.adding import add_here
from desktop.services.entrance import enter, sit_down, turn
from desktop.services.people import PersonForm, add_person, list_people
from desktop.services.restoring import (
    BadNickname,
    SheetsReplaced,
    read_typed,
    restore_with_sheets,
)
from desktop.services.revocation import revoke
from desktop.services.team import team
from desktop.vault.cards import list_accounts
from desktop.vault.recovery_keys import RecoveryKeys, holder_card
from desktop.vault.recovery_sheets import Ceremony
from desktop.vault.sheet_troubles import (
    OtherProgramme,
    SameSheet,
    SheetsApart,
    SheetsOpenNothing,
)
from desktop.vault.store import create_vault, holders, open_with_recovery
from desktop.vault.troubles import DamagedDatabase, PassphraseShort, StrangeVault
from sync.carriers import boxes
from tests.desktop.services.conftest import at
from tests.desktop.services.sheets import hold

PHRASE = "zarigüeya tapanco ocre birote"
CHILD = Path(__file__).parents[1] / "vault" / "killed_child.py"
ROOT = Path(__file__).parents[3]


@pytest.fixture
def ceremony(laptop, desk, seat, programme) -> Ceremony:
    """Held, and known to every vault; nobody sits at the laptop any more."""
    add_person(desk.work, PersonForm(nickname="Lluvia"))
    held = hold(laptop, desk)
    desk.close()
    his = seat(programme.men)
    add_person(his.work, PersonForm(nickname="Trueno"))
    his.close()
    return held


def two(ceremony: Ceremony, one: int = 0, other: int = 2):
    return ceremony.sheets[one], ceremony.sheets[other]


def lose_everybody(folder: Path) -> None:
    for path in folder.glob("accounts/*"):
        path.unlink()


def test_any_two_of_three_sheets_open_both_streams_for_a_coordinator_of_the_roster(
    laptop, ceremony, clock
):
    lose_everybody(laptop)
    for one, other in itertools.permutations(ceremony.sheets, 2):
        opened, closed = open_with_recovery(laptop, restoring.join(one, other))
        assert ({vault.stream for vault in opened}, closed) == (set(Stream), 0)
    typed = [[word[:4] for word in sheet.words] for sheet in two(ceremony)]
    first, second = (read_typed(laptop, each) for each in typed)
    restored = restore_with_sheets(laptop, (first, second), "Jilguero", PHRASE, clock)
    assert (restored.streams, restored.closed) == (frozenset(Stream), 0)
    assert restored.coordinator
    assert restored.both_now
    assert [card.nickname for card in list_accounts(laptop)] == ["Jilguero"]
    desk = enter(laptop, restored.account, PHRASE, clock)
    assert desk.role is Role.COORDINATOR
    assert set(desk.streams) == {Stream.WOMEN, Stream.MEN}
    seen = {desk.work.stream: [one.nickname for one in list_people(desk.work)]}
    desk = turn(laptop, desk, desk.streams[1], clock)
    seen[desk.work.stream] = [one.nickname for one in list_people(desk.work)]
    assert seen == {Stream.WOMEN: ["Lluvia"], Stream.MEN: ["Trueno"]}
    shown = team(desk, laptop)
    assert shown.can.root
    assert shown.policy_both
    assert {one.nickname for one in shown.people} == {"Colibrí", "Barro", "Jilguero"}
    desk.close()


def test_other_laptops_take_the_word_of_who_restored(laptop, ceremony, programme, clock, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(laptop, elsewhere)
    restored = restore_with_sheets(laptop, two(ceremony), "Jilguero", PHRASE, clock)
    desk = enter(laptop, restored.account, PHRASE, clock)
    later = add_here(laptop, desk, "Garza", PHRASE, Role.EVALUATOR, (), clock)
    desk.close()
    for batch in boxes.batch_files(boxes.outbox(laptop)):  # a stick carries them
        boxes.put_batch(boxes.inbox(elsewhere), batch.read_bytes())
    desk = sit_down(elsewhere, at(elsewhere, programme.women), clock)
    found = {one.nickname: one for one in team(desk, elsewhere).people}
    desk.close()
    assert found["Jilguero"].account == restored.account
    assert found["Jilguero"].coordinator
    assert (found["Garza"].account, found["Garza"].ended) == (later, False)


def test_rekeys_and_revocations_take_nothing_from_the_sheets(
    laptop, ceremony, seat, programme, clock
):
    desk = seat(programme.women)
    for name in ("Garza", "Tordo"):
        leaving = add_here(laptop, desk, name, PHRASE, Role.EVALUATOR, (), clock)
        desk = revoke(laptop, desk, leaving, clock=clock)
    assert desk.shared.unlocked.epoch == 3
    desk.close()
    desk = revoke(laptop, seat(programme.women), programme.men.card.id, clock=clock)
    assert latest_epoch(desk.shared, desk.shared.home) > 1
    desk.close()
    lose_everybody(laptop)
    restored = restore_with_sheets(laptop, two(ceremony, 1, 2), "Jilguero", PHRASE, clock)
    assert (restored.closed, restored.coordinator) == (0, True)
    desk = enter(laptop, restored.account, PHRASE, clock)
    desk.close()


def test_one_sheet_opens_nothing(laptop, ceremony, files_of):
    before = files_of(laptop)
    with pytest.raises(SameSheet):
        restore_with_sheets(laptop, two(ceremony, 1, 1), "Jilguero", PHRASE)
    # Not even with any other bytes where the other sheet's would be.
    for guess in (ceremony.keys.secret[::-1], os.urandom(32)):
        assert open_with_recovery(laptop, RecoveryKeys(guess)) == ([], 3)
    assert files_of(laptop) == before


def test_sheets_of_another_programme_are_refused_by_name(laptop, ceremony, files_of):
    before = files_of(laptop)
    others = Ceremony.hold(os.urandom(16), 1, os.urandom)
    with pytest.raises(OtherProgramme, match="no son de este programa"):
        read_typed(laptop, others.sheets[0].words)
    with pytest.raises(SheetsApart):
        restore_with_sheets(laptop, (ceremony.sheets[0], others.sheets[1]), "Jilguero", PHRASE)
    with pytest.raises(SheetsOpenNothing):
        restore_with_sheets(laptop, two(others), "Jilguero", PHRASE)
    assert files_of(laptop) == before


def test_a_vault_that_does_not_know_the_sheets_stays_closed_and_is_told(
    laptop, desk, clock, programme, seat
):
    held = hold(laptop, desk)
    desk.close()
    restored = restore_with_sheets(laptop, two(held), "Jilguero", PHRASE, clock)
    assert restored.streams == {Stream.WOMEN, Stream.SHARED}
    assert (restored.closed, restored.both_now) == (1, False)
    seat(programme.men).close()  # his next unlock lets the sheets in
    again = restore_with_sheets(laptop, two(held), "Tecolote", PHRASE, clock)
    assert (again.streams, again.closed) == (frozenset(Stream), 0)


def test_who_had_access_before_still_has_it(laptop, ceremony, seat, programme, clock):
    restore_with_sheets(laptop, two(ceremony), "Jilguero", PHRASE, clock)
    desk = seat(programme.women)
    assert [one.nickname for one in list_people(desk.work)] == ["Lluvia"]
    assert len(holders(desk.shared.unlocked)) == 4  # both, the sheets, who restored
    desk.close()


def test_a_nickname_that_is_taken_and_a_weak_phrase_are_refused(laptop, ceremony, files_of):
    before = files_of(laptop)
    for nickname in ("colibrí", " ", "a" * 65):
        with pytest.raises(BadNickname):
            restore_with_sheets(laptop, two(ceremony), nickname, PHRASE)
    with pytest.raises(PassphraseShort):
        restore_with_sheets(laptop, two(ceremony), "Jilguero", "corta")
    assert files_of(laptop) == before


def test_a_planted_vault_is_not_taken_for_a_true_one(laptop, ceremony, clock, files_of):
    """Recovery keys are public in the roster: anybody can make a vault that opens for them."""
    card = holder_card(ceremony.keys.of(Stream.WOMEN).card.box_pub)
    create_vault(laptop, Stream.WOMEN, [card], clock=clock)
    before = files_of(laptop)
    with pytest.raises(StrangeVault):
        restore_with_sheets(laptop, two(ceremony), "Jilguero", PHRASE, clock)
    assert files_of(laptop) == before


def test_sheets_that_were_replaced_do_not_lead_to_the_root_key(
    laptop, desk, programme, seat, clock
):
    old = hold(laptop, desk)
    headers = {path: path.read_bytes() for path in laptop.glob("vaults/*.key*")}
    hold(laptop, desk)
    desk.close()
    for path, data in headers.items():  # put back by who can write to the disk
        path.write_bytes(data)
    with pytest.raises(SheetsReplaced):
        restore_with_sheets(laptop, two(old), "Jilguero", PHRASE, clock)
    assert {card.nickname for card in list_accounts(laptop)} == {"Colibrí", "Barro"}


def test_a_damaged_database_changes_nothing(laptop, ceremony, clock):
    for path in laptop.glob("vaults/*.db"):
        path.write_bytes(os.urandom(8192))
    headers = {path: path.read_bytes() for path in laptop.glob("vaults/*.key*")}
    with pytest.raises(DamagedDatabase):
        restore_with_sheets(laptop, two(ceremony), "Jilguero", PHRASE, clock)
    assert {path: path.read_bytes() for path in headers} == headers
    assert len(list_accounts(laptop)) == 2


def test_a_copy_put_back_on_another_laptop_opens_with_two_sheets(laptop, ceremony, clock, tmp_path):
    stick, elsewhere = tmp_path / "stick", tmp_path / "elsewhere"
    stick.mkdir()
    elsewhere.mkdir()
    restore(make(laptop, stick, clock), elsewhere)
    lose_everybody(elsewhere)
    typed = [read_typed(elsewhere, sheet.words) for sheet in two(ceremony)]
    restored = restore_with_sheets(elsewhere, (typed[0], typed[1]), "Jilguero", PHRASE, clock)
    assert restored.notices == (RESTORED,)
    desk = enter(elsewhere, restored.account, PHRASE, clock, stream=Stream.WOMEN)
    assert [one.nickname for one in list_people(desk.work)] == ["Lluvia"]
    settings = boxes.read_settings(elsewhere)
    assert settings is not None
    assert settings.programme == rosters.known(desk.shared).roster.programme
    add_here(elsewhere, desk, "Garza", PHRASE, Role.EVALUATOR, (), clock)
    desk.close()


# --- a power cut at any moment ----------------------------------------------------


def cut(lines: str, number: int) -> tuple[bool, str]:
    """Run these lines and cut the power before one call to the disk; whether they had ended."""
    done = subprocess.run(
        [sys.executable, str(CHILD), str(number)],
        input=lines,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode in (0, -9), done.stderr
    return done.stdout.endswith("done\n"), done.stdout


COUNTED = """
from desktop.journal import meta
put = meta.put
def counted(*given):
    put(*given)
    step()  # in the middle of a transaction
meta.put = counted
"""
CEREMONY = """
from pathlib import Path
from desktop.services import recovery
from desktop.services.entrance import enter
folder = Path({folder!r})
desk = enter(folder, bytes.fromhex({account!r}), {phrase!r})
held = recovery.begin(desk)
for sheet in held.sheets:
    print(*sheet.words, flush=True)
ready()
{counted}
recovery.finish(folder, desk, held, [dict(enumerate(s.words, 1)) for s in held.sheets])
desk.close()
"""


def test_a_power_cut_leaves_no_ceremony_or_a_whole_one(
    laptop, programme, passphrases, clock, tmp_path
):
    seen: set[int] = set()
    for number in itertools.count(0, 4):
        folder = tmp_path / str(number)
        shutil.copytree(laptop, folder)
        mine = programme.women.card.id
        ended, said = cut(
            CEREMONY.format(
                folder=str(folder),
                account=mine.hex(),
                phrase=passphrases.women,
                counted=COUNTED,
            ),
            number,
        )
        sheets = [read_typed(folder, line.split()) for line in said.splitlines()[:3]]
        desk = sit_down(folder, at(folder, programme.women), clock)
        revision = recovery.revision(desk)
        desk.close()
        opened, _closed = open_with_recovery(folder, restoring.join(*sheets[:2]))
        assert len(opened) == 2 * revision
        seen.add(revision)
        if ended:
            break
    assert seen == {0, 1}


RESTORING = """
from pathlib import Path
from desktop.services.restoring import read_typed, restore_with_sheets
folder = Path({folder!r})
sheets = tuple(read_typed(folder, line.split()) for line in {sheets!r})
ready()
{counted}
restore_with_sheets(folder, sheets, "Jilguero", {phrase!r})
"""


def test_a_power_cut_leaves_nobody_or_somebody_who_can_enter(laptop, ceremony, clock, tmp_path):
    lines = [" ".join(sheet.words) for sheet in two(ceremony)]
    lose_everybody(laptop)
    seen: set[bool] = set()
    for number in itertools.count(1, 16):
        folder = tmp_path / str(number)
        shutil.copytree(laptop, folder)
        ended, _said = cut(
            RESTORING.format(folder=str(folder), sheets=lines, phrase=PHRASE, counted=COUNTED),
            number,
        )
        there = list_accounts(folder)
        if not there:
            restore_with_sheets(folder, two(ceremony), "Jilguero", PHRASE, clock)
        (card,) = list_accounts(folder)
        desk = enter(folder, card.id, PHRASE, clock)
        assert desk.role is Role.COORDINATOR
        assert desk.both
        desk.close()
        seen.add(bool(there))
        if ended:
            break
    assert seen == {False, True}
