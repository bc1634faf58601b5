"""The settings: a list of cards, each in a module of its own."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.i18n import _
from ui.page import Page, Room
from ui.pages.settings.backup import BackupCard
from ui.pages.settings.card import SettingsCard
from ui.pages.settings.care import CareCard
from ui.pages.settings.duty import DutyCard
from ui.pages.settings.early import EarlyCard
from ui.pages.settings.eligibility import EligibilityCard
from ui.pages.settings.instruments import InstrumentsCard
from ui.pages.settings.lock import LockCard
from ui.pages.settings.look import LookCard
from ui.pages.settings.mine import AccountCard
from ui.pages.settings.others import OthersCard
from ui.pages.settings.person import PersonCard
from ui.pages.settings.server import ServerCard
from ui.pages.settings.wordings import WordingsCard
from ui.widgets.parts import column

CARDS = (
    LookCard,
    ServerCard,
    LockCard,
    AccountCard,
    OthersCard,
    EarlyCard,
    PersonCard,
    DutyCard,
    WordingsCard,
    EligibilityCard,
    InstrumentsCard,
    BackupCard,
    CareCard,
)
"""From top to bottom: a new subject is a class like SettingsCard, made with the page."""
C = TypeVar("C", bound=SettingsCard)


class SettingsPage(Page):
    """Each choice is kept at once. Those that need a new window say so."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.head(_("Ajustes"))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        inner = QWidget()
        inside = column(spacing=16)
        inner.setLayout(inside)
        area.setWidget(inner)
        self.body.addWidget(area, 1)
        self.cards: list[SettingsCard] = [make(self) for make in CARDS]
        for each in self.cards:
            inside.addWidget(each.frame)
        inside.addStretch(1)

    def card(self, kind: type[C]) -> C:
        """The card of this kind."""
        return next(each for each in self.cards if isinstance(each, kind))

    def reload(self) -> None:
        for each in self.cards:
            each.reload()
