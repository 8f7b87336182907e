"""Where an article ends: at loose teasers, keywords, contact boilerplate, the site's foot.

A wording alone ends nothing: what follows it must be what it announces.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from spiders.pages import teasers
from spiders.pages.document import Leaf
from spiders.pages.wording import (
    ANY_DATE,
    BOILERPLATE,
    CONTACT,
    CONTACT_LINE,
    END,
    FOOT,
    RELATED,
    SECTION,
    TAGS,
    TAGS_OPEN,
    is_sentence,
)

if TYPE_CHECKING:
    from spiders.pages.anatomy import Anatomy

_PROSE = 60
_BOX = 3
"""Paragraphs behind a heading over links from which it is a box within the text."""
LOOSE = 100
"""Characters that a loose part of a teaser (its topic, its kicker) has at most."""
_MARKER = 200
_MAX_TRIES = 50
"""Lines that read like an end and are none, after which the rest is not asked."""
_LINKED = 0.5


def find(page: "Anatomy") -> int:
    """The first leaf behind the headline that is no longer the article."""
    flat = _flat_end(page)
    seen_prose = False
    tries = 0
    for leaf in page.leaves[page.start : flat]:
        if not page.marked[leaf.index] and len(leaf.text) >= _PROSE:
            seen_prose = True
        if not leaf.text or len(leaf.text) >= _MARKER:
            continue
        if not (_may_end(leaf.text) or is_keywords(leaf)):
            continue
        if _ends(page, leaf, flat, seen=seen_prose):
            return leaf.index
        tries += 1
        if tries == _MAX_TRIES:
            break
    return flat


@lru_cache(1024)
def _may_end(text: str) -> bool:
    """Whether a line's words may end an article."""
    return (
        RELATED.match(text)
        or END.match(text)
        or FOOT.match(text)
        or CONTACT.match(text)
        or TAGS.match(text)
    )


def _ends(page: "Anatomy", leaf: Leaf, flat: int, *, seen: bool) -> bool:
    text = leaf.text
    if SECTION.search(text) and (leaf.level or len(text) < LOOSE) and RELATED.match(text):
        return True
    if RELATED.match(text) and not leaf.broken:
        return _leads_away(page, leaf.index)
    if not seen:
        return False
    if END.match(text) or is_keywords(leaf):
        return not _resumes(page, leaf.index) and not _is_mostly_after(page, leaf.index)
    if FOOT.match(text):
        return not _goes_on(page, leaf.index)
    if leaf.index in page.tools:
        return False
    return CONTACT.match(text) and _announces_contact(page, leaf, flat)


def is_keywords(leaf: Leaf) -> bool:
    """Whether a line is a list of keywords or the label over one."""
    if TAGS.match(leaf.text):
        return True
    return leaf.linked > 0.4 and TAGS_OPEN.match(leaf.text)  # noqa: PLR2004


def is_teaser_text(leaf: Leaf) -> bool:
    """Whether a line is too long, or too much of a sentence, to be a part of a teaser's head."""
    return len(leaf.text) > LOOSE or (
        len(leaf.text) > 30  # noqa: PLR2004
        and leaf.text.endswith((".", "“", '"'))
        and leaf.linked < _LINKED
    )


def heads_links(page: "Anatomy", leaf: Leaf) -> bool:
    """Whether a line is the heading of a box of links within the text."""
    if len(leaf.text) > LOOSE or not RELATED.match(leaf.text):
        return False
    after = page.leaves[leaf.index + 1 : leaf.index + 2]
    return bool(after) and (page.marked[after[0].index] == 1 or after[0].linked > _LINKED)


def _leads_away(page: "Anatomy", index: int) -> bool:
    """Whether what follows a heading are teasers, and the article does not go on after them."""
    after = [leaf for leaf in page.leaves[index + 1 :] if leaf.text]
    near = after[:4]
    site_wide = page.leaves[index].text.lower().startswith("weitere")
    if near and not any(page.marked[leaf.index] or leaf.linked > _LINKED for leaf in near):
        return site_wide and not _is_prose(page, near[0])
    if _resumes(page, index):
        return False
    rest = [leaf for leaf in page.leaves[index + 1 :] if _is_prose(page, leaf)]
    return len(rest) < _BOX or site_wide


