"""`vereda-server`: the command line of the central server."""

from __future__ import annotations

import argparse
import logging
import os
import secrets
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from sync.server.exits import Exit, ServeError
from sync.server.limits import Limits

DEFAULT_STORE = "vereda-server-data"
PROGRAMME_BYTES = 16


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; its exit status (see exits.py)."""
    arguments = _parser().parse_args(argv)
    try:
        _serve(arguments)
    except ServeError as error:
        print(f"vereda-server: {error}", file=sys.stderr)
        return error.status
    return Exit.OK


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="vereda-server",
        description="El centro de Vereda: guarda lo que llega sellado y no lo puede abrir.",
    )
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="serve")
    serve = verbs.add_parser("serve", help="atender a las computadoras del programa")
    serve.add_argument(
        "--store",
        type=Path,
        default=Path(os.environ.get("VEREDA_STORE", DEFAULT_STORE)),
        help=f"carpeta donde se guarda todo (VEREDA_STORE, o ./{DEFAULT_STORE})",
    )
    serve.add_argument("--host", default="127.0.0.1", help="dirección en que se escucha")
    serve.add_argument(
        "--port", type=int, default=8470, help="puerto; con 0 el sistema elige uno libre"
    )
    serve.add_argument(
        "--demo", action="store_true", help="aceptar programas de demostración (para pruebas)"
    )
    serve.add_argument(
        "--programmes",
        type=int,
        default=Limits().programmes,
        help="cuántos programas puede abrir este centro (%(default)s)",
    )
    serve.add_argument(
        "--programme",
        type=_programme,
        action="append",
        default=[],
        metavar="ID",
        help="atender sólo a este programa; se puede repetir. Está en courier.json",
    )
    return parser


def _programme(text: str) -> bytes:
    id_ = bytes.fromhex(text)
    if len(id_) != PROGRAMME_BYTES:
        raise ValueError
    return id_


def _serve(arguments: argparse.Namespace) -> None:
    # Imported here so that --help and mistakes answer at once.
    from sync.server.app import make_app
    from sync.server.desk import Desk
    from sync.server.listening import bind, serve
    from sync.server.logbook import Logbook, QuietHandler
    from sync.server.opening import open_store

    os.umask(0o077)
    limits = Limits(programmes=arguments.programmes, only=frozenset(arguments.programme))
    logbook = Logbook()
    logging.getLogger().addHandler(QuietHandler(logbook))
    store = open_store(arguments.store)
    try:
        listener = bind(arguments.host, arguments.port)
        desk = Desk(
            store,
            limits,
            takes_demonstrations=arguments.demo,
            now_ms=lambda: time.time_ns() // 1_000_000,
            rng=secrets.SystemRandom(),
        )
        logbook.write("start", demo=bool(arguments.demo))
        with desk:
            serve(make_app(desk, limits, logbook), listener, limits)
    finally:
        store.close()
    logbook.write("stop")


if __name__ == "__main__":
    sys.exit(main())
