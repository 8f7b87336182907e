"""A web site of a few fixed answers, for what a well-kept stand-in site would never do."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import NamedTuple


class Answer(NamedTuple):
    """One fixed answer."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = {}


class Stub(NamedTuple):
    """A running stub: its address, and the paths asked for, in order."""

    url: str
    asked: list[str]


Routes = Mapping[str, Answer | Callable[[], Answer]]


@contextmanager
def serve(routes: Routes) -> Iterator[Stub]:
    """Answer by path and query; what is not in `routes` is 404."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked.append(self.path)
            found = routes.get(self.path, Answer(b"not here", 404))
            answer = found() if callable(found) else found
            self.send_response(answer.status)
            headers = {"Content-Type": "text/html; charset=utf-8"} | dict(answer.headers)
            headers.setdefault("Content-Length", str(len(answer.body)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            """The log is `asked`."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield Stub(f"http://127.0.0.1:{server.server_address[1]}", asked)
    finally:
        server.shutdown()
        server.server_close()
