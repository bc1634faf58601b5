"""The team of tests/desktop/services: attacks begin where real people work."""

from __future__ import annotations

from tests.desktop.services.conftest import clock, crew, made_crew, programme, twin

__all__ = ["clock", "crew", "made_crew", "programme", "twin"]
