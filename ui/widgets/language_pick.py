"""Choose a language: type, choose from the list below. INALI's groups, Spanish and signs."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.i18n import _
from desktop.programme import languages
from ui.widgets.pick_line import Offer, PickLine


class LanguagePick(PickLine):
    """Which language somebody speaks.

    Signals:
        picked(object): the code of `desktop.programme.languages`, None for none.
    """

    def __init__(self, code: str = "") -> None:
        super().__init__(_offers, _("Lengua"), _("Escriba, por ejemplo, maya o náhuatl"))
        self.line.editingFinished.connect(self._settle)
        self.set_code(code)

    @property
    def code(self) -> str:
        """What was chosen; "" when nothing was, or what was typed is no language of the list."""
        return self.chosen if isinstance(self.chosen, str) else ""

    @property
    def unsettled(self) -> bool:
        """Something was typed that is not a language of the list."""
        return bool(self.text) and not self.code

    def set_code(self, code: str) -> None:
        language = languages.of_code(code)
        self.put(languages.shown(code), language.code if language else (code or None))
        self.say_below("")

    def _settle(self) -> None:
        """What was typed to its end is chosen; else say what to do."""
        if self.unsettled:
            found = languages.find(self.text)
            if len(found) == 1 or (found and languages.is_named(found[0], self.text)):
                self.set_code(found[0].code)
                self.picked.emit(found[0].code)
        told = _("Elija una lengua de la lista; si no está, «otra lengua».")
        self.say_below(told if self.unsettled else "")


def _offers(text: str) -> Sequence[Offer]:
    return [(each.shown, each.code) for each in languages.find(text)]
