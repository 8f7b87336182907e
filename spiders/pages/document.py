"""A page as a sequence of text leaves: the form in which page objects look at HTML.

One parse, one walk. What a reader sees as a line or paragraph becomes a `Leaf`; its place in the
page is kept as a light tree of `Node`s, so that structure (what stands inside what, what comes
before what) can be asked without going through the HTML again.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urljoin

from lxml import etree

from press.text import clean_line

MAX_BYTES = 10_000_000
"""Bytes of a page that are looked at."""
MAX_ELEMENTS = 60_000
"""Elements of a page that are looked at; a long article has a few thousand."""

NAV, HEADER, FOOTER, ASIDE, FIGURE, LIST, NUMBERED, QUOTE, TABLE, FORM, HIDDEN, NOISE, PROSE = (
    1 << bit for bit in range(13)
)
"""Where a leaf stands; `NOISE` is only a hint of class names."""

_INLINE = frozenset(
    "abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt "
    "ruby s samp small span strike strong sub sup time tt u var wbr".split()
)
_BOLD = frozenset(("b", "strong"))
_SKIPPED = frozenset(
    "style template noscript svg iframe object video audio canvas map button select textarea "
    "math dialog embed applet datalist".split()
)
_TAG_FLAGS = {
    "nav": NAV,
    "menu": NAV,
    "header": HEADER,
    "footer": FOOTER,
    "aside": ASIDE,
    "figure": FIGURE,
    "figcaption": FIGURE,
    "ul": LIST,
    "ol": LIST | NUMBERED,
    "blockquote": QUOTE,
    "table": TABLE,
    "form": FORM,
    "p": PROSE,
}
_ROLE_FLAGS = {
    "navigation": NAV,
    "banner": HEADER,
    "contentinfo": FOOTER,
    "complementary": ASIDE,
    "search": FORM,
    "dialog": NOISE,
    "alertdialog": NOISE,
}
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_HIDDEN_CLASS = re.compile(
    r"(?:^|\s)(?:sr-only|visually-?hidden|aural|screen-reader-text|hidden|d-none|invisible)(?:\s|$)"
)
_NOISE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|shariff|social|socialmedia|cookies?|consent|newsletter|"
    r"breadcrumbs?|related|advert|werbung|anzeige|comments?|skip-?links?|pagination|pager|"
    r"navigation|sidebar)(?:[\s_-]|$)"
)
_DISPLAY_NONE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")


class Run(NamedTuple):
    """A stretch of a leaf's text, with its link and weight.

    `inline` and `inline_id` are the outermost inline element it is in, `inner_id` the innermost.
    """

    text: str
    inline: str | None
    inline_id: int
    href: str | None
    bold: bool
    inner_id: int = 0


class Part(NamedTuple):
    """Neighbouring runs that one inline element holds, as one text."""

    text: str
    inline: bool
    linked: bool


def parts(runs: list[Run]) -> list[Part]:
    """A leaf's runs by inline elements; where one element holds all, by the elements inside it."""
    filled = [run for run in runs if run.text.strip()]
    outer = [run.inline_id for run in filled]
    keys = [run.inner_id for run in filled] if len(set(outer)) == 1 else outer
    found: list[Part] = []
    for index, run in enumerate(filled):
        inline = bool(keys[index]) and (keys is outer or run.inner_id != run.inline_id)
        if index and keys[index] == keys[index - 1]:
            last = found[-1]
            joined = join([Run(last.text, None, 0, None, bold=False), run._replace(href=None)])
            found[-1] = Part(joined, last.inline, last.linked or bool(run.href))
        else:
            found.append(Part(clean_line(run.text), inline, bool(run.href)))
    return found


class Picture(NamedTuple):
    """An image as the page shows it."""

    url: str
    alt: str | None


class Node:
    """A block element or link: which leaves it covers (`first` up to before `end`)."""

    __slots__ = ("depth", "end", "first", "flags", "index", "key", "level", "parent", "tag")

    def __init__(
        self, index: int, tag: str, key: str, parent: "Node | None", first: int, flags: int
    ) -> None:
        self.index = index
        self.tag = tag
        self.key = key
        self.parent = parent
        self.first = first
        self.end = first
        self.flags = flags
        self.level = parent.level if parent else 0
        self.depth: int = parent.depth + 1 if parent else 0

    def covers(self, leaf: int) -> bool:
        """Whether the leaf of this number stands inside."""
        return self.first <= leaf < self.end


class Leaf:
    """One line or paragraph of text, or one image, in reading order."""

    __slots__ = (
        "bold", "broken", "flags", "index", "level", "linked", "node", "picture", "runs", "text",
    )  # fmt: skip

    def __init__(self, index: int, node: Node, runs: list[Run], *, broken: bool) -> None:
        self.index = index
        self.node = node
        self.runs = runs
        self.flags = node.flags
        self.level = node.level
        self.broken = broken
        self.picture: Picture | None = None
        self.text = join(runs)
        self.bold = bool(runs) and all(run.bold for run in runs if run.text.strip())
        self.linked = (
            sum(len(run.text.strip()) for run in runs if run.href) / max(1, len(self.text))
            if any(run.href for run in runs)
            else 0.0
        )


