"""Two real laptops of one programme: real vaults, real boxes, and a real server where one is asked.

The programme is founded and joined once; every test works on copies of the folders.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from desktop.journal import quarantine
from desktop.journal.encoding import read_heads
from desktop.journal.open_vault import OpenVault
from desktop.programme.roles import Role
from desktop.programme.vocabulary import AttendanceState, Stream
from desktop.records.tables import views
from desktop.services import attendance, founding, groups, people
from desktop.services.adding import add_here
from desktop.services.entrance import Desk, sit_down
from desktop.services.groups import NewGroup
from desktop.services.people import PersonForm
from desktop.vault.accounts import UnlockedAccount, list_accounts, unlock_account
from sync.batch.header import BatchKind, read_label
from sync.carriers import boxes, courier
from sync.carriers.courier import Outcome
from sync.client import joining
from sync.client.inbox import Intake, Taken
from sync.client.outbox import Sealing, seal_pending
from sync.client.status import SyncStatus, status
from tests.desktop.services.conftest import at
from tests.sync.server.conftest import ServerProcess, server

__all__ = ["ServerProcess", "server"]

PHRASES = {
    "Colibrí": "cinco palabras para colibrí hoy",
    "Barranca": "otra frase larga de prueba",
    "Barro": "otras cinco palabras para barro",
}
FIRST_MEETING = date(2026, 10, 8)
PRESENT, ABSENT = AttendanceState.PRESENT, AttendanceState.ABSENT

Shown = dict[str, list[tuple[object, ...]]]


@dataclass
class StillClock:
    """A clock that stands until a test moves it."""

    ms: int = 1_795_000_000_000

    def now_ms(self) -> int:
        return self.ms

    def monotonic_ms(self) -> int:
        return self.ms - 1_790_000_000_000

    def boot(self) -> bytes:
        return b"one boot"


@dataclass
class Laptop:
    """A data folder and who sits at it."""

    folder: Path
    account: UnlockedAccount
    clock: StillClock = field(default_factory=StillClock)
    desk: Desk = field(init=False)

    def __post_init__(self) -> None:
        self.account = at(self.folder, self.account)
        self.desk = sit_down(self.folder, self.account, self.clock)

    def reopen(self, account: UnlockedAccount | None = None) -> None:
        """Sit down again, perhaps somebody else, as after a lock or a power cut."""
        self.desk.close()
        self.account = at(self.folder, account or self.account)
        self.desk = sit_down(self.folder, self.account, self.clock)

    @property
    def work(self) -> OpenVault:
        return self.desk.work

    def seal(self) -> Sealing:
        each = [seal_pending(vault, self.folder) for vault in self.desk.vaults]
        return Sealing(
            sum(s.operations for s in each),
            sum(s.batches for s in each),
            sum(s.bytes for s in each),
        )

    def carry(self) -> Outcome:
        return courier.run_once(self.folder, clock=self.clock)

    def take_in(self) -> Taken:
        intake = Intake(self.desk.vaults, self.folder)
        intake.finish()
        return intake.taken

    def sync(self) -> Taken:
        """Seal, carry and take in; no trouble on the way."""
        self.seal()
        outcome = self.carry()
        assert outcome.trouble is None
        return self.take_in()

    def status(self) -> SyncStatus:
        return status(self.desk.vaults, self.folder)

    def outbox(self) -> dict[str, bytes]:
        return {p.name: p.read_bytes() for p in boxes.batch_files(boxes.outbox(self.folder))}

    def sent(self) -> dict[str, bytes]:
        return {p.name: p.read_bytes() for p in boxes.batch_files(boxes.sent(self.folder))}

    def inbox(self) -> list[Path]:
        box = boxes.inbox(self.folder)
        return [*boxes.batch_files(box), *boxes.receipt_files(box)]

    def put(self, *batches: bytes) -> list[Path]:
        """Bring batches as a carrier does."""
        return [boxes.put_batch(boxes.inbox(self.folder), data) for data in batches]

    def put_aside(self) -> list[str]:
        return sorted(q.reason for v in self.desk.vaults for q in quarantine.list_put_aside(v))

    def tables(self) -> dict[str, Shown]:
        return {vault.stream.value: shown(vault) for vault in self.desk.vaults}


def shown(vault: OpenVault) -> Shown:
    """Every view as plain rows, with chains by their ids instead of this laptop's numbers."""
    out: Shown = {}
    with vault.read() as connection:
        chains = dict(tuple(row) for row in connection.exec_driver_sql("SELECT no, id FROM chain"))
        for table in views.sorted_tables:
            rows = []
            for row in connection.execute(table.select()).mappings():
                plain = dict(row)
                if "heads" in plain:
                    plain["heads"] = sorted(
                        (register, chains[no], seq, lamport)
                        for register, heads in read_heads(plain["heads"]).items()
                        for no, seq, lamport in heads
                    )
                if "chain_no" in plain:
                    plain["chain_no"] = chains[plain["chain_no"]]
                rows.append(tuple(plain.values()))
            out[table.name] = sorted(rows, key=repr)
    return out


