"""Whatever goes wrong: three sentences, an exit status of its own, and nothing is lost."""

from __future__ import annotations

import itertools
import shutil
import signal
import socket
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop import launcher
from desktop.host.instance import InstanceLock
from desktop.programme.vocabulary import Stream
from desktop.records.migrate import REVISIONS
from desktop.services.founding import found_programme
from desktop.trouble import Exit, Trouble
from desktop.vault.database import make_engine, writing
from desktop.vault.store import open_vaults
from desktop.vault.troubles import DamagedHeader
from sync.batch.keys import public_key, signer
from sync.batch.receipt import Receipt
from sync.batch.wire import put_bytes
from sync.carriers import boxes, courier
from sync.carriers import trouble as troubles
from sync.carriers.http import Patience
from sync.client.troubles import NotAccepted
from tests.e2e.conftest import Desktop
from tests.sync.carriers.conftest import (
    Answer,
    HostileServer,
    http_answer,
    saying,
    silence,
)
from tests.sync.client.conftest import PHRASES, Laptop, ServerProcess, flipped, records_of


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Callable[[], list[str]]:
    """The lines on stderr since the last time."""
    return lambda: capsys.readouterr().err.splitlines()


def is_three_sentences(lines: list[str]) -> bool:
    return len(lines) == 3 and all(line.strip().endswith((".", ":")) for line in lines)


# --- files ------------------------------------------------------------------------


def test_a_wrong_passphrase_opens_and_changes_nothing(
    desktop: Desktop, tmp_path: Path, told: Callable[[], list[str]]
) -> None:
    before = desktop.records()
    (tmp_path / "wrong").write_text("ninguna frase que valga")
    assert desktop.vereda("doctor", phrase=tmp_path / "wrong") == Exit.WRONG_PASSPHRASE
    assert is_three_sentences(told())
    assert desktop.records() == before


def test_a_damaged_header_is_read_from_its_copy_and_that_is_said(
    desktop: Desktop, capsys: pytest.CaptureFixture[str]
) -> None:
    before, header = desktop.records(), desktop.vault(".key")
    sound = header.read_bytes()
    header.write_bytes(flipped(sound, 8 * 40))
    assert desktop.vereda("doctor") == Exit.OK
    said = capsys.readouterr().out
    assert desktop.vereda("doctor") == Exit.OK
    assert set(said.splitlines()) - set(capsys.readouterr().out.splitlines())
    assert header.read_bytes() == sound
    assert desktop.records() == before


def test_with_both_headers_damaged_the_records_lie_untouched_until_one_comes_back(
    desktop: Desktop, told: Callable[[], list[str]]
) -> None:
    before = desktop.records()
    files = [desktop.vault(".key"), desktop.vault(".key2")]
    database = desktop.vault(".db").read_bytes()
    kept = [file.read_bytes() for file in files]
    for file in files:
        file.write_bytes(file.read_bytes()[:100])
    assert desktop.vereda("doctor") == Exit.DAMAGED
    assert is_three_sentences(told())
    with pytest.raises(DamagedHeader):
        open_vaults(desktop.folder, desktop.account)
    assert [f for f in desktop.folder.glob("vaults/*.db") if f.read_bytes() == database]
    files[1].write_bytes(kept[1])
    assert desktop.records() == before


@pytest.mark.parametrize("page", [1, 3, 6])
def test_a_damaged_database_is_told_and_what_was_sealed_still_goes_out(
    desktop: Desktop,
    told: Callable[[], list[str]],
    server: Callable[..., ServerProcess],
    tmp_path: Path,
    page: int,
) -> None:
    database = desktop.vault(".db")
    with database.open("r+b") as file:
        file.seek(page * 4096 + 2000)
        file.write(b"\xff" * 8)
    assert desktop.vereda("doctor") == Exit.DAMAGED
    assert is_three_sentences([line for line in told() if database.stem not in line])
    waiting = desktop.outbox()
    boxes.change_server(desktop.folder, server(tmp_path / "store").url)
    outcome = courier.run_once(desktop.folder)
    assert (outcome.trouble, outcome.sent) == (None, len(waiting))


def test_a_database_of_a_newer_version_is_left_alone(
    desktop: Desktop, told: Callable[[], list[str]]
) -> None:
    work = open_vaults(desktop.folder, desktop.account)[0]
    _set_version(work.path, work.database_key, "9999")
    for verb in ("doctor", "sync"):
        assert desktop.vereda(verb) == Exit.NEWER_VERSION
        lines = [line for line in told() if work.path.stem not in line]
        assert is_three_sentences(lines)
    _set_version(work.path, work.database_key, REVISIONS[-1])
    assert desktop.vereda("doctor") == Exit.OK


def _set_version(path: Path, key: bytes, version: str) -> None:
    engine = make_engine(path, key)
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = ?", (version,))
    engine.dispose()


