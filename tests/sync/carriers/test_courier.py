"""What is acknowledged is on the server, what is not stays in the outbox, whatever breaks."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.batch.keys import batch_hash
from sync.batch.receipt import Receipt
from sync.carriers import boxes, trouble
from tests.sync.server.stage import Person, Programme

from .conftest import CuttingProxy, HostileServer, ServerProcess, http_answer, saying, silence
from .laptop import Laptop

Start = Callable[..., ServerProcess]
Hostile = Callable[..., HostileServer]


@pytest.fixture
def programme(request: pytest.FixtureRequest) -> Programme:
    return Programme(request.node.name)


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """One server for all tests that leave it running; each has a programme of its own."""
    running = ServerProcess(
        tmp_path_factory.mktemp("centre") / "store", "--demo", "--programmes", "100"
    )
    yield running
    running.stop()


@pytest.fixture
def laptop(programme: Programme, centre: ServerProcess, tmp_path: Path) -> Laptop:
    """A laptop of the programme, whose roster waits in the outbox."""
    made = Laptop(tmp_path / "one", programme, centre.url)
    programme.append(made.entry(programme.space))
    made.seals(*programme.rosters)
    return made


def test_everything_that_waits_goes_in_one_request_once_the_server_is_known(
    laptop: Laptop, programme: Programme
) -> None:
    assert laptop.run().trouble is None
    chain = programme.chain("a")
    laptop.seals(*[chain.write() for _ in range(20)])
    outcome = laptop.run()
    assert (outcome.trouble, outcome.requests, outcome.sent, outcome.waiting) == (None, 1, 20, 0)
    assert laptop.sent() == {*programme.rosters, *chain.batches}
    assert laptop.inbox() == set()


def test_a_receipt_on_disk_covers_everything_that_left_the_outbox(
    laptop: Laptop, programme: Programme
) -> None:
    chain = programme.chain("a")
    laptop.seals(chain.write(), chain.write())
    laptop.run()
    receipts = [
        Receipt.decode(path.read_bytes(), programme.id)
        for path in boxes.receipt_files(boxes.inbox(laptop.folder))
    ]
    pinned = laptop.state.pinned_key
    assert pinned is not None
    for receipt in receipts:
        receipt.verify([pinned])
    assert (chain.id, 2) in {(head.chain, head.number) for r in receipts for head in r.heads}


def test_a_second_laptop_pulls_the_same_files_and_nothing_comes_back_to_the_first(
    laptop: Laptop, programme: Programme, centre: ServerProcess, tmp_path: Path
) -> None:
    other = Laptop(tmp_path / "two", programme, centre.url, "two")
    laptop.seals(programme.append(other.entry(programme.space)))
    chain = programme.chain("a")
    laptop.seals(*[chain.write() for _ in range(5)])
    laptop.run()
    assert other.run().trouble is None
    assert other.inbox() == {*programme.rosters, *chain.batches}
    assert laptop.run().brought == 0
    assert other.run().brought == 0


def test_a_laptop_pulls_only_the_spaces_that_the_roster_gives_it(
    laptop: Laptop, programme: Programme, centre: ServerProcess, tmp_path: Path
) -> None:
    other = Laptop(tmp_path / "two", programme, centre.url, "two")
    stranger = Laptop(tmp_path / "three", programme, centre.url, "three")
    laptop.seals(programme.append(other.entry(programme.other_space)))
    laptop.seals(programme.chain("a").write())
    elsewhere = programme.chain("b", space=programme.other_space)
    laptop.seals(elsewhere.write())
    laptop.run()
    other.run()
    stranger.run()
    assert other.inbox() == {*programme.rosters, *elsewhere.batches}
    assert stranger.inbox() == set()


def test_more_than_one_request_holds_goes_in_several_and_comes_in_several(
    laptop: Laptop, programme: Programme, centre: ServerProcess, tmp_path: Path
) -> None:
    other = Laptop(tmp_path / "two", programme, centre.url, "two")
    laptop.seals(programme.append(other.entry(programme.space)))
    chain = programme.chain("a")
    laptop.seals(*[chain.write_blob(240_000) for _ in range(9)])
    outcome = laptop.run()
    assert (outcome.trouble, outcome.waiting) == (None, 0)
    assert outcome.requests >= 3
    assert other.run().trouble is None
    assert other.inbox() == {*programme.rosters, *chain.batches}


def test_a_bad_file_stays_with_its_reason_and_the_rest_goes_on(
    laptop: Laptop, programme: Programme
) -> None:
    elsewhere = Person("elsewhere")
    laptop.seals(programme.append(programme.member(elsewhere, programme.other_space)))
    good, bad = programme.chain("a").write(), programme.chain("b", elsewhere).write()
    waits = programme.chain("c", Person("stranger")).write()
    laptop.seals(good, bad, waits, b"no batch at all")
    outcome = laptop.run()
    assert outcome.trouble is None
    assert good in laptop.sent()
    assert laptop.outbox() == {bad, waits, b"no batch at all"}
    assert sorted(laptop.state.refused.values()) == ["DAMAGED", "NOT_ALLOWED"]
    assert list(laptop.state.held.values()) == ["UNKNOWN_SIGNER"]
    assert laptop.run().bytes_up < 400


def test_what_waited_for_the_roster_is_acknowledged_when_it_comes(
    laptop: Laptop, programme: Programme
) -> None:
    newcomer = Person("newcomer")
    early = programme.chain("a", newcomer).write()
    laptop.seals(early)
    laptop.run()
    assert laptop.outbox() == {early}
    laptop.seals(programme.append(programme.member(newcomer, programme.space)))
    laptop.run()
    outcome = laptop.run()
    assert outcome.trouble is None
    assert laptop.outbox() == set()


def test_with_no_server_nothing_is_lost_and_the_next_request_sends_at_once(
    laptop: Laptop, programme: Programme, server: Start, tmp_path: Path
) -> None:
    centre = server(tmp_path / "store", "--demo")
    boxes.change_server(laptop.folder, centre.url)
    laptop.run()
    centre.kill()
    laptop.seals(programme.chain("a").write())
    outcome = laptop.run()
    assert isinstance(outcome.trouble, trouble.Refused)
    assert (outcome.waiting, laptop.state.failures) == (1, 1)
    again = server(centre.store, "--demo")
    boxes.change_server(laptop.folder, again.url, laptop.state.pinned_key)
    outcome = laptop.run()
    assert (outcome.trouble, outcome.requests, outcome.waiting) == (None, 1, 0)
    assert laptop.state.failures == 0


def test_after_a_lost_answer_the_heads_are_asked_first_and_nothing_is_sent_twice(
    laptop: Laptop, programme: Programme, centre: ServerProcess
) -> None:
    laptop.run()
    chain = programme.chain("a")
    laptop.seals(*[chain.write() for _ in range(10)])
    before = boxes.state_path(laptop.folder).read_bytes()
    laptop.run()
    for path in boxes.batch_files(boxes.sent(laptop.folder)):  # as if the answer was lost
        if path.read_bytes() in chain.batches:
            shutil.move(path, boxes.outbox(laptop.folder))
    boxes.state_path(laptop.folder).write_bytes(
        before.replace(b'"unfinished": false', b'"unfinished": true')
    )
    outcome = laptop.run()
    assert (outcome.trouble, outcome.waiting, outcome.brought) == (None, 0, 0)
    assert outcome.bytes_up < 500


def test_a_restored_server_gets_again_what_it_forgot(
    laptop: Laptop, programme: Programme, server: Start, tmp_path: Path
) -> None:
    centre = server(tmp_path / "store", "--demo")
    boxes.change_server(laptop.folder, centre.url)
    other = Laptop(tmp_path / "two", programme, centre.url, "two")
    laptop.seals(programme.append(other.entry(programme.space)))
    chain, theirs = programme.chain("a"), programme.chain("b")
    laptop.seals(chain.write())
    laptop.run()
    centre.stop()
    backup = tmp_path / "backup"
    shutil.copytree(centre.store, backup)
    centre = server(tmp_path / "store", "--demo")
    for each in (laptop, other):
        boxes.change_server(each.folder, centre.url, laptop.state.pinned_key)
    laptop.seals(chain.write(), chain.write())
    other.seals(theirs.write())
    assert laptop.run().trouble is None
    assert other.run().trouble is None
    centre.stop()

    restored = server(backup, "--demo")
    for each in (laptop, other):
        boxes.change_server(each.folder, restored.url, laptop.state.pinned_key)
    for each in (laptop, other, laptop, other):
        assert each.run().trouble is None
    third = Laptop(tmp_path / "three", programme, restored.url, "three")
    laptop.seals(programme.append(third.entry(programme.space)))
    laptop.run()
    third.run()
    assert third.inbox() == {*programme.rosters, *chain.batches, *theirs.batches}
    assert laptop.outbox() == other.outbox() == set()


def test_a_new_server_gets_everything_again(
    laptop: Laptop, programme: Programme, server: Start, tmp_path: Path
) -> None:
    chain = programme.chain("a")
    laptop.seals(chain.write(), chain.write())
    laptop.run()
    new = server(tmp_path / "new store", "--demo")
    boxes.change_server(laptop.folder, new.url)
    outcome = laptop.run()
    assert (outcome.trouble, outcome.waiting, outcome.resent) == (None, 0, 4)
    assert laptop.sent() == {*programme.rosters, *chain.batches}


def test_what_is_gone_from_sent_is_written_down_for_the_window(
    laptop: Laptop, programme: Programme, server: Start, tmp_path: Path
) -> None:
    chain = programme.chain("a")
    laptop.seals(chain.write(), chain.write())
    laptop.run()
    for path in boxes.batch_files(boxes.sent(laptop.folder)):
        if path.read_bytes() == chain.batches[0]:
            path.unlink()
    new = server(tmp_path / "new store", "--demo")
    boxes.change_server(laptop.folder, new.url)
    laptop.run()
    assert laptop.state.lacking == {chain.id: 0}
    laptop.seals(chain.batches[0])  # as the window does from the vault
    assert laptop.run().waiting == 0
    assert laptop.state.lacking == {}


def test_a_file_that_went_up_without_a_receipt_counts_as_handed_over(
    laptop: Laptop, programme: Programme, hostile: Hostile
) -> None:
    laptop.run()
    address = laptop.state.server
    batch = programme.chain("a").write()
    laptop.seals(batch)
    boxes.change_server(laptop.folder, hostile(saying(b"")).url, laptop.state.pinned_key)
    laptop.run()
    assert laptop.state.handed == {batch_hash(batch).hex()}
    boxes.change_server(laptop.folder, address, laptop.state.pinned_key)
    laptop.run()
    assert (laptop.state.handed, laptop.outbox()) == (frozenset(), set())


def test_an_answer_cut_while_pulling_is_not_brought_again(
    laptop: Laptop, programme: Programme, centre: ServerProcess, tmp_path: Path
) -> None:
    other = Laptop(tmp_path / "two", programme, centre.url, "two")
    laptop.seals(programme.append(other.entry(programme.space)))
    laptop.run()
    other.run()
    chain = programme.chain("a")
    laptop.seals(*[chain.write_blob(90_000) for _ in range(8)])
    laptop.run()
    with CuttingProxy(centre.port, after_bytes=400_000) as proxy:
        boxes.change_server(other.folder, proxy.url, other.state.pinned_key)
        cut = other.run()
        assert isinstance(cut.trouble, trouble.CutOff)
        kept = len(other.inbox())
        rest = other.run()
    assert (rest.trouble, rest.brought) == (None, 8 - cut.brought)
    assert kept >= cut.brought >= 3
    assert set(chain.batches) <= other.inbox()


def test_a_receipt_of_another_key_is_not_believed(
    laptop: Laptop, programme: Programme, server: Start, tmp_path: Path
) -> None:
    laptop.run()
    impostor = server(tmp_path / "impostor", "--demo")
    boxes.change_server(laptop.folder, impostor.url, laptop.state.pinned_key)
    batch = programme.chain("a").write()
    laptop.seals(batch)
    outcome = laptop.run()
    assert isinstance(outcome.trouble, trouble.WrongServer)
    assert laptop.outbox() == {batch}


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (saying(http_answer(b"garbage" * 30)), trouble.BadAnswer),
        (saying(http_answer(b"")), trouble.BadAnswer),
        (saying(http_answer(b"", "500 Oops")), trouble.ServerFault),
        (saying(http_answer(b"", "507 Full")), trouble.ServerFull),
        (saying(b""), trouble.CutOff),
    ],
)
def test_a_bad_answer_leaves_every_file_where_it_was(
    laptop: Laptop,
    programme: Programme,
    hostile: Hostile,
    answer: Callable[..., None],
    kind: type[trouble.CarrierTrouble],
) -> None:
    laptop.run()
    batch = programme.chain("a").write()
    laptop.seals(batch)
    boxes.change_server(laptop.folder, hostile(answer).url, laptop.state.pinned_key)
    outcome = laptop.run()
    assert isinstance(outcome.trouble, kind)
    assert laptop.outbox() == {batch}
    assert laptop.state.last_trouble == kind.__name__


def test_a_demonstration_never_leaves_this_machine(programme: Programme, tmp_path: Path) -> None:
    laptop = Laptop(tmp_path / "one", programme, "https://centro.example")
    assert isinstance(laptop.run().trouble, trouble.DemonstrationStaysHome)


def test_a_folder_without_address_or_key_says_so(programme: Programme, tmp_path: Path) -> None:
    laptop = Laptop(tmp_path / "one", programme, "")
    assert isinstance(laptop.run().trouble, trouble.NoServer)
    boxes.change_server(laptop.folder, "http://127.0.0.1:9")
    boxes.transport_key_path(laptop.folder).unlink()
    assert isinstance(laptop.run().trouble, trouble.BadFolder)
    boxes.settings_path(laptop.folder).write_bytes(b"{")
    assert isinstance(laptop.run().trouble, trouble.BadFolder)


def test_progress_ends_at_everything(laptop: Laptop, programme: Programme) -> None:
    from sync.carriers.courier import run_once

    chain = programme.chain("a")
    laptop.seals(*[chain.write_blob(100_000) for _ in range(3)])
    heard: list[tuple[int, int]] = []
    run_once(laptop.folder, lambda sent, total: heard.append((sent, total)))
    assert heard
    assert heard[-1][0] == heard[-1][1]
    assert [sent for sent, _ in heard] == sorted(sent for sent, _ in heard)


def test_a_server_that_says_nothing_is_given_up_on_cancel(laptop: Laptop, hostile: Hostile) -> None:
    from sync.carriers.courier import run_once

    laptop.run()
    boxes.change_server(laptop.folder, hostile(silence).url, laptop.state.pinned_key)
    outcome = run_once(laptop.folder, cancelled=lambda: True)
    assert isinstance(outcome.trouble, trouble.Stopped | trouble.TooSlow)


@pytest.mark.parametrize("step", range(1, 9))
def test_a_full_disk_at_any_moment_loses_nothing(
    laptop: Laptop, programme: Programme, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    chain = programme.chain("a")
    laptop.seals(chain.write(), chain.write())
    calls = 0

    def full(real: Callable[..., None]) -> Callable[..., None]:
        def maybe(*args: object) -> None:
            nonlocal calls
            calls += 1
            if calls >= step:
                raise OSError(errno.ENOSPC, "No space left on device")
            real(*args)

        return maybe

    with monkeypatch.context() as patch:
        patch.setattr(boxes, "write_atomic", full(boxes.write_atomic))
        patch.setattr(boxes, "move", full(boxes.move))
        first = laptop.run()
    assert first.trouble is None or isinstance(first.trouble, trouble.NotStored)
    everything = {*programme.rosters, *chain.batches}
    assert laptop.outbox() | laptop.sent() == everything
    assert laptop.run().trouble is None
    assert (laptop.outbox(), laptop.sent()) == (set(), everything)


def test_what_one_server_refused_is_offered_to_the_next(
    laptop: Laptop, server: Start, tmp_path: Path
) -> None:
    strict = server(tmp_path / "strict")  # takes no demonstration
    before = boxes.read_settings(laptop.folder)
    assert before is not None
    boxes.change_server(laptop.folder, strict.url)
    assert laptop.run().refused == 2
    boxes.change_server(laptop.folder, before.server)
    outcome = laptop.run()
    assert (outcome.trouble, outcome.refused, outcome.waiting) == (None, 0, 0)
