"""What the vault knows of the central server outweighs whatever was written beside it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from desktop.services import attendance
from desktop.services.entrance import enter
from desktop.vault.accounts import list_accounts
from sync.batch.header import read_label
from sync.batch.keys import public_key, signer
from sync.batch.receipt import Head, Receipt
from sync.carriers import boxes
from sync.carriers.rounds import RETRY_MS
from sync.client import joining
from sync.client.server_choice import KnownServer, choose_server, known_server
from sync.client.troubles import AnotherServer
from tests.sync.client.conftest import PRESENT, Course, Laptop, Programme, ServerProcess, records_of

FORGER = bytes([9]) * 32
FORGED_ADDRESS = "http://127.0.0.1:9"


def forge_receipt(laptop: Laptop) -> None:
    """A receipt for all that waits here, by a key of the forger's own."""
    settings = boxes.read_settings(laptop.folder)
    assert settings is not None
    sealed = {**laptop.outbox(), **laptop.sent()}
    heads = []
    for name, data in sealed.items():
        if data in records_of(sealed):
            label = read_label(data)
            heads.append(Head(label.chain, label.number, bytes.fromhex(Path(name).stem)))
    receipt = Receipt(settings.programme, bytes(8), 1_795_000_000_000, bytes(8), tuple(heads))
    boxes.put_receipt(boxes.inbox(laptop.folder), receipt.sign(signer(FORGER)).encode())


def forge_courier_files(laptop: Laptop, address: str) -> None:
    """Every file beside the vaults says that the forger's key is the server's."""
    for path, name in (
        (boxes.settings_path(laptop.folder), "server_key"),
        (boxes.state_path(laptop.folder), "pinned_key"),
    ):
        told = json.loads(path.read_bytes())
        told |= {"server": address, name: public_key(FORGER).hex()}
        path.write_text(json.dumps(told))


def known_to(laptop: Laptop) -> KnownServer | None:
    assert laptop.desk.shared is not None
    return known_server(laptop.desk.shared)


def test_received_by_the_centre_cannot_be_forged_by_who_writes_beside_the_vaults(
    first: Laptop, centre: ServerProcess, course: Course
) -> None:
    first.sync()
    known = known_to(first)
    assert known is not None
    assert known.address == centre.url
    received = first.status().received
    attendance.mark(first.work, course.sessions[1], course.people[0], PRESENT)
    first.seal()
    forge_courier_files(first, FORGED_ADDRESS)
    forge_receipt(first)
    first.take_in()
    facts = first.status()
    assert facts.received == received < facts.saved
    assert isinstance(facts.trouble, AnotherServer)
    assert facts.quarantined == 1
    assert known_to(first) == known

    # The person sees a strange address in Settings and writes the right one.
    choose_server(first.desk.vaults, first.folder, centre.url)
    assert first.sync().receipts > 0
    facts = first.status()
    assert (facts.received, facts.sent) == (facts.saved, 0)


def test_saving_the_known_address_again_believes_no_other_key(
    first: Laptop, centre: ServerProcess, course: Course
) -> None:
    first.sync()
    known = known_to(first)
    forge_courier_files(first, centre.url)
    choose_server(first.desk.vaults, first.folder, f" {centre.url} ")
    assert known_to(first) == known
    attendance.mark(first.work, course.sessions[1], course.people[0], PRESENT)
    first.sync()
    assert first.status().received == first.status().saved
    assert first.status().trouble is None


def test_another_server_is_believed_once_a_person_chose_it(
    first: Laptop,
    centre: ServerProcess,
    server: Callable[..., ServerProcess],
    tmp_path: Path,
    course: Course,
) -> None:
    first.sync()
    before = known_to(first)
    other = server(tmp_path / "other")
    choose_server(first.desk.vaults, first.folder, other.url)
    # What the courier still remembers is the former server's.
    first.take_in()
    assert known_to(first) is None
    attendance.mark(first.work, course.sessions[1], course.people[0], PRESENT)
    first.sync()
    known = known_to(first)
    assert known is not None
    assert before is not None
    assert known.address == other.url
    assert known.key != before.key
    first.clock.ms += RETRY_MS  # it refused what came before the list of people
    first.sync()
    assert first.status().received == first.status().saved
    assert first.status().trouble is None


def test_a_receipt_that_came_before_its_server_was_chosen_is_judged_again(
    first: Laptop, centre: ServerProcess
) -> None:
    first.sync()
    forge_receipt(first)
    first.take_in()
    assert isinstance(first.status().trouble, AnotherServer)
    choose_server(first.desk.vaults, first.folder, "")
    assert (first.status().quarantined, first.status().trouble) == (0, None)
    assert len(boxes.receipt_files(boxes.inbox(first.folder))) == 1


def test_who_was_invited_believes_the_inviting_laptop_s_server_from_the_beginning(
    programme: Programme, first: Laptop, centre: ServerProcess, tmp_path: Path
) -> None:
    """Also when somebody wrote another one beside the inviting laptop's vaults."""
    first.sync()
    known = known_to(first)
    forge_courier_files(first, FORGED_ADDRESS)
    phrase = "otra frase de prueba más"
    request = joining.write_request(tmp_path / "third", "Duna", phrase)
    joining.accept(tmp_path / "third", phrase, joining.invite(first.desk, first.folder, request))
    desk = enter(tmp_path / "third", list_accounts(tmp_path / "third")[0].id, phrase)
    try:
        assert desk.shared is not None
        assert known_server(desk.shared) == known
    finally:
        desk.close()
