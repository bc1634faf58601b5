"""The coordinator's side of joining: who asks enters the roster, and gets an invitation.

What the invitation carries is sealed to the account that asked; no key of a person moves.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from desktop.journal.open_vault import OpenVault
from desktop.journal.spaces import Space, space_keys
from desktop.programme.roles import SERVES, Place, Role, may_lead, refusal
from desktop.programme.vocabulary import Stream
from desktop.services import grants, places
from desktop.services import roster as rosters
from desktop.services.authority import Authority, NotAllowed, NotTheFounder, authority_of
from desktop.services.entrance import Desk
from desktop.services.new_vault import enter_member
from desktop.trouble import say
from sync.batch.keys import device_id
from sync.batch.roster import Member
from sync.batch.roster_entries import DeviceEntry, Entry, GrantEntry, MemberEntry, certify
from sync.batch.roster_grants import grant_entries
from sync.batch.roster_names import Details, Person
from sync.carriers import boxes
from sync.client.invitation import (
    Invitation,
    InvitedSpace,
    Request,
    decode_request,
    encode_invitation,
    read_file,
)
from sync.client.server_choice import known_server, met_server

_ENDED = say("El acceso de esa cuenta ya terminó; quien vuelve pide unirse con una cuenta nueva.")
_LAPTOP_ENDED = say(
    "El acceso de esa computadora ya terminó; para usarla otra vez hay que empezar en ella "
    "con una carpeta nueva."
)
_NOT_OPEN = say("Usted no tiene abiertos los registros de ese lugar.")


def read_request(path: Path) -> bytes:
    """The bytes of a request file, checked. Raises: BadInvitation."""
    data = read_file(path)
    decode_request(data)
    return data


def invite(
    desk: Desk,
    folder: Path,
    data: bytes,
    *,
    role: Role = Role.FACILITATOR,
    spaces: Collection[bytes] | None = None,
) -> bytes:
    """Enter who asks into the roster, and seal to them what these spaces need.

    They get every key of each space, so its history too. The first space of a stream is the
    one that they write into. Asked again, nobody is entered twice; somebody who is in
    the roster already keeps what they had.

    Args:
        data: the request.
        role: a coordinator who asks again stays one.
        spaces: of vaults that are open at this desk; None for where who asks works
            already, else for where the desk itself writes, which for an evaluator or a
            steward is the shared space alone. The shared space is always among them.

    Raises: BadInvitation; NotTheFounder for who is no coordinator; NotTheRoot for
    certifying a coordinator without the root key; NotAllowed; DiskFull, ReadOnlyFolder.
    """
    request = decode_request(data)
    settings = boxes.read_settings(folder)
    by = authority_of(desk)
    if settings is None:
        raise NotTheFounder
    known = by.roster.member(request.account)
    if known is not None:
        role = Role.COORDINATOR if known.coordinator else role
        had = [space.id for space in desk.work.spaces if space.id in known.spaces]
        spaces = (had or None) if spaces is None else spaces
    chosen = _chosen(desk, by, role, spaces)
    _check_allowed(by, request, role, chosen)
    server = known_server(by.shared) or met_server(folder)
    invitation = Invitation(
        settings.programme,
        settings.demo,
        server.address if server else settings.server,
        server.key if server else None,
        (),
        tuple(
            InvitedSpace(vault.stream, space.id, space.name, space_keys(vault, space.id))
            for vault, space in chosen
        ),
    )
    encode_invitation(invitation, request.box_pub)  # a key that seals nothing is told before
    _enter_into_roster(desk, by, folder, request, role, invitation)
    if may_lead(role, _places(by, request.account, chosen)):
        for vault in {id(vault): vault for vault, _ in chosen}.values():
            if vault is not by.shared:
                enter_member(vault, request.account, request.nickname)
    return encode_invitation(
        replace(invitation, rosters=tuple(rosters.batches(by.shared))), request.box_pub
    )


Chosen = list[tuple[OpenVault, Space]]


def _chosen(desk: Desk, by: Authority, role: Role, wanted: Collection[bytes] | None) -> Chosen:
    """The spaces with the vaults they lie in, the shared one last. Raises: NotAllowed."""
    work = [] if desk.work is by.shared else [desk.work]
    common = [(by.shared, space) for space in by.shared.spaces if space.home]
    if wanted is None:
        serving = work if role in SERVES else []
        homes = [(vault, space) for vault in serving for space in vault.spaces if space.home]
        return homes + common
    here = {space.id: (vault, space) for vault in work for space in vault.spaces}
    asked = [space for space in dict.fromkeys(wanted) if space != by.shared.home]
    if not here.keys() >= set(asked):
        raise NotAllowed(_NOT_OPEN)
    return [here[space] for space in asked] + common


def _check_allowed(by: Authority, request: Request, role: Role, chosen: Chosen) -> None:
    if by.roster.revoked(request.account):
        raise NotAllowed(_ENDED)
    if by.roster.device_ended(device_id(request.transport_pub)):
        raise NotAllowed(_LAPTOP_ENDED)
    held = _places(by, request.account, chosen)
    if why := refusal(role, held, both_allowed=by.roster.policy_both_streams):
        raise NotAllowed(why)


def _places(by: Authority, account: bytes, chosen: Chosen) -> list[Place]:
    """Where somebody works already, and where they are asked to."""
    found = list(places.places_of(account, by.roster, by.told))
    for vault, space in chosen:
        site = by.told.spaces.get(space.id)
        municipality = "" if site is None else site.municipality
        found.append(Place(vault.stream, space.name, municipality))
    return [place for place in found if place.stream is not Stream.SHARED]


def _enter_into_roster(
    desk: Desk,
    by: Authority,
    folder: Path,
    request: Request,
    role: Role,
    invitation: Invitation,
) -> None:
    spaces = frozenset(space.id for space in invitation.spaces)
    account, device = request.account, device_id(request.transport_pub)
    entries: list[Entry] = []
    known = by.roster.member(account)
    if role is Role.COORDINATOR and not (known and known.coordinator):
        sign, root_pub = by.as_root()
        entries.append(certify(sign, root_pub, request.sign_pub, request.box_pub))
    if not all(
        by.roster.may_write(account, space) and by.roster.may_pull(device, space)
        for space in spaces
    ):
        entries.append(MemberEntry(request.sign_pub, request.box_pub, spaces))
        entries.append(DeviceEntry(request.transport_pub, spaces))
    person = Person(request.nickname, role)
    told = Details()
    if by.told.people.get(account) != person or device not in by.told.devices:
        told = Details(people={account: person}, devices={device: request.nickname})
    given = _grants(by, request, spaces, invitation)
    if not (entries or told or given):
        return
    first, *rest = grant_entries(given) or [()]
    rosters.append(by.shared, desk.account, folder, (*entries, *first), told)
    for part in rest:
        rosters.append(by.shared, desk.account, folder, part)


def _grants(
    by: Authority, request: Request, spaces: frozenset[bytes], invitation: Invitation
) -> list[GrantEntry]:
    """The invitation brings the keys; a grant says to everybody who has them (Roster.tainted)."""
    account = request.account
    member = Member(account, request.sign_pub, request.box_pub, spaces)
    brought = {
        (space.id, epoch): key for space in invitation.spaces for epoch, key in space.keys.items()
    }
    unnamed = {
        place: key
        for place, key in brought.items()
        if (grant := by.roster.grants.get(place)) and account not in grant.sealed
    }
    return grants.sealed_to(by.roster.programme, unnamed, [member], brought)
