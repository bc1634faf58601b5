"""The paper twin of the list carries folios and boxes, and nothing that betrays."""

from __future__ import annotations

import re

from desktop.reports.paper_list import paper_list


def text_of(html: str) -> list[str]:
    return re.sub(r"<[^>]+>|&nbsp;", " ", html).split()


def test_the_paper_list_carries_folios_and_letters_and_nothing_else() -> None:
    html = paper_list(["4831", "1768"], ["P", "T"], day="Fecha:")
    assert text_of(html) == ["Fecha:", "_" * 22, "#", "P", "T", "4831", "1768"]
    assert html.count("&nbsp;") == 4


def test_a_demonstration_says_so_on_paper() -> None:
    assert "DEMOSTRACIÓN" in paper_list([], [], day="", banner="DEMOSTRACIÓN")


def test_a_folio_cannot_bring_markup_along() -> None:
    assert "<b>" not in paper_list(["<b>1"], [], day="")
