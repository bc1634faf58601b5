"""Write down what is known of people, with the services that a team would have used."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from desktop.demo.invented import MARK
from desktop.demo.lives import (
    HELPER,
    KEPT_AWAY,
    LIVES,
    PLANNED,
    PROTECTED,
    Asked,
    CameBack,
    Sent,
)
from desktop.demo.meeting_today import TODAY
from desktop.programme.shipped_instruments import EXAMPLE
from desktop.programme.vocabulary import (
    Answer,
    Nearness,
    PaperPlace,
    Purpose,
    ReferralCause,
    ReferralState,
    RightSort,
    Stream,
)
from desktop.services import (
    apart,
    closeness,
    consents,
    directory,
    forbidden,
    group_views,
    instruments,
    intake_deciding,
    intake_views,
    intakes,
    people,
    person_details,
    protections,
    referrals,
    rights,
    risk,
    safety_plans,
)
from desktop.services.instrument_files import instrument_id
from desktop.services.people import PersonForm
from desktop.services.referrals import NewReferral

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.demo.demo_clock import DemoClock
    from desktop.services.entrance import Desk

_BEFORE_FIRST_MEETING = timedelta(days=3)
_REVIEW_IN = timedelta(days=12)
_ORDER_ENDS_IN = timedelta(days=9)
_ORDER_LASTS = timedelta(days=60)
_FORBIDDEN_FOR = timedelta(days=50)
_ASKED_AGO = timedelta(days=4)


class LifeWriter:
    """Of one stream; its desk is a coordinator's. Nobody is added to the people there are."""

    def __init__(self, desk: Desk, clock: DemoClock, today: date) -> None:
        self._desk, self._work, self._clock, self._today = desk, desk.work, clock, today
        self._lives = LIVES[desk.work.stream]
        name = TODAY[desk.work.stream].name
        lines = group_views.list_groups(desk.work)
        found = next(
            group_views.get_group(desk.work, line.id) for line in lines if line.name == name
        )
        self._first = found.sessions[0].date
        self._people: Mapping[str, bytes] = {each.nickname: each.id for each in found.people}
        here = set(self._people.values())
        everybody = people.list_people(desk.work)
        half = len(everybody) // 2
        self._others = [each.id for each in everybody[half:-1] if each.id not in here]
        """People of other groups, by nickname, from the middle of the list."""

    def write(self) -> None:
        """Everything, each on its day."""
        lives = self._lives
        for nickname, told in lives.details.items():
            self._clock.set(self._first)
            person_details.save(self._work, self._people[nickname], **told)
        for nickname, answers in lives.asked_well.items():
            well = {"alone": Answer.YES, "safe_today": Answer.YES, "can_come": Answer.YES}
            fit = {"steady": Answer.YES, "group_fit": Answer.YES}
            before = self._first - _BEFORE_FIRST_MEETING
            self._interview(self._people[nickname], before, {**well, **fit, **answers})
        for place, back in enumerate(lives.came_back):
            self._came_back(self._others[place], back)
        for sent in lives.sent:
            self._send(self._people[sent.nickname], sent)
        self._half_an_interview()
        self._keep_apart()
        if self._work.stream is Stream.WOMEN:
            self._keep_safe()
            self._womens_words()
        else:
            self._keep_away()
        self._clock.set(self._today)

    def _interview(
        self, person: bytes, on: date, answers: Mapping[str, Answer], referral: bytes | None = None
    ) -> None:
        """Held and decided on one day, as the rule recommends."""
        self._clock.set(on, 11 * 60)
        which = intakes.begin_again(self._work, person, on).created[0]
        intakes.save(self._work, which, on, answers={"limits": Answer.YES, **answers})
        advice = intake_deciding.advise(self._work, intake_views.read(self._work, which), on)
        wanted = advice.recommendation
        if wanted.outcome is None:
            raise LookupError("no line of the rule fits the answers")
        intakes.decide(
            self._work,
            which,
            wanted.outcome,
            on,
            recommended=wanted.outcome,
            rule=advice.rule,
            until=wanted.until,
            referral=referral,
        )

    def _came_back(self, person: bytes, back: CameBack) -> None:
        on = self._today - timedelta(days=back.days_ago)
        referral = None
        if back.service:
            cause = ReferralCause.NOT_ELIGIBLE
            service, name = self._place(back.service)
            new = NewReferral(
                cause=cause, on=on, service=service, service_name=name, sort=back.sort
            )
            self._clock.set(on, 11 * 60)
            referral = referrals.make(self._work, person, new).created[0]
        self._interview(person, on, {"alone": Answer.YES, **back.answers}, referral)

    def _half_an_interview(self) -> None:
        """Somebody who had to leave; nothing of her or him is a record."""
        yesterday = self._today - timedelta(days=1)
        self._clock.set(yesterday, 17 * 60)
        draft = intakes.new_id(Random(7))  # noqa: S311  (a demonstration, not a secret)
        intakes.save(self._work, draft, yesterday, answers={"limits": Answer.YES}, step=1)

    def _send(self, person: bytes, sent: Sent) -> None:
        on = self._today - timedelta(days=sent.days_ago)
        refused = sent.state is ReferralState.REFUSED
        look = None if sent.look is None else self._today + timedelta(days=sent.look)
        waits = sent.state is ReferralState.SENT
        self._clock.set(on, 12 * 60)
        service, name = self._place(sent.service)
        new = NewReferral(
            cause=sent.cause,
            on=on,
            urgency=sent.urgency,
            sort=sent.sort,
            shared=sent.shared,
            follow_up=look if waits else None,
            state=sent.state if refused else ReferralState.SENT,
            why=sent.why,
            service=service,
            service_name=name,
        )
        made = referrals.make(self._work, person, new).created[0]
        if not waits and not refused:
            then = on + timedelta(days=sent.after)
            self._clock.set(then, 12 * 60)
            referrals.set_state(self._work, made, sent.state, then, sent.why, look=look)

    def _place(self, name: str) -> tuple[bytes, str]:
        """A service of the directory, as a referral names it."""
        lines = directory.list_services(self._desk)
        line = next(each for each in lines if each.about.name.startswith(name))
        return line.id, line.about.name

    def _keep_apart(self) -> None:
        self._clock.set(self._first)
        one = self._people[self._lives.apart]
        apart.keep(self._work, one, self._others[-1], self._first)

    def _keep_safe(self) -> None:
        """Results of an instrument, a plan, and an order of protection that ends soon."""
        instruments.load(self._desk, EXAMPLE)
        for asked in self._lives.risk:
            self._ask(asked)
        person = self._people[PLANNED]
        on = self._today - timedelta(days=2)
        self._clock.set(on, 12 * 60)
        newest = risk.of_person(self._work, person)[0]
        risk.set_review(self._work, newest.id, self._today + _REVIEW_IN)
        for column, words in self._lives.plan.items():
            safety_plans.write(self._work, person, column, words)
        safety_plans.agree(self._work, person, on, self._today + _REVIEW_IN)
        safety_plans.note_paper(self._work, person, PaperPlace.OFFICE, on)
        ends = self._today + _ORDER_ENDS_IN
        form = protections.ProtectionForm(
            authority=f"Juzgado Segundo de lo Familiar {MARK}",
            case_number=f"87/{ends.year}",
            measures="No acercarse a menos de 200 metros de la casa ni del puesto de flores.",
            issued_on=ends - _ORDER_LASTS,
            expires_text=f"{_ORDER_LASTS.days} días",
            expires_on=ends,
        )
        protections.enter(self._work, self._people[PROTECTED], form)

    def _ask(self, asked: Asked) -> None:
        on = self._today - timedelta(days=asked.days_ago)
        self._clock.set(on, 12 * 60)
        person = self._people[asked.nickname]
        risk.hold(self._work, person, instrument_id(EXAMPLE), asked.answers, on)

    def _womens_words(self) -> None:
        """What was taken back, asked for and declared; and one person written down twice."""
        lives, on = self._lives, self._today - _ASKED_AGO
        self._clock.set(on, 12 * 60)
        consents.withdraw(self._work, self._people[lives.withdrew], Purpose.EVALUATION, on)
        asking = rights.Asking(
            RightSort.ACCESS, on, "Quiere saber qué hay anotado.", self._people[lives.asks_access]
        )
        rights.ask(self._work, asking)
        helper = next(each for each in closeness.helpers(self._desk) if each.name == HELPER)
        closeness.declare(
            self._work, self._people[lives.kin], helper.id, Nearness.COMPADRAZGO, self._first
        )
        for person, name in zip(self._others[3:5], lives.alike, strict=True):
            known = people.get_person(self._work, person)
            form = PersonForm(
                folio=known.folio,
                nickname=known.nickname,
                name=name,
                birth="1987",
                reasons=known.reasons,
                main_reason=known.main_reason,
                locality="Agua Mansa",
                intake_date=known.intake_date,
            )
            people.edit_person(self._work, person, form)

    def _keep_away(self) -> None:
        self._clock.set(self._first)
        form = forbidden.ForbiddenForm(
            places="La escuela primaria y el puesto de flores del mercado.",
            hours="Lunes a viernes de 7 a 9 y de 13 a 15 h",
            until_text="hasta nueva orden",
            until_on=self._today + _FORBIDDEN_FOR,
        )
        forbidden.enter(self._work, self._people[KEPT_AWAY], form)
