"""Say a place: type, choose from INEGI's list below, or leave what was typed as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from desktop.i18n import _
from desktop.programme.inegi import place_words
from desktop.services import localities
from desktop.services.localities import MUNICIPALITY, STATE, Locality
from ui.widgets.pick_line import Offer, PickLine


class PlaceSearch(PickLine):
    """A locality, with its municipality and state so that two of one name are told apart.

    `folder` is the data folder, `near` the code of the home site's municipality or state.

    Signals:
        picked(object): the Locality, None when the line says something else now.
    """

    def __init__(self, folder: Path, near: str = "", name: str = "", code: str = "") -> None:
        self.folder = folder
        self.near = near
        super().__init__(
            self._found,
            _("Localidad"),
            _("Localidad, o municipio; por ejemplo, San Isidro"),
            best_waits=False,
        )
        self.line.editingFinished.connect(self._tell)
        self.set_place(code, name)

    @property
    def code(self) -> str:
        """INEGI's, of two, five or nine digits; "" for a place that was only typed."""
        return self.chosen.code if isinstance(self.chosen, Locality) else ""

    @property
    def name(self) -> str:
        """The name of the place as chosen, or what was typed."""
        return self.chosen.name if isinstance(self.chosen, Locality) else self.text

    def set_place(self, code: str, name: str) -> None:
        """Show a place as it was kept."""
        municipality, state = place_words(code)
        place = None
        if state:
            called = name or municipality or state
            own = called in (municipality, state) and len(code) <= MUNICIPALITY
            place = Locality(code, called, "" if own else municipality, state)
        self.put(_words(place) if place else name, place)
        self.say_below("")

    def _found(self, text: str) -> Sequence[Offer]:
        found = localities.search(text, self.near, folder=self.folder)
        times = Counter(map(_words, found))
        return [(_told_apart(each, times[_words(each)]), each) for each in found]

    def _tell(self) -> None:
        told = ""
        if self.text and not self.code:
            told = _(
                "Se guarda como lo escribió. Para encontrarlo mejor, escriba el lugar, una coma y "
                "el municipio, y elija de la lista."
            )
        self.say_below(told)


def _told_apart(place: Locality, times: int) -> str:
    """With INEGI's number where two of one municipality have one name."""
    return _words(place) if times == 1 else f"{_words(place)} · {place.code[MUNICIPALITY:]}"


def _words(place: Locality) -> str:
    if len(place.code) == STATE:
        return place.state
    if len(place.code) == MUNICIPALITY and not place.municipality:
        return _("{name} (municipio) · {state}").format(name=place.name, state=place.state)
    return place.shown
