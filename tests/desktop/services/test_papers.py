"""The one door: what leaves is whole, remembered in secret, and can be taken back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.host.sticks import Stick
from desktop.services import papers
from desktop.services.papers import ListFull, NotHere, NotLetOut, Paper, Papers, Whereabouts, whole
from desktop.trouble import say
from desktop.vault.accounts import UnlockedAccount, create_account, unlock_account
from desktop.vault.troubles import DiskFull

PHRASE = "siembra de temporal en la ladera"
WHAT = say("Hoja de asistencia con {n} folios", n=12)


class Clock:
    """A wall clock that goes on by a second at each look."""

    def __init__(self) -> None:
        self._now_ms = 1_000_000

    def now_ms(self) -> int:
        self._now_ms += 1000
        return self._now_ms

    def monotonic_ms(self) -> int:
        return self._now_ms

    def boot(self) -> bytes:
        return bytes(8)


@pytest.fixture(scope="module")
def owner(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, UnlockedAccount]:
    folder = tmp_path_factory.mktemp("owner")
    return folder, create_account(folder, "Colibrí", PHRASE)


@pytest.fixture
def stick(tmp_path: Path) -> Stick:
    folder = tmp_path / "media" / "MEMORIA"
    folder.mkdir(parents=True)
    return Stick(folder, "MEMORIA", "1A2B-3C4D")


@pytest.fixture
def plugged(stick: Stick) -> list[Stick]:
    return [stick]


@pytest.fixture
def door(owner: tuple[Path, UnlockedAccount], plugged: list[Stick]) -> Papers:
    account = owner[1]
    account.keepsakes.pop(papers.PAPERS_KEEPSAKE, None)
    return Papers(account, Clock(), lambda: plugged)


def test_what_leaves_is_whole_and_listed_with_what_it_holds_and_where(
    door: Papers, stick: Stick
) -> None:
    paper = door.let_out(WHAT, "hoja.pdf", whole(b"folios"), stick.path)
    assert (stick.path / "hoja.pdf").read_bytes() == b"folios"
    assert door.listed() == [paper]
    assert (paper.what, paper.stick, paper.path) == (WHAT, "MEMORIA", "hoja.pdf")
    assert [each.name for each in stick.path.iterdir()] == ["hoja.pdf"]


def test_the_list_lies_in_no_file_in_clear_and_is_there_after_the_next_unlock(
    door: Papers, stick: Stick, owner: tuple[Path, UnlockedAccount]
) -> None:
    folder, account = owner
    paper = door.let_out(WHAT, "hoja.pdf", whole(b"folios"), stick.path)
    for file in folder.rglob("*"):
        if file.is_file():
            assert b"asistencia" not in file.read_bytes()
            assert b"MEMORIA" not in file.read_bytes()
    again = unlock_account(folder, account.card.id, PHRASE)
    assert Papers(again, Clock()).listed() == [paper]


def test_nothing_is_replaced(door: Papers, stick: Stick) -> None:
    for number in range(3):
        door.let_out(WHAT, "hoja.pdf", whole(bytes([number])), stick.path)
    found = sorted(file.name for file in stick.path.iterdir())
    assert found == ["hoja-2.pdf", "hoja-3.pdf", "hoja.pdf"]
    assert [paper.path for paper in door.listed()] == ["hoja-3.pdf", "hoja-2.pdf", "hoja.pdf"]


def test_a_file_is_deleted_wherever_its_stick_is_mounted_next(
    door: Papers, stick: Stick, plugged: list[Stick], tmp_path: Path
) -> None:
    paper = door.let_out(WHAT, "hoja.pdf", whole(b"folios"), stick.path)
    plugged.clear()
    assert door.find(paper) == (Whereabouts.AWAY, None)
    with pytest.raises(NotHere):
        door.remove(paper)
    elsewhere = tmp_path / "run" / "OTRA"
    elsewhere.parent.mkdir()
    os.rename(stick.path, elsewhere)
    plugged.append(Stick(elsewhere, "OTRO NOMBRE", stick.mark))
    (elsewhere / ".unfinished-0123456789abcdef").write_bytes(b"folios, half")
    assert door.find(paper)[0] is Whereabouts.THERE
    door.remove(paper)
    assert [*elsewhere.iterdir()] == []
    (settled,) = door.listed()
    assert settled.settled_ms is not None


def test_another_stick_of_that_name_is_not_taken_for_it(
    door: Papers, stick: Stick, plugged: list[Stick], tmp_path: Path
) -> None:
    paper = door.let_out(WHAT, "hoja.pdf", whole(b"folios"), stick.path)
    other = tmp_path / "other"
    other.mkdir()
    (other / "hoja.pdf").write_bytes(b"somebody's own")
    plugged[:] = [Stick(other, "MEMORIA", "9999-0000")]
    with pytest.raises(NotHere):
        door.remove(paper)
    assert (other / "hoja.pdf").exists()


def test_a_file_that_was_corrected_since_is_told_apart(door: Papers, stick: Stick) -> None:
    paper = door.let_out(WHAT, "lista.csv", whole(b"1,2"), stick.path)
    (stick.path / "lista.csv").write_bytes(b"1,3")
    assert door.find(paper)[0] is Whereabouts.CHANGED


def test_on_the_own_disk_it_is_listed_by_its_place(door: Papers, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    paper = door.let_out(WHAT, "hoja.pdf", whole(b"folios"), own)
    assert (paper.stick, paper.path) == ("", (own / "hoja.pdf").as_posix())
    door.remove(paper)
    assert [*own.iterdir()] == []


def test_print_is_remembered_and_can_only_be_marked(door: Papers) -> None:
    paper = door.note_printed(WHAT)
    assert paper.printed
    with pytest.raises(NotHere):
        door.remove(paper)
    door.settle(paper)
    assert [each.settled_ms is None for each in door.listed()] == [False]


def test_what_fails_half_way_leaves_neither_file_nor_line(door: Papers, stick: Stick) -> None:
    def fails(path: Path) -> None:
        path.write_bytes(b"half")
        raise DiskFull

    with pytest.raises(DiskFull):
        door.let_out(WHAT, "hoja.pdf", fails, stick.path)
    assert [*stick.path.iterdir()] == []
    assert door.listed() == []


def test_a_place_that_takes_no_file_is_told_in_three_sentences(door: Papers, stick: Stick) -> None:
    with pytest.raises(NotLetOut) as told:
        door.let_out(WHAT, "hoja.pdf", whole(b"folios"), stick.path / "gone")
    assert len([str(sentence) for sentence in told.value.sentences]) == 3
    assert door.listed() == []


def test_a_name_that_is_a_path_is_a_mistake_of_the_program(door: Papers, stick: Stick) -> None:
    with pytest.raises(ValueError, match="a name"):
        door.let_out(WHAT, "../hoja.pdf", whole(b""), stick.path)


def test_the_list_does_not_grow_for_ever_and_forgets_nothing_that_is_still_out(
    door: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papers, "PAPERS_MAX", 3)
    first = door.note_printed(WHAT)
    door.settle(first)
    out = [door.note_printed(WHAT) for _ in range(4)]
    assert {each.id for each in door.listed()} == {each.id for each in out}


def test_a_full_list_lets_nothing_more_out_until_something_is_settled(
    door: Papers, stick: Stick, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papers, "LIST_MAX_BYTES", 1500)
    monkeypatch.setattr(papers, "PAPERS_MAX", 1)

    def let_one_out() -> Paper:
        return door.let_out(WHAT, "hoja.pdf", whole(b"folios"), stick.path)

    with pytest.raises(ListFull):
        [let_one_out() for _ in range(10)]
    out = door.listed()[::-1]
    assert len([*stick.path.iterdir()]) == len(out) > 1
    for paper in out[:2]:
        door.remove(paper)
    let_one_out()


words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="{}"), max_size=20)


@given(names=st.lists(words, max_size=4))
def test_any_words_come_back_as_they_went_in(
    names: list[str],
) -> None:
    kept: dict[str, bytes] = {}

    class Account:
        keepsakes = kept

    door = Papers(Account(), Clock(), list)  # type: ignore[arg-type]
    noted = [door.note_printed(say("{a}", a=say("{b}", b=name))) for name in names]
    assert sorted(door.listed(), key=lambda p: p.at_ms) == noted


def test_a_folder_is_let_out_listed_and_taken_back(door: Papers, stick: Stick) -> None:
    def write(folder: Path) -> None:
        folder.mkdir()
        (folder / "01.md").write_text("Llegada")

    paper = door.let_out_folder(WHAT, papers.NEUTRAL_FOLDER, write, stick.path)
    assert door.find(paper) == (Whereabouts.THERE, stick.path / papers.NEUTRAL_FOLDER)
    again = door.let_out_folder(WHAT, papers.NEUTRAL_FOLDER, write, stick.path)
    assert again.path != paper.path
    door.remove(paper)
    assert [path.name for path in stick.path.iterdir()] == [again.path]


def test_a_folder_that_could_not_be_written_whole_is_not_there_and_not_listed(
    door: Papers, stick: Stick
) -> None:
    def write(folder: Path) -> None:
        folder.mkdir()
        (folder / "01.md").write_text("Llegada")
        raise OSError("no room")

    before = door.listed()
    with pytest.raises(NotLetOut):
        door.let_out_folder(WHAT, papers.NEUTRAL_FOLDER, write, stick.path)
    assert [*stick.path.iterdir()] == []
    assert door.listed() == before
