"""What may stand on the command line of `vereda`. Standard library only."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop.i18n import LANGUAGES, _

DEMO_SIZES = ("small", "full")


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
    doctor.add_argument(
        "--rebuild",
        action="store_true",
        help=_("rehacer las tablas en una copia y comparar"),
    )
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
    return parser


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
