"""What is under way when the kill comes: attendance, a change of keys, a migration, a lock.

Each scene goes on from what the kill before left, so damage that shows late shows too.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kills import Killed, Say, judged, kill_at

from desktop.demo.build import ACCOUNTS, build
from desktop.demo.cells import Size
from desktop.host.clock import SystemClock
from desktop.journal import meta
from desktop.journal.open_vault import OpenVault
from desktop.journal.rebuild import compare
from desktop.journal.unsealed import next_unsealed
from desktop.programme.vocabulary import AttendanceState, Stream
from desktop.services import attendance, group_views
from desktop.vault.accounts import UnlockedAccount, list_accounts, unlock_account
from desktop.vault.database import make_engine, quick_check
from desktop.vault.places import list_places
from desktop.vault.store import UnlockedVault, holders, open_vaults, rekey_vault
from sync.client.outbox import seal_pending

STATES = (AttendanceState.PRESENT, AttendanceState.ABSENT, AttendanceState.EXCUSED)
MARKS_AT_LOCK = 60
MARKING_S = 0.08
ENOUGH_S = 30.0
REBUILD_EVERY = 25
Mark = tuple[bytes, AttendanceState]


@dataclass
class Stage:
    """A demonstration on disk, who works on it, and every mark that was acknowledged.

    The key derivation is paid once: a child inherits the unlocked account, and opens
    everything else from the disk.
    """

    folder: Path
    rng: random.Random
    account: UnlockedAccount = field(init=False)
    session: bytes = field(init=False)
    people: list[bytes] = field(init=False)
    marks: dict[bytes, AttendanceState | None] = field(init=False, default_factory=dict)
    """The last known mark of each person."""
    kills: int = 0
    acknowledged: int = 0
    _takes_s: float | None = None

    def __post_init__(self) -> None:
        build(self.folder, Size.SMALL, date.today())
        known = ACCOUNTS[0]
        card = next(c for c in list_accounts(self.folder) if c.nickname == known.nickname)
        self.account = unlock_account(self.folder, card.id, known.passphrase)
        self.session, self.people = judged(self._meeting)

    def _meeting(self) -> tuple[bytes, list[bytes]]:
        vault = self.work()
        lines = [line for line in group_views.list_groups(vault) if line.next_session]
        session = max(lines, key=lambda line: line.people).next_session
        assert session is not None
        return session, [line.participant for line in attendance.sheet(vault, session).lines]

    def unlocked(self) -> UnlockedVault:
        return next(v for v in open_vaults(self.folder, self.account) if v.stream is Stream.WOMEN)

    def work(self) -> OpenVault:
        return OpenVault.open(self.unlocked(), self.account, SystemClock())

    def play(self, work: Callable[[Say], None], longest_s: float | None = None) -> Killed:
        """Kill `work` at a random moment, then judge what it left.

        Work that ends is let end once, so that the moments lie where it is under way.
        """
        if longest_s is None and self._takes_s is None:
            killed = kill_at(work, ENOUGH_S)
        else:
            killed = kill_at(work, self.rng.uniform(0, longest_s or self._takes_s or 0))
        if killed.finished:
            self._takes_s = killed.lived_s
        self.kills += 1
        said = [word for word in killed.said if isinstance(word, tuple)]
        self.acknowledged += len(said)
        self.marks.update(said)
        last = killed.said[-1] if killed.said else None
        if isinstance(last, list):
            self.marks.pop(last[1], None)  # under way: it may stand or not, and is known next
        found = judged(lambda: self._judge(whole=self.kills % REBUILD_EVERY == 0))
        if isinstance(last, list):
            self.marks[last[1]] = found[last[1]]
        return killed

    def _judge(self, *, whole: bool) -> dict[bytes, AttendanceState | None]:
        """Every acknowledged mark is there; the vault opens, with exactly one epoch."""
        unlocked = self.unlocked()
        self._one_epoch(unlocked)
        engine = make_engine(unlocked.path, unlocked.database_key)
        quick_check(engine)
        engine.dispose()
        vault = self.work()
        sheet = attendance.sheet(vault, self.session)
        shown = {line.participant: line.state for line in sheet.lines}
        for person, state in self.marks.items():
            assert shown[person] is state, "an acknowledged mark is lost, or another was made"
        if whole:
            scratch = self.folder / ".doctor"
            scratch.mkdir(exist_ok=True)
            assert not compare(vault, scratch), "the tables are not what the journal says"
        vault.close()
        return shown

    def _one_epoch(self, unlocked: UnlockedVault) -> None:
        (place,) = [p for p in list_places(self.folder) if p.database == unlocked.path]
        assert not place.next_header.exists(), "a change of epoch is left open"
        first, second = place.header.first.read_bytes(), place.header.second.read_bytes()
        assert first == second, "two headers, two epochs"
        assert self.account.card.id in holders(unlocked)


def mark_people(stage: Stage) -> Killed:
    """Marks one after another until the kill."""

    def work(say: Say) -> None:
        vault = stage.work()
        rng = random.Random(stage.kills)
        say("ready")
        while True:
            _mark(vault, stage, rng, say)

    return stage.play(work, MARKING_S)


def change_keys(stage: Stage) -> Killed:
    """A mark, then another epoch for the vault."""

    def work(say: Say) -> None:
        vault = stage.work()
        _mark(vault, stage, random.Random(stage.kills), say, ready=True)
        unlocked = vault.unlocked
        vault.close()
        rekey_vault(unlocked, [stage.account.card], clock=SystemClock())

    return stage.play(work)


def migrate(stage: Stage) -> Killed:
    """A vault as an older program left its tables: made again while it opens."""

    def work(say: Say) -> None:
        vault = stage.work()
        with vault.transaction() as connection:
            meta.put(connection, meta.VIEW_VERSION, b"older")
        _mark(vault, stage, random.Random(stage.kills), say, ready=True)
        vault.close()
        stage.work().close()

    return stage.play(work)


def lock(stage: Stage) -> Killed:
    """Marks, and then what a lock does: seal and end."""

    def work(say: Say) -> None:
        vault = stage.work()
        rng = random.Random(stage.kills)
        say("ready")
        for _ in range(MARKS_AT_LOCK):
            _mark(vault, stage, rng, say)
        seal_pending(vault, stage.folder)
        vault.close()

    killed = stage.play(work)
    judged(lambda: _all_sealed_once(stage))
    return killed


def _all_sealed_once(stage: Stage) -> None:
    """Once the rest is sealed, each chain's batches hold each of its operations once."""
    vault = stage.work()
    seal_pending(vault, stage.folder)
    assert next_unsealed(vault) is None
    with vault.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT chain, number, first_seq, count FROM batch ORDER BY chain, number"
        ).fetchall()
    follows: dict[bytes, tuple[int, int]] = {}
    for chain, number, first_seq, count in rows:
        before = follows.get(bytes(chain))
        assert before is None or (number, first_seq) == before, "a batch is missing or doubled"
        follows[bytes(chain)] = (number + 1, first_seq + count)
    vault.close()


def _mark(
    vault: OpenVault, stage: Stage, rng: random.Random, say: Say, *, ready: bool = False
) -> None:
    """A list says what begins, a tuple what is saved."""
    person, state = rng.choice(stage.people), rng.choice(STATES)
    if ready:
        say("ready")
    say(["begins", person])
    attendance.mark(vault, stage.session, person, state)
    say((person, state))


SCENES: dict[str, Callable[[Stage], Killed]] = {
    "attendance": mark_people,
    "keys": change_keys,
    "migration": migrate,
    "lock": lock,
}
