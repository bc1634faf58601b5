"""Other accounts, permissions and the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.host.system_checks.finding import Finding, State, worst_first
from desktop.host.system_checks.machine import Answer, Machine, ask_system
from desktop.host.system_checks.other_accounts import folder_modes, other_accounts
from desktop.host.system_checks.wall_clock import Seen, wall_clock
from desktop.host.versions import RELEASED, versions
from desktop.trouble import say
from tests.desktop.host.linux_tree import Tree

PASSWD = """root:x:0:0:root:/root:/bin/bash
daemon:x:1:1::/usr/sbin:/usr/sbin/nologin
luz:x:1000:1000:Luz:/home/luz:/bin/bash
ramiro:x:1001:1001:Ramiro:/home/ramiro:/bin/bash
visita:x:1002:1002::/home/visita:/bin/false
vieja:x:1003:1003::/home/vieja:/bin/sh
nobody:x:65534:65534::/nonexistent:/usr/sbin/nologin
broken line
"""


def test_accounts_that_a_person_can_log_in_to_are_counted_and_not_named(tree: Tree) -> None:
    tree.write("etc/passwd", PASSWD)
    found = other_accounts(Machine(tree.root, "linux"), own_uid=1000)
    assert (found.state, found.means.values) == (State.WARN, {"n": 2})
    assert "ramiro" not in str(found).lower()


def test_an_account_whose_password_is_locked_does_not_count(tree: Tree) -> None:
    tree.write("etc/passwd", PASSWD)
    tree.write("etc/shadow", "ramiro:$y$j9T$aa:19000:::::\nvieja:!:19000:::::\n")
    found = other_accounts(Machine(tree.root, "linux"), own_uid=1000)
    assert found.means.values == {"n": 1}


def test_alone_on_the_laptop_is_well_and_not_knowing_is_unknown(tree: Tree) -> None:
    system = Machine(tree.root, "linux")
    assert other_accounts(system, 1000).state is State.UNKNOWN
    tree.write("etc/passwd", PASSWD.splitlines()[2] + "\n")
    assert other_accounts(system, 1000).state is State.GOOD


def test_other_systems_are_asked(tree: Tree) -> None:
    windows = Machine(tree.root, "win32", lambda _c: Answer(0, "3\r\n"))
    assert other_accounts(windows, 0).means.values == {"n": 2}
    told = "_mbsetupuser 248\nluz 501\nramiro 502\nnobody -2\n"
    mac = Machine(tree.root, "darwin", lambda _c: Answer(0, told))
    assert other_accounts(mac, 501).means.values == {"n": 1}
    silent = Machine(tree.root, "win32", lambda _c: None)
    assert other_accounts(silent, 0).state is State.UNKNOWN


def test_a_folder_that_others_may_enter_is_told_with_what_they_could_copy(tmp_path: Path) -> None:
    folder = tmp_path / "Vereda"
    (folder / "vaults").mkdir(parents=True)
    (folder / "vaults" / "a.db").touch(0o644)
    (folder / "vaults" / "b.db").touch(0o600)
    folder.chmod(0o700)
    system = Machine(platform="linux")
    assert folder_modes(system, folder).state is State.GOOD
    folder.chmod(0o755)
    (folder / "vaults" / "a.db").chmod(0o644)
    found = folder_modes(system, folder)
    assert (found.state, found.means.values) == (State.BAD, {"n": 1})
    (folder / "vaults" / "a.db").chmod(0o600)
    found = folder_modes(system, folder)
    assert (found.state, found.means.values) == (State.WARN, {})
    assert folder_modes(system, tmp_path / "gone").state is State.UNKNOWN


NOW = datetime.combine(RELEASED, datetime.min.time(), UTC) + timedelta(days=200)


def ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


@pytest.mark.parametrize(
    ("now", "seen", "state"),
    [
        (NOW, Seen(), State.GOOD),
        (datetime(2009, 1, 1, tzinfo=UTC), Seen(), State.BAD),
        (NOW, Seen(server_ms=ms(NOW + timedelta(days=3))), State.BAD),
        (NOW, Seen(records_ms=ms(NOW + timedelta(days=3))), State.WARN),
        (NOW, Seen(records_ms=ms(NOW + timedelta(hours=3))), State.GOOD),
        (NOW + timedelta(days=900), Seen(records_ms=ms(NOW)), State.WARN),
        (NOW, Seen(records_ms=ms(NOW), offsets_ms=(1000, 2000)), State.GOOD),
        (NOW, Seen(records_ms=ms(NOW), offsets_ms=(0, 3_600_000)), State.WARN),
    ],
)
def test_the_clock_is_judged_by_what_is_known(now: datetime, seen: Seen, state: State) -> None:
    found = wall_clock(ms(now), seen)
    assert found.state is state
    assert (found.to_do is None) == (state is State.GOOD)


def test_a_clock_at_the_edge_of_all_numbers_is_told_too() -> None:
    assert wall_clock(-(2**55)).state is State.BAD
    assert wall_clock(2**62).state is State.BAD


def test_the_worst_comes_first_and_the_unknown_before_the_good() -> None:
    found = [Finding("a", say("a"), state, say("b")) for state in State]
    states = [each.state for each in worst_first(found)]
    assert states == [State.BAD, State.WARN, State.UNKNOWN, State.GOOD]


def test_a_command_that_is_not_there_answers_nothing() -> None:
    assert ask_system(("no such command of any system",)) is None
    assert ask_system(("true",)) == Answer(0, "")


def test_the_versions_name_the_parts_and_no_computer() -> None:
    import platform

    told = dict(versions())
    assert {"Vereda", "Python", "Qt"} <= told.keys()
    assert platform.node() not in str(told)
