"""A process that holds one interview and says each answer once it is kept, until it is killed.

Arguments: folder, account id in hex, passphrase, interview id in hex.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from desktop.programme.consent import Standing
from desktop.programme.vocabulary import ConsentHow, ConsentState, Purpose
from desktop.services import intakes
from desktop.services.entrance import enter

DAY = date(2026, 11, 22)


def main() -> None:
    folder, account, passphrase, interview = sys.argv[1:]
    desk = enter(Path(folder), bytes.fromhex(account), passphrase)
    which = bytes.fromhex(interview)

    def keep(column: str, value: int | str) -> None:
        intakes.save(desk.work, which, DAY, answers={column: value}, step=2)
        print(column, value, flush=True)

    keep("limits", 1)
    keep("worse", 1)
    said = Standing(
        Purpose.KEEPING_DATA, ConsentState.GIVEN, "shipped", ConsentHow.SPOKEN, DAY, "es"
    )
    intakes.consent(desk.work, which, said, DAY)
    print("consent given", flush=True)
    keep("alone", 1)
    for number in range(1000):
        keep("hopes", f"palabra{number}")


if __name__ == "__main__":
    main()
