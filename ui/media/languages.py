"""Languages by their names, as who speaks them says."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from desktop.i18n import _

NAMES = {
    "es": "Español",
    "en": "English",
    "nah": "Náhuatl",
    "yua": "Maaya t'aan",
    "tzh": "Bats'il k'op (tseltal)",
    "tzo": "Bats'i k'op (tsotsil)",
    "ctu": "Lakty'añ (ch'ol)",
    "zap": "Diidxazá (zapoteco)",
    "mix": "Tu'un savi (mixteco)",
    "mau": "Enna (mazateco)",
    "maz": "Jñatjo (mazahua)",
    "oto": "Hñähñu (otomí)",
    "pua": "P'urhépecha",
    "tot": "Tutunakú (totonaco)",
    "hus": "Teenek (huasteco)",
    "tar": "Rarámuri (tarahumara)",
    "yaq": "Yoem noki (yaqui)",
    "mfy": "Yoreme (mayo)",
    "hch": "Wixárika (huichol)",
    "crn": "Naayari (cora)",
    "mfs": "Lengua de Señas Mexicana",
}


def language_name(code: str) -> str:
    """The name of a language; its code where nobody wrote the name down."""
    if not code:
        return _("Sin idioma")
    if code in NAMES:
        return NAMES[code]
    locale = QLocale(code)
    if locale.language() == QLocale.Language.C:
        return code
    return locale.nativeLanguageName().capitalize() or code
