"""Finding the teasers of other articles on a page; `spiders.pages.entries` reads what they say."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from press.text import clean_line
from spiders.pages.document import (
    FOOTER,
    HEADER,
    HIDDEN,
    NAV,
    PROSE,
    Document,
    Leaf,
    Link,
    Node,
    ancestors,
)
from spiders.pages.wording import (
    BRACKET_DATE,
    MORE,
    is_sentence,
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

MAX_ON_LINE = 200
"""Links of one line that may be teasers; each asks the whole line."""

_MAX_BEFORE = 60
_ROW = 2
_SHORT_LINK = re.compile(r"(?:^|&)p=(\d+)(?:&|$)")
_TURN = re.compile(
    r"^[\W_]*(?:vorherige|nächste|vorige|voriger|vorheriger|nächster|previous|next)[rsn]?\b"
    r"(?:\s+(?:artikel|beitrag|meldung|post)|\s*[:«»‹›→←]|$)",
    re.IGNORECASE,
)


class Unit(NamedTuple):
    """One teaser: the article it leads to, its links, and the leaves it covers.

    `rivals` are the nodes of links to other articles: where a leaf holds several teasers in a row,
    only what lies between those is this one's.
    """

    url: str
    key: str
    links: list[Link]
    node: Node
    first: int
    end: int
    rivals: frozenset[int]

    @property
    def flat(self) -> bool:
        """Whether the unit is only its linked line, its other parts standing loose around it."""
        return self.end - self.first <= 1 or self.node.level > 0 or self.node.tag == "a"


def article_key(url: str, source: Source) -> str | None:
    """What two addresses of one article have in common; ``None`` if it is no article's address.

    Where nothing tells articles' addresses from others, none is known to be one.
    """
    public = source.to_public(url)
    return _key(public, source.article, short_links=source.family == "k21")


@lru_cache(maxsize=4096)
def _key(url: str, article: str | None, *, short_links: bool) -> str | None:
    # Every page of a site has mostly the same links.
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https"):
        return None
    if short_links and parts.path in ("", "/"):
        short = _SHORT_LINK.search(parts.query)
        return f"?p={short[1]}" if short else None
    if not article:
        return None
    return parts.path.rstrip("/").lower() if re.search(article, parts.path) else None


def is_inline(link: Link, document: Document) -> bool:
    """Whether a link is part of a sentence, so that it announces no other article."""
    node = link.node
    if node.end - node.first != 1 or not link.text or MORE.match(link.text):
        return False
    leaf = document.leaves[node.first]
    around = {0} | {id_ for run in leaf.runs if run.href for id_ in (run.inline_id, run.inner_id)}
    loose = [run for run in leaf.runs if not run.href]
    if _heads_leaf(link, leaf):
        return False
    if any(len(run.text.strip()) > LONG for run in loose):
        return True
    rest = sum(len(run.text.strip()) for run in loose if run.inner_id in around)
    return rest > max(20, len(link.text) * 0.6)


def _heads_leaf(link: Link, leaf: Leaf) -> bool:
    """Whether a link stands as a headline at the front of its line: what follows begins anew.

    Only a few words in elements of their own (a date, a kicker) may stand before it. What follows
    is the lead with its date in brackets, or, outside paragraphs, another element's or a new
    sentence's words.
    """
    own = [index for index, run in enumerate(leaf.runs) if run.link == link.node.index]
    if not own:
        return False
    last = max((index for index, run in enumerate(leaf.runs[: own[0]]) if run.href), default=-1)
    before = [run for run in leaf.runs[last + 1 : own[0]] if run.text.strip()]
    after = [run for run in leaf.runs[own[-1] + 1 :] if run.text.strip()]
    if any(not run.inner_id or len(run.text) > _MAX_BEFORE for run in before):
        closed = all(run.inner_id for run in before) and is_sentence(before[-1].text)
        if not closed:
            return False
    following = clean_line("".join(run.text for run in after)).lstrip(" :|–-·•")
    if not following or BRACKET_DATE.match(following):
        return bool(following)
    return (
        not leaf.flags & PROSE
        and following[0] not in ",.;()"
        and not following[0].islower()
        and (after[0].inner_id != 0 or not before)
    )


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
    menus = _menus(document, source) if title is not None else frozenset()
    for link in _bounded(document.links):
        key = article_key(link.href, source)
        if key is None or key in own or link.node.flags & HIDDEN or is_inline(link, document):
            continue
        if title is not None and (link.node.covers(title) or _turns_pages(link)):
            continue
        if _place(link.node) in menus:
            continue
        found.setdefault(key, []).append(link)
        for node in ancestors(link.node):
            holders.setdefault(node.index, set()).add(key)
    every = frozenset(link.node.index for links in found.values() for link in links)
    result: list[Unit] = []
    for key, links in found.items():
        groups: dict[int, list[Link]] = {}
        for link in links:
            top = _climb(link, document, holders, title)
            groups.setdefault(top.index, []).append(link)
        rivals = every - {link.node.index for link in links}
        for index, group in groups.items():
            node = document.nodes[index]
            end = max(_description_end(node, document), node.first + 1)
            result.append(Unit(group[0].href, key, group, node, node.first, end, rivals))
    result.sort(key=lambda unit: unit.first)
    return result


def _bounded(links: list[Link]) -> Iterator[Link]:
    """The links of a page, of those on one line only as many as a reader could follow."""
    counts: Counter[int] = Counter()
    for link in links:
        counts[link.node.first] += 1
        if counts[link.node.first] <= MAX_ON_LINE:
            yield link


def _place(node: Node) -> tuple[int, str]:
    """What a link has in common with those beside it: where it or its list item stands."""
    parent = node.parent
    if parent and parent.tag in ("li", "td", "dd") and parent.end - parent.first <= 1:
        node = parent
    return (node.parent.index if node.parent else 0, node.key)


def _menus(document: Document, source: Source) -> frozenset[tuple[int, str]]:
    """The places of rows of plain links of which only one leads to an article.

    A foot or imprint names a sister site so; that announces no article.
    """
    rows: dict[tuple[int, str], list[str | None]] = {}
    for link in document.links:
        if link.text and link.node.end - link.node.first <= 1:
            rows.setdefault(_place(link.node), []).append(article_key(link.href, source))
    return frozenset(
        place
        for place, keys in rows.items()
        if len(set(keys) - {None}) == 1 and keys.count(None) >= _ROW
    )


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


def outside_menus(unit: Unit) -> bool:
    """Whether a teaser stands in the page's content, not in its menus, head or foot.

    The foot of an article is content.
    """
    if unit.node.flags & (NAV | HEADER):
        return False
    feet = [node for node in ancestors(unit.node) if node.flags & FOOTER]
    return not feet or any(node.tag == "article" for node in ancestors(feet[-1]))
