"""Both stranger sites on free loopback ports, with the habits and faults of real servers."""

import contextlib
import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from tests.strangers import ministry, portal, portal_lists
from tests.strangers.texts import LIST_PATH, PORTAL_PATH, Piece

PER_PAGE = 15
FEED_PAGE = 10
FEED_PAGES = 2
TOPIC_ITEMS = 6
PREVIEW = f"{PORTAL_PATH}vorschau-entwurf/"
LOST = f"{PORTAL_PATH}geloeschter-beitrag/"
DEAD = f"{PORTAL_PATH}verschollen/"
GONE = f"{PORTAL_PATH}entfernt/"


class Answer(NamedTuple):
    """What a site answers: status, text, type, and a target for redirects."""

    status: int
    text: str = ""
    kind: str = "text/html; charset=utf-8"
    location: str | None = None


ROBOTS = """User-agent: *
Disallow: /wp-admin/
Disallow: /k21-meldungen/vorschau-
Disallow: /*?druck=
Allow: /wp-admin/admin-ajax.php
"""
MISSING = Answer(404, "<html><title>404</title><h1>Nicht gefunden</h1></html>")


class Request(NamedTuple):
    """One logged request."""

    site: str
    target: str
    status: int
    conditional: bool
    agent: str


@dataclass
class Strangers:
    """The running sites."""

    design: int
    portal_url: str
    ministry_url: str
    portal: portal.Site
    ministry: ministry.Site
    log: list[Request] = field(default_factory=list)


def only_by_topic(piece: Piece) -> bool:
    """Articles that neither home pages nor the feed show."""
    return piece.number % 17 == 16


