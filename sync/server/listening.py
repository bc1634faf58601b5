"""The socket and the HTTP loop: bind, say where, serve, stop gently on a signal."""

from __future__ import annotations

import signal
import socket
import sys
from types import FrameType
from typing import Any

import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from sync.server.exits import Exit, ServeError
from sync.server.limits import Limits

HEADER_WAIT_S = 15
GRACE_S = 20


def bind(host: str, port: int) -> socket.socket:
    """A bound socket. Raises ServeError when the address cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except (OSError, OverflowError) as error:
        listener.close()
        raise ServeError(
            Exit.ALREADY_OPEN,
            f"No se puede escuchar en {host}, puerto {port}: puede que otro programa lo use. "
            "El almacén no se tocó. Elija otro puerto con --port.",
        ) from error
    return listener


def serve(app: FastAPI, listener: socket.socket, limits: Limits) -> None:
    """Serve until SIGTERM or SIGINT; requests under way get GRACE_S to end."""
    host, port = listener.getsockname()[:2]
    config = uvicorn.Config(
        app,
        http=_protocol(limits.header_bytes),
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
        server_header=False,
        date_header=False,
        limit_concurrency=limits.connections,
        timeout_keep_alive=HEADER_WAIT_S,
        timeout_graceful_shutdown=GRACE_S,
    )
    server = _Announcing(config, f"http://{f'[{host}]' if ':' in host else host}:{port}")

    def stop(_signal: int, _frame: FrameType | None) -> None:
        server.should_exit = True

    # uvicorn raises a signal again after its gentle stop: these make that a
    # normal end, and cover the moment before it has handlers of its own.
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    server.run(sockets=[listener])


class _Announcing(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, address: str) -> None:
        super().__init__(config)
        self._address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        print(f"listening on {self._address}", flush=True)


def _protocol(header_bytes: int) -> type[HttpToolsProtocol]:
    class BoundedProtocol(HttpToolsProtocol):
        """uvicorn's own bounds neither the time nor the size of a request's head."""

        _head_bytes = 0

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self._wait_for_a_head()

        def data_received(self, data: bytes) -> None:
            if not self._in_request():
                self._head_bytes += len(data)
                waiting = self.timeout_keep_alive_task
                self.timeout_keep_alive_task = None  # bytes that drip do not renew the wait
                super().data_received(data)
                if self.transport.is_closing() or self._in_request():
                    self._head_bytes = 0
                    if waiting is not None:
                        waiting.cancel()
                elif self.timeout_keep_alive_task is None:
                    self.timeout_keep_alive_task = waiting
                if self._head_bytes > header_bytes:
                    self.send_400_response("head too large")
                return
            super().data_received(data)

        def _in_request(self) -> bool:
            return self.cycle is not None and not self.cycle.response_complete

        def _wait_for_a_head(self) -> None:
            self.timeout_keep_alive_task = self.loop.call_later(
                self.timeout_keep_alive, self.timeout_keep_alive_handler
            )

    return BoundedProtocol
