"""What may stand on the command line of `vereda`. Standard library only."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TypeAlias

from desktop.i18n import LANGUAGES, _

DEMO_SIZES = ("small", "full")
ROLES = ("facilitator", "coordinator", "evaluator", "steward")
Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def full() -> argparse.ArgumentParser:
    """Everything that `vereda` understands, in the language that is installed now."""
    parser = argparse.ArgumentParser(
        prog="vereda",
        parents=[common(suppress=False)],
        description=_("Sin orden, abre la ventana."),
    )
    parser.add_argument("--version", action="store_true", help=_("decir la versión y terminar"))
    verbs = parser.add_subparsers(dest="verb", metavar=_("ORDEN"), title=_("órdenes"))
    shared = common(suppress=True)

    account = argparse.ArgumentParser(add_help=False)
    account.add_argument("--account", metavar=_("APODO"), help=_("con qué cuenta"))
    from_file = _("leer la frase de acceso de un archivo; con - de la entrada")
    account.add_argument("--passphrase-file", metavar=_("ARCHIVO"), help=from_file)

    doctor = verbs.add_parser(
        "doctor", parents=[shared, account], help=_("revisar que todo esté entero")
    )
    depths = doctor.add_mutually_exclusive_group()
    for option, meaning in (
        ("--quick", _("sólo lo más rápido")),
        ("--full", _("también cada renglón y cada índice")),
        ("--rebuild", _("todo, y rehacer las tablas en una copia y comparar")),
    ):
        depths.add_argument(option, action="store_true", help=meaning)
    doctor.add_argument("--json", action="store_true", help=_("decirlo para otro programa"))
    bring = verbs.add_parser(
        "import", parents=[shared, account], help=_("traer una lista de personas")
    )
    bring.add_argument("file", type=Path, metavar=_("ARCHIVO"), help=_("lista .xlsx o .csv"))
    bring.add_argument("--confirm", action="store_true", help=_("guardar los renglones claros"))
    bring.add_argument(
        "--refused",
        type=Path,
        metavar=_("ARCHIVO"),
        help=_("guardar ahí los renglones que no se pueden"),
    )
    init = verbs.add_parser("init", parents=[shared], help=_("empezar un programa nuevo"))
    init.add_argument("--nickname", metavar=_("APODO"), help=_("su apodo en la entrada"))
    init.add_argument("--site", metavar=_("LUGAR"), help=_("desde dónde se trabaja"))
    init.add_argument("--municipality", default="", metavar=_("MUNICIPIO"), help=_("en cuál"))
    init.add_argument("--stream", choices=("women", "men"), help=_("con qué grupos"))
    init.add_argument("--passphrase-file", metavar=_("ARCHIVO"), help=from_file)
    demo = verbs.add_parser("make-demo", parents=[shared], help=_("hacer la demostración"))
    demo.add_argument("--size", choices=DEMO_SIZES, default=DEMO_SIZES[-1], help=_("tamaño"))
    verbs.add_parser("sync", parents=[shared, account], help=_("enviar y recibir una vez"))
    join = verbs.add_parser("join", parents=[shared], help=_("pedir unirse a un programa"))
    join.add_argument("request", type=Path, metavar=_("SOLICITUD"), help=_("archivo por hacer"))
    join.add_argument("--nickname", metavar=_("APODO"), help=_("su apodo en la entrada"))
    join.add_argument("--passphrase-file", metavar=_("ARCHIVO"), help=from_file)
    invite = verbs.add_parser(
        "invite", parents=[shared, account], help=_("invitar a quien lo pidió")
    )
    invite.add_argument("request", type=Path, metavar=_("SOLICITUD"), help=_("archivo recibido"))
    invite.add_argument(
        "invitation", type=Path, metavar=_("INVITACIÓN"), help=_("archivo por hacer")
    )
    words = _("las seis palabras que muestra la otra pantalla")
    invite.add_argument("--words", help=words)
    invite.add_argument("--role", choices=ROLES, default=ROLES[0], help=_("qué va a hacer"))
    accept = verbs.add_parser("accept", parents=[shared], help=_("entrar con una invitación"))
    accept.add_argument(
        "invitation", type=Path, metavar=_("INVITACIÓN"), help=_("archivo recibido")
    )
    accept.add_argument("--words", help=words)
    accept.add_argument("--passphrase-file", metavar=_("ARCHIVO"), help=from_file)
    change = verbs.add_parser(
        "passphrase", parents=[shared, account], help=_("cambiar la frase de acceso")
    )
    change.add_argument(
        "--offer", action="store_true", help=_("mostrar antes cinco palabras al azar")
    )
    change.add_argument("--new-passphrase-file", metavar=_("ARCHIVO"), help=from_file)
    verbs.add_parser(
        "recovery", parents=[shared, account], help=_("hacer un código de recuperación")
    )
    recover = verbs.add_parser(
        "recover", parents=[shared], help=_("poner otra frase con el código de recuperación")
    )
    recover.add_argument("--account", metavar=_("APODO"), help=_("con qué cuenta"))
    recover.add_argument(
        "--code-file", metavar=_("ARCHIVO"), help=_("leer el código de un archivo")
    )
    recover.add_argument("--new-passphrase-file", metavar=_("ARCHIVO"), help=from_file)
    verbs.add_parser(
        "ceremony", parents=[shared, account], help=_("hacer las tres hojas de recuperación")
    )
    sheets = verbs.add_parser(
        "restore-with-sheets", parents=[shared], help=_("entrar con dos hojas de recuperación")
    )
    sheets.add_argument(
        "--sheet",
        action="append",
        metavar=_("ARCHIVO"),
        help=_("leer las palabras de una hoja de un archivo; dos veces"),
    )
    sheets.add_argument("--nickname", metavar=_("APODO"), help=_("su apodo en la entrada"))
    sheets.add_argument("--passphrase-file", metavar=_("ARCHIVO"), help=from_file)
    backup = verbs.add_parser(
        "backup", parents=[shared], help=_("guardar una copia, o revisarla: verify ARCHIVO")
    )
    backup.add_argument("target", nargs="?", metavar=_("CARPETA"), help=_("dónde guardarla"))
    backup.add_argument("file", nargs="?", metavar=_("ARCHIVO"), help=_("la copia por revisar"))
    backup.add_argument("--talk", action="store_true", help=argparse.SUPPRESS)
    restore = verbs.add_parser(
        "restore", parents=[shared], help=_("poner una copia en una carpeta de datos vacía")
    )
    restore.add_argument("file", type=Path, metavar=_("ARCHIVO"), help=_("la copia"))
    _add_team(verbs, [shared, account], from_file)
    _add_verify(verbs, [shared, account])
    return parser


def _add_verify(verbs: Verbs, parents: list[argparse.ArgumentParser]) -> None:
    verify = verbs.add_parser(
        "verify", parents=parents, help=_("comprobar el código de un oficio: letter CÓDIGO")
    )
    verify.add_argument("what", choices=("letter",), help=_("qué se comprueba"))
    verify.add_argument(
        "code", nargs="?", metavar=_("CÓDIGO"), help=_("el código, o una imagen png o jpg de él")
    )
    verify.add_argument(
        "--list",
        type=Path,
        metavar=_("ARCHIVO"),
        help=_("comprobar con la página que entregó la coordinación"),
    )


def _add_team(verbs: Verbs, parents: list[argparse.ArgumentParser], from_file: str) -> None:
    verbs.add_parser("team", parents=parents, help=_("decir quién está en el equipo"))
    add = verbs.add_parser("add", parents=parents, help=_("agregar a alguien en esta computadora"))
    add.add_argument("nickname", metavar=_("APODO"), help=_("su apodo en la entrada"))
    add.add_argument("--role", choices=ROLES, default=ROLES[0], help=_("qué va a hacer"))
    add.add_argument(
        "--stream", action="append", choices=("women", "men"), help=_("con qué grupos")
    )
    add.add_argument("--new-passphrase-file", metavar=_("ARCHIVO"), help=from_file)
    grant = verbs.add_parser("grant", parents=parents, help=_("dar otra sede a alguien"))
    grant.add_argument("nickname", metavar=_("APODO"), help=_("a quién"))
    grant.add_argument("--site", required=True, metavar=_("LUGAR"), help=_("qué sede"))
    revoke = verbs.add_parser("revoke", parents=parents, help=_("quitar el acceso a alguien"))
    revoke.add_argument("nickname", metavar=_("APODO"), help=_("a quién"))
    revoke.add_argument(
        "--laptops", action="store_true", help=_("y que sus computadoras no reciban más")
    )
    policy = verbs.add_parser(
        "policy", parents=parents, help=_("si alguien puede coordinar los dos programas")
    )
    policy.add_argument("--both", choices=("yes", "no"), help=_("permitirlo o no"))


def common(*, suppress: bool) -> argparse.ArgumentParser:
    """Options that may stand before or after the verb."""
    absent = argparse.SUPPRESS if suppress else None
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument(
        "--data", type=Path, default=absent, metavar=_("CARPETA"), help=_("carpeta de los datos")
    )
    parser.add_argument(
        "--demo",
        nargs="?",
        const=DEMO_SIZES[-1],
        choices=DEMO_SIZES,
        default=absent,
        help=_("usar la demostración"),
    )
    parser.add_argument("--language", choices=tuple(LANGUAGES), default=absent, help=_("idioma"))
    return parser
