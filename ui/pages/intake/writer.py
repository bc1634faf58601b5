"""What is on its way to the disk: each answer by itself, in the order in which it was given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from desktop.changes import Changes
from desktop.programme.consent import Standing
from desktop.services import intake_views, intakes
from desktop.services.intake_drafts import Interview
from ui.page import Page
from ui.pages.intake.saved import Saved


class Writer:
    """Tells the page's mark when everything is kept.

    Args:
        born: gets the interview when its draft has become a record.
        lost: called when something was not kept; the trouble was shown already.
    """

    def __init__(
        self,
        page: Page,
        saved: Saved,
        born: Callable[[Interview], None],
        lost: Callable[[], None],
    ) -> None:
        self._page, self._saved, self._born, self._lost = page, saved, born, lost
        self._pending = 0
        self.telling = False
        """These changes are the page's own: it shows them already."""

    @property
    def idle(self) -> bool:
        """Nothing is on its way."""
        return not self._pending

    def save(self, interview: bytes, today: date, **said: object) -> None:
        """As `intakes.save`."""
        self._begin()
        page = self._page
        page.ask(intakes.save, interview, today, then=self._kept, failed=self._not_kept, **said)

    def consent(self, interview: Interview, said: Standing, today: date) -> None:
        """As `intakes.consent`."""
        self._begin()
        self._page.ask(
            intakes.consent,
            interview.id,
            said,
            today,
            then=partial(self._agreed, interview.is_draft),
            failed=self._not_kept,
        )

    def _begin(self) -> None:
        self._pending += 1
        self._saved.show_pending(True)

    def _kept(self, changes: Changes) -> None:
        self._end()
        self.telling = True
        self._page.changed.emit(changes)
        self.telling = False

    def _agreed(self, was_draft: bool, changes: Changes) -> None:
        if was_draft and len(changes.created) > 1:
            self._page.ask(intake_views.read, changes.created[-1], then=self._born)
        self._kept(changes)

    def _not_kept(self, problem: BaseException) -> None:
        self._end()
        self._page.troubled.emit(problem)
        self._lost()

    def _end(self) -> None:
        self._pending = max(self._pending - 1, 0)
        self._saved.show_pending(bool(self._pending))
