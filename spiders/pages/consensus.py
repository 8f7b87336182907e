"""The body of a page of unknown make: what our own reading and trafilatura agree on.

Each errs where the other does not: our reading takes in what stands behind an article, trafilatura
loses first paragraphs and lists. A line is text if both say so, or if it stands among such lines.
Where they do not meet at all, trafilatura names the place and our leaves give the structure.
"""

import re
from typing import TYPE_CHECKING

from press.text import Block, clean_line
from spiders.pages import bodies
from spiders.pages.document import FOOTER, HIDDEN, NAV, Document, Leaf
from spiders.pages.wording import FURNITURE, is_sentence

if TYPE_CHECKING:
    from spiders.pages.anatomy import Anatomy

_MEET = 0.5
"""Share of trafilatura's text that our reading must hold to be of the same article."""
_LOCATED = 0.8
"""Share of trafilatura's text that must be found in leaves to take those instead."""
_LINKED = 0.5
_OPENING = 40
"""Characters from which a line before the first agreed one may open the text."""
_PROSE = 60
_CERTAIN = 300
"""Characters of prose under a confirmed headline that need no second opinion."""
_SIGNS = re.compile(r"\W+")


class Reference:
    """The text that trafilatura takes for a page's article, and the leaves that hold it."""

    def __init__(self, document: Document, text: str) -> None:
        self.text = text
        self.key = _key(text)
        self.keys = {leaf.index: _key(leaf.text) for leaf in document.leaves} if self.key else {}
        self.leaves = [
            leaf
            for leaf in document.leaves
            if self.holds(leaf) and not leaf.flags & (NAV | FOOTER | HIDDEN)
        ]

    def holds(self, leaf: Leaf) -> bool:
        """Whether the text of a leaf is part of it."""
        key = self.keys.get(leaf.index, "")
        return bool(key) and key in self.key

    def size(self, leaves: list[Leaf]) -> int:
        """Letters and digits of leaves."""
        return sum(len(self.keys[leaf.index]) for leaf in leaves)


def body(page: "Anatomy", reference: Reference) -> bodies.Body:
    """The body by both readings; where trafilatura finds nothing our own."""
    own = bodies.leaves_of(page)
    if not reference.key:
        return bodies.of_leaves(page, own)
    agreed = [reference.holds(leaf) for leaf in own]
    met = reference.size([leaf for leaf, both in zip(own, agreed, strict=True) if both])
    if is_certain(page, own) and not met:
        return bodies.of_leaves(page, own)
    lead = _key(page.lead.text or "")
    if met + (len(lead) if lead in reference.key else 0) >= _MEET * len(reference.key):
        return bodies.of_leaves(page, _among(own, agreed))
    if is_certain(page, own):
        return bodies.of_leaves(page, own)
    named = page.headline.title if page.headline else ""
    found = [
        leaf for leaf in reference.leaves if leaf.text != named and not FURNITURE.match(leaf.text)
    ]
    if reference.size(found) >= _LOCATED * len(reference.key):
        page.lead = page.lead._replace(text=None, taken=frozenset(), rest={})
        return bodies.of_leaves(page, found)
    return bodies.Body(blocks(reference.text), page.start, from_lead=False)


def is_certain(page: "Anatomy", own: list[Leaf]) -> bool:
    """Whether our reading stands by itself: a headline that the head confirms, prose under it."""
    headline = page.headline
    if headline is None or headline.first == headline.end or not headline.rule.startswith("title"):
        return False
    prose = [leaf for leaf in own if len(leaf.text) >= _PROSE and is_sentence(leaf.text)]
    return sum(len(leaf.text) for leaf in prose if leaf.linked < _LINKED) >= _CERTAIN


def _key(text: str) -> str:
    """A text without case, blanks and signs, in which extractors differ."""
    return _SIGNS.sub("", text.lower())


def _among(own: list[Leaf], agreed: list[bool]) -> list[Leaf]:
    """The agreed leaves and those that belong to them by place and kind."""
    if True not in agreed:
        return []
    first, last = agreed.index(True), len(agreed) - 1 - agreed[::-1].index(True)
    places = {
        (leaf.node.parent, leaf.node.key)
        for leaf, both in zip(own, agreed, strict=True)
        if both and len(leaf.text) >= _PROSE
    }
    kept = []
    for index, (leaf, both) in enumerate(zip(own, agreed, strict=True)):
        beside = (leaf.node.parent, leaf.node.key) in places and is_sentence(leaf.text)
        amid = first < index < last or (index < first and len(leaf.text) > _OPENING)
        if both or (leaf.linked < _LINKED and (beside or amid)):
            kept.append(leaf)
    return kept


def blocks(text: str) -> list[Block]:
    """Trafilatura's lines as blocks."""
    lines = (clean_line(line, 100_000) for line in text.split("\n"))
    return [
        Block("item", line[2:]) if line.startswith("- ") else Block("paragraph", line)
        for line in lines
        if line
    ]
