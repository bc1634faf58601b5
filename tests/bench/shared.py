"""The measuring tools of the project's shared folder, which are not part of this repository."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from types import ModuleType

REPOSITORY = Path(__file__).resolve().parents[2]


def peers() -> Path | None:
    """Where records.py, counting_proxy.py and anki_peer.py lie; None when they are not here.

    VEREDA_SHARED names the shared folder; without it the one beside the repository counts.
    """
    shared = os.environ.get("VEREDA_SHARED")
    folder = (Path(shared) if shared else REPOSITORY.parent / "shared") / "peers"
    return folder if (folder / "records.py").is_file() else None


def load(path: Path) -> ModuleType:
    """A module by its file, without leaving compiled code beside it."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    source = compile(path.read_bytes(), str(path), "exec")
    exec(source, module.__dict__)  # noqa: S102, our own tool
    return module
