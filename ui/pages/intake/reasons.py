"""Step 5: why the person comes, by the pilot's codes, and what she or he hopes for."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QWidget

from desktop.i18n import _
from desktop.programme.codes import known, reasons
from desktop.programme.vocabulary import Reason
from ui.listen import ListenButton
from ui.pages.intake.aloud import HOPES
from ui.pages.intake.choices import flat
from ui.pages.intake.step import Desk, Step, several_lines_of
from ui.theme import theme
from ui.widgets.parts import button, label, row
from ui.widgets.tips import tip
from ui.words import REASON_WORDS, REASONS_OF


class ReasonRow(QWidget):
    """A reason that can be ticked, and made the main one.

    Signals:
        ticked(), made_main(): somebody pressed it.
    """

    ticked = Signal()
    made_main = Signal()

    def __init__(self, number: int, reason: Reason) -> None:
        super().__init__()
        words = _(REASON_WORDS[reason])
        self.box = QCheckBox(words)
        self.box.setToolTip(tip(str(number)))
        self.main: QPushButton = button(_("Principal"), "choice")
        self.main.setAccessibleName(_("Principal") + f": {words}")
        self.main.setCheckable(True)
        flat(self.main)
        self.box.clicked.connect(lambda: self.ticked.emit())
        self.main.clicked.connect(lambda: self.made_main.emit())
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme().px(12))
        line.addWidget(self.box, 1)
        line.addWidget(self.main)
        keeps = self.main.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self.main.setSizePolicy(keeps)


class ReasonsStep(Step):
    """Several may be ticked; the first one is the main one until somebody says otherwise."""

    def __init__(self, desk: Desk) -> None:
        self.name = _("Motivo y expectativas")
        super().__init__(
            desk, self.name, _("¿Por qué viene? Puede marcar varios; uno es el principal.")
        )
        self.rows: dict[Reason, ReasonRow] = {}
        for number, reason in enumerate(REASONS_OF[desk.stream], start=1):
            made = self.rows[reason] = ReasonRow(number, reason)
            made.ticked.connect(partial(self._on_tick, reason))
            made.made_main.connect(partial(self._on_main, reason))
            made.box.installEventFilter(self)
            self.inside.addWidget(made)
        self.listen = ListenButton(desk.page, HOPES)
        self.asked = label("", wrap=True)
        line = row(self.listen, self.asked, spacing=14)
        line.setStretch(1, 1)
        self.inside.addLayout(line)
        self.hopes = several_lines_of(desk, "hopes", _("Qué espera, en sus palabras"))
        self.inside.addWidget(self.hopes.field)
        self.inside.addStretch(1)

    def show_texts(self) -> None:
        aloud = self.desk.aloud
        if HOPES in aloud.texts:
            self.asked.setText(aloud.texts[HOPES].text)
            self.listen.show_sound(aloud.sounds.get(HOPES), aloud.language)

    def show_interview(self) -> None:
        ticked, main = self._ticked, self._main
        for reason, each in self.rows.items():
            each.box.setChecked(reason in ticked)
            each.main.setVisible(reason in ticked)
            each.main.setChecked(reason is main)
        self.hopes.show_kept()

    @property
    def _ticked(self) -> tuple[Reason, ...]:
        return reasons(str(self.desk.interview.details.get("reasons") or ""))

    @property
    def _main(self) -> Reason | None:
        code = self.desk.interview.details.get("main_reason")
        return known(Reason, code if isinstance(code, int) else None)

    def begin(self) -> QWidget | None:
        return next(iter(self.rows.values())).box

    def is_done(self) -> bool:
        return bool(self._ticked)

    def keep_typed(self) -> None:
        self.hopes.keep()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys 1, 2, 3… tick a reason, from any of them."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            place = event.key() - Qt.Key.Key_1.value
            if 0 <= place < len(self.rows):
                chosen = list(self.rows.values())[place]
                chosen.box.setFocus()
                chosen.box.click()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.hopes.field.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _on_tick(self, reason: Reason) -> None:
        on = self.rows[reason].box.isChecked()
        ticked = set(self._ticked) - {reason} | ({reason} if on else set())
        main = self._main if self._main in ticked else None
        if main is None and ticked:
            main = reason if on else min(ticked)
        self._keep(ticked, main)

    def _on_main(self, reason: Reason) -> None:
        self._keep(set(self._ticked), reason)

    def _keep(self, ticked: set[Reason], main: Reason | None) -> None:
        told = ",".join(str(int(each)) for each in sorted(ticked)) or None
        self.desk.keep(details={"reasons": told, "main_reason": main})
        self.show_interview()
