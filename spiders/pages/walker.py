"""The one walk over a page's elements that makes its leaves, links and times in reading order."""

from collections.abc import Callable
from itertools import islice
from typing import ClassVar, NamedTuple

import msgspec
from lxml import etree

from press.text import clean_line
from spiders.pages import controls, head
from spiders.pages.document import (
    MAX_LEAF,
    NUMBERED,
    Document,
    Leaf,
    Link,
    Node,
    Picture,
    Run,
    Stamp,
    ancestors,
    join,
    line_of,
)
from spiders.pages.elements import (
    INLINE,
    SKIPPED,
    VOID,
    attributes_of,
    is_bold,
    is_hidden,
    is_icon,
    names_credit,
    picture_of,
    source_of,
    unscripted,
)
from spiders.pages.shapes import Anchor, Shape, anchor_of, shape_of

MAX_ELEMENTS = 60_000
"""Elements of a page that are looked at; a long article has a few thousand."""
MAX_LINKS = 4_000
MAX_LINK_PIECES = 200

_CLOSED = SKIPPED | {"script", "title", "input"}
"""Elements whose content is no part of the page's text."""


class _Inline(NamedTuple):
    """An open inline element: what it counts as, whether it is bold, its number."""

    name: str
    bold: bool
    number: int


class _Open(msgspec.Struct):
    """An open anchor: where it leads (`run_href` as its runs have it) and what it says so far."""

    node: Node
    anchor: Anchor
    href: str
    run_href: str
    said: list[str] = []
    hinted: list[str] = []


