"""The kicker: the short line above a headline, told from dates, paths, labels and site names."""

from press.text import clean_line
from spiders.pages.document import (
    FIGURE,
    FOOTER,
    HIDDEN,
    LIST,
    NAV,
    NOISE,
    Document,
    Leaf,
    Node,
    common,
)
from spiders.pages.wording import (
    ANY_DATE,
    BRACKET_DATE,
    CALENDAR,
    DATE_LINE,
    FURNITURE,
    LABEL,
    folded,
    split_credit,
)

MAX_KICKER = 120
PATH_SIGNS = ("›", "»", " > ")
_SITE_SIGNS = frozenset("-|:»")
"""What stands between a title and the site's name behind it."""


def kicker_text(text: str) -> str | None:
    """A kicker without the signs that part it from the title."""
    return clean_line(text).rstrip(" :|–-•·/").lstrip(" •·|–-") or None


def kicker_before(document: Document, title: Leaf) -> tuple[str, int] | None:
    """The short line directly over the title, and its leaf."""
    index = title.index
    for _ in range(4):
        index -= 1
        if index < 0:
            return None
        leaf = document.leaves[index]
        if CALENDAR in leaf.text:
            return None
        if leaf.picture or DATE_LINE.match(leaf.text) or LABEL.match(leaf.text):
            continue
        if FURNITURE.match(leaf.text):
            continue
        if not _may_be_kicker(document, leaf, title):
            return None
        return kicker_text(leaf.text) or "", index
    return None


def _may_be_kicker(document: Document, leaf: Leaf, title: Leaf) -> bool:
    if leaf.flags & (NAV | FOOTER | HIDDEN | FIGURE) or leaf.flags & NOISE & ~title.flags:
        return False
    if not _reads_as_kicker(document, leaf):
        return False
    if leaf.flags & LIST & ~title.flags and _items_around(leaf) > 1:
        return False
    shared = common(leaf.node, title.node)
    near = max(title.node.depth, 1) - shared.depth
    far = leaf.node.depth - shared.depth
    if near <= 1 and far <= 1:
        return True
    inside = shared.tag not in ("body", "html", "")
    return inside and near <= 3 and far <= 3 and _opens(document, shared, leaf)  # noqa: PLR2004


def _reads_as_kicker(document: Document, leaf: Leaf) -> bool:
    """Whether a line's words can be a kicker: short, no date, credit, path or sentence."""
    text = leaf.text
    return not (
        len(text) > MAX_KICKER
        or BRACKET_DATE.match(text)
        or ANY_DATE.search(text)
        or split_credit(text)[1]
        or any(sign in text for sign in PATH_SIGNS)
        or ("|" in text and leaf.linked)
        or text.endswith((".", "!", ";", ","))
        or names_site(document, text)
    )


def _opens(document: Document, node: Node, leaf: Leaf) -> bool:
    """Whether nothing but images, dates and labels stands before the leaf in `node`."""
    return all(
        other.picture or DATE_LINE.match(other.text) or LABEL.match(other.text)
        for other in document.leaves[node.first : leaf.index]
    )


def _items_around(leaf: Leaf) -> int:
    node = leaf.node
    while node.parent and node.tag not in ("ul", "ol"):
        node = node.parent
    return node.end - node.first


def names_site(document: Document, text: str) -> bool:
    """Whether the line is the site's own name, as it ends the page's `<title>`."""
    low = folded(text)
    site = folded(document.meta.get("og:site_name", ""))
    if len(low) <= 3:  # noqa: PLR2004
        return False
    title = folded(document.title)
    return low == site or (title.endswith(low) and title[: -len(low)].rstrip()[-1:] in _SITE_SIGNS)
