"""The one door for what leaves readable: where to, a warning when it is not a stick, and the list.

Everything goes to a stick unless the person insists. What a page lets out is
written by `desktop.services.papers`, and remembered there.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPageSize
from PySide6.QtWidgets import QApplication, QButtonGroup, QRadioButton, QWidget
from shiboken6 import isValid

from desktop.host import sticks
from desktop.host.clock import SystemClock
from desktop.host.sticks import Stick
from desktop.i18n import _
from desktop.services import papers, prefs
from desktop.services.papers import (
    NEUTRAL_FOLDER,
    NEUTRAL_NAME,
    NotLetOut,
    Paper,
    Papers,
    Write,
)
from desktop.trouble import Message, Trouble
from ui.page import Room
from ui.printing import PAPERS, Content, pdf_of, print_directly
from ui.widgets.dialog import Dialog
from ui.widgets.files import choose_folder
from ui.widgets.parts import button, clear, column, label
from ui.widgets.trouble import show_trouble

LOOKED_EVERY_MS = 1000
"""How soon a stick that is plugged in shows."""

Then = Callable[[Path], object]


def papers_of(room: Room) -> Papers:
    """The list of what this account let out. Use it on the database thread."""
    return Papers(room.desk.account, SystemClock())


def paper_of(room: Room) -> QPageSize.PageSizeId:
    """The sheets that this laptop's printer takes."""
    return PAPERS[prefs.load(room.folder).paper]


def let_out(
    parent: QWidget,
    room: Room,
    what: Message,
    suggested_name: str,
    write: Write,
    then: Callable[[Paper], object] | None = None,
) -> None:
    """Ask where, write there and remember it; `then` hears of it while `parent` is there.

    Args:
        what: what it holds, without naming anybody; for the list.
        suggested_name: names nobody, no group and no programme.
        write: writes the whole file at a path; called on the database thread.
    """

    _let_out(
        parent,
        room,
        lambda folder: papers_of(room).let_out(what, suggested_name, write, folder),
        then,
    )


def let_out_folder(
    parent: QWidget,
    room: Room,
    what: Message,
    write: Write,
    then: Callable[[Paper], object] | None = None,
) -> None:
    """As `let_out`, for a folder of files, under a name that says nothing."""

    _let_out(
        parent,
        room,
        lambda folder: papers_of(room).let_out_folder(what, NEUTRAL_FOLDER, write, folder),
        then,
    )


def _let_out(
    parent: QWidget,
    room: Room,
    into: Callable[[Path], Paper],
    then: Callable[[Paper], object] | None,
) -> None:
    def done(paper: Paper) -> None:
        if then is not None and isValid(parent):
            then(paper)

    def here(folder: Path) -> None:
        room.tasks.run(
            lambda: into(folder), then=done, failed=lambda problem: _tell(parent, problem)
        )

    ask_where(parent, here)


def let_out_pdf(
    parent: QWidget,
    room: Room,
    what: Message,
    content: Content,
    then: Callable[[Paper], object] | None = None,
) -> None:
    """As `let_out`, for HTML or drawn pages, under a name that says nothing."""
    pdf = pdf_of(content, paper_of(room))
    let_out(parent, room, what, NEUTRAL_NAME, papers.whole(pdf), then)


def print_out(parent: QWidget, room: Room, what: Message, content: Content) -> bool:
    """Print and remember that it was printed; false when the person cancelled."""
    if not print_directly(content, parent, paper_of(room)):
        return False
    room.tasks.run(
        lambda: papers_of(room).note_printed(what),
        failed=lambda problem: _tell(parent, problem),
    )
    return True


def save_sheet(parent: QWidget, html: str, then: Callable[[Path], object] | None = None) -> None:
    """A PDF for who has no account yet: the same door, and no list to remember it in."""

    def here(folder: Path) -> None:
        try:
            target = papers.free_name(folder, NEUTRAL_NAME)
            papers.put(target, papers.whole(pdf_of(html)))
        except (Trouble, OSError) as problem:
            _tell(parent, problem if isinstance(problem, Trouble) else NotLetOut())
            return
        if then is not None:
            then(target)

    ask_where(parent, here)


