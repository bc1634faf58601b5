"""What a core dump of the locked laptop would hold: read from the memory of its processes.

There is no debugger here, so memory is read through /proc/PID/mem; a core dump
holds the same bytes. Only root may, since the processes forbid it to their own user.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psutil
import pytest

from desktop.programme.vocabulary import Stream
from desktop.services import founding, groups, people
from desktop.services.groups import NewGroup
from desktop.services.people import PersonForm
from tests.desktop.stage import Stage
from tests.e2e.test_window_process import tells

SUPERVISOR = Path(__file__).with_name("driven_supervisor.py")
STAFF = "Zafirostaff"
PHRASE = "zarzamora quebrada nunca escrita"
WORDS = {"person": "Zxperson41", "name": "Zxname42", "group": "Zxgroup43", "site": "Zxsite44"}


@pytest.fixture
def stage() -> Iterator[Stage]:
    made = Stage()
    yield made
    made.close()


def written(folder: Path) -> dict[str, bytes]:
    """A programme with unusual words in it; those words and its keys, as they lie in memory."""
    desk = founding.found_programme(folder, STAFF, PHRASE, Stream.WOMEN, WORDS["site"])
    group = groups.create_group(
        desk.work, NewGroup(WORDS["group"], start_date=date.today(), start_minute=960)
    ).created[0]
    form = PersonForm(nickname=WORDS["person"], name=WORDS["name"])
    groups.add_to_group(desk.work, group, people.add_person(desk.work, form).created)
    secret = {"phrase": PHRASE, **WORDS}
    keys: dict[str, bytes] = {}
    for vault in desk.vaults:
        for name in ("database_key", "vault_key"):
            key = getattr(vault.unlocked, name)
            keys[f"{vault.stream} {name}"] = key
            keys[f"{vault.stream} {name} in hex"] = key.hex().encode()
    desk.close()
    as_text = {
        f"{name} {code}": text.encode(code)
        for name, text in secret.items()
        for code in ("utf-8", "utf-16-le")
    }
    return {**as_text, **keys}


def held(pid: int, secrets: dict[str, bytes]) -> set[str]:
    """Which secrets lie in the writable memory of a process."""
    found: set[str] = set()
    try:
        maps = Path(f"/proc/{pid}/maps").read_text().splitlines()
        with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
            for line in maps:
                span, rights = line.split()[:2]
                if not rights.startswith("rw") or "[vvar" in line:
                    continue
                begin, end = (int(edge, 16) for edge in span.split("-"))
                memory.seek(begin)
                try:
                    data = memory.read(end - begin)
                except OSError:
                    continue  # a device's, or gone meanwhile
                found |= {name for name, secret in secrets.items() if secret in data}
    except PermissionError as error:
        pytest.skip(f"only root reads the memory of a process that forbids it: {error}")
    return found


def children(pid: int) -> list[int]:
    return [each.pid for each in psutil.Process(pid).children(recursive=True)]


@pytest.mark.skipif(sys.platform != "linux", reason="/proc/PID/mem is Linux's")
def test_no_word_and_no_key_is_in_the_memory_of_the_locked_laptop(
    tmp_path: Path, stage: Stage
) -> None:
    folder = tmp_path / "Vereda"
    secrets = written(folder)
    port = stage.command[-1]
    supervisor = subprocess.Popen([sys.executable, str(SUPERVISOR), port, str(folder)])
    try:
        window = stage.next()
        window.order(unlock=[STAFF, PHRASE])
        assert tells(window, "opened")
        waiting = stage.next()
        window.order(show="people")
        assert tells(window, "page")
        # The control: while it is open the window holds all that is looked for.
        seen = held(window.pid, secrets)
        assert any(name.startswith("person") for name in seen), seen
        assert any("database_key" in name for name in seen), seen
        window.order(press="L", **{"with": "ControlModifier"})
        assert tells(waiting, "shown")
        window.wait_until_gone()
        for pid in (supervisor.pid, *children(supervisor.pid)):
            assert held(pid, secrets) == set(), pid
    finally:
        supervisor.terminate()
        supervisor.wait(20)
