from __future__ import annotations

import threading
from typing import Any

from pytestqt.qtbot import QtBot

from desktop.trouble import Trouble, say
from ui.tasks import Tasks


def test_calls_run_one_after_the_other_in_the_order_they_were_asked_for(qtbot: QtBot) -> None:
    tasks = Tasks()
    ran: list[int] = []
    told: list[int] = []
    inside: list[str] = []
    gate = threading.Event()

    def call(number: int) -> int:
        inside.append(threading.current_thread().name)
        if number == 0:
            gate.wait(20)
        ran.append(number)
        return number

    with qtbot.waitSignal(tasks.idle):
        for number in range(50):
            tasks.run(call, number, then=told.append)
        assert tasks.busy
        gate.set()
    assert ran == told == list(range(50))
    assert len(set(inside)) == 1
    assert not tasks.busy
    tasks.finish()


def test_an_answer_may_ask_for_more_and_that_comes_last(qtbot: QtBot) -> None:
    tasks = Tasks()
    told: list[str] = []

    def again(_answer: Any) -> None:
        told.append("first")
        tasks.run(str, then=lambda _a: told.append("third"))

    with qtbot.waitSignal(tasks.idle):
        tasks.run(str, then=again)
        tasks.run(str, then=lambda _a: told.append("second"))
    qtbot.waitUntil(lambda: not tasks.busy)
    assert told == ["first", "second", "third"]
    tasks.finish()


def test_a_call_that_fails_stops_nobody_behind_it(qtbot: QtBot, capsys: Any) -> None:
    tasks = Tasks()
    heard: list[BaseException] = []
    loose: list[BaseException] = []
    tasks.troubled.connect(loose.append)

    def fail() -> None:
        raise Trouble(happened=say("a"), safe=say("b"), next_step=say("c"))

    def break_down(name: str) -> None:
        raise ValueError(name)

    told: list[str] = []
    with qtbot.waitSignal(tasks.idle):
        tasks.run(fail, failed=heard.append)
        tasks.run(break_down, "Nombre Oculto")
        tasks.run(str, then=told.append)
    assert [type(problem) for problem in heard] == [Trouble]
    assert [type(problem) for problem in loose] == [ValueError]
    assert told == [""]
    assert "Nombre Oculto" not in "".join(capsys.readouterr())
    tasks.finish()
