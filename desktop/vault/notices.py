"""What a person is told after a file was opened from its other copy."""

from __future__ import annotations

from desktop.trouble import Message, say
from desktop.vault.twin import Condition

_HEADER = {
    Condition.STALE: say("Las dos copias de la llave eran distintas; se usó la más nueva."),
    Condition.REPAIRED: say("Una copia de la llave estaba dañada; se usó la otra y se reparó."),
    Condition.UNREPAIRED: say(
        "Una copia de la llave está dañada y no se pudo reparar; se usó la otra. "
        "Guarde una copia de respaldo."
    ),
}
_ACCOUNT = {
    Condition.STALE: say("Las dos copias de su cuenta eran distintas; se usó la más nueva."),
    Condition.REPAIRED: say("Una copia de su cuenta estaba dañada; se usó la otra y se reparó."),
    Condition.UNREPAIRED: say(
        "Una copia de su cuenta está dañada y no se pudo reparar; se usó la otra. "
        "Guarde una copia de respaldo."
    ),
}
OTHER_FILE_DAMAGED = say(
    "Otro archivo de esta computadora está dañado y no se pudo abrir. Avise a su coordinación."
)
STRANGE_FILE = say(
    "En esta computadora hay un archivo que se hace pasar por sus registros; no se abrió. "
    "Avise a su coordinación."
)


def about_header(found: Condition) -> list[Message]:
    """Nothing when both copies were whole."""
    return [_HEADER[found]] if found in _HEADER else []


def about_account(found: Condition) -> list[Message]:
    """Nothing when both copies were whole."""
    return [_ACCOUNT[found]] if found in _ACCOUNT else []
