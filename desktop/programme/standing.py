"""Who belongs on the list of a meeting: nobody is absent before joining, away or after leaving."""

from __future__ import annotations

from datetime import date

from desktop.programme.vocabulary import EnrolmentState


def belongs(state: EnrolmentState | None, since: date | None, day: date) -> bool:
    """Whether somebody was in the group on a day, as far as her or his last change tells.

    `since` is the day of that change. Who joined or came back is in from that day on; who
    is away or has left was in until the day before, where anybody wrote down when.
    """
    if state is EnrolmentState.ACTIVE:
        return since is None or since <= day
    return state is not None and since is not None and day < since
