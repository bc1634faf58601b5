"""Materials come by stick, are kept encrypted, and a copy that was cut short goes on."""

from __future__ import annotations

import itertools
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.programme.vocabulary import MediaSort, Relation
from desktop.services.entrance import Desk
from desktop.services.materials import catalogue, stick
from desktop.services.materials.catalogue import material_id
from desktop.services.materials.copying import Halted, copy_in, identified
from desktop.services.materials.entry import Entry, look
from desktop.services.materials.store import KEEP_FREE_BYTES, Store, store_of
from desktop.services.materials.troubles import (
    DamagedMaterial,
    MaterialsClosed,
    NoRoom,
    NotAsAnnounced,
    NotHere,
    NotReadable,
    Unusable,
)
from desktop.vault.blob_file import CHUNK_BYTES
from tests.desktop.services.materials.conftest import sha256, sound

COPIER = Path(__file__).with_name("copying_child.py")


def never() -> bool:
    return False


def nothing(_bytes: int) -> None:
    pass


def brought(store: Store, entry: Entry) -> Entry:
    known = identified(entry, nothing, never)
    copy_in(store, known, nothing, never)
    return known


def bring(desk: Desk, folder: Path, bag: Path) -> list[catalogue.MaterialLine]:
    store = store_of(desk, folder)
    entries = [brought(store, each) for each in stick.survey(bag).entries]
    catalogue.note(desk, entries)
    return catalogue.list_materials(desk, folder)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "Vereda" / "materials", bytes(range(32)))


@pytest.fixture
def film(tmp_path: Path) -> Entry:
    """Several MiB that are nothing in particular, of a kind that is accepted."""
    path = tmp_path / "film.mp4"
    path.write_bytes(b"\0\0\0\x18ftypisom" + random.Random(4).randbytes(5 * CHUNK_BYTES + 77))
    return identified(look(Entry(path=path, title="El río")), nothing, never)


# --- from a folder -----------------------------------------------------------------


def test_a_folder_is_copied_whole_and_read_back_byte_for_byte(
    desk: Desk, laptop: Path, bag: Path
) -> None:
    lines = bring(desk, laptop, bag)
    by_title = {(line.title, line.sort): line for line in lines}
    main = by_title["El camino de regreso", MediaSort.SOUND]
    assert (main.language, main.credit, main.here) == ("es", "Equipo de prueba", True)
    assert main.id == material_id(sha256(bag / "01.wav"))
    assert by_title["Ohtli", MediaSort.SOUND].relation is Relation.LANGUAGE_VARIANT
    assert by_title["Ohtli", MediaSort.SOUND].of == main.id
    words = by_title["El camino de regreso", MediaSort.SUBTITLES]
    assert (words.relation, words.of) == (Relation.SUBTITLES, main.id)
    reader = catalogue.reader(desk, laptop, main.id)
    data = (bag / "01.wav").read_bytes()
    assert reader.size == len(data)
    assert reader.read(0, len(data)) == data
    for offset, size in ((CHUNK_BYTES - 5, 11), (len(data) - 3, 10), (len(data), 4), (17, 1)):
        assert reader.read(offset, size) == data[offset : offset + size]
    reader.close()


def test_nothing_of_it_is_in_clear_and_no_name_tells(desk: Desk, laptop: Path, bag: Path) -> None:
    bring(desk, laptop, bag)
    kept = list((laptop / "materials").iterdir())
    assert len(kept) == 4
    marks = (b"WAVEfmt ", bytes(64), b"IHDR\0\0\0\x08", b"00:00:02,500", b"SQLite format")
    for path in kept:
        assert path.suffix == ".db"
        assert path.stat().st_mode & 0o077 == 0
        data = path.read_bytes()
        assert not [mark for mark in marks if mark in data]
        for source in bag.iterdir():
            assert sha256(source)[:8] not in path.name
    sizes = sorted(path.stat().st_size for path in kept)
    assert sizes[2] - sizes[0] <= 3 * 4096  # sound of a second, a picture and subtitles look alike


def test_two_laptops_that_bring_one_film_have_one_material(
    desk: Desk, laptop: Path, bag: Path
) -> None:
    first = bring(desk, laptop, bag)
    assert not catalogue.note(
        desk,
        [brought(store_of(desk, laptop), each) for each in stick.survey(bag).entries],
    )
    assert bring(desk, laptop, bag) == first


