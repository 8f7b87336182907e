"""From HTML to a `Document`: one parse, one walk over the tree, bounded in every direction."""

from collections import Counter
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from lxml import etree

from press.text import clean_line
from spiders.pages import controls
from spiders.pages.document import (
    HIDDEN,
    NUMBERED,
    TABLE,
    Document,
    Leaf,
    Link,
    Node,
    Picture,
    Run,
    Stamp,
    ancestors,
)
from spiders.pages.elements import (
    INLINE,
    LEVELS,
    SHAPING,
    SKIPPED,
    VOID,
    attributes_of,
    flags_of,
    is_bold,
    is_hidden,
    is_icon,
    names_credit,
    picture_of,
    source_of,
    unscripted,
)

MAX_BYTES = 10_000_000
"""Bytes of a page that are looked at."""
MAX_ELEMENTS = 60_000
"""Elements of a page that are looked at; a long article has a few thousand."""

MAX_LINKS = 4_000
MAX_LINK_PIECES = 200

_SPECIAL = SKIPPED | {"script", "head", "title", "input"}
_BLOCKS = frozenset(("p", "div", "ul", "ol", "blockquote", *LEVELS))
_PROSE = 60
_MAX_CELL_LEAVES = 20


def parse(text: str, url: str) -> Document:
    """Read a page's HTML. Never raises on broken markup; an empty page has no leaves."""
    return document_of(tree_of(text), url)


def tree_of(text: str) -> etree._Element | None:
    """A page's elements; ``None`` for a page without any."""
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, recover=True, huge_tree=True
    )
    body = text.replace("\x00", "").encode("utf-8", "replace")
    try:
        return etree.fromstring(body, parser) if body.strip() else None
    except etree.XMLSyntaxError:
        return None


def document_of(root: etree._Element | None, url: str, *, base: str | None = None) -> Document:
    """The document of a tree or of a part of one; `base` is what its links are resolved against."""
    document = Document(url)
    document.base = base or url
    if root is not None:
        _Walk(document).over(root)
        _show_all(document)
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
    if not any(node.tag == "table" for node in document.nodes):
        return
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


class _Shape(NamedTuple):
    """What an element's name and attributes say of it, whatever stands in it."""

    key: str
    flags: int
    bold: bool


@lru_cache(maxsize=4096)
def _shape(tag: str, shaping: tuple[tuple[str, str], ...]) -> _Shape:
    """The shape of an element by its attributes among `SHAPING`: a site repeats few of them."""
    attributes = dict(shaping)
    words = attributes.get("class", "")
    key = f"{tag}.{words}" if words or attributes.get("id") else tag
    return _Shape(key, flags_of(tag, attributes), is_bold(tag, attributes))


