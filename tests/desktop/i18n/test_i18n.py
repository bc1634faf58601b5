from __future__ import annotations

import gettext
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from desktop import i18n
from desktop.trouble import say

PO = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Guardado aquí"
msgstr "Saved here"

msgid "Faltan {n} de {all}"
msgstr "{all} in all, {n} to go"

msgid "{n} persona"
msgid_plural "{n} personas"
msgstr[0] "one person"
msgstr[1] "{n} people"
"""


@pytest.fixture
def english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """English, from a catalog of three sentences."""
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "vereda.mo").open("wb") as file:
        write_mo(file, read_po(io.StringIO(PO)))
    monkeypatch.setattr(i18n, "LOCALES", tmp_path)
    monkeypatch.setattr(gettext, "_translations", {})
    i18n.install("en")
    yield
    i18n.install("es")


def test_spanish_needs_no_catalog() -> None:
    i18n.install("es")
    assert i18n._("Guardado aquí") == "Guardado aquí"
    assert i18n.tell(say("Faltan {n} de {all}", n=2, all=7)) == "Faltan 2 de 7"
    assert i18n.ngettext("{n} persona", "{n} personas", 1) == "{n} persona"
    assert i18n.ngettext("{n} persona", "{n} personas", 0) == "{n} personas"


def test_english_comes_from_the_catalog(english: None) -> None:
    assert i18n.language() == "en"
    assert i18n._("Guardado aquí") == "Saved here"
    assert i18n.tell(say("Faltan {n} de {all}", n=2, all=7)) == "7 in all, 2 to go"
    assert i18n.ngettext("{n} persona", "{n} personas", 1) == "one person"
    assert i18n.ngettext("{n} persona", "{n} personas", 5) == "{n} people"


def test_a_marked_sentence_follows_a_change_of_language(english: None) -> None:
    marked = i18n.N_("Guardado aquí")
    assert i18n._(marked) == "Saved here"
    i18n.install("es")
    assert i18n._(marked) == "Guardado aquí"


def test_a_message_inside_a_message_is_told_too(english: None) -> None:
    assert i18n.tell(say("[{inner}]", inner=say("Guardado aquí"))) == "[Saved here]"


def test_a_sentence_that_is_missing_shows_in_spanish(english: None) -> None:
    assert i18n._("Sin dato") == "Sin dato"
    assert i18n._("") == ""


def test_an_unknown_language_is_spanish() -> None:
    i18n.install("xx")
    assert i18n.language() == "es"
