"""The web application: one door for laptops, one for health checks, one plain page."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

from fastapi import FastAPI, Request, Response
from starlette.requests import ClientDisconnect

from sync.batch.reason import BatchError
from sync.server.desk import Desk
from sync.server.gate import CrowdedError, Gate, Room
from sync.server.intake import Fate
from sync.server.limits import Limits
from sync.server.logbook import Logbook
from sync.server.opening import StoreFullError
from sync.server.visit import Visit

PAGE = (
    b'<!doctype html><html lang="es"><meta charset="utf-8"><title>Vereda</title>'
    b"<body><h1>Vereda</h1></body></html>"
)


class TooMuchError(Exception):
    """The body is larger than one request may be."""


class TooOftenError(Exception):
    """One address knocks too often."""


def make_app(desk: Desk, limits: Limits, logbook: Logbook) -> FastAPI:
    """The application. Answers carry no header that says what runs here."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    gate = Gate(limits.requests_per_minute, time.monotonic)
    room = Room(limits.uploads_of_one)

    @app.post("/v1/sync")
    async def sync(request: Request) -> Response:
        """Take in batches as they stream, then answer with a receipt and what is new."""
        started = time.monotonic()
        visit = Visit(desk)
        status, answer = 200, b""
        try:
            _check_announced_length(request, limits)
            address = request.client.host if request.client else ""
            if not gate.lets_in(address):
                raise TooOftenError
            with room.place(address):
                async for piece in _patiently(request, limits):
                    if parts := visit.decode(piece):
                        await desk.run(visit.take, parts)
                answer = await desk.run(visit.answer)
        except TooMuchError:
            status = 413
        except (TooOftenError, CrowdedError):
            status = 429
        except TimeoutError:
            status = 408
        except BatchError:
            status = 400
        except StoreFullError:
            status = 507
        except ClientDisconnect:
            status = 499  # nobody is left to read it: for the log only
        finally:
            logbook.write(
                "sync",
                status=status,
                **{fate.value: visit.count(fate) for fate in Fate},
                bytes_in=visit.bytes_in,
                bytes_out=len(answer),
                ms=round((time.monotonic() - started) * 1000),
            )
        return Response(answer) if status == 200 else _refuse(status)

    @app.get("/v1/key")
    async def key() -> Response:
        """The public key that signs receipts: 32 bytes, for a laptop that meets us first."""
        return Response(desk.store.receipt_key.public_key().public_bytes_raw())

    @app.get("/healthz")
    async def health() -> Response:
        """200 when the store answers. Says nothing else."""
        try:
            await desk.run(desk.check)
        except Exception as error:
            logbook.fault(error)
            return _refuse(503)
        return Response()

    @app.get("/")
    async def page() -> Response:
        return Response(PAGE, media_type="text/html")

    @app.exception_handler(404)
    @app.exception_handler(405)
    async def nothing_here(_request: Request, _error: Exception) -> Response:
        return Response(status_code=404)

    @app.exception_handler(500)
    async def fault(_request: Request, _error: Exception) -> Response:
        return _refuse(500)  # the error itself reaches the logbook through uvicorn's logger

    return app


def _refuse(status: int) -> Response:
    """An empty answer; the connection ends with it, so an unread body is not waited for."""
    return Response(status_code=status, headers={"connection": "close"})


def _check_announced_length(request: Request, limits: Limits) -> None:
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > limits.request_bytes:
        raise TooMuchError


async def _patiently(request: Request, limits: Limits) -> AsyncIterator[bytes]:
    """The body in pieces. Raises TooMuchError, TimeoutError, ClientDisconnect."""
    pieces = aiter(request.stream())
    total = 0
    ends = time.monotonic() + limits.whole_s
    while True:
        async with asyncio.timeout(min(limits.idle_s, max(0.0, ends - time.monotonic()))):
            piece = await anext(pieces, None)
        if piece is None:
            return
        total += len(piece)
        if total > limits.request_bytes:
            raise TooMuchError
        yield piece
