"""What a note that names a partner shows, where it leads, and that it stops nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from desktop.demo.build import ACCOUNTS
from desktop.programme.vocabulary import NoticeSort
from desktop.services import people
from desktop.vault.accounts import UnlockedAccount, unlock_account
from desktop.vault.cards import list_accounts
from tests.e2e.stage import Play
from tests.ui.looking import every_text, reachable
from tests.ui.test_reach import SMALL, clipped
from ui.notices_form import NoticeForm
from ui.person_form import PersonDialog
from ui.widgets.dialog import Dialog
from ui.widgets.free_text import FreeLines, FreeText

UI = Path(__file__).parents[2] / "ui"
NAMED = "Dijo que su esposa Rosario ya no le contesta."
TALK = "Dijo que su esposa ya no le contesta."
NOT_ABOUT_PEOPLE = {
    "ui/notices_form.py",  # the one place where it belongs
    "ui/pages/doctor/crashes.py",
    "ui/pages/services/fields.py",
    "ui/pages/courses/dialogs.py",
    "ui/pages/courses/plan_editor.py",
    "ui/pages/courses/step_card.py",
    "ui/pages/instruments/permission.py",
    "ui/pages/wordings/dialogs.py",
}


class Noting(Dialog):
    def __init__(self, field: FreeText | FreeLines) -> None:
        super().__init__(None, "Prueba", "Guardar")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self.text = field
        self.body.addWidget(field)
        self.body.addStretch(1)
        self.resize(520, 360)


@pytest.fixture(params=[FreeText, FreeLines])
def noting(qtbot, request: pytest.FixtureRequest) -> Noting:
    made = Noting(request.param())
    qtbot.addWidget(made)
    made.show()
    return made


def test_naming_a_partner_is_warned_of_and_talk_is_not(noting: Noting) -> None:
    field = noting.text
    words = field.warning
    assert not any("pareja" in text for text in every_text(noting))
    field.setPlainText(TALK)
    assert not words.shows
    field.setPlainText(NAMED)
    assert words.isVisible()
    assert field.accessibleDescription() == words.told.text()
    assert words.write is None  # nobody here writes notices
    field.setPlainText(TALK)
    assert not words.isVisible()
    assert not field.accessibleDescription()


def test_it_stops_nothing(noting: Noting, qtbot) -> None:
    noting.text.setPlainText(NAMED)
    with qtbot.waitSignal(noting.accepted):
        noting.primary.click()
    assert noting.text.toPlainText() == NAMED


def test_the_warning_covers_no_line_of_the_text(noting: Noting) -> None:
    field = noting.text
    if isinstance(field, FreeText):
        field.setFixedHeight(80)
    QApplication.processEvents()
    before = field.viewport().height()
    field.setPlainText(NAMED)
    QApplication.processEvents()
    assert field.viewport().height() >= before - 2
    assert field.viewport().geometry().bottom() <= field.warning.geometry().top()
    assert field.warning.geometry().bottom() < field.height()


def test_a_number_is_no_clue_where_numbers_belong(qtbot) -> None:
    for numbers in (True, False):
        made = Noting(FreeText("Mi hermana: 312 555 0100", numbers=numbers))
        qtbot.addWidget(made)
        made.show()
        assert made.text.warning.shows is numbers


def test_every_note_about_a_person_is_such_a_field() -> None:
    bare = {
        str(path.relative_to(UI.parent))
        for path in UI.rglob("*.py")
        if "widgets" not in path.parts
        and re.search(r"\b(QPlainTextEdit|QTextEdit|Lines)\(", path.read_text(encoding="utf-8"))
    }
    assert bare <= NOT_ABOUT_PEOPLE


# --- in the window -----------------------------------------------------------------------------


@pytest.fixture
def barro(laptop: Path) -> UnlockedAccount:
    men = ACCOUNTS[1]
    cards = {card.nickname: card.id for card in list_accounts(laptop)}
    return unlock_account(laptop, cards[men.nickname], men.passphrase)


def note_of(play: Play) -> PersonDialog:
    """The form of somebody of this stream."""
    play.show("people")
    assert play.window.shell is not None
    assert play.window.desk is not None
    page = play.window.shell.current
    person = people.get_person(
        play.window.desk.work, people.list_people(play.window.desk.work)[0].id
    )
    asked = PersonDialog(page, play.window.desk.work.stream, person)
    asked.open()
    play.settle()
    return asked


def test_in_the_mens_stream_it_leads_to_the_notice_and_keeps_what_was_typed(
    locked: Callable[..., Play], laptop: Path, barro: UnlockedAccount
) -> None:
    play = locked(laptop)
    play.sit(barro)
    asked = note_of(play)
    asked.note.setPlainText(NAMED)
    play.settle()
    warning = asked.note.warning
    assert warning.write is not None
    assert warning.write in reachable(asked)
    warning.write.click()
    play.settle()
    form = _form()
    assert form.sort.currentData() is NoticeSort.OTHER
    assert form.text.toPlainText() == ""
    form.reject()
    assert asked.note.toPlainText() == NAMED
    asked.reject()


def _form() -> NoticeForm:
    from ui.widgets.dialog import on_screen

    (found,) = [each for each in on_screen() if isinstance(each, NoticeForm)]
    return found


def test_in_the_womens_stream_it_leads_nowhere_and_fits(play: Play) -> None:
    play.resize(*SMALL)
    asked = note_of(play)
    asked.note.setFocus()
    asked.area.ensureWidgetVisible(asked.note)
    asked.note.setPlainText(NAMED)
    play.settle()
    assert asked.note.warning.isVisible()
    assert not asked.note.warning.told.visibleRegion().isEmpty()
    assert asked.note.warning.write is None
    assert list(clipped(asked)) == []
    assert isinstance(asked.note, QPlainTextEdit)
    asked.reject()
