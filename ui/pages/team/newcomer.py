"""What somebody new types herself, on the coordinator's computer: a nickname and a phrase."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.services.team import Person
from ui.theme import theme
from ui.widgets.new_phrase import NewPhrase, same_phrase
from ui.widgets.parts import column, label
from ui.widgets.secret import SecretField
from ui.widgets.typed_line import bound

NICKNAME_MAX_CHARS = 40


class NewcomerForm(QWidget):
    """Signals: changed() when anything is typed."""

    changed = Signal()

    def __init__(self, note: str = "") -> None:
        super().__init__()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(10))
        words = _(
            "El apodo se ve en la pantalla de entrada: que no sea su nombre. "
            "La frase es sólo suya; usted no necesita saberla."
        )
        inside.addWidget(label(f"{words} {note}".strip(), "soft", wrap=True))
        self.nickname = QLineEdit()
        bound(self.nickname, NICKNAME_MAX_CHARS)
        self.nickname.setAccessibleName(_("Apodo"))
        self.nickname.setPlaceholderText(_("Por ejemplo, Barro"))
        inside.addLayout(column(label(_("Apodo")), self.nickname))
        self.phrase = NewPhrase()
        inside.addWidget(self.phrase)
        self.again = SecretField(_("La misma frase otra vez"))
        inside.addWidget(self.again)
        self.nickname.textChanged.connect(lambda: self.changed.emit())
        self.again.line.textChanged.connect(lambda: self.changed.emit())
        self.phrase.changed.connect(self.changed)
        self.phrase.offer()
        self.setFocusProxy(self.nickname)

    @property
    def name(self) -> str:
        return " ".join(self.nickname.text().split())

    def problem(self, people: Iterable[Person]) -> str:
        """What is missing or wrong, "" when nothing is. `people` have their nicknames already."""
        name = self.name
        if not name:
            self.nickname.setFocus()
            return _("Escriba un apodo.")
        taken = {person.nickname.casefold() for person in people if not person.ended}
        if name.casefold() in taken:
            self.nickname.setFocus()
            return _("Ese apodo ya es de otra persona del equipo.")
        if not same_phrase(self.phrase.phrase, self.again.text):
            self.again.setFocus()
            return _("Las dos frases no son iguales.")
        return self.phrase.problem((name,))

    def forget(self) -> None:
        """Nothing that was typed stays in a field."""
        self.phrase.forget()
        self.again.forget()
