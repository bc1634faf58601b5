"""The request is small, goes nowhere it should not, and every bad answer has its sentence."""

from __future__ import annotations

import itertools
import socket
import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.trouble import Exit
from sync.carriers import trouble
from sync.carriers.http import ANSWER_MAX_BYTES, Line, Patience, check_address

from .conftest import HostileServer, http_answer, read_request, saying, silence

Start = Callable[..., HostileServer]
BRIEF = Patience(connect_s=0.2, idle_s=0.2, whole_s=5.0)
AMPLE = Patience(connect_s=20, idle_s=20, whole_s=60)
"""Where slowness is not the point: a busy machine must not fail a test."""


def collect(server: str, body: bytes = b"sealed", **options: object) -> bytes:
    got: list[bytes] = []
    options.setdefault("patience", AMPLE)
    with Line(server, **options) as line:  # type: ignore[arg-type]
        line.exchange(body, got.append)
    return b"".join(got)


def test_a_good_answer_arrives_whole(hostile: Start) -> None:
    server = hostile(saying(http_answer(b"x" * 100_000)))
    assert collect(server.url) == b"x" * 100_000


def test_the_request_line_and_headers_stay_below_130_bytes_and_tell_nothing(hostile: Start) -> None:
    server = hostile(saying(http_answer(b"")))
    collect(server.url, b"z" * 1100)
    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    assert len(head) + 4 <= 130
    assert body == b"z" * 1100
    names = {line.split(b":")[0].lower() for line in head.split(b"\r\n")[1:]}
    assert names == {b"host", b"content-length"}


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("500 Internal Server Error", trouble.ServerFault),
        ("502 Bad Gateway", trouble.ServerFault),
        ("507 Insufficient Storage", trouble.ServerFull),
        ("503 Service Unavailable", trouble.Busy),
        ("429 Too Many Requests", trouble.Busy),
        ("404 Not Found", trouble.TurnedAway),
        ("413 Content Too Large", trouble.TurnedAway),
        ("204 No Content", trouble.BadAnswer),
    ],
)
def test_each_status_has_its_own_trouble(
    hostile: Start, status: str, kind: type[trouble.CarrierTrouble]
) -> None:
    server = hostile(saying(http_answer(b"", status)))
    with pytest.raises(kind):
        collect(server.url)


def test_a_redirect_is_never_followed(hostile: Start) -> None:
    elsewhere = hostile(saying(http_answer(b"stolen")))
    server = hostile(saying(http_answer(b"", "302 Found", f"location: {elsewhere.url}/")))
    with pytest.raises(trouble.Redirected):
        collect(server.url)
    assert elsewhere.requests == []


@pytest.mark.parametrize(
    "garbage",
    [b"\x00\xff" * 40, b"SSH-2.0-OpenSSH_9.2\r\n\r\n", b"HTTP/9.9 7\r\n\r\n", b"<html>" * 30_000],
)
def test_garbage_is_a_bad_answer(hostile: Start, garbage: bytes) -> None:
    with pytest.raises(trouble.BadAnswer):
        collect(hostile(saying(garbage)).url)


def test_a_compressed_answer_is_a_bad_answer(hostile: Start) -> None:
    server = hostile(saying(http_answer(b"\x1f\x8b", "200 OK", "content-encoding: gzip")))
    with pytest.raises(trouble.BadAnswer):
        collect(server.url)


