"""Where people were sent and what came of it: of one person, or all that wait for somebody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from desktop.changes import Changes
from desktop.i18n import _, ngettext
from desktop.programme.referral_slip import Slip
from desktop.programme.referrals import REPLACED
from desktop.programme.schema import CONSENT, ENROLMENT, PARTICIPANT, REFERRAL
from desktop.programme.typed import in_a_line
from desktop.programme.vocabulary import ReferralState
from desktop.services import people, referral_offer, referral_slips, referral_views, referrals
from desktop.services.people import Person
from desktop.services.referral_offer import Offer
from desktop.services.referral_views import ReferralLine
from ui.page import Page, Room
from ui.pages.referrals.dialogs import CauseDialog, LaterDialog, SlipDialog, StateDialog
from ui.pages.referrals.sharing import ShareDialog
from ui.pages.referrals.words import ACTS, OFTEN, TONES, facts, state_words, where_words
from ui.referral_form import offer
from ui.widgets.card_list import CardList
from ui.widgets.empty import Empty
from ui.widgets.parts import button, card, label, pill, row
from ui.widgets.wrapped import Wrapped

KINDS = (REFERRAL, PARTICIPANT, ENROLMENT, CONSENT)
SHOWN_MAX = 60


class ReferralsPage(Page):
    """A card for each; what waits the longest stands first."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.person: bytes | None = None
        self.found: tuple[ReferralLine, ...] = ()
        self.everybody = button(_("Ver todas"), symbol="list", then=lambda: self.open(None))
        self.back = button(_("Personas"), symbol="arrow-left", then=self._to_person)
        self.tools.addWidget(self.everybody)
        self.tools.addWidget(self.back)
        self.empty = Empty(
            "arrow-square-out",
            _("Ninguna canalización por atender"),
            _(
                "Cuando el grupo no basta, se ofrece otro servicio: salud, asesoría, un refugio. "
                "La persona decide si va y qué se sabe de ella. Aquí queda hasta que se sepa "
                "cómo le fue."
            ),
        )
        self.body.addWidget(self.empty, 1)
        self.cards = CardList()
        self.body.addWidget(self.cards, 1)
        self.new = button(_("Canalizar"), "primary", "plus", self._on_new)
        self.foot.addStretch(1)
        self.foot.addWidget(self.new)
        self._show(())

    def open(self, argument: object = None) -> None:
        """Of one person, or of everybody whom whoever sits here looks after."""
        person = argument if isinstance(argument, bytes) else None
        words = _("Personas") if person is None else _("Persona")
        self.back.setText(f" {words}")
        self.back.setAccessibleName(words)
        if person != self.person:
            self.person = person
            self._show(())
        self.reload()

    def reload(self) -> None:
        if self.person is None:
            self.ask_at_desk(referral_views.waiting, then=partial(self._read, None))
            return
        self.ask(people.get_person, self.person, then=self._name)
        self.ask(referral_views.of_person, self.person, then=partial(self._read, self.person))

    def on_changes(self, changes: Changes) -> None:
        if self.isVisible() and any(changes.touches(kind.number) for kind in KINDS):
            self.reload()

    def _to_person(self) -> None:
        if self.person is not None and "person" in self.room.pages:
            self.go.emit("person", self.person)
        else:
            self.go.emit("people", self.person)

    def _name(self, person: Person) -> None:
        if person.id == self.person:
            told = _("{nickname} · Folio {folio}")
            self.head(
                _("Canalizaciones"),
                told.format(nickname=in_a_line(person.nickname), folio=person.folio),
            )

    # --- the cards -------------------------------------------------------------------

    def _read(self, person: bytes | None, found: tuple[ReferralLine, ...]) -> None:
        if person == self.person:
            self._show(found)

    def _show(self, found: tuple[ReferralLine, ...]) -> None:
        self.found = found
        alone = self.person is not None
        if not alone:
            told = ngettext("{n} por seguir", "{n} por seguir", len(found)).format(n=len(found))
            self.head(_("Canalizaciones"), told if found else "")
        self.everybody.setVisible(alone)
        self.new.setVisible(alone)
        self.empty.heading.setText(
            _("Todavía no se le ha canalizado") if alone else _("Ninguna canalización por atender")
        )
        cards: list[QWidget] = [self._card(line) for line in found[:SHOWN_MAX]]
        more = len(found) - SHOWN_MAX
        if more > 0:
            words = ngettext("y {n} más", "y {n} más", more).format(n=more)
            cards.append(label(words, "small"))
        self.cards.show_cards(cards)
        self.empty.setVisible(not found)
        self.cards.setVisible(bool(found))

    def _card(self, line: ReferralLine) -> QFrame:
        frame, inside = card(spacing=8, margin=16)
        tone, symbol = TONES[line.state]
        due = line.is_due(date.today())
        top = row(spacing=14)
        title = where_words(line)
        if self.person is None:
            title = _("Folio {folio}").format(folio=line.folio) + f" · {title}"
        top.addWidget(label(title, "strong", wrap=True), 1)
        words = state_words(line, date.today())
        top.addWidget(pill(words, "amber" if due else tone, "clock" if due else symbol))
        inside.addLayout(top)
        for text in facts(line):
            inside.addWidget(label(text, "soft", wrap=True))
        if line.in_doubt:
            doubt = _("Dos personas anotaron cosas distintas. Véalo y anote qué pasó.")
            inside.addWidget(label(doubt, "error", wrap=True))
        if line.ended:
            ended = _("Ya no se pregunta ni se imprime nada.")
            inside.addWidget(label(ended, wrap=True))
        else:
            inside.addWidget(Wrapped(*self._acts(line)))
        return frame

    def _acts(self, line: ReferralLine) -> list[QPushButton]:
        made = []
        if line.state is ReferralState.UNREACHABLE:
            made.append(self._act(_("Otro servicio"), "plus", line, self._another))
        for state in OFTEN.get(line.state, ()):
            words, symbol = ACTS[state]
            made.append(self._act(_(words), symbol, line, partial(self._on_state, state=state)))
        other = _("Otra cosa") if line.waits else _("Corregir")
        made.append(self._act(other, "pencil-simple", line, self._on_state))
        if line.waits:
            made.append(self._act(_("Otro día"), "clock", line, self._on_later))
            made.append(self._act(_("Lo compartido"), "eye", line, self._on_share))
        if line.waits and line.shared:
            made.append(self._act(_("Hoja"), "printer", line, self._on_print))
        return made

    def _act(
        self, words: str, symbol: str, line: ReferralLine, then: Callable[[ReferralLine], object]
    ) -> QPushButton:
        made = button(words, symbol=symbol, then=lambda: then(line))
        made.setAccessibleName(f"{words}. " + _("Folio {folio}").format(folio=line.folio))
        return made

    # --- what can be done --------------------------------------------------------------

    def _on_new(self) -> None:
        if self.person is not None:
            person = self.person
            dialog = CauseDialog(self)
            dialog.ask(lambda: offer(self, person, dialog.cause.currentData()))

    def _on_state(self, line: ReferralLine, state: ReferralState | None = None) -> None:
        dialog = StateDialog(self, line, state)

        def keep() -> None:
            chosen = dialog.chosen
            self.do(
                referrals.set_state,
                line.id,
                chosen,
                dialog.day.day,
                dialog.why.toPlainText(),
                look=dialog.next_look,
                said=_("Anotado."),
                then=lambda _changes: self._after(line, chosen),
            )

        dialog.ask(keep)

    def _after(self, line: ReferralLine, state: ReferralState) -> None:
        if state is ReferralState.UNREACHABLE:
            self._another(line)

    def _another(self, line: ReferralLine) -> None:
        """Another service in its place; the one that could not be reached is closed then."""

        def instead(_referral: bytes) -> None:
            self.do(referrals.set_state, line.id, ReferralState.CLOSED, date.today(), REPLACED)

        offer(self, line.participant, line.cause, then=instead)

    def _on_later(self, line: ReferralLine) -> None:
        dialog = LaterDialog(self, line)
        dialog.ask(
            lambda: self.do(
                referrals.put_off,
                line.id,
                dialog.day.day,
                today=date.today(),
                said=_("Se vuelve a ver ese día."),
            )
        )

    def _on_share(self, line: ReferralLine) -> None:
        def show(found: Offer) -> None:
            dialog = ShareDialog(self, line, found)
            dialog.ask(
                lambda: self.do(
                    referrals.share,
                    line.id,
                    dialog.shared.chosen,
                    dialog.shared.words,
                    said=_("Guardado."),
                )
            )

        service = referral_offer.offer
        self.ask_at_desk(service, line.participant, line.cause, date.today(), then=show)

    def _on_print(self, line: ReferralLine) -> None:
        def show(slip: Slip) -> None:
            SlipDialog(self, slip).open()

        self.ask_at_desk(referral_slips.slip, line.id, date.today(), then=show)