_BOUNDED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
from desktop import launcher
sys.exit(launcher.run(sys.argv[1:]))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="this system has no such limit")
def test_when_the_disk_takes_no_more_it_is_told_and_all_before_is_there(
    desktop: Desktop, tmp_path: Path
) -> None:
    before = desktop.records()
    roster = tmp_path / "lista.csv"
    syllables = ("La", "Me", "Ri", "Sol", "Nu", "Be", "Tía", "Lun", "Mar", "Flo", "Ces", "Par")
    names = ("".join(parts) for parts in itertools.product(syllables, repeat=3))
    rows = (f"Inventada {name.title()};{n % 40 + 1950}" for n, name in enumerate(names))
    roster.write_text("Nombre;Nacimiento\n" + "\n".join(rows), encoding="utf-8")
    given = desktop.command("import", str(roster), "--confirm")[4:]
    done = subprocess.run(
        [sys.executable, "-c", _BOUNDED, *given], capture_output=True, text=True, check=False
    )
    # Linux calls this limit "file too large", which is no full disk but a failing one.
    assert done.returncode in (Exit.NO_SPACE, Exit.FAILED), done.stderr
    assert is_three_sentences(done.stderr.splitlines())
    after = desktop.records()
    for name, old in before.items():
        assert all(row in after[name] for row in old)
    assert desktop.vereda("doctor", "--rebuild") == Exit.OK
    assert desktop.vereda("import", str(roster), "--confirm") == Exit.OK


def test_a_read_only_folder_is_told_by_every_verb(
    desktop: Desktop,
    make_read_only: Callable[[Path], None],
    told: Callable[[], list[str]],
) -> None:
    shutil.rmtree(desktop.folder / "lock", ignore_errors=True)
    make_read_only(desktop.folder)
    for verb in ("doctor", "sync"):
        assert desktop.vereda(verb) == Exit.READ_ONLY
        assert is_three_sentences(told())


def test_a_second_instance_on_the_same_folder_is_told(desktop: Desktop) -> None:
    with InstanceLock(desktop.folder):
        done = subprocess.run(
            desktop.command("doctor"), capture_output=True, text=True, check=False
        )
    assert done.returncode == Exit.ALREADY_OPEN
    assert is_three_sentences(done.stderr.splitlines())
    assert done.stdout == ""


def hostile_lists(home: Path) -> list[Path]:
    """Files that somebody might call a list of people."""
    bomb, rows, binary = home / "bomba.xlsx", home / "filas.csv", home / "imagen.csv"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 300_000_000)
    rows.write_bytes(b"Nombre\n" + b"Inventada\n" * 1_000_001)
    binary.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    folder = home / "carpeta.csv"
    folder.mkdir()
    return [bomb, rows, binary, folder, home / "nada.csv"]


def test_a_hostile_list_brings_a_sentence_and_nobody_in(
    desktop: Desktop, tmp_path: Path, told: Callable[[], list[str]]
) -> None:
    before = desktop.records()
    for path in hostile_lists(tmp_path):
        assert desktop.vereda("import", str(path), "--confirm") == Exit.BAD_FILE
        assert is_three_sentences(told()), path.name
    assert desktop.records() == before


# --- servers ----------------------------------------------------------------------


def refused_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return f"http://127.0.0.1:{free.getsockname()[1]}"


def stranger_s_receipt() -> bytes:
    """Well made, and signed by another key than the server's."""
    body = bytearray()
    put_bytes(body, Receipt(bytes(16), bytes(8), 1, bytes(8)).sign(signer(bytes(32))).encode())
    return http_answer(bytes(body))


SERVERS: dict[str, tuple[Answer, type[Trouble]]] = {
    "garbage": (saying(b"\x00\xff no http at all\r\n\r\n"), troubles.BadAnswer),
    "another page": (saying(http_answer(b"<html>Bienvenidos</html>")), troubles.BadAnswer),
    "500": (saying(http_answer(b"", "500 Oh")), troubles.ServerFault),
    "503": (saying(http_answer(b"", "503 Later")), troubles.Busy),
    "507": (saying(http_answer(b"", "507 Full")), troubles.ServerFull),
    "404": (saying(http_answer(b"", "404 Nothing")), troubles.TurnedAway),
    "portal": (
        saying(http_answer(b"", "302 Found", "location: http://127.0.0.1:1/")),
        troubles.Redirected,
    ),
    "cut": (saying(http_answer(b"x" * 500)[:-400]), troubles.CutOff),
    "empty": (saying(b""), troubles.CutOff),
    "stranger": (saying(stranger_s_receipt()), troubles.WrongServer),
}


