"""List pages: articles in page order, the next page, and links to topic lists."""

import re
from urllib.parse import parse_qsl, urldefrag, urlsplit

from spiders.pages import teasers
from spiders.pages.base import DateWords, Listing, Teaser
from spiders.pages.document import Document, Link
from spiders.pages.wording import DATE_LINE
from spiders.sources import Source

_NEXT_WORDS = re.compile(
    r"^[\W_]*(?:(?:zur\s+)?nächsten?(?:\s+(?:seite|meldungen|artikel|einträge|beiträge))?|weiter|vorwärts|"
    r"vor|ältere(?:\s+(?:beiträge|meldungen|artikel|einträge|nachrichten))?|next(?: page)?|"
    r"eine seite (?:vor|weiter))[\W_]*$",
    re.IGNORECASE,
)
_NEXT_SIGNS = frozenset(("›", "»", "→", ">", ">>", "⟩", "▶", "❯"))
_TOPIC_LIST = re.compile(r"^/k21-themen/[^/]+/?$")
_PAGE_IN_PATH = re.compile(r"/(?:page|seite)[/-](\d+)/?$")


def list_of(document: Document, source: Source) -> Listing:
    """What a list page holds; a page without any article says so in `problems`."""
    units = teasers.units(document, source, own=frozenset(), title=None)
    units = [unit for unit in units if source.owns(unit.url)]
    found: dict[str, Teaser] = {}
    bounds = _bounds(document, units)
    for unit, (first, end) in zip(units, bounds, strict=True):
        teaser = _teaser(unit, document, first, end)
        known = found.get(unit.key)
        found[unit.key] = _merged(known, teaser) if known else teaser
    listing = Listing(
        teasers=list(found.values()),
        next_url=_next_url(document, source),
        lists=_topic_lists(document, source) if source.family == "k21" else [],
    )
    if not listing.teasers:
        listing.problems.append(f"{document.url}: no article found on the list")
    return listing


def _teaser(unit: teasers.Unit, document: Document, first: int, end: int) -> Teaser:
    said = teasers.read(unit, document, first, end)
    return Teaser(
        url=urldefrag(unit.url)[0],
        title=said.title,
        kicker=said.kicker,
        teaser=said.text,
        date=DateWords(said.stamp, "list") if said.stamp else None,
    )


def _merged(one: Teaser, other: Teaser) -> Teaser:
    return Teaser(
        url=one.url,
        title=one.title or other.title,
        kicker=one.kicker or other.kicker,
        teaser=one.teaser or other.teaser,
        date=one.date or other.date,
    )


def _bounds(document: Document, units: list[teasers.Unit]) -> list[tuple[int, int]]:
    """The leaves of each entry; entries whose parts stand loose share out what is between them."""
    flat = [unit for unit in units if unit.flat]
    if not flat:
        return [(unit.first, unit.end) for unit in units]
    before = _dates_precede(document, flat)
    bounds: list[tuple[int, int]] = []
    for position, unit in enumerate(units):
        if not unit.flat:
            bounds.append((unit.first, unit.end))
            continue
        parent = unit.node.parent
        low = units[position - 1].end if position else 0
        high = units[position + 1].first if position + 1 < len(units) else len(document.leaves)
        first, end = unit.first, unit.end
        while (
            first > low
            and (parent is None or parent.covers(first - 1))
            and _head(document, first - 1, before)
        ):
            first -= 1
        while end < high and (parent is None or parent.covers(end)):
            if position + 1 < len(units) and _head_of_next(document, end, high, before=before):
                break
            end += 1
        bounds.append((first, end))
    return bounds


def _dates_precede(document: Document, flat: list[teasers.Unit]) -> bool:
    """Whether in a loose list the date stands before its headline."""
    first = flat[0]
    dates = {stamp.leaf for stamp in document.times}
    for index in range(max(0, first.first - 3), first.first):
        leaf = document.leaves[index]
        if (first.node.parent is None or first.node.parent.covers(index)) and (
            index in dates or DATE_LINE.match(leaf.text)
        ):
            return True
    return False


def _head(document: Document, index: int, before: bool) -> bool:  # noqa: FBT001
    leaf = document.leaves[index]
    if leaf.picture:
        return True
    if DATE_LINE.match(leaf.text):
        return before
    return bool(leaf.text) and len(leaf.text) < 60 and not leaf.text.endswith(".")  # noqa: PLR2004


def _head_of_next(document: Document, index: int, high: int, *, before: bool) -> bool:
    """Whether everything from here to the next headline belongs to the next entry."""
    return all(_head(document, i, before) for i in range(index, high))


def _next_url(document: Document, source: Source) -> str | None:
    """The next page as the page itself links it."""
    here = urldefrag(document.url)[0]

    def usable(url: str) -> bool:
        return (
            bool(url)
            and urldefrag(url)[0] != here
            and source.owns(url)
            and teasers.article_key(url, source) is None
        )

    head = document.rels.get("next", "")
    if usable(head):
        return head
    links = [link for link in document.links if usable(link.href)]
    for test in (_is_rel_next, _says_next, _shows_next_sign):
        for link in links:
            if test(link) and "prev" not in link.rel.split():
                return link.href
    return _following_number(document, links)


def _is_rel_next(link: Link) -> bool:
    return "next" in link.rel.split()


def _says_next(link: Link) -> bool:
    return bool(_NEXT_WORDS.match(link.text) or _NEXT_WORDS.match(link.label))


def _shows_next_sign(link: Link) -> bool:
    return link.text in _NEXT_SIGNS and not re.search(
        r"letzte|ende|last", link.label, re.IGNORECASE
    )


def _following_number(document: Document, links: list[Link]) -> str | None:
    """The link that shows the number after the current page's, and leads to that page."""
    current = page_number(document.url) or 1
    for link in links:
        if link.text == str(current + 1) and page_number(link.href) in (current + 1, current):
            return link.href
    return None


def page_number(url: str) -> int | None:
    """A list address's page number: ``/page/2/``, ``paged=2``, ``…[page]=2``, ``seite-2``."""
    parts = urlsplit(url)
    for name, value in parse_qsl(parts.query):
        if re.search(r"(?:^|\[)paged?\]?$|^seite$", name) and value.isdigit() and len(value) < 6:  # noqa: PLR2004
            return int(value)
    match = _PAGE_IN_PATH.search(parts.path)
    return int(match[1]) if match and len(match[1]) < 6 else None  # noqa: PLR2004


def _topic_lists(document: Document, source: Source) -> list[str]:
    found: dict[str, None] = {}
    for link in document.links:
        if source.owns(link.href) and _TOPIC_LIST.match(urlsplit(source.to_public(link.href)).path):
            found.setdefault(urldefrag(link.href)[0])
    return list(found)
