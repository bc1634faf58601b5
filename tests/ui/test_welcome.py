from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.i18n import _
from desktop.programme.vocabulary import Stream
from desktop.services import keys, prefs
from desktop.services.entrance import enter
from desktop.vault.cards import list_accounts
from desktop.vault.troubles import WrongPassphrase
from sync.client.joining import waiting_request
from sync.client.withdrawal import withdraw
from tests.e2e.first_run import MUNICIPALITY, NICKNAME, PHRASE, SITE, FirstRun
from tests.e2e.stage import Play
from tests.ui.looking import every_text, reachable
from tests.ui.test_reach import clipped, named, spoken
from tests.ui.test_unlock import betraying
from ui.pages.unlock.page import UnlockPage
from ui.widgets.new_phrase import NewPhrase

Opening = Callable[..., Play]

SMALL = (1024, 560)
FOUNDER_PHRASE = "siembra de temporal en la ladera"
OTHER_PHRASE = "harina blanca sobre la mesa de pino"
ACCOUNT = ["nickname", "phrase", "again", "code", "typed"]


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def run(locked: Opening, tmp_path: Path) -> FirstRun:
    return FirstRun(locked(tmp_path / "new"))


def at(run: FirstRun, screen: str) -> FirstRun:
    """Go as far as this screen of a new programme, by keyboard."""
    next(name for name in run.begin() if name == screen)
    return run


# --- a new programme ----------------------------------------------------------------


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_programme_is_begun_by_keyboard_alone_and_its_code_opens_it(
    locked: Opening, tmp_path: Path, language: str
) -> None:
    folder = tmp_path / "new"
    run = FirstRun(locked(folder, language))
    codes = []
    seen = []
    for name in run.begin():
        seen.append(name)
        if name == "code":
            codes.append(run.page.screens.code.code.spelled)
    assert seen == ["language", "aim", "stream", "site", "municipality", *ACCOUNT, "begin"]
    desk = run.play.window.desk
    assert desk is not None
    assert (desk.nickname, desk.site_name, desk.work.stream) == (NICKNAME, SITE, Stream.WOMEN)
    assert desk.account.has_recovery_code
    assert not desk.notices
    assert run.play.window.shell is not None
    run.play.window.tasks.run(desk.close)
    run.play.settle()
    run.play.window.desk = None
    account = list_accounts(folder)[0].id
    keys.recover(folder, account, codes[0], OTHER_PHRASE)
    with pytest.raises(WrongPassphrase):
        enter(folder, account, PHRASE)
    enter(folder, account, OTHER_PHRASE).close()


def test_nothing_is_written_before_the_screen_that_says_so(run: FirstRun) -> None:
    for name in run.begin():
        if run.play.folder.exists():
            assert files(run.play.folder) in ([], [prefs.PREFS_FILE]), name
        if name == "begin":
            shown = every_text(run.step)
            assert {SITE, MUNICIPALITY, NICKNAME} <= set(shown)
            assert any("no se ha guardado nada" in text for text in shown)
            assert PHRASE not in shown
    assert list_accounts(run.play.folder)


def test_escape_goes_back_one_question_and_the_answer_still_stands(run: FirstRun) -> None:
    at(run, "begin")
    path = run.page.screens.paths["found"]
    for place in range(len(path) - 1, 0, -1):
        assert run.step is path[place]
        assert run.page.back.isVisible()
        run.escape()
    assert run.step is path[0]
    assert not run.page.back.isVisible()
    run.escape()
    assert run.step is path[0]
    for place in range(len(path) - 1):
        assert run.step is path[place]
        run.enter()
    assert run.step is path[-1]
    assert run.page.screens.site.text == SITE


def test_closed_at_the_last_screen_it_starts_again_with_nothing_kept(
    run: FirstRun, locked: Opening
) -> None:
    at(run, "begin")
    again = FirstRun(locked(run.play.folder))
    assert again.step is again.page.screens.aim
    assert again.page.screens.site.text == ""
    assert not list_accounts(run.play.folder)


def test_another_language_is_spoken_at_once_and_asked_no_more(
    locked: Opening, tmp_path: Path
) -> None:
    run = FirstRun(locked(tmp_path / "new"))
    assert [each.accessibleName() for each in run.page.screens.language.buttons.values()] == [
        "Español",
        "English",
    ]
    run.tab_to("English")
    run.enter()
    assert run.step is run.page.screens.aim
    assert "Begin a new programme" in every_text(run.step)
    assert prefs.load(run.play.folder).language == "en"
    run.escape()
    assert run.step is run.page.screens.language


