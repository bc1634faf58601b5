"""The team of tests/desktop/services: attacks begin where real people work."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.services import people
from desktop.services.entrance import Desk, sit_down
from desktop.services.people import PersonForm
from tests.desktop.services.conftest import (
    Crew,
    StillClock,
    clock,
    crew,
    made_crew,
    programme,
    twin,
)

__all__ = ["clock", "crew", "made_crew", "programme", "twin"]


@pytest.fixture
def desk(crew: Crew, clock: StillClock) -> Iterator[Desk]:
    """The women's coordinator at her desk."""
    opened = sit_down(crew.folder, crew.colibri, clock)
    yield opened
    opened.close()


@pytest.fixture
def person(desk: Desk) -> bytes:
    return people.add_person(desk.work, PersonForm(nickname="Luna")).created[0]
