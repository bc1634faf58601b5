"""Risk of one person: kept, explained, called to mind, and never told beyond its stream."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from desktop.journal.open_vault import OpenVault
from desktop.programme.instruments import InstrumentState
from desktop.programme.roles import Role
from desktop.programme.schema import CLOSENESS, PARTICIPANT, REFERRAL, RISK, SAFETY_PLAN
from desktop.programme.scoring import Given
from desktop.programme.shipped_instruments import EPV_R, EXAMPLE
from desktop.programme.vocabulary import (
    Answer,
    HandoverSort,
    Nearness,
    Permission,
    ReferralCause,
    ReferralState,
    RiskBand,
    Stream,
)
from desktop.services import instruments, open_points, people, risk, risk_record, timeline
from desktop.services.closeness import RecordClosed
from desktop.services.entrance import Desk
from desktop.services.home import own_member
from desktop.services.instrument_files import instrument_id
from desktop.services.instruments import AlreadyLoaded, NotToBeHeld, OnlyCoordinators
from desktop.services.people import PersonForm
from desktop.services.refusals import BadForm
from desktop.services.risk import Need, Result
from desktop.services.timeline import EventSort
from desktop.services.today_attention import AttentionKind, of_others
from tests.desktop.services.conftest import Course

TODAY = date(2026, 11, 22)
HIGH = Result(instrument="epv-r", on=TODAY, score=25, band=RiskBand.HIGH)
LOW = Result(instrument="epv-r", on=TODAY, score=3, band=RiskBand.LOW)
YES_TO_ALL: dict[str, Given] = {
    "empeora": "yes",
    "amenaza": "yes",
    "cuello": "yes",
    "arma": "casa",
    "usada": "yes",
    "dias": 7,
    "apoyo": "no",
}


@pytest.fixture
def person(desk: Desk) -> bytes:
    return people.add_person(desk.work, PersonForm(nickname="Luna")).created[0]


@pytest.fixture
def example(desk: Desk) -> bytes:
    instruments.load(desk, EXAMPLE)
    return instrument_id(EXAMPLE)


def needs(vault: OpenVault, today: date = TODAY) -> list[Need]:
    return [each.need for each in risk.needing(vault, today)]


def plan(vault: OpenVault, person: bytes, **values: object) -> None:
    with vault.write() as journal:
        journal.record(SAFETY_PLAN.child(person, 0, **values))


def test_a_result_is_kept_as_the_paper_said_it(desk: Desk, person: bytes) -> None:
    said = replace(HIGH, critical=True, strangled=Answer.UNSAID, note="De la fiscalía.")
    risk.enter(desk.work, person, said, TODAY)
    line = risk.latest(desk.work, person)
    assert line is not None
    assert (line.title, line.score, line.band, line.on) == ("EPV-R", 25, RiskBand.HIGH, TODAY)
    assert (line.strangled, line.note, line.held) == (Answer.UNSAID, "De la fiscalía.", False)
    assert line.critical
    assert line.alarming


def test_an_instrument_that_nobody_knows_is_kept_by_its_name(desk: Desk, person: bytes) -> None:
    risk.enter(desk.work, person, replace(LOW, instrument="  Escala  del DIF "), TODAY)
    line = risk.latest(desk.work, person)
    assert line is not None
    assert line.title == "Escala del DIF"


@pytest.mark.parametrize(
    "bad",
    [
        {"score": None, "band": None},
        {"on": TODAY + timedelta(days=1)},
        {"score": 61},
        {"score": -1},
        {"instrument": "  "},
        {"note": "a" * 10_000},
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    desk: Desk, person: bytes, bad: dict[str, object]
) -> None:
    with pytest.raises(BadForm):
        risk.enter(desk.work, person, replace(HIGH, **bad), TODAY)  # type: ignore[arg-type]
    assert risk.of_person(desk.work, person) == ()


def test_answers_given_here_come_back_with_what_made_the_result(
    desk: Desk, person: bytes, example: bytes
) -> None:
    risk.hold(desk.work, person, example, {**YES_TO_ALL, "dias": None}, TODAY)
    line = risk.latest(desk.work, person)
    assert line is not None
    assert line.scored is not None
    assert (line.score, line.band, line.strangled) == (None, RiskBand.EXTREME, Answer.YES)
    assert (line.scored.lowest, line.scored.highest) == (15, 17)
    assert [item.id for item in line.scored.missing] == ["dias"]
    assert line.critical == ("amenaza", "cuello", "arma", "usada")


def test_skipped_answers_are_never_kept_as_a_low_result(
    desk: Desk, person: bytes, example: bytes
) -> None:
    risk.hold(desk.work, person, example, {"empeora": "no", "amenaza": None}, TODAY)
    line = risk.latest(desk.work, person)
    assert line is not None
    assert (line.score, line.band, line.strangled) == (None, None, Answer.UNSAID)
    with pytest.raises(BadForm):
        risk.hold(desk.work, person, example, {"empeora": None}, TODAY)


def test_a_result_that_was_asked_here_is_not_corrected_by_hand(
    desk: Desk, person: bytes, example: bytes
) -> None:
    kept = risk.hold(desk.work, person, example, YES_TO_ALL, TODAY).created[0]
    with pytest.raises(BadForm):
        risk.correct(desk.work, kept, LOW, TODAY)
    entered = risk.enter(desk.work, person, HIGH, TODAY).created[0]
    risk.correct(desk.work, entered, replace(HIGH, score=24), TODAY)
    assert {line.score for line in risk.of_person(desk.work, person)} == {17, 24}
    risk.remove(desk.work, entered)
    assert len(risk.of_person(desk.work, person)) == 1


# --- what follows ------------------------------------------------------------------------


def test_a_high_result_is_called_to_mind_until_there_is_a_plan_and_a_day(
    desk: Desk, person: bytes
) -> None:
    kept = risk.enter(desk.work, person, HIGH, TODAY).created[0]
    assert needs(desk.work) == [Need.PLAN]
    plan(desk.work, person, agreed_on=TODAY.isoformat())
    assert needs(desk.work) == [Need.NO_DAY]
    again = risk.proposed_review(TODAY)
    assert again == TODAY + timedelta(days=7)
    risk.set_review(desk.work, kept, again)
    assert needs(desk.work) == []
    assert needs(desk.work, again) == [Need.DUE]
    risk.review(desk.work, kept, again)
    assert needs(desk.work, again) == []


def test_who_wants_no_plan_is_not_asked_again(desk: Desk, person: bytes) -> None:
    kept = risk.enter(desk.work, person, HIGH, TODAY).created[0]
    risk.set_review(desk.work, kept, TODAY + timedelta(days=7))
    plan(desk.work, person, declined=True, declined_on=TODAY.isoformat())
    assert needs(desk.work) == []


def test_a_low_result_of_another_instrument_hides_no_high_one(desk: Desk, person: bytes) -> None:
    risk.enter(desk.work, person, replace(HIGH, on=TODAY - timedelta(days=9)), TODAY)
    risk.enter(desk.work, person, replace(LOW, instrument="da-5"), TODAY)
    assert needs(desk.work) == [Need.PLAN]
    risk.enter(desk.work, person, LOW, TODAY)
    assert needs(desk.work) == []


@pytest.mark.parametrize("state", [ReferralState.SENT, ReferralState.REFUSED])
def test_a_yes_to_strangulation_waits_until_a_referral_or_a_refusal_stands(
    desk: Desk, person: bytes, state: ReferralState
) -> None:
    risk.enter(desk.work, person, replace(LOW, strangled=Answer.YES), TODAY)
    assert needs(desk.work)[0] is Need.MEDICAL
    assert not risk_record.read(desk.work, person, datetime(2026, 11, 22, 9)).referred
    with desk.work.write() as journal:
        cause = ReferralCause.STRANGULATION
        journal.record(REFERRAL.new(participant=person, cause=cause, state=state))
    assert Need.MEDICAL not in needs(desk.work)
    assert risk_record.read(desk.work, person, datetime(2026, 11, 22, 9)).referred


def test_today_names_a_folio_and_says_nothing_of_risk(desk: Desk, person: bytes) -> None:
    risk.enter(desk.work, person, replace(HIGH, strangled=Answer.YES), TODAY)
    found = [each for each in of_others(desk, TODAY) if each.page == "risk"]
    assert [each.kind for each in found] == [AttentionKind.REFERRAL, AttentionKind.REVIEW]
    told = " ".join(f"{each.what} {each.hint}".lower() for each in found)
    assert "folio" in told
    for word in ("luna", "riesgo", "alto", "estrangul", "violen", "epv", "plan de seguridad"):
        assert word not in told


def test_nothing_is_asked_of_who_died_and_nothing_new_is_written(desk: Desk, person: bytes) -> None:
    risk.enter(desk.work, person, HIGH, TODAY)
    with desk.work.write() as journal:
        journal.record(PARTICIPANT.of(person, died=True, died_on=TODAY.isoformat()))
    assert needs(desk.work) == []
    with pytest.raises(risk.Stopped):
        risk.enter(desk.work, person, HIGH, TODAY)


def test_a_record_that_is_closed_to_me_shows_me_no_result(desk: Desk, person: bytes) -> None:
    kept = risk.enter(desk.work, person, HIGH, TODAY).created[0]
    with desk.work.write() as journal:
        me = own_member(journal.connection, desk.work)
        assert me is not None
        near = {"relation": Nearness.FAMILY, "declared_on": TODAY.isoformat(), "ended": False}
        journal.record(CLOSENESS.pair(person, me, **near))
    for ask in (
        lambda: risk.of_person(desk.work, person),
        lambda: risk.latest(desk.work, person),
        lambda: risk.enter(desk.work, person, HIGH, TODAY),
        lambda: risk.correct(desk.work, kept, LOW, TODAY),
        lambda: risk.remove(desk.work, kept),
        lambda: risk.set_review(desk.work, kept, TODAY),
        lambda: risk_record.read(desk.work, person, datetime(2026, 11, 22, 9)),
    ):
        with pytest.raises(RecordClosed):
            ask()
    assert needs(desk.work) == []


def test_the_timeline_and_a_handover_are_told(desk: Desk, course: Course) -> None:
    person = course.people[0]
    kept = risk.enter(desk.work, person, replace(HIGH, strangled=Answer.YES), TODAY).created[0]
    events = [each for each in timeline.of_person(desk.work, person) if each.sort is EventSort.RISK]
    assert [(each.on, str(each.hint)) for each in events] == [(TODAY, "Nivel: Alto")]

    def points() -> dict[HandoverSort, str]:
        found = open_points.in_group(desk.work, course.group, TODAY)
        return {each.sort: str(each.what) for each in found if each.about == person}

    assert points().keys() == {HandoverSort.REFERRAL, HandoverSort.PLAN, HandoverSort.OTHER}
    assert not any("Luna" in what for what in points().values())
    risk.set_review(desk.work, kept, TODAY)
    risk.review(desk.work, kept, TODAY)
    plan(desk.work, person, agreed_on=TODAY.isoformat())
    assert HandoverSort.OTHER not in points()
    assert HandoverSort.PLAN not in points()


def test_a_meeting_of_this_hour_is_known_until_it_is_ended(desk: Desk, course: Course) -> None:
    first = datetime(2026, 10, 8, 16, 30)
    assert risk_record.in_the_room(desk.work, first)
    assert risk_record.in_the_room(desk.work, first.replace(hour=15, minute=50))
    assert not risk_record.in_the_room(desk.work, first.replace(hour=15, minute=30))
    assert not risk_record.in_the_room(desk.work, first.replace(hour=19))
    assert not risk_record.in_the_room(desk.work, first + timedelta(days=1))


# --- the men's stream ----------------------------------------------------------------------


def test_the_mens_stream_keeps_results_and_is_asked_for_no_plan(mens_desk: Desk) -> None:
    vault = mens_desk.work
    man = people.add_person(vault, PersonForm(nickname="Roble")).created[0]
    risk.enter(vault, man, replace(HIGH, instrument="odara", score=9), TODAY)
    assert needs(vault) == [Need.NO_DAY]
    risk.enter(vault, man, replace(HIGH, strangled=Answer.YES), TODAY)
    assert needs(vault) == [Need.NO_DAY]
    with pytest.raises(BadForm):
        risk.enter(vault, man, replace(HIGH, instrument="danger-assessment"), TODAY)
    assert not risk_record.read(vault, man, datetime(2026, 11, 22, 9)).has_plans


def test_a_result_has_no_place_for_anybody_else() -> None:
    columns = {name: sort for each in RISK.registers for name, sort in each.columns}
    references = {name for name, sort in columns.items() if sort.value == "ref"}
    assert references == {"participant", "held_by"}


def test_only_a_coordinator_loads_and_opens_instruments(desk: Desk, person: bytes) -> None:
    desk.role = Role.FACILITATOR
    with pytest.raises(OnlyCoordinators):
        instruments.load(desk, EXAMPLE)
    desk.role = Role.COORDINATOR
    instruments.load(desk, EXAMPLE)
    with pytest.raises(AlreadyLoaded):
        instruments.load(desk, EXAMPLE)
    desk.role = Role.FACILITATOR
    record = instrument_id(EXAMPLE)
    for ask in (
        lambda: instruments.record_permission(desk, record, Permission.PENDING, ""),
        lambda: instruments.put_away(desk, record),
        lambda: instruments.offer(desk, record),
    ):
        with pytest.raises(OnlyCoordinators):
            ask()


def test_no_file_unlocks_itself(desk: Desk, person: bytes) -> None:
    claims = replace(EXAMPLE, slug="otro", title="Otro")
    instruments.load(desk, claims)
    record = instrument_id(claims)
    with pytest.raises(NotToBeHeld):
        risk.hold(desk.work, person, record, YES_TO_ALL, TODAY)
    with pytest.raises(BadForm):
        instruments.record_permission(desk, record, Permission.GRANTED, " ")
    instruments.record_permission(desk, record, Permission.GRANTED, "Sus autoras, 3 de mayo.")
    risk.hold(desk.work, person, record, YES_TO_ALL, TODAY)
    instruments.put_away(desk, record)
    with pytest.raises(NotToBeHeld):
        risk.hold(desk.work, person, record, YES_TO_ALL, TODAY)
    instruments.offer(desk, record)
    assert instruments.find(desk.work, record).state is InstrumentState.OFFERED


def test_the_structure_without_wording_stays_shut_even_with_a_permission(
    desk: Desk, person: bytes
) -> None:
    instruments.load(desk, EPV_R)
    record = instrument_id(EPV_R)
    instruments.record_permission(desk, record, Permission.GRANTED, "Por carta.")
    assert instruments.for_holding(desk.work) == ()
    with pytest.raises(NotToBeHeld):
        risk.hold(desk.work, person, record, {"r1": "yes"}, TODAY)


def test_an_answer_that_the_question_does_not_have_is_refused(
    desk: Desk, person: bytes, example: bytes
) -> None:
    for wrong in ({"dias": 8}, {"arma": "tal vez"}, {"empeora": 1}):
        with pytest.raises(BadForm):
            risk.hold(desk.work, person, example, {**YES_TO_ALL, **wrong}, TODAY)


# --- risk never leaves the stream --------------------------------------------------------------

LEAVES = ("counts", "counting", "papers", "notices", "notice_delivery")
OWN = ("own_record",)
"""What a person asked for about herself or himself is hers or his to read."""
TELLING = (
    *("services.risk", "import risk", "scoring", "instruments", "risk_words", "RISK", "RiskBand"),
    *("INSTRUMENT", "from risk", "join risk", "strangled", "risk."),
)


def test_no_count_export_notice_or_report_reads_risk() -> None:
    root = Path(__file__).parents[3] / "desktop"
    readers = [root / "services" / f"{name}.py" for name in LEAVES]
    readers += [each for each in (root / "reports").rglob("*.py") if each.stem not in OWN]
    readers += [root / "programme" / "indicators.py", root / "programme" / "court_letter.py"]
    for path in readers:
        # The one sentence that every letter carries speaks of it, and says what is not told.
        text = path.read_text().replace("the absence of risk.", "")
        assert not [word for word in TELLING if word in text], path


def test_the_shared_vault_holds_no_instrument_and_no_result(
    desk: Desk, person: bytes, example: bytes
) -> None:
    risk.hold(desk.work, person, example, YES_TO_ALL, TODAY, "Nota")
    assert desk.shared is not None
    for kind in ("risk", "instrument"):
        for vault, many in ((desk.work, True), (desk.shared, False)):
            with vault.read() as connection:
                query = f"SELECT count(*) FROM {kind}"  # noqa: S608 - our own names
                rows = connection.exec_driver_sql(query).scalar_one()
            assert bool(rows) is many


def test_the_other_stream_holds_nothing_of_it(
    desk: Desk, seat: Callable[..., Desk], programme: object, person: bytes, example: bytes
) -> None:
    risk.hold(desk.work, person, example, YES_TO_ALL, TODAY, "Nota")
    his = seat(programme.men)  # type: ignore[attr-defined]
    assert his.work.stream is Stream.MEN
    for vault in his.vaults:
        with vault.read() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM risk").scalar_one() == 0


def test_stored_answers_that_nobody_can_read_show_as_a_result_without_explanation(
    desk: Desk, person: bytes
) -> None:
    with desk.work.write() as journal:
        for answers in ("[1", "[]", '{"a": {}}', json.dumps({"a": [[1]]})):
            journal.record(
                RISK.new(participant=person, instrument="x", answers=answers, band=9, score=4)
            )
    lines = risk.of_person(desk.work, person)
    assert [(line.band, line.scored, line.on) for line in lines] == [(None, None, None)] * 4