# --- what is refused ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("screen", "typed", "told"),
    [
        ("site", "   ", "Escriba el lugar"),
        ("municipality", "", "Escriba el municipio"),
        ("nickname", "  ", "Escriba su apodo"),
        ("nickname", "Luz\u202egnirre", "no se puede mostrar"),
        ("nickname", "\N{ELEPHANT}" * 17, "no se puede mostrar"),
    ],
)
def test_an_answer_that_cannot_be_is_told_and_can_be_mended(
    run: FirstRun, screen: str, typed: str, told: str
) -> None:
    at(run, screen)
    step = run.step
    run.answer(typed)
    assert run.step is step
    assert told in step.problem.text()
    assert step.problem.isVisible()
    run.write("a")
    assert not step.problem.isVisible()


@pytest.mark.parametrize(
    ("phrase", "told"),
    [
        ("corta", "muy corta"),
        ("123456789012345678", "fácil de adivinar"),
        (f"{NICKNAME} {NICKNAME}", "fácil de adivinar"),
    ],
)
def test_a_weak_own_phrase_is_refused(run: FirstRun, phrase: str, told: str) -> None:
    at(run, "phrase")
    run.choose_own_phrase(phrase)
    assert run.step is run.page.screens.phrase
    assert told in run.step.problem.text()


def test_five_words_are_offered_others_too_and_typed_back_once(run: FirstRun) -> None:
    at(run, "phrase")
    new = run.page.screens.phrase.new
    first = new.phrase
    assert len(first.split()) == 5
    assert first in every_text(run.step)
    run.tab_to(new.another.accessibleName())
    run.enter()
    second = new.phrase
    assert second != first
    run.tab_to(run.page.primary.accessibleName())
    run.enter()
    assert run.step is run.page.screens.again
    run.answer(first)
    assert "No es igual" in run.step.problem.text()
    run.escape()
    assert new.phrase == second
    run.enter()
    field = run.page.screens.again.field
    assert field.line.echoMode() is QLineEdit.EchoMode.Password
    field.line.clear()
    run.answer(second)
    assert run.step is run.page.screens.code


def test_what_was_typed_back_counts_for_that_phrase_alone(run: FirstRun) -> None:
    at(run, "code")
    run.escape()
    run.escape()
    run.page.screens.phrase.new.field.line.setText(OTHER_PHRASE)
    run.enter()
    assert run.page.screens.again.field.text == ""


def test_an_accent_that_another_keyboard_composes_is_the_same_phrase(run: FirstRun) -> None:
    at(run, "phrase")
    run.choose_own_phrase("camión de naranjas sin freno")
    run.answer("camio\u0301n de naranjas sin freno")
    assert run.step is run.page.screens.code


def test_the_code_is_read_from_paper_not_from_the_screen(run: FirstRun) -> None:
    at(run, "code")
    spelled = run.page.screens.code.code.spelled
    assert run.page.screens.code.groups.accessibleName() == spelled
    run.enter()
    visible = [w for w in run.step.findChildren(QWidget) if w.isVisible()]
    assert not any(part in text for w in visible for text in every_text(w)
                   for part in spelled.split("-"))  # fmt: skip
    for typed, told in (
        ("", "tiene un error"),
        (spelled[:-1] + ("0" if spelled[-1] != "0" else "1"), "tiene un error"),
        (keys.draw_code().spelled, "no es el que se mostró"),
    ):
        run.page.screens.typed.line.clear()
        run.answer(typed)
        assert run.step is run.page.screens.typed
        assert told in run.step.problem.text()
    run.escape()
    assert run.page.screens.code.code.spelled == spelled


def test_a_secret_that_was_shown_hides_again_when_one_comes_back(run: FirstRun) -> None:
    at(run, "phrase")
    run.tab_to(run.page.screens.phrase.new.to_own.accessibleName())
    run.enter()
    field = run.page.screens.phrase.new.field
    run.tab_to(_("Ver lo que escribo"))
    run.press(Qt.Key.Key_Space)
    assert field.line.echoMode() is QLineEdit.EchoMode.Normal
    run.escape()
    run.enter()
    assert field.line.echoMode() is QLineEdit.EchoMode.Password


