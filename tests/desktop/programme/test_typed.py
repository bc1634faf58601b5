"""What is typed and pasted: cleaned of what nobody sees, and of nothing else."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.programme.typed import clean_line, clean_text, in_a_line

ANY = st.text(st.characters(exclude_categories=()), max_size=200)


def test_what_a_word_processor_leaves_behind_goes_and_what_was_typed_stays() -> None:
    pasted = "\ufeffDijo:\u00a0“no pue\u00addo”\v—ella—\u2028y se\u200b fue…\r\n"
    assert clean_text(pasted) == "Dijo: “no puedo”\n—ella—\ny se fue…"
    assert clean_line(pasted) == "Dijo: “no puedo” —ella— y se fue…"


def test_accents_that_were_typed_apart_are_composed() -> None:
    assert clean_line("Nu\u0301n\u0303ez") == "Núñez"
    assert clean_line("x\u0331") == "x\u0331", "what has no composed letter keeps its mark"


def test_joiners_and_other_scripts_stay() -> None:
    assert clean_line("می\u200cخواهم") == "می\u200cخواهم"
    assert clean_line("👩\u200d👧") == "👩\u200d👧"
    assert clean_line("\u202etxt\u202c") == "\u202etxt\u202c", "marks of direction are kept"


@given(ANY)
@settings(max_examples=200)
def test_cleaning_twice_changes_nothing_more_and_loses_no_letter(text: str) -> None:
    for clean in (clean_line, clean_text):
        once = clean(text)
        assert clean(once) == once
        once.encode()
        wanted = [sign for sign in unicodedata.normalize("NFC", text) if sign.isalnum()]
        kept = [sign for sign in once if sign.isalnum()]
        # Taking out what stood between two marks may let them compose: never fewer in NFD.
        bare = unicodedata.normalize("NFD", "".join(wanted))
        assert len(unicodedata.normalize("NFD", "".join(kept))) >= len(bare) - text.count("\u0345")


@given(ANY)
@settings(max_examples=200)
def test_a_shown_text_cannot_reorder_the_line_around_it(text: str) -> None:
    line = in_a_line(text)
    marks = [sign for sign in line if sign in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067"]
    assert not marks
    assert line.count("\u2068") == line.count("\u2069") <= 1
    if any(unicodedata.bidirectional(sign) in ("R", "AL", "AN") for sign in text):
        assert line.startswith("\u2068")
        assert line.endswith("\u2069")
