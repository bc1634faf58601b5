"""The outlines that come with Vereda: whole, led in the time there is, and safe to read aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

import pytest

from desktop.curriculum.model import CourseFile, Plan
from desktop.curriculum.shipped import load
from tests.desktop.curriculum.unsafe import RULES, Rule

SESSIONS = {"women-25": 25, "men-24": 24}
LANGUAGES = ("es", "en")
MINUTES = 150
BREAK_MINUTES = 15
BREAK = {"es": "Descanso", "en": "Break"}
CALL = {"es": r"\bllamar", "en": r"\bcall\b"}
OPTIONAL = {"es": "Opcional", "en": "Optional"}
LONGEST_AGAINST_SHORTEST = 1.6
"""How much longer a text may be in one language than in the other before words are missing."""

EVERY = [(slug, language) for slug in SESSIONS for language in LANGUAGES]


@pytest.fixture(params=EVERY, ids="/".join)
def course(request: pytest.FixtureRequest) -> CourseFile:
    slug, language = request.param
    return load(slug, language)


def texts_of(plan: Plan) -> Iterator[tuple[str, str]]:
    """Every text of a plan that a person reads, with where it stands."""
    for name in ("title", "module", "aim", "bring", "closing", "homework", "notes"):
        yield name, getattr(plan, name)
    for step in plan.steps:
        yield step.title, f"{step.title}. {step.text}"


def sentences(text: str) -> list[str]:
    """The sentences of a text; a quotation that trails off with … ends none."""
    return [part for part in re.split(r"(?<=[.?!])[»\"]?\s+(?=[¿«\"A-ZÁÉÍÓÚÑ])", text) if part]


def test_each_outline_is_whole_and_says_that_it_is_an_outline(course: CourseFile) -> None:
    assert len(course.plans) == SESSIONS[course.slug]
    assert course.is_outline
    assert course.minutes == MINUTES
    assert re.search(r"^(Guion por completar|An outline to be completed)\.", course.about)


def test_the_course_for_men_says_that_it_is_locked_until_it_is_reviewed() -> None:
    assert "bloqueado" in load("men-24", "es").about
    assert "locked" in load("men-24", "en").about


def test_each_session_fills_its_time_with_three_to_five_steps_and_a_break(
    course: CourseFile,
) -> None:
    for plan in course.plans:
        assert 3 <= len(plan.steps) <= 5, plan.ordinal
        assert plan.step_minutes == MINUTES, plan.ordinal
        breaks = [s.minutes for s in plan.steps if s.title == BREAK[course.language]]
        assert breaks == [BREAK_MINUTES], plan.ordinal
        assert plan.steps[0].title != BREAK[course.language] != plan.steps[-1].title


def test_each_session_says_what_it_is_for_what_to_bring_and_what_to_watch_for(
    course: CourseFile,
) -> None:
    for plan in course.plans:
        assert all(text.strip() for _, text in texts_of(plan)), plan.ordinal
        assert len(sentences(plan.aim)) == 1, plan.ordinal
        assert len(sentences(plan.closing)) == 2, plan.ordinal
        assert len(sentences(plan.notes)) >= 3, plan.ordinal
        assert plan.homework.startswith(OPTIONAL[course.language]), plan.ordinal


def test_each_step_can_be_led_from_two_to_four_sentences(course: CourseFile) -> None:
    for plan in course.plans:
        for step in plan.steps:
            assert 2 <= len(sentences(step.text)) <= 4, (plan.ordinal, step.title)


def test_sessions_lie_in_four_to_six_modules_and_no_title_stands_twice(course: CourseFile) -> None:
    modules = [module for module, _ in groupby(plan.module for plan in course.plans)]
    assert 4 <= len(modules) == len(set(modules)) <= 6
    assert len({plan.title for plan in course.plans}) == len(course.plans)


def test_no_woman_leaves_a_session_without_knowing_whom_to_call() -> None:
    for language in LANGUAGES:
        for plan in load("women-25", language).plans:
            assert re.search(CALL[language], plan.closing), plan.ordinal


def test_the_first_thing_heard_is_what_cannot_stay_secret() -> None:
    for slug in SESSIONS:
        assert "secreto" in load(slug, "es").plans[0].steps[0].title
        assert "secret" in load(slug, "en").plans[0].steps[0].title


@pytest.mark.parametrize("slug", SESSIONS)
def test_both_languages_say_the_same_session(slug: str) -> None:
    spanish, english = load(slug, "es"), load(slug, "en")
    for es, en in zip(spanish.plans, english.plans, strict=True):
        assert [s.minutes for s in es.steps] == [s.minutes for s in en.steps], es.ordinal
        for (name, one), (_, other) in zip(texts_of(es), texts_of(en), strict=True):
            place = (es.ordinal, name)
            if name not in ("title", "module", "bring"):
                assert len(sentences(one)) == len(sentences(other)), place
                short, long = sorted((len(one), len(other)))
                assert long <= LONGEST_AGAINST_SHORTEST * short, place


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_what_may_never_be_said_is_recognised_when_it_is_said(rule: Rule) -> None:
    for sentence in rule.planted:
        assert rule.found_in(sentence), sentence
        assert rule.found_in(sentence.upper()), sentence


def test_no_text_says_what_may_never_be_said(course: CourseFile) -> None:
    said = [(0, "title", course.title), (0, "about", course.about)]
    said += [(plan.ordinal, name, text) for plan in course.plans for name, text in texts_of(plan)]
    assert sum(len(text) for _, _, text in said) > SESSIONS[course.slug] * 1_500
    broken = [
        (ordinal, name, rule.name, words)
        for ordinal, name, text in said
        for rule in RULES
        if course.stream in rule.streams and (words := rule.found_in(text))
    ]
    assert not broken
