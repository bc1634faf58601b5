"""Courses of any shape that the format allows, for tests of what is written and read."""

from __future__ import annotations

import string
from dataclasses import replace

from hypothesis import strategies as st

from desktop.curriculum.model import CourseFile, Plan, Step, tidy_course
from desktop.curriculum.rules import has_unseen

_SIGNS = st.one_of(
    st.sampled_from("#\\-:'\"|>&*!%@`{}[]?, ()~\n\n ábñ¿0123.min"),
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufeff"),
)
texts = st.text(_SIGNS, max_size=60).filter(lambda text: not has_unseen(text))
lines = texts.map(lambda text: " ".join(text.split()))
titles = lines.filter(bool)
"""A title may be anything but empty."""
minutes = st.integers(0, 600)
steps = st.builds(
    Step,
    st.one_of(titles, st.sampled_from(["Descanso (5 min)", "x (0 min)", "## y", "#", "\\# z"])),
    minutes,
    texts,
)
hashes = st.text(string.hexdigits.lower()[:16], min_size=64, max_size=64)
plans = st.builds(
    Plan,
    st.just(1),
    titles,
    aim=texts,
    module=lines,
    minutes=minutes,
    steps=st.lists(steps, max_size=4).map(tuple),
    bring=texts,
    closing=texts,
    homework=texts,
    notes=texts,
    materials=st.lists(hashes, max_size=3, unique=True).map(tuple),
)


def _numbered(found: list[Plan]) -> tuple[Plan, ...]:
    return tuple(replace(plan, ordinal=place) for place, plan in enumerate(found, start=1))


courses = st.builds(
    CourseFile,
    slug=st.from_regex(r"[a-z][a-z0-9-]{0,10}", fullmatch=True),
    language=st.sampled_from(["es", "en", "yua", "es-MX"]),
    stream=st.sampled_from(["women", "men"]),
    title=titles,
    about=texts,
    minutes=st.integers(10, 600),
    version=st.integers(1, 999),
    is_outline=st.booleans(),
    plans=st.lists(plans, min_size=1, max_size=3).map(_numbered),
).map(tidy_course)
