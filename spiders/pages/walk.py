"""From HTML to a `Document`: one parse, one walk over the tree, bounded in every direction."""

from collections import Counter

from lxml import etree

from spiders.pages.document import HIDDEN, TABLE, Document, Node
from spiders.pages.elements import LEVELS
from spiders.pages.walker import Walker

MAX_BYTES = 10_000_000
"""Bytes of a page that are looked at."""

_PARSER = etree.HTMLParser(
    encoding="utf-8", remove_comments=True, remove_pis=True, recover=True, huge_tree=True
)
_BLOCKS = frozenset(("p", "div", "ul", "ol", "blockquote", *LEVELS))
_PROSE = 60
_MAX_CELL_LEAVES = 20


def parse(text: str, url: str) -> Document:
    """Read a page's HTML. Never raises on broken markup; an empty page has no leaves."""
    return document_of(tree_of(text), url)


def tree_of(text: str) -> etree._Element | None:
    """A page's elements; ``None`` for a page without any."""
    if "\x00" in text:
        text = text.replace("\x00", "")
    if not text or text.isspace():
        return None
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), _PARSER)
    except etree.XMLSyntaxError:
        return None


def document_of(root: etree._Element | None, url: str, *, base: str | None = None) -> Document:
    """The document of a tree or of a part of one; `base` is what its links are resolved against."""
    document = Document(url)
    document.resolve_against(base or url)
    if root is not None:
        walker = Walker(document)
        walker.over(root)
        if walker.flags & HIDDEN:
            _show_all(document)
        if walker.flags & TABLE:
            _free_layout(document)
    return document


def _show_all(document: Document) -> None:
    """Take back `HIDDEN` on a page that hides most of its text until a script has run."""
    sizes = [0, 0]
    for leaf in document.leaves:
        sizes[bool(leaf.flags & HIDDEN)] += len(leaf.text)
    if sizes[1] > 2 * sizes[0]:
        for node in document.nodes:
            node.flags &= ~HIDDEN
        for leaf in document.leaves:
            leaf.flags &= ~HIDDEN


def _free_layout(document: Document) -> None:
    """Take back `TABLE` in tables that lay out a page: with headings or paragraphs in cells."""
    tables: list[Node | None] = []
    blocks: Counter[Node] = Counter()
    layout: set[Node] = set()
    for node in document.nodes:
        within = tables[node.parent.index] if node.parent else None
        tables.append(node if node.tag == "table" else within)
        cell = node.parent
        if within is None or cell is None or cell.tag not in ("td", "th"):
            continue
        blocks[cell] += node.tag in _BLOCKS and node.end > node.first
        if node.level or (blocks[cell] > 1 and _holds_prose(document, cell)):
            layout.add(within)
    if not layout:
        return
    for node in document.nodes:
        if tables[node.index] in layout:
            node.flags &= ~TABLE
    for leaf in document.leaves:
        if tables[leaf.node.index] in layout:
            leaf.flags &= ~TABLE


def _holds_prose(document: Document, cell: Node) -> bool:
    first = document.leaves[cell.first : cell.first + _MAX_CELL_LEAVES]
    return any(len(leaf.text) >= _PROSE and cell.covers(leaf.index) for leaf in first)
