"""Finding the teasers of other articles on a page; `spiders.pages.entries` reads what they say."""

import re
from collections import Counter
from functools import lru_cache
from operator import attrgetter
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
    Wording,
    is_sentence,
)
from spiders.sources import Source

LONG = 90
"""Characters from which a line counts as a paragraph."""
_MAX_KICKER = 100
_MAX_LINES_LINKED = 6
_MAX_CARD = 5
_LINK = 0.8
"""Share of a line that is link, from which it is one of a menu's."""
MAX_LINE = 300
MAX_TEASER = 1_500
"""Characters that the text of one teaser has at most."""

MAX_ON_LINE = 200
"""Links of one line that may be teasers; each asks the whole line."""

_MAX_BEFORE = 60
_ROW = 2
_WHOLE = frozenset(("body", "html", "main", "dl", ""))
_ITEMS = frozenset(("li", "td", "dd"))
_SHORT_LINK = re.compile(r"(?:^|&)p=(\d+)(?:&|$)")
_TURN = Wording(
    r"^[\W_]*(?:vorherige|nächste|vorige|voriger|vorheriger|nächster|previous|next)[rsn]?\b"
    r"(?:\s+(?:artikel|beitrag|meldung|post)|\s*[:«»‹›→←]|$)"
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


def article_keys(document: Document, source: Source) -> list[str | None]:
    """`article_key` of each of a page's links."""
    to_public, article, short_links = source.to_public, source.article, source.family == "k21"
    return [_key(to_public(link.href), article, short_links=short_links) for link in document.links]


def is_inline(link: Link, document: Document) -> bool:
    """Whether a link is part of a sentence, so that it announces no other article."""
    node = link.node
    if node.end - node.first != 1 or not link.text:
        return False
    leaf = document.leaves[node.first]
    loose = [run for run in leaf.runs if not run.href]
    if not loose or MORE.match(link.text) or _heads_leaf(link, leaf):
        return False
    around = {0} | {id_ for run in leaf.runs if run.href for id_ in (run.inline_id, run.inner_id)}
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
    return bool(link.rel and {"prev", "next"} & set(link.rel.split())) or _TURN.match(link.text)


_SEVERAL = ""
"""Stands for the keys of more than one article."""


def units(
    document: Document,
    *,
    keys: list[str | None],
    own: frozenset[str],
    title: int | None,
) -> list[Unit]:
    """The teasers of a page in page order; `own` are keys of the page itself.

    A unit is the largest element that leads to exactly one other article and does not hold the
    page's own headline (leaf number `title`). `keys` are those of the page's links.
    """
    found = _announcing(document, keys, own, title)
    holders = _holders(document, found)
    sizes = _Sizes(document)
    every = frozenset(link.node.index for links in found.values() for link in links)
    result: list[Unit] = []
    for key, links in found.items():
        groups: dict[int, list[Link]] = {}
        for link in links:
            top = _climb(link, document, holders, sizes, title)
            groups.setdefault(top.index, []).append(link)
        rivals = every.difference([link.node.index for link in links])
        for index, group in groups.items():
            node = document.nodes[index]
            end = max(_description_end(node, document), node.first + 1)
            result.append(Unit(group[0].href, key, group, node, node.first, end, rivals))
    result.sort(key=attrgetter("first"))
    return result


def _announcing(
    document: Document, keys: list[str | None], own: frozenset[str], title: int | None
) -> dict[str, list[Link]]:
    """The links that announce other articles, by article."""
    links = document.links
    linked = [
        (link, key)
        for link, key in zip(links, keys, strict=True)
        if key is not None and key not in own and not link.node.flags & HIDDEN
    ]
    if not linked:
        return {}
    menus = _menus(links, keys) if title is not None else frozenset()
    crowded = _crowded(links)
    found: dict[str, list[Link]] = {}
    for link, key in linked:
        node = link.node
        if node.index in crowded or (menus and _place(node) in menus):
            continue
        if title is not None and (node.first <= title < node.end or _turns_pages(link)):
            continue
        if not is_inline(link, document):
            found.setdefault(key, []).append(link)
    return found


def _holders(document: Document, found: dict[str, list[Link]]) -> list[str | None]:
    """For each node the key of the article that it leads to, or `_SEVERAL`."""
    holders: list[str | None] = [None] * len(document.nodes)
    for key, links in found.items():
        for link in links:
            node: Node | None = link.node
            # What a node holds all those around it hold too.
            while node is not None and (held := holders[node.index]) not in (key, _SEVERAL):
                holders[node.index] = key if held is None else _SEVERAL
                node = node.parent
    return holders


def _crowded(links: list[Link]) -> frozenset[int]:
    """The nodes of links beyond those of one line that a reader could follow."""
    if len(links) <= MAX_ON_LINE:
        return frozenset()
    counts: Counter[int] = Counter()
    beyond: set[int] = set()
    for link in links:
        counts[link.node.first] += 1
        if counts[link.node.first] > MAX_ON_LINE:
            beyond.add(link.node.index)
    return frozenset(beyond)


def _place(node: Node) -> tuple[int, str]:
    """What a link has in common with those beside it: where it or its list item stands."""
    parent = node.parent
    if parent and parent.tag in _ITEMS and parent.end - parent.first <= 1:
        node, parent = parent, parent.parent
    return (parent.index if parent else 0, node.key)


def _menus(links: list[Link], keys: list[str | None]) -> frozenset[tuple[int, str]]:
    """The places of rows of plain links of which only one leads to an article.

    A foot or imprint names a sister site so; that announces no article.
    """
    rows: dict[tuple[int, str], list[str | None]] = {}
    for link, key in zip(links, keys, strict=True):
        if link.text and link.node.end - link.node.first <= 1:
            rows.setdefault(_place(link.node), []).append(key)
    return frozenset(
        place
        for place, row in rows.items()
        if len(row) > _ROW and row.count(None) >= _ROW and len(set(row) - {None}) == 1
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


class _Sizes:
    """What the leaves before each leaf of a page hold: text, lines of links, paragraphs."""

    def __init__(self, document: Document) -> None:
        text = linked = prose = 0
        self._text, self._linked, self._prose = [0], [0], [0]
        for leaf in document.leaves:
            size, share = len(leaf.text), leaf.linked
            text += size
            linked += share > _LINK
            prose += size >= LONG and share < 0.5 and is_sentence(leaf.text)  # noqa: PLR2004
            self._text.append(text)
            self._linked.append(linked)
            self._prose.append(prose)

    def exceed(self, node: Node) -> bool:
        """Whether an element holds more than a teaser does."""
        first, end = node.first, node.end
        return (
            self._linked[end] - self._linked[first] > _MAX_LINES_LINKED
            or self._text[end] - self._text[first] > MAX_TEASER
        )

    def prose_between(self, node: Node, link: Node) -> bool:
        """Whether a paragraph stands before a link in `node`, as in an article with one link."""
        return self._prose[link.first] > self._prose[node.first]


def _climb(
    link: Link, document: Document, holders: list[str | None], sizes: _Sizes, title: int | None
) -> Node:
    """The largest element around a link that is still this one teaser."""
    top = link.node
    node = top.parent
    while node is not None:
        if holders[node.index] == _SEVERAL or node.tag in _WHOLE:
            break
        if (title is not None and node.first <= title < node.end) or sizes.exceed(node):
            break
        card = not link.text and node.end - node.first <= _MAX_CARD
        if (
            not card
            and sizes.prose_between(node, link.node)
            and not _repeated(node, document, holders)
        ):
            break
        top = node
        node = node.parent
    return top


def _repeated(node: Node, document: Document, holders: list[str | None]) -> bool:
    """Whether a sibling of the same kind leads to another article."""
    if node.parent is None or holders[node.parent.index] != _SEVERAL:
        return False
    return any(
        other is not node
        and other.parent is node.parent
        and other.key == node.key
        and holders[other.index] is not None
        for other in document.nodes[node.parent.index + 1 :]
        if other.depth == node.depth
    )


def outside_menus(unit: Unit) -> bool:
    """Whether a teaser stands in the page's content, not in its menus, head or foot.

    The foot of an article is content.
    """
    if unit.node.flags & (NAV | HEADER):
        return False
    if not unit.node.flags & FOOTER:
        return True
    feet = [node for node in ancestors(unit.node) if node.flags & FOOTER]
    return any(node.tag == "article" for node in ancestors(feet[-1]))
