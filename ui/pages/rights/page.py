"""Requests about one's own data, of one person or all; lists refused; records to review."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton

from desktop.changes import Changes
from desktop.i18n import _
from desktop.programme.roles import Role
from desktop.programme.schema import ERASURE, PARTICIPANT, RIGHT, SETTING
from desktop.programme.typed import in_a_line
from desktop.programme.vocabulary import RightSort
from desktop.reports.list_refusal import list_refusal
from desktop.services import retention, rights, rights_views
from desktop.services.retention import Old
from desktop.services.rights import Asking, Request
from desktop.services.rights_views import Shown
from desktop.trouble import say
from ui.dates import full_date
from ui.door import print_out
from ui.page import Page, Room
from ui.pages.rights.answering import AnswerDialog, KeepDialog, TermsDialog
from ui.pages.rights.asking import AskDialog, ListDialog
from ui.pages.rights.erasing import decide
from ui.pages.rights.own_record import prepare
from ui.pages.rights.words import SYMBOLS, days_of, standing_of, title_of
from ui.widgets.card_list import CardList
from ui.widgets.empty import Empty
from ui.widgets.parts import button, card, column, label, pill, row, tile

KINDS = (RIGHT, ERASURE, PARTICIPANT, SETTING)


class RightsPage(Page):
    """Not for the room where the group is: it is reached from a person's record or Today."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.person: bytes | None = None
        self._found: Shown | None = None
        self._coordinates = room.desk.role is Role.COORDINATOR
        self.everybody = button(_("Todas"), symbol="users", then=self._on_everybody)
        self.tools.addWidget(self.everybody)
        self.terms = button(_("Plazos"), symbol="gear", then=self._on_terms)
        self.tools.addWidget(self.terms)
        self.back = button(_("Personas"), symbol="arrow-left", then=self._to_person)
        self.tools.addWidget(self.back)
        self.empty = Empty(
            "identification-card",
            _("Ninguna solicitud"),
            _(
                "Cada persona puede pedir ver, corregir o borrar lo que está guardado, o que no se "
                "use para algo. Se anota desde su registro."
            ),
        )
        self.cards = CardList()
        for each in (self.empty, self.cards):
            self.body.addWidget(each, 1)
        self.names = button(_("Piden una lista de nombres"), symbol="prohibit", then=self._on_names)
        self.foot.addWidget(self.names)
        if "counts" in room.pages:
            counts = button(_("Conteos"), symbol="chart-bar", then=self._on_counts)
            self.foot.addWidget(counts)
        self.foot.addStretch(1)
        self.new = button(_("Anotar una solicitud"), "primary", "plus", self._on_new)
        self.foot.addWidget(self.new)
        self._heading()

    def _to_person(self) -> None:
        """Back to where it was opened from."""
        if self.person is not None and "person" in self.room.pages:
            self.go.emit("person", self.person)
        else:
            self.go.emit("people", self.person)

    def open(self, argument: object = None) -> None:
        self.person = argument if isinstance(argument, bytes) else None
        self._found = None
        words = _("Personas") if self.person is None else _("Persona")
        self.back.setText(f" {words}")
        self.back.setAccessibleName(words)
        self.cards.show_cards([])
        self._heading()
        self.reload()

    def reload(self) -> None:
        self.ask_at_desk(rights_views.shown, self.person, date.today(), then=self._show)

    def on_changes(self, changes: Changes) -> None:
        if not self.isVisible() or not any(changes.touches(kind.number) for kind in KINDS):
            return
        if self.person is not None and changes.touches(ERASURE.number):
            self.person = None  # it may be this very person who is gone
        self.reload()

    def _heading(self) -> None:
        self.head(_("Solicitudes sobre datos"), _("Cada quien decide sobre lo que es suyo."))
        self.everybody.setVisible(self.person is not None)
        self.terms.setVisible(self._coordinates and self.person is None)
        self.new.setVisible(self.person is not None)

    def _show(self, found: Shown) -> None:
        if found.person != self.person:
            return
        self._found = found
        self._heading()
        if found.person is not None:
            self.head(f"{found.nickname} · {found.folio}", _("Solicitudes sobre sus datos"))
        cards = [self._card(each) for each in found.requests]
        cards += [self._old_card(each) for each in found.old]
        self.empty.setVisible(not cards)
        self.cards.setVisible(bool(cards))
        self.cards.show_cards(cards)

    def _card(self, request: Request) -> QFrame:
        frame, inside = card(spacing=8, margin=16)
        words = column(
            label(title_of(request), "strong", wrap=True),
            label(days_of(request), "small", wrap=True),
            spacing=0,
        )
        top = row(tile(SYMBOLS[request.sort], "plain"), spacing=14)
        top.addLayout(words, 1)
        top.addWidget(pill(*standing_of(request, date.today())), 0, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(top)
        for text in (self._whose(request), request.asked, request.outcome_why):
            if text:
                inside.addWidget(label(text, wrap=True))
        acts = self._acts(request)
        if acts:
            inside.addLayout(row(*acts, None))
        return frame

    def _whose(self, request: Request) -> str:
        if request.closed_to_me:
            return _("Lo atiende otra persona del equipo.")
        if request.sort is RightSort.LIST:
            return request.authority
        if request.person is None:
            return _("De alguien cuyos datos ya se borraron.")
        if self.person is not None:
            return ""
        return _("Folio {folio} · {nickname}").format(
            folio=request.folio, nickname=in_a_line(request.nickname)
        )

    def _acts(self, request: Request) -> list[QPushButton]:
        if request.sort is RightSort.LIST:
            again = partial(self._print_refusal, request.authority)
            return [button(_("Imprimir la hoja"), symbol="printer", then=again)]
        if request.person is None or request.closed_to_me or not self._coordinates:
            return []
        acts = [self._first_act(request)] if request.open else []
        words = _("Contestar") if request.open else _("Corregir la respuesta")
        answer = partial(self._on_answer, request)
        return [*filter(None, acts), button(words, symbol="check", then=answer)]

    def _first_act(self, request: Request) -> QPushButton | None:
        match request.sort:
            case RightSort.ACCESS:
                show = partial(prepare, self, request)
                return button(_("Preparar el papel"), symbol="printer", then=show)
            case RightSort.CANCELLATION:
                erase = partial(decide, self, request)
                proposed = self._found is not None and request.person in self._found.proposed
                words = _("Borrado pedido") if proposed else _("Borrar sus datos")
                return button(words, symbol="trash", then=erase)
            case RightSort.OPPOSITION if "consents" in self.room.pages:
                words = _("Lo que aceptó")
                return self._leading(words, "hand-palm", "consents", request)
            case RightSort.RECTIFICATION:
                page = "person" if "person" in self.room.pages else "people"
                return self._leading(_("Abrir sus datos"), "pencil-simple", page, request)
        return None

    def _leading(self, words: str, symbol: str, page: str, request: Request) -> QPushButton:
        return button(words, symbol=symbol, then=lambda: self.go.emit(page, request.person))

    def _old_card(self, old: Old) -> QFrame:
        frame, inside = card(spacing=8, margin=16)
        told = _("Lo último anotado es del {day}").format(day=full_date(old.last))
        words = column(
            label(_("Folio {folio}: revisar si se conserva").format(folio=old.folio), "strong"),
            label(told, "small", wrap=True),
            spacing=0,
        )
        top = row(tile("archive", "plain"), spacing=14)
        top.addLayout(words, 1)
        inside.addLayout(top)
        keep = partial(self._on_keep, old)
        review = partial(self.go.emit, "rights", old.person)
        inside.addLayout(
            row(
                button(_("Conservar, porque…"), symbol="check", then=keep),
                button(_("Sus solicitudes"), symbol="identification-card", then=review),
                None,
            )
        )
        return frame

    def _on_everybody(self) -> None:
        self.open(None)

    def _on_counts(self) -> None:
        self.go.emit("counts", None)

    def _on_new(self) -> None:
        if self.person is None or self._found is None:
            return
        dialog = AskDialog(self, self.person, self._found.term_days)
        dialog.ask(lambda: self.do(rights.ask, dialog.asking(), said=_("Solicitud anotada.")))

    def _on_answer(self, request: Request) -> None:
        dialog = AnswerDialog(self, request)
        dialog.ask(
            lambda: self.do_at_desk(
                rights.answer,
                request.id,
                dialog.chosen(),
                date.today(),
                dialog.why.toPlainText(),
                said=_("Respuesta guardada."),
            )
        )

    def _on_keep(self, old: Old) -> None:
        dialog = KeepDialog(self, old)
        dialog.ask(
            lambda: self.do_at_desk(
                retention.keep,
                old.person,
                dialog.why.toPlainText(),
                date.today(),
                said=_("Se conserva. Se revisa otra vez en un año."),
            )
        )

    def _on_terms(self) -> None:
        if self._found is None:
            return
        dialog = TermsDialog(self, self._found)

        def save() -> None:
            self.do_at_desk(rights.set_term_days, dialog.term.value())
            months = dialog.months.currentData()
            self.do_at_desk(retention.set_months, months, said=_("Plazos guardados."))

        dialog.ask(save)

    def _on_names(self) -> None:
        dialog = ListDialog(self)
        dialog.ask(lambda: self._refuse(dialog.asking()))

    def _refuse(self, asking: Asking) -> None:
        self.do(rights.ask, asking, then=lambda _changes: self._print_refusal(asking.authority))

    def _print_refusal(self, authority: str) -> None:
        html = list_refusal(authority, date.today(), demo=self.room.desk.is_demo)
        what = say("Respuesta a quien pide nombres")
        done = print_out(self, self.room, what, html)
        self.said.emit(
            _("Impreso. Fírmelo.") if done else _("Quedó anotado. No se imprimió."), None
        )
