"""Feeds: RSS and Atom as listings, and feeds that are none."""

import html

import pytest

from spiders.pages import read_feed
from spiders.sources import load

PORTAL = next(source for source in load() if source.id == "move-online")
URL = "https://www.move-online.de/k21-meldungen/feed/"
ARTICLE = "https://www.move-online.de/k21-meldungen/eins/"


def rss(items: str, head: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?>{head}<rss version="2.0"><channel>{items}</channel></rss>'.encode()
    )


def test_rss_gives_address_title_text_and_date_as_worded() -> None:
    body = rss(
        f"<item><title>Eins</title><link>{ARTICLE}</link><guid isPermaLink='false'>abc</guid>"
        "<pubDate>Freitag, 12. März 2022 - 14:05</pubDate>"
        "<description>&lt;p&gt;Ein &lt;b&gt;Vorspann&lt;/b&gt;.&lt;/p&gt;</description></item>"
    )
    (teaser,) = read_feed(body, url=URL, source=PORTAL).teasers
    assert (teaser.url, teaser.title, teaser.teaser) == (ARTICLE, "Eins", "Ein Vorspann .")
    assert teaser.date == ("Freitag, 12. März 2022 - 14:05", "feed")


def test_entities_escaped_twice_are_resolved() -> None:
    body = rss(
        "<item><title>M&amp;amp;#252;nchen &amp;amp;amp; Umland</title>"
        f"<link>{ARTICLE}</link></item>"
    )
    assert read_feed(body, url=URL, source=PORTAL).teasers[0].title == "München & Umland"


def test_atom_s_update_is_no_publication() -> None:
    entry = "<entry><title>A</title><link href='/k21-meldungen/{}/'/>{}</entry>"
    body = (
        '<feed xmlns="http://www.w3.org/2005/Atom">'
        + entry.format("a", "<updated>2026-02-03T10:00:00Z</updated>")
        + entry.format("b", "<published>2026-02-01T10:00:00Z</published>")
        + "</feed>"
    )
    first, second = read_feed(body.encode(), url=URL, source=PORTAL).teasers
    assert first.url == "https://www.move-online.de/k21-meldungen/a/"
    assert first.date is None
    assert second.date == ("2026-02-01T10:00:00Z", "feed")


def test_dublin_core_dates_of_rdf_count() -> None:
    body = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<item><title>A</title><link>{ARTICLE}</link><dc:date>2026-02-03</dc:date></item></rdf:RDF>"
    )
    assert read_feed(body.encode(), url=URL, source=PORTAL).teasers[0].date == (
        "2026-02-03",
        "feed",
    )


def test_entries_of_other_hosts_and_repetitions_are_left_out() -> None:
    item = "<item><title>A</title><link>{}</link></item>"
    body = rss(item.format("https://evil.test/k21-meldungen/x/") + item.format(ARTICLE) * 2)
    assert [t.url for t in read_feed(body, url=URL, source=PORTAL).teasers] == [ARTICLE]


@pytest.mark.parametrize(
    ("guid", "aliases"),
    [
        ("https://www.move-online.de/?p=4711", ["https://www.move-online.de/?p=4711"]),
        ("http://move-online.de/?post_type=meldung&amp;p=12", None),
        ("https://www.move-online.de/k21-meldungen/alt/", None),
        (f"{ARTICLE.rstrip('/')}#feed", []),
        ("https://www.move-online.de/", []),
        ("https://andere.test/?p=4711", []),
        ("http://[broken/?p=1", []),
        ("4711", []),
    ],
)
def test_a_guid_that_is_one_more_address_of_the_article_is_kept(
    guid: str, aliases: list[str] | None
) -> None:
    body = rss(
        f"<item><title>A</title><link>{ARTICLE}</link>"
        f"<guid isPermaLink='false'>{guid}</guid></item>"
    )
    (teaser,) = read_feed(body, url=URL, source=PORTAL).teasers
    assert teaser.url == ARTICLE
    assert teaser.aliases == ([html.unescape(guid)] if aliases is None else aliases)


def test_no_next_page_is_made_up_for_a_feed() -> None:
    body = rss(f"<item><title>A</title><link>{ARTICLE}</link></item>")
    assert read_feed(body, url=URL, source=PORTAL).next_url is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_feed_that_declares_entities_is_not_read(encoding: str) -> None:
    bomb = '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel>&b;</channel></rss>'
    listing = read_feed(bomb.encode(encoding), url=URL, source=PORTAL)
    assert listing.teasers == []
    assert "declares entities" in listing.problems[0]


@pytest.mark.parametrize(
    "body", [b"", b"<html><p>Wartung</p></html>", b"<rss", b"\xff\x00", rss("")]
)
def test_what_is_no_feed_gives_a_problem_and_no_exception(body: bytes) -> None:
    listing = read_feed(body, url=URL, source=PORTAL)
    assert listing.teasers == []
    assert len(listing.problems) == 1
    assert URL in listing.problems[0]


def test_an_oversized_feed_is_not_read() -> None:
    assert "larger" in read_feed(b" " * 10_000_001, url=URL, source=PORTAL).problems[0]
