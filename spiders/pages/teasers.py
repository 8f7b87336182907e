"""Finding the teasers of other articles on a page: where they stand and what they say."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from press.text import clean_line
from spiders.pages.document import (
    FOOTER,
    HEADER,
    HIDDEN,
    NAV,
    Document,
    Leaf,
    Link,
    Node,
    ancestors,
    parts,
)
from spiders.pages.wording import (
    ANY_DATE,
    BRACKET_DATE,
    DATE_LINE,
    FURNITURE,
    ISO_DAY,
    MORE,
    RELATED,
    is_sentence,
    split_credit,
)
from spiders.sources import Source

LONG = 90
"""Characters from which a line counts as a paragraph."""
_MAX_KICKER = 100
_MAX_LINES_LINKED = 6
_MAX_CARD = 5
MAX_LINE = 300
MAX_TEASER = 1_500
"""Characters that the text of one teaser has at most."""


_TURN = re.compile(
    r"^[\W_]*(?:vorherige|nächste|vorige|voriger|vorheriger|nächster|previous|next)[rsn]?\b"
    r"(?:\s+(?:artikel|beitrag|meldung|post)|\s*[:«»‹›→←]|$)",
    re.IGNORECASE,
)


class Unit(NamedTuple):
    """One teaser: the article it leads to, its links, and the leaves it covers."""

    url: str
    key: str
    links: list[Link]
    node: Node
    first: int
    end: int

    @property
    def flat(self) -> bool:
        """Whether the unit is only its linked line, its other parts standing loose around it."""
        return self.end - self.first <= 1 or self.node.level > 0


def article_key(url: str, source: Source) -> str | None:
    """What two addresses of one article have in common; ``None`` if it is no article's address."""
    try:
        parts = urlsplit(source.to_public(url))
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not re.search(source.article, parts.path):
        return None
    return parts.path.rstrip("/").lower()


def is_inline(link: Link, document: Document) -> bool:
    """Whether a link is part of a sentence, so that it announces no other article."""
    node = link.node
    if node.end - node.first != 1 or not link.text:
        return False
    leaf = document.leaves[node.first]
    around = {0} | {id_ for run in leaf.runs if run.href for id_ in (run.inline_id, run.inner_id)}
    loose = [run.text.strip() for run in leaf.runs if not run.href]
    if any(len(text) > LONG for text in loose):
        return not MORE.match(link.text)
    rest = sum(
        len(run.text.strip()) for run in leaf.runs if not run.href and run.inner_id in around
    )
    return rest > max(20, len(link.text) * 0.6) and not MORE.match(link.text)


def _turns_pages(link: Link) -> bool:
    """Whether a link leads to the previous or next article as one turns pages."""
    return bool({"prev", "next"} & set(link.rel.split()) or _TURN.match(link.text))


def units(
    document: Document, source: Source, *, own: frozenset[str], title: int | None
) -> list[Unit]:
    """The teasers of a page in page order; `own` are keys of the page itself.

    A unit is the largest element that leads to exactly one other article and does not hold the
    page's own headline (leaf number `title`).
    """
    found: dict[str, list[Link]] = {}
    holders: dict[int, set[str]] = {}
    for link in document.links:
        key = article_key(link.href, source)
        if key is None or key in own or link.node.flags & HIDDEN or is_inline(link, document):
            continue
        if title is not None and (link.node.covers(title) or _turns_pages(link)):
            continue
        found.setdefault(key, []).append(link)
        for node in ancestors(link.node):
            holders.setdefault(node.index, set()).add(key)
    result: list[Unit] = []
    for key, links in found.items():
        groups: dict[int, list[Link]] = {}
        for link in links:
            top = _climb(link, document, holders, title)
            groups.setdefault(top.index, []).append(link)
        for index, group in groups.items():
            node = document.nodes[index]
            end = max(_description_end(node, document), node.first + 1)
            result.append(Unit(group[0].href, key, group, node, node.first, end))
    result.sort(key=lambda unit: unit.first)
    return result


