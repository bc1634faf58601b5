"""The ceremony: whole or not at all, and every vault lets its keys in from then on."""

from __future__ import annotations

import shutil

import pytest

from desktop.programme.vocabulary import Stream
from desktop.services import recovery
from desktop.services import roster as rosters
from desktop.services.authority import NotTheFounder, NotTheRoot
from desktop.services.entrance import sit_down
from desktop.services.recovery import CeremonyOvertaken
from desktop.vault import header_file, recovery_file
from desktop.vault.header import NotMine, open_for
from desktop.vault.recovery_keys import box_code, holder_card
from desktop.vault.recovery_sheets import Ceremony
from desktop.vault.sheet_troubles import WrongWord
from desktop.vault.store import holders, open_with_recovery, rekey_vault
from desktop.vault.troubles import ReadOnlyFolder
from sync.carriers import boxes
from tests.desktop.services.conftest import at
from tests.desktop.services.sheets import every_word, hold


def test_nothing_is_kept_before_all_three_sheets_were_typed_back(laptop, desk, files_of):
    before = files_of(laptop)
    ceremony = recovery.begin(desk)
    assert (ceremony.revision, len(ceremony.sheets)) == (1, 3)
    assert files_of(laptop) == before
    typed = every_word(ceremony)
    typed[2] = {**typed[2], 17: "academic" if typed[2][17] != "academic" else "acid"}
    with pytest.raises(WrongWord) as told:
        recovery.finish(laptop, desk, ceremony, typed)
    assert told.value.place == 17
    with pytest.raises(ValueError, match="three"):
        recovery.finish(laptop, desk, ceremony, every_word(ceremony)[:2])
    assert files_of(laptop) == before
    assert recovery.revision(desk) == 0
    assert open_with_recovery(laptop, ceremony.keys) == ([], 3)


def test_after_the_ceremony_the_sheets_open_what_was_open_and_at_its_next_unlock_the_rest(
    laptop, desk, seat, programme
):
    ceremony = hold(laptop, desk)
    assert recovery.revision(desk) == 1
    opened, closed = open_with_recovery(laptop, ceremony.keys)
    assert ({vault.stream for vault in opened}, closed) == ({"women", "shared"}, 1)
    assert {vault.vault_key for vault in opened} == {v.unlocked.vault_key for v in desk.vaults}
    desk.close()
    seat(programme.men).close()
    opened, closed = open_with_recovery(laptop, ceremony.keys)
    assert ({vault.stream for vault in opened}, closed) == ({"women", "men", "shared"}, 0)


def test_words_of_a_printed_sheet_are_drawn_from_those_that_tell_sheets_apart(desk):
    places = recovery.places_to_type()
    assert len(set(places)) == recovery.WORDS_BACK
    assert list(places) == sorted(places)
    assert places[0] > 3
    assert places[-1] <= 33
    sheet = recovery.begin(desk).sheets[1]
    recovery.check_back(sheet, {place: sheet.words[place - 1][:4] for place in places})
    with pytest.raises(WrongWord):
        recovery.check_back(sheet, {place: sheet.words[place - 1] for place in places[:-1]})
    with pytest.raises(WrongWord):
        recovery.check_back(recovery.begin(desk).sheets[1], dict(enumerate(sheet.words, 1)))


def test_only_who_holds_the_root_key_may_begin(desk, seat, programme):
    desk.close()
    with pytest.raises(NotTheFounder):
        recovery.begin(seat(programme.men))
    del desk.account.keepsakes[rosters.ROOT_KEEPSAKE]
    with pytest.raises(NotTheRoot):
        recovery.begin(seat(programme.women))


