"""Pieces of HTML that the papers share. Qt lays them out: no flex, no heights of cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from desktop.i18n import _

BOXED = "border-collapse: collapse; border-style: solid;"


def sheet(*parts: str, points: float = 10, demo: bool = False) -> str:
    """A page of HTML; "DEMOSTRACIÓN" stands above everything on a demonstration."""
    above = f"<p align='center'><b>{escape(_('DEMOSTRACIÓN'))}</b></p>" if demo else ""
    return f"<html><body style='font-size: {points}pt'>{above}{''.join(parts)}</body></html>"


def heading(text: str, points: float = 15) -> str:
    return f"<p style='font-size: {points}pt; margin-bottom: 4px'><b>{escape(text)}</b></p>"


def section(text: str) -> str:
    return f"<p style='margin-top: 10px; margin-bottom: 3px'><b>{escape(text)}</b></p>"


def words(text: str, size: str = "") -> str:
    style = f" style='font-size: {size}'" if size else ""
    return f"<p{style}>{escape(text)}</p>"


def facts(pairs: Iterable[tuple[str, object]], first: int = 62) -> str:
    """A framed table of what and how much; a value of None reads "sin dato"."""
    lines = "".join(
        f"<tr><td width='{first}%'>{escape(what)}</td>"
        f"<td>{escape(_('sin dato') if value is None else str(value))}</td></tr>"
        for what, value in pairs
    )
    return f"<table width='100%' border='1' cellpadding='3' style='{BOXED}'>{lines}</table>"


def table(heads: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[str]]) -> str:
    """A framed table whose heads come again on every sheet. `widths` are percent."""
    top = "".join(
        f"<th width='{width}%' align='left'>{escape(head)}</th>"
        for head, width in zip(heads, widths, strict=True)
    )
    lines = "".join(
        "<tr>" + "".join(f"<td>{escape(cell) or '&nbsp;'}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    return (
        f"<table width='100%' border='1' cellpadding='3' style='{BOXED}'>"
        f"<thead><tr>{top}</tr></thead>{lines}</table>"
    )


def line_to_fill(label: str, length: int = 84) -> str:
    """A blank to write on by hand."""
    return f"<p style='margin-top: 9px'>{escape(label)} {'_' * max(length - len(label), 8)}</p>"


def box(label: str) -> str:
    """A box to tick, and what it means."""
    return f"<span style='font-size: 15pt'>☐</span>&nbsp;{escape(label)}"
