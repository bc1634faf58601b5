"""Step 2: what the list calls the person, the language, and how to call without danger."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from desktop.i18n import _
from desktop.programme.vocabulary import ConsentState, Interpreter, Purpose, Stream
from desktop.services import people
from ui.alike_note import AlikeNote
from ui.pages.intake.choices import Choices
from ui.pages.intake.court import CourtPart
from ui.pages.intake.step import Desk, KeptText, Step, line_of
from ui.theme import theme
from ui.widgets.language_pick import LanguagePick
from ui.widgets.parts import button, column, label, row

NICKNAME_MAX, NAME_MAX, LINE_MAX, PHONE_MAX = 40, 120, 300, 60


class BasicsStep(Step):
    """Nothing here names a sex, a site or an order; the folio is the program's."""

    def __init__(self, desk: Desk) -> None:
        self.name = _("Datos básicos")
        super().__init__(desk, self.name, _("El apodo de la lista lo elige la persona."))
        self.folio = label("", "strong")
        self.inside.addWidget(self.folio)
        self.nickname = line_of(desk, "nickname", _("Apodo en la lista"), NICKNAME_MAX)
        self.offer = button(_("Proponer uno"), symbol="sparkle", then=self._on_offer)
        called = row(self.nickname.field, self.offer, spacing=10)
        called.setStretch(0, 1)
        self.given = line_of(desk, "name", _("Nombre, si lo quiere dar"), NAME_MAX)
        both = QGridLayout()
        both.setHorizontalSpacing(theme().px(16))
        both.addWidget(label(_("Apodo en la lista")), 0, 0)
        both.addWidget(label(_("Nombre, si lo quiere dar")), 0, 1)
        both.addLayout(called, 1, 0)
        both.addWidget(self.given.field, 1, 1)
        for half in range(2):
            both.setColumnStretch(half, 1)
        self.inside.addLayout(both)
        self.alike = AlikeNote(desk.page, self._typed_now)
        self.alike.same.connect(lambda person: desk.page.go.emit("person", person))
        for each in (self.nickname, self.given):
            assert isinstance(each.field, QLineEdit)  # noqa: S101
            each.field.textEdited.connect(self.alike.typed)
        self.inside.addWidget(self.alike)
        self.language = LanguagePick()
        self.language.picked.connect(self._on_language)
        self.interpreter = Choices(
            (
                (_("No hace falta"), Interpreter.NOT_NEEDED),
                (_("Hace falta"), Interpreter.NEEDED),
                (_("Ya está"), Interpreter.ARRANGED),
            ),
            _("Intérprete:"),
        )
        self.interpreter.chosen.connect(self._on_interpreter)
        self.interpreter.passed.connect(lambda _by: self._after(self.interpreter))
        self.inside.addWidget(label(_("Lengua en que prefiere hablar")))
        self.inside.addWidget(self.language)
        self.inside.addWidget(label(_("Intérprete (nunca una persona de la familia)")))
        self.inside.addWidget(self.interpreter)
        self.court: CourtPart | None = None
        if desk.stream is Stream.MEN:
            self.court = CourtPart(desk)
            self.inside.addWidget(self.court)
        self.lines: tuple[KeptText, ...] = ()
        self.contact = self._contact()
        self.inside.addWidget(self.contact)
        self.no_calls = label(
            _("No quiere que se le llame: no se pide teléfono."), "soft", wrap=True
        )
        self.inside.addWidget(self.no_calls)
        self.inside.addStretch(1)

    def _contact(self) -> QWidget:
        """The call card: who may answer, when, what is said and what never."""
        part = QWidget()
        grid = QGridLayout(part)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(16))
        grid.setVerticalSpacing(theme().px(10))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(_("Cómo llamarle sin ponerle en peligro"), "section"), 0, 0, 1, 2)
        desk = self.desk
        self.phone = line_of(desk, "phone", _("Teléfono"), PHONE_MAX)
        yes, no = _("Sí"), _("No")
        # Letters: a number that was meant for the telephone must not answer in silence.
        self.safe = Choices(
            ((yes, True), (no, False)), _("¿Es seguro llamarle?"), 64, keys=yes[0] + no[0]
        )
        self.safe.chosen.connect(lambda value: desk.keep(details={"phone_safe": value}))
        self.safe.passed.connect(lambda _by: self._after(self.safe))
        who = line_of(desk, "contact_who", _("Quién puede contestar"), LINE_MAX)
        hours = line_of(desk, "contact_hours", _("A qué hora"), LINE_MAX)
        pretext = line_of(
            desk, "contact_pretext", _("De parte de quién decir que se llama"), LINE_MAX
        )
        avoid = line_of(desk, "contact_avoid", _("Qué no decir"), LINE_MAX)
        self.lines = (self.phone, who, hours, pretext, avoid)
        for place, (words, field) in enumerate(
            (
                (_("Teléfono"), self.phone.field),
                (_("¿Es seguro llamarle?"), self.safe),
                (who.field.accessibleName(), who.field),
                (hours.field.accessibleName(), hours.field),
                (pretext.field.accessibleName(), pretext.field),
                (avoid.field.accessibleName(), avoid.field),
            )
        ):
            grid.addLayout(column(label(words, wrap=True), field), 1 + place // 2, place % 2)
        return part

    # --- what it shows --------------------------------------------------------------

    def show_interview(self) -> None:
        interview = self.desk.interview
        details = interview.details
        self.folio.setText(
            _("Folio {folio}").format(folio=interview.folio)
            if interview.folio
            else _("El folio lo pone el programa cuando acepta que se guarden sus datos.")
        )
        self.alike.of(interview.person)
        for each in (self.nickname, self.given, *self.lines):
            each.show_kept()
        if not self.language.line.hasFocus():
            self.language.set_code(str(details.get("language") or ""))
        self.interpreter.mark(details.get("interpreter"))
        self.safe.mark(details.get("phone_safe"))
        said = interview.consents.get(Purpose.FOLLOW_UP_CALL)
        no_calls = said is not None and said.state is not ConsentState.GIVEN
        self.contact.setVisible(not no_calls)
        self.no_calls.setVisible(no_calls)
        if self.court is not None:
            self.court.show_interview()

    def begin(self) -> QWidget | None:
        return self.nickname.field

    def is_done(self) -> bool:
        return bool(self.desk.interview.details.get("nickname"))

    def keep_typed(self) -> None:
        for each in (self.nickname, self.given, *self.lines):
            each.keep()

    def _typed_now(self) -> tuple[str, str, str, str, str]:
        """Nickname, name and birth; where she or he lives is asked later."""
        called, given = self.nickname.field, self.given.field
        assert isinstance(called, QLineEdit)  # noqa: S101
        assert isinstance(given, QLineEdit)  # noqa: S101
        birth = str(self.desk.interview.details.get("birth") or "")
        return called.text(), given.text(), birth, "", ""

    # --- what is answered -----------------------------------------------------------

    def _on_offer(self) -> None:
        self.desk.page.ask(people.offered_nickname, then=self._on_offered)

    def _on_offered(self, nickname: str) -> None:
        assert isinstance(self.nickname.field, QLineEdit)  # noqa: S101
        self.nickname.field.setText(nickname)
        self.nickname.keep()
        self.nickname.field.setFocus()

    def _on_language(self, code: object) -> None:
        self.desk.keep(details={"language": code if isinstance(code, str) else None})

    def _on_interpreter(self, value: object) -> None:
        self.desk.keep(details={"interpreter": value if isinstance(value, Interpreter) else None})

    def _after(self, on: QWidget) -> None:
        """To the first field below; from the last one to the button that goes on."""
        buttons = on.findChildren(type(self.offer))
        buttons[-1].setFocus()
        self.focusNextChild()
