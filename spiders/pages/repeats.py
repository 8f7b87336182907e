"""Teasers on pages of unknown make: the links that stand in elements of one kind, most with a date.

Where nothing tells articles' addresses from others, what repeats does.
"""

import re
from collections import defaultdict
from itertools import islice
from urllib.parse import urldefrag, urlsplit

import msgspec

from spiders.pages.document import FOOTER, HEADER, HIDDEN, NAV, Document, Link, Node, ancestors
from spiders.pages.wording import ANY_DATE
from spiders.sources import Source

_FEWEST = 3
"""Links of one kind that make a list."""
_MIN_TITLE = 15
_DATED = 0.5
_MAX_ITEMS = 500
_MAX_CARD = 12
"""Leaves of the largest element around a link that is taken for its entry."""


def may_be_article(url: str, source: Source) -> bool:
    """Whether an address may be an article's."""
    path = urlsplit(source.to_public(url)).path
    return re.search(source.article, path) is not None if source.article else path not in ("", "/")


def with_pattern(source: Source, document: Document, *, dated: bool = False) -> Source:
    """The source with a pattern for articles' addresses: its own, else the repeated links'.

    With `dated` only entries count of which most carry a date.
    """
    if source.article:
        return source
    links = _repeated(document, source, dated=dated)
    paths = {urlsplit(source.to_public(link.href)).path.rstrip("/") for link in links}
    pattern = "|".join(re.escape(path) for path in sorted(paths))
    return msgspec.structs.replace(source, article=f"^(?:{pattern})/?$" if paths else "(?!)")


def _repeated(document: Document, source: Source, *, dated: bool) -> list[Link]:
    """The links of the likeliest list: of one kind, most of them with a date, the most text."""
    groups: dict[tuple[str, ...], list[Link]] = defaultdict(list)
    here = document.url.rstrip("/")
    for link in islice(document.links, _MAX_ITEMS * 4):
        outside = link.node.flags & (NAV | HEADER | FOOTER | HIDDEN)
        if outside or len(_words(link)) < _MIN_TITLE or not source.owns(link.href):
            continue
        url = urldefrag(link.href)[0].rstrip("/")
        if url != here and may_be_article(url, source):
            groups[_kind(link.node)].append(link)
    rated = [
        (
            sum(_is_dated(link.node, document) for link in links) >= _DATED * len(links),
            sum(len(_words(link)) for link in links),
            links,
        )
        for links in groups.values()
        if len({link.href for link in links}) >= _FEWEST
    ]
    best = max(rated, key=lambda group: group[:2], default=(False, 0, []))
    return best[2][:_MAX_ITEMS] if best[0] or not dated else []


def _words(link: Link) -> str:
    return link.text or link.label


def _kind(node: Node) -> tuple[str, ...]:
    """What links of one list have in common: the elements that they stand in."""
    return tuple(each.key for each in islice(ancestors(node), 4))


def _is_dated(node: Node, document: Document) -> bool:
    """Whether a date stands in the small element around a link."""
    for box in ancestors(node):
        if box.end - box.first > _MAX_CARD:
            return False
        leaves = document.leaves[box.first : box.end]
        if any(ANY_DATE.search(leaf.text) for leaf in leaves):
            return True
        if any(box.first <= stamp.leaf < box.end for stamp in document.times):
            return True
    return False
