"""The page that hands a group over: by keyboard, point by point, on two people's screens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.host.clock import SystemClock
from desktop.programme.schema import HANDOVER
from desktop.programme.vocabulary import HandoverState, IncidentSort
from desktop.services import group_views, groups, handover, incidents
from desktop.services.entrance import sit_down
from desktop.services.groups import NewGroup
from desktop.services.handover import Giving, Seat
from desktop.services.incidents import Happening
from desktop.vault.accounts import UnlockedAccount
from tests.e2e.stage import Play
from tests.ui.looking import dialog, every_text, reachable
from tests.ui.staffed import *  # noqa: F403 - its fixtures
from tests.ui.staffed import Staff
from tests.ui.test_reach import clipped, spoken
from ui.pages.handover.answering import NoteDialog, PointCard
from ui.pages.handover.page import HandoverPage
from ui.widgets.rowbutton import RowButton

SMALL = (1024, 560)
TODAY = date.today()


@dataclass(frozen=True)
class Scene:
    """Colibrí's group, in which something happened that nobody settled."""

    folder: Path
    accounts: dict[str, UnlockedAccount]
    group: bytes
    barranca: bytes

    def given(self, **said: object) -> bytes:
        desk = sit_down(self.folder, self.accounts["Colibrí"], SystemClock())
        giving = Giving(self.group, self.barranca, Seat.LEADS, TODAY, **said)  # type: ignore[arg-type]
        made = handover.give(desk, giving).created[0]
        desk.close()
        return made


@pytest.fixture
def scene(staffed: Staff) -> Scene:
    desk = sit_down(staffed.folder, staffed.accounts["Colibrí"], SystemClock())
    members = {one.nickname: one.id for one in group_views.list_members(desk.work)}
    new = NewGroup("Grupo Manglar", TODAY + timedelta(days=2), 960, sessions=4)
    group = groups.create_group(desk.work, new).created[0]
    session = group_views.get_group(desk.work, group).sessions[0].id
    incidents.note(desk.work, session, Happening(IncidentSort.PARTNER_OUTSIDE, TODAY))
    desk.close()
    return Scene(staffed.folder, staffed.accounts, group, members["Barranca"])


def page_of(play: Play, record: object = None) -> HandoverPage:
    if record is not None:
        play.show("handover", record)
    assert play.window.shell is not None
    found = play.window.shell.current
    assert isinstance(found, HandoverPage)
    return found


def cards(page: HandoverPage) -> list[PointCard]:
    return [each for each in page.findChildren(PointCard) if each.isVisible()]


def here(play: Play) -> QWidget:
    found = play.window.focusWidget()
    assert found is not None
    return found


def nothing_is_clipped_or_nameless(play: Play) -> None:
    assert play.window.shell is not None
    assert not clipped(play.window.shell)
    assert all(spoken(each) for each in reachable(play.window.shell))


def lock(play: Play) -> None:
    play.window.lock()
    play.until("the end", lambda: play.ended is not None)


def test_a_group_is_handed_over_with_everything_but_the_date_left_out(
    scene: Scene, sit: Callable[[str], Play]
) -> None:
    play = sit("Colibrí")
    play.resize(*SMALL)
    page = page_of(play, scene.group)
    nothing_is_clipped_or_nameless(play)
    assert page.form is not None
    assert [page.form.receiver.itemText(n) for n in range(page.form.receiver.count())] == [
        "Barranca"
    ]
    ticks = list(page.form._ticks.values())
    assert len(ticks) == 1, "only the date may stay behind"
    ticks[0].click()
    page.form.more.setPlainText("La llave la tiene doña Chela\n\nFalta agua")
    page.give.setFocus()
    QTest.keyClick(page.give, Qt.Key.Key_Space)
    play.settle()
    nothing_is_clipped_or_nameless(play)
    texts = every_text(page)
    assert "La llave la tiene doña Chela" in texts
    assert "Falta agua" in texts
    assert len(cards(page)) == 3
    assert all(each.accept is None for each in cards(page)), "the giver accepts nothing"
    assert page.back.isVisible()


def test_the_receiver_finds_it_on_today_and_accepts_with_the_space_bar_alone(
    scene: Scene, sit: Callable[[str], Play]
) -> None:
    given = scene.given(more=("La llave",))
    play = sit("Barranca")
    assert play.window.shell is not None
    lines = play.window.shell.current.findChildren(RowButton)
    offer = next(each for each in lines if "Le entregan un grupo" in each.accessibleName())
    offer.click()
    play.settle()
    page = page_of(play)
    play.resize(*SMALL)
    nothing_is_clipped_or_nameless(play)
    for left in (3, 2, 1):
        assert page_of(play)._record == given
        assert sum(each.accept is not None for each in cards(page)) == left
        assert "Aceptar" in here(play).accessibleName()
        QTest.keyClick(here(play), Qt.Key.Key_Space)
        play.settle()
    desk = play.window.desk
    assert desk is not None
    assert handover.get(desk, given, TODAY).line.state is HandoverState.ACCEPTED
    assert group_views.get_group(desk.work, scene.group).lead == "Barranca"
    assert sum("Aceptado" in text for text in every_text(page)) >= 3


