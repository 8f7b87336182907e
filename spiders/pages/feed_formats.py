"""What feeds of each format say: RSS 0.9 to 2.0, RSS 1.0 (RDF), Atom 0.3 and 1.0, JSON Feed.

The format is told from the content: servers name every type there is. Broken XML is read as far as
it goes, with entities of HTML and bare ampersands mended before. Nothing outside the feed is
loaded, and a feed that declares entities is refused (they can be made to explode).
"""

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urljoin

import msgspec
from lxml import etree

from spiders.pages.document import on_site

MAX_ENTRIES = 2_000
_JSON_FEED = "https://jsonfeed.org/version/"
_DECLARATION = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})", re.DOTALL)
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BARE = re.compile(r"&(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|(?:amp|lt|gt|quot|apos);)")
_HTML = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_XML_LINE = re.compile(r"^<\?xml.{0,300}?\?>", re.DOTALL)
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE", re.IGNORECASE)
_ENTRIES = frozenset(("item", "entry"))
_OTHERS = (
    "{http://search.yahoo.com/mrss",
    "{http://www.itunes.com/",
    "{https://www.google.com/",
    "{http://www.google.com/",
    "{http://rssnamespace.org/",
)
"""Namespaces whose titles, descriptions and links are not the entry's own."""
_PUBLISHED = ("pubdate", "published", "issued", "created", "date")


class NotAFeedError(ValueError):
    """It is no feed, or none that may be read; the message says why."""


class Entry(NamedTuple):
    """One entry as the feed has it; `summary` and `content` are HTML."""

    link: str | None
    guid: str | None
    title: str | None
    summary: str | None
    content: str | None
    date: str | None


class Feed(NamedTuple):
    """A feed's entries in its order, and the address of its next page, where it names one."""

    entries: list[Entry]
    next_url: str | None


def parse(body: bytes, url: str, encoding: str | None = None) -> Feed:
    """Read a feed; `url` is what its relative links count from, `encoding` what the server says.

    Raises:
        NotAFeedError: it is none.
    """
    text = _decoded(body, encoding)
    if not text:
        raise NotAFeedError("it is empty")
    if text[0] in "{[":
        return _json_feed(text, url)
    if _HTML.match(text):
        raise NotAFeedError("it is an HTML page, not a feed")
    if _DOCTYPE.search(text) and _ENTITY.search(text):
        raise NotAFeedError("it declares entities and is not read")
    root = _root(text, url)
    name = _name(root)
    if name == "html":
        raise NotAFeedError("it is an HTML page, not a feed")
    if name not in ("rss", "rdf", "feed", "channel"):
        raise NotAFeedError(f"this is no feed but <{name[:40]}>")
    entries = [_xml_entry(node, url) for node in _first(root)]
    return Feed(entries, _next_of(root, url))


def _decoded(body: bytes, encoding: str | None) -> str:
    """The feed as text: by its byte order mark, its own declaration, the server, or as UTF-8."""
    declared = _DECLARATION.match(body)
    named = declared[1].decode("ascii") if declared else encoding
    named = next((codec for mark, codec in _MARKS if body.startswith(mark)), named)
    for codec in (named or "utf-8", "utf-8"):
        try:
            return _CONTROL.sub("", body.decode(codec)).lstrip("\ufeff \t\r\n")
        except (LookupError, UnicodeDecodeError):
            continue
    return _CONTROL.sub("", body.decode("windows-1252", "replace")).lstrip()


def _root(text: str, url: str) -> etree._Element:
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    mended = _mended(_XML_LINE.sub("", text[max(text.find("<"), 0) :]))
    try:
        root = etree.fromstring(mended.encode(), parser, base_url=url)
    except etree.XMLSyntaxError as error:
        raise NotAFeedError(f"this is no feed ({str(error)[:100]})") from error
    if root is None:
        raise NotAFeedError("this is no feed")
    return root


def _mended(text: str) -> str:
    """The text with every ampersand that XML does not know escaped, but for CDATA sections."""
    parts: list[str] = []
    at = 0
    while (begin := text.find("<![CDATA[", at)) >= 0:
        end = text.find("]]>", begin)
        end = len(text) if end < 0 else end + 3
        parts += [_BARE.sub("&amp;", text[at:begin]), text[begin:end]]
        at = end
    return "".join([*parts, _BARE.sub("&amp;", text[at:])])


