"""What narrows the list of services: words, what it does, where, in which language, for whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.programme import languages
from desktop.programme.directory import CRISIS, crisis_first, same_municipality
from desktop.programme.referrals import is_offered
from desktop.programme.text import collate, fold, matches
from desktop.programme.vocabulary import Stream
from desktop.reports.code_words import SERVICE_WORDS
from desktop.services.directory import ServiceLine
from ui.theme import theme
from ui.widgets.parts import choose, row

CRISIS_TODAY = "crisis"
_LETTERS_SHOWN = 14


class Filters(QWidget):
    """Two rows: what is needed, and for whom.

    Signals:
        changed(): another part of the list is wanted.
        widened(): with or without the retired ones, which must be read.
    """

    changed = Signal()
    widened = Signal()

    def __init__(self, stream: Stream) -> None:
        super().__init__()
        self._stream = stream
        self.home = ""
        """The municipality of this laptop's site: what is near in a crisis."""
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Buscar un servicio"))
        self.search.setAccessibleName(_("Buscar un servicio"))
        self.search.textChanged.connect(self.changed)
        self.sort = self._box(_("Qué es"))
        self.sort.addItem(_("Todos los tipos"), None)
        self.sort.addItem(_("Crisis hoy"), CRISIS_TODAY)
        for sort, words in SERVICE_WORDS.items():
            self.sort.addItem(_(words), sort)
        self.where = self._box(_("Municipio"))
        self.language = self._box(_("Lengua"))
        self.wheelchair = self._check(_("Silla de ruedas"))
        self.wheelchair.setToolTip(_("Con acceso para silla de ruedas"))
        self.free = self._check(_("Gratuito"))
        self.stale = self._check(_("Por verificar"))
        self.retired = QCheckBox(_("También los retirados"))
        self.retired.toggled.connect(self.widened)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(8))
        above = row(self.search, self.sort, self.where)
        above.setStretch(0, 1)
        inside.addLayout(above)
        checks = (self.wheelchair, self.free, self.stale, self.retired)
        inside.addLayout(row(self.language, *checks, None, spacing=14))

    def offer(self, found: Sequence[ServiceLine]) -> None:
        """Offer the places and the languages that these services have."""
        self._fill(self.where, _("Todos los municipios"), [(x, x) for x in municipalities(found)])
        spoken = {code for line in found for code in line.about.language_codes}
        named = sorted(((languages.shown(code), code) for code in spoken), key=_by_name)
        self._fill(self.language, _("Todas las lenguas"), named)

    def narrow(self, found: Sequence[ServiceLine], today: date) -> list[ServiceLine]:
        """Those that are wanted; in a crisis what is called first comes first."""
        words = self.search.text()
        crisis = self.sort.currentData() == CRISIS_TODAY
        if fold(words).strip() in (fold(_("crisis")), fold(_("Crisis hoy"))):
            words, crisis = "", True
        place = self.where.currentData()
        kept = [line for line in found if matches(words, line.sought) and self._fits(line, today)]
        if not crisis:
            sort = self.sort.currentData()
            kept = [line for line in kept if sort in (None, CRISIS_TODAY, line.about.sort)]
            return [line for line in kept if place is None or _is_in(line, place)]
        near = place or self.home
        kept = [line for line in kept if self._helps_now(line)]
        return sorted(kept, key=lambda line: crisis_first(line.about, near))

    def _fits(self, line: ServiceLine, today: date) -> bool:
        about, language = line.about, self.language.currentData()
        return (
            (language is None or language in about.language_codes)
            and (about.wheelchair is True or not self.wheelchair.isChecked())
            and (about.is_free or not self.free.isChecked())
            and ((about.is_stale(today) and not line.retired) or not self.stale.isChecked())
        )

    def _helps_now(self, line: ServiceLine) -> bool:
        sort, hidden = line.about.sort, line.about.address_hidden
        return (
            sort in CRISIS
            and not line.retired
            and is_offered(sort, self._stream, address_hidden=hidden)
        )

    def _box(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        # Long names must not make the page wider than the window.
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_LETTERS_SHOWN)
        box.activated.connect(lambda _at: self.changed.emit())
        return box

    def _check(self, words: str) -> QCheckBox:
        made = QCheckBox(words)
        made.toggled.connect(lambda _on: self.changed.emit())
        return made

    def _fill(self, box: QComboBox, every: str, items: Sequence[tuple[str, object]]) -> None:
        chosen = box.currentData()
        box.clear()
        box.addItem(every, None)
        for words, data in items:
            box.addItem(words, data)
        choose(box, chosen)


def municipalities(found: Sequence[ServiceLine]) -> list[str]:
    """Each once, as it is spelled first."""
    names: dict[str, str] = {}
    for line in found:
        if name := line.about.municipality:
            names.setdefault(" ".join(fold(name).split()), name)
    return sorted(names.values(), key=collate)


def _is_in(line: ServiceLine, place: str) -> bool:
    return same_municipality(line.about.municipality, place)


def _by_name(each: tuple[str, str]) -> str:
    return collate(each[0])
