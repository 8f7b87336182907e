"""A web site of a few fixed answers, for what a well-kept stand-in site would never do."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import NamedTuple


class Answer(NamedTuple):
    """One fixed answer."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = {}


@dataclass
class Stub:
    """A running stub: its address, and the paths asked for, in order."""

    url: str
    asked: list[str] = field(default_factory=list)
    held: Callable[[], bool] = lambda: False
    go_on: Event = field(default_factory=Event)

    @contextlib.contextmanager
    def holding(self, held: Callable[[], bool]) -> Iterator[None]:
        """Meanwhile, answer nothing once `held` has become true: a crawl cannot run past there."""
        self.go_on.clear()
        self.held = held
        try:
            yield
        finally:
            self.held = lambda: False
            self.go_on.set()


Routes = Mapping[str, Answer | Callable[[], Answer]]


@contextlib.contextmanager
def serve(routes: Routes) -> Iterator[Stub]:
    """Answer by path and query; what is not in `routes` is 404."""
    stub = Stub("")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            stub.asked.append(self.path)
            if stub.held():
                stub.go_on.wait(60)
            found = routes.get(self.path, Answer(b"not here", 404))
            answer = found() if callable(found) else found
            headers = {"Content-Type": "text/html; charset=utf-8"} | dict(answer.headers)
            headers.setdefault("Content-Length", str(len(answer.body)))
            self.send_response(answer.status)
            for name, value in headers.items():
                self.send_header(name, value)
            with contextlib.suppress(OSError):  # a crawl that was killed has hung up
                self.end_headers()
                self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            """The log is `asked`."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        stub.url = f"http://127.0.0.1:{server.server_address[1]}"
        yield stub
    finally:
        server.shutdown()
        server.server_close()
