"""Hosts that misbehave before the first article: in their robots.txt, their lists, their feeds.

All of them are sources of one crawl, each on a host of its own: a bad host harms no other, is told
with its reason, and never looks well.
"""

import gzip
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, NamedTuple

import pytest

from tests.command import Place
from tests.spiders.misbehaviour import (
    Conduct,
    babble,
    bomb,
    dawdle,
    drip,
    flood,
    gzipped,
    hang,
    leading_to,
    misstate,
    properly,
    serve,
)
from tests.spiders.test_bad_input import CHALLENGE, COOKIES, MISSING, other_text, page
from tests.stub import Answer, Stub

ROBOTS, LIST, FEED, ARTICLE = "/robots.txt", "/liste", "/feed", "/artikel/eins"
WAITED = "no whole answer within 2 s"
RULES = b"User-agent: *\nDisallow: /intern/\n" * 20
LISTED = (
    f'<html><body><main><ul><li><time datetime="2026-03-01">01.03.2026</time>'
    f'<h3><a href="{ARTICLE}">Grüße aus Öhringen</a></h3></li></ul></main></body></html>'
)
RSS = (
    '<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><title>Neues</title>'
    "<item><title>Grüße</title><link>{link}</link><pubDate>{date}</pubDate></item>"
    "</channel></rss>"
)
DATE = b'<time datetime="2026-03-01">2026-03-01</time>'


def feed(link: str = ARTICLE, date: str = "Sun, 01 Mar 2026 10:00:00 +0100") -> bytes:
    return RSS.format(encoding="utf-8", link=link, date=date).encode()


class Case(NamedTuple):
    """What one host does to `path`, the state its source ends in, and the reason told for it."""

    path: str
    conduct: Conduct
    state: str
    reason: str = ""
    new: int = 0


def in_every_way(path: str, state: str, body: bytes) -> dict[str, Case]:
    """Everything that a host may do to any of its files."""
    where = path.strip("/.").replace(".", "-")
    ways: dict[str, tuple[Conduct, str]] = {
        "hangs": (hang(30), WAITED),
        "drips": (drip(body * 9, every=0.2, upto=30), WAITED),
        "dawdles": (dawdle, WAITED),
        "floods": (flood, "its headers are larger than allowed"),
        "circles": (leading_to(path), "redirects in circles"),
        "leads-inside": (leading_to("http://10.0.0.1/"), ""),
        "bombs": (gzipped(bomb(40)), "larger than allowed once it is decompressed"),
        "cuts-gzip": (gzipped(gzip.compress(body)[:-10]), "its gzip was cut off"),
        "cuts": (misstate(body, 500), "its answer was cut off"),
        "babbles": (babble, "what it answers is no HTTP"),
        "fails": (properly(Answer(status=500)), "answered 500"),
    }
    return {
        f"{where}-{way}": Case(path, conduct, state, reason)
        for way, (conduct, reason) in ways.items()
    }


CASES = {
    "good": Case("/", properly(Answer(b"")), "ok", new=1),
    **in_every_way(ROBOTS, "robots unreachable", RULES),
    **in_every_way(LIST, "unreachable", LISTED.encode()),
    **in_every_way(FEED, "unreachable", feed()),
    "robots-is-html": Case(ROBOTS, properly(Answer(b"<html>Willkommen</html>")), "ok", new=1),
    "robots-is-zeros": Case(ROBOTS, properly(Answer(bytes(100_000))), "ok", new=1),
    "liste-says-not-found": Case(
        LIST, properly(Answer(MISSING)), "failed", "the page says that it does not exist"
    ),
    "liste-cookies": Case(LIST, properly(Answer(COOKIES)), "failed", "a consent wall"),
    "liste-challenge": Case(LIST, properly(Answer(CHALLENGE)), "failed", "a check for robots"),
    "liste-empty": Case(LIST, properly(Answer(b"")), "empty"),
    "liste-latin": Case(LIST, properly(Answer(LISTED.encode("cp1252"))), "ok", new=1),
    "feed-is-html": Case(FEED, properly(Answer(b"<html><h1>Willkommen</h1></html>")), "empty"),
    "feed-cookies": Case(FEED, properly(Answer(COOKIES)), "failed", "a consent wall"),
    "feed-breaks-off": Case(FEED, properly(Answer(feed()[:-60])), "ok", new=1),
    "feed-leads-out": Case(FEED, properly(Answer(feed("http://10.0.0.1/x"))), "empty"),
    "feed-latin": Case(
        FEED,
        properly(Answer(feed().decode().encode("cp1252"), headers={"Content-Type": "text/html"})),
        "ok",
        new=1,
    ),
    "feed-ahead": Case(
        FEED, properly(Answer(feed(date="Sun, 01 Mar 2099 10:00:00 +0100"))), "ok", "undated", 1
    ),
}


