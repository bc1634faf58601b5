"""Marks through the service, each beside the plain peer's: FOLDER NICKNAME PHRASE.

No window: what is compared is one transaction with another.
"""

from __future__ import annotations

import sys
import time
from itertools import cycle, islice
from pathlib import Path

from child import answer
from meeting import next_session
from plain import Plain, Row

from desktop.journal.open_vault import OpenVault
from desktop.programme.vocabulary import AttendanceState
from desktop.services import attendance
from desktop.services.entrance import enter
from desktop.vault.cards import list_accounts

MARKS = 400
WARM = 50
STATES = (AttendanceState.PRESENT, AttendanceState.ABSENT, AttendanceState.EXCUSED)


def main() -> None:
    folder, nickname, phrase = Path(sys.argv[1]), *sys.argv[2:]
    account = next(card.id for card in list_accounts(folder) if card.nickname == nickname)
    desk = enter(folder, account, phrase)
    plain = Plain(folder / "plain.db", existing(desk.work))
    mine, peers = in_turn(desk.work, plain, next_session(desk.work))
    plain.close()
    desk.close()
    answer(mine=mine, plain=peers)


def existing(vault: OpenVault) -> list[Row]:
    with vault.read() as connection:
        return [
            (row[0], row[1], row[2], row[3], row[4], row[5], row[6], 0)
            for row in connection.exec_driver_sql(
                "SELECT id, session, participant, state, detail, note, taken_by FROM attendance"
            )
        ]


def in_turn(vault: OpenVault, plain: Plain, session: bytes) -> tuple[list[float], list[float]]:
    """Seconds of each mark, ours and the peer's, one after the other."""
    people = [line.participant for line in attendance.sheet(vault, session).lines]
    mine, peers = [], []
    turns = ((person, state) for state in cycle(STATES) for person in people)
    for turn, (person, state) in enumerate(islice(turns, WARM + MARKS)):
        began = time.perf_counter()
        attendance.mark(vault, session, person, state)
        between = time.perf_counter()
        at_ms = time.time_ns() // 1_000_000
        plain.mark((bytes(16), session, person, int(state), None, None, None, at_ms))
        ended = time.perf_counter()
        if turn >= WARM:
            mine.append(between - began)
            peers.append(ended - between)
    return mine, peers


if __name__ == "__main__":
    main()