def test_another_laptop_knows_the_film_and_says_that_it_is_not_here(
    desk: Desk, laptop: Path, bag: Path
) -> None:
    line = bring(desk, laptop, bag)[0]
    catalogue.remove_here(desk, laptop, line.id)
    again = next(each for each in catalogue.list_materials(desk, laptop) if each.id == line.id)
    assert not again.here
    with pytest.raises(NotHere, match=line.title):
        catalogue.reader(desk, laptop, line.id)


def test_removing_frees_the_room_and_what_no_record_names_is_offered(
    desk: Desk, laptop: Path, bag: Path
) -> None:
    lines = bring(desk, laptop, bag)
    store = store_of(desk, laptop)
    extra = brought(store, look(Entry(path=sound(bag / "x.wav", 9), title="x")))
    assert catalogue.strays(desk, laptop) == store.place(extra.sha256).stat().st_size
    catalogue.remove_strays(desk, laptop)
    assert catalogue.strays(desk, laptop) == 0
    for line in lines:
        catalogue.remove_here(desk, laptop, line.id)
    assert list((laptop / "materials").iterdir()) == []


def test_retired_materials_go_from_the_list_when_they_go_from_the_laptop(
    desk: Desk, laptop: Path, bag: Path
) -> None:
    line = bring(desk, laptop, bag)[0]
    catalogue.retire(desk, line.id)
    assert any(each.retired for each in catalogue.list_materials(desk, laptop))
    catalogue.remove_here(desk, laptop, line.id)
    assert line.id not in {each.id for each in catalogue.list_materials(desk, laptop)}


def test_with_a_damaged_shared_vault_it_says_so(desk: Desk, laptop: Path) -> None:
    shared, desk.shared = desk.shared, None
    try:
        for call in (catalogue.list_materials, catalogue.strays, store_of):
            with pytest.raises(MaterialsClosed):
                call(desk, laptop)  # type: ignore[operator]
    finally:
        desk.shared = shared


# --- cut short ---------------------------------------------------------------------


def test_a_copy_that_is_stopped_goes_on_where_it_was(store: Store, film: Entry) -> None:
    counter = itertools.count()
    with pytest.raises(Halted):
        copy_in(store, film, nothing, lambda: next(counter) > 2)
    standing = store.begin(film.sha256)
    half = standing.bytes
    standing.close()
    assert 0 < half < film.size
    assert not store.has(film.sha256)
    done: list[int] = []
    copy_in(store, film, done.append, never)
    assert sum(done) == film.size
    with store.open(film.sha256) as blob:
        assert b"".join(blob.rows()) == film.path.read_bytes()
    assert [path.suffix for path in store.folder.iterdir()] == [".db"]


def test_a_copy_survives_a_kill_at_any_moment(store: Store, film: Entry, tmp_path: Path) -> None:
    arguments = [str(store.folder), store.secret.hex(), str(film.path), film.sha256]
    for rows in (1, 4):
        child = subprocess.Popen(
            [sys.executable, str(COPIER), *arguments, str(rows)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[4])},
        )
        assert child.stdout is not None
        assert child.stdout.readline() == b"here\n"
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        (part,) = store.folder.glob("*.part")
        assert part.stat().st_size > 0
    copy_in(store, film, nothing, never)
    with store.open(film.sha256) as blob:
        assert b"".join(blob.rows()) == film.path.read_bytes()


