"""Whatever happens there is something to do first, and nothing of it makes it worse."""

from __future__ import annotations

import pytest

from desktop.programme.happenings import HINTS, SORT_WORDS, WAY_HOME_WORDS, first_steps
from desktop.programme.text import fold
from desktop.programme.violence_words import FORM_WORDS
from desktop.programme.vocabulary import IncidentSort, ViolenceForm, WayHome

NEVER = ("su nombre", "reconcil", "perdon", "convenza", "hable con quien le hizo")


@pytest.mark.parametrize("sort", IncidentSort)
def test_each_has_words_and_three_to_seven_steps(sort: IncidentSort) -> None:
    assert str(SORT_WORDS[sort])
    assert str(HINTS[sort])
    steps = [str(step) for step in first_steps(sort, "911")]
    assert 3 <= len(steps) <= 7
    assert all(len(step) <= 120 and step.endswith((".", ".»", "»")) for step in steps)
    assert not [step for step in steps for word in NEVER if word in fold(step)]


def test_every_code_can_be_told() -> None:
    assert set(WAY_HOME_WORDS) == set(WayHome)
    assert set(FORM_WORDS) == set(ViolenceForm)


@pytest.mark.parametrize(
    "sort", [IncidentSort.PARTNER_OUTSIDE, IncidentSort.CHILD_DISCLOSURE, IncidentSort.HEALTH]
)
def test_where_life_may_be_in_danger_the_line_to_call_is_named(sort: IncidentSort) -> None:
    assert any("066" in str(step) for step in first_steps(sort, "066"))


def test_a_childs_disclosure_names_who_protects_children_and_asks_no_questions() -> None:
    told = " ".join(map(str, first_steps(IncidentSort.CHILD_DISCLOSURE, "911")))
    assert "Procuraduría de Protección de Niñas, Niños y Adolescentes" in told
    assert "No pregunte detalles" in told
