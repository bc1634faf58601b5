"""A file from anybody's stick is an instrument, or is refused with the item that is wrong."""

from __future__ import annotations

import contextlib
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.programme.shipped_instruments import EXAMPLE
from desktop.services.instrument_files import (
    FILE_MAX_BYTES,
    InstrumentUnreadable,
    instrument_id,
    read_file,
    read_instrument,
    stored,
    write_instrument,
)
from desktop.services.instrument_files import tree as trees
from desktop.trouble import Exit

ROOT = Path(__file__).parents[3]
VECTORS = json.loads((ROOT / "tests" / "vectors" / "instrument.json").read_text())
HEAD = """format: 1
slug: x
language: es
version: "1"
title: T
source: S
permission: ours
items:
"""
ITEM = "  - id: q{n}\n    text: Q\n    kind: yes_no\n    weight: 1\n"


def refused(data: bytes) -> InstrumentUnreadable:
    with pytest.raises(InstrumentUnreadable) as problem:
        read_instrument(data)
    assert all(str(sentence) for sentence in problem.value.sentences)
    assert problem.value.exit_status is Exit.BAD_FILE
    return problem.value


@pytest.mark.parametrize("vector", VECTORS["refused"], ids=lambda each: each["name"])
def test_the_published_bad_files_are_refused_with_their_item(vector: dict[str, Any]) -> None:
    problem = refused(vector["text"].encode())
    assert problem.item == vector["item"]
    assert vector["item"] in str(problem.happened)


def test_the_example_of_the_published_page_is_an_instrument() -> None:
    page = (ROOT / "docs" / "formats" / "instrument.md").read_text()
    found = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert found is not None
    assert read_instrument(found[1].encode()).slug == "ejemplo-vereda"


def test_yaml_and_json_of_one_instrument_are_one_record() -> None:
    yaml = HEAD + ITEM.format(n=1)
    told = {"format": 1, "slug": "x", "language": "es", "version": "1", "title": "T"}
    told |= {"source": "S", "permission": "ours"}
    item = {"kind": "yes_no", "weight": 1, "text": " Q ", "id": "q1", "critical": False}
    one = read_instrument(b"\xef\xbb\xbf" + yaml.replace("\n", "\r\n").encode())
    other = read_instrument(json.dumps(told | {"items": [item]}, indent=2).encode())
    assert one == other
    assert instrument_id(one) == instrument_id(other)


def test_the_id_of_the_published_instrument_is_the_published_one() -> None:
    assert instrument_id(EXAMPLE).hex() == VECTORS["id"]
    assert write_instrument(EXAMPLE) == json.dumps(
        VECTORS["instrument"], ensure_ascii=False, separators=(",", ":")
    )


@pytest.mark.parametrize("how", ["yaml", "json"])
def test_a_hundred_thousand_items_are_refused_by_the_first_too_many(how: str) -> None:
    text = HEAD + "  - {}\n" * 100_000
    if how == "json":
        text = '{"items":[' + ",".join(["{}"] * 100_000) + "]}"
    assert refused(text.encode()).item == "#101"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        b"[" * 50_000,
        b"{" * 50_000,
        b'{"a":' * 50_000,
        b"- " * 20_000,
        b"? " * 5_000,
        b"!!python/object/apply:os.system [true]",
        b"a: &a [*a]",
        b"format: 1\n---\nformat: 1\n",
        b'{"format": NaN}',
        b'{"format": 1e999}',
        b"\0" * 1_000,
        b"x" * (FILE_MAX_BYTES + 1),
        ("\ud83d" + "\udc00").encode("utf-8", "surrogatepass"),
        b'{"slug": "\\ud800", "\\ud800": 1}',
    ],
    ids=range(16),
)
def test_what_is_no_instrument_is_refused_with_a_sentence(data: bytes) -> None:
    refused(data)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace")))
def test_no_bytes_do_anything_else(data: bytes) -> None:
    with contextlib.suppress(InstrumentUnreadable):
        read_instrument(data)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_one_changed_piece_is_refused_or_reads_again_as_it_was_written(data: st.DataObject) -> None:
    told = json.loads(write_instrument(EXAMPLE))
    place: Any = told
    while isinstance(place, dict | list) and place:
        key = data.draw(
            st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place)))
        )
        if not isinstance(place[key], dict | list) or data.draw(st.booleans()):
            odd = st.none() | st.booleans() | st.integers(-5, 10**7) | st.text(max_size=8)
            place[key] = data.draw(odd | st.just([]) | st.just({}) | st.just([[[[[[[1]]]]]]]))
            break
        place = place[key]
    text = json.dumps(told, ensure_ascii=True)
    try:
        found = read_instrument(text.encode())
    except InstrumentUnreadable:
        return
    assert read_instrument(write_instrument(found).encode()) == found


def test_a_text_that_another_version_kept_reads_as_none() -> None:
    assert stored("no es") is None
    assert stored(write_instrument(EXAMPLE)) == EXAMPLE


def test_a_folder_a_pipe_and_a_missing_file_are_told(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (tmp_path, pipe, tmp_path / "none.yaml"):
        with pytest.raises(InstrumentUnreadable):
            read_file(path)
    there = tmp_path / "there.yaml"
    there.write_text(HEAD + ITEM.format(n=1))
    assert read_file(there).title == "T"


def test_a_hundred_items_with_the_longest_texts_are_too_large_and_said_so() -> None:
    items = "".join(ITEM.format(n=n).replace("Q", "¿" + "ñ" * 590) for n in range(100))
    assert "grande" in str(refused((HEAD + items).encode()).happened)


def test_a_sentence_is_never_cut_at_a_number_sign() -> None:
    text = HEAD + ITEM.format(n=1).replace("text: Q", "text: La casa #3")
    refused(text.encode())
    assert trees.read_tree('a: "La casa #3"') == {"a": "La casa #3"}
