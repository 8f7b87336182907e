"""List pages: articles in page order, the next page, and links to topic lists."""

import re
from urllib.parse import urldefrag, urlsplit

from spiders.pages import entries, paging, teasers
from spiders.pages.base import DateWords, Listing, Teaser
from spiders.pages.document import Document
from spiders.pages.wording import DATE_LINE, MORE, is_sentence
from spiders.sources import Source

_MAX_LOOSE = 8
_TOPICS = "/k21-themen/"
_TOPIC_LIST = re.compile(rf"^{_TOPICS}[^/]+/?$")


def list_of(document: Document, source: Source) -> Listing:
    """What a list page holds; a page without any article says so in `problems`."""
    keys = teasers.article_keys(document, source)
    units = teasers.units(document, keys=keys, own=frozenset(), title=None)
    units = [unit for unit in units if source.owns(unit.url)]
    found: dict[str, Teaser] = {}
    bounds = _bounds(document, units)
    for unit, (first, end) in zip(units, bounds, strict=True):
        teaser = _teaser(unit, document, first, end)
        known = found.get(unit.key)
        found[unit.key] = _merged(known, teaser) if known else teaser
    listing = Listing(
        teasers=list(found.values()),
        next_url=paging.next_url(document, source),
        lists=_topic_lists(document, source) if source.family == "k21" else [],
    )
    if not listing.teasers:
        listing.problems.append(f"{document.url}: no article found on the list")
    return listing


def _teaser(unit: teasers.Unit, document: Document, first: int, end: int) -> Teaser:
    said = entries.read(unit, document, first, end)
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
    """The leaves of each entry; entries whose parts stand loose share out what is between them.

    Nothing but its neighbours' size says where the last loose entry ends.
    """
    flat = [unit for unit in units if unit.flat]
    if not flat:
        return [(unit.first, unit.end) for unit in units]
    before = _dates_precede(document, flat)
    bounds: list[tuple[int, int]] = []
    tails: list[int] = []
    for position, unit in enumerate(units):
        if not unit.flat:
            bounds.append((unit.first, unit.end))
            continue
        low = units[position - 1].end if position else 0
        following = units[position + 1].first if position + 1 < len(units) else None
        if all(MORE.match(link.text) for link in unit.links):
            bounds.append((_headline_before(document, unit, low), unit.end))
            continue
        first = _loose_start(document, unit, low, before=before)
        end = _loose_end(document, unit, following, before=before)
        if following is None and tails:
            end = min(end, unit.end + max(tails))
        tails.append(end - unit.end)
        bounds.append((first, end))
    return bounds


def _headline_before(document: Document, unit: teasers.Unit, low: int) -> int:
    """Where an entry begins of which only the link "more" leads to the article."""
    parent = unit.node.parent
    for index in range(unit.first - 1, max(low, unit.first - _MAX_LOOSE) - 1, -1):
        if parent and not parent.covers(index):
            break
        if document.leaves[index].level > 1:
            return index
    return unit.first


def _loose_start(document: Document, unit: teasers.Unit, low: int, *, before: bool) -> int:
    first, parent = unit.first, unit.node.parent
    while first > low and (not parent or parent.covers(first - 1)):
        if not _head(document, first - 1, before=before):
            break
        first -= 1
    return first


def _loose_end(
    document: Document, unit: teasers.Unit, following: int | None, *, before: bool
) -> int:
    end, parent = unit.end, unit.node.parent
    high = len(document.leaves) if following is None else following
    while end < high and (not parent or parent.covers(end)):
        if following is not None and _head_of_next(document, end, high, before=before):
            break
        end += 1
    return end


def _dates_precede(document: Document, flat: list[teasers.Unit]) -> bool:
    """Whether in a loose list the date stands before its headline.

    What stands before the first headline or behind the last tells; where those entries have no
    date, one that a short line (a topic) parts from the next headline belongs to that.
    """
    dates = {stamp.leaf for stamp in document.times}
    dates |= {leaf.index for leaf in document.leaves if DATE_LINE.match(leaf.text)}
    first, last = flat[0], flat[-1]
    if any(index in dates for index in _near(first, range(first.first - 3, first.first))):
        return True
    if any(index in dates for index in _near(last, range(last.end, last.end + 3))):
        return False
    return any(
        unit.first - 2 in dates and not is_sentence(document.leaves[unit.first - 1].text)
        for unit in flat[1:]
    )


def _near(unit: teasers.Unit, leaves: range) -> list[int]:
    parent = unit.node.parent
    return [index for index in leaves if index >= 0 and (not parent or parent.covers(index))]


def _head(document: Document, index: int, *, before: bool) -> bool:
    leaf = document.leaves[index]
    if leaf.picture:
        return True
    if leaf.level == 1:
        return False
    if DATE_LINE.match(leaf.text):
        return before
    return bool(leaf.text) and len(leaf.text) < 60 and not leaf.text.endswith(".")  # noqa: PLR2004


def _head_of_next(document: Document, index: int, high: int, *, before: bool) -> bool:
    """Whether everything from here to the next headline belongs to the next entry."""
    return all(_head(document, i, before=before) for i in range(index, high))


def _topic_lists(document: Document, source: Source) -> list[str]:
    """Topic lists linked, each once and without the parameters that count visitors."""
    found: dict[str, str] = {}
    for link in document.links:
        # Of a page's links few are: to put all into their canonical form takes its time.
        if _TOPICS not in link.href or not source.owns(link.href):
            continue
        parts = urlsplit(source.canonical(link.href))
        if _TOPIC_LIST.match(parts.path) and not parts.query:
            found.setdefault(parts.path, urldefrag(link.href)[0].partition("?")[0])
    return list(found.values())
