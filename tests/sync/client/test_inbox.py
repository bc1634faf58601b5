"""What a carrier may bring, in any order and state: each thing waits, enters or is put aside."""

from __future__ import annotations

import shutil
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.journal import quarantine
from desktop.journal.spaces import space_key
from desktop.journal.unsealed import next_unsealed
from desktop.programme.vocabulary import SkipReason
from desktop.services import attendance, groups
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
)
from tests.sync.server.stage import Programme as OtherProgramme


def write_three_batches(laptop: Laptop, course: Course) -> list[bytes]:
    """The women's chain of the laptop as three more batches."""
    before = set(laptop.outbox())
    for session in course.sessions[1:4]:
        attendance.mark(laptop.work, session, course.people[0], PRESENT)
        laptop.seal()
    made = {name: data for name, data in laptop.outbox().items() if name not in before}
    return records_of(made)


def test_batches_in_reverse_and_twice_are_taken_in_once(
    first: Laptop, second: Laptop, course: Course
) -> None:
    write_three_batches(first, course)
    for data in reversed(records_of(first.outbox())):
        second.put(data)
        second.take_in()
    gaps = second.status()
    assert (gaps.quarantined, gaps.saved) == (0, 0)
    second.put(*first.outbox().values())
    second.take_in()
    assert second.tables() == first.tables()
    second.put(*first.outbox().values())
    taken = second.take_in()
    assert (taken.batches, taken.put_aside) == (0, 0)
    assert taken.known == len(records_of(first.outbox()))
    assert second.inbox() == []
    assert second.tables() == first.tables()


def test_a_batch_whose_earlier_one_is_missing_waits_and_is_counted(
    met: tuple[Laptop, Laptop], course: Course
) -> None:
    first, second = met
    one, two, three = write_three_batches(first, course)
    second.put(two, three)
    taken = second.take_in()
    assert (taken.waiting, taken.batches) == (2, 0)
    assert (second.status().gaps, second.status().quarantined) == (2, 0)
    second.put(one)
    second.take_in()
    assert (second.status().gaps, second.status().quarantined) == (0, 0)
    assert second.tables() == first.tables()


def test_one_flipped_bit_is_put_aside_and_the_rest_goes_in(
    met: tuple[Laptop, Laptop], course: Course
) -> None:
    """Bits of the label, the body and the signatures, under the names of sound files."""
    first, second = met
    one, two, three = write_three_batches(first, course)
    bits = [*range(0, 20 * 8, 16), *range(80 * 8, len(two) * 8, 997)]
    for bit in bits:
        sound = second.put(two)[0]
        sound.rename(sound.with_name(f"{bit:064x}.vrd")).write_bytes(flipped(two, bit))
    second.put(one, three)
    taken = second.take_in()
    assert (taken.put_aside, taken.batches, taken.waiting) == (len(bits), 1, 1)
    facts = second.status()
    assert (facts.quarantined, facts.gaps) == (len(bits), 1)
    second.put(two)
    second.take_in()
    assert second.tables() == first.tables()
    assert second.status().gaps == 0


def test_flips_by_somebody_who_also_renamed_the_files_change_nothing(
    met: tuple[Laptop, Laptop], course: Course
) -> None:
    first, second = met
    one, two, three = write_three_batches(first, course)
    before = second.tables()
    for bit in range(0, len(one) * 8, 211):
        second.put(flipped(one, bit))
    second.take_in()
    assert second.tables() == before
    second.put(one, two, three)
    second.take_in()
    assert second.tables() == first.tables()


def test_a_cut_batch_and_foreign_files_are_put_aside_with_their_reason(
    met: tuple[Laptop, Laptop], course: Course
) -> None:
    first, second = met
    one, two, three = write_three_batches(first, course)
    second.put(one, two[:-40], b"", b"%PDF-1.7 not ours", three)
    taken = second.take_in()
    assert (taken.batches, taken.waiting, taken.put_aside) == (1, 1, 3)
    assert second.put_aside() == ["CUT", "CUT", "NOT_A_BATCH"]
    second.put(two)
    second.take_in()
    assert second.tables() == first.tables()


