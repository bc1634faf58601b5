"""A course's folder: what is written is read again, and nothing odd gets in."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings

from desktop.curriculum.flaws import CourseUnreadable, Flaw
from desktop.curriculum.folder import read_folder, write_folder
from desktop.curriculum.model import CourseFile, Plan, Step, tidy_course, tidy_plan
from desktop.curriculum.plan_file import read_plan, write_plan
from tests.desktop.curriculum.strategies import courses, plans

HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
HEAD = "format: 1\nslug: prueba\nlanguage: es\nstream: women\ntitle: Curso de prueba\n"
SESSION = "---\ntitle: Primera\n---\n\n## Llegada (20 min)\n\nReciba con calma.\n"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = tmp_path / "course"
    (folder / "sessions").mkdir(parents=True)
    (folder / "course.yaml").write_text(HEAD, "utf-8")
    (folder / "sessions" / "01.md").write_text(SESSION, "utf-8")
    return folder


def trouble_of(folder: Path) -> CourseUnreadable:
    with pytest.raises(CourseUnreadable) as caught:
        read_folder(folder)
    assert all(str(sentence) for sentence in caught.value.sentences)
    return caught.value


@settings(max_examples=60, deadline=None)
@given(courses)
def test_a_course_that_is_written_and_read_again_is_the_same(course: CourseFile) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "course"
        write_folder(course, folder, {HASH: "Un video"})
        assert read_folder(folder) == course
        assert tidy_course(course) == course


@settings(max_examples=250, deadline=None)
@given(plans)
def test_any_plan_survives_its_file(plan: Plan) -> None:
    assert read_plan(write_plan(plan), 1) == tidy_plan(plan)


def test_a_file_from_notepad_reads_like_any_other(course: Path) -> None:
    plain = read_folder(course)
    for file in (course / "course.yaml", course / "sessions" / "01.md"):
        text = file.read_text("utf-8").replace("\n", "\r\n")
        file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert read_folder(course) == plain
    assert plain.plans[0].steps == (Step("Llegada", 20, "Reciba con calma."),)


def test_every_part_of_the_page_that_documents_it_is_read(tmp_path: Path) -> None:
    page = Path("docs/formats/curriculum.md").read_text("utf-8")
    blocks = page.split("```")
    head = next(block for block in blocks if block.startswith("yaml")).removeprefix("yaml\n")
    session = next(block for block in blocks if "## Llegada" in block).lstrip("\n")
    folder = tmp_path / "course"
    (folder / "sessions").mkdir(parents=True)
    (folder / "course.yaml").write_text(head, "utf-8")
    (folder / "sessions" / "01.md").write_text(session, "utf-8")
    course = read_folder(folder)
    assert course.is_outline
    assert course.minutes == 150
    plan = course.plans[0]
    assert [step.minutes for step in plan.steps] == [25, 15, 20]
    assert plan.materials == (HASH,)
    assert plan.closing
    assert plan.homework
    assert plan.notes
    assert plan.bring
    assert plan.module


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [
        ("course.yaml", HEAD + "tittle: otra\n", 6),
        ("course.yaml", HEAD + "title: otra\n", 6),
        ("course.yaml", HEAD + "about: Primera: segunda\n", 6),
        ("course.yaml", HEAD + "about: la sesión #3 también\n", 6),
        ("course.yaml", HEAD + "about: &a uno\n", 6),
        ("course.yaml", HEAD + "about: !!python/object:os.system uno\n", 6),
        ("course.yaml", HEAD + "about: {a: b}\n", 6),
        ("course.yaml", HEAD + "minutes: mucho\n", 6),
        ("course.yaml", HEAD + "minutes: 9\n", 6),
        ("course.yaml", HEAD.replace("women", "couples"), 4),
        ("course.yaml", HEAD.replace("format: 1", "format: 2"), 1),
        ("course.yaml", HEAD.replace("format: 1\n", ""), 1),
        ("course.yaml", HEAD + "---\ntitle: otro documento\n", 6),
        ("sessions/01.md", "title: Primera\n", 1),
        ("sessions/01.md", "---\ntitle: Primera\n\n## Llegada\n", 1),
        ("sessions/01.md", SESSION + "\n# cierre\n\nAdiós.\n", 9),
        ("sessions/01.md", SESSION + "\n# closing\n\nAdiós.\n\n## Otro (5 min)\n", 13),
        ("sessions/01.md", SESSION.replace("## Llegada (20 min)", "Hola"), 5),
        ("sessions/01.md", SESSION.replace("20", "700"), 5),
        ("sessions/01.md", SESSION.replace("Llegada (20 min)", ""), 5),
        ("sessions/01.md", SESSION.replace("Primera", "Primera\nmaterials: video.mp4"), 3),
        ("sessions/01.md", SESSION.replace("Primera", "Primera\nmaterials: [abc]"), 3),
        ("sessions/01.md", SESSION.replace("Primera", "x" * 121), 2),
        ("sessions/01.md", SESSION + "Con un signo\x07 raro\n", 8),
    ],
)
def test_a_slip_of_the_pen_is_told_with_its_file_and_line(
    course: Path, file: str, text: str, line: int
) -> None:
    (course / file).write_text(text, "utf-8")
    trouble = trouble_of(course)
    assert (trouble.file, trouble.line) == (file, line), trouble


def test_a_bomb_of_aliases_is_refused_before_it_grows(course: Path) -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in ("ab", "bc", "cd"))
    (course / "course.yaml").write_text(bomb, "utf-8")
    assert trouble_of(course).file == "course.yaml"


def test_deep_nesting_is_refused(course: Path) -> None:
    (course / "course.yaml").write_text("about: " + "[" * 10_000, "utf-8")
    trouble_of(course)


def test_text_that_is_not_utf_8_is_told_with_what_to_choose_in_notepad(course: Path) -> None:
    (course / "course.yaml").write_bytes(HEAD.replace("de prueba", "de canción").encode("latin-1"))
    trouble = trouble_of(course)
    assert trouble.line == 5
    assert "UTF-8" in str(trouble.next_step)


@pytest.mark.parametrize("name", ["1.md", "02.md.txt", "001.md", "tres.md", "105.md", "03.MD"])
def test_a_session_file_with_another_name_is_not_left_out_silently(course: Path, name: str) -> None:
    (course / "sessions" / name).write_text(SESSION, "utf-8")
    assert trouble_of(course).file == "sessions"


def test_a_gap_in_the_numbers_is_told(course: Path) -> None:
    (course / "sessions" / "03.md").write_text(SESSION, "utf-8")
    assert "02.md" in str(trouble_of(course))


def test_what_the_system_leaves_in_a_folder_is_left_alone(course: Path) -> None:
    for name in ("Thumbs.db", "desktop.ini", "._01.md", ".DS_Store"):
        (course / "sessions" / name).write_bytes(b"\xff\x00")
        (course / name).write_bytes(b"\xff\x00")
    assert len(read_folder(course).plans) == 1


@pytest.mark.skipif(os.name == "nt", reason="making links needs rights there")
def test_nothing_outside_the_folder_is_read_through_a_link(course: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text(SESSION, "utf-8")
    (course / "sessions" / "02.md").symlink_to(secret)
    assert trouble_of(course).file == "sessions/02.md"
    linked = tmp_path / "linked"
    linked.symlink_to(course, target_is_directory=True)
    (course / "sessions" / "02.md").unlink()
    assert trouble_of(linked).file == "course.yaml"


@pytest.mark.skipif(os.name == "nt", reason="no such files there")
def test_a_pipe_in_the_place_of_a_file_does_not_wait_for_ever(course: Path) -> None:
    (course / "sessions" / "01.md").unlink()
    os.mkfifo(course / "sessions" / "01.md")
    assert trouble_of(course).file == "sessions/01.md"


def test_a_file_larger_than_any_session_is_refused(course: Path) -> None:
    (course / "sessions" / "01.md").write_text(SESSION + "a\n" * 40_000, "utf-8")
    assert trouble_of(course).file == "sessions/01.md"


def test_a_missing_file_or_folder_is_told(course: Path, tmp_path: Path) -> None:
    assert trouble_of(tmp_path / "nothing").file == "course.yaml"
    (course / "course.yaml").rename(course / "course.yaml.txt")
    assert ".txt" in str(trouble_of(course).next_step)


def test_a_course_that_could_not_be_read_again_is_not_written(tmp_path: Path) -> None:
    long = CourseFile("a", "es", "women", "Título", plans=(Plan(1, "Uno", aim="x" * 1_001),))
    with pytest.raises(Flaw):
        write_folder(long, tmp_path / "course")
    assert not (tmp_path / "course").exists()


def test_the_largest_plan_that_may_be_kept_fits_in_its_file(tmp_path: Path) -> None:
    steps = tuple(Step(f"Paso {n}", 5, "#\n" * 490 + "á") for n in range(19))
    course = CourseFile("a", "es", "women", "Título", plans=(Plan(1, "Uno", steps=steps),))
    write_folder(course, tmp_path / "course")
    assert read_folder(tmp_path / "course") == tidy_course(course)
