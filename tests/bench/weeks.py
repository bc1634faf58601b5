"""The records of records.py as a facilitator would have made them: taps, notes, corrections.

What a record's twelve fields become here:

    id              derived from session and participant
    session_id      a meeting, made beforehand; participant_id likewise
    status, minutes the mark, with minutes late
    note            the note
    arrived_at      the meeting's start and the minutes late
    created_at      when the mark was made; updated_at: when it was last changed
    author_id       who took attendance, somebody of the team
    device_id       the chain that the operations lie in
    row_version     always 1 in records.py, so nothing has to be kept
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from desktop.journal.open_vault import OpenVault
from desktop.programme.schema import (
    ATTENDANCE,
    ENROLMENT,
    GROUP,
    MEMBER,
    PARTICIPANT,
    SESSION,
    Draft,
)
from desktop.programme.vocabulary import AttendanceState, EnrolmentState
from sync.batch.operation import ChildOf, record_id

GROUPS = 8
DAY_MS = 86_400_000
MEETING_MINUTES = 90
STATES = {
    "present": AttendanceState.PRESENT,
    "late": AttendanceState.LATE,
    "absent": AttendanceState.ABSENT,
    "excused": AttendanceState.EXCUSED,
}
Record = dict[str, Any]


class SetClock:
    """A laptop's clock that the records set. Each day it was started anew."""

    def __init__(self) -> None:
        self._now_ms = self._started_ms = 0
        self._boot = bytes(8)

    def set(self, now_ms: int) -> None:
        """Show a moment. A machine that was off overnight has another boot and another start."""
        if now_ms - self._now_ms > 4 * 3_600_000:
            self._started_ms = now_ms - 240_000
            self._boot = now_ms.to_bytes(8, "big")
        self._now_ms = now_ms

    def now_ms(self) -> int:
        return self._now_ms

    def monotonic_ms(self) -> int:
        return self._now_ms - self._started_ms

    def boot(self) -> bytes:
        return self._boot


@dataclass(frozen=True)
class World:
    """Ids of records.py and what they are called in the vault."""

    meetings: dict[str, bytes]
    people: dict[str, bytes]
    authors: dict[str, bytes]
    starts: dict[str, datetime]


def found(vault: OpenVault, clock: SetClock, records: Sequence[Record]) -> World:
    """Make team, groups, people and meetings, before anything is counted."""
    starts = {
        record["session_id"]: moment(record["arrived_at"])
        - timedelta(minutes=MEETING_MINUTES - record["minutes"])
        for record in records
        if record["arrived_at"]
    }
    authors = list(dict.fromkeys(record["author_id"] for record in records))
    world = World({}, {}, {}, starts)
    clock.set(ms_of(records[0]["created_at"]) - DAY_MS)
    with vault.write() as journal:
        team = journal.record(*(MEMBER.new(nickname=f"Persona {n}") for n in range(len(authors))))
        world.authors.update(zip(authors, team.created, strict=True))
        for number, (sessions, people) in enumerate(_groups(records), start=1):
            group = journal.record(GROUP.new(name=f"Grupo {number}")).created[0]
            drafts = [_meeting(group, n, starts[each]) for n, each in enumerate(sessions, start=1)]
            journal.record(*drafts)
            for ordinal, each in enumerate(sessions, start=1):
                world.meetings[each] = record_id(SESSION.number, ChildOf(group, ordinal))
            born = journal.record(*(PARTICIPANT.new(folio=each[:8]) for each in people)).created
            world.people.update(zip(people, born, strict=True))
            journal.record(
                *(ENROLMENT.pair(group, each, state=EnrolmentState.ACTIVE) for each in born)
            )
    return world


def _groups(records: Sequence[Record]) -> list[tuple[list[str], list[str]]]:
    """Sessions and people of each group: records.py lets the groups meet in turn."""
    sessions = list(dict.fromkeys(record["session_id"] for record in records))
    people: dict[str, dict[str, None]] = defaultdict(dict)
    for record in records:
        people[record["session_id"]][record["participant_id"]] = None
    return [
        (mine, list(dict.fromkeys(person for each in mine for person in people[each])))
        for mine in (sessions[number::GROUPS] for number in range(GROUPS))
        if mine
    ]


def _meeting(group: bytes, ordinal: int, start: datetime) -> Draft:
    return SESSION.child(
        group,
        ordinal,
        date=start.date().isoformat(),
        start_minute=start.hour * 60 + start.minute,
        minutes=MEETING_MINUTES,
    )


