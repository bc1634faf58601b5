"""No table, index, operation, batch, file or export relates people of different streams.

Walked in the demonstration as it lies on a laptop: two streams, everything a team writes down,
and a notice that went across.
"""

from __future__ import annotations

import shutil
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from desktop.backup.make import make
from desktop.demo.build import ACCOUNTS, Size, build
from desktop.host.clock import SystemClock
from desktop.journal.encoding import read_fields, read_origin
from desktop.journal.erased import NO_KIND, named, spelled
from desktop.journal.open_vault import OpenVault
from desktop.programme.schema import APART, BY_NUMBER, KINDS, PARTICIPANT, Kind
from desktop.programme.schema.kinds import REF, TEXT, one
from desktop.programme.schema.targets import HOMES, SPELLED, TARGETS, Vaults
from desktop.programme.vocabulary import NoticeSort, NoticeUrgency, Stream
from desktop.records.journal_tables import journal
from desktop.reports.directory_sheet import directory_sheet
from desktop.services import (
    counts,
    directory,
    group_views,
    groups,
    people,
    timeline,
    today_attention,
)
from desktop.services.directory_export import write_workbook
from desktop.services.entrance import Desk, enter
from desktop.services.people import PersonForm
from desktop.vault.accounts import list_accounts
from sync.batch.header import BatchKind
from sync.client import notice_sending
from sync.client.inbox import Intake
from sync.client.notice_sending import Words
from sync.client.outbox import seal_all

TODAY = date(2026, 11, 22)
VAULT_OF = {Stream.WOMEN: Vaults.WOMEN, Stream.MEN: Vaults.MEN, Stream.SHARED: Vaults.SHARED}
STREAMS = (Stream.WOMEN, Stream.MEN)
WITNESSES = {
    Stream.WOMEN: PersonForm(
        folio="91827364",
        nickname="Xochiyaoyotl",
        name="Ixtlilxochitl Tecuichpo",
        phone="312 918 2736",
        note="Cuicuizcatl en la nota",
    ),
    Stream.MEN: PersonForm(
        folio="82736451",
        nickname="Tlacuilolli",
        name="Cuauhpopoca Motelchiuh",
        phone="312 827 3645",
        note="Huitzitzilin en la nota",
    ),
}
"""Words that stand nowhere else: wherever one of them is found, that person was carried there."""


@dataclass
class Held:
    """What one vault holds, read once."""

    stream: Stream
    ids: dict[bytes, str]
    """Record id to the name of its kind."""
    people: list[bytes]
    cells: dict[str, list[Any]]
    ops: list[tuple[int, bytes, Any, Mapping[int, Any]]]
    batches: list[tuple[int, bytes]]
    spaces: set[bytes]
    tables: set[str]

    @property
    def dump(self) -> bytes:
        return b"\0".join(_bytes(cell) for cells in self.cells.values() for cell in cells)


@dataclass
class Laptop:
    folder: Path
    held: dict[Stream, Held]


def sit(folder: Path, stream: Stream) -> Desk:
    account = next(account for account in ACCOUNTS if account.stream is stream)
    cards = {card.nickname: card for card in list_accounts(folder)}
    return enter(folder, cards[account.nickname].id, account.passphrase)


