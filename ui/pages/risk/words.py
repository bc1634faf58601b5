"""How a result reads: its level, its points, what was answered and what is missing."""

from __future__ import annotations

from desktop.i18n import _, ngettext, tell
from desktop.programme.risk_words import band_word
from desktop.programme.scoring import NO, YES, Given, Item, ItemKind, Scored
from desktop.services.risk_views import SOME_CRITICAL, RiskLine
from ui.dates import short_date


def when(line: RiskLine) -> str:
    """The day with its year."""
    return f"{short_date(line.on)} {line.on.year}" if line.on else _("Sin fecha")


def level(line: RiskLine) -> str:
    return _("Nivel: {band}").format(band=tell(band_word(line.band)))


def points(line: RiskLine) -> str:
    """The points, the range where answers are missing, "" where the paper had none."""
    if line.score is not None:
        return ngettext("{n} punto", "{n} puntos", line.score).format(n=line.score)
    if line.scored is not None:
        return range_of(line.scored)
    return ""


def range_of(scored: Scored) -> str:
    if scored.score is not None:
        return ngettext("{n} punto", "{n} puntos", scored.score).format(n=scored.score)
    told = _("De {least} a {most} puntos: faltan respuestas")
    return told.format(least=scored.lowest, most=scored.highest)


def in_short(line: RiskLine) -> str:
    """For the list and for who hears the history instead of seeing it."""
    parts = [when(line), line.title, tell(band_word(line.band)), points(line)]
    return ", ".join(part for part in parts if part)


def bands_of(scored: Scored) -> str:
    """The level of a scored result; where answers are missing, between which it lies."""
    if scored.band is not None:
        told = _("Nivel: {band}").format(band=tell(band_word(scored.band)))
        if scored.least_band is not scored.most_band:
            told = _("Nivel: {band} o más").format(band=tell(band_word(scored.band)))
        return told
    if scored.least_band is None or scored.most_band is None:
        return _("Este instrumento no da niveles")
    if scored.least_band is scored.most_band:
        return _("Sin dato: falta la respuesta a una pregunta grave")
    told = _("Sin dato: con lo que falta iría de {least} a {most}")
    return told.format(
        least=tell(band_word(scored.least_band)).lower(),
        most=tell(band_word(scored.most_band)).lower(),
    )


def answer(item: Item, given: Given) -> str:
    """An answer as it was shown when it was given."""
    if given is None:
        return _("Sin respuesta")
    if item.kind is ItemKind.YES_NO:
        return {YES: _("Sí"), NO: _("No")}.get(str(given), str(given))
    if item.kind is ItemKind.CHOICE:
        return next((o.text for o in item.options if o.id == given), str(given))
    return str(given)


def explained(scored: Scored) -> list[tuple[str, list[str]]]:
    """What made a result: headings with their lines, without those that have none."""
    added = [
        f"{each.item.text} — {answer(each.item, each.answer)} ({each.points})"
        for each in scored.counted
        if each.points
    ]
    zero = [
        f"{each.item.text} — {answer(each.item, each.answer)}"
        for each in scored.counted
        if not each.points
    ]
    parts = [
        (_("Respuestas graves"), [item.text for item in scored.critical]),
        (_("Lo que sumó"), added),
        (_("Sin respuesta"), [item.text for item in scored.missing]),
        (_("No sumó"), zero),
    ]
    return [(heading, lines) for heading, lines in parts if lines]


def critical(line: RiskLine) -> str:
    """Of a result that cannot be explained answer by answer; "" where no grave answer was told."""
    if not line.critical:
        return ""
    if line.critical == (SOME_CRITICAL,):
        return _("Hubo un sí en una pregunta grave.")
    return _("Respuestas graves: {items}").format(items=", ".join(line.critical))
