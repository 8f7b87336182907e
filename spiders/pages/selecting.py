"""What CSS selectors select on a page: elements, their text, date and address."""

import copy
from functools import lru_cache

from lxml import etree
from lxml.cssselect import CSSSelector

from press.dates import PublishedDate, read_date
from press.text import clean_line
from spiders.pages import walk
from spiders.pages.base import DateWords
from spiders.pages.document import HIDDEN, Document
from spiders.pages.wording import ANY_DATE

MAX_ELEMENTS = 500
"""Elements that one selector may give; more means that it is wrong."""


@lru_cache(maxsize=512)
def _compiled(css: str) -> CSSSelector:
    return CSSSelector(css, translator="html")


def select(root: etree._Element, css: str | None) -> list[etree._Element]:
    """The elements that a selector selects, in page order; none without selector."""
    if not css:
        return []
    found: list[etree._Element] = _compiled(css)(root)  # type: ignore[assignment]
    return found[:MAX_ELEMENTS]


def drop(root: etree._Element, css: str) -> None:
    """Take what a selector selects out of the page; the text behind it stays."""
    for element in select(root, css):
        parent, before = element.getparent(), element.getprevious()
        if parent is None:
            continue
        if element.tail and before is not None:
            before.tail = (before.tail or "") + element.tail
        elif element.tail:
            parent.text = (parent.text or "") + element.tail
        parent.remove(element)


def part(elements: list[etree._Element], page: Document) -> Document:
    """A document of these elements alone, as if the page held nothing else."""
    whole = etree.Element("div")
    for element in elements:
        if not any(other in elements for other in element.iterancestors()):
            shown = copy.deepcopy(element)
            shown.tail = None
            whole.append(shown)
    return walk.document_of(whole, page.url, base=page.base)


def text(element: etree._Element, page: Document, *, without: str | None = None) -> str | None:
    """An element's visible text on one line, but for what `without` selects in it."""
    if without:
        element = copy.deepcopy(element)
        drop(element, without)
    leaves = part([element], page).leaves
    return clean_line(" ".join(leaf.text for leaf in leaves if not leaf.flags & HIDDEN)) or None


def first_text(
    root: etree._Element, css: str | None, page: Document, *, without: str | None = None
) -> str | None:
    """The text of the first element selected that has any."""
    texts = (text(element, page, without=without) for element in select(root, css))
    return next((found for found in texts if found), None)


def date(root: etree._Element, css: str | None, page: Document) -> DateWords | None:
    """The first date that selected elements state: a `time`'s, else the first in their words."""
    for element in select(root, css):
        for stamp in (element, *element.iter("time")):
            value = stamp.get("datetime") if stamp.tag == "time" else None
            if value and _is_date(value):
                return DateWords(value.strip(), "time")
        words = text(element, page) or ""
        match = ANY_DATE.search(words)
        for stated in (match[0], words) if match else (words,):
            if stated and _is_date(stated):
                return DateWords(stated, "lead")
    return None


def address(element: etree._Element, page: Document) -> str | None:
    """The address that an element leads to: its own, or that of the first link in or around it."""
    around = element.iterancestors("a")
    for link in (element, *element.iter("a"), *around):
        href = link.get("href") if link.tag == "a" else None
        if href and not href.lower().startswith(("javascript:", "#", "mailto:", "tel:")):
            return page.absolute(href) or None
    return None


def _is_date(words: str) -> bool:
    return isinstance(read_date(words), PublishedDate)
