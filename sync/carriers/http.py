"""One request to the central server over HTTPS, in as few bytes as it takes.

The body goes up whole before anything comes down; the answer is handed over
piece by piece, so that what arrived before a cut is not lost.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import SplitResult, urlsplit

from sync.carriers.trouble import (
    BadAddress,
    BadAnswer,
    Busy,
    CarrierTrouble,
    CutOff,
    InsecureAddress,
    NoSuchPlace,
    NotTrusted,
    Redirected,
    Refused,
    ServerFault,
    ServerFull,
    Stopped,
    TooSlow,
    TurnedAway,
)
from sync.carriers.watch import Watch

if TYPE_CHECKING:
    import httpx

SYNC_PATH = "/v1/sync"
KEY_PATH = "/v1/key"
KEY_BYTES = 32
PIECE_BYTES = 16 * 1024
ANSWER_MAX_BYTES = 1_200_000
"""One answer carries at most 1 MB of batches, and a little around them."""


@dataclass(frozen=True)
class Patience:
    """How long to wait, in seconds. The defaults suit one bar of 2G."""

    connect_s: float = 20.0
    idle_s: float = 60.0
    """Without a single byte moving, either way."""
    whole_s: float = 900.0
    """For the whole exchange: 1 MB each way at 20 kbit/s."""


@dataclass(frozen=True)
class Traffic:
    """Bytes of the bodies of one request, without headers."""

    up: int
    down: int


def check_address(address: str) -> SplitResult:
    """The parts of a usable server address.

    Raises: BadAddress; InsecureAddress for http:// to anywhere but this machine.
    """
    try:
        parts = urlsplit(address.strip())
        _ = parts.port
    except ValueError:
        raise BadAddress from None
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or parts.username is not None
        or parts.query
        or parts.fragment
        or not parts.netloc.isascii()
    ):
        raise BadAddress
    if parts.scheme == "http" and not is_this_machine(parts.hostname):
        raise InsecureAddress
    return parts


def is_this_machine(host: str) -> bool:
    """Whether a host name or address is the loopback of this machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


class Line:
    """One server, for a run of the courier: requests share a connection while it holds.

    A context manager; leaving it hangs up.

    Args:
        address: the server's.
        cancelled: asked between pieces; true ends the exchange.
        monotonic: seconds.
        trust: replaces the usual certificate authorities, for a programme that
            runs its own.

    Raises: BadAddress, InsecureAddress.
    """

    def __init__(
        self,
        address: str,
        patience: Patience | None = None,
        *,
        cancelled: Callable[[], bool] = lambda: False,
        monotonic: Callable[[], float] = time.monotonic,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        parts = check_address(address)
        self._url = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"
        self._local = is_this_machine(parts.hostname or "")
        self._patience = patience or Patience()
        self._cancelled = cancelled
        self._monotonic = monotonic
        self._trust = trust
        self._open: httpx.Client | None = None
        self._watch = Watch()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None

    def exchange(
        self, body: bytes, take: Callable[[bytes], None], sent: Callable[[int], None] | None = None
    ) -> Traffic:
        """Send a sync request and hand its answer to `take` as it arrives.

        `sent` hears how many bytes have gone up. Raises: a CarrierTrouble;
        `take` may raise its own, which ends the exchange.
        """
        return self._request("POST", SYNC_PATH, body, take, sent)

    def fetch_key(self) -> bytes:
        """The public key with which a server, met for the first time, signs receipts.

        Raises: a CarrierTrouble.
        """
        got: list[bytes] = []
        self._request("GET", KEY_PATH, b"", got.append, None)
        key = b"".join(got)
        if len(key) != KEY_BYTES:
            raise BadAnswer
        return key

    def _request(
        self,
        method: str,
        path: str,
        body: bytes,
        take: Callable[[bytes], None],
        sent: Callable[[int], None] | None,
    ) -> Traffic:
        deadline = self._monotonic() + self._patience.whole_s

        def upload() -> Iterator[bytes]:
            for start in range(0, len(body), PIECE_BYTES):
                self._keep_going(deadline)
                piece = body[start : start + PIECE_BYTES]
                yield piece
                if sent is not None:
                    sent(start + len(piece))

        down = 0
        headers = {"content-length": str(len(body))} if body else {}
        content = upload() if body else None
        extensions = {"trace": self._watch.trace}
        try:
            with (
                _as_trouble(),
                self._watch.until(lambda: self._is_over(deadline)),
                self._client().stream(
                    method,
                    self._url + path,
                    content=content,
                    headers=headers,
                    extensions=extensions,
                ) as answer,
            ):
                _judge_status(answer)
                for piece in answer.iter_raw():
                    self._keep_going(deadline)
                    down += len(piece)
                    if down > ANSWER_MAX_BYTES:
                        raise BadAnswer
                    take(piece)
        except CarrierTrouble:
            self._keep_going(deadline)  # a line that the watch cut was not cut by anybody else
            raise
        return Traffic(up=len(body), down=down)

    def _client(self) -> httpx.Client:
        import httpx

        if self._open is None:
            self._open = httpx.Client(
                verify=self._trust if self._trust is not None else True,
                follow_redirects=False,
                trust_env=not self._local,  # a proxy must never see what stays on this machine
                timeout=httpx.Timeout(self._patience.idle_s, connect=self._patience.connect_s),
            )
            self._open.headers.clear()
        return self._open

    def _is_over(self, deadline: float) -> bool:
        return self._cancelled() or self._monotonic() > deadline

    def _keep_going(self, deadline: float) -> None:
        if self._cancelled():
            raise Stopped
        if self._monotonic() > deadline:
            raise TooSlow


def _judge_status(answer: httpx.Response) -> None:
    status = answer.status_code
    if status == 200:
        if answer.headers.get("content-encoding", "identity") != "identity":
            raise BadAnswer
        return
    if 300 <= status < 400:
        raise Redirected
    if status == 507:
        raise ServerFull
    if status in (429, 503):
        raise Busy
    if status >= 500:
        raise ServerFault(status)
    if status >= 400:
        raise TurnedAway(status)
    raise BadAnswer


@contextmanager
def _as_trouble() -> Iterator[None]:
    """Turn the library's errors into sentences; nothing of theirs goes further."""
    import httpx

    try:
        yield
    except httpx.ConnectError as error:
        raise _not_connected(error) from None
    except httpx.TimeoutException:
        raise TooSlow from None
    except httpx.RemoteProtocolError as error:
        # h11 says "peer closed connection" or "Server disconnected" for a cut.
        text = str(error).lower()
        cut = "closed connection" in text or "disconnected" in text
        raise (CutOff() if cut else BadAnswer()) from None
    except httpx.NetworkError:
        raise CutOff from None
    except (httpx.InvalidURL, httpx.UnsupportedProtocol):
        raise BadAddress from None
    except (httpx.DecodingError, httpx.ProtocolError):
        raise BadAnswer from None
    except httpx.HTTPError:
        raise CutOff from None


def _not_connected(error: BaseException) -> NoSuchPlace | NotTrusted | Refused:
    """Why no connection came about, from the chain of causes."""
    import socket

    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return NotTrusted()
        if isinstance(cause, socket.gaierror):
            return NoSuchPlace()
        cause = cause.__cause__ or cause.__context__
    return Refused()
