"""Build hook: the package's dependencies are those of requirements/run.in, named once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


class CustomMetadataHook(MetadataHookInterface):
    """Fills `project.dependencies`, which pyproject.toml declares as dynamic."""

    def update(self, metadata: dict[str, Any]) -> None:
        listed = Path(self.root, "requirements", "run.in").read_text(encoding="utf-8")
        lines = (line.split("#", 1)[0].strip() for line in listed.splitlines())
        metadata["dependencies"] = [line for line in lines if line]
