"""A server that misbehaves, a way per path: what hosts on the open internet do to a crawler."""

import gzip
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.stub import Answer, Stub

Conduct = Callable[[BaseHTTPRequestHandler], None]
"""How a path is answered: it writes to the connection itself."""


def properly(answer: Answer) -> Conduct:
    """Answer as a server should."""

    def conduct(to: BaseHTTPRequestHandler) -> None:
        to.send_response(answer.status)
        headers = {"Content-Type": "text/html; charset=utf-8"} | dict(answer.headers)
        headers.setdefault("Content-Length", str(len(answer.body)))
        for name, value in headers.items():
            to.send_header(name, value)
        to.end_headers()
        to.wfile.write(answer.body)

    return conduct


def hang(seconds: float) -> Conduct:
    """Take the request and say nothing."""

    def conduct(to: BaseHTTPRequestHandler) -> None:
        time.sleep(seconds)
        to.close_connection = True

    return conduct


def drip(body: bytes, every: float, upto: float) -> Conduct:
    """Send a byte now and then, so that no wait between two bytes is ever long."""

    def conduct(to: BaseHTTPRequestHandler) -> None:
        to.send_response(200)
        to.send_header("Content-Type", "text/html")
        to.send_header("Content-Length", str(len(body)))
        to.end_headers()
        ends = time.monotonic() + upto
        for byte in body:
            if time.monotonic() > ends:
                break
            to.wfile.write(bytes([byte]))
            to.wfile.flush()
            time.sleep(every)
        to.close_connection = True

    return conduct


def dawdle(to: BaseHTTPRequestHandler) -> None:
    """Send the head of an answer a byte at a time, and never come to its end."""
    ends = time.monotonic() + 30
    to.wfile.write(b"HTTP/1.1 200 OK\r\nX-Wait: ")
    while time.monotonic() < ends:
        to.wfile.write(b"x")
        time.sleep(0.1)
    to.close_connection = True


def flood(to: BaseHTTPRequestHandler) -> None:
    """Send header after header, as fast as they are taken."""
    to.wfile.write(b"HTTP/1.1 200 OK\r\n")
    ends = time.monotonic() + 8
    while time.monotonic() < ends:
        to.wfile.write((b"X-More: " + b"and more " * 100 + b"\r\n") * 50)
    to.close_connection = True


def leading_to(address: str) -> Conduct:
    """Send every visitor elsewhere."""
    return properly(Answer(status=302, headers={"Location": address}))


def misstate(body: bytes, by: int) -> Conduct:
    """State a Content-Length that is off by so many bytes, then hang up."""

    def conduct(to: BaseHTTPRequestHandler) -> None:
        properly(Answer(body, headers={"Content-Length": str(len(body) + by)}))(to)
        to.close_connection = True

    return conduct


def gzipped(packed: bytes) -> Conduct:
    """Say that the body is gzip."""
    return properly(Answer(packed, headers={"Content-Encoding": "gzip"}))


def bomb(megabytes: int) -> bytes:
    """Few bytes that become many."""
    return gzip.compress(b" " * (megabytes << 20))


def babble(to: BaseHTTPRequestHandler) -> None:
    """Answer with what is no HTTP."""
    to.wfile.write(b"\x00\xff NONSENSE\r\n\r\n")
    to.close_connection = True


def self_signed(directory: Path) -> Path:
    """A certificate for 127.0.0.1 with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    path = directory / "certificate.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return path


@contextmanager
def serve(conducts: Mapping[str, Conduct], *, certificate: Path | None = None) -> Iterator[Stub]:
    """Answer by path and query, in TLS with a `certificate`; what is not in `conducts` is 404."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            asked.append(self.path)
            conducts.get(self.path, properly(Answer(b"not here", 404)))(self)

        def log_message(self, *_: object) -> None:
            """The log is `asked`."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """Visitors hang up, rightly."""

    server = Server(("127.0.0.1", 0), Handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        scheme = "https" if certificate else "http"
        yield Stub(f"{scheme}://127.0.0.1:{server.server_address[1]}", asked)
    finally:
        server.shutdown()
        server.server_close()