class Walker:
    """The state of the walk. `flags` are all that any element of the page has set."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.leaves = document.leaves
        self.nodes = document.nodes
        self.flags = 0
        self.node = Node("", "", None, 0, 0, 0, 0)
        self.nodes.append(self.node)
        self.runs: list[Run] = []
        self.pictures: list[Picture] = []
        self.breaks = 0
        self.inline: list[_Inline] = []
        self.inline_id = 0
        self.links: list[_Open] = []
        self.hidden_at: list[int] = []
        self.bold = 0
        self.bold_nodes: list[Node] = []
        self.source = ""
        self.pictured = False

    def over(self, root: etree._Element) -> None:
        """Walk over an element and all that stands in it."""
        walker = etree.iterwalk(root, events=("start", "end"))
        enters, enter_block = self._ENTER, Walker._enter_block
        leaves, leave_block = self._LEAVE, Walker._leave_block
        count = 0
        for event, element in walker:
            tag = element.tag
            if event == "start":
                count += 1
                if count > MAX_ELEMENTS:
                    break
                enters.get(tag, enter_block)(self, tag, element)
                if tag in _CLOSED:
                    walker.skip_subtree()
                    continue
                text = element.text
            else:
                leave = leaves.get(tag, leave_block)
                if leave:
                    leave(self)
                text = element.tail if element is not root else None
            if text and (self.runs or not text.isspace()):
                self._text(text)
        self._flush()
        for node in ancestors(self.node):
            node.end = len(self.leaves)

    def _text(self, text: str) -> None:
        if self.hidden_at:
            self._hint(text.strip())
            return
        link = self.links[-1] if self.links else None
        inline = self.inline
        if link is None:
            href, node, name = None, 0, None
        else:
            href, node, name = link.run_href, link.node.index, "a"
            if len(link.said) < MAX_LINK_PIECES:
                link.said.append(text)
        if inline:
            outer = inline[0]
            run = Run(text, outer.name, outer.number, href, self.bold > 0, inline[-1].number, node)
        else:
            run = Run(text, name, 0, href, self.bold > 0, 0, node)
        self.runs.append(run)

    def _hint(self, *words: str | None) -> None:
        """Keep what the open link says to some readers only."""
        if self.links and len(self.links[-1].hinted) < MAX_LINK_PIECES:
            self.links[-1].hinted.extend(word for word in words if word)

    def _enter_inline(self, tag: str, element: etree._Element) -> None:
        self.inline_id += 1
        attributes = attributes_of(element)
        bold = is_bold(tag, attributes)
        self.bold += bold
        name = "credit" if attributes and names_credit(attributes) else tag
        self.inline.append(_Inline(name, bold, self.inline_id))
        if not attributes:
            return
        if self.links:
            self._hint(attributes.get("aria-label"), attributes.get("title"))
        if is_hidden(attributes) or is_icon(element):
            self.hidden_at.append(len(self.inline))
        if tag == "time" and attributes.get("datetime"):
            value = attributes["datetime"].strip()
            stamp = Stamp(value, len(self.leaves), self.node, self.inline_id)
            self.document.times.append(stamp)

    def _leave_inline(self) -> None:
        if self.hidden_at and self.hidden_at[-1] == len(self.inline):
            self.hidden_at.pop()
        if self.inline:
            self.bold -= self.inline.pop().bold

    def _enter_block(self, tag: str, element: etree._Element) -> None:
        if self.runs or self.pictures:
            self._flush()
        self.breaks = 2
        self._open(tag, shape_of(tag, element.items()))  # type: ignore[arg-type]
        if tag == "form" and len(self.document.controls) < controls.MAX_CONTROLS:
            self.document.controls.extend(controls.of_form(element, self.document, self.node))

    def _open(self, tag: str, shape: Shape) -> Node:
        parent = self.node
        key, own, bold, level = shape
        self.flags |= own
        flags = parent.flags | own
        if tag == "ul":
            flags &= ~NUMBERED
        index, first = len(self.nodes), len(self.leaves)
        level = level or parent.level
        node = Node(tag, key, parent, index, first, first, flags, level, parent.depth + 1)
        if bold:
            self.bold_nodes.append(node)
            self.bold += 1
        elif tag == "picture":
            self.source = ""
        self.nodes.append(node)
        self.node = node
        return node

    def _leave_block(self) -> None:
        node = self.node
        if node.parent is None:
            return
        if self.runs or self.pictures:
            self._flush()
        self.breaks = 2
        node.end = len(self.leaves)
        self._close(node, node.parent)

    def _close(self, node: Node, parent: Node) -> None:
        if self.bold_nodes and self.bold_nodes[-1] is node:
            self.bold_nodes.pop()
            self.bold -= 1
        self.node = parent

    def _enter_link(self, _tag: str, element: etree._Element) -> None:
        anchor = anchor_of(tuple(element.items()))
        node = self._open("a", anchor.shape)
        href = ""
        if anchor.href:
            href = self.document.absolute(anchor.href)
        else:
            self._control(element)
        self.links.append(_Open(node, anchor, href, href or ("#" if anchor.named else "")))

    def _leave_link(self) -> None:
        node = self.node
        if not self.links or node is not self.links[-1].node or node.parent is None:
            return
        link = self.links.pop()
        node.end = len(self.leaves) + (1 if self.runs or self.pictures else 0)
        self._close(node, node.parent)
        if link.href and len(self.document.links) < MAX_LINKS:
            said = link.said
            text = line_of(said[0] if len(said) == 1 else "".join(said))
            hint = clean_line(" ".join(link.hinted), 200) if link.hinted else ""
            anchor = link.anchor
            self.document.links.append(Link(link.href, node, text, anchor.rel, anchor.label, hint))

    def _control(self, element: etree._Element) -> None:
        """Keep where a button, or an anchor without address, leads."""
        if len(self.document.controls) < controls.MAX_CONTROLS:
            self.document.controls.extend(controls.of_button(element, self.document, self.node))

    def _enter_button(self, _tag: str, element: etree._Element) -> None:
        self._control(element)

    def _break(self, _tag: str, _element: etree._Element) -> None:
        self._flush()
        self.breaks += 1

    def _rule(self, _tag: str, _element: etree._Element) -> None:
        self._flush()
        self.breaks = 2

    def _nothing(self, _tag: str, _element: etree._Element) -> None:
        pass

    def _block(self) -> Node:
        node = self.node
        while node.tag == "a" and node.parent is not None and node.first == len(self.leaves):
            node = node.parent
        return node

    def _flush(self) -> None:
        if self.runs:
            leaf = _leaf(len(self.leaves), self._block(), self.runs, broken=self.breaks == 1)
            if leaf:
                self.leaves.append(leaf)
                self.breaks = 0
            self.runs = []
        if self.pictures:
            for picture in self.pictures:
                self._picture(picture)
            self.pictures = []

    def _image(self, _tag: str, element: etree._Element) -> None:
        attributes = attributes_of(element)
        if self.links:
            self._hint(attributes.get("alt"), attributes.get("title"))
        within = self.node.tag == "picture"
        picture = picture_of(attributes, self.document, source=self.source if within else "")
        self.pictured = picture is not None
        if picture is not None:
            self._show(picture)

    def _source(self, _tag: str, element: etree._Element) -> None:
        self.source = self.source or source_of(attributes_of(element))

    def _symbol(self, _tag: str, element: etree._Element) -> None:
        self._hint(element.get("aria-label"), *map(str, islice(element.itertext(), 10)))

    def _without_script(self, _tag: str, element: etree._Element) -> None:
        """Take the image that stands in for one which only a script would load."""
        before = element.getprevious()
        shown = before is not None and before.tag in ("img", "picture") and self.pictured
        picture = None if shown else unscripted(element, self.document)
        if picture is not None:
            self._show(picture)

    def _show(self, picture: Picture) -> None:
        if self.runs:
            self.pictures.append(picture)
        else:
            self._picture(picture)

    def _picture(self, picture: Picture) -> None:
        last = self.leaves[-1].picture if self.leaves else None
        if last and last.url == picture.url:
            return
        node = self.node
        self.leaves.append(Leaf(len(self.leaves), node, node.flags, node.level, picture=picture))

    def _head(self, tag: str, element: etree._Element) -> None:
        head.read(tag, element, self.document)

    _ENTER: ClassVar[dict[str, Callable[["Walker", str, etree._Element], None]]] = {
        **dict.fromkeys(VOID | _CLOSED, _nothing),
        **dict.fromkeys(head.READERS, _head),
        **dict.fromkeys(INLINE, _enter_inline),
        "a": _enter_link,
        "br": _break,
        "hr": _rule,
        "img": _image,
        "source": _source,
        "noscript": _without_script,
        "svg": _symbol,
        "button": _enter_button,
    }
    _LEAVE: ClassVar[dict[str, Callable[["Walker"], None] | None]] = {
        **dict.fromkeys(VOID | _CLOSED),
        **dict.fromkeys(INLINE, _leave_inline),
        "a": _leave_link,
    }
    """What begins and ends with an element; all others are blocks."""


def _leaf(index: int, node: Node, runs: list[Run], *, broken: bool) -> Leaf | None:
    """A line of text with what its runs tell of it; ``None`` where nothing can be seen of it."""
    single = len(runs) == 1
    text = line_of(runs[0].text, MAX_LEAF) if single else join(runs)
    if not text:
        return None
    if single:
        run = runs[0]
        bold = run.bold
        linked = len(run.text.strip()) if run.href else 0
    else:
        bold = all(run.bold for run in runs if run.text.strip())
        linked = sum([len(run.text.strip()) for run in runs if run.href])
    share = linked / len(text) if linked else 0.0
    return Leaf(index, node, node.flags, node.level, text, runs, bold, share, broken)
