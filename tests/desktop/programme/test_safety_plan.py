"""A plan asks about getting safe, and never reads as if staying or going back were the goal."""

from __future__ import annotations

import pytest

from desktop.programme.safety_plan import COLUMNS, PAPER_WORDS, QUESTIONS, Question
from desktop.programme.schema import SAFETY_PLAN
from desktop.programme.text import fold
from desktop.programme.vocabulary import PaperPlace

NEVER = (
    *("reconcil", "perdon", "regres", "volver con", "convenc", "su pareja", "esposo", "marido"),
    *("matrimonio", "aguant", "calmarlo", "paciencia", "hable con el"),
)


def test_every_text_of_a_plan_is_asked_once() -> None:
    texts = [register.columns[0][0] for register in SAFETY_PLAN.registers if register.number <= 11]
    assert [*COLUMNS] == texts
    assert set(PAPER_WORDS) == set(PaperPlace)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.column)
def test_a_question_is_short_and_proposes_nobody_to_go_back_to(question: Question) -> None:
    told = [str(each) for each in (question.title, question.plain, question.ask, *question.hints)]
    assert all(len(each) <= 90 for each in told)
    assert str(question.ask).startswith(("¿", "Si "))
    assert 2 <= len(question.hints) <= 3
    assert not [word for word in NEVER if word in fold(" ".join(told))]


def test_what_leaves_the_office_has_heads_that_say_nothing() -> None:
    heads = fold(" ".join(str(each.plain) for each in QUESTIONS))
    betraying = ("segur", "peligr", "violen", "proteg", "salir", "huir", "orden", "plan")
    assert not [word for word in betraying if word in heads]
