"""To whom of the team, or which interpreter, a record is closed; and closing it to somebody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QComboBox, QLabel

from desktop.i18n import _, tell
from desktop.programme.vocabulary import Nearness
from desktop.services import closeness
from desktop.services.closeness import Closeness, Helper
from desktop.services.entrance import Desk
from desktop.trouble import say
from ui.dates import short_date
from ui.kept_away_dialog import KeptAwayDialog
from ui.page import Page
from ui.widgets.parts import label

NEARNESS_WORDS = {
    Nearness.FAMILY: say("Familia"),
    Nearness.COMPADRAZGO: say("Compadrazgo"),
    Nearness.NEIGHBOUR: say("Vecindad"),
    Nearness.OTHER: say("Otra cercanía"),
}

Found = tuple[tuple[Helper, ...], tuple[Closeness, ...]]


def offer(page: Page, person: bytes, then: Callable[[], object] | None = None) -> None:
    """Show to whom this record is closed, and close it to one more; `then` after each change."""
    page.ask_at_desk(_read, person, then=partial(_open, page, person, then))


def offer_mine(page: Page, person: bytes, then: Callable[[], object] | None = None) -> None:
    """From a list: whoever sits here says that she or he is close, and opens it no more."""
    page.ask_at_desk(closeness.helpers, then=partial(_open_mine, page, person, then))


def _read(desk: Desk, person: bytes) -> Found:
    return closeness.helpers(desk), closeness.of_person(desk, person)


def _open(page: Page, person: bytes, then: Callable[[], object] | None, found: Found) -> None:
    ClosenessDialog(page, person, *found, then).open()


def _open_mine(
    page: Page, person: bytes, then: Callable[[], object] | None, found: tuple[Helper, ...]
) -> None:
    _open(page, person, then, (tuple(each for each in found if each.me), ()))


class ClosenessDialog(KeptAwayDialog):
    """What stands first, with an end for who coordinates; below it, one more to choose."""

    def __init__(
        self,
        page: Page,
        person: bytes,
        helpers: tuple[Helper, ...],
        standing: tuple[Closeness, ...],
        then: Callable[[], object] | None,
    ) -> None:
        super().__init__(
            page,
            person,
            then,
            title=_("Parentesco o cercanía"),
            told=_(
                "Quien es familia o persona cercana no abre este registro ni interpreta aquí. En "
                "las listas sigue viendo folio y apodo."
            ),
            primary=_("Cerrar el registro"),
            symbol="lock-simple",
        )
        for each in standing:
            end = partial(self._end, each.who.id)
            self.stands(_line(each), _name(each.who), _("Volver a abrir"), end)
        form = self.form()
        self.who = QComboBox()
        self.who.setAccessibleName(_("A quién se cierra"))
        closed = {each.who.id for each in standing}
        for helper in helpers:
            if helper.id not in closed:
                self.who.addItem(_name(helper), helper)
        self.who.currentIndexChanged.connect(lambda _at: self._warn())
        form.addRow(_("A quién se cierra"), self.who)
        self.relation = QComboBox()
        self.relation.setAccessibleName(_("Por qué"))
        for relation, words in NEARNESS_WORDS.items():
            self.relation.addItem(tell(words), relation)
        form.addRow(_("Por qué"), self.relation)
        self.warning: QLabel = label("", "strong", wrap=True)
        self.body.addWidget(self.warning)
        self.body.addStretch(1)
        self._warn()
        self.fit(600, 560)
        self.who.setFocus()

    @property
    def helper(self) -> Helper | None:
        found = self.who.currentData()
        return found if isinstance(found, Helper) else None

    def _warn(self) -> None:
        helper = self.helper
        mine = helper is not None and helper.me
        self.warning.setText(
            _("Es usted: al cerrarlo ya no lo abre. Sólo la coordinación lo vuelve a abrir.")
        )
        self.warning.setVisible(mine)
        self.primary.setEnabled(helper is not None)

    def on_primary(self) -> None:
        helper = self.helper
        if helper is None:
            self.complain(_("Elija a quién se cierra."))
            return
        self.begin(
            closeness.declare,
            helper.id,
            self.relation.currentData(),
            date.today(),
            said=_("Anotado. El registro está cerrado para esa persona."),
        )

    def _end(self, who: bytes) -> None:
        self.end(closeness.end, who, _("El registro se abre otra vez para esa persona."))


def _name(helper: Helper) -> str:
    if helper.me:
        return _("Usted ({nickname})").format(nickname=helper.name)
    if helper.interprets:
        return _("{name} · intérprete").format(name=helper.name)
    return helper.name or _("Alguien que ya no está en el equipo")


def _line(each: Closeness) -> str:
    relation = NEARNESS_WORDS.get(each.relation or Nearness.OTHER, NEARNESS_WORDS[Nearness.OTHER])
    told = _("{name}: {relation}").format(name=_name(each.who), relation=tell(relation))
    return told if each.on is None else f"{told} · {short_date(each.on)}"