def test_another_ceremony_replaces_the_slots_and_a_rekey_leaves_no_way_back(
    laptop, desk, seat, programme, clock
):
    old = hold(laptop, desk)
    aged = recovery_file.path_of(desk.work.unlocked.path)
    recovery_file.keep(desk.work.unlocked, old.keys.boxes()[box_code(Stream.WOMEN)])
    headers = {path: path.read_bytes() for path in laptop.glob("vaults/*.key*")}
    new = hold(laptop, desk)
    assert new.revision == 2
    assert not aged.exists()
    assert len(open_with_recovery(laptop, new.keys)[0]) == 2
    assert open_with_recovery(laptop, old.keys)[0] == []
    for vault in desk.vaults:
        mine, recovering = programme.women.card.id, _holder(new, vault)
        assert {mine, recovering} <= set(holders(vault.unlocked))
        assert _holder(old, vault) not in holders(vault.unlocked)
    desk.close()
    # Who kept a header of then and the old sheets opens the vault until it has another key.
    kept = {path: path.read_bytes() for path in headers}
    for path, data in headers.items():
        path.write_bytes(data)
    assert len(open_with_recovery(laptop, old.keys)[0]) == 2
    for path, data in kept.items():
        path.write_bytes(data)
    for vault in (each.unlocked for each in desk.vaults):
        members = [programme.women.card, holder_card(new.keys.boxes()[box_code(vault.stream)])]
        after = rekey_vault(vault, members, clock=clock)
        assert after.database_key not in {
            found.database_key for found in open_with_recovery(laptop, old.keys)[0]
        }
    assert len(open_with_recovery(laptop, new.keys)[0]) == 2


def test_a_ceremony_that_was_overtaken_is_refused(laptop, desk):
    slow = recovery.begin(desk)
    hold(laptop, desk)
    with pytest.raises(CeremonyOvertaken):
        recovery.finish(laptop, desk, slow, every_word(slow))
    assert recovery.revision(desk) == 1


def test_slots_are_ensured_again_and_again_without_writing(laptop, desk, files_of):
    hold(laptop, desk)
    roster = rosters.known(desk.shared).roster
    recovery.ensure_recovery_slots(desk.vaults, roster)
    before = files_of(laptop)
    recovery.ensure_recovery_slots(desk.vaults, roster)
    assert files_of(laptop) == before


def test_a_header_that_cannot_be_written_stops_nobody_and_is_made_good_later(
    laptop, desk, seat, programme, monkeypatch
):
    with monkeypatch.context() as read_only:
        read_only.setattr(recovery, "add_slot", _refuse)
        ceremony = hold(laptop, desk)
        assert open_with_recovery(laptop, ceremony.keys)[0] == []
    desk.close()
    seat(programme.women)
    assert len(open_with_recovery(laptop, ceremony.keys)[0]) == 2


def _refuse(*given: object) -> None:
    raise ReadOnlyFolder


def _holder(ceremony: Ceremony, vault) -> bytes:
    return ceremony.keys.of(vault.stream).card.id


def test_another_laptop_lets_the_sheets_in_at_the_next_unlock_after_the_roster_came(
    laptop, desk, programme, clock, tmp_path
):
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(laptop, elsewhere)
    ceremony = hold(laptop, desk)
    sit_down(elsewhere, at(elsewhere, programme.men), clock).close()
    assert open_with_recovery(elsewhere, ceremony.keys) == ([], 3)
    for batch in boxes.batch_files(boxes.outbox(laptop)):  # a stick carries them
        boxes.put_batch(boxes.inbox(elsewhere), batch.read_bytes())
    assert open_with_recovery(elsewhere, ceremony.keys) == ([], 3)
    sit_down(elsewhere, at(elsewhere, programme.men), clock).close()
    opened, closed = open_with_recovery(elsewhere, ceremony.keys)
    assert ({vault.stream for vault in opened}, closed) == ({"men", "shared"}, 1)


def test_the_recovery_key_of_a_stream_opens_no_other_stream(laptop, desk):
    ceremony = hold(laptop, desk)
    place = next(vault for vault in desk.vaults if vault.stream is Stream.WOMEN)
    header = place.unlocked.path.with_suffix(".key").read_bytes()
    file = header_file.SHAPE.copy(header).file
    assert open_for(ceremony.keys.of(Stream.WOMEN), file).stream is Stream.WOMEN
    for other in (Stream.MEN, Stream.SHARED):
        with pytest.raises(NotMine):
            open_for(ceremony.keys.of(other), file)
