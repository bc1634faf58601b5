"""The wall between women's and men's records, as it stands in the files of one laptop."""

from __future__ import annotations

import shutil
from itertools import product
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from desktop.host.clock import SystemClock
from desktop.programme.vocabulary import Stream
from desktop.vault import cipher, header, header_file
from desktop.vault.account_file import AccountCard
from desktop.vault.database import make_engine, writing
from desktop.vault.sealing import NotSealedToMe
from desktop.vault.store import add_slot, create_vault, holders, open_vaults, remove_slot
from desktop.vault.troubles import WrongKey


def streams(vaults):
    return [vault.stream for vault in vaults]


def test_each_facilitator_opens_what_is_theirs_and_no_more(laptop):
    assert streams(open_vaults(laptop.folder, laptop.lupe)) == [Stream.WOMEN, Stream.SHARED]
    assert streams(open_vaults(laptop.folder, laptop.beto)) == [Stream.MEN, Stream.SHARED]


def test_the_men_s_keys_with_every_file_of_the_laptop_open_nothing_of_the_women_s(laptop):
    """Every key that Beto can come by, tried on every file and every sealed part."""
    beto = laptop.beto
    women = laptop.header(Stream.WOMEN)
    parsed = header_file.interpret(header_file.SHAPE.copy(women.read_bytes()).file)
    infos = [b""]
    for stream, number in product(Stream, range(len(parsed.slots))):
        other = header_file.interpret(
            header_file.SHAPE.copy(laptop.header(stream).read_bytes()).file
        )
        infos.append(header.slot_info(other, number))
    for slot in parsed.slots:
        for info in infos:
            with pytest.raises(NotSealedToMe):
                beto.open_sealed(slot, info)

    mine = open_vaults(laptop.folder, beto)
    keys = [key for vault in mine for key in (vault.database_key, vault.vault_key)]
    keys += [
        header.derive(vault.vault_key, b"vereda database v1", parsed.vault_id + bytes([0, 0, 0, 1]))
        for vault in mine
    ]
    for key in keys:
        with pytest.raises(WrongKey):
            cipher.connect(laptop.paths[Stream.WOMEN], key)
        for code in (b"\x01", b"\x02", b"\x03"):
            with pytest.raises(header.Damaged):
                header.open_with(key, code, header_file.SHAPE.copy(women.read_bytes()).file)


def test_the_women_s_header_put_in_place_of_the_men_s_opens_nothing_more(laptop):
    for source, target in (
        (laptop.header(Stream.WOMEN), laptop.header(Stream.MEN)),
        (laptop.second_header(Stream.WOMEN), laptop.second_header(Stream.MEN)),
    ):
        shutil.copy(source, target)
    assert streams(open_vaults(laptop.folder, laptop.beto)) == [Stream.SHARED]


def test_the_files_say_nothing_of_stream_people_or_their_number(laptop):
    headers = [laptop.header(stream).read_bytes() for stream in Stream]
    assert len({len(data) for data in headers}) == 1
    everything = b"".join(
        path.read_bytes() + path.name.encode()
        for path in (laptop.folder / "vaults").iterdir()
        if path.is_file()
    )
    for account in (laptop.lupe, laptop.beto):
        for secret in (account.card.id, account.card.box_pub, account.card.sign_pub):
            assert secret not in everything
        assert account.card.nickname.encode() not in everything
    for word in (b"women", b"shared", b"SQLite", b"Vereda", b"vereda"):
        assert word not in everything


def test_files_of_a_vault_can_be_read_by_their_owner_alone(laptop):
    engine = make_engine(
        laptop.paths[Stream.WOMEN], open_vaults(laptop.folder, laptop.lupe)[0].database_key
    )
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE t (a)")
        files = [path for path in laptop.folder.rglob("*") if path.is_file()]
        assert any(path.name.endswith("-wal") for path in files)
        assert {path.stat().st_mode & 0o077 for path in files} == {0}
    engine.dispose()


def test_a_slot_is_granted_without_the_other_s_passphrase_and_taken_away(laptop):
    men = next(v for v in open_vaults(laptop.folder, laptop.beto) if v.stream is Stream.MEN)
    size = laptop.header(Stream.MEN).stat().st_size
    add_slot(men, laptop.lupe.card)
    add_slot(men, laptop.lupe.card)
    assert holders(men) == [laptop.beto.card.id, laptop.lupe.card.id]
    assert laptop.header(Stream.MEN).stat().st_size == size
    assert Stream.MEN in streams(open_vaults(laptop.folder, laptop.lupe))

    remove_slot(men, laptop.lupe.card.id)
    assert streams(open_vaults(laptop.folder, laptop.lupe)) == [Stream.WOMEN, Stream.SHARED]
    assert streams(open_vaults(laptop.folder, laptop.beto)) == [Stream.MEN, Stream.SHARED]
    with pytest.raises(KeyError):
        remove_slot(men, laptop.lupe.card.id)


def test_an_account_that_was_taken_out_does_not_come_back_by_the_older_copy(laptop):
    old = laptop.second_header(Stream.SHARED).read_bytes()
    shared = open_vaults(laptop.folder, laptop.lupe)[-1]
    remove_slot(shared, laptop.beto.card.id)
    laptop.second_header(Stream.SHARED).write_bytes(old)
    assert streams(open_vaults(laptop.folder, laptop.beto)) == [Stream.MEN]
    assert laptop.second_header(Stream.SHARED).read_bytes() == old


def test_more_people_than_one_step_of_slots_all_have_one(tmp_path, laptop):
    cards = [
        header_card(number, laptop.lupe.card.box_pub) for number in range(header_file.SLOT_STEP + 1)
    ]
    vault = create_vault(tmp_path, Stream.MEN, [*cards, laptop.beto.card], clock=SystemClock())
    assert len(holders(vault)) == header_file.SLOT_STEP + 2
    assert streams(open_vaults(tmp_path, laptop.beto)) == [Stream.MEN]


def header_card(number: int, box_pub: bytes) -> AccountCard:
    return AccountCard(bytes([number + 1]) * 16, "x", bytes(32), box_pub)


def test_a_vault_that_nobody_could_open_is_not_made(tmp_path):
    with pytest.raises(ValueError, match="nobody"):
        create_vault(tmp_path, Stream.MEN, [], clock=SystemClock())
    assert list(tmp_path.iterdir()) == []


def test_the_database_opens_by_the_documented_pragma_alone(laptop):
    vault = open_vaults(laptop.folder, laptop.lupe)[0]
    plain = sqlcipher.connect(str(vault.path))
    plain.execute(f"PRAGMA key = \"x'{vault.database_key.hex()}'\"")
    assert plain.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    plain.close()


def test_no_key_stands_in_what_python_prints_of_a_vault(laptop):
    for vault in open_vaults(laptop.folder, laptop.lupe):
        shown = repr(vault) + str(vault)
        for key in (vault.database_key, vault.vault_key):
            assert key.hex() not in shown
            assert repr(key) not in shown


def test_paths_are_random(tmp_path, laptop):
    made = {
        create_vault(tmp_path, Stream.MEN, [laptop.beto.card], clock=SystemClock()).path
        for _ in range(2)
    }
    assert len(made) == 2
    assert all(len(Path(path).stem) == 16 for path in made)
