"""The lead: the paragraph between headline and body, and the date printed in front of it."""

from typing import TYPE_CHECKING, NamedTuple

from press.text import clean_line
from spiders.pages.document import QUOTE, LIST, TABLE, Leaf, Node
from spiders.pages.images import LEAD_CLASS
from spiders.pages.wording import ANY_DATE, BRACKET_DATE, DATE_LINE, WEEKDAY_DATE

if TYPE_CHECKING:
    from spiders.pages.anatomy import Anatomy

_MIN_LEAD = 40
_BOLD_PART = 40


class Lead(NamedTuple):
    """The lead, the words of its date, the leaves taken, a leaf whose front is the lead, the rule.

    `rest` maps a leaf to the characters at its front that are not body.
    """

    text: str | None
    date: str | None
    taken: frozenset[int]
    rest: dict[int, int]
    rule: str


def find(page: "Anatomy") -> Lead:
    """Look for ``[DD.MM.YYYY]`` first, then for a paragraph that is set apart from the body."""
    lines = [
        leaf
        for leaf in page.leaves[page.start : page.end]
        if leaf.text and leaf.index not in page.pictures.captions and page.is_content(leaf)
    ]
    for position, leaf in enumerate(lines):
        if BRACKET_DATE.match(leaf.text):
            return _dated(page, lines, position)
    return _undated(page, lines)


def _dated(page: "Anatomy", lines: list[Leaf], position: int) -> Lead:
    leaf = lines[position]
    match = BRACKET_DATE.match(leaf.text)
    date = f"[{match[1]}]" if match else None
    text = leaf.text[match.end() :] if match else leaf.text
    taken = {leaf.index}
    if not text.strip():
        after = _apart(page, lines[position + 1 :])
        return Lead(
            " ".join(part.text for part in after) or None,
            date,
            frozenset(taken | {part.index for part in after}),
            {},
            "date, then lead",
        )
    split = _bold_end(leaf)
    if split:
        return Lead(leaf.text[match.end() if match else 0 : split].strip(), date, frozenset(),
                    {leaf.index: split}, "date and bold lead")  # fmt: skip
    return Lead(text.strip(), date, frozenset(taken), {}, "date and lead")


def _bold_end(leaf: Leaf) -> int:
    """Where a bold lead ends that the body follows in one paragraph; 0 if it is not so."""
    bold, plain, turned = [], [], False
    for run in leaf.runs:
        if run.bold and not turned:
            bold.append(run.text)
        elif run.text.strip() or turned:
            if BRACKET_DATE.match(f"{clean_line(run.text)} ") and not bold:
                bold.append(run.text)
                continue
            turned = True
            plain.append(run.text)
    head = clean_line("".join(bold))
    if len(head) > _BOLD_PART and len(clean_line("".join(plain))) > _BOLD_PART:
        return len(head) if leaf.text.startswith(head) else 0
    return 0


def _undated(page: "Anatomy", lines: list[Leaf]) -> Lead:
    date = None
    taken: set[int] = set()
    while lines and DATE_LINE.match(lines[0].text):
        found = ANY_DATE.search(lines[0].text)
        if found and not WEEKDAY_DATE.match(lines[0].text):
            date = date or found[0]
        taken.add(lines[0].index)
        lines = lines[1:]
    after = _apart(page, lines)
    return Lead(
        " ".join(leaf.text for leaf in after) or None,
        date,
        frozenset(taken | {leaf.index for leaf in after}),
        {},
        "set apart",
    )


def _apart(page: "Anatomy", lines: list[Leaf]) -> list[Leaf]:
    """The first paragraph (or the paragraphs of its own container) if it differs from the body."""
    if len(lines) < 2:  # noqa: PLR2004
        return []
    first = lines[0]
    if first.level or first.flags & (LIST | QUOTE | TABLE) or len(first.text) < _MIN_LEAD:
        return []
    following = next((leaf for leaf in lines[1:] if not leaf.level), None)
    if following is None:
        return []
    box = _box(first, following)
    if box is not None:
        inside = [leaf for leaf in lines if box.covers(leaf.index)]
        if len(inside) <= 3 and len(inside) < len(lines):  # noqa: PLR2004
            return inside
    if first.bold and not following.bold and not first.text.endswith("?"):
        return [first]
    if LEAD_CLASS.search(first.node.key) or _is_interrupted(page, first, lines[1]):
        return [first]
    if first.node.key != following.node.key and not following.flags & (LIST | QUOTE | TABLE):
        return [first]
    return [first] if _head_side(page, first, following) else []


def _box(first: Leaf, following: Leaf) -> Node | None:
    """The container of the first paragraph alone, if it is of another kind than the body's."""
    node = first.node.parent if first.node.tag in ("p", "span") else first.node
    if node is None or node.covers(following.index) or node.tag in ("", "body", "html"):
        return None
    while node.parent is not None and not node.parent.covers(following.index):
        node = node.parent
    other = following.node
    while other.parent is not None and not other.parent.covers(first.index):
        other = other.parent
    return node if node.key != other.key else None


def _is_interrupted(page: "Anatomy", first: Leaf, following: Leaf) -> bool:
    """Whether an image, caption or tool line stands between the first and the second paragraph."""
    return any(
        leaf.picture or not page.is_content(leaf) or leaf.index in page.pictures.captions
        for leaf in page.leaves[first.index + 1 : following.index]
    )


def _head_side(page: "Anatomy", first: Leaf, following: Leaf) -> bool:
    """Whether the first paragraph stands in the headline's container and the body does not."""
    if page.headline is None:
        return False
    title = page.headline.end - 1
    node = first.node.parent
    return (
        node is not None
        and node.covers(title)
        and not node.covers(following.index)
    )
