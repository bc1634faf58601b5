"""How much the server takes from anybody. Every bound in one place."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bounds that keep one laptop, programme or stranger from harming the rest."""

    programmes: int = 20
    """Programmes that this server may open."""
    only: frozenset[bytes] = frozenset()
    """Programme ids for which it is kept; none means: whoever comes, as long as there is room.
    A stranger's programmes leave theirs alone."""
    programme_bytes: int = 2048 * MIB
    waiting_bytes: int = 8 * MIB
    """Of one programme's batches that wait for an earlier batch or for the roster."""
    waiting_batches: int = 2_000
    waiting_ms: int = 60 * 24 * 3_600_000
    """60 days; the laptop still has what is dropped, and sends it again."""
    chains: int = 20_000
    """Chains of one programme: a chain is one life of one device in one space."""
    chains_of_one: int = 500
    """Chains that one member may open, so that nobody uses up everybody's."""
    notices_a_day: int = 20
    """Notices that one member may put into one space in 24 hours."""
    request_bytes: int = 1_100_000
    """1 MB of batches and the frames around them."""
    answer_bytes: int = 1_000_000
    """Batches in one answer."""
    header_bytes: int = 8 * 1024
    idle_s: float = 60.0
    """Without a byte from the client."""
    whole_s: float = 900.0
    """For one upload: 1 MB at 20 kbit/s takes 400 s."""
    connections: int = 200
    uploads_of_one: int = 40
    """Requests from one address that are under way at once: five addresses fill the server."""
    requests_per_minute: int = 300
    """From one address; a place behind one router shares it."""
