"""Lists of feeds as OPML 2.0 (https://opml.org/spec2.opml), as feed readers exchange them."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

import defusedxml
import defusedxml.ElementTree

from press.tables import TableError
from press.text import clean_line
from spiders.sources import Source, site_of

MAX_BYTES = 10 * 1024 * 1024
MAX_FEEDS = 10_000


class Outline(NamedTuple):
    """One feed of a list: its address, its name, the site it is of."""

    feed: str
    name: str
    home: str


class Feeds(NamedTuple):
    """What an OPML file names: its feeds, and what stands for one and is no web address."""

    outlines: list[Outline]
    refused: list[str]


def read(content: bytes, where: str) -> Feeds:
    """The feeds that an OPML file names, each once and as named first, in its order.

    Entities and documents fetched from elsewhere are refused.

    Raises:
        TableError: it is no OPML, or has too many feeds.
    """
    if len(content) > MAX_BYTES:
        raise TableError(f"{where}: is larger than {MAX_BYTES // 1024 // 1024} MB")
    try:
        root = defusedxml.ElementTree.fromstring(content)
    except (ET.ParseError, defusedxml.DefusedXmlException, ValueError, RecursionError) as error:
        raise TableError(f"{where}: is no OPML: {error or type(error).__name__}") from error
    if root.tag != "opml":
        raise TableError(f"{where}: is no OPML: it begins with <{str(root.tag)[:40]}>")
    found: dict[str, Outline] = {}
    for each in _outlines(root):
        found.setdefault(each.feed, each)
    if len(found) > MAX_FEEDS:
        raise TableError(f"{where}: has more than {MAX_FEEDS} feeds; split it")
    feeds = [each for each in found.values() if site_of(each.feed)]
    return Feeds(feeds, [feed for feed in found if not site_of(feed)])


def _outlines(root: Any) -> Iterator[Outline]:  # noqa: ANN401 - an element, which has no stub here
    for element in root.iter("outline"):
        feed = (element.get("xmlUrl") or "").strip()
        if not feed:
            continue
        home = (element.get("htmlUrl") or "").strip()
        name = clean_line(element.get("title") or element.get("text") or "")
        yield Outline(feed, name or site_of(feed) or feed, home if site_of(home) else feed)


def table_of(outline: Outline) -> dict[str, Any]:
    """A catalogue entry for a feed, of which no more is known; no crawl asks it unbidden."""
    parts = urlsplit(outline.home)
    site = site_of(outline.feed) or ""
    table: dict[str, Any] = {
        "name": outline.name,
        "family": "feed",
        "home": f"{parts.scheme}://{parts.netloc}/",
        "kind": "news",
        "rights": "press",
        "feeds": [outline.feed],
        "enabled": False,
        "evidence": "imported from an OPML file",
        "evidence_date": datetime.now(UTC).date().isoformat(),
    }
    if site.removeprefix("www.") != (site_of(outline.home) or "").removeprefix("www."):
        table["hosts"] = [site]
    return table


def write(sources: Iterable[Source]) -> bytes:
    """An OPML file with the feeds of these sources; lists without a feed are ``link`` outlines."""
    opml = ET.Element("opml", version="2.0")
    head = ET.SubElement(opml, "head")
    ET.SubElement(head, "title").text = "Presselupe"
    ET.SubElement(head, "dateCreated").text = format_datetime(datetime.now(UTC), usegmt=True)
    body = ET.SubElement(opml, "body")
    for source in sources:
        name = clean_line(source.name) or source.id
        shared = {"text": name, "title": name}
        for feed in source.feeds:
            address = {"xmlUrl": urljoin(source.home, feed), "htmlUrl": source.home}
            ET.SubElement(body, "outline", shared | {"type": "rss"} | address)
        if not source.feeds:
            address = {"url": urljoin(source.home, source.lists[0])}
            ET.SubElement(body, "outline", shared | {"type": "link"} | address)
    ET.indent(opml)
    written: bytes = ET.tostring(opml, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