class Crawled(NamedTuple):
    """The run of all sources: its exit code, reports, what was asked, what was stored."""

    code: int
    reports: dict[str, dict[str, Any]]
    sites: dict[str, Stub]
    stored: dict[str, dict[str, Any]]


def entry(name: str, case: Case, site: Stub) -> str:
    is_feed = case.path == FEED
    discovery = f'feeds = ["{FEED}"]' if is_feed else f'lists = ["{LIST}"]'
    family = "feed" if is_feed else "listing"
    return (
        f'[sources.{name}]\nname = "{name}"\nfamily = "{family}"\nkind = "news"\nrights = "press"\n'
        f'home = "{site.url}/"\narticle = "^/artikel/"\nenabled = true\n{discovery}\n'
    )


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    directory = tmp_path_factory.mktemp("hosts")
    text = "[crawl]\ndelay = 0.0\ntimeout = 2.0\n"
    text += "".join(f"[sources.{name}]\nenabled = false\n" for name in ("move-online", "im-bw"))
    sites: dict[str, Stub] = {}
    with ExitStack() as stack:
        for name, case in CASES.items():
            # A text of its own, or it would be another address of the first source's article.
            article = page("Grüße aus Öhringen", text=other_text(name))
            if name == "feed-ahead":
                article = article.replace(DATE, b"")
            conducts: dict[str, Conduct] = {
                ROBOTS: properly(Answer(RULES)),
                LIST: properly(Answer(LISTED.encode())),
                FEED: properly(Answer(feed(), headers={"Content-Type": "application/rss+xml"})),
                ARTICLE: properly(Answer(article)),
                case.path: case.conduct,
            }
            sites[name] = stack.enter_context(serve(conducts))
            text += entry(name, case, sites[name])
        config = directory / "presselupe.toml"
        config.write_text(text, encoding="utf-8")
        here = Place(directory / "data", config)
        code, reports = here.report()
        stored = {each["source"]: each for each in here.articles()}
        yield Crawled(code, reports, sites, stored)


@pytest.mark.parametrize("name", CASES)
def test_each_host_ends_in_its_state_with_its_reason(crawled: Crawled, name: str) -> None:
    case, report = CASES[name], crawled.reports[name]
    reasons = [note["reason"] for note in report["notes"]]
    assert report["state"] == case.state, reasons
    assert report["new"] == case.new
    assert case.reason in " ".join(reasons)
    if case.state not in ("ok", "empty"):
        assert reasons, "a state that is not well has its reason"


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.path == ROBOTS])
def test_without_a_word_on_its_rules_a_host_is_asked_nothing_else(
    crawled: Crawled, name: str
) -> None:
    if CASES[name].state == "robots unreachable":
        assert set(crawled.sites[name].asked) == {ROBOTS}


def test_the_run_as_a_whole_tells_that_some_failed(crawled: Crawled) -> None:
    assert crawled.code == 1
    assert crawled.reports.keys() == CASES.keys()


def test_umlauts_are_right_whatever_lists_and_feeds_say_of_their_charset(crawled: Crawled) -> None:
    assert crawled.stored["liste-latin"]["title"] == "Grüße aus Öhringen"
    assert crawled.stored["feed-latin"]["title"] == "Grüße aus Öhringen"


def test_a_feed_s_date_far_ahead_is_no_date(crawled: Crawled) -> None:
    assert crawled.stored["feed-ahead"]["published"] is None


def test_what_a_feed_names_elsewhere_is_not_asked_for(crawled: Crawled) -> None:
    assert crawled.sites["feed-leads-out"].asked == [ROBOTS, "/.well-known/tdmrep.json", FEED]
