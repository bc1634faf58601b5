"""A plan's Markdown becomes a few harmless tags, and nobody's text becomes anything else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.curriculum.prose import to_html

_TAGS = re.compile(r"</?(?:p|ul|ol|li|h4|b|i)>|<br>")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Uno\ndos\n\ntres", "<p>Uno<br>dos</p><p>tres</p>"),
        ("Lleve:\n- hojas\n- **té**", "<p>Lleve:</p><ul><li>hojas</li><li><b>té</b></li></ul>"),
        ("1. Uno\n2) Dos", "<ol><li>Uno</li><li>Dos</li></ol>"),
        ("### Aparte\n*despacio*", "<h4>Aparte</h4><p><i>despacio</i></p>"),
        ("2 * 3 * 4 y a_b_c", "<p>2 * 3 * 4 y a_b_c</p>"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_people_write_is_shown_as_they_mean_it(text: str, html: str) -> None:
    assert to_html(text) == html


@pytest.mark.parametrize(
    "text",
    ['<img src="file:///etc/passwd">', "![x](file:///etc/passwd)", "[x](http://example.org)"],
)
def test_links_and_pictures_show_as_written(text: str) -> None:
    assert "<img" not in to_html(text)
    assert "<a" not in to_html(text)


@given(st.text(st.sampled_from("<>&*_-#1. \nab\"'/"), max_size=60))
def test_no_text_makes_a_tag_of_its_own(text: str) -> None:
    rest = _TAGS.sub("", to_html(text))
    assert "<" not in rest
    assert ">" not in rest
