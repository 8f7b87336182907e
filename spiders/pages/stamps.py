"""Which `time` elements date the article: those that stand in its head as a line of their own.

A site's header shows the day of the visit, prose and lists tell of other days, and nothing in the
markup sets them apart; so place and wording must both be beyond doubt. What is in doubt is no date:
lists, feeds and print views name the day as well.
"""

import re
from typing import TYPE_CHECKING

from spiders.pages.document import (
    ASIDE,
    FOOTER,
    FORM,
    HEADER,
    HIDDEN,
    LIST,
    NAV,
    NOISE,
    QUOTE,
    TABLE,
    Leaf,
    Node,
    ancestors,
    common,
)
from spiders.pages.wording import ANY_DATE, WEEKDAY_DATE, is_date_line, is_sentence

if TYPE_CHECKING:
    from spiders.pages.anatomy import Anatomy

_OUTSIDE = NAV | HEADER | FOOTER | ASIDE | FORM | HIDDEN | NOISE | QUOTE | TABLE
_PROSE = 60
_MAX_STAMPS = 200
_MAX_HEAD = 5
"""Lines of an article's head before its headline, the date among them."""
_PAGE = frozenset(("", "html", "body", "main"))


def find(page: "Anatomy") -> str | None:
    """The value of the `time` that says when the article was published."""
    if page.headline is None or page.title_leaf is None:
        return None
    for stamp in page.document.times[:_MAX_STAMPS]:
        leaf = page.leaves[stamp.leaf] if stamp.leaf < len(page.leaves) else None
        if leaf is None or leaf.level or page.marked[leaf.index] or not is_date_line(leaf.text):
            continue
        if leaf.flags & _OUTSIDE & ~page.title_leaf.flags or _among_items(page, leaf):
            continue
        if leaf.index < page.headline.first:
            found = _over_headline(page, leaf, page.title_leaf)
        else:
            found = _under_headline(page, leaf, page.title_leaf)
        if found:
            return stamp.value
    return None


def _among_items(page: "Anatomy", leaf: Leaf) -> bool:
    """Whether a line is an item of a list that tells of more than one day."""
    if not leaf.flags & LIST:
        return False
    box = next((node for node in ancestors(leaf.node) if node.tag in ("ul", "ol", "menu")), None)
    inside = page.leaves[box.first : box.end] if box else []
    return sum(bool(ANY_DATE.search(other.text)) for other in inside) > 1


def _prose(page: "Anatomy", first: int, end: int) -> list[Leaf]:
    return [
        leaf
        for leaf in page.leaves[first:end]
        if len(leaf.text) >= _PROSE and not page.marked[leaf.index] and leaf is not page.title_leaf
    ]


def _under_headline(page: "Anatomy", leaf: Leaf, title: Leaf) -> bool:
    """Whether a line stands between headline and lead, or with both in one box."""
    before = _prose(page, page.start, leaf.index)
    if not before:
        return not any(other.level for other in page.leaves[page.start : leaf.index])
    return len(before) == 1 and _is_head(page, common(leaf.node, title.node))


def _is_head(page: "Anatomy", box: Node) -> bool:
    """Whether a box holds the headline and at most the lead, but not the body."""
    if box.tag in _PAGE:
        return False
    inside = len(_prose(page, box.first, box.end))
    return inside <= 1 and inside < len(_prose(page, page.start, page.end))


def _over_headline(page: "Anatomy", leaf: Leaf, title: Leaf) -> bool:
    """Whether a line before the headline belongs to the article's own head."""
    if WEEKDAY_DATE.match(leaf.text):
        return False
    box = common(leaf.node, title.node)
    head = page.leaves[box.first : title.index]
    if len(head) > _MAX_HEAD or any(_is_site_s(other) for other in head):
        return False
    day = ANY_DATE.search(leaf.text)
    if day and any(day[0] in other.text for other in page.leaves[: box.first]):
        return False
    return box.tag == "article" or _is_head(page, box)


def _is_site_s(leaf: Leaf) -> bool:
    """Whether a line over the headline is navigation, logo or search rather than topic or label."""
    return (
        bool(leaf.linked)
        or bool(leaf.flags & (NAV | FORM))
        or (leaf.picture is not None and "logo" in leaf.picture.url.lower())
        or (len(leaf.text) >= _PROSE and is_sentence(leaf.text))
        or re.match(r"heute\b", leaf.text, re.IGNORECASE) is not None
    )