def _description_end(node: Node, document: Document) -> int:
    """Where an element ends; a `dt` ends with its last `dd`."""
    end = node.end
    if node.tag == "dt":
        for other in document.nodes[node.index + 1 :]:
            if other.parent is node.parent:
                if other.tag != "dd":
                    break
                end = other.end
    return end


def _climb(link: Link, document: Document, holders: dict[int, set[str]], title: int | None) -> Node:
    """The largest element around a link that is still this one teaser."""
    top = link.node
    for node in ancestors(link.node.parent):
        if len(holders[node.index]) > 1 or (title is not None and node.covers(title)):
            break
        if node.tag in ("body", "html", "main", "dl", ""):
            break
        inside = document.leaves[node.first : node.end]
        menu = sum(leaf.linked > 0.8 for leaf in inside)  # noqa: PLR2004
        if menu > _MAX_LINES_LINKED or sum(len(leaf.text) for leaf in inside) > MAX_TEASER:
            break
        card = not link.text and len(inside) <= _MAX_CARD
        if (
            not card
            and _text_before(document, node, link)
            and not _repeated(node, document, holders)
        ):
            break
        top = node
    return top


def _text_before(document: Document, node: Node, link: Link) -> bool:
    """Whether a paragraph stands before the link inside `node`, as in an article with one link."""
    return any(
        len(leaf.text) >= LONG
        and is_sentence(leaf.text)
        and leaf.linked < 0.5  # noqa: PLR2004
        and not link.node.covers(leaf.index)
        for leaf in document.leaves[node.first : link.node.first]
    )


def _repeated(node: Node, document: Document, holders: dict[int, set[str]]) -> bool:
    """Whether a sibling of the same kind leads to another article."""
    if node.parent is None or len(holders[node.parent.index]) < 2:  # noqa: PLR2004
        return False
    return any(
        other is not node
        and other.parent is node.parent
        and other.key == node.key
        and other.index in holders
        for other in document.nodes[node.parent.index + 1 :]
        if other.depth == node.depth
    )


class TeaserText(NamedTuple):
    """What a teaser says; `stamp` is its date as written or as `time[datetime]` gives it."""

    title: str | None
    kicker: str | None
    text: str | None
    stamp: str | None


def read(
    unit: Unit, document: Document, first: int | None = None, end: int | None = None
) -> TeaserText:
    """Title, kicker, text and date of a teaser; `first` and `end` widen it to loose neighbours."""
    low, high = unit.first if first is None else first, unit.end if end is None else end
    leaves = [leaf for leaf in document.leaves[low:high] if leaf.text]
    heading = _heading(leaves, unit)
    title, kicker = _title_of(heading, unit)
    if kicker is None and heading is not None:
        kicker = _kicker_over(leaves, heading)
    stamps = [stamp.value for stamp in document.times if low <= stamp.leaf < high]
    stamp = stamps[0] if stamps else _visible_date(leaves, heading)
    text = _text_of(leaves, heading)
    return TeaserText(title, kicker, text, stamp)


def _heading(leaves: list[Leaf], unit: Unit) -> Leaf | None:
    """The leaf that is the teaser's headline: a heading, else the linked line, else a short one."""
    linked = [
        leaf
        for leaf in leaves
        if any(link.text and link.node.covers(leaf.index) for link in unit.links)
        and not MORE.match(leaf.text)
        and not FURNITURE.match(leaf.text)
        and not DATE_LINE.match(leaf.text)
    ]
    headings = [
        leaf
        for leaf in leaves
        if leaf.level and not DATE_LINE.match(leaf.text) and not RELATED.match(leaf.text)
    ]
    both = [leaf for leaf in headings if leaf in linked]
    if both:
        return min(both, key=lambda leaf: leaf.level)
    own = [leaf for leaf in linked if leaf.linked > 0.6]  # noqa: PLR2004
    if headings and not own:
        return headings[-1]
    if own:
        bold = [leaf for leaf in own if leaf.bold]
        if bold:
            return bold[0]
        short = [leaf for leaf in own if not is_sentence(leaf.text)]
        return (short or own)[-1 if len(short) == 2 else 0]  # noqa: PLR2004
    plain = [
        leaf
        for leaf in leaves
        if not BRACKET_DATE.match(leaf.text)
        and not MORE.match(leaf.text)
        and not DATE_LINE.match(leaf.text)
        and not is_sentence(leaf.text)
    ]
    last = max((link.node.first for link in unit.links), default=0)
    plain = [leaf for leaf in plain if leaf.index <= last] or plain
    bold = [leaf for leaf in plain if leaf.bold]
    return bold[-1] if bold else (plain[-1] if plain else None)