@dataclass(frozen=True)
class Course:
    """A group that has met: its first meetings and its people."""

    group: bytes
    sessions: tuple[bytes, ...]
    people: tuple[bytes, ...]


def begin_course(vault: OpenVault) -> Course:
    made = groups.create_group(
        vault, NewGroup(name="Jacaranda", start_date=FIRST_MEETING, start_minute=16 * 60)
    )
    group = made.created[0]
    persons = tuple(
        people.add_person(vault, PersonForm(nickname=nickname)).created[0]
        for nickname in ("Luna", "Ceiba", "Nube")
    )
    groups.add_to_group(vault, group, persons)
    sessions = tuple(s.id for s in groups.get_group(vault, group).sessions)
    for person in persons:
        attendance.mark(vault, sessions[0], person, PRESENT)
    return Course(group, sessions, persons)


@dataclass(frozen=True)
class Programme:
    """Two founded folders: `first` has a women's and a men's facilitator, `second` has joined."""

    first: Path
    second: Path
    founder: UnlockedAccount
    man: UnlockedAccount
    joined: UnlockedAccount
    course: Course


@pytest.fixture(scope="session")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Programme:
    """Nothing of it was ever carried: the first laptop's outbox holds it all."""
    home = tmp_path_factory.mktemp("programme")
    first, second = home / "first", home / "second"
    clock = StillClock()
    desk = founding.found_programme(
        first, "Colibrí", PHRASES["Colibrí"], Stream.WOMEN, "San Isidro", clock
    )
    barro = add_here(first, desk, "Barro", PHRASES["Barro"], Role.FACILITATOR, (Stream.MEN,), clock)
    man = unlock_account(first, barro, PHRASES["Barro"])
    course = begin_course(desk.work)
    request = joining.write_request(second, "Barranca", PHRASES["Barranca"])
    invitation = joining.invite(desk, first, request)
    for vault in desk.vaults:
        seal_pending(vault, first)
    desk.close()
    joining.accept(second, PHRASES["Barranca"], invitation, clock)
    (card,) = list_accounts(second)
    joined = unlock_account(second, card.id, PHRASES["Barranca"])
    return Programme(first, second, desk.account, man, joined, course)


@pytest.fixture
def open_laptop(tmp_path: Path) -> Iterator[Callable[..., Laptop]]:
    """Open a copy of a folder; every desk is closed at the end."""
    with ExitStack() as stack:

        def open_copy(of: Path, account: UnlockedAccount, name: str = "") -> Laptop:
            folder = Path(shutil.copytree(of, tmp_path / (name or of.name)))
            laptop = Laptop(folder, account)
            stack.callback(lambda: laptop.desk.close())
            return laptop

        yield open_copy


@pytest.fixture
def first(programme: Programme, open_laptop: Callable[..., Laptop]) -> Laptop:
    """The founder's laptop, with a course in it."""
    return open_laptop(programme.first, programme.founder)


@pytest.fixture
def second(programme: Programme, open_laptop: Callable[..., Laptop]) -> Laptop:
    """The laptop that joined, and has received nothing yet."""
    return open_laptop(programme.second, programme.joined)


@pytest.fixture
def course(programme: Programme) -> Course:
    return programme.course


@pytest.fixture
def met(first: Laptop, second: Laptop) -> tuple[Laptop, Laptop]:
    """Both laptops, once the second has all that the first had sealed, as by a stick."""
    second.put(*first.outbox().values())
    second.take_in()
    return first, second


@pytest.fixture
def centre(
    first: Laptop, second: Laptop, server: Callable[..., ServerProcess], tmp_path: Path
) -> ServerProcess:
    """A running server that both laptops know."""
    running = server(tmp_path / "store")
    for laptop in (first, second):
        boxes.change_server(laptop.folder, running.url)
    return running


def records_of(batches: dict[str, bytes]) -> list[bytes]:
    """The records batches among these, each chain from its oldest."""
    found = [(read_label(data), data) for data in batches.values()]
    found = [(label, data) for label, data in found if label.kind == BatchKind.RECORDS]
    return [data for _, data in sorted(found, key=lambda f: (f[0].chain, f[0].number))]


def flipped(data: bytes, bit: int) -> bytes:
    out = bytearray(data)
    out[bit // 8] ^= 1 << bit % 8
    return bytes(out)


def write_three_batches(laptop: Laptop, course: Course) -> list[bytes]:
    """The women's chain of the laptop as three more batches."""
    before = set(laptop.outbox())
    for session in course.sessions[1:4]:
        attendance.mark(laptop.work, session, course.people[0], PRESENT)
        laptop.seal()
    made = {name: data for name, data in laptop.outbox().items() if name not in before}
    return records_of(made)
