"""Lists of feeds as OPML 2.0, from feed readers and for them."""

import pytest
from defusedxml import ElementTree

from press.tables import TableError
from spiders import opml
from spiders.sources import load, read_source

FILE = b"""<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Feeds</title></head><body>
 <outline text="Presse"><outline text="unten">
  <outline type="rss" text="Das &#196;mtchen" title="Amt" xmlUrl="https://www.amt.example/rss.xml"
   htmlUrl="https://www.amt.example/presse/"/>
 </outline></outline>
 <outline type="rss" text="Blog" xmlUrl="http://feeds.example/b?x=1&amp;y=2"
  htmlUrl="https://blog.example/"/>
 <outline type="rss" text="Blog noch einmal" xmlUrl="http://feeds.example/b?x=1&amp;y=2"/>
 <outline type="rss" text="" xmlUrl="https://namenlos.example/feed"/>
 <outline type="rss" text="b&#246;se" xmlUrl="file:///etc/passwd"/>
 <outline type="rss" text="b&#246;se" xmlUrl="javascript:alert(1)"/>
 <outline type="link" text="Liste" url="https://www.amt.example/liste"/>
</body></opml>"""


def test_each_feed_is_read_once_whatever_folder_it_is_in() -> None:
    found, refused = opml.read(FILE, "x.opml")
    assert [(each.feed, each.home) for each in found] == [
        ("https://www.amt.example/rss.xml", "https://www.amt.example/presse/"),
        ("http://feeds.example/b?x=1&y=2", "https://blog.example/"),
        ("https://namenlos.example/feed", "https://namenlos.example/feed"),
    ]
    assert [each.name for each in found[:2]] == ["Amt", "Blog"]
    assert found[2].name == "namenlos.example"
    assert refused == ["file:///etc/passwd", "javascript:alert(1)"]


def test_more_feeds_than_can_be_taken_are_refused_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opml, "MAX_FEEDS", 2)
    with pytest.raises(TableError, match="more than 2 feeds"):
        opml.read(FILE, "x.opml")


def test_a_feed_becomes_a_source_that_owns_its_feed() -> None:
    for number, outline in enumerate(opml.read(FILE, "x.opml").outlines):
        source = read_source(f"n{number}", opml.table_of(outline), where="x")
        assert source.owns(outline.feed)
        assert (source.state, source.kind, source.rights) == ("unverified", "news", "press")
        assert not source.enabled


def test_a_feed_on_a_host_of_its_own_leaves_the_site_s_home_alone() -> None:
    outline = opml.Outline("https://feeds.example/b", "Blog", "https://blog.example/x/y")
    source = read_source("blog", opml.table_of(outline), where="x")
    assert (source.home, source.hosts) == ("https://blog.example/", ["feeds.example"])


BOMB = b"""<!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<opml version="2.0"><body><outline text="&b;" xmlUrl="https://x.example/"/></body></opml>"""
OUTSIDE = b"""<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<opml version="2.0"><body><outline text="&a;" xmlUrl="https://x.example/"/></body></opml>"""


@pytest.mark.parametrize("content", [BOMB, OUTSIDE, b"", b"<opml", b"<rss/>", b"\xff\xfe", b"{}"])
def test_what_is_no_opml_or_would_blow_up_is_one_line(content: bytes) -> None:
    with pytest.raises(TableError, match=r"^x\.opml: is no OPML") as error:
        opml.read(content, "x.opml")
    assert "\n" not in str(error.value)


def test_what_is_written_is_opml_that_reads_back() -> None:
    sources = load()
    written = opml.write(sources)
    root = ElementTree.fromstring(written)
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    assert all(outline.get("text") for outline in root.iter("outline"))
    feeds = [each.feed for each in opml.read(written, "x").outlines]
    assert len(feeds) == len({(s.home, feed) for s in sources for feed in s.feeds})
    assert "https://www.behoerden-spiegel.de/feed/" in feeds
    kinds = {outline.get("type") for outline in root.iter("outline")}
    assert kinds == {"rss", "link"}