def take(vault: OpenVault, clock: SetClock, world: World, records: Sequence[Record]) -> int:
    """Write the records in the order in which they happened, each a transaction; how many."""
    events = [(ms_of(record["created_at"]), False, record) for record in records]
    events += [
        (ms_of(record["updated_at"]), True, record)
        for record in records
        if record["updated_at"] != record["created_at"]
    ]
    events.sort(key=lambda event: event[:2])
    for at_ms, again, record in events:
        clock.set(at_ms)
        changed = record["updated_at"] != record["created_at"]
        with vault.write() as journal:
            journal.record(_draft(world, record, first=changed and not again))
    return len(events)


def _draft(world: World, record: Record, *, first: bool) -> Draft:
    """A record that was changed later began without its note or, without one, with another mark."""
    state: AttendanceState = STATES[record["status"]]
    late = MEETING_MINUTES - record["minutes"] if state is AttendanceState.LATE else None
    note = record["note"] or None
    if first and note is None:
        wrong = AttendanceState.PRESENT
        state, late = (AttendanceState.ABSENT if state is wrong else wrong), None
    values = {
        "state": int(state),
        "detail": late,
        "taken_by": world.authors[record["author_id"]],
    }
    if note is not None and not first:
        values["note"] = note
    return ATTENDANCE.pair(
        world.meetings[record["session_id"]], world.people[record["participant_id"]], **values
    )


_READ = """
SELECT a.id, a.session, a.participant, a.state, a.detail, a.note, a.taken_by,
       s.date, s.start_minute, min(o.at_ms), max(o.at_ms), min(o.place >> 40), max(o.place >> 40)
FROM attendance a
JOIN session s ON s.id = a.session
JOIN op o ON o.record = a.id
GROUP BY a.session, a.participant
"""


def derived(vault: OpenVault, world: World, records: Sequence[Record]) -> list[Record]:
    """The records again, all twelve fields, from what a laptop holds; in the order of `records`.

    Ids are looked up in `world`; the id of a record itself and of its device
    stand for what is derived or sent once, and must only be one for one.
    """
    meeting_of = {ours: theirs for theirs, ours in world.meetings.items()}
    person_of = {ours: theirs for theirs, ours in world.people.items()}
    author_of = {ours: theirs for theirs, ours in world.authors.items()}
    ids = {(each["session_id"], each["participant_id"]): each["id"] for each in records}
    status_of = {int(state): word for word, state in STATES.items()}
    made: dict[str, Record] = {}
    ours: dict[bytes, str] = {}
    chains: set[int] = set()
    with vault.read() as connection:
        rows = connection.exec_driver_sql(_READ).fetchall()
    for row in rows:
        session, person = meeting_of[row[1]], person_of[row[2]]
        status = status_of[row[3]]
        minutes = {"present": MEETING_MINUTES, "late": MEETING_MINUTES - (row[4] or 0)}.get(
            status, 0
        )
        start = datetime.fromisoformat(f"{row[7]}T00:00:00+00:00") + timedelta(minutes=row[8])
        id_ = ids[session, person]
        ours[row[0]] = id_
        chains |= {row[11], row[12]}
        made[id_] = {
            "id": id_,
            "session_id": session,
            "participant_id": person,
            "status": status,
            "minutes": minutes,
            "note": row[5] or "",
            "arrived_at": None
            if not minutes
            else text_of(start + timedelta(minutes=MEETING_MINUTES - minutes), "seconds"),
            "created_at": text_of_ms(row[9]),
            "updated_at": text_of_ms(row[10]),
            "author_id": author_of[row[6]],
            "device_id": records[0]["device_id"],
            "row_version": 1,
        }
    if len(ours) != len(made) or len(chains) != 1:
        raise RuntimeError("ids or devices do not stand one for one")
    return [made[each["id"]] for each in records if each["id"] in made]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def ms_of(text: str) -> int:
    return round(moment(text).timestamp() * 1000)


def text_of(at: datetime, unit: str) -> str:
    return at.isoformat(timespec=unit).replace("+00:00", "Z")


def text_of_ms(at_ms: int) -> str:
    epoch = moment("1970-01-01T00:00:00Z")
    return text_of(epoch + timedelta(milliseconds=at_ms), "milliseconds")
