"""Where somebody could go: services near the person, what is wanted first; hidden ones stay so."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from desktop.i18n import _, ngettext, tell
from desktop.programme.directory import Service
from desktop.programme.referrals import NEAR_WORDS
from desktop.programme.vocabulary import ServiceSort
from desktop.reports.code_words import SERVICE_WORDS
from desktop.services.directory import ServiceLine
from desktop.services.referral_offer import Choice, Offer
from desktop.services.referrals import NAME_MAX_CHARS
from ui.dates import full_date
from ui.theme import theme
from ui.widgets.parts import button, choose, clear, column, label, pill, row
from ui.widgets.typed_line import bound

_WANTED, _EVERY = "wanted", "every"
_UNKNOWN = "unknown"
NARROW_PX = 240


class Where(QWidget):
    """Two lists, what sort and which service; what is known of it stands below.

    Signals:
        changed(): another service is meant.
        unsafe(object): the person says that the chosen one, a ServiceLine, is not safe.
        which(): somebody asks which ones are not offered.
    """

    changed = Signal()
    unsafe = Signal(object)
    which = Signal()

    def __init__(self, offer: Offer) -> None:
        super().__init__()
        self._offer = offer
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(8))
        if not offer.directory_read:
            damaged = _("El directorio no se puede abrir aquí. Escriba usted a dónde va.")
            inside.addWidget(label(damaged, "error", wrap=True))
        self.sort = QComboBox()
        self.sort.setAccessibleName(_("Qué busca"))
        self.service = QComboBox()
        self.service.setAccessibleName(_("Servicio"))
        for box in (self.sort, self.service):
            # Long names must not make the form wider than the window.
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(12)
        self._fill_sorts()
        lists = row(spacing=16)
        lists.addLayout(column(label(_("Qué busca")), self.sort, spacing=6), 2)
        lists.addLayout(column(label(_("Servicio")), self.service, spacing=6), 3)
        inside.addLayout(lists)
        self.name = QLineEdit()
        bound(self.name, NAME_MAX_CHARS)
        self.name.setAccessibleName(_("Cómo se llama"))
        self.name.setPlaceholderText(_("Cómo se llama"))
        self.name.textChanged.connect(self.changed)
        inside.addWidget(self.name)
        self._facts = column(spacing=4)
        inside.addLayout(self._facts)
        self._away: frozenset[bytes] = frozenset()
        self._hidden = label("", "small", wrap=True)
        self._which = button(_("Ver cuáles"), "link", then=self.which.emit)
        self._which.setAutoDefault(False)
        below = row(self._hidden, self._which)
        below.setStretch(0, 1)
        inside.addLayout(below)
        self._tell_hidden()
        self.sort.currentIndexChanged.connect(lambda _at: self._fill_services())
        self.service.currentIndexChanged.connect(lambda _at: self._show())
        self._fill_services()

    # --- what is chosen ------------------------------------------------------------

    @property
    def line(self) -> ServiceLine | None:
        """The service of the directory, if one is chosen."""
        found = self.service.currentData()
        return found.line if isinstance(found, Choice) else None

    @property
    def about(self) -> Service | None:
        """What is known of where to go; None while nothing is chosen."""
        if self.line is not None:
            return self.line.about
        name = self.name.text().strip()
        if self.service.currentData() != _UNKNOWN or not name:
            return None
        sort = self.sort.currentData()
        return Service(name=name, sort=sort if isinstance(sort, ServiceSort) else ServiceSort.OTHER)

    def choose_service(self, service: bytes) -> None:
        """Show one of them as chosen."""
        choose(self.sort, _EVERY)
        for at in range(self.service.count()):
            found = self.service.itemData(at)
            if isinstance(found, Choice) and found.line.id == service:
                self.service.setCurrentIndex(at)

    def take_away(self, service: bytes) -> None:
        """It was just said not to be safe: it is not offered any more."""
        self._away |= {service}
        self._fill_services()
        self._tell_hidden()

    # --- the lists -----------------------------------------------------------------

    def _tell_hidden(self) -> None:
        n = self._offer.unsafe + len(self._away)
        told = ngettext(
            "{n} no se muestra: no es seguro para esta persona.",
            "{n} no se muestran: no son seguros para esta persona.",
            n,
        ).format(n=n)
        self._hidden.setText(told)
        for each in (self._hidden, self._which):
            each.setVisible(n > 0)

    def _fill_sorts(self) -> None:
        if any(each.wanted for each in self._offer.choices):
            self.sort.addItem(_("Lo que hace falta ahora"), _WANTED)
        self.sort.addItem(_("Todos los servicios"), _EVERY)
        there = {each.line.about.sort for each in self._offer.choices}
        for sort, words in SERVICE_WORDS.items():
            if sort in there:
                self.sort.addItem(_(words), sort)

    def _fill_services(self) -> None:
        sort = self.sort.currentData()
        self.service.blockSignals(True)
        self.service.clear()
        self.service.addItem(_("Elija…"), None)
        for each in self._offer.choices:
            if each.line.id in self._away:
                continue
            if sort == _EVERY or (each.wanted if sort == _WANTED else each.line.about.sort == sort):
                place = each.line.about.municipality or tell(NEAR_WORDS[each.near])
                self.service.addItem(f"{each.line.about.name} · {place}", each)
        self.service.addItem(_("Otro que no está en la lista"), _UNKNOWN)
        self.service.blockSignals(False)
        self._show()

    def _show(self) -> None:
        clear(self._facts)
        self.name.setVisible(self.service.currentData() == _UNKNOWN)
        if self.line is not None:
            for each in _facts(self.service.currentData(), date.today()):
                self._facts.addWidget(each)
            self._offer_address(self.line.about)
            self._offer_unsafe(self.line)
        self.changed.emit()

    def _offer_unsafe(self, line: ServiceLine) -> None:
        """Somebody of hers or his may work there; why is not asked."""
        mark = button(_("No es seguro para esta persona…"), "link")
        mark.setAutoDefault(False)
        mark.clicked.connect(lambda: self.unsafe.emit(line))
        self._facts.addLayout(row(mark, None))

    def _offer_address(self, about: Service) -> None:
        """A hidden one only for who asks, and never on paper."""
        if not about.address:
            return
        said = _("Domicilio: {address}").format(address=about.address)
        if not about.address_hidden:
            self._facts.addWidget(label(said, wrap=True))
            return
        address = label("", wrap=True)
        address.hide()
        show = button(_("Ver el domicilio oculto"), symbol="eye")
        show.setAutoDefault(False)

        def reveal() -> None:
            address.setText(said)
            address.show()
            show.hide()

        show.clicked.connect(reveal)
        self._facts.addLayout(row(show, None))
        self._facts.addWidget(address)


def _facts(choice: Choice, today: date) -> list[QWidget]:
    about = choice.line.about
    kind = f"{_(SERVICE_WORDS[about.sort])} · {tell(NEAR_WORDS[choice.near])}"
    made: list[QWidget] = [label(kind, "soft", wrap=True)]
    call = " · ".join(filter(None, (about.phone, about.hours)))
    if call:
        made.append(label(call, "strong", wrap=True))
    more = " · ".join(filter(None, (about.languages, about.access, about.cost)))
    made += [label(text, wrap=True) for text in (more, about.about) if text]
    if about.verified_on is None:
        called = about.sort is ServiceSort.EMERGENCY_LINE
        stale = (
            _("Sin verificar.") if called else _("Sin verificar: llame antes de enviar a alguien")
        )
        made.append(pill(stale, "amber", "clock"))
    else:
        words = _("Verificado el {date}").format(date=full_date(about.verified_on))
        if about.is_stale(today):
            made.append(pill(f"{words} · {_('vuelva a llamar')}", "amber", "clock"))
        else:
            made.append(pill(words, "good", "check-circle"))
    return made
