"""Why a batch, a roster or a frame was not taken: one exception, one list of reasons.

Sentences for people are made of these by the laptop; the server logs the name.
"""

from __future__ import annotations

from enum import Enum


class Reason(Enum):
    """What is wrong, in terms the other end can act on."""

    NOT_A_BATCH = "not a batch"
    """Does not begin like one."""
    NEWER = "written by a newer version"
    """Sound as far as it can be read; keep it and read it after an update."""
    CUT = "cut short"
    """Ends before it should: carry it again."""
    DAMAGED = "damaged"
    """Cannot be read, though long enough: carry it again."""
    TOO_LARGE = "too large"
    """Beyond the limits of the format."""
    WRONG_KEY = "does not open with this key"
    """The key is not this batch's, or the sealed part is damaged."""
    BAD_SIGNATURE = "bad signature"
    """A signature does not match what it signs."""
    UNKNOWN_CHAIN = "chain not known yet"
    """The batch that opens its chain has not come: let it wait."""
    UNKNOWN_SIGNER = "signer not known yet"
    """No roster entry for who signed: let it wait in the bounded area."""
    NOT_ALLOWED = "signer may not write here"
    """The roster knows the signer and does not let them into this space."""
    REVOKED = "after its author's access ended"
    """Signed by who may no longer: let a coordinator look at it first."""
    GAP = "an earlier batch is missing"
    """Let it wait for the one before."""
    REPEATED = "a batch with this number is already here"
    """The same file again, or a fork: compare the hashes."""
    FORK = "two different batches with one number"
    """Keep both branches: a cloned disk or a restored backup."""


class BatchError(Exception):
    """The only exception that reading bytes from outside may raise in this room."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason.value}: {detail}" if detail else reason.value)
        self.reason = reason