def test_a_folder_that_cannot_be_written_is_told_and_asked_again(
    locked: Opening, tmp_path: Path
) -> None:
    (tmp_path / "no-folder").write_bytes(b"")
    play = locked(tmp_path / "no-folder" / "new")
    play.strict = False
    run = FirstRun(play)
    for name in run.ask_to_join():
        if name == "request":
            run.enter()
            break
    assert run.step is run.page.screens.request
    assert run.step.problem.text().count(".") >= 3
    assert run.page.back.isEnabled()
    assert run.page.primary.isEnabled()


def test_a_lost_code_is_told_and_never_the_programme(run: FirstRun) -> None:
    at(run, "begin")
    # What was typed back is no code any more when it should be kept: the worst that can be.
    run.page.screens.typed.line.setText("")
    run.enter()
    desk = run.play.window.desk
    assert desk is not None
    assert not desk.account.has_recovery_code
    assert any("Haga otro en Ajustes" in str(notice) for notice in desk.notices)


# --- who asked by mistake ---------------------------------------------------------------


def test_a_request_by_mistake_is_undone_and_the_computer_is_as_before(run: FirstRun) -> None:
    list(run.ask_to_join())
    folder = run.play.folder
    assert waiting_request(folder) is not None
    run.escape()
    assert run.step is run.page.screens.undo
    assert run.page.back.hasFocus() or run.play.window.focusWidget() is run.page.back
    run.enter()
    assert run.step is run.page.screens.waiting
    run.escape()
    run.tab_to(run.page.primary.accessibleName())
    run.enter()
    assert run.step is run.page.screens.aim
    assert files(folder) == [prefs.PREFS_FILE]
    withdraw(folder)
    list(run.ask_to_join(phrase=OTHER_PHRASE))
    assert waiting_request(folder) is not None


def test_a_request_that_waits_is_found_and_betrays_nothing(locked: Opening, run: FirstRun) -> None:
    list(run.ask_to_join())
    later = FirstRun(locked(run.play.folder))
    assert later.step is later.page.screens.waiting
    words = later.page.screens.waiting.six.words.text()
    assert not betraying([text for text in every_text(later.step) if text != words])
    assert not any(PHRASE in text for text in every_text(run.page))


# --- everybody reaches everything -------------------------------------------------------


def reached_by_tab(run: FirstRun) -> set[QWidget]:
    found: set[QWidget] = set()
    for _step in range(12):
        run.press(Qt.Key.Key_Tab)
        found.add(run.play.window.focusWidget())
    return found


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("percent", [100, 200])
def test_every_screen_fits_and_is_reached_by_keyboard(
    locked: Opening, tmp_path: Path, percent: int, language: str
) -> None:
    prefs.change(tmp_path / "new", text_percent=percent)
    play = locked(tmp_path / "new", language)
    run = FirstRun(play)
    play.resize(*SMALL)
    seen = []
    for name in run.ask_to_join():
        seen.append(name)
        play.resize(1366, 768)
        play.resize(*SMALL)
        fits(run, name)
        focus = play.window.focusWidget()
        wanted = {w for w in reachable(run.page) if w is not run.page.area}
        assert wanted <= reached_by_tab(run), name
        focus.setFocus()
    assert seen == [*ACCOUNT, "request", "waiting"]


def fits(run: FirstRun, name: str) -> None:
    window = run.play.window
    assert window.size().toTuple() == SMALL, name
    assert not clipped(window), name
    ground = run.page.area.widget()
    assert ground.width() <= run.page.area.viewport().width(), name
    assert not [named(w) for w in reachable(run.page) if not spoken(w)], name
    focus = window.focusWidget()
    assert focus is not None, name
    whole(focus)
    assert run.page.dots.accessibleName(), name


def whole(widget: QWidget) -> None:
    seen = widget.visibleRegion().boundingRect().size()
    assert seen == widget.size(), named(widget)


def test_what_is_wrong_is_in_view_also_in_large_type(locked: Opening, tmp_path: Path) -> None:
    prefs.change(tmp_path / "new", text_percent=200)
    play = locked(tmp_path / "new")
    run = FirstRun(play)
    play.resize(*SMALL)
    run.choose_aim("join")
    run.answer(NICKNAME)
    run.choose_own_phrase("corta")
    whole(run.step.problem)


def test_a_phrase_widget_says_how_many_letters_are_missing(qapp: object) -> None:
    made = NewPhrase()
    made.to_own.click()
    made.field.line.setText("diez letra")
    assert "10" in made.count.text()
    assert "15" in made.count.text()
    made.deleteLater()


def test_a_finished_folder_shows_the_lock_screen(locked: Opening, blank: Path) -> None:
    assert isinstance(locked(blank).window.currentWidget(), UnlockPage)
