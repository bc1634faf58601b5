"""`make tour`: the main job, end to end, with real parts and no display.

Two laptops (two data folders), the real window offscreen, a real server
process. Prints each step with its figures and writes a picture of each page to
build/tour/. Ends with TOUR OK and status 0, or names the step that failed.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import rosters
import stage
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tour_group_work import PLACE, GroupWorkSteps
from tour_team import NICKNAME_A, PHRASE_A, PICTURES

from desktop.i18n import _
from desktop.programme.schema import KINDS
from desktop.programme.vocabulary import AttendanceState, SkipReason, Stream
from desktop.services import attendance, groups, people
from desktop.services.entrance import Desk, enter
from desktop.services.founding import found_programme
from desktop.vault.cards import list_accounts
from sync.carriers import boxes, courier
from sync.client import joining
from sync.client.inbox import Intake
from sync.client.outbox import seal_pending
from sync.client.server_choice import choose_server
from sync.client.six_words import words_of
from sync.client.status import status
from ui.words import ATTENDANCE_LOOKS

PHRASE_B = "campana vieja del otro pueblo"
NICKNAME_B = "Barranca"


class Tour(GroupWorkSteps):
    """The steps, in order; each leaves what the next one needs."""

    def __init__(self, scratch: Path) -> None:
        super().__init__(scratch / "first")
        self.second = scratch / "second"
        self.store = scratch / "server"
        self.roster = rosters.untidy_csv(scratch / "lista.csv")
        self.group = b""

    # --- the first laptop ---------------------------------------------------------

    def create_a_vault(self) -> str:
        desk = found_programme(self.first, NICKNAME_A, PHRASE_A, Stream.WOMEN, "San Isidro")
        desk.close()
        files = sorted((self.first / "vaults").glob("*.db"))
        for file in files:
            if file.read_bytes()[:6] == b"SQLite":
                raise AssertionError("a vault lies in clear")
        return f"{len(files)} vaults, {sum(f.stat().st_size for f in files):,} bytes, all encrypted"

    def unlock(self) -> str:
        self.play = stage.Play(self.first)
        self.play.resize(1366, 768)
        self.picture("unlock")
        took = self.play.unlock(NICKNAME_A, PHRASE_A)
        self.picture("today-empty")
        return f"Today after {took:.2f} s, key derivation included"

    def import_a_roster(self) -> str:
        assert self.play is not None
        self.play.show("import", self.roster)
        self.picture("import")
        page = self.play.window.shell.current  # type: ignore[union-attr]
        found = page.found
        page.confirm.click()
        self.play.settle()
        for asked in self._dialogs():
            asked.reject()
        known = people.list_people(self.desk.work)
        if len(known) != len(found.create):
            raise AssertionError(f"{len(known)} people, {len(found.create)} rows were to create")
        self.play.show("people")
        self.picture("people")
        return (
            f"{len(found.create)} created, {len(found.doubtful)} doubtful, "
            f"{len(found.refused)} refused"
        )

    def schedule_a_group(self) -> str:
        assert self.play is not None
        course, venue = self.course_and_place()
        new = groups.NewGroup(
            "Jacaranda",
            start_date=date.today(),
            start_minute=16 * 60,
            place=PLACE,
            venue=venue,
            course=course,
        )
        made = groups.create_group(self.desk.work, new)
        self.group = made.created[0]
        everybody = [line.id for line in people.list_people(self.desk.work)]
        groups.add_to_group(self.desk.work, self.group, everybody)
        detail = groups.get_group(self.desk.work, self.group)
        self.session = detail.sessions[0].id
        groups.skip_session(self.desk.work, detail.sessions[3].id, SkipReason.HARVEST)
        self.play.show("groups")
        self.picture("groups")
        self.play.show("group", self.group)
        self.picture("group")
        return f"{len(detail.sessions)} weekly sessions, {len(everybody)} people, one skipped"

    def take_attendance(self) -> str:
        assert self.play is not None
        self.play.show("attendance", self.session)
        page = self.play.window.shell.current  # type: ignore[union-attr]
        letters = [_(ATTENDANCE_LOOKS[state].key) for state in AttendanceState]
        began = time.monotonic()
        for place in range(page.model.rowCount()):
            QTest.keyClick(page.view, getattr(Qt.Key, f"Key_{letters[place % 4]}"))
        self.play.until("all marks on disk", lambda: not page.model.saving)
        took = time.monotonic() - began
        self.play.settle()
        self.picture("attendance")
        sheet = attendance.sheet(self.desk.work, self.session)
        if sheet.marked != len(sheet.lines):
            raise AssertionError(f"{sheet.marked} of {len(sheet.lines)} marks are on disk")
        self.play.show("today")
        self.picture("today")
        self.play.show("sync")
        self.picture("sync-nothing-sent")
        self.play.show("settings")
        self.picture("settings")
        return f"{sheet.marked} marks by keyboard in {took * 1000:.0f} ms, all on disk"

    def lock(self) -> str:
        assert self.play is not None
        began = time.monotonic()
        self.play.lock()
        took = time.monotonic() - began
        files = boxes.batch_files(boxes.outbox(self.first))
        if not files:
            raise AssertionError("the lock sealed nothing")
        return f"covered and sealed in {took * 1000:.0f} ms; {len(files)} sealed files wait"

    def unlock_again(self) -> str:
        self.play = stage.Play(self.first)
        self.play.resize(1366, 768)
        took = self.play.unlock(NICKNAME_A, PHRASE_A)
        sheet = attendance.sheet(self.desk.work, self.session)
        if sheet.marked != len(sheet.lines):
            raise AssertionError("a mark is missing after the lock")
        return f"Today after {took:.2f} s, {sheet.marked} marks still there"

    def seal(self) -> str:
        sealed = [seal_pending(vault, self.first) for vault in self.desk.vaults]
        files = boxes.batch_files(boxes.outbox(self.first))
        size = sum(file.stat().st_size for file in files)
        again = sum(each.operations for each in sealed)
        return f"{len(files)} files, {size:,} bytes; {again} operations were left to seal"

    @contextmanager
    def server(self) -> Iterator[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "sync.server.cli", "serve", *self._server_options()],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            assert process.stdout is not None
            found = re.search(r"http://\S+", process.stdout.readline())
            if found is None:
                raise AssertionError("the server did not say where it listens")
            self.url = found[0]
            choose_server(self.desk.vaults, self.first, self.url)
            yield f"vereda-server at {self.url}"
        finally:
            process.terminate()
            process.wait(20)

    def _server_options(self) -> tuple[str, ...]:
        return ("--store", str(self.store), "--port", "0")

    def push(self) -> str:
        outcome = courier.run_once(self.first)
        if outcome.trouble is not None:
            raise outcome.trouble
        if outcome.requests != 1 or outcome.waiting:
            raise AssertionError(f"{outcome.requests} requests, {outcome.waiting} still wait")
        Intake(self.desk.vaults, self.first).finish()
        found = status(self.desk.vaults, self.first)
        if found.received != found.saved:
            raise AssertionError(f"{found.received} of {found.saved} operations are received")
        assert self.play is not None
        self.play.show("sync")
        self.picture("sync-received")
        return (
            f"1 request, {outcome.sent} batches, {outcome.bytes_up:,} bytes up, "
            f"{outcome.bytes_down:,} down; {found.received} operations received"
        )

    # --- the second laptop ----------------------------------------------------------

    def join(self) -> str:
        request = joining.write_request(self.second, NICKNAME_B, PHRASE_B)
        words = words_of(request)
        invitation = joining.invite(self.desk, self.first, request)
        for vault in self.desk.vaults:
            seal_pending(vault, self.first)
        joining.accept(self.second, PHRASE_B, invitation)
        outcome = courier.run_once(self.first)
        if outcome.trouble is not None:
            raise outcome.trouble
        return f"invitation of {len(invitation):,} bytes; both screens: {words}"

    def pull(self) -> str:
        outcome = courier.run_once(self.second)
        if outcome.trouble is not None:
            raise outcome.trouble
        account = list_accounts(self.second)[0]
        self.other = enter(self.second, account.id, PHRASE_B)
        intake = Intake(self.other.vaults, self.second)
        intake.finish()
        taken = intake.taken
        if taken.put_aside or taken.waiting:
            raise AssertionError(f"{taken.put_aside} put aside, {taken.waiting} wait")
        return (
            f"{outcome.brought} files in {outcome.requests} requests, {taken.operations} operations"
        )

    def compare(self) -> str:
        rows = 0
        for kind in KINDS:
            mine, theirs = (_rows(desk, kind.name) for desk in (self.desk, self.other))
            if mine != theirs:
                raise AssertionError(f"table {kind.name} differs")
            rows += len(mine)
        sheet = attendance.sheet(self.other.work, self.session)
        self.other.close()
        assert self.play is not None
        self.play.close()
        return f"{rows} rows in {len(KINDS)} tables are equal, {sheet.marked} marks among them"


def _rows(desk: Desk, table: str) -> list[tuple[object, ...]]:
    """A table as plain values; `heads` numbers chains by laptop and is left out."""
    with desk.work.read() as connection:
        found = connection.exec_driver_sql(f"SELECT * FROM {table}")  # noqa: S608 - our own kinds
        keep = [i for i, name in enumerate(found.keys()) if name != "heads"]
        return sorted((tuple(row[i] for i in keep) for row in found), key=repr)


def main() -> int:
    began = time.monotonic()
    for old in PICTURES.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as scratch:
        tour = Tour(Path(scratch))
        offline: tuple[Callable[[], str], ...] = (
            tour.create_a_vault,
            tour.unlock,
            tour.import_a_roster,
            tour.schedule_a_group,
            tour.take_attendance,
            tour.interview_a_woman,
            tour.refer_her,
            tour.open_her_page,
            tour.lead_the_meeting,
            tour.close_the_meeting,
            tour.look_at_the_calendar,
            tour.lock,
            tour.unlock_again,
            tour.add_a_facilitator,
            tour.switch_user,
            tour.publish_counts,
            tour.end_her_access,
            tour.refuse_her_phrase,
            tour.seal,
        )
        online = (tour.push, tour.join, tour.pull, tour.compare, tour.print_a_letter)
        if not all(_told(step) for step in offline):
            return 1
        with tour.server() as where:
            print(f"  {'start_a_server':<20} {where}", flush=True)
            if not all(_told(step) for step in online):
                return 1
    print(f"{len(list(PICTURES.glob('*.png')))} pictures in {PICTURES}")
    print(f"TOUR OK in {time.monotonic() - began:.1f} s")
    return 0


def _told(step: Callable[[], str]) -> bool:
    try:
        print(f"  {step.__name__:<20} {step()}", flush=True)
    except Exception as problem:
        print(f"  {step.__name__:<20} FAILED: {type(problem).__name__}: {problem}", flush=True)
        return False
    return True


if __name__ == "__main__":
    raise SystemExit(main())
