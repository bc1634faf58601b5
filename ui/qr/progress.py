"""What has been read and what was passed over, in words."""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop.i18n import _
from sync.client.qr_parts import Progress, Seen

MISSING_TOLD_MAX = 12


@dataclass
class Notes:
    """What did not help, since somebody began to look."""

    empty: int = 0
    unreadable: int = 0
    seen: set[Seen] = field(default_factory=set)

    def add(self, seen: Seen) -> None:
        self.seen.add(seen)

    def words(self, mixed: bool) -> str:
        """Sentences, "" where there is nothing to say."""
        told = []
        if self.empty:
            told.append(
                _("Sin código entero: {count}. Acérquese más, sin reflejos.").format(
                    count=self.empty
                )
            )
        if self.unreadable:
            told.append(_("No son fotos png o jpg: {count}.").format(count=self.unreadable))
        if Seen.FOREIGN in self.seen:
            told.append(_("Se pasó por alto un código QR de otra cosa."))
        if Seen.NEWER in self.seen:
            told.append(_("Un código es de una versión más nueva del programa."))
        if Seen.BROKEN in self.seen:
            told.append(_("Las partes no forman un archivo sano. Léalas otra vez."))
        if mixed:
            told.append(_("Hay partes de más de un archivo."))
        return " ".join(told)


def parts_here(progress: Progress | None) -> str:
    if progress is None:
        return ""
    told = _("{here} de {parts} partes")
    return told.format(here=progress.here, parts=progress.parts)


def parts_missing(progress: Progress | None) -> str:
    """Which to photograph again; "" for none, and the first ones where they are many."""
    if progress is None or not progress.missing or not progress.here:
        return ""
    numbers = [str(number) for number in progress.missing[:MISSING_TOLD_MAX]]
    if len(progress.missing) > MISSING_TOLD_MAX:
        numbers.append("…")
    return _("Faltan: {numbers}").format(numbers=", ".join(numbers))