class _Walk:
    """The state of the one walk over the tree."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.node = self._open_root()
        self.runs: list[Run] = []
        self.pictures: list[Picture] = []
        self.breaks = 0
        self.inline: list[tuple[str, bool, int]] = []
        self.inline_id = 0
        self.hrefs: list[str] = []
        self.open_links: list[Link] = []
        self.said: list[list[str]] = []
        self.hinted: list[list[str]] = []
        self.hidden_at: list[int] = []
        self.bold: list[Node] = []
        self.source = ""
        self.pictured = False

    def _open_root(self) -> Node:
        root = Node("", key="", parent=None, index=0, first=0, flags=0)
        self.document.nodes.append(root)
        return root

    def over(self, root: etree._Element) -> None:
        walker = etree.iterwalk(root, events=("start", "end"))
        count = 0
        for event, element in walker:
            tag = element.tag
            if event == "start":
                count += 1
                if count > MAX_ELEMENTS:
                    break
                if tag in _SPECIAL:
                    self._start_special(tag, element)
                    if tag != "head":
                        walker.skip_subtree()
                    continue
                self._start(tag, element)
                if text := element.text:
                    self._text(text)
            else:
                if tag not in SKIPPED:
                    self._end(tag)
                if (tail := element.tail) and element is not root:
                    self._text(tail)
        self._flush()
        for node in ancestors(self.node):
            node.end = len(self.document.leaves)

    def _start_special(self, tag: str, element: etree._Element) -> None:
        if tag == "script":
            if (element.get("type") or "").strip().lower() == "application/ld+json":
                self.document.json_ld.append((element.text or "")[:500_000])
        elif tag == "noscript":
            self._without_script(element)
        elif tag == "title" and not self.document.title:
            self.document.title = clean_line(" ".join(map(str, element.itertext())))
        elif tag == "svg":
            self._hint(element.get("aria-label"), *map(str, islice(element.itertext(), 10)))
        elif tag == "button" and len(self.document.controls) < controls.MAX_CONTROLS:
            self.document.controls.extend(controls.of_button(element, self.document, self.node))

    def _start(self, tag: str, element: etree._Element) -> None:
        if tag in INLINE:
            self._start_inline(tag, element)
        elif tag == "a":
            self._start_link(element)
        elif tag == "br":
            self._flush()
            self.breaks += 1
        elif tag in ("img", "source"):
            self._image(tag, element)
        elif tag in ("meta", "link", "base"):
            self._head(tag, element)
        elif tag == "html":
            self.document.language = clean_line(element.get("lang") or "", 40) or None
        elif tag not in VOID:
            self._flush()
            self.breaks = 2
            self._open(tag, element)
            if tag == "form" and len(self.document.controls) < controls.MAX_CONTROLS:
                self.document.controls.extend(controls.of_form(element, self.document, self.node))
        elif tag == "hr":
            self._flush()
            self.breaks = 2

    def _hint(self, *words: str | None) -> None:
        """Keep what the open link says to some readers only."""
        if self.hinted and len(self.hinted[-1]) < MAX_LINK_PIECES:
            self.hinted[-1].extend(word for word in words if word)

    def _start_inline(self, tag: str, element: etree._Element) -> None:
        self.inline_id += 1
        attributes = attributes_of(element)
        name = "credit" if names_credit(attributes) else tag
        self.inline.append((name, is_bold(tag, attributes), self.inline_id))
        if attributes:
            self._hint(attributes.get("aria-label"), attributes.get("title"))
            if is_hidden(attributes) or is_icon(element):
                self.hidden_at.append(len(self.inline))
        if tag == "time" and element.get("datetime"):
            self.document.times.append(
                Stamp(
                    element.get("datetime", "").strip(),
                    len(self.document.leaves),
                    self.node,
                    self.inline_id,
                )
            )

    def _open(self, tag: str, element: etree._Element) -> Node:
        parent = self.node
        shape = _shape(tag, tuple([item for item in element.items() if item[0] in SHAPING]))
        flags = parent.flags | shape.flags
        if tag == "ul":
            flags &= ~NUMBERED
        document = self.document
        node = Node(
            tag,
            key=shape.key,
            parent=parent,
            index=len(document.nodes),
            first=len(document.leaves),
            flags=flags,
        )
        if tag in LEVELS:
            node.level = LEVELS[tag]
        if shape.bold:
            self.bold.append(node)
        elif tag == "picture":
            self.source = ""
        document.nodes.append(node)
        self.node = node
        return node

    def _start_link(self, element: etree._Element) -> None:
        href = element.get("href")
        self._open("a", element)
        link = self.node
        self.said.append([])
        self.hinted.append([])
        label = element.get("aria-label") or element.get("title") or ""
        rel = (element.get("rel") or "").lower()
        absolute = ""
        if href and not href.lower().startswith(("javascript:", "#")):
            absolute = self.document.absolute(href)
        elif len(self.document.controls) < controls.MAX_CONTROLS:
            self.document.controls.extend(controls.of_button(element, self.document, link))
        self.hrefs.append(absolute or ("#" if href else ""))
        self.open_links.append(Link(absolute, link, "", rel, clean_line(label)))

    def _end(self, tag: str) -> None:
        if tag in INLINE:
            if self.hidden_at and self.hidden_at[-1] == len(self.inline):
                self.hidden_at.pop()
            if self.inline:
                self.inline.pop()
        elif tag == "a":
            self._end_link()
        elif tag not in VOID and self.node.parent is not None:
            if self.runs or self.pictures:
                self._flush()
            self.breaks = 2
            self._close()

    def _close(self) -> None:
        self.node.end = len(self.document.leaves)
        self._leave(self.node)

    def _leave(self, node: Node) -> None:
        if self.bold and self.bold[-1] is node:
            self.bold.pop()
        self.node = node.parent or node

    def _end_link(self) -> None:
        node = self.node
        if not self.open_links or node is not self.open_links[-1].node or node.parent is None:
            return
        link, said, hinted = self.open_links.pop(), self.said.pop(), self.hinted.pop()
        self.hrefs.pop()
        pending = any(run.text.strip() for run in self.runs) or bool(self.pictures)
        node.end = len(self.document.leaves) + (1 if pending else 0)
        self._leave(node)
        if link.href and len(self.document.links) < MAX_LINKS:
            hint = clean_line(" ".join(hinted), 200) if hinted else ""
            self.document.links.append(link._replace(text=clean_line("".join(said)), hint=hint))

    def _text(self, text: str) -> None:
        if not self.runs and text.isspace():
            return
        if self.hidden_at:
            self._hint(text.strip())
            return
        if self.said and len(self.said[-1]) < MAX_LINK_PIECES:
            self.said[-1].append(text)
        inline = self.inline
        self.runs.append(
            Run(
                text,
                inline[0][0] if inline else ("a" if self.hrefs else None),
                inline[0][2] if inline else 0,
                self.hrefs[-1] if self.hrefs else None,
                bool(self.bold) or (bool(inline) and any(bold for _, bold, _ in inline)),
                inline[-1][2] if inline else 0,
                self.open_links[-1].node.index if self.open_links else 0,
            )
        )

    def _in_hidden_link(self) -> bool:
        node = self.node
        return node.tag == "a" and bool(node.flags & HIDDEN)

    def _block(self) -> Node:
        node = self.node
        while (
            node.tag == "a" and node.parent is not None and node.first == len(self.document.leaves)
        ):
            node = node.parent
        return node

    def _flush(self) -> None:
        document = self.document
        if self.runs:
            leaf = Leaf(len(document.leaves), self._block(), self.runs, broken=self.breaks == 1)
            if leaf.text:
                document.leaves.append(leaf)
                self.breaks = 0
            self.runs = []
        if self.pictures:
            for picture in self.pictures:
                self._picture(picture)
            self.pictures = []

    def _image(self, tag: str, element: etree._Element) -> None:
        if tag == "source":
            self.source = self.source or source_of(element)
            return
        self._hint(element.get("alt"), element.get("title"))
        within = self.node.tag == "picture"
        picture = picture_of(element, self.document, source=self.source if within else "")
        self.pictured = picture is not None
        if picture is not None:
            self._show(picture)

    def _without_script(self, element: etree._Element) -> None:
        """Take the image that stands in for one which only a script would load."""
        before = element.getprevious()
        shown = before is not None and before.tag in ("img", "picture") and self.pictured
        picture = None if shown else unscripted(element, self.document)
        if picture is not None:
            self._show(picture)

    def _show(self, picture: Picture) -> None:
        if any(run.text.strip() for run in self.runs):
            self.pictures.append(picture)
        else:
            self._picture(picture)

    def _picture(self, picture: Picture) -> None:
        last = self.document.leaves[-1].picture if self.document.leaves else None
        if last and last.url == picture.url:
            return
        leaf = Leaf(len(self.document.leaves), self.node, [], broken=False)
        leaf.picture = picture
        self.document.leaves.append(leaf)

    def _head(self, tag: str, element: etree._Element) -> None:
        document = self.document
        if tag == "meta":
            name = element.get("property") or element.get("name") or element.get("itemprop")
            content = element.get("content")
            if name and content:
                document.meta.setdefault(name.strip().lower(), clean_line(content, 20_000))
        elif tag == "base":
            href = element.get("href")
            if href and document.base == document.url:
                document.base = document.absolute(href) or document.url
        else:
            href = element.get("href")
            for rel in (element.get("rel") or "").lower().split() if href else ():
                key = f"{rel}:{element.get('media')}" if element.get("media") else rel
                document.rels.setdefault(key, document.absolute(href or ""))
