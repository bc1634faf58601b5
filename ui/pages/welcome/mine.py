"""The screens about one's own account: nickname, passphrase, recovery code. They write nothing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.i18n import _
from desktop.services import keys
from desktop.trouble import Trouble
from desktop.vault.account_file import check_nickname
from ui.pages.welcome.step import Step, TextStep, enlarge, large
from ui.tasks import Tasks
from ui.widgets.code_sheet import CodeGroups, sheet_html
from ui.widgets.new_phrase import NewPhrase, same_phrase
from ui.widgets.parts import button, label
from ui.widgets.secret import SecretField
from ui.widgets.trouble import sentences
from ui.widgets.typed_line import bound
from ui.widgets.wrapped import Wrapped

CODE_MAX_CHARS = 60


class NicknameStep(TextStep):
    """Whoever switches this laptop on reads the nickname."""

    def __init__(self) -> None:
        super().__init__(
            _("¿Qué apodo quiere usar aquí?"),
            _("Su apodo en la pantalla de entrada"),
            _("Escriba su apodo."),
            hint=_("No ponga su nombre: el apodo lo ve cualquiera que encienda esta computadora."),
            example=_("Por ejemplo, Colibrí"),
            primary=_("Seguir"),
        )

    def check(self) -> str:
        try:
            check_nickname(self.text or "·")
        except ValueError:
            return _("Ese apodo no se puede mostrar.") + " " + _("Use letras, sin adornos.")
        return super().check()


class PhraseStep(Step):
    """Five offered words, or an own phrase."""

    def __init__(self, tasks: Tasks, nickname: NicknameStep) -> None:
        super().__init__(
            _("Esta será su frase de acceso"),
            _("Abre su cuenta cada vez. Apréndala o guárdela escrita lejos de la computadora."),
            _("Seguir"),
        )
        self._tasks = tasks
        self._nickname = nickname
        self.new = NewPhrase()
        enlarge(self.new.field.line)
        self.new.changed.connect(lambda: self.complain())
        self.body.addWidget(self.new)

    @property
    def phrase(self) -> str:
        return self.new.phrase

    def begin(self, on: QWidget) -> None:
        self.new.field.hide_again()
        self.new.take_focus(on)
        if not self.new.has_offer:
            # The lists take a moment the first time.
            self._tasks.run(keys.offer_phrase, then=self._on_offer)

    def _on_offer(self, offered: keys.OfferedPhrase) -> None:
        """Words that somebody has read already must not change under their eyes."""
        if not self.new.has_offer:
            self.new.show_offer(offered)

    def check(self) -> str:
        if not self.new.is_own and not self.phrase:
            return _("Un momento: se están eligiendo las palabras.")
        return self.new.problem((self._nickname.text,))

    def forget(self) -> None:
        self.new.forget()


class SecretStep(Step):
    """One hidden line."""

    def __init__(self, question: str, hint: str, name: str, primary: str) -> None:
        super().__init__(question, hint, primary)
        self.field = SecretField(name)
        enlarge(self.field.line)
        self.field.line.textChanged.connect(lambda: self.complain())
        self.body.addWidget(self.field)

    def begin(self, on: QWidget) -> None:
        self.field.hide_again()
        self.field.setFocus()

    def forget(self) -> None:
        self.field.forget()


class AgainStep(SecretStep):
    """The phrase typed back, so that nobody is shut out by a slip of the finger."""

    def __init__(self, chosen: PhraseStep) -> None:
        super().__init__(
            _("Escriba otra vez su frase"),
            _("Igual que antes, con sus espacios. Así se sabe que la tiene bien."),
            _("La misma frase otra vez"),
            _("Seguir"),
        )
        self._chosen = chosen
        # Another phrase was chosen: what was typed for the old one proves nothing.
        chosen.new.changed.connect(self.forget)

    def check(self) -> str:
        if same_phrase(self.field.text, self._chosen.phrase):
            return ""
        return _("No es igual a la frase elegida. Escríbala otra vez, o vuelva atrás para verla.")


class CodeStep(Step):
    """The recovery code, to be put on paper: printed, as a PDF, or by hand."""

    def __init__(self) -> None:
        super().__init__(
            _("Ponga este código en papel"),
            _("Si olvida su frase, sólo este código abre su cuenta. Guárdelo lejos de aquí."),
            _("Ya está en papel"),
        )
        self.code = keys.NewCode(b"", "")
        self.groups = CodeGroups()
        self.body.addWidget(self.groups)
        self.printed = button(_("Imprimir"), symbol="printer", then=self._on_print)
        self.saved = button(_("Guardar en PDF"), symbol="file-pdf", then=self._on_save)
        self.body.addWidget(Wrapped(self.printed, self.saved))
        self.body.addWidget(large(_("También puede copiarlo a mano, grupo por grupo.")))
        self.told = label("", "strong", wrap=True)
        self.body.addWidget(self.told)

    def begin(self, on: QWidget) -> None:
        self.told.clear()
        if not self.code.secret:
            self.code = keys.draw_code()
            self.groups.tell(self.code.spelled)
        on.setFocus()

    def forget(self) -> None:
        self.code = keys.NewCode(b"", "")
        self.groups.tell("")

    def _on_print(self) -> None:
        from ui import door

        if door.print_sheet(self, sheet_html(self.code.spelled)):
            self.told.setText(_("Enviado a la impresora. Mire que la hoja se lea bien."))

    def _on_save(self) -> None:
        from ui import door

        door.save_sheet(self, sheet_html(self.code.spelled), then=self._on_saved)

    def _on_saved(self, path: Path) -> None:
        told = _("Guardado como {name}. Imprímalo hoy y borre el archivo.")
        self.told.setText(told.format(name=path.name))


class TypedCodeStep(Step):
    """The code read back from the paper: a sheet with a mistake would be found too late."""

    def __init__(self, shown: CodeStep) -> None:
        super().__init__(
            _("Escriba el código, leyéndolo de su papel"),
            _("Mayúsculas, guiones y espacios dan igual."),
            _("Seguir"),
        )
        self._shown = shown
        self.line = QLineEdit()
        self.line.setAccessibleName(_("Código de recuperación"))
        self.line.setPlaceholderText("XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX")
        bound(self.line, CODE_MAX_CHARS)
        self.line.textChanged.connect(lambda: self.complain())
        enlarge(self.line)
        self.body.addWidget(self.line)

    @property
    def text(self) -> str:
        return self.line.text()

    def begin(self, on: QWidget) -> None:
        self.line.setFocus()

    def check(self) -> str:
        try:
            keys.check_typed(self._shown.code, self.text)
        except Trouble as problem:
            return " ".join(sentences(problem))
        return ""

    def forget(self) -> None:
        self.line.clear()
