"""What a cloned disk, another server or a stranger puts into the inbox."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desktop.journal import quarantine
from desktop.journal.spaces import space_key
from desktop.journal.unsealed import next_unsealed
from desktop.services import attendance
from desktop.services import roster as rosters
from desktop.services.entrance import enter
from desktop.vault.accounts import list_accounts
from sync.batch.header import BatchKind, read_label
from sync.batch.keys import public_key, signer
from sync.batch.receipt import Head, Receipt
from sync.batch.records import Proof, seal_records
from sync.batch.roster_entries import append_entries
from sync.carriers import boxes
from sync.client import joining
from tests.sync.client.conftest import (
    ABSENT,
    PRESENT,
    Course,
    Laptop,
    Programme,
    flipped,
    records_of,
    write_three_batches,
)
from tests.sync.server.stage import Programme as OtherProgramme


def test_the_work_of_a_cloned_disk_is_never_dropped_in_silence(
    programme: Programme,
    met: tuple[Laptop, Laptop],
    course: Course,
    open_laptop: Callable[..., Laptop],
) -> None:
    """Both lives write batches with the same numbers; the older of them come late."""
    first, second = met
    twin = open_laptop(programme.first, programme.founder, "twin")
    ours = write_three_batches(first, course)
    for session in course.sessions[1:4]:
        attendance.mark(twin.work, session, course.people[1], ABSENT)
        twin.seal()
    theirs = [b for b in records_of(twin.outbox()) if b not in records_of(first.outbox())]
    assert len(theirs) == 3
    second.put(*ours)
    second.take_in()
    second.put(*theirs)
    taken = second.take_in()
    assert (taken.put_aside, taken.known) == (3, 0)
    assert second.put_aside() == ["FORK"] * 3
    kept = [
        quarantine.bytes_put_aside(second.work, q.hash)
        for q in quarantine.list_put_aside(second.work)
    ]
    assert sorted(kept) == sorted(theirs)
    assert second.tables() == first.tables()

    # On the very laptop that was cloned it is the same.
    first.put(*theirs)
    first.take_in()
    assert first.put_aside() == ["FORK"] * 3


def test_a_repeated_number_with_a_forged_signature_is_no_fork(
    met: tuple[Laptop, Laptop], course: Course
) -> None:
    first, second = met
    ours = write_three_batches(first, course)
    second.put(*ours)
    second.take_in()
    second.put(flipped(ours[1], len(ours[1]) * 8 - 9))
    second.take_in()
    assert second.put_aside() == ["BAD_SIGNATURE"]


def test_a_receipt_of_another_key_is_put_aside_and_believed_in_nothing(first: Laptop) -> None:
    server, stranger = bytes([1]) * 32, bytes([2]) * 32
    boxes.change_server(first.folder, "http://127.0.0.1:9", public_key(server))
    newest = {}
    for name, data in first.outbox().items():
        label = read_label(data)
        if label.number >= newest.get(label.chain, (0, ""))[0]:
            newest[label.chain] = (label.number, name)
    heads = tuple(
        Head(chain, number, bytes.fromhex(name.removesuffix(".vrd")))
        for chain, (number, name) in newest.items()
    )
    settings_ = boxes.read_settings(first.folder)
    assert settings_ is not None
    receipt = Receipt(settings_.programme, bytes(8), 1_795_000_000_000, bytes(8), heads)
    inbox = boxes.inbox(first.folder)
    boxes.put_receipt(inbox, receipt.sign(signer(stranger)).encode())
    boxes.put_receipt(inbox, b"\x01\x00 nonsense")
    first.take_in()
    assert first.status().received == 0
    assert first.status().quarantined == 2

    # A head that names another batch than ours covers nothing.
    other = tuple(Head(head.chain, head.number, bytes(32)) for head in heads)
    wrong = Receipt(settings_.programme, bytes(8), 1, bytes(8), other)
    boxes.put_receipt(inbox, wrong.sign(signer(server)).encode())
    first.take_in()
    assert first.status().received == 0

    boxes.put_receipt(inbox, receipt.sign(signer(server)).encode())
    first.take_in()
    assert first.status().received == first.status().saved


def test_while_no_server_key_is_known_receipts_wait_and_batches_enter(
    met: tuple[Laptop, Laptop], course: Course
) -> None:
    first, second = met
    path = boxes.put_receipt(boxes.inbox(second.folder), b"whoever")
    boxes.settings_path(second.folder).write_bytes(b"{ damaged")
    second.put(*write_three_batches(first, course))
    assert second.take_in().batches == 3
    assert path.exists()
    facts = second.status()
    assert facts.failed
    assert facts.trouble is not None


def test_rosters_that_nobody_of_the_programme_signed_are_put_aside(
    first: Laptop, second: Laptop
) -> None:
    stranger = OtherProgramme(demo=False)
    assert second.desk.shared is not None
    known = rosters.known(second.desk.shared).roster
    (link,) = known.links.values()
    forged = append_entries(
        link, [], sign_chain=signer(bytes(32)), sign_sealer=signer(bytes(32)), sealed=b""
    )
    second.put(stranger.rosters[0], forged, *first.outbox().values())
    taken = second.take_in()
    assert taken.put_aside == 2
    assert rosters.known(second.desk.shared).roster == known
    assert second.tables() == first.tables()


def test_a_batch_whose_signer_is_let_in_only_by_a_later_list_enters_when_it_comes(
    met: tuple[Laptop, Laptop], tmp_path: Path, course: Course
) -> None:
    first, second = met
    before = set(first.outbox())
    request = joining.write_request(tmp_path / "third", "Duna", "otra frase de prueba más")
    invitation = joining.invite(first.desk, first.folder, request)
    first.seal()
    introduced = {n: d for n, d in first.outbox().items() if n not in before}
    joining.accept(tmp_path / "third", "otra frase de prueba más", invitation)
    (card,) = list_accounts(tmp_path / "third")
    desk = enter(tmp_path / "third", card.id, "otra frase de prueba más")
    third = Laptop(tmp_path / "third", desk.account)
    desk.close()
    try:
        third.put(*first.outbox().values())
        third.take_in()
        attendance.mark(third.work, course.sessions[2], course.people[2], PRESENT)
        third.seal()
        second.put(*third.outbox().values())
        assert second.take_in().waiting == len(third.outbox())
        assert second.status().others == len(third.outbox())
        second.put(*introduced.values())
        second.take_in()
        assert second.inbox() == []
        assert second.tables() == third.tables()
    finally:
        third.desk.close()


def test_nobody_writes_into_a_space_that_the_list_does_not_give_them(
    programme: Programme,
    first: Laptop,
    met: tuple[Laptop, Laptop],
    course: Course,
) -> None:
    """The men's facilitator signs a batch for the women's space, with a stolen space key."""
    _, second = met
    attendance.mark(first.work, course.sessions[1], course.people[0], PRESENT)
    pending = next_unsealed(first.work)
    assert pending is not None
    data = seal_records(
        pending.link,
        pending.operations,
        pending.origins.get,
        epoch=1,
        space_key=space_key(first.work, first.work.home, 1),
        salt=bytes(16),
        sealer=programme.man.card.id,
        sign_chain=signer(pending.chain_seed),
        sign_sealer=programme.man.sign,
        proof=Proof(pending.run_secret, pending.head_before, pending.signature),
    )
    before = second.tables()
    second.put(data)
    second.take_in()
    assert second.put_aside() == ["NOT_ALLOWED"]
    assert second.tables() == before
    assert read_label(data).kind == BatchKind.RECORDS
