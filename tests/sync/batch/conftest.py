"""The small programme of world.py, new for each test."""

from __future__ import annotations

import pytest

from tests.sync.batch.world import World


@pytest.fixture
def world() -> World:
    return World()
