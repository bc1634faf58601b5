"""What is asked before somebody joins a group, in words."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.i18n import _
from desktop.programme.typed import in_a_line
from desktop.services.doubts import Doubt, DoubtSort


def words_of(doubts: Iterable[Doubt]) -> str:
    """One sentence a line."""
    return "\n".join(_sentence(doubt) for doubt in doubts)


def is_closed(doubts: Iterable[Doubt]) -> bool:
    return any(doubt.sort is DoubtSort.CLOSED for doubt in doubts)


def _sentence(doubt: Doubt) -> str:
    if doubt.sort is DoubtSort.CLOSED:
        return _(
            "El grupo ya empezó y es cerrado: no recibe a personas nuevas. "
            "La coordinación puede agregarlas si anota por qué."
        )
    if doubt.sort is DoubtSort.FULL:
        return _("El cupo es de {capacity} y serían {people}.").format(
            capacity=doubt.capacity, people=doubt.people
        )
    if doubt.sort is DoubtSort.NOT_HERS_TO_LEAD:
        return _("Quien facilita este grupo no puede atender a {nickname}.").format(
            nickname=in_a_line(doubt.nickname)
        )
    if doubt.sort is DoubtSort.FORBIDDEN:
        return _(
            "Los lugares prohibidos a {nickname} nombran {place}. Lea su registro antes de decidir."
        ).format(nickname=in_a_line(doubt.nickname), place=doubt.place)
    return _(
        "{nickname} está también en {group}. Para cambiar de grupo, abra a la persona ahí."
    ).format(nickname=in_a_line(doubt.nickname), group=doubt.group_name)
