"""The roster part of tests/vectors/batch.json: two coordinators' chains and what they add up to."""

from __future__ import annotations

from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from sync.batch.keys import device_id
from sync.batch.roster_entries import (
    CoordinatorEnd,
    DeviceEnd,
    DeviceEntry,
    GrantEntry,
    PolicyEntry,
    RecoveryEntry,
    RevocationEntry,
    ServerEntry,
)
from sync.batch.roster_names import Details, Person, Site, seal_details
from tests.sync.batch import world
from tests.sync.batch.chains_of_rosters import (
    COORDINATORS,
    ROOT_PUB,
    TRANSPORTS,
    WORLD,
    Chain,
    by_root,
    certificate,
    member,
)
from tests.sync.batch.world import fixed

SHARED_KEY = fixed("shared space key", 32)
BOX_SEED = fixed("member box seed", 32)
GRANTED_EPOCH = (1 << 16) + 513
GRANTED_KEY = fixed("later space key", 32)
GRANT = bytes.fromhex(
    "756c053174ca8fb4fef11228839db02538c413baec6e311abfeb7f413642a105aefa9ebc5e086c3c0d1ef5f047e64851"
    "772b7905f5696304bdbd8387cd9a773b4a8e562819c0f33bb49c6442b46d623a"
)
"""GRANTED_KEY for the member, sealed once with the space's first key as proof: HPKE draws anew."""


def make() -> dict[str, Any]:
    one, two, three = (Chain(who) for who in COORDINATORS)
    box_pub = X25519PrivateKey.from_private_bytes(BOX_SEED).public_key().public_bytes_raw()
    stays = world.Person(fixed("member sign", 32), box_pub)
    leaves = world.person("who leaves")
    space, shared = WORLD.space, fixed("shared space")
    both = frozenset({space, shared})
    details = Details(
        {stays.id: Person("Luna", "facilitator"), leaves.id: Person("Ñandú", "facilitator")},
        {space: Site("women", "San Isidro", "Ixtapa"), shared: Site("shared", "San Isidro")},
        {device_id(TRANSPORTS[0]): "Luna"},
    )
    one.write(
        member(stays, *both),
        member(leaves, *both),
        DeviceEntry(TRANSPORTS[0], both),
        DeviceEntry(TRANSPORTS[1], both),
        ServerEntry(fixed("receipt key", 32), "https://centro.example.org"),
        sealed=seal_details(details, SHARED_KEY, programme=WORLD.programme, salt=fixed("salt")),
    )
    one.write(
        by_root(PolicyEntry(1, True, ROOT_PUB)),
        by_root(PolicyEntry(2, False, ROOT_PUB)),
        by_root(RecoveryEntry(1, {n: fixed(f"box {n}", 32) for n in (1, 2, 3)}, b"w", ROOT_PUB)),
        certificate(COORDINATORS[1]),
    )
    two.write(RevocationEntry(leaves.id, {WORLD.chain: 2}), DeviceEnd(device_id(TRANSPORTS[1])))
    two.write(GrantEntry(space, GRANTED_EPOCH, {stays.id: GRANT}))
    one.write(RevocationEntry(leaves.id, {WORLD.chain: 3, fixed("chain 2"): 1}))
    three.write(member(stays, fixed("counts")))
    three.write(member(stays, fixed("too late")), RevocationEntry(stays.id, {}))
    one.write(by_root(CoordinatorEnd(COORDINATORS[2].id, {three.id: 1}, ROOT_PUB)))
    return {
        "root_seed": WORLD.root.hex(),
        "shared_key": SHARED_KEY.hex(),
        "member_box_seed": BOX_SEED.hex(),
        "granted": {"account": stays.id.hex(), "epoch": GRANTED_EPOCH, "key": GRANTED_KEY.hex()},
        "chains": [[data.hex() for data in chain.files] for chain in (one, two, three)],
        "adds_up_to": {
            "coordinators": sorted(who.id.hex() for who in COORDINATORS[:2]),
            "may_write": {
                stays.id.hex(): sorted(s.hex() for s in both | {fixed("counts")}),
                leaves.id.hex(): sorted(s.hex() for s in both),
            },
            "may_pull": {device_id(TRANSPORTS[0]).hex(): sorted(s.hex() for s in both)},
            "revoked": {
                leaves.id.hex(): dict(
                    sorted({WORLD.chain.hex(): 3, fixed("chain 2").hex(): 1}.items())
                )
            },
            "both_streams": False,
            "recovery": {str(n): fixed(f"box {n}", 32).hex() for n in (1, 2, 3)},
            "grants": {f"{space.hex()} {GRANTED_EPOCH}": {stays.id.hex(): GRANT.hex()}},
            "people": {
                stays.id.hex(): ["Luna", "facilitator"],
                leaves.id.hex(): ["Ñandú", "facilitator"],
            },
            "places": {
                space.hex(): ["women", "San Isidro", "Ixtapa"],
                shared.hex(): ["shared", "San Isidro", ""],
            },
        },
    }