def _is_prose(page: "Anatomy", leaf: Leaf) -> bool:
    return (
        len(leaf.text) >= teasers.LONG
        and leaf.linked < _LINKED
        and is_sentence(leaf.text)
        and not ANY_DATE.match(leaf.text.lstrip("[ "))
        and page.is_content(leaf)
    )


def _is_mostly_after(page: "Anatomy", index: int) -> bool:
    """Whether more of the page's prose stands behind a line than before it."""
    sizes = [0, 0]
    for leaf in page.leaves[page.start :]:
        if len(leaf.text) >= _PROSE and is_sentence(leaf.text) and page.is_content(leaf):
            sizes[leaf.index > index] += len(leaf.text)
    return sizes[1] > sizes[0]


def _resumes(page: "Anatomy", index: int) -> bool:
    """Whether the article's own text goes on after this leaf, in the same container."""
    before = {
        leaf.node.parent
        for leaf in page.leaves[page.start : index]
        if len(leaf.text) >= teasers.LONG and not page.marked[leaf.index]
    }
    streak = 0
    for leaf in page.leaves[index + 1 :]:
        if not leaf.text:
            continue
        own = (
            len(leaf.text) >= teasers.LONG
            and not page.marked[leaf.index]
            and leaf.node.parent in before
            and leaf.linked < _LINKED
            and not ANY_DATE.match(leaf.text.lstrip("[ "))
        )
        streak = streak + 1 if own else 0
        if streak == 2:  # noqa: PLR2004
            return True
    return False


def _goes_on(page: "Anatomy", index: int) -> bool:
    """Whether any paragraph of the page's content stands behind this leaf."""
    return any(
        len(leaf.text) >= _PROSE
        and is_sentence(leaf.text)
        and not FOOT.match(leaf.text)
        and page.is_content(leaf)
        for leaf in page.leaves[index + 1 :]
    )


def _announces_contact(page: "Anatomy", heading: Leaf, flat: int) -> bool:
    """Whether what stands behind a heading to the end are addresses, links, or a few words."""
    rest = [
        leaf
        for leaf in page.leaves[heading.index + 1 : flat]
        if leaf.text and page.may_be_text(leaf)
    ]
    size = sum(len(leaf.text) for leaf in rest)
    before = sum(
        len(leaf.text)
        for leaf in page.leaves[page.start : heading.index]
        if not page.marked[leaf.index]
    )
    announced = BOILERPLATE.match(heading.text) or any(_is_address(leaf) for leaf in rest[:4])
    if announced:
        return size < max(500, before * 0.5)
    return not any(len(leaf.text) >= _PROSE or is_sentence(leaf.text) for leaf in rest)


def _is_address(leaf: Leaf) -> bool:
    return bool(CONTACT_LINE.search(leaf.text)) or "@" in leaf.text or leaf.linked > _LINKED


def _flat_end(page: "Anatomy") -> int:
    """Where teasers begin whose parts stand loose, one after the other, behind the article."""
    flat = [unit for unit in page.units if unit.flat and unit.first >= page.start]
    for unit in flat:
        siblings = [
            other
            for other in flat
            if other.node.parent is unit.node.parent and other.first >= unit.first
        ]
        leaf = page.leaves[unit.first] if unit.first < len(page.leaves) else None
        if leaf is None or (len(siblings) < 2 and not leaf.level):  # noqa: PLR2004
            continue
        index = unit.first
        while index > page.start and _is_loose(page.leaves[index - 1], leaf):
            index -= 1
        return index
    return len(page.leaves)


def _is_loose(leaf: Leaf, headline: Leaf) -> bool:
    """Whether a leaf before a loose teaser's headline belongs to it (image, topic, kicker)."""
    if leaf.picture:
        return True
    if len(leaf.text) > _PROSE or is_teaser_text(leaf):
        return False
    return not leaf.text.endswith((".", "“", "!", "?")) and leaf.node is not headline.node
