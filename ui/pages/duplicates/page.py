"""Pairs of records that may be of one person: join them, tell them apart, separate them again."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from desktop.changes import Changes
from desktop.i18n import _, ngettext
from desktop.programme.schema import ATTENDANCE, ENROLMENT, MERGE, PARTICIPANT
from desktop.programme.typed import in_a_line
from desktop.services import duplicates, joining_records
from desktop.services.duplicates import Doubt, Side
from desktop.services.joining_records import Joined
from ui.dates import full_date
from ui.page import Page, Room
from ui.pages.duplicates.joining import JoinDialog
from ui.widgets.card_list import CardList
from ui.widgets.empty import Empty
from ui.widgets.parts import button, card, column, label, row

SHOWN_MAX = 40
"""More cards than these take seconds to draw; the rest comes as these are answered."""


class DuplicatesPage(Page):
    """Folio, nickname, group and meetings side by side; names only while the eye is held."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.tool(_("Personas"), "arrow-left", "people")
        self._doubts: tuple[Doubt, ...] = ()
        self._joined: tuple[Joined, ...] = ()
        self._names: list[tuple[QLabel, Side]] = []
        self.cards = CardList()
        self.body.addWidget(self.cards, 1)
        self.empty = Empty(
            "users",
            _("No hay registros repetidos a la vista"),
            _(
                "Cuando dos personas de la lista se parezcan por su nombre, su año de nacimiento "
                "y su localidad, aquí se podrán juntar sin perder nada."
            ),
        )
        self.body.addWidget(self.empty, 1)
        self.eye = button(_("Ver nombres"), symbol="eye")
        self.eye.setToolTip(_("Mantenga oprimido"))
        self.eye.pressed.connect(partial(self._show_names, True))
        self.eye.released.connect(partial(self._show_names, False))
        self.foot.addWidget(self.eye)
        self.foot.addStretch(1)
        self.head(_("Registros repetidos"))

    def reload(self) -> None:
        self.ask(duplicates.likely, then=self._on_doubts)
        self.ask(joining_records.joined, then=self._on_joined)

    def on_changes(self, changes: Changes) -> None:
        kinds = (PARTICIPANT, MERGE, ENROLMENT, ATTENDANCE)
        if self.isVisible() and any(changes.touches(kind.number) for kind in kinds):
            self.reload()

    def hideEvent(self, event: QHideEvent) -> None:
        self._show_names(False)
        super().hideEvent(event)

    def _on_doubts(self, found: tuple[Doubt, ...]) -> None:
        self._doubts = found

    def _on_joined(self, found: tuple[Joined, ...]) -> None:
        self._joined = found
        self._show()

    def _show(self) -> None:
        n = len(self._doubts)
        told = ngettext("{n} par por revisar", "{n} pares por revisar", n).format(n=n)
        self.head(_("Registros repetidos"), told if n else "")
        self._names = []
        cards = [self._doubt(each) for each in self._doubts[:SHOWN_MAX]]
        cards += [self._pair(each) for each in self._joined[:SHOWN_MAX]]
        self.cards.show_cards(cards)
        self.cards.setVisible(bool(cards))
        self.empty.setVisible(not cards)
        self.eye.setVisible(bool(self._doubts))

    # --- cards ---------------------------------------------------------------------------

    def _doubt(self, doubt: Doubt) -> QFrame:
        frame, inside = card(spacing=10, margin=16)
        inside.addWidget(label(_(doubt.why.text), "soft", wrap=True))
        both = row(spacing=24)
        for side in (doubt.one, doubt.other):
            both.addLayout(self._side(side), 1)
        inside.addLayout(both)
        inside.addLayout(
            row(
                button(
                    _("Es la misma persona"),
                    symbol="link",
                    then=partial(self._on_join, doubt),
                ),
                button(_("Son dos personas"), symbol="users", then=partial(self._on_two, doubt)),
                None,
            )
        )
        return frame

    def _side(self, side: Side) -> QVBoxLayout:
        told = [
            ngettext("{n} reunión marcada", "{n} reuniones marcadas", side.meetings).format(
                n=side.meetings
            ),
            ", ".join(side.groups) or _("Sin grupo"),
        ]
        if side.birth:
            told.append(_("Nació en {year}").format(year=side.birth))
        if side.locality:
            told.append(in_a_line(side.locality))
        who = label(_who(side.nickname, side.folio), "strong", wrap=True)
        name = label("", wrap=True)
        self._names.append((name, side))
        return column(who, name, *(label(text, wrap=True) for text in told))

    def _pair(self, pair: Joined) -> QFrame:
        frame, inside = card(spacing=8, margin=16)
        inside.addWidget(
            label(
                _("{gone} es la misma persona que {kept}").format(
                    gone=_who(pair.gone_nickname, pair.gone_folio),
                    kept=_who(pair.kept_nickname, pair.kept_folio),
                ),
                wrap=True,
            )
        )
        on = _("Se juntaron el {day}.").format(day=full_date(pair.on)) if pair.on else ""
        again = partial(self._on_separate, pair)
        inside.addLayout(
            row(
                label(on, "soft"),
                None,
                button(_("Separar de nuevo"), symbol="link-break", then=again),
            )
        )
        return frame

    def _show_names(self, held: bool) -> None:
        for shown, side in self._names:
            shown.setText((in_a_line(side.name) or _("Sin nombre anotado")) if held else "")

    # --- what can be done ----------------------------------------------------------------

    def _on_join(self, doubt: Doubt) -> None:
        dialog = JoinDialog(self, doubt.one, doubt.other)
        dialog.ask(
            lambda: self.do(
                joining_records.join, *dialog.pair, date.today(), said=_("Ya es un solo registro.")
            )
        )

    def _on_two(self, doubt: Doubt) -> None:
        self.do(
            duplicates.other_person,
            doubt.one.person,
            doubt.other.person,
            date.today(),
            said=_("Anotado: son dos personas."),
        )

    def _on_separate(self, pair: Joined) -> None:
        self.do(
            joining_records.separate,
            pair.gone,
            pair.kept,
            date.today(),
            said=_("Otra vez son dos registros."),
        )


def _who(nickname: str, folio: str) -> str:
    return _("{nickname} · Folio {folio}").format(nickname=in_a_line(nickname), folio=folio)
