"""Who may change the team: coordinators by the roster, and the root key for what is above them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.services import places
from desktop.services import roster as rosters
from desktop.services.refusals import Refusal
from desktop.trouble import Message, say
from sync.batch.keys import Sign, public_key, signer

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault
    from desktop.programme.vocabulary import Stream
    from desktop.services.entrance import Desk
    from sync.batch.roster import Roster
    from sync.batch.roster_names import Details


_ELSEWHERE = say("Elija otra función u otro lugar.")
_NOBODYS_STREAM = say("Ese programa ya empezó y nadie lo coordina: usted no abre sus registros.")
_NAME_SOMEBODY = say(
    "Quien inició el programa toca a una persona que ya está en él y elige «Nombrar para "
    "coordinar»; después ella agrega a las demás."
)
OTHERS_STREAM = say(
    "Esos registros los abre otra coordinación; pídale a ella que agregue a la persona."
)


class NotTheFounder(Refusal):
    """Only a coordinator brings people in, gives them places and ends their access."""

    def __init__(self) -> None:
        super().__init__(
            say("Esta cuenta no puede cambiar el equipo."),
            say("Pídalo a su coordinación."),
        )


class NotTheRoot(Refusal):
    """Only who holds the programme's root key makes or ends coordinators, or sets the policy."""

    def __init__(self) -> None:
        super().__init__(
            say("Sólo quien inició el programa puede hacer esto."),
            say("Pídaselo, o use las hojas de recuperación."),
        )


class RosterBehind(Refusal):
    """The roster here is shorter than this account has seen it: a revocation might be missing."""

    def __init__(self) -> None:
        super().__init__(
            say("Faltan avisos del equipo que esta cuenta ya conocía."),
            say("Envíe y reciba, vuelva a entrar y hágalo entonces."),
        )


class NotAllowed(Refusal):
    """The rules of the programme say no. `why` is their sentence, `instead` what to do."""

    def __init__(self, why: Message, instead: Message = _ELSEWHERE) -> None:
        super().__init__(why, instead)


@dataclass(frozen=True)
class Authority:
    """A coordinator at an open desk, with the roster as it is now.

    `root` signs as the programme's root key; None for who does not hold it.
    """

    shared: OpenVault
    roster: Roster
    told: Details
    root_pub: bytes = b""
    root: Sign | None = None

    def as_root(self) -> tuple[Sign, bytes]:
        """The root key's signing and public half. Raises: NotTheRoot."""
        if self.root is None:
            raise NotTheRoot
        return self.root, self.root_pub


def authority_of(desk: Desk) -> Authority:
    """Raises: NotTheFounder for who is no coordinator, RosterBehind."""
    if desk.shared is None:
        raise NotTheFounder
    if desk.behind:
        raise RosterBehind
    roster = rosters.known(desk.shared).roster
    if not rosters.is_coordinator(roster, desk.account):
        raise NotTheFounder
    told = rosters.details(desk.shared, roster)
    seed = desk.account.keepsakes.get(rosters.ROOT_KEEPSAKE)
    if seed is None:
        return Authority(desk.shared, roster, told)
    return Authority(desk.shared, roster, told, public_key(seed), signer(seed))


def others_stream(by: Authority, streams: Collection[Stream | None]) -> NotAllowed:
    """Why this desk gives nobody these streams: another coordinator does, or nobody can yet."""
    for member in by.roster.members.values():
        if member.coordinator and not by.roster.revoked(member.id):
            held = places.places_of(member.id, by.roster, by.told)
            if any(place.stream in streams for place in held):
                return NotAllowed(OTHERS_STREAM)
    return NotAllowed(_NOBODYS_STREAM, _NAME_SOMEBODY)
