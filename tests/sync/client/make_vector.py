"""Writes tests/vectors/invitation.json: python -m tests.sync.client.make_vector.

Keys are the same in every run; HPKE's ephemeral key is not, so a run changes `invitation`.
"""

from __future__ import annotations

import json
from pathlib import Path

import msgpack
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from desktop.programme.vocabulary import Stream
from sync.batch.keys import public_key, signer
from sync.batch.roster_entries import DeviceEntry, MemberEntry
from sync.client.invitation import (
    REQUEST_DOMAIN,
    REQUEST_MAGIC,
    Invitation,
    InvitedSpace,
    encode_invitation,
)
from sync.client.six_words import words_of
from tests.sync.server.stage import Programme, seed

VECTOR = Path(__file__).parents[2] / "vectors" / "invitation.json"
NICKNAME = "Barranca"


def main() -> None:
    programme = Programme("invitation", demo=False)
    sign_seed, box_seed = seed("joining", "sign"), seed("joining", "box")
    transport_seed = seed("joining", "transport")
    box_pub = X25519PrivateKey.from_private_bytes(box_seed).public_key().public_bytes_raw()
    sign_pub, transport_pub = public_key(sign_seed), public_key(transport_seed)
    body = msgpack.packb([NICKNAME, sign_pub, box_pub, transport_pub])
    request = REQUEST_MAGIC + signer(sign_seed)(REQUEST_DOMAIN + body) + body

    second = seed("second site")[:16]
    spaces = frozenset({programme.space, second, programme.other_space})
    programme.append(MemberEntry(sign_pub, box_pub, spaces), DeviceEntry(transport_pub, spaces))
    invitation = Invitation(
        programme=programme.id,
        demo=False,
        server="https://centro.example.org",
        server_key=public_key(seed("server")),
        rosters=tuple(programme.rosters),
        spaces=(
            InvitedSpace(Stream.WOMEN, programme.space, "San Isidro", {1: programme.space_key}),
            InvitedSpace(Stream.WOMEN, second, "Ixtapa", {1: seed("Ixtapa"), 65_793: seed("new")}),
            InvitedSpace(
                Stream.SHARED,
                programme.other_space,
                "San Isidro",
                {1: seed("shared", 1), 2: seed("shared", 2)},
            ),
        ),
    )
    vector = {
        "about": "docs/formats/invitation.md; bytes in hex",
        "nickname": NICKNAME,
        "sign_seed": sign_seed.hex(),
        "box_seed": box_seed.hex(),
        "transport_seed": transport_seed.hex(),
        "request": request.hex(),
        "six_words": words_of(request),
        "programme": programme.id.hex(),
        "server": invitation.server,
        "spaces": [[space.stream.value, space.id.hex()] for space in invitation.spaces],
        "invitation": encode_invitation(invitation, box_pub).hex(),
    }
    VECTOR.write_text(json.dumps(vector, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
