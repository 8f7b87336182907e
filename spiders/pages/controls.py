"""Buttons and forms that lead to an address as a link does."""

import re
from itertools import islice
from urllib.parse import urlencode

from lxml import etree

from press.text import clean_line
from spiders.pages.document import Document, Link, Node

MAX_CONTROLS = 200
"""Buttons and forms of a page that are looked at."""

_MAX_FIELDS = 300
_TARGET = re.compile(r"data-(?:[a-z]+-)*(?:href|url|link|next|page-?url)$")
_ADDRESS = re.compile(r"(?:https?://|/|\?|\.)\S*$")
_TYPED = frozenset(("text", "search", "date", "email", "number", "tel", "checkbox", "radio"))


def of_button(element: etree._Element, document: Document, node: Node) -> list[Link]:
    """Where a button leads by a `data-` attribute (``data-href="?page=2"``), if anywhere."""
    for name, value in element.attrib.items():
        if _TARGET.match(str(name)) and _ADDRESS.match(str(value).strip()):
            return [_link(element, document.absolute(str(value)), node)]
    return []


def of_form(element: etree._Element, document: Document, node: Node) -> list[Link]:
    """Where a form leads that asks with GET and leaves nothing to type, by submit or choice."""
    if (element.get("method") or "get").strip().lower() != "get":
        return []
    hidden: list[tuple[str, str]] = []
    choices: list[tuple[etree._Element, tuple[str, str] | None]] = []
    select = ""
    for field in islice(element.iter("input", "button", "select", "option"), _MAX_FIELDS):
        kind, name = (field.get("type") or "").lower(), field.get("name") or ""
        value = field.get("value") or ""
        if field.tag == "select":
            select = name
        elif field.tag == "option":
            if select:
                choices.append((field, (select, value)))
        elif field.tag == "button" or kind in ("submit", "image"):
            choices.append((field, (name, value) if name else None))
        elif kind == "hidden" and name:
            hidden.append((name, value))
        elif kind in _TYPED or not kind:
            return []
    action = document.absolute(element.get("action") or document.url).partition("?")[0]
    return [
        _link(choice, f"{action}?{urlencode([*hidden, *([pair] if pair else [])])}", node)
        for choice, pair in choices
    ]


def _link(element: etree._Element, url: str, node: Node) -> Link:
    words = clean_line(" ".join(map(str, islice(element.itertext(), 50))), 200)
    label = element.get("aria-label") or element.get("title") or ""
    value = (element.get("value") or "") if element.tag == "input" else ""
    return Link(url, node, words or clean_line(value, 200), "", clean_line(label, 200))
