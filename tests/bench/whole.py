"""All of `vereda` on a data folder, with a line on stdout when its window says that it is ready."""

from __future__ import annotations

import sys

from desktop import launcher
from desktop.supervisor import Supervisor
from desktop.window_process import Message, WindowProcess

hear = Supervisor._heard


def hear_aloud(self: Supervisor, window: WindowProcess, message: Message) -> None:
    if message["do"] == "ready":
        print('{"do": "ready"}', flush=True)
    hear(self, window, message)


if __name__ == "__main__":
    Supervisor._heard = hear_aloud  # type: ignore[method-assign]
    sys.exit(launcher.main(["--data", sys.argv[1]]))