def test_a_point_to_talk_about_stays_and_its_words_are_shown_to_the_giver(
    scene: Scene, sit: Callable[[str], Play]
) -> None:
    given = scene.given()
    play = sit("Barranca")
    page = page_of(play, given)
    first = cards(page)[0]
    assert first.talk is not None
    first.talk.click()
    asked = dialog()
    assert isinstance(asked, NoteDialog)
    QTest.keyClicks(asked.note, "Cuando avisa")
    asked.primary.click()
    play.settle()
    assert "Por hablar" in every_text(page)
    desk = play.window.desk
    assert desk is not None
    assert handover.get(desk, given, TODAY).points[0].to_talk
    lock(play)
    hers = sit("Colibrí")
    assert any("necesita hablar" in text for text in every_text(hers.window.shell))  # type: ignore[arg-type]
    assert "Nota: Cuando avisa" in every_text(page_of(hers, given))


def test_a_point_is_accepted_with_a_note(scene: Scene, sit: Callable[[str], Play]) -> None:
    given = scene.given()
    play = sit("Barranca")
    first = cards(page_of(play, given))[0]
    assert first.talk is not None
    first.talk.click()
    asked = dialog()
    assert isinstance(asked, NoteDialog)
    QTest.keyClicks(asked.note, "Ya lo vimos")
    asked.with_note.click()
    play.settle()
    desk = play.window.desk
    assert desk is not None
    point = handover.get(desk, given, TODAY).points[0]
    assert (point.accepted_on, point.note) == (TODAY, "Ya lo vimos")


def test_it_is_taken_back_and_stays_readable_from_its_group(
    scene: Scene, sit: Callable[[str], Play]
) -> None:
    given = scene.given()
    play = sit("Colibrí")
    page = page_of(play, given)
    page.back.click()
    play.settle()
    assert not page.back.isVisible()
    page = page_of(play, scene.group)
    assert page.form is not None
    rows = [each for each in page.findChildren(RowButton) if each.isVisible()]
    assert ["Retirada" in each.accessibleName() for each in rows] == [True]
    rows[0].click()
    play.settle()
    assert page_of(play)._record == given


def test_undoing_what_was_just_handed_over_shows_the_group_again(
    scene: Scene, sit: Callable[[str], Play]
) -> None:
    play = sit("Colibrí")
    page = page_of(play, scene.group)
    page.give.click()
    play.settle()
    assert page._record != scene.group
    assert play.window.shell is not None
    play.window.shell.toast._on_undo()
    play.settle()
    assert page._record == scene.group
    assert page.give.isVisible()


def test_what_was_typed_for_a_handover_outlives_a_lock(
    scene: Scene, sit: Callable[[str], Play]
) -> None:
    play = sit("Colibrí")
    page = page_of(play, scene.group)
    assert page.form is not None
    page.form.more.setPlainText("La llave")
    lock(play)
    again = sit("Colibrí")
    page = page_of(again, scene.group)
    assert page.form is not None
    assert page.form.draft.offer.isVisible()
    page.form.draft.again.click()
    assert page.form.more.toPlainText() == "La llave"


def test_whoever_neither_leads_nor_coordinates_only_reads(
    scene: Scene, sit: Callable[[str], Play]
) -> None:
    play = sit("Barranca")
    page = page_of(play, scene.group)
    assert page.form is None
    assert not page.give.isVisible()
    assert any("lo entrega quien lo facilita" in text for text in every_text(page))


def test_two_answers_are_shown_with_the_people_to_choose_from(
    scene: Scene, sit: Callable[[str], Play]
) -> None:
    """What settles a merge is shown in tests/sync/client; here what the page makes of one."""
    given = scene.given()
    play = sit("Barranca")
    play.resize(*SMALL)
    page = page_of(play, given)
    desk = play.window.desk
    assert desk is not None
    for point in handover.get(desk, given, TODAY).points:
        handover.accept(desk, given, point.ordinal, TODAY)
    register = HANDOVER.register_of("state").number
    with desk.work.transaction() as connection:
        connection.exec_driver_sql(
            "INSERT INTO conflict VALUES (?, ?, ?)", (HANDOVER.number, given, register)
        )
    page.reload()
    play.settle()
    assert any("respuestas distintas" in text for text in every_text(page))
    names = [each.accessibleName() for each in reachable(page)]
    assert {"Barranca", "Colibrí"} <= set(names)
    nothing_is_clipped_or_nameless(play)


def test_without_a_record_the_page_says_where_it_begins(sit: Callable[[str], Play]) -> None:
    play = sit("Barranca")
    play.show("handover")
    assert page_of(play).empty.isVisible()
