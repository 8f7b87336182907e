"""The body: which leaves are the article's own text, and as which blocks they are kept."""

import re
from typing import TYPE_CHECKING, NamedTuple

from press.text import Block, BlockKind
from spiders.pages import ending, images
from spiders.pages.document import LIST, NUMBERED, QUOTE, TABLE, Leaf, Node, ancestors, common
from spiders.pages.wording import (
    BRACKET_DATE,
    BYLINE,
    CONTACT,
    DATE_LINE,
    FOOT,
    LABELLED,
    is_sentence,
    split_credit,
)

if TYPE_CHECKING:
    from spiders.pages.anatomy import Anatomy

_BULLET = re.compile(r"^[•▪‣●◦■⁃]\s*")
_MAX_SUBHEAD = 140
_PLAIN_SUBHEAD = 80
_QUESTION = 40
"""Characters of a bold question that may be a subhead; in an interview none is."""
_PROSE = 80
_MAX_CELLS, _MAX_CELL = 20, 200
_LINKED, _LINK_LINE = 0.9, 150
_SIMPLE = frozenset(
    ("p", "ul", "ol", "li", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "dl")
)


class Body(NamedTuple):
    """The blocks, the leaf after the last one, and whether the lead serves as body."""

    blocks: list[Block]
    last: int
    from_lead: bool


def find(page: "Anatomy") -> Body:
    """The article's text from after lead and image to its end."""
    return of_leaves(page, leaves_of(page))


def leaves_of(page: "Anatomy") -> list[Leaf]:
    """The leaves of the article's own text."""
    leaves = _leaves(page)
    if not leaves and page.pictures.captions:
        page.pictures = images.find(page, cautious=True)
        del page.lead
        leaves = _leaves(page)
    return leaves


def of_leaves(page: "Anatomy", leaves: list[Leaf]) -> Body:
    """The body that these leaves make; without any the lead serves as one."""
    if leaves:
        return Body(_blocks(page, leaves), leaves[-1].index + 1, from_lead=False)
    lead = page.lead
    if lead.text and lead.taken:
        return Body([Block("paragraph", lead.text)], max(lead.taken) + 1, from_lead=True)
    return Body([], page.start, from_lead=False)


def _leaves(page: "Anatomy") -> list[Leaf]:
    lead = page.lead
    candidates = [
        leaf
        for leaf in page.leaves[page.start : page.end]
        if leaf.text
        and leaf.index not in lead.taken
        and leaf.index not in page.pictures.captions
        and page.is_content(leaf)
        and not ending.heads_links(page, leaf)
    ]
    while candidates and DATE_LINE.match(candidates[0].text):
        candidates = candidates[1:]
    return _trimmed(page, _connected(candidates))


def _connected(candidates: list[Leaf]) -> list[Leaf]:
    """The leaves that hang together: the text does not jump into another part of the page."""
    first = next((i for i, leaf in enumerate(candidates) if len(leaf.text) >= _PROSE), None)
    if first is None:
        return [leaf for leaf in candidates if is_sentence(leaf.text)] and candidates[:6]
    kept = candidates[: first + 1]
    node = _container(candidates[first])
    for leaf in candidates[first + 1 :]:
        if not node.covers(leaf.index):
            shared = common(node, leaf.node)
            if not _continues(node, leaf, shared):
                break
            node = shared
        kept.append(leaf)
    return kept


def _container(leaf: Leaf) -> Node:
    if leaf.node.tag in _SIMPLE and leaf.node.parent is not None:
        return leaf.node.parent
    return leaf.node


def _branch(shared: Node, node: Node) -> Node:
    while node.parent is not None and node.parent is not shared:
        node = node.parent
    return node


def _continues(node: Node, leaf: Leaf, shared: Node) -> bool:
    """Whether the body goes on in a neighbouring container."""
    other = _branch(shared, leaf.node)
    if other.tag in _SIMPLE or leaf.node is shared:
        return True
    if other.key == _branch(shared, node).key:
        return True
    if shared.tag in ("", "html", "body"):
        return False
    return not FOOT.match(leaf.text)


def _trimmed(page: "Anatomy", leaves: list[Leaf]) -> list[Leaf]:
    """Without what trails behind the text: contact lines, source lines, links home, subheads."""
    while leaves and _trails(page, leaves[-1]):
        leaves = leaves[:-1]
    return leaves


