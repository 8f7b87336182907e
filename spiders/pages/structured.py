"""What a page's head says in machine-readable form: JSON-LD, OpenGraph, `article:*`, TDM."""

import html
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from press.text import clean_line, clean_text
from spiders.pages.base import DateWords
from spiders.pages.document import Document
from spiders.pages.wording import folded

_ARTICLE_TYPES = frozenset(
    ["article", "newsarticle", "reportagenewsarticle", "blogposting", "report", "pressrelease"]
)
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.created",
    "dc.date.created",
    "publish_date",
    "publish-date",
    "pubdate",
)
_VAGUE = ("dc.date", "dcterms.date", "date")
"""Names under which sites also print the day of the last change, or today's."""
_MODIFIED = (
    "article:modified_time",
    "og:article:modified_time",
    "datemodified",
    "og:updated_time",
    "dcterms.modified",
    "dc.date.modified",
)
_MAX_DEPTH = 6


class Structured(NamedTuple):
    """Fields from the page's head; what it does not give is ``None``.

    `vague` are dates whose meaning differs from site to site: good only where nothing else is.
    """

    title: str | None
    section: str | None
    body: str | None
    modified: str | None
    dates: list[DateWords]
    vague: list[DateWords]


def read(document: Document, *, title: str | None) -> Structured:
    """Collect the head's fields; JSON-LD of another article than `title` is left out."""
    node = _article(document, title)
    meta = document.meta
    dates = [DateWords(value, "json-ld") for value in _texts(node, "datePublished")]
    for name in _PUBLISHED:
        if meta.get(name):
            dates.append(DateWords(meta[name], "meta"))
            break
    modified = next(iter(_texts(node, "dateModified")), None) or next(
        (meta[name] for name in _MODIFIED if meta.get(name)), None
    )
    return Structured(
        title=next(iter(_texts(node, "headline")), None) or meta.get("og:title"),
        section=next(iter(_texts(node, "articleSection")), None) or meta.get("article:section"),
        body=next(iter(_texts(node, "articleBody")), None),
        modified=modified,
        dates=dates,
        vague=[DateWords(meta[name], "meta") for name in _VAGUE if meta.get(name)][:1],
    )


def _texts(node: dict[str, Any], key: str) -> list[str]:
    value = node.get(key)
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, str):
        return []
    text = html.unescape(value)
    text = clean_text(text) if key == "articleBody" else clean_line(text)
    return [text] if text else []


def _article(document: Document, title: str | None) -> dict[str, Any]:
    """The JSON-LD node of this page's article, or an empty one."""
    found: list[dict[str, Any]] = []
    for script in document.json_ld[:20]:
        try:
            found.extend(_articles(json.loads(script, strict=False), 0))
        except (ValueError, RecursionError):
            continue
    own = [node for node in found if _is_own(node, document, title)]
    return own[0] if own else {}


def _articles(value: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value[:200]:
            yield from _articles(item, depth + 1)
    elif isinstance(value, dict):
        kind = value.get("@type")
        kinds = kind if isinstance(kind, list) else [kind]
        if any(isinstance(name, str) and name.lower() in _ARTICLE_TYPES for name in kinds):
            yield value
        for key in ("@graph", "mainEntity", "hasPart"):
            if key in value:
                yield from _articles(value[key], depth + 1)


def _is_own(node: dict[str, Any], document: Document, title: str | None) -> bool:
    headline = next(iter(_texts(node, "headline")), None)
    if not headline or not title:
        return True
    one, two = folded(headline), folded(title)
    return one in two or two in one or one in folded(document.title)
