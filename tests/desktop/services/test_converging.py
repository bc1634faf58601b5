"""Two coordinators at two laptops, in any order of revoking, carrying and sitting down."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.journal.spaces import latest_epoch, space_keys
from desktop.services import roster as rosters
from desktop.services.entrance import AccessEnded, sit_down
from desktop.services.revocation import revoke
from desktop.vault.store import holders
from desktop.vault.troubles import NoAccess
from tests.desktop.services.conftest import moved
from tests.desktop.services.test_revocation import carry_rosters

STEPS = st.lists(
    st.sampled_from(["revoke Nube", "revoke Lluvia", "revoke Eco", "carry", "sit"]),
    min_size=1,
    max_size=4,
)


@settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(here=STEPS, there=STEPS)
def test_in_any_order_both_come_to_one_roster_and_the_same_keys(made_crew, clock, here, there):
    with tempfile.TemporaryDirectory() as home:
        sides = [moved(made_crew, Path(home) / name) for name in ("one", "other")]
        for at in range(max(len(here), len(there))):
            for number, steps in enumerate((here, there)):
                if at < len(steps):
                    take(steps[at], sides[number], sides[1 - number], number, clock)
        for _round in range(3):
            for number in (0, 1):
                take("carry", sides[number], sides[1 - number], number, clock)
                take("sit", sides[number], sides[1 - number], number, clock)
        agree(sides, clock)


def take(step, mine, theirs, number, clock) -> None:
    """The coordinator at laptop `number` does something; `carry` brings the other's lists here."""
    who = (mine.colibri, mine.cigarra)[number]
    if step == "carry":
        carry_rosters(theirs.folder, mine.folder)
        return
    desk = sit_down(mine.folder, who, clock)
    if step.startswith("revoke"):
        gone = getattr(mine, step.split()[1].lower()).card.id
        if not rosters.known(desk.shared).roster.revoked(gone):
            desk = revoke(mine.folder, desk, gone, clock=clock)
    desk.close()


def agree(sides, clock) -> None:
    one = sit_down(sides[0].folder, sides[0].colibri, clock)
    other = sit_down(sides[1].folder, sides[1].cigarra, clock)
    try:
        roster = rosters.known(one.shared).roster
        assert roster == rosters.known(other.shared).roster
        for vault, theirs in zip(one.vaults, other.vaults, strict=True):
            latest = latest_epoch(vault, vault.home)
            assert space_keys(vault, vault.home) == space_keys(theirs, theirs.home)
            assert not roster.tainted(vault.home, latest)
            for opened in (vault, theirs):
                assert not any(roster.revoked(holder) for holder in holders(opened.unlocked))
                assert not list(opened.unlocked.path.parent.glob("*.next"))
            grant = roster.grants.get((vault.home, latest))
            if grant is not None:
                members = {member.id for member in roster.members_of(vault.home)}
                assert members <= grant.sealed.keys()
    finally:
        one.close()
        other.close()
    gone = [each for each in (sides[0].nube, sides[0].lluvia) if roster.revoked(each.card.id)]
    for account in gone:
        with pytest.raises((AccessEnded, NoAccess)):
            sit_down(sides[0].folder, account, clock)
