"""The lead: the paragraph between headline and body, and the date printed in front of it."""

from typing import TYPE_CHECKING, NamedTuple

from press.text import clean_line
from spiders.pages.captions import LEAD_CLASS
from spiders.pages.document import LIST, QUOTE, TABLE, Leaf, Node, ancestors, common
from spiders.pages.wording import (
    ANY_DATE,
    BRACKET_DATE,
    WEEKDAY_DATE,
    is_date_line,
    is_day_line,
    is_sentence,
)

if TYPE_CHECKING:
    from spiders.pages.anatomy import Anatomy

_MIN_LEAD = 40
_MIN_BOLD = 30
_PROSE = 60
_LONG_HEADING = 90
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
        rest = lines[position + 1 :]
        after = _beside_date(leaf, rest) or _after_loose_date(leaf, rest) or _apart(page, rest)
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
    more = _same_paragraph(leaf, lines[position + 1 :])
    text = " ".join((text.strip(), *(line.text for line in more)))
    taken.update(line.index for line in more)
    return Lead(text, date, frozenset(taken), {}, "date and lead")


def _same_paragraph(leaf: Leaf, lines: list[Leaf]) -> list[Leaf]:
    """Further lines of the lead's own `p`, unless they are all that is left for the body."""
    if leaf.node.tag != "p":
        return []
    more = [line for line in lines if line.node is leaf.node and line.broken]
    return more if len(more) < len(lines) else []


def _beside_date(date: Leaf, lines: list[Leaf]) -> list[Leaf]:
    """The paragraph that shares a container with the date alone."""
    if len(lines) < 2 or lines[0].level:  # noqa: PLR2004
        return []
    box = common(date.node, lines[0].node)
    inside = [leaf for leaf in lines if box.covers(leaf.index)]
    return inside if len(inside) == 1 else []


def _after_loose_date(date: Leaf, lines: list[Leaf]) -> list[Leaf]:
    """The paragraph behind a date that has no block of its own but opens the text loosely."""
    if len(lines) < 2 or not date.node.covers(lines[0].index) or not _is_prose(lines[0]):  # noqa: PLR2004
        return []
    return lines[:1] if lines[0].node is not date.node else []


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
    while lines and is_day_line(lines[0].text):
        found = ANY_DATE.search(lines[0].text)
        own = is_date_line(lines[0].text) and not WEEKDAY_DATE.match(lines[0].text)
        if found and own and not lines[0].flags & LIST and not lines[0].level:
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
    if first.level and _is_lead_heading(first, lines[1:]):
        return [first]
    if first.level or first.flags & (LIST | QUOTE | TABLE) or _is_too_short(first):
        return []
    box = _box(page, first, lines[1:])
    if box is not None:
        inside = [leaf for leaf in lines if box.covers(leaf.index)]
        if len(inside) <= 3 and len(inside) < len(lines):  # noqa: PLR2004
            return inside
    if LEAD_CLASS.search(first.node.key) or _is_interrupted(page, first, lines[1]):
        return [first]
    following = next((leaf for leaf in lines[1:] if _is_prose(leaf)), None)
    if following is None:
        return []
    if first.bold and not following.bold and not first.text.endswith("?"):
        return [first]
    return [first] if first.node.key != following.node.key else []


def _is_too_short(first: Leaf) -> bool:
    """Whether a line is too short for a lead; a bold sentence needs fewer characters."""
    bold = first.bold and first.text.endswith(".") and first.node.tag == "p"
    return len(first.text) < (_MIN_BOLD if bold else _MIN_LEAD)


def _is_lead_heading(first: Leaf, after: list[Leaf]) -> bool:
    """Whether a heading under the headline is the lead: a whole sentence, unlike the subheads."""
    if len(first.text) > _LONG_HEADING and is_sentence(first.text):
        return True
    subheads = [leaf for leaf in after if leaf.level]
    return (
        len(first.text) >= _MIN_LEAD
        and first.text.endswith(".")
        and not any(leaf.text.endswith(".") for leaf in subheads)
    )


def _is_prose(leaf: Leaf) -> bool:
    return (
        not leaf.level
        and not leaf.flags & (LIST | QUOTE | TABLE)
        and (len(leaf.text) >= _PROSE or is_sentence(leaf.text))
    )


def _box(page: "Anatomy", first: Leaf, after: list[Leaf]) -> Node | None:
    """The container of the first paragraph alone, if it is of another kind than the body's.

    Where it stands on the headline's side of the page and the body does not, its kind is no matter.
    """
    following = next((leaf for leaf in after if _is_prose(leaf)), after[0])
    title = page.headline.end - 1 if page.headline else -1
    node = first.node
    if node.covers(title):
        return None
    while node.parent is not None and not node.parent.covers(following.index):
        if node.parent.covers(title):
            return node
        node = node.parent
    other = following.node
    while other.parent is not None and not other.parent.covers(first.index):
        other = other.parent
    if node is first.node:
        beside = node.parent is not None and node.parent.covers(title)
        texts = sum(_is_prose(leaf) for leaf in page.leaves[other.first : other.end])
        boxed = other is not following.node and node.key != other.key
        return node if beside and (boxed or texts > 1) else None
    if node.tag in ("", "body", "html"):
        return None
    alike = _kinds(first.node, node) == _kinds(following.node, other)
    return node if not alike or _is_head_box(page, node, other) else None


def _kinds(inner: Node, outer: Node) -> list[str]:
    """The kinds of elements from a paragraph up to its container."""
    kinds: list[str] = []
    for node in ancestors(inner):
        kinds.append(node.key)
        if node is outer:
            break
    return kinds


def _is_head_box(page: "Anatomy", node: Node, other: Node) -> bool:
    """Whether of two boxes of one kind this one holds lead and image, and the other the body."""
    inside = page.leaves[node.first : node.end]
    if not any(leaf.picture or not page.is_content(leaf) for leaf in inside):
        return False
    alike = [
        box
        for box in page.document.nodes[other.index + 1 :]
        if box.parent is node.parent and box.key == node.key
    ]
    return not any(_is_prose(leaf) for box in alike for leaf in page.leaves[box.first : box.end])


def _is_interrupted(page: "Anatomy", first: Leaf, following: Leaf) -> bool:
    """Whether an image, caption or tool line stands between the first and the second paragraph."""
    return any(
        leaf.picture or not page.is_content(leaf) or leaf.index in page.pictures.captions
        for leaf in page.leaves[first.index + 1 : following.index]
    )
