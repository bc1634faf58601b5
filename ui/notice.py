"""One trouble in a window of its own, for what goes wrong before there is a window.

Reads {"language", "sentences"} as JSON from stdin: nothing stands on the command
line, where other programs of the computer could read it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from PySide6.QtWidgets import QApplication

from desktop import i18n
from desktop.trouble import Message, Trouble
from ui.theme import Theme, use
from ui.widgets.mark import mark_icon
from ui.widgets.trouble import TroubleDialog


def main(argv: Sequence[str] | None = None) -> int:
    """Show it until the person has read it."""
    told = json.loads(sys.stdin.read())
    app = QApplication.instance() or QApplication(["vereda", *(argv or [])])
    assert isinstance(app, QApplication)  # noqa: S101
    app.setApplicationName("Vereda")
    app.setWindowIcon(mark_icon())
    i18n.install(str(told["language"]))
    use(Theme(), app)
    happened, safe, next_step = (Message(str(each)) for each in told["sentences"])
    trouble = Trouble(happened=happened, safe=safe, next_step=next_step)
    TroubleDialog(None, trouble).exec()
    return 0


if __name__ == "__main__":
    sys.exit(main())