def print_sheet(parent: QWidget, html: str) -> bool:
    """Print for who has no account yet; false when the person cancelled."""
    return print_directly(html, parent)


def ask_where(
    parent: QWidget, then: Then, plugged: Callable[[], list[Stick]] | None = None
) -> None:
    """Ask for a folder to write into; `then` gets it unless the person cancels."""
    dialog = WhereDialog(parent, plugged or sticks.mounted)
    dialog.ask(lambda: then(dialog.chosen))


def _tell(parent: QWidget, problem: BaseException) -> None:
    """Also when the dialog that asked has been closed meanwhile."""
    show_trouble(parent if isValid(parent) else QApplication.activeWindow(), problem)


class WhereDialog(Dialog):
    """The sticks that are plugged in, as they come and go; another folder only on purpose."""

    def __init__(self, parent: QWidget, plugged: Callable[[], list[Stick]]) -> None:
        super().__init__(parent, _("¿Dónde se guarda?"), _("Guardar ahí"), "download-simple")
        self.chosen = Path()
        self._plugged = plugged
        self._shown: list[Stick] | None = None
        words = _("Lo que se guarda así puede leerlo cualquiera que tenga la memoria.")
        self.body.addWidget(label(words, "soft", wrap=True))
        self._group = QButtonGroup(self)
        self._lines = column(spacing=6)
        self.body.addLayout(self._lines)
        self.body.addStretch(1)
        other = button(_("Otra carpeta"), symbol="folder", then=self._on_other)
        other.setAutoDefault(False)
        self.buttons.insertWidget(0, other)
        self.fit(540, 340)
        self._look()
        looking = QTimer(self, interval=LOOKED_EVERY_MS)
        looking.timeout.connect(self._look)
        looking.start()

    def _look(self) -> None:
        found = self._plugged()
        if found == self._shown:
            return
        before = self._picked()
        self._shown = found
        clear(self._lines)
        for number, stick in enumerate(found):
            choice = QRadioButton(_("Memoria {name}").format(name=stick.name))
            self._group.addButton(choice, number)
            self._lines.addWidget(choice)
            if stick == before or len(found) == 1:
                choice.setChecked(True)
        if not found:
            missing = _("Conecte una memoria USB: aparecerá aquí.")
            self._lines.addWidget(label(missing, "strong", wrap=True))
        self.primary.setEnabled(bool(found))
        self.complain("")

    def _picked(self) -> Stick | None:
        place = self._group.checkedId()
        return self._shown[place] if self._shown and 0 <= place < len(self._shown) else None

    def on_primary(self) -> None:
        picked = self._picked()
        if picked is None:
            self.complain(_("Elija una de las memorias."))
            return
        self._take(picked.path)

    def _on_other(self) -> None:
        folder = choose_folder(self, _("Otra carpeta"))
        if folder is None:
            return
        if sticks.stick_of(folder, self._plugged()) is not None:
            self._take(folder)
        else:
            OwnDiskDialog(self).ask(lambda: self._take(folder))

    def _take(self, folder: Path) -> None:
        self.chosen = folder
        self.accept()


class OwnDiskDialog(Dialog):
    """Why not on the laptop's own disk; allowed to who insists."""

    def __init__(self, parent: QWidget) -> None:
        title = _("Esa carpeta está en el disco de esta computadora")
        super().__init__(parent, title, _("Guardar ahí de todos modos"))
        for words in (
            _(
                "Quien use o se lleve esta computadora podrá leer el archivo, "
                "también si Vereda está bloqueada."
            ),
            _("Borrarlo después no asegura que desaparezca del disco. Mejor use una memoria USB."),
        ):
            self.body.addWidget(label(words, wrap=True))
        self.body.addStretch(1)
        self.cancel.setText(_("Volver"))
        self.cancel.setDefault(True)
        self.fit(500, 300)
        self.cancel.setFocus()
