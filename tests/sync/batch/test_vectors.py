"""The format is what the page and the vectors say, not what this code happens to do."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sync.batch.header import read_label
from sync.batch.keys import public_key
from sync.batch.records import open_records
from sync.batch.roster_names import open_details
from sync.batch.seal import verify
from tests.sync.batch import independent, independent_roster, vectors
from tests.sync.batch.chains_of_rosters import settled
from tests.sync.batch.world import World


@pytest.fixture(scope="module")
def kept() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(vectors.PATH.read_text(encoding="utf-8"))
    return found


def test_the_kept_files_are_written_again_byte_for_byte(kept: dict[str, Any]) -> None:
    assert vectors.make() == kept


def test_the_kept_files_open_to_the_operations_that_were_kept(
    kept: dict[str, Any], world: World
) -> None:
    link = world.link()
    keys = {one.id: one.sign_pub for one in (world.author, world.colleague)}
    for batch in kept["batches"]:
        data = bytes.fromhex(batch["file"])
        header = link.complete(read_label(data))
        verify(data, header, keys[header.sealer])
        records = open_records(data, header, world.space_key, keys.get)
        assert [vectors.plain(op) for op in records.ops] == batch["operations"]
        assert records.author == world.author.id
        link = link.after(header, data)


def test_a_reader_written_from_the_page_alone_opens_the_kept_files(kept: dict[str, Any]) -> None:
    opening, second = (bytes.fromhex(batch["file"]) for batch in kept["batches"])
    space_key = bytes.fromhex(kept["space_key"])
    author, colleague = (
        public_key(bytes.fromhex(kept[name]["sign_seed"])) for name in ("author", "colleague")
    )
    files = ((opening, b"", author), (second, opening, colleague))
    for batch, (data, previous, sealer) in zip(kept["batches"], files, strict=True):
        header, inner = independent.open_file(data, opening, previous, sealer, space_key)
        packed = inner[1:] if inner[0] == 0 else inner[1 + 16 + 16 + 32 + 64 :]
        ops = independent.unpack(packed, header["chain"], header["first_seq"])
        assert [_plain(op) for op in ops] == batch["operations"]


def test_the_kept_rosters_add_up_to_what_was_kept(kept: dict[str, Any]) -> None:
    told = kept["roster"]
    roster = settled([bytes.fromhex(data) for chain in told["chains"] for data in chain])
    expected = told["adds_up_to"]
    members = roster.members.values()
    assert sorted(m.id.hex() for m in members if m.coordinator) == expected["coordinators"]
    for account, spaces in expected["may_write"].items():
        assert {s.hex() for s in roster.members[bytes.fromhex(account)].spaces} == set(spaces)
    assert {d.hex() for d in roster.devices if not roster.device_ended(d)} == set(
        expected["may_pull"]
    )
    assert {m.id.hex() for m in members if roster.revoked(m.id)} == set(expected["revoked"])
    for account, cut_offs in expected["revoked"].items():
        for chain, number in cut_offs.items():
            assert roster.cut_off(bytes.fromhex(account), bytes.fromhex(chain)) == number
    assert roster.policy_both_streams is expected["both_streams"]
    assert roster.recovery is not None
    assert {str(n): box.hex() for n, box in roster.recovery.boxes.items()} == expected["recovery"]
    assert {
        f"{space.hex()} {epoch}": {who.hex(): key.hex() for who, key in grant.sealed.items()}
        for (space, epoch), grant in roster.grants.items()
    } == expected["grants"]
    key = bytes.fromhex(told["shared_key"])
    details = open_details(roster.sealed[0], key, programme=roster.programme)
    assert {who.hex(): [one.nickname, one.role] for who, one in details.people.items()} == expected[
        "people"
    ]


def test_a_reader_written_from_the_page_alone_adds_up_the_kept_rosters(
    kept: dict[str, Any],
) -> None:
    told = kept["roster"]
    programme, space = bytes.fromhex(kept["programme"]), bytes.fromhex(kept["space"])
    chains = [[bytes.fromhex(data) for data in chain] for chain in told["chains"]]
    state = independent_roster.read(programme, chains, bytes.fromhex(told["shared_key"]))
    assert state == told["adds_up_to"]
    granted = told["granted"]
    sealed = state["grants"][f"{space.hex()} {granted['epoch']}"][granted["account"]]
    key = independent_roster.open_grant(
        bytes.fromhex(told["member_box_seed"]),
        bytes.fromhex(sealed),
        programme,
        space,
        granted["epoch"],
        earlier=bytes.fromhex(kept["space_key"]),
    )
    assert key.hex() == granted["key"]


def _plain(op: dict[str, Any]) -> dict[str, Any]:
    boot, offset = op["clock"]
    return {
        **op,
        "record": op["record"].hex(),
        "clock": [boot.hex(), offset],
        "replaces": [[chain.hex(), seq] for chain, seq in op["replaces"]],
        "fields": {str(number): _value(value) for number, value in sorted(op["fields"].items())},
    }


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return {"ref": value[1].hex()}
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    return [_value(one) for one in value] if isinstance(value, list) else value
