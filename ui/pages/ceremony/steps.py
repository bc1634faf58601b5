"""What each step of the ceremony shows. The page decides which comes when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.host.network import Link
from desktop.i18n import _
from desktop.services.recovery import SHEETS, WORDS, Sheet
from ui.theme import theme
from ui.watch import USES
from ui.widgets.parts import button, card, label, row, tile
from ui.widgets.sheet_words import ShownWords, TypedWords

COVER_AFTER_MS = 2 * 60 * 1000
"""So long a sheet stays on screen with nobody at the keyboard or the mouse."""


class Step(QWidget):
    """One screen.

    Attributes:
        at: how far this is, from 0.
        told: one sentence under the title.
        primary: words on the button that goes on.

    Signals:
        entered(): Enter where typing ends.
        complained(str): what is wrong; empty takes it back.
    """

    entered = Signal()
    complained = Signal(str)

    def __init__(self, at: int, told: str, primary: str) -> None:
        super().__init__()
        self.at, self.told, self.primary = at, told, primary
        self.inside = QVBoxLayout(self)
        self.inside.setContentsMargins(0, 0, theme().px(8), 0)
        self.inside.setSpacing(theme().px(12))

    def begin(self, on: QWidget) -> None:
        """Just shown: put the cursor where it is wanted."""
        on.setFocus()

    def points(self, *points: tuple[str, str, str]) -> None:
        """Short facts, one a line: symbol, tone, words."""
        frame, column = card(spacing=12)
        for symbol, tone, words in points:
            line = row(tile(symbol, tone, 36), label(words, wrap=True), spacing=12)
            line.setStretch(1, 1)
            column.addLayout(line)
        self.inside.addWidget(frame)
        self.inside.addStretch(1)


class ExplainStep(Step):
    """What the sheets can do, and what is needed to make them."""

    def __init__(self, before: int) -> None:
        super().__init__(0, _("Para que nada se pierda si nadie puede entrar."), _("Empezar"))
        points = [
            (
                "users-three",
                "accent",
                _(
                    "Elija a tres personas de confianza que no vivan juntas. Cada una guarda "
                    "una hoja con 33 palabras en inglés."
                ),
            ),
            (
                "key",
                "accent",
                _(
                    "Dos hojas juntas abren todo: los registros de mujeres y los de hombres. "
                    "Una sola hoja no abre nada."
                ),
            ),
            (
                "clock",
                "info",
                _(
                    "Aparte media hora, papel y pluma o una impresora. Nada se guarda hasta que "
                    "las tres hojas estén revisadas; si cancela, no queda nada."
                ),
            ),
        ]
        if before:
            points.append(
                (
                    "warning",
                    "amber",
                    _(
                        "Ya hay hojas de la serie {n}. Las nuevas las sustituyen en cada "
                        "computadora cuando se entera: rompa las anteriores."
                    ).format(n=before),
                )
            )
        self.points(*points)


class NetworkStep(Step):
    """What is seen of the network now. Going on with it is allowed, and said as it is."""

    def __init__(self) -> None:
        super().__init__(1, _("Haga las hojas sin red, donde nadie más vea la pantalla."), "")
        self.alone = True
        frame, column = card(spacing=12)
        self.seen = label("", "section", wrap=True)
        self.next = label("", "soft", wrap=True)
        column.addWidget(self.seen)
        column.addWidget(self.next)
        self.inside.addWidget(frame)
        self.inside.addStretch(1)

    def tell(self, links: frozenset[Link]) -> None:
        self.alone = not links
        if not links:
            self.seen.setText(_("Esta computadora está sin red."))
            self.next.setText(_("Tape la cámara y aleje los teléfonos."))
            self.primary = _("Hacer la primera hoja")
            return
        names = {
            Link.WIRELESS: _("una red inalámbrica"),
            Link.CABLE: _("un cable de red"),
            Link.OTHER: _("una red"),
        }
        seen = _(" y ").join(names[link] for link in sorted(links))
        self.seen.setText(_("Esta computadora está conectada por {links}.").format(links=seen))
        self.next.setText(
            _(
                "Apague la red o quite el cable: aquí se verá en un momento. Seguir así es "
                "posible, pero con una red otros podrían estar mirando."
            )
        )
        self.primary = _("Seguir con la red")


class SheetStep(Step):
    """One sheet, alone."""

    every_place = tuple(range(1, WORDS + 1))

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(
            1 + sheet.number,
            _(
                "Hoja {number} de {of}, con palabras en inglés. Cópiela a mano letra por letra, o "
                "imprímala; ponga en la hoja la fecha y las iniciales de quien la guarda."
            ).format(number=sheet.number, of=SHEETS),
            _("Ya está en papel"),
        )
        self.sheet = sheet
        self.printed = False
        frame, column = card(spacing=8, margin=16)
        self.words = ShownWords()
        self.words.tell(sheet.words)
        accent, px = theme().tokens.accent, theme().px
        self.words.setObjectName("sheet")
        self.words.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words.setStyleSheet(
            "#sheet { border: 2px solid transparent; }"
            f"#sheet:focus {{ border: 2px solid {accent}; border-radius: {px(10)}px; }}"
        )
        self.words.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.words.setAccessibleName(_("Palabras de la hoja {number}").format(number=sheet.number))
        column.addWidget(self.words)
        self.again = button(_("Mostrar otra vez"), symbol="eye", then=self.uncover)
        self.again.hide()
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        self.inside.addWidget(frame)
        self._left = QTimer(self, singleShot=True, interval=COVER_AFTER_MS)
        self._left.timeout.connect(self.cover)
        self._left.start()
        app = QApplication.instance()
        assert app is not None  # noqa: S101
        app.installEventFilter(self)
        self.note = label(
            _(
                "Sin prisa: la computadora espera 15 minutos sin bloquearse. A los 2 minutos sin "
                "tocarla, las palabras se tapan."
            ),
            "small",
            wrap=True,
        )
        self.inside.addWidget(self.note)
        self.inside.addStretch(1)

    def begin(self, on: QWidget) -> None:
        """Not on the button: an Enter too many would say that this sheet is on paper."""
        self.words.setFocus()

    def cover(self) -> None:
        """Whoever copies may have gone away; what was shown is shown again at a key."""
        self.words.hide()
        self.again.show()
        self.again.setFocus()

    def uncover(self) -> None:
        self.words.show()
        self.words.setFocus()
        self.again.hide()
        self._left.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in USES and self._left.isActive():
            self._left.start()
        return False

    def was_printed(self) -> None:
        self.printed = True
        self.note.setText(
            _("Impresa. Revise que las 33 palabras se lean; la impresora no debe guardar copias.")
        )


class TypeStep(Step):
    """The same sheet, read from the paper: the words that were asked for, or all of them."""

    def __init__(self, sheet: Sheet, places: Sequence[int]) -> None:
        super().__init__(
            1 + sheet.number,
            _(
                "Hoja {number} de {of}. Ahora escriba lo que dice el papel, en inglés como está: "
                "bastan cuatro letras y un espacio."
            ).format(number=sheet.number, of=SHEETS),
            _("Comprobar"),
        )
        self.sheet = sheet
        frame, column = card(spacing=8, margin=16)
        self.fields = TypedWords(places)
        self.fields.changed.connect(lambda: self.complain(""))
        self.fields.entered.connect(self.entered)
        column.addWidget(self.fields)
        self.inside.addWidget(frame)
        self.inside.addStretch(1)

    @property
    def typed(self) -> Mapping[int, str]:
        return self.fields.typed

    def begin(self, on: QWidget) -> None:
        self.fields.setFocus()

    def is_full(self) -> bool:
        """Says which word is missing otherwise."""
        missing = next((place for place in self.fields.fields if place not in self.typed), None)
        if missing is not None:
            self.complain(_("Falta la palabra {n}.").format(n=missing), missing)
        return missing is None

    def complain(self, words: str, place: int | None = None) -> None:
        self.complained.emit(words)
        if place is not None:
            self.fields.point_at(place)


class DoneStep(Step):
    """The sheets count. What is left to do is with people."""

    def __init__(self, revision: int) -> None:
        super().__init__(2 + SHEETS, _("Listo: las tres hojas ya sirven."), _("Terminar"))
        points = [
            (
                "handshake",
                "good",
                _("Cada persona se lleva su hoja hoy. Ninguna hoja se queda junto a otra."),
            ),
            (
                "lock",
                "accent",
                _("Bloquee ahora con Ctrl+L, para que esta computadora olvide las palabras."),
            ),
            (
                "arrows-clockwise",
                "info",
                _(
                    "Las demás computadoras se enteran al recibir; desde entonces cada una "
                    "abre también con dos hojas, cuando alguien de allá entre una vez."
                ),
            ),
        ]
        if revision > 1:
            points.append(
                (
                    "warning",
                    "amber",
                    _(
                        "Rompa las tres hojas anteriores. Quien guarde dos y una copia vieja del "
                        "disco todavía podría abrir esa copia."
                    ),
                )
            )
        self.points(*points)