@pytest.fixture(scope="module")
def laptop(tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    folder = tmp_path_factory.mktemp("demonstration") / "data"
    build(folder, Size.SMALL, TODAY)
    held: dict[Stream, Held] = {}
    for stream in (Stream.MEN, Stream.WOMEN):
        desk = sit(folder, stream)
        witness = people.add_person(desk.work, WITNESSES[stream]).created[0]
        group = group_views.list_groups(desk.work)[0].id
        groups.add_to_group(desk.work, group, [witness])
        if stream is Stream.MEN:
            words = Words(NoticeSort.DANGER, NoticeUrgency.TODAY, "Una palabra.", TODAY)
            notice_sending.send(desk, folder, words)
        else:
            intake = Intake(desk.vaults, folder)
            intake.finish()
            assert intake.taken.notices == 1
            month = counts.months(desk.work, TODAY)[0]
            counts.publish(desk, month)
        seal_all(desk, folder)
        desk.close()
    for stream in STREAMS:
        desk = sit(folder, stream)
        held[stream] = read(desk.work)
        assert desk.shared is not None
        held[Stream.SHARED] = read(desk.shared)
        desk.close()
    return Laptop(folder, held)


def read(vault: OpenVault) -> Held:
    with vault.read() as connection:
        run = connection.exec_driver_sql
        tables = {
            str(name)
            for (name,) in run(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            )
        }
        cells: dict[str, list[Any]] = {}
        for table in sorted(tables):
            cells[table] = [cell for row in run(f"SELECT * FROM {table}") for cell in row]  # noqa: S608
        ids = {
            bytes(row[0]): kind.name
            for kind in KINDS
            for row in run(f"SELECT id FROM {kind.name}")  # noqa: S608
        }
        ops = [
            (kind, bytes(record), origin and read_origin(origin), read_fields(fields))
            for kind, record, origin, fields in run("SELECT kind, record, origin, fields FROM op")
        ]
        batches = [(kind, bytes(space)) for kind, space in run("SELECT kind, space FROM batch")]
    return Held(
        stream=vault.stream,
        ids=ids,
        people=[record for record, kind in ids.items() if kind == "participant"],
        cells=cells,
        ops=ops,
        batches=batches,
        spaces={space.id for space in vault.spaces},
        tables=tables,
    )


def _bytes(cell: Any) -> bytes:
    if isinstance(cell, str):
        return cell.encode("utf-8", "surrogatepass")
    return bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()


def spellings(record: bytes) -> Iterator[bytes]:
    """An id as it may be written: as it is, in hex, and as a UUID."""
    text = record.hex()
    dashed = "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
    yield from (record, text.encode(), text.upper().encode(), dashed.encode())


def told_of(stream: Stream) -> list[bytes]:
    """What says that the witness of a stream is meant."""
    form = WITNESSES[stream]
    words = [form.folio, form.nickname, *form.name.split(), form.phone, form.note.split()[0]]
    return [word.encode() for word in words]


# --- in the vaults -----------------------------------------------------------------------------


def test_the_vaults_have_no_table_and_no_index_besides_the_schemas(laptop: Laptop) -> None:
    declared = {kind.name for kind in KINDS} | {table.name for table in journal.sorted_tables}
    helping = {"conflict", "early", "alembic_version"}
    for held in laptop.held.values():
        assert held.tables <= declared | helping


def test_every_kind_lies_in_the_vaults_that_it_may_lie_in(laptop: Laptop) -> None:
    for held in laptop.held.values():
        mine = VAULT_OF[held.stream]
        kinds = set(held.ids.values()) | {
            BY_NUMBER[kind].name for kind, *_ in held.ops if kind != NO_KIND
        }
        wrong = {kind for kind in kinds if not HOMES[kind] & mine}
        assert wrong == set()


def violations(held: Held, kinds: tuple[Kind, ...] = KINDS) -> Iterator[str]:
    """References of a vault's operations that name what the table does not let them name."""
    known = {kind.number: kind for kind in kinds}
    for number, record, origin, fields in held.ops:
        if number == NO_KIND:
            continue
        kind = known[number]
        for column, value in _named_by(kind, origin, fields):
            target = held.ids.get(bytes(value))
            allowed = TARGETS.get((kind.name, column), ())
            if target is not None and target not in allowed:
                yield f"{kind.name}.{column} names a {target}"
        for column, text in _texts_of(kind, fields):
            targets = {held.ids[each] for each in spelled(text) if each in held.ids}
            if not targets <= set(SPELLED.get((kind.name, column), ())):
                yield f"{kind.name}.{column} spells {sorted(targets)} of {record.hex()}"


def _named_by(kind: Kind, origin: Any, fields: Mapping[int, Any]) -> Iterator[tuple[str, bytes]]:
    yield from zip((name for name in kind.identity), named(origin, {}), strict=False)
    for number, value in fields.items():
        register = kind.register(number)
        if register is None:
            continue
        values = value if isinstance(value, tuple) else (value,)
        for (column, type_), each in zip(register.columns, values, strict=False):
            if type_ is REF and each is not None:
                yield column, bytes(each)


def _texts_of(kind: Kind, fields: Mapping[int, Any]) -> Iterator[tuple[str, str]]:
    for number, value in fields.items():
        register = kind.register(number)
        if register is None:
            continue
        values = value if isinstance(value, tuple) else (value,)
        for (column, type_), each in zip(register.columns, values, strict=False):
            if type_ is TEXT and isinstance(each, str):
                yield column, each


def test_every_reference_names_what_its_column_may_and_nothing_is_spelled_out(
    laptop: Laptop,
) -> None:
    for held in laptop.held.values():
        assert sorted(set(violations(held))) == []


def test_a_column_for_a_partner_would_be_found(laptop: Laptop) -> None:
    """With operations as such a program would write them."""
    held = laptop.held[Stream.WOMEN]
    one_person, other = held.people[:2]
    partner = replace(PARTICIPANT, registers=(*PARTICIPANT.registers, one(99, "beside", REF)))
    kinds = tuple(partner if kind is PARTICIPANT else kind for kind in KINDS)
    linked = replace(held, ops=[(PARTICIPANT.number, one_person, None, {99: other})])
    assert list(violations(linked, kinds)) == ["participant.beside names a participant"]
    hidden = replace(
        held, ops=[(PARTICIPANT.number, one_person, None, {8: f"véase {other.hex()}"})]
    )
    assert len(list(violations(hidden))) == 1


def test_no_id_of_one_stream_stands_anywhere_in_the_others_vault_or_in_the_shared_one(
    laptop: Laptop,
) -> None:
    """Every cell of every table: operations, texts, settings, sealed batches, drafts."""
    for held in laptop.held.values():
        dump = held.dump
        everything = set(_ids_in(held))
        for other in STREAMS:
            if other is held.stream:
                continue
            assert not any(
                way in dump for one in laptop.held[other].people for way in spellings(one)
            )
            assert not everything & laptop.held[other].ids.keys()


def _ids_in(held: Held) -> Iterator[bytes]:
    """What stands as an id of its own, or is spelled, in any cell or operation."""
    for cells in held.cells.values():
        for cell in cells:
            if isinstance(cell, str):
                yield from spelled(cell.lower())
            elif isinstance(cell, bytes) and len(cell) == 16:
                yield cell
    for _kind, record, origin, fields in held.ops:
        yield record
        yield from map(bytes, named(origin, fields))


def test_no_word_about_a_person_stands_in_another_vault(laptop: Laptop) -> None:
    for stream in STREAMS:
        here = laptop.held[stream].dump
        assert all(word in here for word in told_of(stream))
        for held in laptop.held.values():
            if held.stream is not stream:
                dump = held.dump
                assert [word for word in told_of(stream) if word in dump] == []


def test_no_person_is_named_across_what_two_may_share(laptop: Laptop) -> None:
    """Two people of one vault may be kept apart; nobody of it is of the other stream."""
    hers, his = (set(laptop.held[stream].people) for stream in STREAMS)
    assert hers
    assert his
    assert not hers & his
    for stream, mine in ((Stream.WOMEN, hers), (Stream.MEN, his)):
        pairs = [
            set(map(bytes, named(origin, {})))
            for kind, _record, origin, _fields in laptop.held[stream].ops
            if kind == APART.number
        ]
        assert all(pair <= mine for pair in pairs)


# --- on the way --------------------------------------------------------------------------------


def test_every_batch_is_sealed_for_a_space_of_its_own_stream_but_for_notices(
    laptop: Laptop,
) -> None:
    for held in laptop.held.values():
        for kind, space in held.batches:
            if kind == BatchKind.NOTICE:
                assert held.stream is Stream.MEN
                assert space in laptop.held[Stream.WOMEN].spaces
            elif space != outbox_of_nobody(space):
                assert space in held.spaces
    assert any(kind == BatchKind.NOTICE for kind, _ in laptop.held[Stream.MEN].batches)


def outbox_of_nobody(space: bytes) -> bytes:
    """The space of what belongs to none, e.g. of the roster."""
    return bytes(len(space))


def test_no_file_of_the_laptop_or_of_a_copy_says_who_anybody_is(
    laptop: Laptop, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(laptop.folder, tmp_path / "data"))
    copy = make(folder, tmp_path, SystemClock())
    with tarfile.open(copy) as archive:
        known = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
        archive.extractall(tmp_path / "copy", **known)  # noqa: S202 - our own
    ids = [one.hex() for stream in STREAMS for one in laptop.held[stream].people]
    words = [word for stream in STREAMS for word in told_of(stream)]
    paths = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(paths) > 10
    for path in paths:
        name, data = str(path.relative_to(tmp_path)), path.read_bytes()
        assert [one for one in ids if one in name] == []
        assert [word for word in words if word.decode() in name or word in data] == []


def test_no_door_of_one_desk_gives_out_anybody_of_the_other(laptop: Laptop, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(laptop.folder, tmp_path / "data"))
    for stream, other in ((Stream.WOMEN, Stream.MEN), (Stream.MEN, Stream.WOMEN)):
        desk = sit(folder, stream)
        try:
            given = "\n".join(everything_given(desk, tmp_path)).encode("utf-8", "surrogatepass")
        finally:
            desk.close()
        assert WITNESSES[stream].nickname.encode() in given
        assert [word for word in told_of(other) if word in given] == []
        theirs = laptop.held[other].people
        assert not any(one.hex().encode() in given for one in theirs)


def everything_given(desk: Desk, folder: Path) -> Iterator[str]:
    """Lists, papers and tables that leave a desk, as texts."""
    assert desk.shared is not None
    table = folder / f"{desk.work.stream}.xlsx"
    write_workbook(desk, table, with_hidden=False)
    for sheet in load_workbook(table).worksheets:
        yield from map(str, sheet.values)
    for person in people.list_people(desk.work):
        yield from map(str, timeline.of_person(desk.work, person.id))
    yield from map(str, people.list_people(desk.work))
    for line in group_views.list_groups(desk.work):
        yield str(group_views.get_group(desk.work, line.id))
    yield from map(str, today_attention.of_others(desk, TODAY))
    yield from map(str, counts.published(desk.shared))
    services = directory.list_services(desk)
    yield from map(str, services)
    yield directory_sheet([each.about for each in services], TODAY)
    with desk.shared.read() as connection:
        yield from map(str, connection.exec_driver_sql("SELECT * FROM counts").fetchall())
