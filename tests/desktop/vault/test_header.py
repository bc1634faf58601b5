"""Damaged, torn, older, newer and forged headers: what opens, what is said, what is mended."""

from __future__ import annotations

import contextlib
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.programme.vocabulary import Stream
from desktop.trouble import Exit
from desktop.vault import header, header_file, tagged
from desktop.vault.database import make_engine, reading
from desktop.vault.header import NotMine
from desktop.vault.store import add_slot, holders, open_vaults
from desktop.vault.tagged import Damaged, Newer
from desktop.vault.troubles import DamagedDatabase, DamagedHeader, NewerVersion

REPAIRED = "Una copia de la llave estaba dañada; se usó la otra y se reparó."
STALE = "Las dos copias de la llave eran distintas; se usó la más nueva."
UNREPAIRED = (
    "Una copia de la llave está dañada y no se pudo reparar; se usó la otra. "
    "Guarde una copia de respaldo."
)
OTHER = "Otro archivo de esta computadora está dañado y no se pudo abrir. Avise a su coordinación."


def said(vault) -> list[str]:
    return [str(notice) for notice in vault.notices]


def resummed(data: bytes) -> bytes:
    return tagged.close(data[: -tagged.CHECKSUM_BYTES], b"")


def both(laptop, stream: Stream, data: bytes) -> None:
    laptop.header(stream).write_bytes(data)
    laptop.second_header(stream).write_bytes(data)


@pytest.mark.parametrize("damage", [b"", b"rot", None])
@pytest.mark.parametrize("which", ["header", "second_header"])
def test_a_damaged_copy_is_mended_from_the_other_and_said(laptop, which, damage):
    path = getattr(laptop, which)(Stream.WOMEN)
    good = path.read_bytes()
    if damage is None:
        path.unlink()
    else:
        path.write_bytes(damage)
    assert said(open_vaults(laptop.folder, laptop.lupe)[0]) == [REPAIRED]
    assert path.read_bytes() == good
    assert said(open_vaults(laptop.folder, laptop.lupe)[0]) == []


def test_a_copy_with_a_forged_slot_is_damage_and_the_other_is_used(laptop):
    path = laptop.header(Stream.WOMEN)
    good = path.read_bytes()
    forged = bytearray(good)
    forged[-60] ^= 1
    path.write_bytes(resummed(bytes(forged)))
    assert said(open_vaults(laptop.folder, laptop.lupe)[0]) == [REPAIRED]
    assert path.read_bytes() == good


def test_both_copies_damaged_is_said_and_the_database_is_not_touched(laptop):
    before = laptop.paths[Stream.WOMEN].read_bytes()
    both(laptop, Stream.WOMEN, b"rot")
    with pytest.raises(DamagedHeader) as caught:
        open_vaults(laptop.folder, laptop.lupe)
    assert caught.value.exit_status == Exit.DAMAGED
    assert laptop.paths[Stream.WOMEN].read_bytes() == before


def test_both_copies_gone_is_damage_not_an_empty_laptop(laptop):
    laptop.header(Stream.WOMEN).unlink()
    laptop.second_header(Stream.WOMEN).unlink()
    with pytest.raises(DamagedHeader):
        open_vaults(laptop.folder, laptop.lupe)


def test_the_other_stream_s_damage_does_not_stop_who_opens_their_own(laptop):
    both(laptop, Stream.MEN, b"rot")
    vaults = open_vaults(laptop.folder, laptop.lupe)
    assert [vault.stream for vault in vaults] == [Stream.WOMEN, Stream.SHARED]
    assert said(vaults[0]) == [OTHER]


def test_a_header_without_its_database_is_damage_not_an_empty_vault(laptop):
    laptop.paths[Stream.WOMEN].unlink()
    vault = open_vaults(laptop.folder, laptop.lupe)[0]
    engine = make_engine(vault.path, vault.database_key)
    with pytest.raises(DamagedDatabase), reading(engine):
        pass
    assert not vault.path.exists()


def test_a_header_of_a_newer_version_is_refused_in_plain_words(laptop):
    data = bytearray(laptop.header(Stream.WOMEN).read_bytes())
    data[4] = 2
    both(laptop, Stream.WOMEN, resummed(bytes(data)))
    with pytest.raises(NewerVersion) as caught:
        open_vaults(laptop.folder, laptop.lupe)
    assert caught.value.exit_status == Exit.NEWER_VERSION


