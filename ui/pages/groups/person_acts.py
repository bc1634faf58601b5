"""What can be done about one person of a group: away, back, over to another group, out of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit
from shiboken6 import isValid

from desktop.i18n import _
from desktop.programme.typed import in_a_line
from desktop.programme.vocabulary import EnrolmentState, LeaveReason
from desktop.services import doubts, enrolments, group_views
from desktop.services.doubts import Door
from desktop.services.group_views import GroupLine, GroupPerson
from ui import closeness_form, death_form
from ui.page import Page
from ui.pages.groups.words import LEAVE_WORDS, leave_reasons, standing
from ui.widgets.big_choice import BigChoice
from ui.widgets.dialog import Dialog
from ui.widgets.joining import is_closed, words_of
from ui.widgets.parts import label
from ui.widgets.typed_line import bound
from ui.widgets.when import DayField

NOTE_MAX = 200


class PersonActsDialog(Dialog):
    """Each act is a large button that says what it means."""

    def __init__(self, page: Page, group: bytes, person: GroupPerson, left: Callable[[], object]):
        """`left` is called when the person was taken out of the group."""
        words = _("{nickname} · Folio {folio}")
        super().__init__(
            page,
            words.format(nickname=in_a_line(person.nickname), folio=person.folio),
            _("Cerrar"),
        )
        self.page = page
        self.group = group
        self.person = person
        self.cancel.hide()
        if told := standing(person, joined_late=True):
            self.body.addWidget(label(told[:1].upper() + told[1:], "soft", wrap=True))
        self._offer(left)
        self.body.addStretch(1)
        self.fit(600, 560)
        self.primary.setFocus()

    def _offer(self, left: Callable[[], object]) -> None:
        page, group, person = self.page, self.group, self.person
        here = person.state in enrolments.HERE
        if "person" in page.room.pages:
            self._choice(
                "user",
                _("Su registro"),
                _("Lo que falta, lo que ha pasado y lo demás."),
                lambda: page.go.emit("person", person.id),
            )
        if person.state is not EnrolmentState.ACTIVE:
            self._choice(
                "arrow-u-up-left",
                _("Vuelve al grupo"),
                _("Desde hoy, sin contar lo anterior."),
                lambda: come_back(page, group, person),
            )
        if person.state is EnrolmentState.ACTIVE:
            self._choice(
                "pause",
                _("En pausa"),
                _("Por un tiempo: no sale en la lista ni falta."),
                lambda: PauseDialog(page, group, person).open(),
            )
        if here:
            self._choice(
                "swap",
                _("Pasa a otro grupo"),
                _("Su asistencia de aquí se conserva."),
                lambda: ask_transfer(page, group, person),
            )
            self._choice(
                "sign-out",
                _("Dar de baja"),
                _("Su asistencia se conserva y puede volver."),
                lambda: LeaveDialog(page, group, person, left).open(),
            )
        self._choice(
            "lock-simple",
            _("Es mi familia o alguien cercano"),
            _("Usted deja de abrir su registro. En la lista sigue igual."),
            lambda: closeness_form.offer_mine(page, person.id),
        )

    def _choice(self, symbol: str, what: str, hint: str, then: Callable[[], object]) -> None:
        made = BigChoice(symbol, what, hint)
        made.setAutoDefault(False)

        def chosen() -> None:
            self.accept()
            then()

        made.clicked.connect(chosen)
        self.body.addWidget(made)


def come_back(page: Page, group: bytes, person: GroupPerson) -> None:
    """One press, and the toast takes it back."""
    page.do(
        enrolments.rejoin,
        group,
        person.id,
        date.today(),
        said=_("{nickname} está otra vez en el grupo.").format(nickname=in_a_line(person.nickname)),
    )


class _SinceDialog(Dialog):
    """From which day on, and a note."""

    def __init__(self, page: Page, title: str, primary: str, about: str) -> None:
        super().__init__(page, title, primary, "check")
        self.about = about
        self.page = page
        self.fields = self.form()
        self.since = DayField(date.today())
        self.since.setAccessibleName(_("Desde"))
        self.note = QLineEdit()
        bound(self.note, NOTE_MAX)

    def _end(self, height: int) -> None:
        self.fields.addRow(_("Desde"), self.since)
        self.fields.addRow(_("Nota (si hace falta)"), self.note)
        self.body.addStretch(1)
        self.fit(640, height)

    def on_primary(self) -> None:
        if self.since.day is None:
            self.complain(_("Escriba el día así: 23/11/2026."))
            self.since.setFocus()
        else:
            self.save(self.since.day)
            self.accept()

    def save(self, since: date) -> None:
        """What this act writes; each has its own. (Qt's metaclass admits no abstract ones.)"""
        raise NotImplementedError


class PauseDialog(_SinceDialog):
    """Away for a while: harvest, work elsewhere, a birth."""

    def __init__(self, page: Page, group: bytes, person: GroupPerson) -> None:
        title = _("{nickname} en pausa").format(nickname=in_a_line(person.nickname))
        super().__init__(page, title, _("Poner en pausa"), f"pause {person.id.hex()}")
        self.group = group
        self.person = person
        self._end(380)

    def save(self, since: date) -> None:
        self.page.do(
            enrolments.pause_in_group,
            self.group,
            self.person.id,
            self.note.text(),
            since,
            said=_("{nickname} quedó en pausa.").format(nickname=in_a_line(self.person.nickname)),
        )


class LeaveDialog(_SinceDialog):
    """Out of the group, and why in words that do not blame."""

    def __init__(
        self, page: Page, group: bytes, person: GroupPerson, left: Callable[[], object]
    ) -> None:
        title = _("{nickname} deja el grupo").format(nickname=in_a_line(person.nickname))
        super().__init__(page, title, _("Dar de baja"), f"leave {person.id.hex()}")
        self.group = group
        self.person = person
        self.left = left
        self.reason = QComboBox()
        for reason in leave_reasons(page.room.desk.work.stream):
            self.reason.addItem(_(LEAVE_WORDS[reason]), reason)
        self.reason.currentIndexChanged.connect(self._explain)
        self.fields.addRow(_("Motivo"), self.reason)
        self._end(480)
        self.stops = label(
            _(
                "Sale de todos sus grupos, y se detienen las llamadas, las cartas y las "
                "evaluaciones. Cuide también al equipo."
            ),
            "strong",
            wrap=True,
        )
        self.body.insertWidget(1, self.stops)
        self._explain()

    def _explain(self) -> None:
        self.stops.setVisible(self.reason.currentData() is LeaveReason.DIED)

    def save(self, since: date) -> None:
        """Of who died no notice is offered."""

        def done(_changes: object) -> None:
            self.left()

        if self.reason.currentData() is LeaveReason.DIED:
            death_form.note(self.page, self.person.id, since)
            return
        self.page.do(
            enrolments.leave_group,
            self.group,
            self.person.id,
            self.note.text(),
            since,
            reason=self.reason.currentData(),
            said=_("Se dio de baja del grupo. Su asistencia se conserva."),
            then=done,
        )


class TransferDialog(_SinceDialog):
    """To which group; a full one is asked about, a closed one that has begun takes nobody."""

    def __init__(
        self, page: Page, group: bytes, person: GroupPerson, others: Sequence[GroupLine]
    ) -> None:
        title = _("{nickname} pasa a otro grupo").format(nickname=in_a_line(person.nickname))
        super().__init__(page, title, _("Pasar de grupo"), f"transfer {person.id.hex()}")
        self.group = group
        self.person = person
        self._door: Door | None = None
        self._asked = ""
        self.to = QComboBox()
        for line in others:
            self.to.addItem(line.name, line.id)
        self.to.currentIndexChanged.connect(self._read)
        self.fields.addRow(_("Grupo"), self.to)
        self.note.hide()
        self.fields.addRow(_("Desde"), self.since)
        self.body.addStretch(1)
        self.fit(640, 400)
        self._read()

    def _read(self) -> None:
        self._door = None
        self.complain("")
        self.page.ask_at_desk(doubts.at_desk, self.to.currentData(), then=self._on_door)

    def _on_door(self, door: Door) -> None:
        if isValid(self):
            self._door = door

    def on_primary(self) -> None:
        if self._door is None:
            return
        found = self._door.doubts([self.person.id], leaving=self.group)
        words = words_of(found)
        if is_closed(found) or (words and words != self._asked):
            self._asked = words
            more = "" if is_closed(found) else "\n" + _("Si está bien así, oprima otra vez.")
            self.complain(words + more)
            return
        super().on_primary()

    def save(self, since: date) -> None:
        self.page.do(
            enrolments.transfer,
            self.person.id,
            self.group,
            self.to.currentData(),
            since,
            said=_("{nickname} pasó a {group}.").format(
                nickname=in_a_line(self.person.nickname), group=self.to.currentText()
            ),
        )


def ask_transfer(page: Page, group: bytes, person: GroupPerson) -> None:
    """Once the groups have been read; without another one there is nowhere to go."""

    def asked(found: list[GroupLine]) -> None:
        others = [line for line in found if line.id != group and not line.closed]
        if others:
            TransferDialog(page, group, person, others).open()
        else:
            page.said.emit(_("No hay otro grupo que siga reuniéndose."), None)

    page.ask(group_views.list_groups, then=asked)
