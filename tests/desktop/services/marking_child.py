"""A process that marks one person after another and says so, until it is killed.

Arguments: folder, account id in hex, passphrase, group id in hex.
"""

from __future__ import annotations

import sys
from pathlib import Path

from desktop.programme.vocabulary import AttendanceState
from desktop.services import attendance, groups
from desktop.services.entrance import enter


def main() -> None:
    folder, account, passphrase, group = sys.argv[1:]
    desk = enter(Path(folder), bytes.fromhex(account), passphrase)
    detail = groups.get_group(desk.work, bytes.fromhex(group))
    for session in detail.sessions:
        for person in detail.people:
            attendance.mark(desk.work, session.id, person.id, AttendanceState.PRESENT)
            print(session.id.hex(), person.id.hex(), flush=True)


if __name__ == "__main__":
    main()
