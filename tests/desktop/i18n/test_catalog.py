from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Message

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def catalog() -> ModuleType:
    """packaging/catalog.py, which lies outside every package."""
    path = ROOT / "packaging" / "catalog.py"
    spec = importlib.util.spec_from_file_location("catalog", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_sentence_in_the_code_has_its_english_with_the_same_placeholders(
    catalog: ModuleType,
) -> None:
    found = catalog.problems()
    assert not found, "run `make messages` and translate:\n" + "\n".join(found)


def test_the_extractor_knows_every_way_to_say_something(
    catalog: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "page.py").write_text(
        "_('uno')\nN_('dos')\nsay('tres {n}', n=4)\nngettext('una', '{n} cosas', n)\n"
    )
    monkeypatch.setattr(catalog, "ROOT", tmp_path)
    monkeypatch.setattr(catalog, "ROOMS", ("room",))
    ids = {message.id for message in catalog.extract() if message.id}
    assert ids == {"uno", "dos", "tres {n}", ("una", "{n} cosas")}


@pytest.mark.parametrize(
    ("source", "translation", "right"),
    [
        ("Hola {n}", "Hello {n}", True),
        ("Hola {n}", "Hello", False),
        ("Hola {n}", "Hello {m}", False),
        (("{n} cosa", "{n} cosas"), ("one thing", "{n} things"), True),
        (("una cosa", "{n} cosas"), ("{n} thing", "{n} things"), True),
        (("{n} cosa", "{n} cosas"), ("one thing", "things"), False),
    ],
)
def test_a_translation_names_what_its_source_names(
    catalog: ModuleType,
    source: str | tuple[str, str],
    translation: str | tuple[str, str],
    right: bool,
) -> None:
    assert catalog._same_placeholders(Message(source, translation)) is right