def test_an_answer_without_end_is_given_up(hostile: Start) -> None:
    def flood(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(2 * ANSWER_MAX_BYTES // 65536):
            connection.sendall(bytes(65536))

    with pytest.raises(trouble.BadAnswer):
        collect(hostile(flood).url)


def test_silence_is_too_slow(hostile: Start) -> None:
    with pytest.raises(trouble.TooSlow):
        collect(hostile(silence).url, patience=BRIEF)


def test_a_server_that_never_reads_is_too_slow(hostile: Start) -> None:
    with pytest.raises(trouble.TooSlow):
        collect(hostile(silence, reads=False).url, bytes(30_000_000), patience=BRIEF)


def test_a_slow_drip_ends_with_the_time_for_the_whole(hostile: Start) -> None:
    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nxxxx")

    clock = itertools.count(0, 3)
    patience = Patience(connect_s=20, idle_s=20, whole_s=5)
    with pytest.raises(trouble.TooSlow):
        collect(hostile(drip).url, patience=patience, monotonic=lambda: float(next(clock)))


@settings(max_examples=15, deadline=None)
@given(cut=st.integers(min_value=0, max_value=len(http_answer(b"y" * 40)) - 1))
def test_an_answer_cut_at_any_byte_is_a_cut_and_what_came_was_handed_over(cut: int) -> None:
    whole = http_answer(b"y" * 40)
    server = HostileServer(saying(whole[:cut]))
    got: list[bytes] = []
    try:
        with pytest.raises(trouble.CutOff), Line(server.url, AMPLE) as line:
            line.exchange(b"sealed", got.append)
    finally:
        server.close()
    body_start = len(whole) - 40
    assert b"".join(got) == b"y" * max(0, cut - body_start)


def test_nobody_listening_is_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        address = f"http://127.0.0.1:{closed.getsockname()[1]}"
    with pytest.raises(trouble.Refused):
        collect(address)


def test_a_name_that_nobody_knows_is_no_such_place(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_args: object, **_options: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(trouble.NoSuchPlace):
        collect("https://centro.invalid")


def test_a_server_without_tls_behind_https_is_not_trusted(hostile: Start) -> None:
    server = hostile(saying(b"HTTP/1.1 200 OK\r\n\r\n"), reads=False)
    with pytest.raises(trouble.NotTrusted):
        collect(server.url.replace("http://", "https://"))


def test_a_key_of_the_wrong_length_is_a_bad_answer(hostile: Start) -> None:
    server = hostile(saying(http_answer(b"k" * 31)))
    with pytest.raises(trouble.BadAnswer), Line(server.url, AMPLE) as line:
        line.fetch_key()


def test_cancelling_stops_before_anything_is_sent(hostile: Start) -> None:
    with pytest.raises(trouble.Stopped):
        collect(hostile(silence).url, cancelled=lambda: True)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "centro",
        "ftp://centro.example",
        "https://",
        "https://a:b@centro.example",
        "https://x:99999",
    ],
)
def test_a_wrong_address_is_said_so(address: str) -> None:
    with pytest.raises(trouble.BadAddress):
        check_address(address)


@pytest.mark.parametrize("host", ["centro.example", "192.168.1.4", "127.0.0.1.evil.example"])
def test_plain_http_leaves_this_machine_never(host: str) -> None:
    with pytest.raises(trouble.InsecureAddress):
        check_address(f"http://{host}:8470")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_plain_http_is_fine_on_this_machine(host: str) -> None:
    assert check_address(f"http://{host}:8470").port == 8470


def test_every_trouble_has_three_sentences_and_a_status() -> None:
    kinds = trouble.CarrierTrouble.__subclasses__()
    assert len(kinds) >= 15
    for kind in kinds:
        made = kind()  # type: ignore[call-arg]
        assert all(str(sentence).endswith(".") for sentence in made.sentences)
        assert isinstance(made.exit_status, Exit)


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(
    hostile: Start, own_certificate: Path
) -> None:
    server = hostile(over_tls(own_certificate, http_answer(b"yes")), reads=False)
    address = server.url.replace("http://127.0.0.1", "https://localhost")
    with pytest.raises(trouble.NotTrusted):
        collect(address)
    authorities = ssl.create_default_context(cafile=str(own_certificate))
    assert collect(address, trust=authorities) == b"yes"


def over_tls(certificate: Path, answer: bytes) -> Callable[[socket.socket], None]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    def serve(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True) as protected:
            read_request(protected)
            protected.sendall(answer)

    return serve


@pytest.fixture
def own_certificate(tmp_path: Path) -> Path:
    """A self-signed certificate for localhost and its key in one PEM file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "server.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + certificate.public_bytes(Encoding.PEM))
    return path
