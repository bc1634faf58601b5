"""Show a material: the one way in for every page that has one."""

from __future__ import annotations

from shiboken6 import isValid

from desktop.programme.vocabulary import MediaSort
from desktop.services.materials import catalogue, showing
from desktop.services.materials.showing import Showing
from desktop.trouble import Trouble
from ui.media import headphones
from ui.media.stage import Stage, end_all
from ui.page import Page

# The stages are imported when something is shown: on most days nobody watches a film.


def play(page: Page, material: bytes, session: bytes | None = None) -> None:
    """Open a material in front of a page; troubles go to the page.

    Args:
        material: its id; of a family's main one, a version that is here.
        session: the meeting in which it is shown, to be noted there; None outside of one.
    """
    end_all()
    room = page.room
    room.tasks.run(
        showing.prepare,
        room.desk,
        room.folder,
        material,
        then=lambda found: _begin(page, found, session),
        failed=page.troubled.emit,
    )


def _begin(page: Page, found: Showing, session: bytes | None) -> None:
    if not isValid(page) or not page.isVisible():
        found.reader.close()
        return
    if found.now.sort not in (MediaSort.VIDEO, MediaSort.SOUND):
        _open(page, found, session, silent=True)
        return
    if headphones.confirmed(page.window(), session):
        _open(page, found, session, silent=False)
        return
    asked = headphones.HeadphonesDialog(page, found.now.sort is MediaSort.VIDEO)

    def answered() -> None:
        if not asked.silent:
            headphones.remember(page.window(), session)
        _open(page, found, session, silent=asked.silent)

    asked.rejected.connect(found.reader.close)
    asked.ask(answered)


def _open(page: Page, found: Showing, session: bytes | None, *, silent: bool) -> None:
    try:
        stage = _stage(page, found, session, silent)
    except Trouble as problem:
        found.reader.close()
        page.troubled.emit(problem)
        return
    stage.troubled.connect(page.troubled.emit)
    if session is not None:
        stage.ended.connect(lambda seconds: _note(page, session, found.now.id, seconds))
    stage.appear()


def _stage(page: Page, found: Showing, session: bytes | None, silent: bool) -> Stage:
    if found.now.sort is MediaSort.PDF:
        from ui.media.still import PagesStage

        return PagesStage(page, found)
    if found.now.sort is MediaSort.IMAGE:
        from ui.media.still import PictureStage

        return PictureStage(page, found)
    from ui.media.film import FilmStage

    room = page.room

    def fetch(line: catalogue.MaterialLine, then: object) -> None:
        room.tasks.run(
            catalogue.reader,
            room.desk,
            room.folder,
            line.id,
            then=then,  # type: ignore[arg-type]
            failed=page.troubled.emit,
        )

    return FilmStage(page, found, session, silent=silent, fetch=fetch)


def _note(page: Page, session: bytes, material: bytes, seconds: int) -> None:
    room = page.room
    if not room.over and not room.tasks.over:
        room.tasks.run(
            catalogue.log_shown,
            room.desk.work,
            session,
            material,
            seconds,
            then=page.changed.emit,
            failed=page.troubled.emit,
        )