def _trails(page: "Anatomy", leaf: Leaf) -> bool:
    text = leaf.text
    if leaf.level or (leaf.bold and not is_sentence(text) and len(text) < _PLAIN_SUBHEAD):
        return True
    if FOOT.match(text) or CONTACT.match(text) or page.is_contact_line(leaf):
        return True
    if DATE_LINE.match(text) or BYLINE.match(text):
        return True
    if len(text) > _LINK_LINE:
        return False
    filed = LABELLED.match(text) or not split_credit(text)[0]
    return bool(filed) or (leaf.linked > _LINKED and _links_home(page, leaf))


def _links_home(page: "Anatomy", leaf: Leaf) -> bool:
    """Whether a line of links leads to the site's own pages or to share services."""
    for run in leaf.runs:
        if run.href and run.href.startswith("http"):
            if page.source.owns(run.href) or re.search(r"shar|intent|tweet|submit", run.href):
                continue
            return False
    return True


def _blocks(page: "Anatomy", leaves: list[Leaf]) -> list[Block]:
    blocks: list[Block] = []
    previous: Leaf | None = None
    row: Node | None = None
    interview = sum(leaf.bold and leaf.text.endswith("?") for leaf in leaves) > 1
    for position, leaf in enumerate(leaves):
        row, before = _row(page, leaf), row
        if row is not None and row is before:
            blocks[-1] = Block("paragraph", f"{blocks[-1].text} {leaf.text}")
            continue
        following = leaves[position + 1] if position + 1 < len(leaves) else None
        cut = max(page.lead.rest.get(leaf.index, 0), page.pictures.cuts.get(leaf.index, 0))
        text = BRACKET_DATE.sub("", leaf.text[cut:].strip()) if cut else leaf.text
        kind = _kind(page, leaf, following, interview=interview)
        if kind == "item":
            text = _BULLET.sub("", text)
        joins = (
            leaf.broken
            and previous is not None
            and previous.index == leaf.index - 1
            and kind == "paragraph"
            and blocks[-1].kind == "paragraph"
        )
        if joins:
            blocks[-1] = Block("paragraph", f"{blocks[-1].text} {text}")
        else:
            blocks.append(Block(kind, text))
        previous = leaf
    return [block for block in blocks if block.text]


def _row(page: "Anatomy", leaf: Leaf) -> Node | None:
    """The table row that a leaf is a cell of; ``None`` in tables that only lay out the page."""
    if not leaf.flags & TABLE or leaf.level:
        return None
    row = next((node for node in ancestors(leaf.node) if node.tag == "tr"), None)
    if row is None or (page.headline and row.covers(page.headline.end - 1)):
        return None
    cells = page.leaves[row.first : row.end]
    fits = len(cells) <= _MAX_CELLS and all(len(cell.text) <= _MAX_CELL for cell in cells)
    return row if fits else None


def _kind(page: "Anatomy", leaf: Leaf, following: Leaf | None, *, interview: bool) -> BlockKind:
    flags = leaf.flags & ~(page.title_leaf.flags if page.title_leaf else 0)
    if leaf.level and len(leaf.text) <= _MAX_SUBHEAD * 2:
        return "subhead"
    if flags & NUMBERED:
        return "numbered"
    if flags & LIST or _BULLET.match(leaf.text):
        return "item"
    if flags & QUOTE:
        return "quote"
    if flags & TABLE or following is None:
        return "paragraph"
    if _reads_as_subhead(leaf, following):
        return "subhead"
    asks = leaf.bold and leaf.text.endswith("?") and len(leaf.text) <= _QUESTION
    alone = asks and not interview and len(following.text) >= _PROSE
    return "subhead" if alone else "paragraph"


def _reads_as_subhead(leaf: Leaf, following: Leaf) -> bool:
    """A short line without full stop over a paragraph."""
    if following.level or len(following.text) < _PROSE or leaf.text[:1].islower():
        return False
    if (leaf.broken and not leaf.bold) or leaf.node.tag in ("dt", "dd", "td", "th"):
        return False
    if any(run.inline in ("sub", "sup") for run in leaf.runs):
        return False
    if leaf.bold and len(leaf.text) <= _MAX_SUBHEAD:
        return not leaf.text.rstrip('"“”').endswith((".", "?", "!", ":", ","))
    return (
        len(leaf.text) <= _PLAIN_SUBHEAD
        and not is_sentence(leaf.text)
        and not leaf.text.endswith((",", ";", "“", "”", '"'))
        and leaf.linked < 0.5  # noqa: PLR2004
    )
