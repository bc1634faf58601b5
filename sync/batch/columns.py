"""The columns of a batch by name, and those that every operation has: time and clock."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from itertools import pairwise

from sync.batch.adaptive import NumberReader, NumberWriter
from sync.batch.limits import NUMBER_MAX
from sync.batch.operation import Clock, Operation
from sync.batch.reason import BatchError, Reason
from sync.batch.wire import Reader

BOOT_MAX_BYTES = 32


class Column(IntEnum):
    """Columns of numbers. Each is coded by its own history; a lane of values has five more."""

    COUNT = 0
    SHAPE_FIELD = 1
    TIME = 2
    TIME_STEP = 3
    LAMPORT = 4
    LAMPORT_STEP = 5
    STRETCH = 6
    BOOT = 7
    OFFSET = 8
    FORM = 9
    KIND = 10
    SEQ = 11
    ORDINAL = 12
    FIRST = 13
    SECOND = 14
    SHAPE = 15
    BACK = 16
    REPLACED_CHAIN = 17
    REPLACED_BACK = 18
    REPLACED_SEQ = 19
    LANES = 32
    """The first lane's; lane n has LANES + 5 n and the four after."""


def checked_number(number: int) -> int:
    """A seq, ordinal, time or Lamport number from outside: 0 to 2^53-1."""
    if not 0 <= number <= NUMBER_MAX:
        raise BatchError(Reason.DAMAGED, "number out of range")
    return number


def write_times(ops: Sequence[Operation], out: NumberWriter) -> None:
    """The first wall clock, then steps; the first Lamport time, then what exceeds steps of 1."""
    for op in ops:
        if not (0 <= op.at_ms <= NUMBER_MAX and 0 <= op.lamport <= NUMBER_MAX):
            raise ValueError("a time out of range")
    out.put(Column.TIME, ops[0].at_ms)
    out.put_signed(Column.LAMPORT, ops[0].lamport - ops[0].seq)
    for before, after in pairwise(ops):
        out.put_signed(Column.TIME_STEP, after.at_ms - before.at_ms)
        out.put_signed(Column.LAMPORT_STEP, after.lamport - before.lamport - 1)


def read_times(count: int, first_seq: int, source: NumberReader) -> tuple[list[int], list[int]]:
    """Wall clocks in ms, and Lamport times."""
    time = checked_number(source.get(Column.TIME))
    lamport = checked_number(first_seq + source.get_signed(Column.LAMPORT))
    times, lamports = [time], [lamport]
    for _ in range(count - 1):
        time = checked_number(time + source.get_signed(Column.TIME_STEP))
        lamport = checked_number(lamport + 1 + source.get_signed(Column.LAMPORT_STEP))
        times.append(time)
        lamports.append(lamport)
    return times, lamports


def write_clocks(ops: Sequence[Operation], out: NumberWriter, raw: bytearray) -> None:
    """Stretches of operations with one clock: how long, which boot (or a new one), its offset."""
    stretches: list[tuple[Clock, int]] = []
    for op in ops:
        if stretches and stretches[-1][0] == op.clock:
            stretches[-1] = (op.clock, stretches[-1][1] + 1)
        else:
            stretches.append((op.clock, 1))
    boots: dict[bytes, int] = {}
    out.put(Column.COUNT, len(stretches) - 1)
    offset = ops[0].at_ms
    for clock, length in stretches:
        out.put(Column.STRETCH, length - 1)
        known = len(boots)
        boot = boots.setdefault(clock.boot, known)
        out.put(Column.BOOT, boot)
        if boot == known:
            if len(clock.boot) > BOOT_MAX_BYTES:
                raise ValueError("a boot id is too long")
            out.put(Column.BOOT, len(clock.boot))
            raw += clock.boot
        if not -NUMBER_MAX <= clock.offset_ms <= NUMBER_MAX:
            raise ValueError("a clock offset out of range")
        out.put_signed(Column.OFFSET, offset - clock.offset_ms)
        offset = clock.offset_ms


def read_clocks(count: int, first_ms: int, source: NumberReader, raw: Reader) -> list[Clock]:
    """The clock of each operation; offsets may be negative, as a dead battery starts in 1970."""
    clocks: list[Clock] = []
    boots: list[bytes] = []
    offset = first_ms
    for _ in range(1 + source.upto(Column.COUNT, count - 1, "clocks")):
        length = 1 + source.upto(Column.STRETCH, count - 1, "stretch")
        boot = source.upto(Column.BOOT, len(boots), "boot")
        if boot == len(boots):
            boots.append(raw.take(source.upto(Column.BOOT, BOOT_MAX_BYTES, "boot id")))
        offset -= source.get_signed(Column.OFFSET)
        if not -NUMBER_MAX <= offset <= NUMBER_MAX:
            raise BatchError(Reason.DAMAGED, "clock offset")
        clocks += [Clock(boots[boot], offset)] * length
    if len(clocks) != count:
        raise BatchError(Reason.DAMAGED, "clocks")
    return clocks
