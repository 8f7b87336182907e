"""Feeds of every format and state of repair, and the full text in them."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.pages import read_feed
from spiders.pages.base import RawArticle, Teaser
from spiders.pages.feed_text import markdown
from spiders.pages.feeds import take_text
from spiders.sources import Source, load

SOURCE = Source(
    id="amt",
    name="Amt",
    family="feed",
    home="https://www.amt.example/",
    kind="press_release",
    rights="official",
)
PORTAL = next(source for source in load() if source.id == "move-online")
URL = "https://www.amt.example/service/rss.xml"
HREF = "https://www.amt.example/presse/eins.html"
PARAGRAPH = "Das Amt hat am Montag neue Zahlen zur Lage der Brücken im Land vorgelegt. " * 5
FULL = f"<p>{PARAGRAPH}</p><h2>Wie es weitergeht</h2><ul><li>prüfen</li><li>sanieren</li></ul>"


def entries(body: str | bytes, encoding: str | None = None) -> list[Teaser]:
    content = body if isinstance(body, bytes) else body.encode()
    return read_feed(content, url=URL, source=SOURCE, encoding=encoding).teasers


def item(inner: str = "", link: str = HREF) -> str:
    return f"<item><title>Eins</title><link>{link}</link>{inner}</item>"


def rss(*items: str, version: str = "2.0") -> str:
    return f'<rss version="{version}"><channel>{"".join(items)}</channel></rss>'


RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    f'xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel/>{item()}</rdf:RDF>'
)
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom" {}><entry><title>Eins</title>{}</entry></feed>'
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "next_url": "/service/rss2.json",
    "items": [
        {
            "id": "7",
            "url": "/presse/eins.html",
            "title": "Eins",
            "content_html": FULL,
            "date_published": "2026-11-20T10:00:00+01:00",
        }
    ],
}


@pytest.mark.parametrize(
    "body",
    [
        rss(item(), version="0.91"),
        rss(item(), version="0.92"),
        rss(item()),
        RDF,
        ATOM.format("", f'<link href="{HREF}"/>'),
        ATOM.format("", f'<link rel="self" href="/x"/><link rel="alternate" href="{HREF}"/>'),
        ATOM.replace("2005/Atom", "2003/ns").format("", f'<link href="{HREF}"/>'),
        json.dumps(JSON_FEED),
        "\n\n<?php warning ?>" + rss(item()),
        '﻿<?xml version="1.0" encoding="utf-8"?>' + rss(item()),
        rss(item().replace("</item>", "")),
        rss(item("<media:title>Ein Bild</media:title>")),
    ],
)
def test_every_format_gives_address_and_title(body: str) -> None:
    (teaser,) = entries(body)
    assert (teaser.url, teaser.title) == (HREF, "Eins")


TITLED = rss(item()).replace("Eins", "Brücken für alle")


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (('<?xml version="1.0" encoding="iso-8859-1"?>' + TITLED).encode("latin-1"), "utf-8"),
        (TITLED.encode("iso-8859-15"), "iso-8859-15"),
        (TITLED.encode("utf-16"), None),
        (TITLED.encode("windows-1252"), None),
        (TITLED.encode(), "no-such-encoding"),
    ],
)
def test_the_encoding_is_the_feeds_own_word_then_the_servers(
    body: bytes, encoding: str | None
) -> None:
    assert entries(body, encoding)[0].title == "Brücken für alle"


@pytest.mark.parametrize(
    ("base", "link", "expected"),
    [
        ("", "/presse/eins.html", HREF),
        ("", "eins.html", "https://www.amt.example/service/eins.html"),
        ('xml:base="https://www.amt.example/presse/"', "eins.html", HREF),
        ("", "/presse/eins.html;jsessionid=0A1B.live12", HREF),
        ("", "/suche?a=1&b=2", "https://www.amt.example/suche?a=1&b=2"),
    ],
)
def test_links_are_made_absolute_and_sessions_left_out(base: str, link: str, expected: str) -> None:
    (teaser,) = entries(ATOM.format(base, f'<link href="{link}"/>'))
    assert teaser.url == expected


def test_html_entities_and_bare_ampersands_are_mended() -> None:
    (teaser,) = entries(rss(item().replace("Eins", "Stra&szlig;en &amp; Wege&nbsp;& Netze")))
    assert teaser.title == "Straßen & Wege & Netze"


def test_pages_of_a_feed_are_followed_where_it_names_them() -> None:
    head = '<link rel="next" href="?seite=2"/>'
    body = ATOM.format("", f'<link href="{HREF}"/>').replace("<entry>", f"{head}<entry>")
    assert read_feed(body.encode(), url=URL, source=SOURCE).next_url == f"{URL}?seite=2"
    listing = read_feed(json.dumps(JSON_FEED).encode(), url=URL, source=SOURCE)
    assert listing.next_url == "https://www.amt.example/service/rss2.json"


def test_the_time_at_which_a_feed_was_made_is_no_publication() -> None:
    made = "<pubDate>Fri, 20 Nov 2026 10:17:31 +0100</pubDate>"
    items = [item(made, f"{HREF}?{n}") for n in range(3)]
    listing = read_feed(rss(*items).encode(), url=URL, source=SOURCE)
    assert [teaser.date for teaser in listing.teasers] == [None] * 3
    assert "Fri, 20 Nov 2026 10:17:31 +0100" in listing.problems[0]
    assert all(teaser.date for teaser in entries(rss(*items[:2])))
    of_one_day = rss(*items).replace("10:17:31", "00:00:00")
    assert all(teaser.date for teaser in entries(of_one_day))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<!DOCTYPE html><html><body>Bitte Cookies erlauben</body></html>", "an HTML page"),
        ("<html><head></head></html>", "an HTML page"),
        ('{"error": 404}', "other JSON"),
        ("{", "broken JSON"),
        ("<urlset><url/></urlset>", "no feed but <urlset>"),
        ("", "empty"),
    ],
)
def test_what_is_no_feed_is_called_what_it_is(body: str, reason: str) -> None:
    (problem,) = read_feed(body.encode(), url=URL, source=SOURCE).problems
    assert problem.startswith(f"{URL}: ")
    assert reason in problem


def test_an_article_on_xml_entities_does_not_make_a_feed_a_bomb() -> None:
    code = "<content:encoded><![CDATA[<pre>&lt;!ENTITY x</pre><!ENTITY y>]]></content:encoded>"
    assert len(entries(rss(item(code)))) == 1


@pytest.mark.parametrize("unit", ["<item>", "<![CDATA[", "&", "<a b='", "<!--", "<x:y>"])
def test_hostile_repetition_takes_no_time(unit: str) -> None:
    started = time.process_time()
    read_feed((rss() + unit * 200_000).encode(), url=URL, source=SOURCE)
    read_feed((rss(item()).replace("Eins", unit * 200_000)).encode(), url=URL, source=SOURCE)
    assert time.process_time() - started < 5


@given(st.text(max_size=200))
def test_any_title_is_read_or_absent(title: str) -> None:
    (teaser,) = entries(rss(item().replace("Eins", f"<![CDATA[{title.replace(']]>', '')}]]>")))
    assert teaser.title is None or teaser.title.strip()


@given(st.binary(max_size=300))
def test_any_bytes_give_a_listing(body: bytes) -> None:
    for feed in (body, b"<rss><channel><item>" + body):
        listing = read_feed(feed, url=URL, source=SOURCE)
        assert all(teaser.url.startswith(("http://", "https://")) for teaser in listing.teasers)


# The text in the feed


def test_the_full_text_is_kept_with_its_structure() -> None:
    (teaser,) = entries(rss(item(f"<content:encoded><![CDATA[{FULL}]]></content:encoded>")))
    assert teaser.text is not None
    assert teaser.text.split("\n\n")[1:] == ["## Wie es weitergeht", "- prüfen\n- sanieren"]
    assert entries(json.dumps(JSON_FEED))[0].text == teaser.text
    (escaped,) = entries(
        ATOM.format("", f'<link href="{HREF}"/><content>{_escaped(FULL)}</content>')
    )
    assert escaped.text == teaser.text


def _escaped(markup: str) -> str:
    return markup.replace("&", "&amp;").replace("<", "&lt;")


@pytest.mark.parametrize(
    "content",
    [
        "<p>Nur ein Anriss.</p>",
        f"<p>{PARAGRAPH} […]</p>",
        f"<p>{PARAGRAPH}</p><p><a href='x'>Weiterlesen</a></p>",
        None,
    ],
)
def test_a_teaser_is_no_full_text(content: str | None) -> None:
    assert markdown(content) is None


def test_furniture_of_the_feed_is_left_out() -> None:
    body = markdown(
        f"<script>x()</script><figure><img alt='A'>Bild</figure><p>{PARAGRAPH}</p>"
        "<p>Der Beitrag <a>Eins</a> erschien zuerst auf <a>Amt</a>.</p>"
    )
    assert body == PARAGRAPH.strip()


TEXT = markdown(FULL)


def test_of_a_source_known_by_its_feed_the_feeds_text_counts() -> None:
    raw = take_text(RawArticle(body="Kurz.", lead="Das Amt hat"), TEXT, SOURCE)
    assert (raw.body, raw.lead, raw.origins["body"]) == (TEXT, None, "feed")
    assert raw.degraded == []


def test_a_much_longer_page_has_more_than_the_feed() -> None:
    raw = take_text(RawArticle(body=f"{PARAGRAPH} {PARAGRAPH}"), TEXT, SOURCE)
    assert raw.origins == {}


def test_of_other_sources_it_stands_in_for_an_unreadable_page_and_is_marked() -> None:
    raw = take_text(RawArticle(), TEXT, PORTAL)
    assert (raw.body, raw.origins["body"], raw.degraded) == (TEXT, "feed", ["body"])
    assert "from the feed" in raw.problems[0]
    assert take_text(RawArticle(body="Kurz."), TEXT, PORTAL).body == "Kurz."
    assert take_text(RawArticle(wall="a check for robots"), TEXT, PORTAL).body is None
