"""Which versions run here: of Vereda, and of what it stands on. Standard library only."""

from __future__ import annotations

import contextlib
from datetime import date

RELEASED = date(2026, 11, 1)
"""No true clock shows an earlier day. Raised with every release."""
_PARTS = (
    ("Qt", "PySide6-Essentials"),
    ("sqlcipher3", "sqlcipher3"),
    ("cryptography", "cryptography"),
)


def version() -> str:
    """The installed version of Vereda; "?" when run from a tree that was never set up."""
    return _installed("vereda") or "?"


def versions() -> tuple[tuple[str, str], ...]:
    """(name, version) of Vereda, its parts and the system. No computer's or person's name."""
    import platform

    system = f"{platform.release()} {platform.machine()}"
    parts = [(name, _installed(package)) for name, package in _PARTS]
    return (
        ("Vereda", version()),
        ("Python", platform.python_version()),
        *((name, found) for name, found in parts if found),
        (platform.system(), system),
    )


def _installed(package: str) -> str:
    from importlib import metadata

    with contextlib.suppress(metadata.PackageNotFoundError):
        return metadata.version(package)
    return ""
