"""Lists, kinds of files and subtitles: read strictly, from whoever wrote them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.programme.vocabulary import MediaSort, Relation
from desktop.services.materials import manifest, stick
from desktop.services.materials.entry import Entry
from desktop.services.materials.sorts import HEAD_BYTES, sniff
from desktop.services.materials.subtitles import Cue, parse, shown_at
from desktop.services.materials.troubles import ListUnreadable, NoList, SubtitlesUnreadable
from desktop.trouble import Trouble
from tests.desktop.services.materials.conftest import SRT

VTT = """WEBVTT - prueba

STYLE
::cue { color: red }

NOTE esto no se lee

uno
00:00.000 --> 00:02.000 align:start
<v Ana>Hola &amp; <i>bienvenida</i>

00:01:59.500 --> 01:00:00.000
dos
renglones
"""


def written(folder: Path, text: str) -> Path:
    (folder / "materials.yaml").write_text(text, encoding="utf-8")
    return folder


# --- the list ------------------------------------------------------------------------


@settings(max_examples=60)
@given(
    titles=st.lists(
        st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=40),
        min_size=1,
        max_size=5,
    )
)
def test_what_is_written_is_read_back(titles: list[str]) -> None:
    folder = Path("/nowhere")
    entries = [
        Entry(path=folder / f"{n:02}.mp4", title=title, language="yua", sort=MediaSort.VIDEO)
        for n, title in enumerate(titles)
    ]
    words = Entry(
        path=folder / "w.srt",
        title="palabras",
        sha256="0" * 64,
        relation=Relation.SUBTITLES,
        main=entries[0].path,
        sort=MediaSort.SUBTITLES,
    )
    every = [*entries, words, replace(entries[0], path=folder / "v.mp4", main=entries[0].path)]
    every[-1] = replace(every[-1], relation=Relation.LANGUAGE_VARIANT)
    text = manifest.write_manifest(every)
    assert manifest._read(folder, text) == tuple(every)


@pytest.mark.parametrize(
    ("block", "line"),
    [
        ("file: ../../secreto.mp4", 3),
        ("file: /etc/passwd", 3),
        ("file: C:\\film.mp4", 3),
        ("file: .oculto.mp4", 3),
        ("title: sin archivo", 3),
        ("file: a.mp4\nsha256: corto", 4),
        ("file: a.mp4\nsort: juego", 4),
        ("file: a.mp4\nlanguage: español de aquí", 4),
        ("file: a.mp4\ncolor: rojo", 4),
        ("file: a.mp4\ntitle: &a uno", 4),
        ("file: a.mp4\ntitle: *a", 4),
        ("file: a.mp4\ntitle: !!python/object:os.system x", 4),
        ("file: a.mp4\nvariant_of: otro.mp4", 3),
        ("file: a.mp4\nvariant_of: a.mp4", 3),
        ("file: a.mp4\n---\nfile: a.mp4", 5),
    ],
)
def test_a_list_that_cannot_be_followed_is_refused_with_its_line(
    tmp_path: Path, block: str, line: int
) -> None:
    with pytest.raises(ListUnreadable) as refused:
        manifest.read_manifest(written(tmp_path, f"format: 1\n---\n{block}\n"))
    assert refused.value.line == line


def test_a_list_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ListUnreadable, match="más nueva"):
        manifest.read_manifest(written(tmp_path, "format: 2\n"))


def test_a_folder_without_a_list_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoList):
        stick.survey(tmp_path)


@settings(max_examples=150)
@given(text=st.text(st.sampled_from("format: 1-\nfile:a.mp4 []{}&*!|>'\"#%@`\t"), max_size=120))
def test_no_list_does_anything_but_read_or_refuse(text: str) -> None:
    from desktop.curriculum.flaws import Flaw

    try:
        manifest._read(Path("/nowhere"), text)
    except Flaw:
        return


def test_what_the_list_says_of_a_kind_must_be_true(bag: Path) -> None:
    text = (bag / "materials.yaml").read_text()
    offer = stick.survey(written(bag, text.replace("sort: sound", "sort: video")))
    assert "01.wav" in str(offer.problems[0])
    assert [entry.path.name for entry in offer.entries] == ["03.png"]


# --- kinds ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "suffix"),
    [
        (b"\0\0\0\x20ftypmp42", "mp4"),
        (b"\0\0\0\x14ftypqt  ", "mp4"),
        (b"\0\0\0\x20ftypM4A ", "m4a"),
        (b"\0\0\0\x20ftypheic", None),
        (b"\x1aE\xdf\xa3\x01", "webm"),
        (b"RIFF\0\0\0\0AVI LIST", "avi"),
        (b"RIFF\0\0\0\0WAVEfmt ", "wav"),
        (b"RIFF\0\0\0\0WEBPVP8 ", None),
        (b"OggS\0\x02" + bytes(22) + b"\x80theora", "ogv"),
        (b"OggS\0\x02" + bytes(22) + b"OpusHead", "ogg"),
        (b"ID3\x04", "mp3"),
        (b"\xff\xfb\x90\x64", "mp3"),
        (b"\xff\xff\xff\xff", None),
        (b"\xff\xd8\xff\xe0", "jpg"),
        (b"%PDF-1.7", "pdf"),
        (SRT.encode(), "srt"),
        (b"\xef\xbb\xbf" + SRT.replace("\n", "\r\n").encode(), "srt"),
        (VTT.encode(), "vtt"),
        (b"WEBVTTX", None),
        (b"#EXTM3U", None),
        (b"<?xml", None),
        ("ñ".encode() * 3000, None),
    ],
)
def test_a_kind_is_told_by_its_first_bytes(head: bytes, suffix: str | None) -> None:
    found = sniff(head[:HEAD_BYTES])
    assert (found.suffix if found else None) == suffix


@settings(max_examples=200)
@given(head=st.binary(max_size=64))
def test_no_bytes_stop_the_sniffing(head: bytes) -> None:
    sniff(head)


# --- subtitles -------------------------------------------------------------------------


def test_srt_and_vtt_are_shown_at_their_time_without_markup() -> None:
    assert parse(SRT.encode())[1] == Cue(2500, 4000, "Adiós")
    cues = parse(VTT.encode())
    assert [shown_at(cues, ms) for ms in (0, 1999, 2000, 119_500)] == [
        "Hola & bienvenida",
        "Hola & bienvenida",
        "",
        "dos\nrenglones",
    ]
    assert parse(b"1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<b>x</b> <3\n")[0].text == "x <3"


def test_cues_that_overlap_stand_below_each_other() -> None:
    cues = parse(b"1\n00:00:00,000 --> 00:00:09,000\na\n\n2\n00:00:01,000 --> 00:00:02,000\nb\n")
    assert shown_at(cues, 1500) == "a\nb"
    assert shown_at(cues, 5000) == "a"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("1\n00:00:01,000 -> 00:00:02,000\nx\n", 2),
        ("1\n00:00:02,000 --> 00:00:01,000\nx\n", 2),
        ("1\n00:00:01,000 --> 00:00:02,000\nx\n\n2\n00:00:61,000 --> 00:01:02,000\nx\n", 6),
        ("1\n00:00:01,000 --> 00:00:02,000\nx\n2\n00:00:03,000 --> 00:00:04,000\ny\n", 3),
        ("WEBVTT\n", 2),
        ("", 1),
    ],
)
def test_wrong_subtitles_are_refused_with_their_line(text: str, line: int) -> None:
    with pytest.raises(SubtitlesUnreadable, match=f"renglón {line}"):
        parse(text.encode())


def test_subtitles_that_are_no_utf8_are_refused_with_their_line() -> None:
    with pytest.raises(SubtitlesUnreadable, match="renglón 3"):
        parse(SRT.replace("Hola", "Está").encode("latin-1"))


@settings(max_examples=150)
@given(
    text=st.text(st.sampled_from("WEBVTT0123456789:,.->\n <i>{}&;ñ"), max_size=200),
    times=st.booleans(),
)
def test_no_subtitles_stop_the_player(text: str, times: bool) -> None:
    whole = f"1\n00:00:00,000 --> 00:00:01,000\n{text}" if times else text
    try:
        cues = parse(whole.encode())
    except Trouble:
        return
    for cue in cues:
        assert cue.text in shown_at(cues, cue.start_ms) or len(cues) > 8
