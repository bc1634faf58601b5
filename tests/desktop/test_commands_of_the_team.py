"""`vereda team`, `add`, `grant`, `revoke` and `policy` as a person at a terminal uses them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop import launcher
from desktop.commands.grammar import ROLES
from desktop.programme.roles import Role
from desktop.trouble import Exit

OTHER = "ceiba lluvia sobre nueve adobes rotos"
Vereda = Callable[..., int]


@pytest.fixture
def vereda(home: Path) -> Vereda:
    (home / "other").write_text(OTHER + "\n")

    def run(verb: str, *arguments: str, who: str = "Colibrí", phrase: str = "phrase") -> int:
        entering = ["--data", str(home / "data"), "--account", who]
        entering += ["--passphrase-file", str(home / phrase)]
        if verb == "add":
            entering += ["--new-passphrase-file", str(home / "other")]
        return launcher.run([verb, *entering, *arguments])

    return run


def test_somebody_is_added_enters_and_is_revoked(vereda, capsys):
    assert vereda("add", "Nube") == Exit.OK
    capsys.readouterr()
    assert vereda("team", who="Nube", phrase="other") == Exit.OK
    told = capsys.readouterr().out
    assert told == "Colibrí\tCoordina\tcon acceso\nNube\tFacilita grupos\tcon acceso\n"
    assert vereda("revoke", "Nube") == Exit.OK
    assert vereda("team", who="Nube", phrase="other") == Exit.REFUSED
    capsys.readouterr()
    assert vereda("team") == Exit.OK
    assert "Nube\tFacilita grupos\tacceso terminado" in capsys.readouterr().out
    assert vereda("revoke", "Nube") == Exit.REFUSED


def test_what_the_rules_refuse_is_refused_with_its_status(vereda, capsys):
    both = ("--stream", "women", "--stream", "men")
    assert vereda("add", "Sol", "--role", "facilitator", *both) == Exit.REFUSED
    assert vereda("add", "Sol", "--role", "coordinator", *both) == Exit.REFUSED
    assert vereda("revoke", "Colibrí") == Exit.REFUSED
    assert vereda("add", "Eco", "--role", "evaluator") == Exit.OK
    assert vereda("grant", "Eco", "--site", "San Isidro") == Exit.REFUSED
    assert vereda("grant", "Eco", "--site", "Nadie Sabe") == Exit.USAGE
    assert vereda("policy", "--both", "yes", who="Eco", phrase="other") == Exit.REFUSED
    capsys.readouterr()
    assert vereda("policy") == Exit.OK
    assert capsys.readouterr().out == "both: no\n"
    assert vereda("policy", "--both", "yes") == Exit.OK
    assert capsys.readouterr().out == "both: yes\n"


def test_the_roles_of_the_command_line_are_those_of_the_programme():
    assert set(ROLES) == set(Role)