def _first(root: etree._Element) -> Iterator[etree._Element]:
    found = (node for node in root.iter(etree.Element) if _name(node) in _ENTRIES)
    for _, node in zip(range(MAX_ENTRIES), found, strict=False):
        yield node


def _name(node: etree._Element) -> str:
    """An element's name without namespace or undeclared prefix, in lower case."""
    return _local_name(node.tag) if isinstance(node.tag, str) else ""


@lru_cache(maxsize=256)
def _local_name(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def _xml_entry(entry: etree._Element, url: str) -> Entry:
    parts: dict[str, list[etree._Element]] = {}
    for node in entry.iterchildren(etree.Element):
        if not str(node.tag).startswith(_OTHERS):
            parts.setdefault(_name(node), []).append(node)
    content = [*parts.get("encoded", []), *parts.get("content", [])]
    summary = [*parts.get("description", []), *parts.get("summary", [])]
    guids = [*parts.get("guid", []), *parts.get("id", [])]
    dates = [node for name in _PUBLISHED for node in parts.get(name, [])]
    return Entry(
        link=_link(parts.get("link", []), url),
        guid=next(filter(None, map(_text, guids)), None),
        title=next(filter(None, map(_markup, parts.get("title", []))), None),
        summary=next(filter(None, map(_markup, summary)), None),
        content=max(map(_markup, content), key=len, default="") or None,
        date=next(filter(None, map(_text, dates)), None),
    )


def _text(node: etree._Element) -> str:
    return "".join(map(str, node.itertext())).strip()


def _markup(node: etree._Element) -> str:
    """What an element holds as HTML: escaped in it, or (XHTML, careless feeds) as elements."""
    if not len(node):
        text = node.text or ""
        is_plain = node.get("type") in ("text", "text/plain") and _name(node) == "content"
        return (html.escape(text) if is_plain else text).strip()
    inner = [html.escape(node.text or "")]
    inner += [etree.tostring(child, encoding="unicode", method="html") for child in node]
    return "".join(inner).strip()


def _link(links: list[etree._Element], url: str) -> str | None:
    """The entry's own page: RSS writes it as text, Atom as ``href`` with or without ``rel``."""
    for node in links:
        relation = node.get("rel", "alternate")
        link = (node.get("href") or _text(node)).strip()
        if link and relation == "alternate" and node.get("type", "text/html") in _PAGES:
            return _joined(node.base or url, link)
    return None


_PAGES = frozenset(("text/html", "application/xhtml+xml", "text/xml", "text/plain", ""))


def _next_of(root: etree._Element, url: str) -> str | None:
    """The next page of a feed that is cut into pages (RFC 5005)."""
    for head in (root, *root.iterchildren("{*}channel")):
        for node in head.iterchildren(etree.Element):
            if _name(node) == "link" and node.get("rel") == "next" and node.get("href"):
                return _joined(node.base or url, node.get("href", ""))
    return None


def _joined(base: str, link: str) -> str | None:
    try:
        return on_site(None, link) or urljoin(base, link)
    except ValueError:
        return None


def _json_feed(text: str, url: str) -> Feed:
    try:
        feed = msgspec.json.decode(text.encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError) as error:
        raise NotAFeedError("this is no feed (broken JSON)") from error
    if not isinstance(feed, dict) or not str(feed.get("version", "")).startswith(_JSON_FEED):
        raise NotAFeedError("this is no feed but other JSON")
    items = feed.get("items")
    listed = items[:MAX_ENTRIES] if isinstance(items, list) else []
    entries = [_json_entry(item, url) for item in listed if isinstance(item, dict)]
    following = _string(feed, "next_url")
    return Feed(entries, _joined(url, following) if following else None)


def _json_entry(item: dict[str, Any], url: str) -> Entry:
    link, plain = _string(item, "url"), _string(item, "content_text")
    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in (plain or "").split("\n\n"))
    summary, title = _string(item, "summary"), _string(item, "title")
    return Entry(
        link=_joined(url, link) if link else None,
        guid=_string(item, "id"),
        title=html.escape(title) if title else None,
        summary=html.escape(summary) if summary else None,
        content=_string(item, "content_html") or (paragraphs if plain else None),
        date=_string(item, "date_published"),
    )


def _string(item: dict[str, Any], key: str) -> str | None:
    value = item.get(key)
    return value.strip() or None if isinstance(value, str) else None
