"""What the head of a page says: title, language, metadata, relations, structured data."""

from collections.abc import Callable

from lxml import etree

from press.text import clean_line
from spiders.pages.document import Document

_MAX_SCRIPT = 500_000


def read(tag: str, element: etree._Element, document: Document) -> None:
    """Take in what one of the elements in `READERS` says; some stand in the body as well."""
    READERS[tag](element, document)


def _html(element: etree._Element, document: Document) -> None:
    document.language = clean_line(element.get("lang") or "", 40) or None


def _title(element: etree._Element, document: Document) -> None:
    if not document.title:
        document.title = clean_line(" ".join(map(str, element.itertext())))


def _script(element: etree._Element, document: Document) -> None:
    if (element.get("type") or "").strip().lower() == "application/ld+json":
        document.json_ld.append((element.text or "")[:_MAX_SCRIPT])


def _meta(element: etree._Element, document: Document) -> None:
    name = element.get("property") or element.get("name") or element.get("itemprop")
    content = element.get("content")
    if name and content:
        document.meta.setdefault(name.strip().lower(), clean_line(content, 20_000))


def _base(element: etree._Element, document: Document) -> None:
    href = element.get("href")
    if href and document.base == document.url:
        document.resolve_against(document.absolute(href) or document.url)


def _relation(element: etree._Element, document: Document) -> None:
    href = element.get("href")
    for rel in (element.get("rel") or "").lower().split() if href else ():
        key = f"{rel}:{element.get('media')}" if element.get("media") else rel
        document.rels.setdefault(key, document.absolute(href or ""))


READERS: dict[str, Callable[[etree._Element, Document], None]] = {
    "html": _html,
    "title": _title,
    "script": _script,
    "meta": _meta,
    "base": _base,
    "link": _relation,
}
