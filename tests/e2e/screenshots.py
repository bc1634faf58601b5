"""`make screenshots`: every page, es and en, 1366x768 and 1024x560, into build/screenshots/."""

from __future__ import annotations

import sys
import tempfile
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import rosters
import stage

from desktop.demo.build import ACCOUNTS, Size, build

SIZES = ((1366, 768), (1024, 560))


def main() -> int:
    out = Path("build/screenshots")
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "demonstration"
        build(folder, Size.SMALL, date.today())
        roster = rosters.untidy_csv(Path(scratch) / "lista.csv")
        for language in ("es", "en"):
            empty = stage.Play(Path(scratch) / "empty", language)
            _each_size(empty, out / f"welcome-{language}")
            empty.close()
            play = stage.Play(folder, language)
            _each_size(play, out / f"unlock-{language}")
            play.unlock(ACCOUNTS[0].nickname, ACCOUNTS[0].passphrase)
            for name in play.every_page(roster):
                if name == "attendance":
                    _mark_some(play)
                _each_size(play, out / f"{name}-{language}")
            play.window.cover()
            _each_size(play, out / f"cover-{language}")
            play.close()
    print(f"{len(list(out.glob('*.png')))} pictures in {out}")
    return 0


def _each_size(play: stage.Play, stem: Path) -> None:
    for width, height in SIZES:
        play.resize(width, height)
        play.grab(stem.with_name(f"{stem.name}-{width}x{height}.png"))


def _mark_some(play: stage.Play) -> None:
    assert play.window.shell is not None
    page = play.window.shell.current
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from desktop.i18n import _
    from ui.words import ATTENDANCE_LOOKS

    page.view.setCurrentIndex(page.model.index(0))
    letters = [_(look.key) for look in ATTENDANCE_LOOKS.values()]
    for place in (0, 0, 1, 2, 0, 3):
        QTest.keyClick(page.view, getattr(Qt.Key, f"Key_{letters[place]}"))
    play.settle()


if __name__ == "__main__":
    raise SystemExit(main())
