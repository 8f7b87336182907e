"""Requests go out strictly by priority, one after another: every run asks alike."""

from pathlib import Path

from tests.command import Place
from tests.stub import Answer, serve

ROBOTS = Answer(b"User-agent: *\nDisallow:\n", headers={"Content-Type": "text/plain"})
TDM = "/.well-known/tdmrep.json"
OFF = "".join(f"[sources.{name}]\nenabled = false\n" for name in ("move-online", "im-bw"))
SOURCE = """[sources.amt]
name = "Amt"
family = "wordpress"
kind = "news"
rights = "press"
home = "{url}/"
article = "^/artikel/"
enabled = true
feeds = ["/feed"]
lists = ["/liste"]
"""


def links(numbers: range) -> list[str]:
    return [f"/artikel/{number}" for number in numbers]


def feed(numbers: range) -> Answer:
    items = "".join(
        f"<item><title>Nummer {number}</title><link>/artikel/{number}</link>"
        f"<pubDate>Sun, 01 Mar 2026 10:{number:02}:00 +0100</pubDate></item>"
        for number in numbers
    )
    return Answer(
        f"<rss><channel>{items}</channel></rss>".encode(),
        headers={"Content-Type": "application/rss+xml"},
    )


def listing(numbers: range) -> Answer:
    items = "".join(
        f'<li><time datetime="2026-03-01">1.3.2026</time><h3><a href="/artikel/{number}">'
        f"Nummer {number}</a></h3></li>"
        for number in numbers
    )
    return Answer(f"<html><body><main><ul>{items}</ul></main></body></html>".encode())


def article(number: int) -> Answer:
    text = f"Das Amt {number} erhält für seine Feuerwehr ein neues Löschfahrzeug. " * 9
    body = f"<h1>Nummer {number}</h1><p>{text}</p>"
    return Answer(f"<html><body><main>{body}</main></body></html>".encode())


def test_feeds_are_read_to_their_end_then_lists_then_articles_as_they_were_found(
    tmp_path: Path,
) -> None:
    routes = {
        "/robots.txt": ROBOTS,
        "/feed": feed(range(8)),
        "/feed?paged=2": feed(range(8, 16)),
        "/liste": listing(range(4, 20)),
        **{f"/artikel/{number}": article(number) for number in range(20)},
    }
    asked = []
    for run in range(2):
        with serve(routes) as site:
            config = tmp_path / f"{run}.toml"
            text = f"[crawl]\ndelay = 0.0\n{OFF}{SOURCE.format(url=site.url)}"
            config.write_text(text, encoding="utf-8")
            here = Place(tmp_path / str(run), config)
            here.report()
            dated = {each["title"]: each["published_origin"] for each in here.articles()}
            asked.append(site.asked)
    assert asked[0] == [
        *("/robots.txt", TDM, "/feed", "/liste", "/feed?paged=2", "/feed?paged=3"),
        *links(range(20)),
    ]
    assert asked[1] == asked[0]
    assert {dated[f"Nummer {number}"] for number in range(16)} == {"feed"}