class Link(NamedTuple):
    """An anchor: its absolute address, its node, its own words."""

    href: str
    node: Node
    text: str
    rel: str
    label: str


class Stamp(NamedTuple):
    """A `time[datetime]`: its value, the leaf it belongs to and its nearest block or link."""

    value: str
    leaf: int
    node: Node


class Document:
    """A parsed page: leaves, links and times in reading order, and what its head says."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.base = url
        self.leaves: list[Leaf] = []
        self.nodes: list[Node] = []
        self.links: list[Link] = []
        self.times: list[Stamp] = []
        self.title = ""
        self.language: str | None = None
        self.meta: dict[str, str] = {}
        self.rels: dict[str, str] = {}
        self.json_ld: list[str] = []

    def absolute(self, href: str) -> str:
        """An address of the page in full; "" when it cannot be one."""
        try:
            return urljoin(self.base, href.strip())
        except ValueError:
            return ""


def ancestors(node: Node | None) -> Iterator[Node]:
    """The node itself and all it stands in, inside out."""
    while node is not None:
        yield node
        node = node.parent


def common(one: Node, other: Node) -> Node:
    """The innermost node that both stand in."""
    while one is not other:
        if one.depth >= other.depth and one.parent:
            one = one.parent
        elif other.parent:
            other = other.parent
        else:
            break
    return one


_NO_BLANK_NEEDED = re.compile(r"[\s(\[„‚«/»“\"'’–-]$")


def join(runs: list[Run]) -> str:
    """The text of runs on one line, with the blank put back that an inline link has lost.

    ``Die<a>Cyberkriminalität</a>`` becomes two words, ``Rechenzentrum<a>s</a>`` stays one.
    """
    parts: list[str] = []
    previous: Run | None = None
    for run in runs:
        if previous is not None and previous.text and run.text and _blank_lost(previous, run):
            parts.append(" ")
        parts.append(run.text)
        if run.text:
            previous = run
    return clean_line("".join(parts), 100_000)


def _blank_lost(before: Run, after: Run) -> bool:
    last, first = before.text[-1], after.text[0]
    if before.href != after.href:
        return (last.islower() and first.isupper()) or (last in ",;:!?" and first.isalpha())
    if before.inline_id != after.inline_id and before.inline and after.inline:
        return last in ".!?:)" and (first.isalpha() or first in "(„")
    return False


def _is_hidden(element: etree._Element, style: str) -> bool:
    return (
        element.get("hidden") is not None
        or bool(_DISPLAY_NONE.search(style))
        or bool(_class_flags(element.get("class") or "") & HIDDEN)
    )


@lru_cache(maxsize=4096)
def _class_flags(words: str) -> int:
    words = words.lower()
    flags = NOISE if _NOISE_CLASS.search(words) else 0
    return flags | (HIDDEN if _HIDDEN_CLASS.search(words) else 0)


def parse(text: str, url: str) -> Document:
    """Read a page's HTML. Never raises on broken markup; an empty page has no leaves."""
    document = Document(url)
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, recover=True, huge_tree=True
    )
    body = text.replace("\x00", "").encode("utf-8", "replace")
    try:
        root = etree.fromstring(body, parser) if body.strip() else None
    except etree.XMLSyntaxError:
        root = None
    if root is not None:
        _Walk(document).over(root)
    return document


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
        self.open_links: list[tuple[Node, int, int]] = []
        self.hidden_at: list[int] = []

    def _open_root(self) -> Node:
        root = Node(0, "", "", None, 0, 0)
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
                if tag in _SKIPPED or (tag == "script") or tag in ("head", "title", "input"):
                    self._start_special(tag, element)
                    if tag != "head":
                        walker.skip_subtree()
                    continue
                self._start(tag, element)
                if element.text:
                    self._text(element.text)
            else:
                if tag not in _SKIPPED:
                    self._end(tag)
                if element.tail:
                    self._text(element.tail)
        self._flush()
        for node in ancestors(self.node):
            node.end = len(self.document.leaves)

    def _start_special(self, tag: str, element: etree._Element) -> None:
        if tag == "script":
            if (element.get("type") or "").strip().lower() == "application/ld+json":
                self.document.json_ld.append((element.text or "")[:500_000])
        elif tag == "title" and not self.document.title:
            self.document.title = clean_line("".join(element.itertext()))

    def _start(self, tag: str, element: etree._Element) -> None:
        if tag in _INLINE:
            self.inline_id += 1
            style = element.get("style") or ""
            self.inline.append((tag, tag in _BOLD or "bold" in style, self.inline_id))
            if element.attrib and _is_hidden(element, style):
                self.hidden_at.append(len(self.inline))
            if tag == "time" and element.get("datetime"):
                self.document.times.append(
                    Stamp(element.get("datetime", "").strip(), len(self.document.leaves), self.node)
                )
        elif tag == "a":
            self._start_link(element)
        elif tag == "br":
            self._flush()
            self.breaks += 1
        elif tag == "img":
            self._image(element)
        elif tag in ("meta", "link", "base"):
            self._head(tag, element)
        elif tag == "html":
            self.document.language = clean_line(element.get("lang") or "", 40) or None
        elif tag in ("source", "hr", "col"):
            if tag == "hr":
                self._flush()
                self.breaks = 2
        else:
            self._flush()
            self.breaks = 2
            self._open(tag, element)

    def _open(self, tag: str, element: etree._Element) -> Node:
        parent = self.node
        flags = parent.flags | _TAG_FLAGS.get(tag, 0)
        if tag == "ul":
            flags &= ~NUMBERED
        key = tag
        if element.attrib:
            words = element.get("class") or ""
            identity = element.get("id") or ""
            if words or identity:
                flags |= _class_flags(f"{words} {identity}")
                key = f"{tag}.{words}"
            role = element.get("role")
            if role:
                flags |= _ROLE_FLAGS.get(role, 0)
            style = element.get("style")
            if element.get("hidden") is not None or (style and _DISPLAY_NONE.search(style)):
                flags |= HIDDEN
        document = self.document
        node = Node(len(document.nodes), tag, key, parent, len(document.leaves), flags)
        if tag in _LEVELS:
            node.level = _LEVELS[tag]
        document.nodes.append(node)
        self.node = node
        return node

    def _start_link(self, element: etree._Element) -> None:
        href = element.get("href")
        self._open("a", element)
        link = self.node
        self.hrefs.append("")
        if href and not href.lower().startswith(("javascript:", "#")):
            absolute = self.document.absolute(href)
            self.hrefs[-1] = absolute or ""
            if absolute:
                self.document.links.append(
                    Link(
                        absolute,
                        link,
                        clean_line("".join(element.itertext())[:2000]),
                        (element.get("rel") or "").lower(),
                        clean_line(element.get("aria-label") or element.get("title") or ""),
                    )
                )
        elif href:
            self.hrefs[-1] = "#"

    def _end(self, tag: str) -> None:
        if tag in _INLINE:
            if self.hidden_at and self.hidden_at[-1] == len(self.inline):
                self.hidden_at.pop()
            if self.inline:
                self.inline.pop()
        elif tag == "a":
            self._end_link()
        elif tag in (
            "br", "img", "meta", "link", "base", "source", "hr", "col", "head", "script", "title",
            "input",
        ):  # fmt: skip
            return
        elif self.node.parent is not None:
            self._flush()
            self.breaks = 2
            self._close()

    def _close(self) -> None:
        self.node.end = len(self.document.leaves)
        if self.node.parent is not None:
            self.node = self.node.parent

    def _end_link(self) -> None:
        if self.hrefs:
            self.hrefs.pop()
        link = self.node
        if link.tag != "a" or link.parent is None:
            return
        pending = any(run.text.strip() for run in self.runs) or bool(self.pictures)
        link.end = len(self.document.leaves) + (1 if pending else 0)
        self.node = link.parent

    def _text(self, text: str) -> None:
        if self.hidden_at or (not self.runs and text.isspace()):
            return
        inline = self.inline
        self.runs.append(
            Run(
                text,
                inline[0][0] if inline else ("a" if self.hrefs else None),
                inline[0][2] if inline else 0,
                self.hrefs[-1] if self.hrefs else None,
                any(bold for _, bold, _ in inline) if inline else False,
                inline[-1][2] if inline else 0,
            )
        )

    def _block(self) -> Node:
        node = self.node
        while node.tag == "a" and node.parent is not None and node.first == len(
            self.document.leaves
        ):
            node = node.parent
        return node

    def _flush(self) -> None:
        document = self.document
        if self.runs:
            leaf = Leaf(
                len(document.leaves), self._block(), self.runs, broken=self.breaks == 1
            )
            if leaf.text:
                document.leaves.append(leaf)
                self.breaks = 0
            self.runs = []
        if self.pictures:
            for picture in self.pictures:
                self._picture(picture)
            self.pictures = []

    def _image(self, element: etree._Element) -> None:
        picture = _picture_of(element, self.document)
        if picture is None:
            return
        if any(run.text.strip() for run in self.runs):
            self.pictures.append(picture)
        else:
            self._picture(picture)

    def _picture(self, picture: Picture) -> None:
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


_ICON = re.compile(r"(?:^|[/_.-])(?:logo|icon|icons|spacer|pixel|sprite|blank)(?:[/_.-]|$)", re.I)


def _picture_of(element: etree._Element, document: Document) -> Picture | None:
    """The image of an `img`, lazily loaded ones too; ``None`` for icons and measuring pixels."""
    src = ""
    for name in ("src", "data-src", "data-lazy-src", "data-original", "srcset", "data-srcset"):
        value = (element.get(name) or "").strip()
        if value and not value.startswith("data:"):
            src = value.split()[0].rstrip(",") if name.endswith("srcset") else value
            break
    for size in (element.get("width"), element.get("height")):
        if size and size.isdigit() and int(size) <= 32:  # noqa: PLR2004
            return None
    alt = clean_line(element.get("alt") or "") or None
    if not src or _ICON.search(src):
        return None
    return Picture(document.absolute(src), alt)
