"""Whoever may open both programmes sees that it is so, which one is open, and leads no group."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.programme.roles import Role
from desktop.programme.vocabulary import Stream
from desktop.services import team
from desktop.services.founding import found_programme
from desktop.services.leading import who_may_lead
from desktop.vault.accounts import UnlockedAccount, unlock_account
from tests.e2e.stage import Play
from tests.ui.looking import dialog, every_text

PHRASE = "nueve lagartijas sobre piedra tibia"


@pytest.fixture(scope="session")
def of_both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, UnlockedAccount]:
    """A programme whose policy lets a coordinator hold both streams, and the one who does."""
    folder = tmp_path_factory.mktemp("both") / "Vereda"
    desk = found_programme(folder, "Colibrí", PHRASE, Stream.WOMEN, "San Isidro")
    team.set_policy(folder, desk, True)
    both = (Stream.WOMEN, Stream.MEN)
    account = team.add_here(folder, desk, "Cometa", PHRASE, Role.COORDINATOR, both)
    desk.close()
    return folder, unlock_account(folder, account, PHRASE)


@pytest.fixture
def play(
    locked: Callable[..., Play], of_both: tuple[Path, UnlockedAccount], tmp_path: Path
) -> Play:
    folder = Path(shutil.copytree(of_both[0], tmp_path / "Vereda"))
    opened = locked(folder)
    opened.sit(of_both[1])
    assert opened.window.desk is not None
    assert opened.window.desk.work.stream is Stream.MEN
    return opened


def test_the_switch_says_which_programme_is_open_and_turns_to_the_other(play: Play) -> None:
    shell = play.window.shell
    assert shell is not None
    assert shell.stream.isVisible()
    assert "los dos programas" in shell.stream.toolTip()
    seen = {}
    for _turn in range(2):
        shell = play.window.shell
        assert shell is not None
        desk = play.window.desk
        assert desk is not None
        seen[desk.work.stream] = shell.stream.accessibleName()
        other = next(act for act in shell.stream.menu().actions() if not act.isChecked())
        other.trigger()
        play.until("another shell", lambda shell=shell: play.window.shell is not shell)
        play.settle()
    assert seen == {
        Stream.WOMEN: "Programa: Mujeres",
        Stream.MEN: "Programa: Hombres",
    }


def test_the_programme_that_is_open_cannot_be_turned_to(play: Play) -> None:
    shell = play.window.shell
    assert shell is not None
    asked: list[object] = []
    shell.stream.turned.connect(asked.append)
    for act in shell.stream.menu().actions():
        if act.isChecked():
            act.trigger()
    play.settle()
    assert asked == []
    assert play.window.shell is shell


@pytest.mark.parametrize("size", [(1024, 560), (1366, 768)])
def test_the_switch_is_whole_on_the_rail(play: Play, size: tuple[int, int]) -> None:
    play.resize(*size)
    shell = play.window.shell
    assert shell is not None
    assert shell.stream.width() <= shell.rail.width()
    assert shell.stream.text().strip() in ("H", "Programa: Hombres ▾")
    assert shell.stream.minimumSizeHint().width() <= shell.stream.width()
    words = shell.stream.fontMetrics().horizontalAdvance(shell.stream.text())
    assert words < shell.stream.width() - 10
    assert shell.stream.accessibleName() == "Programa: Hombres"


def test_who_coordinates_both_is_not_offered_as_facilitator(play: Play) -> None:
    desk = play.window.desk
    assert desk is not None
    assert "Cometa" not in {member.nickname for member in who_may_lead(desk)}
    play.show("groups")
    assert play.window.shell is not None
    play.window.shell.current.ask_new()  # type: ignore[attr-defined]
    play.settle()
    asked = dialog()
    offered = [asked.who.lead.itemText(at) for at in range(asked.who.lead.count())]  # type: ignore[attr-defined]
    assert "Cometa" not in offered
    assert any("no facilita grupos" in text for text in every_text(asked))
    asked.reject()
