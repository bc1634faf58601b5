from __future__ import annotations

from pathlib import Path

import pytest

from tests.desktop.host.linux_tree import Tree


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """An empty system to build in."""
    return Tree(tmp_path / "system")
