"""Choosing again what may be told, with the person, of a referral that is under way."""

from __future__ import annotations

from datetime import date

from desktop.i18n import _
from desktop.programme.directory import Service
from desktop.programme.referral_slip import compose
from desktop.programme.vocabulary import SharedField
from desktop.services.referral_offer import Offer
from desktop.services.referral_views import ReferralLine
from ui.page import Page
from ui.referring.shared import Shared
from ui.widgets.dialog import Dialog
from ui.widgets.parts import label


class ShareDialog(Dialog):
    """As in the form, with what was agreed before already ticked."""

    def __init__(self, page: Page, line: ReferralLine, found: Offer) -> None:
        super().__init__(page, _("¿Qué se comparte?"), _("Guardar"), "check")
        self.about = f"referral shared {line.id.hex()}"
        self._page, self._line, self._offer = page, line, found
        self.body.addWidget(label(line.service_name, "soft", wrap=True))
        self.shared = Shared(page, found)
        self.shared.agreed(line.shared, line.need)
        self.body.addWidget(self.shared)
        self.body.addStretch(1)
        self.shared.changed.connect(self._preview)
        self.shared.left.connect(self._to_consents)
        self._preview()
        self.primary.setVisible(found.consents)
        self.fit(680, 620)

    def _preview(self) -> None:
        self.complain("")
        service = next(
            (each.line.about for each in self._offer.choices if each.line.id == self._line.service),
            Service(name=self._line.service_name, sort=self._line.sort),
        )
        self.shared.preview(
            compose(
                day=date.today(),
                folio=self._offer.folio,
                head=self._offer.head,
                service=service,
                agreed=self.shared.chosen,
                known=self._offer.told,
                need=self.shared.words,
                consents=self._offer.consents,
                phone_safe=self._offer.phone_safe,
            )
        )

    def on_primary(self) -> None:
        if SharedField.NEED in self.shared.chosen and not self.shared.words.strip():
            self.complain(_("Escriba qué necesita, o quite esa línea."))
            self.shared.need.setFocus()
        else:
            self.accept()

    def _to_consents(self) -> None:
        self.reject()
        self._page.go.emit("consents", self._line.participant)
