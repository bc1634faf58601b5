"""From operations to sealed batches and back on another laptop, with what is known of each."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from desktop.journal import meta, outbox
from desktop.journal.links import link_of
from desktop.journal.open_vault import OpenVault
from desktop.journal.quarantine import bytes_put_aside, let_go, list_put_aside, put_aside
from desktop.journal.receive import receive
from desktop.journal.spaces import add_space, latest_epoch, space_key
from desktop.journal.unsealed import Unsealed, facts, keep_sealed, next_unsealed
from desktop.programme.schema import ATTENDANCE, GROUP, PARTICIPANT, SESSION
from desktop.vault.accounts import UnlockedAccount
from sync.batch.header import Link, read_label
from sync.batch.heads import commit_message, next_head
from sync.batch.keys import is_signed, signer
from sync.batch.reason import Reason
from sync.batch.records import Proof, open_records, seal_records
from sync.batch.seal import verify

from .conftest import SPACE, SPACE_KEY, Laptop, shown

NewLaptop = Callable[..., Laptop]
PROGRAMME = b"P" * 16


def join(vault: OpenVault) -> None:
    with vault.transaction() as connection:
        meta.put(connection, meta.PROGRAMME, PROGRAMME)


def seal_one(vault: OpenVault, unsealed: Unsealed) -> outbox.Sealed:
    me = vault.account
    opener = unsealed.link.opener or me.card.id
    link = Link(
        PROGRAMME,
        SPACE,
        unsealed.link.chain_pub,
        opener,
        unsealed.link.demo,
        unsealed.link.number,
        unsealed.link.next_seq,
        unsealed.link.last_hash,
    )
    data = seal_records(
        link,
        unsealed.operations,
        unsealed.origins.get,
        epoch=latest_epoch(vault, SPACE),
        space_key=space_key(vault, SPACE, 1),
        salt=os.urandom(16),
        sealer=me.card.id,
        sign_chain=signer(unsealed.chain_seed),
        sign_sealer=me.sign,
        proof=None
        if unsealed.author == me.card.id
        else Proof(unsealed.run_secret, unsealed.head_before, unsealed.signature),
    )
    return keep_sealed(vault, unsealed, data, opener)


def seal_all(vault: OpenVault) -> list[outbox.Sealed]:
    sealed = []
    while (unsealed := next_unsealed(vault)) is not None:
        sealed.append(seal_one(vault, unsealed))
    return sealed


def take_in(vault: OpenVault, data: bytes, accounts: list[UnlockedAccount]) -> None:
    label = read_label(data)
    with vault.read() as connection:
        link = link_of(connection, label.chain) or Link.opened_by(label)
    header = link.complete(label)
    keys = {account.card.id: account.card.sign_pub for account in accounts}
    verify(data, header, keys[header.sealer])
    records = open_records(data, header, SPACE_KEY, keys.get)
    after = link.after(header, data)
    receive(vault, link.chain, link.space, records.ops, records.origins, after)


def fill(vault: OpenVault) -> None:
    with vault.write() as journal:
        people = journal.record(*(PARTICIPANT.new(folio=str(n)) for n in range(30))).created
        (group,) = journal.record(GROUP.new(name="Jacaranda")).created
        journal.record(*(SESSION.child(group, n, date="2026-11-03") for n in range(1, 26)))
    with vault.read() as connection:
        sessions = [row[0] for row in connection.exec_driver_sql("SELECT id FROM session")]
    for session in sessions[:20]:
        for person in people:
            with vault.write() as journal:
                journal.record(ATTENDANCE.pair(session, person, state=1))


def test_what_is_sealed_here_makes_the_same_tables_there(
    new_laptop: NewLaptop, accounts: list[UnlockedAccount]
) -> None:
    here, there = new_laptop(0).vault, new_laptop(1).vault
    join(here)
    join(there)
    fill(here)
    sealed = seal_all(here)
    assert [batch.number for batch in sealed] == list(range(1, len(sealed) + 1))
    assert max(batch.count for batch in sealed) <= 500
    assert sum(batch.count for batch in sealed) == 656
    for batch in sealed:
        take_in(there, outbox.bytes_of(here, batch.hash), accounts)
    assert shown(there) == shown(here)
    with there.read() as connection:
        link = link_of(connection, sealed[0].chain)
    assert link is not None
    assert (link.number, link.next_seq) == (len(sealed), 657)
    # And the answer, which names chains and replaces operations of the other laptop.
    with there.write() as journal:
        with there.read() as connection:
            pair = connection.exec_driver_sql("SELECT session, participant FROM attendance").first()
        assert pair is not None
        journal.record(ATTENDANCE.pair(*pair, state=3))
    for batch in seal_all(there):
        take_in(here, outbox.bytes_of(there, batch.hash), accounts)
    assert shown(there) == shown(here)


def test_work_left_behind_is_sealed_by_the_next_person_with_the_authors_proof(
    laptop: Laptop, new_laptop: NewLaptop, accounts: list[UnlockedAccount]
) -> None:
    join(laptop.vault)
    with laptop.vault.write() as journal:
        journal.record(PARTICIPANT.new(folio="1"))
    laptop.vault.close()
    laptop.account = accounts[1]
    vault = laptop.unlock()
    with vault.write() as journal:
        journal.record(PARTICIPANT.new(folio="2"))
    first = next_unsealed(vault)
    assert first is not None
    assert first.author == accounts[0].card.id
    assert len(first.operations) == 1
    sealed = seal_all(vault)
    assert len(sealed) == 2
    other = new_laptop(2).vault
    join(other)
    for batch in sealed:
        take_in(other, outbox.bytes_of(vault, batch.hash), accounts)
    assert shown(other) == shown(vault)


def test_every_commit_carries_its_authors_signature(
    vault: OpenVault, accounts: list[UnlockedAccount]
) -> None:
    fill(vault)
    count = 0
    while (unsealed := next_unsealed(vault, max_operations=100)) is not None:
        head = unsealed.head_before
        for op in unsealed.operations:
            head = next_head(head, unsealed.run_secret, op)
        assert head == unsealed.head_after
        last = unsealed.operations[-1]
        message = commit_message(last.chain, last.seq, head)
        assert is_signed(accounts[0].card.sign_pub, unsealed.signature, message)
        keep_sealed(vault, unsealed, os.urandom(40), unsealed.author)
        count += 1
    assert count == 7


def test_a_single_commit_is_never_cut(vault: OpenVault) -> None:
    with vault.write() as journal:
        journal.record(*(PARTICIPANT.new(folio=str(n)) for n in range(40)))
    unsealed = next_unsealed(vault, max_operations=10, max_values_bytes=10)
    assert unsealed is not None
    assert len(unsealed.operations) == 40


def test_a_batch_closes_before_it_grows_long(vault: OpenVault) -> None:
    for n in range(4):
        with vault.write() as journal:
            journal.record(PARTICIPANT.new(folio=str(n), note="x" * 6_000))
    unsealed = next_unsealed(vault)
    assert unsealed is not None
    assert len(unsealed.operations) == 2


def test_after_sealing_new_work_is_salted_anew(vault: OpenVault) -> None:
    secrets = set()
    for n in range(2):
        with vault.write() as journal:
            journal.record(PARTICIPANT.new(folio=str(n)))
        unsealed = next_unsealed(vault)
        assert unsealed is not None
        secrets.add(unsealed.run_secret)
        keep_sealed(vault, unsealed, os.urandom(40), unsealed.author)
    assert len(secrets) == 2
    with pytest.raises(ValueError, match="went on"):
        keep_sealed(vault, unsealed, os.urandom(40), unsealed.author)


def test_saved_sent_and_received_are_three_facts(laptop: Laptop) -> None:
    vault = laptop.vault
    join(vault)
    for n in range(3):
        with vault.write() as journal:
            journal.record(PARTICIPANT.new(folio=str(n)))
    ((first, *_),) = [seal_all(vault)]
    assert outbox.unwritten(vault) == [first]
    with vault.write() as journal:
        journal.record(PARTICIPANT.new(folio="4"))
    now = facts(vault, day_began_ms=laptop.clock.at_ms)
    assert (now.saved, now.unsealed, now.sealed, now.sent, now.received) == (4, 1, 3, 0, 0)
    assert now.today == 4
    assert facts(vault, day_began_ms=laptop.clock.at_ms + 1).today == 0
    outbox.mark_written(vault, [first.hash])
    outbox.mark_sent(vault, [first.hash])
    assert outbox.unwritten(vault) == []
    assert outbox.unreceived(vault) == [first]
    now = facts(vault)
    assert (now.saved, now.unsealed, now.sealed, now.sent, now.received) == (4, 1, 0, 3, 0)
    outbox.mark_received(vault, first.chain, 1)
    now = facts(vault)
    assert (now.saved, now.unsealed, now.sealed, now.sent, now.received) == (4, 1, 0, 0, 3)
    assert outbox.unreceived(vault) == []
    assert outbox.batches_after(vault, first.chain, 0) == [first]


def test_a_batch_that_cannot_be_taken_in_waits_whole(vault: OpenVault) -> None:
    put_aside(vault, b"h" * 32, b"data", Reason.GAP.name)
    put_aside(vault, b"h" * 32, b"data", Reason.FORK.name)
    put_aside(vault, b"i" * 32, b"", Reason.FORK.name)
    assert [(kept.reason, kept.size) for kept in list_put_aside(vault)] == [("GAP", 4), ("FORK", 0)]
    now = facts(vault)
    assert (now.gaps, now.quarantined) == (1, 1)
    assert bytes_put_aside(vault, b"h" * 32) == b"data"
    let_go(vault, b"h" * 32)
    assert len(list_put_aside(vault)) == 1


def test_a_space_keeps_a_key_for_each_epoch(vault: OpenVault) -> None:
    add_space(vault, SPACE, "San Isidro", 2, bytes(32))
    add_space(vault, b"o" * 16, "Otro", 1, bytes(32))
    assert latest_epoch(vault, SPACE) == 2
    assert space_key(vault, SPACE, 1) == SPACE_KEY
    assert [space.home for space in vault.spaces] == [True, False]
    with pytest.raises(ValueError, match="another key"):
        add_space(vault, SPACE, "San Isidro", 2, SPACE_KEY)
    with pytest.raises(KeyError):
        space_key(vault, SPACE, 9)