def test_what_is_no_plain_file_or_far_too_large_stops_nothing(
    met: tuple[Laptop, Laptop], course: Course, tmp_path: Path
) -> None:
    first, second = met
    made = write_three_batches(first, course)
    inbox = boxes.inbox(second.folder)
    (inbox / "folder.vrd").mkdir()
    (inbox / "nowhere.vrd").symlink_to(tmp_path / "nothing")
    (inbox / "endless.vrd").symlink_to("/dev/zero")
    with (inbox / "large.vrd").open("wb") as file:
        file.truncate(5_000_000_000)
    second.put(*made)
    assert second.take_in().batches == 3
    assert second.status().others == 4
    assert second.tables() == first.tables()


def test_a_stick_full_of_rubbish_does_not_fill_the_vault(
    met: tuple[Laptop, Laptop], course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = met
    monkeypatch.setattr("sync.client.inbox.PUT_ASIDE_MAX", 5)
    second.put(*(b"rubbish %d" % n for n in range(9)), *write_three_batches(first, course))
    assert second.take_in().batches == 3
    assert (second.status().quarantined, len(second.inbox())) == (5, 4)


def test_a_full_inbox_is_looked_through_without_holding_it_in_memory(second: Laptop) -> None:
    chain = OtherProgramme(demo=False).chain("a")
    files = [chain.write_blob(90_000) for _ in range(30)]
    second.put(*files)
    tracemalloc.start()
    try:
        taken = second.take_in()
        _, most_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert taken.waiting == len(files)
    assert most_bytes < sum(map(len, files)) / 2


def test_a_batch_of_a_newer_version_waits_for_the_update(met: tuple[Laptop, Laptop]) -> None:
    _, second = met
    path = second.put(b"Vr\x07 whatever comes later")[0]
    assert second.take_in().put_aside == 0
    assert path.exists()
    assert second.status().others == 1


def test_the_other_stream_s_batches_stay_for_the_account_they_are_for(
    programme: Programme, first: Laptop, open_laptop: Callable[..., Laptop]
) -> None:
    first.reopen(programme.man)
    first.seal()
    every = first.outbox()
    women = open_laptop(programme.first, programme.founder, "women")
    women.put(*every.values())
    women.take_in()
    left = {path.name: path.read_bytes() for path in women.inbox()}
    assert len(left) == 1
    assert women.status().others == 1
    assert women.status().quarantined == women.status().gaps == 0
    women.reopen(programme.man)
    women.take_in()
    assert women.inbox() == []


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(chance=st.randoms(use_true_random=False))
def test_any_order_and_repetition_gives_a_third_laptop_the_same_tables(
    delivered: tuple[list[bytes], dict[str, object]],
    programme: Programme,
    tmp_path_factory: pytest.TempPathFactory,
    chance: Random,
) -> None:
    batches, expected = delivered
    order = batches + chance.choices(batches, k=4)
    chance.shuffle(order)
    folder = Path(shutil.copytree(programme.second, tmp_path_factory.mktemp("third") / "data"))
    third = Laptop(folder, programme.joined)
    try:
        while order:
            take = chance.randint(1, 5)
            third.put(*order[:take])
            del order[:take]
            third.take_in()
        assert third.inbox() == []
        assert third.put_aside() == []
        assert third.tables() == expected
    finally:
        third.desk.close()


@pytest.fixture(scope="module")
def delivered(
    programme: Programme, tmp_path_factory: pytest.TempPathFactory
) -> tuple[list[bytes], dict[str, object]]:
    """All batches of two laptops that worked side by side, and the tables that follow."""
    home = tmp_path_factory.mktemp("delivered")
    first = Laptop(Path(shutil.copytree(programme.first, home / "a")), programme.founder)
    second = Laptop(Path(shutil.copytree(programme.second, home / "b")), programme.joined)
    second.put(*first.outbox().values())
    second.take_in()
    course = programme.course
    groups.skip_session(second.work, course.sessions[4], SkipReason.ROAD)
    for laptop, state in ((first, PRESENT), (second, ABSENT), (first, ABSENT)):
        for session in course.sessions[1:3]:
            for person in course.people[:2]:
                attendance.mark(laptop.work, session, person, state)
            laptop.seal()
    batches = [*first.outbox().values(), *second.outbox().values()]
    first.put(*second.outbox().values())
    second.put(*first.outbox().values())
    first.take_in()
    second.take_in()
    expected = first.tables()
    assert second.tables() == expected
    for laptop in (first, second):
        laptop.desk.close()
    return batches, expected


# --- clones, forgeries ----------------------------------------------------------


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
