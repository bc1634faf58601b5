"""One person of the team as a line: who, what for, where, and whether with access."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy

from desktop.i18n import _, ngettext, tell
from desktop.programme.roles import ROLE_WORDS
from desktop.programme.typed import in_a_line
from desktop.services.team import Person
from ui.icons import pixmap
from ui.pages.team.words import standing, where
from ui.theme import theme
from ui.widgets.avatar import AVATAR_INK, avatar_tone
from ui.widgets.elided import Elided
from ui.widgets.parts import Button, column, pill

FACE_PX = 40


class PersonRow(Button):
    """As tall as its two lines; opens the person when pressed."""

    def __init__(self, person: Person, *, silent: bool) -> None:
        """`silent`: nothing of theirs has come here yet."""
        super().__init__()
        self.person = person
        state, tone, symbol = standing(person, silent=silent)
        who = _("{nickname} · {role}").format(
            nickname=in_a_line(person.nickname), role=tell(ROLE_WORDS[person.role])
        )
        details = " · ".join(part for part in (where(person.places), machines(person)) if part)
        self.setAccessibleName(f"{who}. {details}. {state}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        t, px = theme().tokens, theme().px
        self.setStyleSheet(
            f"PersonRow {{ border: 2px solid transparent; background: transparent; padding: 0;"
            f" font-weight: 400; min-height: {px(52)}px; }}"
            f"PersonRow:hover {{ background: {t.paper}; }}"
            f"PersonRow:focus {{ border-color: {t.accent}; }}"
        )
        inside = QHBoxLayout(self)
        inside.setContentsMargins(px(6), px(4), px(6), px(4))
        inside.setSpacing(px(14))
        inside.addWidget(_face(person.nickname))
        first, second = Elided("strong"), Elided("small")
        first.setText(who)
        second.setText(details)
        inside.addLayout(column(first, second, spacing=0), 1)
        inside.addWidget(pill(state, tone, symbol))
        caret = QLabel()
        caret.setPixmap(pixmap("caret-right", t.ink2, px(15), self.devicePixelRatioF()))
        inside.addWidget(caret)
        for part in self.findChildren(QLabel):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Words that do not fit are elided: it asks for no more width than it needs."""
        layout = self.layout()
        if layout is None:
            return super().sizeHint()
        return QSize(layout.minimumSize().width(), layout.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def machines(person: Person) -> str:
    """On which computers, as far as it is known here."""
    if person.ended:
        return ""
    others = len(person.closable)
    if not others:
        return _("aquí") if person.here else ""
    if person.here:
        words = ngettext("aquí y en otra computadora", "aquí y en otras {n} computadoras", others)
    else:
        words = ngettext("en otra computadora", "en otras {n} computadoras", others)
    return words.format(n=others)


def _face(nickname: str) -> QLabel:
    made = QLabel(nickname[:1].upper())
    made.setFixedSize(theme().px(FACE_PX), theme().px(FACE_PX))
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setStyleSheet(
        f"background: {avatar_tone(nickname)}; color: {AVATAR_INK}; font-weight: 600;"
        f" border-radius: {theme().px(FACE_PX) // 2}px;"
    )
    return made