def test_a_half_copy_of_which_a_byte_changed_is_begun_again(store: Store, film: Entry) -> None:
    counter = itertools.count()
    with pytest.raises(Halted):
        copy_in(store, film, nothing, lambda: next(counter) > 2)
    (part,) = store.folder.glob("*.part")
    data = bytearray(part.read_bytes())
    data[len(data) // 2] ^= 1
    part.write_bytes(data)
    with pytest.raises(Exception, match="dañado"):
        copy_in(store, film, nothing, never)
    assert list(store.folder.iterdir()) == []
    copy_in(store, film, nothing, never)
    assert store.has(film.sha256)


def test_a_stick_that_is_pulled_out_is_told_by_the_name_of_the_file(
    store: Store, film: Entry
) -> None:
    film.path.unlink()
    with pytest.raises(NotReadable, match=r"film\.mp4"):
        copy_in(store, film, nothing, never)


# --- what is wrong ------------------------------------------------------------------


def test_a_wrong_byte_on_the_stick_is_found_and_nothing_is_kept(store: Store, film: Entry) -> None:
    data = bytearray(film.path.read_bytes())
    data[3 * CHUNK_BYTES] ^= 1
    film.path.write_bytes(data)
    with pytest.raises(NotAsAnnounced, match=r"film\.mp4"):
        copy_in(store, film, nothing, never)
    assert list(store.folder.iterdir()) == []


def test_a_wrong_byte_on_the_laptop_is_found_and_told_by_its_title(
    desk: Desk, laptop: Path, bag: Path
) -> None:
    lines = bring(desk, laptop, bag)
    line = max(lines, key=lambda each: each.bytes)
    place = store_of(desk, laptop).place(line.sha256)
    data = bytearray(place.read_bytes())
    data[2 * CHUNK_BYTES] ^= 1
    place.write_bytes(data)
    reader = catalogue.reader(desk, laptop, line.id)
    with pytest.raises(DamagedMaterial, match="El camino de regreso"):
        reader.read(0, reader.size)
    reader.close()


def test_there_is_room_for_it_and_for_the_records_or_nothing_begins(
    store: Store, film: Entry
) -> None:
    tight = Store(store.folder, store.secret, lambda _path: KEEP_FREE_BYTES + film.size)
    with pytest.raises(NoRoom, match=r"film\.mp4"):
        copy_in(tight, film, nothing, never)
    assert not store.folder.exists()


@pytest.mark.parametrize(
    "data",
    [b"", b"MZ\x90\0", b"#EXTM3U\nhttp://example.org/a.ts\n", b"ffconcat version 1.0\n", b"<svg/>"],
)
def test_a_file_is_what_it_holds_and_not_what_it_is_called(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(data)
    with pytest.raises(Unusable, match=r"film\.mp4"):
        look(Entry(path=path, title=""))


def test_a_file_above_two_gigabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(b"\0\0\0\x18ftypisom")
    os.truncate(path, 2_000_000_001)
    with pytest.raises(Unusable, match="2 GB"):
        look(Entry(path=path, title=""))


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "film.mp4").symlink_to("/etc/passwd")
    with pytest.raises(NotReadable):
        look(Entry(path=tmp_path / "film.mp4", title=""))


# --- to another stick, and in a meeting ------------------------------------------------


def test_a_folder_that_is_written_can_be_brought_in_elsewhere(
    desk: Desk, laptop: Path, bag: Path, tmp_path: Path
) -> None:
    lines = bring(desk, laptop, bag)
    target = tmp_path / "materiales"
    stick.write_folder(store_of(desk, laptop), lines, target, nothing, never)
    offer = stick.survey(target)
    assert not offer.problems
    assert {entry.sha256 for entry in offer.entries} == {line.sha256 for line in lines}
    assert {entry.title for entry in offer.entries} == {line.title for line in lines}
    assert sum(entry.main is not None for entry in offer.entries) == 2
    assert not [path for path in target.iterdir() if "camino" in path.name]
    assert all(sha256(entry.path) == entry.sha256 for entry in offer.entries)


def test_a_folder_that_is_stopped_leaves_nothing(
    desk: Desk, laptop: Path, bag: Path, tmp_path: Path
) -> None:
    lines = bring(desk, laptop, bag)
    with pytest.raises(Halted):
        stick.write_folder(
            store_of(desk, laptop), lines, tmp_path / "materiales", nothing, lambda: True
        )
    assert not (tmp_path / "materiales").exists()


def test_what_was_shown_in_a_meeting_is_added_up(desk: Desk, laptop: Path, bag: Path) -> None:
    line = bring(desk, laptop, bag)[0]
    session = bytes(16)
    assert not catalogue.log_shown(desk.work, session, line.id, 2)
    catalogue.log_shown(desk.work, session, line.id, 60)
    catalogue.log_shown(desk.work, session, line.id, 30)
    with desk.work.read() as connection:
        rows = connection.exec_driver_sql("SELECT seconds, times FROM shown").all()
    assert [tuple(row) for row in rows] == [(90, 2)]
