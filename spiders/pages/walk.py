"""From HTML to a `Document`: one parse, one walk over the tree, bounded in every direction."""

import re
from functools import lru_cache

from lxml import etree

from press.text import clean_line
from spiders.pages.document import (
    ASIDE,
    FIGURE,
    FOOTER,
    FORM,
    HEADER,
    HIDDEN,
    LIST,
    NAV,
    NOISE,
    NUMBERED,
    PROSE,
    QUOTE,
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

MAX_BYTES = 10_000_000
"""Bytes of a page that are looked at."""
MAX_ELEMENTS = 60_000
"""Elements of a page that are looked at; a long article has a few thousand."""

MAX_LINKS = 4_000
MAX_LINK_PIECES = 200

_INLINE = frozenset(
    [
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_BOLD = frozenset(("b", "strong"))
_SKIPPED = frozenset(
    [
        "style",
        "template",
        "noscript",
        "svg",
        "iframe",
        "object",
        "video",
        "audio",
        "canvas",
        "map",
        "button",
        "select",
        "textarea",
        "math",
        "dialog",
        "embed",
        "applet",
        "datalist",
    ]
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
_VOID = frozenset(
    (
        *("br", "img", "meta", "link", "base", "source", "hr", "col"),
        *("head", "script", "title", "input", "html"),
    )
)
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
        self.open_links: list[Link] = []
        self.said: list[list[str]] = []
        self.hidden_at: list[int] = []

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
            self.document.title = clean_line(" ".join(map(str, element.itertext())))

    def _start(self, tag: str, element: etree._Element) -> None:
        if tag in _INLINE:
            self._start_inline(tag, element)
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
        elif tag not in _VOID:
            self._flush()
            self.breaks = 2
            self._open(tag, element)
        elif tag == "hr":
            self._flush()
            self.breaks = 2

    def _start_inline(self, tag: str, element: etree._Element) -> None:
        self.inline_id += 1
        style = element.get("style") or ""
        self.inline.append((tag, tag in _BOLD or "bold" in style, self.inline_id))
        if element.attrib and _is_hidden(element, style):
            self.hidden_at.append(len(self.inline))
        if tag == "time" and element.get("datetime"):
            self.document.times.append(
                Stamp(element.get("datetime", "").strip(), len(self.document.leaves), self.node)
            )

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
        node = Node(
            tag,
            key=key,
            parent=parent,
            index=len(document.nodes),
            first=len(document.leaves),
            flags=flags,
        )
        if tag in _LEVELS:
            node.level = _LEVELS[tag]
        document.nodes.append(node)
        self.node = node
        return node

    def _start_link(self, element: etree._Element) -> None:
        href = element.get("href")
        self._open("a", element)
        link = self.node
        self.said.append([])
        label = element.get("aria-label") or element.get("title") or ""
        rel = (element.get("rel") or "").lower()
        absolute = ""
        if href and not href.lower().startswith(("javascript:", "#")):
            absolute = self.document.absolute(href)
        self.hrefs.append(absolute or ("#" if href else ""))
        self.open_links.append(Link(absolute, link, "", rel, clean_line(label)))

    def _end(self, tag: str) -> None:
        if tag in _INLINE:
            if self.hidden_at and self.hidden_at[-1] == len(self.inline):
                self.hidden_at.pop()
            if self.inline:
                self.inline.pop()
        elif tag == "a":
            self._end_link()
        elif tag not in _VOID and self.node.parent is not None:
            self._flush()
            self.breaks = 2
            self._close()

    def _close(self) -> None:
        self.node.end = len(self.document.leaves)
        if self.node.parent is not None:
            self.node = self.node.parent

    def _end_link(self) -> None:
        node = self.node
        if not self.open_links or node is not self.open_links[-1].node or node.parent is None:
            return
        link, said = self.open_links.pop(), self.said.pop()
        self.hrefs.pop()
        pending = any(run.text.strip() for run in self.runs) or bool(self.pictures)
        node.end = len(self.document.leaves) + (1 if pending else 0)
        self.node = node.parent
        if link.href and len(self.document.links) < MAX_LINKS:
            self.document.links.append(link._replace(text=clean_line("".join(said))))

    def _text(self, text: str) -> None:
        if self.hidden_at or (not self.runs and text.isspace()):
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
                any(bold for _, bold, _ in inline) if inline else False,
                inline[-1][2] if inline else 0,
            )
        )

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


_ICON = re.compile(r"(?:^|[/_.-])(?:icons?|spacer|pixel|sprite|blank)(?:[/_.-]|$)", re.IGNORECASE)


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
