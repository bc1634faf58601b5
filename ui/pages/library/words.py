"""Sizes, sorts and states of materials in words."""

from __future__ import annotations

from desktop.i18n import N_, _
from desktop.programme.vocabulary import MediaSort
from desktop.services.materials.showing import Family
from ui.media.languages import language_name

SORTS: dict[MediaSort, tuple[str, str]] = {
    MediaSort.VIDEO: (N_("Video"), "film-strip"),
    MediaSort.SOUND: (N_("Sonido"), "speaker-high"),
    MediaSort.IMAGE: (N_("Imagen"), "image"),
    MediaSort.PDF: (N_("PDF"), "file-pdf"),
    MediaSort.SUBTITLES: (N_("Subtítulos"), "closed-captioning"),
}


def size_words(size: int) -> str:
    """Bytes as people say them, in powers of ten."""
    if size < 1_000_000:
        return _("{n} KB").format(n=max(1, round(size / 1000)))
    if size < 1_000_000_000:
        return _("{n} MB").format(n=round(size / 1_000_000))
    return _("{n} GB").format(n=f"{size / 1_000_000_000:.1f}")


def languages(family: Family) -> str:
    """What can be heard, and what can be read."""
    heard = [language_name(line.language) for line in family.versions if line.language]
    read = [language_name(line.language) for line in family.subtitles]
    if not read:
        return ", ".join(heard)
    words = _("subtítulos: {names}").format(names=", ".join(read))
    return f"{', '.join(heard)} · {words}" if heard else words


def state(family: Family) -> tuple[str, str]:
    """Whether it is here, and the tone of that."""
    missing = family.missing
    if not missing:
        return _("Aquí"), "good"
    if any(line.half for line in missing):
        return _("A medias"), "amber"
    if family.here:
        return _("Aquí, falta {n}").format(n=len(missing)), "amber"
    return _("Falta"), "plain"


def pace(done: int, of: int, seconds: float) -> str:
    """How fast it goes and how long it takes, once that can be told."""
    words = _("{done} de {of}").format(done=size_words(done), of=size_words(of))
    if seconds < 1 or not done:
        return words
    speed = done / seconds
    left_s = (of - done) / speed
    left = (
        _("falta menos de un minuto")
        if left_s < 60
        else _("faltan {n} min").format(n=round(left_s / 60))
    )
    return f"{words} · {_('{n} MB/s').format(n=f'{speed / 1_000_000:.1f}')} · {left}"
