"""A process that kills itself before its n-th touch of a file, as a power cut would.

Called as: folder account-hex passphrase verb n. Prints nothing; ends by SIGKILL,
or with status 0 when it had less than n touches to make.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from desktop.services.entrance import enter
from sync.client import joining
from sync.client.inbox import Intake
from sync.client.outbox import seal_pending

TOUCHES = frozenset({"os.rename", "os.remove"})


def die_before(touch: int) -> None:
    left = touch

    def heed(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if event in TOUCHES:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(heed)


def main() -> None:
    folder, account, phrase, verb, touch = sys.argv[1:]
    if verb == "accept":
        invitation = Path(folder).with_name("invitation").read_bytes()
        die_before(int(touch))
        joining.accept(Path(folder), phrase, invitation)
        return
    if verb == "request":
        die_before(int(touch))
        joining.write_request(Path(folder), "Duna", phrase)
        return
    desk = enter(Path(folder), bytes.fromhex(account), phrase)
    die_before(int(touch))
    if verb == "seal":
        for vault in desk.vaults:
            seal_pending(vault, Path(folder))
    else:
        Intake(desk.vaults, Path(folder)).finish()


if __name__ == "__main__":
    main()