@pytest.mark.parametrize("name", SERVERS)
def test_a_server_that_answers_wrongly_is_told_and_everything_still_waits(
    desktop: Desktop,
    hostile: Callable[..., HostileServer],
    told: Callable[[], list[str]],
    name: str,
) -> None:
    answer, expected = SERVERS[name]
    before, waiting = desktop.records(), desktop.outbox()
    boxes.change_server(desktop.folder, hostile(answer).url, public_key(bytes([7]) * 32))
    assert desktop.vereda("sync") == expected.exit_status
    assert is_three_sentences(told())
    assert waiting.items() <= desktop.outbox().items()
    assert desktop.records() == before
    laptop = Laptop(desktop.folder, desktop.account)
    try:
        facts = laptop.status()
        assert type(facts.trouble) is expected
        assert (facts.failed, facts.received) == (True, 0)
        assert facts.saved == facts.waiting + facts.sent
    finally:
        laptop.desk.close()


def test_a_server_that_never_ends_and_one_that_is_not_there_are_told(
    desktop: Desktop,
    hostile: Callable[..., HostileServer],
    told: Callable[[], list[str]],
) -> None:
    waiting = desktop.outbox()
    boxes.change_server(desktop.folder, hostile(silence).url, public_key(bytes([7]) * 32))
    brief = Patience(connect_s=5, idle_s=0.2, whole_s=5)
    assert isinstance(courier.run_once(desktop.folder, patience=brief).trouble, troubles.TooSlow)
    boxes.change_server(desktop.folder, refused_port())
    assert desktop.vereda("sync") == Exit.UNREACHABLE
    assert is_three_sentences(told())
    assert waiting.items() <= desktop.outbox().items()


def test_after_every_wrong_server_the_right_one_receives_it_all(
    desktop: Desktop,
    hostile: Callable[..., HostileServer],
    server: Callable[..., ServerProcess],
    tmp_path: Path,
) -> None:
    for answer, _ in SERVERS.values():
        boxes.change_server(desktop.folder, hostile(answer).url, public_key(bytes([7]) * 32))
        assert courier.run_once(desktop.folder).trouble is not None
    boxes.change_server(desktop.folder, server(tmp_path / "store").url)
    assert desktop.vereda("sync") == Exit.OK
    laptop = Laptop(desktop.folder, desktop.account)
    try:
        facts = laptop.status()
        assert facts.saved == facts.received > 0
        assert not facts.failed
    finally:
        laptop.desk.close()


def test_a_demonstration_reaches_no_real_server_and_says_why(
    desktop: Desktop,
    server: Callable[..., ServerProcess],
    tmp_path: Path,
    told: Callable[[], list[str]],
) -> None:
    folder, phrase = tmp_path / "demo", tmp_path / "demo-phrase"
    shutil.copy(desktop.phrase, phrase)
    desk = found_programme(folder, "Colibrí", PHRASES["Colibrí"], Stream.WOMEN, "Lejos", demo=True)
    desk.close()
    demo = Desktop(folder, phrase, desk.account)
    boxes.change_server(folder, "https://centro.example.org")
    assert demo.vereda("sync") == Exit.REFUSED
    assert is_three_sentences(told())
    boxes.change_server(folder, server(tmp_path / "store").url)
    assert demo.vereda("sync") == Exit.REFUSED
    assert is_three_sentences(told())
    assert boxes.batch_files(boxes.sent(folder)) == []
    laptop = Laptop(folder, desk.account)
    try:
        facts = laptop.status()
        assert isinstance(facts.trouble, NotAccepted)
        assert (facts.refused > 0, facts.received, facts.failed) == (True, 0, False)
    finally:
        laptop.desk.close()


# --- batches ----------------------------------------------------------------------


def test_batches_cut_repeated_reordered_and_flipped_are_told_and_the_rest_goes_in(
    first: Laptop,
    second: Laptop,
    server: Callable[..., ServerProcess],
    tmp_path: Path,
    told: Callable[[], list[str]],
) -> None:
    expected, batches = first.tables(), records_of(first.outbox())
    boxes.change_server(second.folder, server(tmp_path / "store").url)
    second.desk.close()
    (tmp_path / "phrase").write_text(PHRASES["Barranca"])
    second.put(*reversed([*first.outbox().values(), *batches]))
    second.put(batches[0][:-1], flipped(batches[-1], 8 * len(batches[-1]) - 9))
    given = ["sync", "--data", str(second.folder), "--passphrase-file", str(tmp_path / "phrase")]
    assert launcher.run(given) == Exit.QUARANTINED
    assert is_three_sentences(told())
    second.reopen()
    assert second.tables() == expected
    assert (second.status().quarantined, second.status().gaps) == (2, 0)
    second.desk.close()
    assert launcher.run(given) == Exit.OK


def test_every_trouble_that_ends_a_command_has_a_status_of_its_own_kind() -> None:
    """Also those that no test can bring about here. Stopping by hand is no failure."""
    kinds, left = set(), [Trouble]
    while left:
        kind = left.pop()
        kinds.add(kind)
        left += kind.__subclasses__()
    assert len(kinds) > 30
    assert {kind for kind in kinds if kind.exit_status == Exit.OK} == {troubles.Stopped}
