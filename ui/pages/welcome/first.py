"""The first screens: which language, what to do here, and for whom the new programme is."""

from __future__ import annotations

from enum import StrEnum

from desktop.i18n import LANGUAGES, _, language
from desktop.programme.vocabulary import Stream
from ui.pages.welcome.step import Choice, ChoiceStep, TextStep


class Aim(StrEnum):
    """What somebody can want here: the first three of an empty computer."""

    FOUND = "found"
    JOIN = "join"
    RESTORE = "restore"
    AGAIN = "again"
    UNDO = "undo"


class LanguageStep(ChoiceStep):
    """Each language in its own tongue; the question in all of them."""

    def __init__(self) -> None:
        choices = [Choice(code, "translate", name) for code, name in LANGUAGES.items()]
        super().__init__("¿En qué idioma? · Which language?", choices)
        self.mark(language())


class AimStep(ChoiceStep):
    def __init__(self) -> None:
        super().__init__(
            _("¿Qué quiere hacer en esta computadora?"),
            [
                Choice(
                    Aim.FOUND,
                    "path",
                    _("Empezar un programa nuevo"),
                    _("Para quien coordina, la primera vez."),
                ),
                Choice(
                    Aim.JOIN,
                    "handshake",
                    _("Unirme con una invitación"),
                    _("Su coordinación le da un archivo."),
                ),
                Choice(
                    Aim.RESTORE,
                    "clock-counter-clockwise",
                    _("Recuperar una copia de respaldo"),
                    _("De una computadora que se dañó o se perdió."),
                ),
            ],
        )


class StreamStep(ChoiceStep):
    def __init__(self) -> None:
        super().__init__(
            _("¿Con qué grupos trabaja usted?"),
            [
                Choice(Stream.WOMEN, "users-three", _("Grupos de mujeres")),
                Choice(Stream.MEN, "users-three", _("Grupos de hombres")),
            ],
            _(
                "Los registros de unos y otros nunca se juntan. Quien trabaja con los otros entra "
                "después, con su propia cuenta."
            ),
        )

    @property
    def stream(self) -> Stream:
        return Stream(self.value)


def site_step() -> TextStep:
    return TextStep(
        _("¿Cómo se llama el lugar donde se reúnen?"),
        _("Lugar"),
        _("Escriba el lugar."),
        hint=_("El pueblo, la colonia o el centro. Puede agregar otros después."),
        example=_("Por ejemplo, San Isidro"),
        primary=_("Seguir"),
    )


def municipality_step() -> TextStep:
    return TextStep(
        _("¿En qué municipio está?"),
        _("Municipio"),
        _("Escriba el municipio."),
        hint=_("Sirve para cuidar que nadie atienda a los dos grupos en un mismo municipio."),
        example=_("Por ejemplo, Valle Claro"),
        primary=_("Seguir"),
    )
