from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.tidy import Tidy

MANY = 3000


class Cycle:
    """Garbage that only a search finds."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def gc_as_before() -> Iterator[None]:
    yield
    gc.enable()


def test_garbage_of_another_thread_is_collected_in_the_windows_own(qtbot: QtBot) -> None:
    tidy = Tidy(QObject())
    died_in: list[int] = []

    def litter() -> None:
        for _ in range(MANY):
            weakref.finalize(Cycle(), lambda: died_in.append(threading.get_ident()))

    other = threading.Thread(target=litter)
    other.start()
    other.join()
    assert not died_in
    tidy.look()
    assert set(died_in) == {threading.get_ident()}


def test_what_is_not_due_is_not_looked_for(qtbot: QtBot) -> None:
    tidy = Tidy(QObject())
    gc.collect()
    left = weakref.ref(Cycle())
    tidy.look()
    assert left() is not None
