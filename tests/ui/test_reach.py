"""Everybody reaches everything: by keyboard, with a finger, on a small screen, in large text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from desktop.programme.vocabulary import NoticeSort
from desktop.services import prefs
from tests.e2e.rosters import untidy_csv
from tests.e2e.stage import Play
from tests.ui.conftest import Demonstration
from tests.ui.looking import dialog, dialogs, every_text, reachable
from ui import death_form
from ui.pages.groups.facts import HoursDialog
from ui.pages.groups.notice import NoticeDialog
from ui.pages.groups.person_acts import LeaveDialog, PauseDialog, ask_transfer
from ui.tokens import SETS, TEXT_PAIRS, contrast
from ui.widgets.dialog import Dialog
from ui.widgets.empty import Empty

TARGET_MIN_PX = 40
SMALL = (1024, 560)
PAGES = (
    *("today", "groups", "people", "team", "counts", "sync", "settings", "doctor", "papers"),
    *("calendar", "group", "attendance", "sheet", "close", "import"),
    *("courses", "course", "course_plan"),
    *("library", "lead", "incidents"),
    *("notices", "notice_read"),
    "intake",
    *("plan", "protection"),
    *("risk", "risk_hold", "instruments"),
    "referrals",
    *("services", "organisations", "services_import"),
    *("closing", "paper", "handover"),
    "missing",
    "duplicates",
    "person",
    *("consents", "wordings", "eligibility"),
    *("rights", "rights_of_one"),
)


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    return untidy_csv(tmp_path / "lista.csv")


def visit(play: Play, roster: Path) -> Iterator[tuple[str, QWidget]]:
    """Each page in turn, with something on it."""
    names = []
    for name in play.every_page(roster):
        names.append(name)
        assert play.window.shell is not None
        yield name, play.window.shell
    assert sorted(names) == sorted(PAGES)


def named(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName() or widget.objectName()!r}"


def test_every_control_that_takes_the_keyboard_has_a_name(play: Play, roster: Path) -> None:
    for page, root in visit(play, roster):
        nameless = [named(w) for w in reachable(root) if not spoken(w)]
        assert not nameless, page


def spoken(widget: QWidget) -> str:
    """What a screen reader would say of a control."""
    if isinstance(widget, QScrollArea):
        return "scrolls"
    if isinstance(widget, QAbstractButton):
        return widget.accessibleName() or widget.text()
    return widget.accessibleName()


def test_tab_reaches_every_control_of_every_page(play: Play, roster: Path) -> None:
    for page, root in visit(play, roster):
        wanted = {w for w in reachable(root) if not isinstance(w, QScrollArea)}
        reached: set[QWidget] = set()
        for _ in range(3 * len(wanted) + 20):
            focus = play.window.focusWidget()
            QTest.keyClick(focus, Qt.Key.Key_Tab)
            reached.add(play.window.focusWidget())
            if wanted <= reached:
                break
        assert not [named(w) for w in wanted - reached], page


@pytest.mark.parametrize("size", [SMALL, (1366, 768)])
def test_every_target_is_large_enough_for_a_finger(
    play: Play, roster: Path, size: tuple[int, int]
) -> None:
    play.resize(*size)
    for page, root in visit(play, roster):
        small = [
            f"{named(w)} {w.width()}x{w.height()}"
            for w in reachable(root)
            if isinstance(w, QPushButton | QLineEdit | QComboBox)
            and min(w.width(), w.height()) < TARGET_MIN_PX
        ]
        assert not small, page
        for view in root.findChildren(QAbstractItemView):
            if isinstance(view, QHeaderView) or not view.isVisible():
                continue
            if view.model() is not None and view.model().rowCount():
                assert view.visualRect(view.model().index(0, 0)).height() >= 38, named(view)


def clipped(root: QWidget) -> list[str]:
    """Buttons with less room than their words, or outside the window."""
    window = root.window()
    found = []
    for each in root.findChildren(QPushButton):
        if not each.isVisible() or each.parent() is None:
            continue
        corner = each.mapTo(window, QPoint(each.width(), each.height()))
        origin = each.mapTo(window, QPoint(0, 0))
        inside = (
            origin.x() >= 0
            and origin.y() >= 0
            and corner.x() <= window.width()
            and corner.y() <= window.height()
        )
        wanted = each.minimumSizeHint()
        cut = each.width() < each.sizeHint().width() or each.height() < wanted.height()
        if cut or not (inside or scrolls(each)):
            found.append(
                f"{named(each)} {each.width()} of {each.sizeHint().width()}"
                f" at {origin.x()},{origin.y()} in {window.width()}x{window.height()}"
            )
    return found


def scrolls(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def overlapping(frame: QWidget) -> list[tuple[str, str]]:
    """Pairs of neighbours that lie over each other."""
    shown = [each for each in frame.findChildren(QWidget) if each.isVisible()]
    parts = [each for each in shown if each.parentWidget() is frame]
    return [
        (named(one), named(other))
        for place, one in enumerate(parts)
        for other in parts[place + 1 :]
        if one.geometry().intersects(other.geometry())
    ]


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("percent", [100, 200])
def test_no_button_is_clipped_on_a_small_screen(
    locked: Callable[..., Play],
    laptop: Path,
    demonstration: Demonstration,
    roster: Path,
    percent: int,
    language: str,
) -> None:
    prefs.change(laptop, text_percent=percent)
    play = locked(laptop, language)
    play.resize(*SMALL)
    assert not clipped(play.window)
    page = play.window.currentWidget()
    assert page.phrase.visibleRegion().boundingRect().size() == page.phrase.size()
    assert not overlapping(page.phrase.parentWidget())
    play.sit(demonstration.account)
    play.resize(*SMALL)
    for page, root in visit(play, roster):
        play.resize(1366, 768)
        play.resize(*SMALL)
        assert play.window.size().toTuple() == SMALL, page
        assert not clipped(root), page
        if percent == 100:
            assert play.window.shell is not None
            for bar in (
                play.window.shell.area.horizontalScrollBar(),
                play.window.shell.area.verticalScrollBar(),
            ):
                assert bar.maximum() == 0, page


def test_demonstracion_is_on_every_page_of_a_demonstration(play: Play, roster: Path) -> None:
    for page, root in visit(play, roster):
        shown = [
            each
            for each in root.findChildren(QLabel)
            if each.isVisible() and each.text() == "DEMOSTRACIÓN"
        ]
        assert len(shown) == 1, page
        assert shown[0].visibleRegion().boundingRect().width() >= shown[0].sizeHint().width(), page


def test_a_real_programme_is_not_called_a_demonstration(beginner: Play) -> None:
    for name in ("today", "groups", "people", "sync", "settings"):
        beginner.show(name)
        assert beginner.window.shell is not None
        assert "DEMOSTRACIÓN" not in every_text(beginner.window.shell.current)


@pytest.mark.parametrize("name", ["today", "groups", "people", "import", "library"])
def test_an_empty_page_teaches_and_has_the_button_that_starts_it(beginner: Play, name: str) -> None:
    beginner.show(name)
    assert beginner.window.shell is not None
    page = beginner.window.shell.current
    empty = [each for each in page.findChildren(Empty) if each.isVisible()]
    assert len(empty) == 1
    buttons = [each for each in empty[0].findChildren(QPushButton) if each.isVisible()]
    assert buttons
    assert all(each.isEnabled() for each in buttons)
    assert len(" ".join(every_text(empty[0])).split()) > 10


def test_the_rail_folds_to_icons_that_still_have_names(play: Play) -> None:
    shell = play.window.shell
    assert shell is not None
    play.resize(1366, 768)
    wide = shell.rail.width()
    play.resize(*SMALL)
    assert shell.rail.width() < wide / 2
    for entry in (*shell._rail_buttons.values(), shell.lock):
        assert entry.text() == ""
        assert entry.accessibleName()
        assert entry.toolTip()
    assert not shell.place.isVisible()
    play.resize(1366, 768)
    assert shell.rail.width() == wide


@pytest.mark.parametrize("name", SETS)
def test_every_pair_of_text_and_ground_can_be_read(name: str) -> None:
    tokens = SETS[name]
    for text, ground in TEXT_PAIRS:
        ratio = contrast(getattr(tokens, text), getattr(tokens, ground))
        assert ratio >= 4.5, (text, ground, round(ratio, 2))


# --- dialogs ------------------------------------------------------------------


def open_each(play: Play, demonstration: Demonstration) -> Iterator[Dialog]:
    """Every dialog of the pages, one after the other."""
    shell = play.window.shell
    assert shell is not None

    def asked(press: Callable[[], object]) -> Dialog:
        press()
        play.settle()
        return dialog()

    play.show("attendance", demonstration.sessions[0])
    page = shell.current
    QTest.keyClick(page.view, Qt.Key.Key_T)  # type: ignore[attr-defined]
    QTest.keyClick(page.view, Qt.Key.Key_Up)  # type: ignore[attr-defined]
    yield asked(lambda: QTest.keyClick(page.view, Qt.Key.Key_Return))  # type: ignore[attr-defined]
    yield asked(page.who.click)  # type: ignore[attr-defined]
    yield asked(page.add.click)  # type: ignore[attr-defined]
    yield asked(page.others.click)  # type: ignore[attr-defined]
    yield asked(lambda: page.view.ask_correction(0, None))  # type: ignore[attr-defined]
    yield asked(lambda: page.view.ask_history(0))  # type: ignore[attr-defined]
    yield asked(page.end.click)  # type: ignore[attr-defined]
    play.show("group", demonstration.group)
    page = shell.current
    yield asked(page.move_button.click)  # type: ignore[attr-defined]
    yield asked(page.skip_button.click)  # type: ignore[attr-defined]
    yield asked(page.place_button.click)  # type: ignore[attr-defined]
    yield asked(page._on_make_up)  # type: ignore[attr-defined]
    yield asked(page._on_facts)  # type: ignore[attr-defined]
    page.people.list.setCurrentRow(0)  # type: ignore[attr-defined]
    yield asked(page.people.act.click)  # type: ignore[attr-defined]
    of = page, demonstration.group, page.people.chosen  # type: ignore[attr-defined]
    yield asked(PauseDialog(*of).open)
    yield asked(LeaveDialog(*of, lambda: None).open)
    yield asked(lambda: ask_transfer(*of))
    yield asked(HoursDialog(page, page.detail).open)  # type: ignore[attr-defined]
    yield asked(NoticeDialog(page, NoticeSort.LEAVES).open)
    play.show("groups")
    yield asked(shell.current.ask_new)  # type: ignore[attr-defined]
    play.show("people")
    yield asked(shell.current._on_add)  # type: ignore[attr-defined]
    play.show_person()
    hub = shell.current
    yield asked(hub.edit.click)  # type: ignore[attr-defined]
    yield asked(hub.more.click)  # type: ignore[attr-defined]
    yield asked(hub._on_pause)  # type: ignore[attr-defined]
    yield asked(lambda: death_form.offer(hub, hub.person, "Luna"))  # type: ignore[attr-defined]
    play.strict = False
    yield asked(lambda: play.window.tasks.troubled.emit(OSError()))


@pytest.mark.parametrize("percent", [100, 200])
def test_every_dialog_fits_a_small_screen_and_escape_closes_it(
    locked: Callable[..., Play], laptop: Path, demonstration: Demonstration, percent: int
) -> None:
    prefs.change(laptop, text_percent=percent)
    play = locked(laptop)
    play.sit(demonstration.account)
    play.resize(*SMALL)
    seen = 0
    for asked in open_each(play, demonstration):
        words = asked.windowTitle(), asked.primary.text()
        assert asked.windowTitle() == "Vereda"
        assert asked.width() <= SMALL[0], words
        assert asked.height() <= SMALL[1], words
        assert not clipped(asked), words
        assert asked.primary.isDefault()
        nameless = [named(w) for w in reachable(asked) if not (spoken(w) or labelled(w))]
        assert not nameless, words
        QTest.keyClick(asked, Qt.Key.Key_Escape)
        play.settle()
        assert not dialogs(), words
        seen += 1
    assert seen == 25


def labelled(widget: QWidget) -> bool:
    """Whether a form's label stands for its name."""
    from PySide6.QtWidgets import QFormLayout

    parent = widget.parentWidget()
    forms = parent.findChildren(QFormLayout) if parent is not None else []
    layout = parent.layout() if parent is not None else None
    if layout is not None:
        forms += layout.findChildren(QFormLayout)
    return any(form.labelForField(widget) is not None for form in forms)


def test_enter_confirms_a_dialog(play: Play, demonstration: Demonstration) -> None:
    play.show("group", demonstration.group)
    assert play.window.shell is not None
    play.window.shell.current.move_button.click()  # type: ignore[attr-defined]
    accepted: list[bool] = []
    asked = dialog()
    asked.accepted.connect(lambda: accepted.append(True))
    QTest.keyClick(asked.hour, Qt.Key.Key_Return)
    play.settle()
    assert accepted == [True]
    assert not dialogs()
