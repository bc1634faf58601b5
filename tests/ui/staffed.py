"""A folder with somebody of every role, and hands on the team's page."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.programme.roles import Role
from desktop.programme.vocabulary import Stream
from desktop.services import team
from desktop.services.founding import found_programme
from desktop.vault.accounts import UnlockedAccount, unlock_account
from tests.desktop.services.conftest import at
from tests.e2e.stage import Play
from tests.ui.looking import dialog
from ui.pages.team.page import TeamPage
from ui.pages.team.person_row import PersonRow
from ui.widgets.big_choice import BigChoice
from ui.widgets.dialog import Dialog

PHRASE = "nueve lagartijas sobre piedra tibia"


@dataclass(frozen=True)
class Staff:
    """A folder with somebody of every role; the founder is unlocked, and so are the others."""

    folder: Path
    accounts: dict[str, UnlockedAccount]


@pytest.fixture(scope="session")
def made_staff(tmp_path_factory: pytest.TempPathFactory) -> Staff:
    folder = tmp_path_factory.mktemp("staffed") / "Vereda"
    desk = found_programme(folder, "Colibrí", PHRASE, Stream.WOMEN, "San Isidro")
    ids = {
        nickname: team.add_here(folder, desk, nickname, PHRASE, role, streams)
        for nickname, role, streams in (
            ("Barranca", Role.FACILITATOR, [Stream.WOMEN]),
            ("Barro", Role.FACILITATOR, [Stream.MEN]),
            ("Lucero", Role.EVALUATOR, []),
            ("Yunque", Role.STEWARD, []),
        )
    }
    me = desk.account
    desk.close()
    found = {name: unlock_account(folder, id_, PHRASE) for name, id_ in ids.items()}
    return Staff(folder, {"Colibrí": me, **found})


@pytest.fixture
def staffed(made_staff: Staff, tmp_path: Path) -> Staff:
    """A copy for one test, and everybody as the files of it know them."""
    folder = Path(shutil.copytree(made_staff.folder, tmp_path / "Vereda"))
    here = {name: at(folder, one) for name, one in made_staff.accounts.items()}
    return Staff(folder, here)


@pytest.fixture
def folder(staffed: Staff) -> Path:
    return staffed.folder


@pytest.fixture
def sit(locked: Callable[..., Play], folder: Path, staffed: Staff) -> Callable[[str], Play]:
    def sit_down_as(nickname: str) -> Play:
        play = locked(folder)
        play.sit(staffed.accounts[nickname])
        return play

    return sit_down_as


def page_of(play: Play, name: str = "team") -> TeamPage:
    play.show(name)
    assert play.window.shell is not None
    found = play.window.shell.current
    assert isinstance(found, TeamPage)
    return found


def rows(page: TeamPage) -> dict[str, PersonRow]:
    return {row.person.nickname: row for row in page.findChildren(PersonRow)}


def offered(root: Dialog) -> dict[str, BigChoice]:
    return {each.accessibleName(): each for each in root.findChildren(BigChoice)}


def pick(play: Play, answer: str) -> Dialog:
    asked = dialog()
    next(c for name, c in offered(asked).items() if name == answer and c.isVisible()).click()
    play.settle()
    return asked


def rail(play: Play) -> list[str]:
    assert play.window.shell is not None
    return list(play.window.shell._rail_buttons)
