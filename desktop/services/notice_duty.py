"""Who is on duty for notices, and after how many hours unread one is hers or his to read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from desktop.programme.roles import Role
from desktop.programme.vocabulary import SettingNumber, Stream
from desktop.services import choices, notices
from desktop.services.directory import emergency_numbers
from desktop.services.notice_delivery import Delivery, delivery
from desktop.services.refusals import Refusal
from desktop.services.today_attention import Attention, AttentionKind
from desktop.services.typed import a_line
from desktop.trouble import say

if TYPE_CHECKING:
    from desktop.changes import Changes
    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk

HOURS = 24
HOURS_OFFERED = (6, 12, 24, 48)
HOUR_MS = 3_600_000
CONTACT_MAX_CHARS = 120


class NotTheirs(Refusal):
    """Only who coordinates the women's stream chooses this."""

    def __init__(self) -> None:
        super().__init__(
            say("Eso lo elige la coordinación del equipo que recibe los avisos."),
            say("Hable con ella."),
        )


def contact(desk: Desk) -> str:
    """Whom to call while nobody has read a notice: name and telephone as written, or ""."""
    if desk.shared is None:
        return ""
    return choices.get(desk.shared, SettingNumber.DUTY_CONTACT) or ""


def whom_to_call(desk: Desk) -> str:
    """Emergency lines and who is on duty, for the top of a form: what is quicker than writing."""
    return " · ".join(filter(None, (*emergency_numbers(desk), contact(desk))))


def set_contact(desk: Desk, text: str) -> Changes:
    """Write down whom to call, for everybody of the programme. Raises: NotTheirs, TooLong."""
    if not chooses(desk) or desk.shared is None:
        raise NotTheirs
    told = a_line(text, CONTACT_MAX_CHARS)
    return choices.put(desk.shared, SettingNumber.DUTY_CONTACT, told)


def hours(vault: OpenVault) -> int:
    """After how many hours an unread notice goes to who coordinates."""
    kept = choices.get(vault, SettingNumber.NOTICE_HOURS) or ""
    return int(kept) if len(kept) < 5 and kept.isdecimal() and int(kept) in HOURS_OFFERED else HOURS


def set_hours(desk: Desk, after: int) -> Changes:
    """Raises: NotTheirs, ValueError for hours that are not offered."""
    if not chooses(desk):
        raise NotTheirs
    if after not in HOURS_OFFERED:
        raise ValueError("not hours that are offered")
    return choices.put(desk.work, SettingNumber.NOTICE_HOURS, str(after))


def chooses(desk: Desk) -> bool:
    """Whether this desk is of who coordinates the receiving team."""
    return desk.role is Role.COORDINATOR and desk.work.stream is Stream.WOMEN


def on_today(desk: Desk, _day: date) -> Iterator[Attention]:
    """One line at most: the team hears of unread notices, a sender of what nobody has read."""
    if desk.work.stream is Stream.WOMEN:
        yield from _unread(desk)
    elif desk.work.stream is Stream.MEN and delivery(desk) is Delivery.WAITING:
        duty = contact(desk)
        yield Attention(
            AttentionKind.NOTICE,
            what=say("Un aviso espera: nadie lo ha leído"),
            hint=say("Si urge, llame: {duty}", duty=duty)
            if duty
            else say("Si urge, llame a su coordinación"),
            page="notice",
        )


def _unread(desk: Desk) -> Iterator[Attention]:
    since = notices.unread_since_ms(desk.work)
    if not since:
        return
    count, after = len(since), hours(desk.work)
    now_ms = desk.work.clock.now_ms()
    late = any(not 0 <= now_ms - at_ms < after * HOUR_MS for at_ms in since)
    what = say("Un aviso sin leer") if count == 1 else say("{count} avisos sin leer", count=count)
    hint = say("Léalo antes que nada")
    if late and desk.role is Role.COORDINATOR:
        what = say("Un aviso lleva más de {hours} horas sin leer", hours=after)
        hint = say("Le toca a usted: léalo ahora o pida que alguien lo lea")
    yield Attention(AttentionKind.NOTICE, what=what, hint=hint, page="notices")
