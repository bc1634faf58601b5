"""All screens of the first run, and the order in which each aim meets them."""

from __future__ import annotations

from pathlib import Path

from desktop.vault.cards import list_accounts
from ui.pages.welcome import calls
from ui.pages.welcome.again import AskAgainStep, WayStep, WhoStep
from ui.pages.welcome.asking import RequestStep, UndoStep
from ui.pages.welcome.begin import Answers, BeginStep
from ui.pages.welcome.first import (
    Aim,
    AimStep,
    LanguageStep,
    StreamStep,
    municipality_step,
    site_step,
)
from ui.pages.welcome.joining import EnterStep, WaitingStep, WordsStep
from ui.pages.welcome.mine import AgainStep, CodeStep, NicknameStep, PhraseStep, TypedCodeStep
from ui.pages.welcome.restoring import BackupStep, RestoreStep
from ui.pages.welcome.step import Step
from ui.tasks import Tasks


class Screens:
    """Made once; each keeps its answer while others show.

    Attributes:
        has_accounts: the folder is not new; its way back is the lock screen.
        paths: the screens of each aim, in order.
        back_to: where the way back does not lead to the screen before: what was written
            stays written, unless it is undone.
    """

    def __init__(self, folder: Path, tasks: Tasks) -> None:
        # An account that was made to ask for the first time is none to go back to.
        asks_first = calls.waits(folder) and not calls.is_again(folder)
        accounts = [] if asks_first else list_accounts(folder)
        self.has_accounts = bool(accounts)
        self.language, self.aim, self.stream = LanguageStep(), AimStep(), StreamStep()
        self.site, self.municipality = site_step(), municipality_step()
        self.nickname = NicknameStep()
        self.phrase = PhraseStep(tasks, self.nickname)
        self.again = AgainStep(self.phrase)
        self.code = CodeStep()
        self.typed = TypedCodeStep(self.code)
        self.beginning = BeginStep(tasks, folder, self._answers)
        self.request = RequestStep(tasks, folder, self._newcomer)
        self.waiting = WaitingStep(tasks, folder)
        self.undo = UndoStep(tasks, folder)
        self.words = WordsStep(self.waiting)
        self.entering = EnterStep(tasks, folder, self.waiting)
        self.backup = BackupStep(tasks)
        self.restore = RestoreStep(tasks, folder, self.backup)
        asked = bool(accounts) and calls.waits(folder)
        self.way = WayStep(asked=asked, may_restore=bool(accounts) and calls.may_restore(folder))
        self.who = WhoStep(accounts)
        self.ask_again = AskAgainStep(tasks, folder, lambda: self.who.account)
        start = (self.way,) if accounts else (self.language, self.aim)
        whose = (self.who,) if len(accounts) > 1 else ()
        programme = (self.stream, self.site, self.municipality)
        account = (self.nickname, self.phrase, self.again, self.code, self.typed)
        answer = (self.waiting, self.words, self.entering)
        self.paths: dict[Aim, tuple[Step, ...]] = {
            Aim.FOUND: (*start, *programme, *account, self.beginning),
            Aim.JOIN: (*start, *account, self.request, *answer),
            Aim.RESTORE: (*start, self.backup, self.restore),
            Aim.AGAIN: (*start, *(() if asked else (*whose, self.ask_again)), *answer),
            Aim.UNDO: (*start, self.undo),
        }
        self.back_to: dict[Step, Step] = {self.entering: self.waiting}
        if not asked:
            self.back_to |= {self.waiting: self.undo, self.undo: self.waiting}
        each_once = dict.fromkeys(step for path in self.paths.values() for step in path)
        self.all: tuple[Step, ...] = tuple(each_once)

    def _newcomer(self) -> calls.Newcomer:
        return calls.Newcomer(
            self.nickname.text, self.phrase.phrase, self.code.code, self.typed.text
        )

    def _answers(self) -> Answers:
        return Answers(self._newcomer(), self.stream.stream, self.site.text, self.municipality.text)