def test_fields_of_a_later_minor_version_are_kept_when_the_header_is_rewritten(laptop):
    men = open_vaults(laptop.folder, laptop.beto)[0]
    opened = current(laptop, men)
    later = replace(opened, header=replace(opened.header, minor=4, others={77: b"from the future"}))
    both(laptop, Stream.MEN, later.encode(bytes))
    add_slot(men, laptop.lupe.card)
    file = header_file.SHAPE.copy(laptop.header(Stream.MEN).read_bytes()).file
    assert (file.minor, file.fields[77]) == (4, b"from the future")


def current(laptop, vault):
    file = header_file.SHAPE.copy(laptop.header(vault.stream).read_bytes()).file
    return header.open_with(vault.vault_key, header.stream_code(vault.stream), file)


def test_a_power_cut_between_the_two_copies_keeps_the_newer_one_and_says_so(laptop):
    men = open_vaults(laptop.folder, laptop.beto)[0]
    old = laptop.second_header(Stream.MEN).read_bytes()
    add_slot(men, laptop.lupe.card)
    laptop.second_header(Stream.MEN).write_bytes(old)
    assert said(open_vaults(laptop.folder, laptop.beto)[0]) == [STALE]
    assert len(holders(men)) == 2
    assert laptop.second_header(Stream.MEN).read_bytes() == laptop.header(Stream.MEN).read_bytes()


def test_of_two_epochs_the_newer_one_opens_and_has_its_own_database_key(laptop):
    men = open_vaults(laptop.folder, laptop.beto)[0]
    opened = current(laptop, men)
    at_two = replace(
        opened,
        header=replace(opened.header, epoch=2, revision=0),
        holders=(None,) * len(opened.holders),
        vault_key=bytes(range(32)),
    ).with_slot(laptop.beto.card, bytes)
    laptop.header(Stream.MEN).write_bytes(at_two.encode(bytes))
    vault = open_vaults(laptop.folder, laptop.beto)[0]
    assert (vault.epoch, said(vault)) == (2, [STALE])
    assert vault.database_key != men.database_key


def test_a_copy_that_cannot_be_mended_stops_nothing_and_is_said(laptop, make_read_only):
    laptop.header(Stream.WOMEN).write_bytes(b"rot")
    make_read_only(laptop.folder)
    assert said(open_vaults(laptop.folder, laptop.lupe)[0]) == [UNREPAIRED]
    assert laptop.header(Stream.WOMEN).read_bytes() == b"rot"


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data(), forged=st.booleans())
def test_no_changed_byte_is_accepted(laptop, data, forged):
    """Damage, and tampering with a checksum set right: the header opens as it was or not at all."""
    good = laptop.header(Stream.SHARED).read_bytes()
    changed = bytearray(good)
    for _ in range(data.draw(st.integers(1, 3))):
        changed[data.draw(st.integers(0, len(good) - 1))] ^= data.draw(st.integers(1, 255))
    bad = resummed(bytes(changed)) if forged else bytes(changed)
    if bad == good:
        return
    for account in (laptop.lupe, laptop.beto):
        with pytest.raises((Damaged, Newer, NotMine)):
            header.open_for(account, header_file.SHAPE.copy(bad).file)


@given(st.binary(max_size=400), st.booleans())
@settings(max_examples=150)
def test_no_bytes_whatever_make_the_reader_crash(noise, framed):
    data = header_file.LAYOUT.magic + b"\x01\x00" + noise if framed else noise
    for candidate in (data, tagged.close(data, b"")):
        with contextlib.suppress(Damaged, Newer):
            header_file.interpret(header_file.SHAPE.copy(candidate).file)


@pytest.mark.parametrize("count", [0, 1, 15, 17, header_file.SLOTS_MAX + 16])
def test_a_number_of_slots_outside_the_floor_is_refused_even_under_a_true_mac(laptop, count):
    men = open_vaults(laptop.folder, laptop.beto)[0]
    opened = current(laptop, men)
    slots = (opened.header.slots * 20)[:count]
    bad = replace(
        opened, header=replace(opened.header, slots=slots), holders=(opened.holders * 20)[:count]
    )
    both(laptop, Stream.MEN, bad.encode(bytes))
    with pytest.raises(DamagedHeader):
        open_vaults(laptop.folder, laptop.beto)


def test_a_slot_moved_to_another_place_opens_for_nobody(laptop):
    men = open_vaults(laptop.folder, laptop.beto)[0]
    opened = current(laptop, men)
    turned = replace(
        opened,
        header=replace(opened.header, slots=opened.header.slots[1:] + opened.header.slots[:1]),
        holders=opened.holders[1:] + opened.holders[:1],
    )
    both(laptop, Stream.MEN, turned.encode(bytes))
    assert [v.stream for v in open_vaults(laptop.folder, laptop.beto)] == [Stream.SHARED]