def answer_portal(s: portal.Site, target: str, host: str) -> Answer:
    """The portal's answer to one request target."""
    parts = urlsplit(target)
    query = {k: v[0] for k, v in parse_qs(parts.query).items()}
    path = parts.path
    listed = [p for p in s.pieces if not only_by_topic(p)]
    last = -(-len(listed) // PER_PAGE)
    if path == "/robots.txt":
        return Answer(200, ROBOTS, "text/plain")
    if path == "/" and "p" in query:
        numbered = {str(portal.post_id(p)): p.path for p in s.pieces}
        return (
            Answer(301, location=f"{numbered[query['p']]}/") if query["p"] in numbered else MISSING
        )
    for page in range(1, last + 1):
        if target.rstrip("/") == portal_lists.page_path(s, page).rstrip("/"):
            return Answer(200, _home(s, listed, page, last))
    if path.rstrip("/") == f"{PORTAL_PATH}feed":
        return _feed(s, listed, path, query, host)
    if path.startswith("/k21-themen/"):
        return _topic(s, path)
    if path.startswith(PORTAL_PATH):
        return _portal_article(s, path)
    other = path.startswith(("/k21-termine/", "/k21-it-guide/", "/k21-heftarchiv/", "/impressum"))
    return Answer(200, f"<title>{path}</title><p>{'Auskunft. ' * 40}</p>") if other else MISSING


def _home(s: portal.Site, listed: list[Piece], page: int, last: int) -> str:
    traps = ""
    if page == 1:
        traps = (
            f'<div><h3><a href="{LOST}">Hessen: Portal nimmt Betrieb auf</a></h3></div>'
            f'<div><h3><a href="{DEAD}">Bayern: Förderung läuft aus</a></h3></div>'
            f'<div><h3><a href="{GONE}">Bremen: Rathaus zieht um</a></h3></div>'
            f'<div><h3><a href="{PREVIEW}">Entwurf: Noch nicht freigegeben</a></h3></div>'
            '<div><h3><a href="https://www.stadt-und-werk.de/k21-meldungen/fernwaerme-vom-nachbarn/">'
            "stadt+werk: Fernwärme vom Nachbarn</a></h3></div>"
            f'<div><a href="/?p={portal.post_id(listed[0])}">Aufmacher</a></div>'
        )
    rows = listed[(page - 1) * PER_PAGE : page * PER_PAGE]
    return portal_lists.teaser_list(
        s,
        rows,
        heading="Aktuelle Meldungen",
        paging=portal_lists.paging(s, page, last),
        extra=traps,
    )


def _topic(s: portal.Site, path: str) -> Answer:
    slug = path.removeprefix("/k21-themen/").strip("/")
    rows = [p for p in s.pieces if portal.topic_slug(p.section) == slug]
    if not rows:
        return MISSING
    shown = rows[:TOPIC_ITEMS] + [p for p in rows[TOPIC_ITEMS:] if only_by_topic(p)]
    return Answer(200, portal_lists.teaser_list(s, shown, heading=rows[0].section, paging=""))


def _feed(
    s: portal.Site, listed: list[Piece], path: str, query: dict[str, str], host: str
) -> Answer:
    if s.design == 4:
        return MISSING
    if not path.endswith("/"):
        return Answer(301, location=f"{PORTAL_PATH}feed/")
    page = int(query.get("paged", "1"))
    rows = listed[(page - 1) * FEED_PAGE : page * FEED_PAGE] if page <= FEED_PAGES else []
    if not rows:
        return MISSING
    address = f"http://{host}" if s.design in (2, 6) else portal.PUBLIC
    return Answer(
        200, portal_lists.feed(s, rows, host=address), "application/rss+xml; charset=UTF-8"
    )


def _portal_article(s: portal.Site, path: str) -> Answer:
    if path == LOST:
        return Answer(200, portal_lists.lost_page())
    if path == PREVIEW:
        return Answer(200, portal.article(s, s.pieces[0]).replace(s.pieces[0].title, "Entwurf"))
    if path == GONE:
        return Answer(410, "<html><title>410</title><h1>Entfernt</h1></html>")
    bare = path.rstrip("/")
    found = next((p for p in s.pieces if p.path == bare), None)
    if found is None:
        return MISSING
    if s.design in (1, 4) and not path.endswith("/"):
        return Answer(301, location=f"{bare}/")
    if s.design == 3 and path.endswith("/"):
        return Answer(301, location=bare)
    return Answer(200, portal.article(s, found))


def answer_ministry(s: ministry.Site, target: str, host: str) -> Answer:
    """The ministry's answer to one request target."""
    del host
    parts = urlsplit(target)
    query = {k: v[0] for k, v in parse_qs(parts.query).items()}
    path = parts.path.rstrip("/") or "/"
    if path == "/robots.txt":
        return Answer(
            200, "User-agent: *\nDisallow: /typo3/\nDisallow: /fileadmin/\n", "text/plain"
        )
    if path == LIST_PATH:
        page = int(query.get("tx_rsmpress_list[page]", "1"))
        right = not query or query.get("cHash") == ministry.c_hash("page", str(page))
        last = -(-len(s.pieces) // ministry.PER_PAGE)
        if not right or not 1 <= page <= last:
            return MISSING
        return Answer(200, ministry.list_page(s, page, extra=_ministry_traps(page)))
    if path == ministry.LOST:
        return Answer(200, ministry.lost_page())
    found = next((p for p in s.pieces if p.path == path), None)
    if found and query.get("print"):
        right = query.get("cHash") == ministry.c_hash("print", found.path)
        return Answer(200, ministry.printed(s, found)) if right else MISSING
    if found:
        return MISSING if query else Answer(200, ministry.article(s, found))
    if path == "/":
        return Answer(200, f"<html><title>Start</title><a href='{LIST_PATH}'>Presse</a></html>")
    return MISSING


def _ministry_traps(page: int) -> str:
    if page != 2:
        return ""
    return ministry.extra_item("Besuch in der Leitstelle", ministry.LOST) + ministry.extra_item(
        "Förderbescheide übergeben", ministry.DEAD
    )


def _handler(name: str, strangers: Strangers) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            host = self.headers.get("Host", "")
            if name == "portal":
                answer = answer_portal(strangers.portal, self.path, host)
            else:
                answer = answer_ministry(strangers.ministry, self.path, host)
            payload = answer.text.encode()
            tag = f'"{hashlib.blake2b(payload, digest_size=8).hexdigest()}"'
            dated = strangers.design == 3
            known = self.headers.get("If-Modified-Since" if dated else "If-None-Match")
            stamp = "Tue, 03 Nov 2026 08:00:00 GMT"
            status = answer.status
            if status == 200 and known in (tag, f"W/{tag}", stamp):
                status, payload = 304, b""
            strangers.log.append(
                Request(
                    name, self.path, status, known is not None, self.headers.get("User-Agent", "")
                )
            )
            self.send_response(status)
            if answer.location:
                self.send_header("Location", answer.location)
            if answer.status == 200:
                self.send_header(*(("Last-Modified", stamp) if dated else ("ETag", tag)))
            self.send_header("Content-Type", answer.kind)
            self.send_header("Content-Length", str(len(payload)))
            self.end_headers()
            self.wfile.write(payload)

        def log_message(self, *_: object) -> None:
            """Nothing on stderr; `Strangers.log` has it."""

    return Handler


@contextlib.contextmanager
def serve(*, design: int) -> Iterator[Strangers]:
    """Both sites in one design, until the context ends."""
    today = date.today()  # noqa: DTZ011
    strangers = Strangers(design, "", "", portal.site(design, today), ministry.site(design))
    servers = []
    for name in ("portal", "ministry"):
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(name, strangers))
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        setattr(strangers, f"{name}_url", f"http://127.0.0.1:{server.server_port}")
        servers.append(server)
    try:
        yield strangers
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()
