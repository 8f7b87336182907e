"""A page as a sequence of text leaves: the form in which page objects look at HTML.

What a reader sees as a line or paragraph becomes a `Leaf`; its place in the page is kept as a light
tree of `Node`s, so that structure (what stands inside what, what comes before what) can be asked
without going through the HTML again. `spiders.pages.walk` makes documents.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import msgspec

from press.text import MAX_LINE, clean_line

MAX_LEAF = 100_000
"""Characters of the longest line or paragraph."""
_SHORT = 80
"""Characters up to which a line is likely to stand on more than one page of its site."""

NAV, HEADER, FOOTER, ASIDE, FIGURE, LIST, NUMBERED, QUOTE, TABLE, FORM, HIDDEN, NOISE, PROSE = (
    1 << bit for bit in range(13)
)
"""Where a leaf stands; `NOISE` is only a hint of class names."""


class Run(msgspec.Struct, frozen=True, gc=False):
    """A stretch of a leaf's text, with its link and weight.

    `inline` and `inline_id` are the outermost inline element it is in, `inner_id` the innermost;
    `link` is the number of the anchor's node, 0 outside anchors.
    """

    text: str
    inline: str | None
    inline_id: int
    href: str | None
    bold: bool
    inner_id: int = 0
    link: int = 0


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
            unlinked = msgspec.structs.replace(run, href=None)
            joined = join([Run(last.text, None, 0, None, bold=False), unlinked])
            found[-1] = Part(joined, last.inline, last.linked or bool(run.href))
        else:
            found.append(Part(clean_line(run.text), inline, bool(run.href)))
    return found


class Picture(NamedTuple):
    """An image as the page shows it."""

    url: str
    alt: str | None


class Node(msgspec.Struct, eq=False):
    """A block element or link: which leaves it covers (`first` up to before `end`)."""

    tag: str
    key: str
    parent: "Node | None"
    index: int
    first: int
    end: int
    flags: int
    level: int = 0
    depth: int = 0

    def covers(self, leaf: int) -> bool:
        """Whether the leaf of this number stands inside."""
        return self.first <= leaf < self.end


class Leaf(msgspec.Struct, eq=False):
    """One line or paragraph of text, or one image, in reading order.

    `linked` is the share of its text that links hold; a `broken` one follows a line break.
    """

    index: int
    node: Node
    flags: int
    level: int
    text: str = ""
    runs: list[Run] = []
    bold: bool = False
    linked: float = 0.0
    broken: bool = False
    picture: Picture | None = None


class Link(msgspec.Struct, frozen=True, eq=False):
    """An anchor: its absolute address, its node, its own words.

    `hint` is what it says to some readers only: alternative texts, hidden words, names of icons.
    """

    href: str
    node: Node
    text: str
    rel: str
    label: str
    hint: str = ""


@lru_cache(maxsize=64)
def _origin(base: str) -> str | None:
    parts = urlsplit(base)
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") else None


@lru_cache(maxsize=4096)
def on_site(origin: str | None, href: str) -> str:
    """An address in full that is the same on every page of its site; "" for any other."""
    # Nearly all links are plain paths or whole addresses; `urljoin` is the dearest part of reading.
    if href.isprintable() and href[-1:] not in ("", "?", "#") and "[" not in href:
        if href.startswith(("https://", "http://")):
            return href
        if origin and href[0] == "/" and href[1:2] != "/" and "/." not in href:
            return origin + href
    return ""


@lru_cache(maxsize=1024)
def _joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href)
    except ValueError:
        return ""


class Stamp(NamedTuple):
    """A `time[datetime]`: its value, the leaf it belongs to and its nearest block or link.

    `inline_id` is the element's own number among inline elements, as in `Run`.
    """

    value: str
    leaf: int
    node: Node
    inline_id: int = 0


class Document:
    """A parsed page: leaves, links and times in reading order, and what its head says.

    `controls` are buttons and forms that lead to an address as a link does.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.resolve_against(url)
        self.leaves: list[Leaf] = []
        self.nodes: list[Node] = []
        self.links: list[Link] = []
        self.controls: list[Link] = []
        self.times: list[Stamp] = []
        self.title = ""
        self.language: str | None = None
        self.meta: dict[str, str] = {}
        self.rels: dict[str, str] = {}
        self.json_ld: list[str] = []

    def resolve_against(self, base: str) -> None:
        """Take the page's links from now on as relative to `base`."""
        self.base = base
        self._origin = _origin(base)

    def absolute(self, href: str) -> str:
        """An address of the page in full; "" when it cannot be one."""
        href = href.strip()
        return on_site(self._origin, href) or _joined(self.base, href)


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


@lru_cache(maxsize=2048)
def _known_line(text: str) -> str:
    return clean_line(text)


def line_of(text: str, limit: int = MAX_LINE) -> str:
    """Text cleaned and on one line. The short ones, which a site repeats, are remembered."""
    return _known_line(text) if len(text) <= _SHORT else clean_line(text, limit)


def join(runs: list[Run]) -> str:
    """The text of runs on one line, with the blank put back that an inline link has lost.

    ``Die<a>Cyberkriminalität</a>`` becomes two words, ``Rechenzentrum<a>s</a>`` stays one.
    """
    if len(runs) == 1:
        return line_of(runs[0].text, MAX_LEAF)
    parts: list[str] = []
    previous: Run | None = None
    for run in runs:
        if previous is not None and previous.text and run.text and _blank_lost(previous, run):
            parts.append(" ")
        parts.append(run.text)
        if run.text:
            previous = run
    return line_of("".join(parts), MAX_LEAF)


def _blank_lost(before: Run, after: Run) -> bool:
    last, first = before.text[-1], after.text[0]
    if before.href != after.href:
        return (last.islower() and first.isupper()) or (last in ",;:!?" and first.isalpha())
    if before.inner_id != after.inner_id and before.inline and after.inline:
        return last in ".!?:)" and (first.isalpha() or first in "(„")
    return False
