"""`vereda team`, `add`, `grant`, `revoke` and `policy`: the people of a programme, with no signal.

Nicknames are printed, as the lock screen shows them; who works with whom is not.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop.commands import asking
from desktop.commands.asking import entered
from desktop.commands.telling import print_all
from desktop.i18n import _, tell
from desktop.trouble import Exit, say


def team(arguments: argparse.Namespace, folder: Path) -> int:
    """List who is in the programme, what for, and who has access. Raises what entering raises."""
    from desktop.programme.roles import ROLE_WORDS
    from desktop.services.team import team as of

    with entered(arguments, folder) as desk:
        for person in of(desk, folder).people:
            access = _("acceso terminado") if person.ended else _("con acceso")
            print(f"{person.nickname}\t{tell(ROLE_WORDS[person.role])}\t{access}")
    return Exit.OK


def add(arguments: argparse.Namespace, folder: Path) -> int:
    """Make an account here for somebody of the team, who chooses the passphrase.

    Raises what `team.add_here`, entering and asking raise.
    """
    from desktop.programme.roles import SERVES, Role
    from desktop.programme.vocabulary import Stream
    from desktop.services.team import add_here

    role = Role(arguments.role)
    with entered(arguments, folder) as desk:
        streams = tuple(map(Stream, arguments.stream or ()))
        if role in SERVES and not streams:
            streams = desk.streams[:1]
        phrase = asking.new_passphrase(arguments.new_passphrase_file, arguments.nickname)
        add_here(folder, desk, arguments.nickname, phrase, role, streams)
    print(_("Listo. Ya puede entrar en esta computadora con su apodo."))
    return Exit.OK


def grant(arguments: argparse.Namespace, folder: Path) -> int:
    """Give somebody one more site. Raises what `team.grant` and entering raise, Unclear."""
    from desktop.services import team as teams

    with entered(arguments, folder) as desk:
        person = teams.require_person(desk, folder, arguments.nickname)
        named = [
            site.space
            for site in teams.team(desk, folder).sites
            if site.name == arguments.site and site.stream in desk.streams
        ]
        if len(named) != 1:
            raise asking.Unclear(
                say("No se sabe de qué sede se trata."), say("Escriba su nombre como está escrito.")
            )
        teams.grant(folder, desk, person.account, named)
    print(_("Listo. En otras computadoras, cuando les llegue la noticia."))
    return Exit.OK


def revoke(arguments: argparse.Namespace, folder: Path) -> int:
    """End somebody's access for good. Raises what `team.revoke` and entering raise."""
    from desktop.services import team as teams
    from sync.client.outbox import seal_all

    with entered(arguments, folder) as desk:
        person = teams.require_person(desk, folder, arguments.nickname)
        seal_all(desk, folder)
        devices = person.closable if arguments.laptops else ()
        after = teams.revoke(folder, desk, person.account, devices=devices)
        try:
            print_all(after.notices)
        finally:
            after.close()
    print(_("Listo. En otras computadoras, cuando les llegue la noticia."))
    return Exit.OK


def policy(arguments: argparse.Namespace, folder: Path) -> int:
    """Say or set whether one person may coordinate both. Raises what `set_policy` raises."""
    from desktop.services import team as teams

    with entered(arguments, folder) as desk:
        if arguments.both is not None:
            teams.set_policy(folder, desk, arguments.both == "yes")
        allowed = teams.team(desk, folder).policy_both
    print("both: yes" if allowed else "both: no")
    return Exit.OK
