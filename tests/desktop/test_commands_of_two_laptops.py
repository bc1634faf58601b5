from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import launcher
from desktop.programme.roles import Role
from desktop.services import panic
from desktop.services.entrance import enter
from desktop.services.people import PersonForm, add_person, list_people
from desktop.trouble import Exit
from desktop.vault.cards import list_accounts
from sync.carriers import boxes
from sync.client.six_words import words_of

PHRASE = "una frase larga de prueba"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """A real central server on this machine; its address."""
    command = [sys.executable, "-m", "sync.server.cli", "serve", "--port", "0"]
    with subprocess.Popen(
        [*command, "--store", str(tmp_path / "store")],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        yield next(line.split()[-1] for line in process.stdout if "listening on" in line)
        process.kill()


def add_people(folder: Path, names: list[str]) -> None:
    desk = enter(folder, list_accounts(folder)[0].id, PHRASE)
    try:
        for name in names:
            add_person(desk.work, PersonForm(nickname=name))
    finally:
        desk.close()


def people(folder: Path) -> list[str]:
    desk = enter(folder, list_accounts(folder)[0].id, PHRASE)
    try:
        return sorted(person.nickname for person in list_people(desk.work))
    finally:
        desk.close()


def test_what_one_laptop_wrote_is_read_on_the_one_it_invited(
    tmp_path: Path, server: str, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second, stick = tmp_path / "first", tmp_path / "second", tmp_path / "stick"
    stick.mkdir()
    (tmp_path / "phrase").write_text(PHRASE)
    entering = ["--passphrase-file", str(tmp_path / "phrase")]

    def vereda(verb: str, folder: Path, *arguments: os.PathLike[str] | str) -> str:
        given = [verb, "--data", str(folder), *entering, *map(str, arguments)]
        assert launcher.run(given) == Exit.OK, capsys.readouterr().err
        return capsys.readouterr().out

    vereda("init", first, "--nickname", "Colibrí", "--site", "San Isidro", "--stream", "women")
    boxes.change_server(first, server)
    add_people(first, ["Lluvia", "Nube"])
    words = vereda("join", second, stick / "request", "--nickname", "Tórtola").splitlines()[-1]
    invited = vereda("invite", first, stick / "request", stick / "invitation", "--words", words)
    assert words not in invited
    words = invited.splitlines()[-1]
    accepted = vereda("accept", second, stick / "invitation", "--words", words.upper())
    assert words not in accepted
    vereda("sync", first)
    vereda("sync", second)
    assert people(second) == people(first) == ["Lluvia", "Nube"]
    vereda("doctor", second, "--rebuild")


def test_an_invitation_is_not_made_for_other_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "phrase").write_text(PHRASE)
    entering = ["--passphrase-file", str(tmp_path / "phrase")]
    asking, answering = tmp_path / "asking", tmp_path / "answering"
    request, invitation = str(tmp_path / "request"), tmp_path / "invitation"
    joining = ["join", "--data", str(asking), *entering, request, "--nickname", "Tórtola"]
    assert launcher.run(joining) == Exit.OK
    words = capsys.readouterr().out.splitlines()[-1]
    inviting = ["invite", "--data", str(answering), *entering, request, str(invitation)]
    assert launcher.run(inviting) == Exit.USAGE
    assert words not in capsys.readouterr().out
    assert launcher.run([*inviting, "--words", "otras palabras"]) == Exit.USAGE
    assert not invitation.exists()


@pytest.mark.parametrize("words", [["--words", "otras palabras"], []])
def test_an_invitation_with_other_words_is_not_taken_in_and_its_words_are_never_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    invitation = tmp_path / "invitation"
    invitation.write_bytes(b"VrI1 somebody else's")
    (tmp_path / "phrase").write_text(PHRASE)
    accepting = ["accept", "--data", str(tmp_path / "asking"), str(invitation)]
    entering = ["--passphrase-file", str(tmp_path / "phrase")]
    assert launcher.run([*accepting, *entering, *words]) == Exit.USAGE
    printed = capsys.readouterr()
    assert not set(words_of(invitation.read_bytes()).split()) & set(printed.out.split())
    assert not (tmp_path / "asking" / "vaults").exists()


def test_an_evaluator_is_invited_as_one_and_after_panic_asks_again_with_the_same_account(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    request, invitation = tmp_path / "request", tmp_path / "invitation"
    (tmp_path / "phrase").write_text(PHRASE)

    def vereda(verb: str, folder: Path, *arguments: os.PathLike[str] | str) -> str:
        given = [verb, "--data", str(folder), "--passphrase-file", str(tmp_path / "phrase")]
        assert launcher.run([*given, *map(str, arguments)]) == Exit.OK, capsys.readouterr().err
        return capsys.readouterr().out.splitlines()[-1]

    vereda("init", first, "--nickname", "Colibrí", "--site", "San Isidro", "--stream", "women")
    accounts = set()
    for _again in range(2):
        words = vereda("join", second, request, "--nickname", "Tórtola")
        role = ["--role", "evaluator"]
        words = vereda("invite", first, request, invitation, "--words", words, *role)
        vereda("accept", second, invitation, "--words", words)
        (card,) = list_accounts(second)
        accounts.add(card.id)
        desk = enter(second, card.id, PHRASE)
        assert desk.role is Role.EVALUATOR
        desk.close()
        panic.begin(second)
        assert panic.finish(second)
    assert len(accounts) == 1