def _title_of(heading: Leaf | None, unit: Unit) -> tuple[str | None, str | None]:
    """The headline's text; a kicker in a node of its own at its front is split off."""
    if heading is None:
        for link in unit.links:
            if link.label and not MORE.match(link.label):
                return link.label, None
        return None, None
    found = [part for part in parts(heading.runs) if not DATE_LINE.match(part.text)]
    linked = [part for part in found if part.linked]
    if linked and len(linked) < len(found):
        index = found.index(linked[0])
        over = found[index - 1].text if index and len(found[index - 1].text) < _MAX_KICKER else None
        return " ".join(part.text for part in linked), over and over.rstrip(" :|–-")
    if len(found) == 2 and found[0].inline and len(found[0].text) < _MAX_KICKER:  # noqa: PLR2004
        head, rest = found[0].text, found[1].text
        if len(rest) > 2 and not rest[0].islower() and rest[0] not in ".,;:!?)-":  # noqa: PLR2004
            return rest, head.rstrip(" :|–-") or None
    if len(found) == 1:
        return found[0].text, None
    return heading.text, None


def _kicker_over(leaves: list[Leaf], heading: Leaf) -> str | None:
    """The short line over a teaser's headline."""
    for leaf in reversed([leaf for leaf in leaves if leaf.index < heading.index]):
        said = [part.text for part in parts(leaf.runs) if not DATE_LINE.match(part.text)]
        text = said[-1] if said else leaf.text
        if DATE_LINE.match(text) or FURNITURE.match(text) or len(text) > _MAX_KICKER:
            continue
        if text.endswith(".") or split_credit(text)[1] or " | " in text or BRACKET_DATE.match(text):
            return None
        return text.rstrip(" :").lstrip("•· ") or None
    return None


def _visible_date(leaves: list[Leaf], heading: Leaf | None) -> str | None:
    for leaf in leaves:
        match = BRACKET_DATE.match(leaf.text)
        if match:
            return match[1]
    for leaf in leaves:
        for part in parts(leaf.runs) if len(leaf.text) < MAX_LINE else ():
            if DATE_LINE.match(part.text):
                return part.text
    for leaf in leaves:
        if leaf is not heading and (len(leaf.text) < 60 or DATE_LINE.match(leaf.text)):  # noqa: PLR2004
            found = ANY_DATE.search(leaf.text)
            if found:
                return found[0]
    return None


def _text_of(leaves: list[Leaf], heading: Leaf | None) -> str | None:
    """The teaser's own text: its longest line after the headline, without date and "more"."""
    after = [
        leaf
        for leaf in leaves
        if (heading is None or leaf.index > heading.index)
        and not DATE_LINE.match(leaf.text)
        and not MORE.match(leaf.text)
        and not FURNITURE.match(leaf.text)
    ]
    if not after:
        return None
    longest = max(after, key=lambda leaf: len(leaf.text))
    runs = [run for run in longest.runs if run.text.strip()]
    text = longest.text
    if runs and runs[-1].href and MORE.match(clean_line(runs[-1].text)):
        text = text[: -len(clean_line(runs[-1].text))]
    text = BRACKET_DATE.sub("", text).strip()
    return text if len(text) > 20 else None  # noqa: PLR2004


def iso_like(stamp: str) -> str | None:
    """The day of a machine-readable date, else ``None``."""
    match = ISO_DAY.match(stamp)
    return match[0] if match else None


def outside_menus(unit: Unit) -> bool:
    """Whether a teaser stands in the page's content, not in its menus, head or foot."""
    return not unit.node.flags & (NAV | FOOTER | HEADER)
