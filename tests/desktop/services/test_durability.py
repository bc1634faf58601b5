"""Nothing acknowledged is ever lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.programme.vocabulary import AttendanceState
from desktop.services import attendance

CHILD = Path(__file__).with_name("marking_child.py")
ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("marks_before_the_kill", [1, 5])
def test_a_mark_survives_a_kill_right_after_it_shows_as_saved(
    desk, course, seat, laptop, programme, passphrases, marks_before_the_kill
) -> None:
    desk.close()
    arguments = [laptop, desk.account.card.id.hex(), passphrases.women, course.group.hex()]
    with subprocess.Popen(
        [sys.executable, CHILD, *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as child:
        assert child.stdout is not None
        said = [child.stdout.readline() for _ in range(marks_before_the_kill)]
        child.kill()
        said += [line for line in child.stdout if line.endswith("\n")]
    assert child.returncode != 0, "it was killed, it did not end"
    again = seat(programme.women).work
    for line in said:
        session, person = (bytes.fromhex(part) for part in line.split())
        states = {n.participant: n.state for n in attendance.sheet(again, session).lines}
        assert states[person] is AttendanceState.PRESENT


def test_a_refused_mark_leaves_the_vault_ready_for_the_next(desk, course) -> None:
    attendance.finish(desk.work, course.sessions[0])
    for person in course.people:
        with pytest.raises(attendance.SessionClosed):
            attendance.mark(desk.work, course.sessions[0], person, AttendanceState.PRESENT)
        assert attendance.mark(desk.work, course.sessions[1], person, AttendanceState.PRESENT)
