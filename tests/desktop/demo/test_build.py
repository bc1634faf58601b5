"""The demonstration as a person meets it: real files, real keys, the published totals."""

from __future__ import annotations

import json
from contextlib import ExitStack
from datetime import datetime, time

import pytest

from desktop.demo import Size, build
from desktop.demo.figures import figures
from desktop.demo.published import PEOPLE, REASONS
from desktop.journal import meta
from desktop.journal.rebuild import compare
from desktop.programme.vocabulary import Reason, Stream
from desktop.services import attendance, groups, people, today
from desktop.services.founding import AlreadyFounded
from desktop.vault.accounts import list_accounts
from tests.desktop.demo.conftest import TODAY, open_desks


def vaults(demonstration):
    return [desk.work for desk in demonstration.desks.values()]


def test_the_full_demonstration_counts_back_to_the_published_figures(tmp_path):
    with ExitStack() as closing:
        facts = build(tmp_path / "full", Size.FULL, TODAY)
        found = figures(desk.work for desk in open_desks(facts, closing).values())
    assert found.people == PEOPLE
    assert found.everyone == 3_309
    assert found.percent(found.people[Stream.WOMEN]) == 62
    assert found.percent(found.people[Stream.MEN]) == 38
    assert found.adherent == 595
    assert found.percent(found.adherent) == 18
    assert len(found.average_by_state) == 8
    assert (min(found.average_by_state.values()), max(found.average_by_state.values())) == (4, 10)
    for stream, shares in REASONS.items():
        for reason, share in shares.items():
            part = found.reasons[stream][reason]
            assert found.percent(part, PEOPLE[stream]) == round(100 * share)
    assert found.reasons[Stream.MEN][Reason.MANDATED] == 63


def test_the_small_one_keeps_the_proportions(small):
    found = figures(vaults(small))
    assert found.percent(found.people[Stream.WOMEN]) == 62
    assert found.percent(found.adherent) == 18
    assert (min(found.average_by_state.values()), max(found.average_by_state.values())) == (4, 10)
    for stream, shares in REASONS.items():
        for reason, share in shares.items():
            part = found.reasons[stream][reason]
            assert found.percent(part, found.people[stream]) == round(100 * share)


def test_what_was_said_to_be_made_is_what_is_there(small):
    for stream, desk in small.desks.items():
        counts = small.facts.counts[stream]
        assert len(people.list_people(desk.work)) == counts.people
        lines = groups.list_groups(desk.work)
        assert len(lines) == counts.groups
        assert sum(line.held for line in lines) == counts.meetings


@pytest.mark.parametrize(
    ("stream", "group", "ordinal"),
    [(Stream.WOMEN, "Grupo Jacaranda", 7), (Stream.MEN, "Grupo Encino", 5)],
)
def test_the_first_thing_a_facilitator_sees_is_todays_group(small, stream, group, ordinal):
    work = small.desks[stream].work
    upcoming = today.today(work, datetime.combine(TODAY, time(12))).next
    assert upcoming is not None
    assert upcoming.is_today
    assert (upcoming.group_name, upcoming.ordinal) == (group, ordinal)
    sheet = attendance.sheet(work, upcoming.session)
    assert len(sheet.lines) == 8
    assert all(line.state is None for line in sheet.lines)
    assert sheet.lead == small.desks[stream].nickname


def test_each_facilitator_has_only_the_own_stream(small):
    women, men = small.desks[Stream.WOMEN], small.desks[Stream.MEN]
    assert women.work.vault_id != men.work.vault_id
    assert {vault.stream for vault in women.vaults} == {Stream.WOMEN, Stream.SHARED}
    assert {vault.stream for vault in men.vaults} == {Stream.MEN, Stream.SHARED}
    assert not people.list_people(women.shared)


def test_it_says_everywhere_that_it_is_a_demonstration(small):
    settings = json.loads((small.facts.folder / "courier.json").read_text())
    assert settings["demo"] is True
    for desk in small.desks.values():
        assert desk.is_demo
        assert desk.site_name.endswith("(demostración)")
        for vault in desk.vaults:
            with vault.read() as connection:
                assert meta.get(connection, meta.DEMONSTRATION) == b"1"


def test_it_was_written_through_the_journal_and_replays_to_the_same_tables(small, tmp_path):
    for vault in vaults(small):
        assert list(compare(vault, tmp_path)) == []


def test_it_is_never_made_over_somebodys_accounts(small):
    with pytest.raises(AlreadyFounded):
        build(small.facts.folder, Size.SMALL, TODAY)


def test_a_build_that_stops_midway_leaves_no_account_and_can_be_made_again(empty):
    class StoppedError(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        build(empty, Size.SMALL, TODAY, progress=stop)
    assert list_accounts(empty) == []
    facts = build(empty, Size.SMALL, TODAY)
    assert facts.people == 331
    assert len(list_accounts(empty)) == len(facts.accounts)
    assert (empty / "lock").exists()


def test_progress_counts_people_to_the_end(tmp_path):
    told: list[tuple[int, int]] = []
    build(tmp_path / "told", Size.SMALL, TODAY, progress=lambda *done: told.append(done))
    assert told[-1] == (331, 331)
    assert told == sorted(told)
