"""A laptop with real materials: a film with subtitles and another language, sound, picture, PDF."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter

from desktop.services.materials import catalogue, stick
from desktop.services.materials.catalogue import MaterialLine
from desktop.services.materials.copying import copy_in, identified
from desktop.services.materials.store import store_of
from tests.desktop.services.materials.conftest import SRT, picture, sound
from tests.e2e.stage import Play
from tests.ui.media.films import film

LIST = """format: 1
---
file: camino.avi
title: El camino
language: es
---
file: ohtli.avi
title: Ohtli
language: nah
variant_of: camino.avi
---
file: camino.srt
language: es
subtitles_of: camino.avi
---
file: lluvia.wav
title: Lluvia
---
file: circulo.png
title: El círculo
---
file: hoja.pdf
title: Hoja de acuerdos
"""
TITLES = {"El camino", "Ohtli", "Lluvia", "El círculo", "Hoja de acuerdos"}


@dataclass(frozen=True)
class Library:
    """The materials of the laptop in `play`, by title."""

    play: Play
    bag: Path
    lines: dict[str, MaterialLine]


def pages(path: Path) -> Path:
    """Two pages with a line on each."""
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QSizeF(100, 60), QPageSize.Unit.Millimeter))
    writer.setPageMargins(QMarginsF())
    writer.setResolution(100)
    painter = QPainter(writer)
    painter.fillRect(0, 0, 200, 100, "#205040")
    writer.newPage()
    painter.fillRect(0, 0, 50, 50, "#902040")
    painter.end()
    return path


def fill(bag: Path) -> Path:
    bag.mkdir(parents=True)
    film(bag / "camino.avi", 3)
    film(bag / "ohtli.avi", 4)
    (bag / "camino.srt").write_text(SRT, encoding="utf-8")
    sound(bag / "lluvia.wav", 30)
    picture(bag / "circulo.png", 400, 300)
    pages(bag / "hoja.pdf")
    (bag / "materials.yaml").write_text(LIST, encoding="utf-8")
    return bag


def bring_all(play: Play, bag: Path) -> dict[str, MaterialLine]:
    desk = play.window.desk
    assert desk is not None
    store = store_of(desk, play.folder)
    entries = [identified(e, lambda _n: None, lambda: False) for e in stick.survey(bag).entries]
    for entry in entries:
        copy_in(store, entry, lambda _n: None, lambda: False)
    catalogue.note(desk, entries)
    lines = catalogue.list_materials(desk, play.folder)
    return {line.title: line for line in lines if line.suffix != "srt"}


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    return fill(tmp_path / "ORIGEN" / "materiales")


@pytest.fixture
def library(play: Play, bag: Path) -> Library:
    return Library(play, bag, bring_all(play, bag))
