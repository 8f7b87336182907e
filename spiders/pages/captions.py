"""Which lines around an image are its caption and credit, by place, wording and repetition."""

import re
from typing import TYPE_CHECKING

from spiders.pages.document import (
    ASIDE,
    FIGURE,
    FOOTER,
    NAV,
    Leaf,
    Node,
    ancestors,
    common,
    parts,
)
from spiders.pages.wording import (
    BRACKET_CREDIT,
    BRACKET_DATE,
    CALENDAR,
    DATE_LINE,
    FURNITURE,
    folded,
    is_sentence,
    split_alt,
    split_credit,
)

if TYPE_CHECKING:
    from spiders.pages.anatomy import Anatomy

_MAX_LINES = 8
MAX_CAPTION = 600
_SHORT = 220
PLAIN_CAPTION = 120
_ALONE = 60
_MAX_SHARED = 2
"""Lines of a caption of which the first is short and a further one may be long."""
_ROWS = frozenset(("tr", "tbody", "table"))
_CAPTION_CLASS = re.compile(
    r"(?:^|[\s._-])(?:caption|figcaption|bildunterschrift|bildtext|bu|legende?|copyright|credits?|"
    r"bildnachweis|bildquelle|quelle)(?:[\s_-]|$)",
    re.IGNORECASE,
)
LEAD_CLASS = re.compile(
    r"(?:^|[\s._-])(?:lead|leadtext|intro|introtext|teaser|teasertext|vorspann|einleitung|summary|"
    r"abstract|anriss|anreisser|kurztext|subline|standfirst|vorspanntext)(?:[\s_-]|$)",
    re.IGNORECASE,
)
_PERSONS = re.compile(
    r"^(?:v\.\s?l\.|von links|im bild|auf dem (?:foto|bild)|symbolbild)", re.IGNORECASE
)


def around(page: "Anatomy", picture: Leaf, *, cautious: bool) -> list[int]:
    """The leaves that are an image's caption and credit.

    `cautious` takes only what nothing else can be.
    """
    found = _in_figure(page, picture)
    if not found and not cautious:
        found = _in_wrapper(page, picture)
    if not found:
        found = _up_to_credit(page, picture)
    if not found:
        found = _next_line(page, picture, cautious=cautious)
    if not found and not cautious:
        found = _over_image(page, picture)
    return _with_repeats(page, picture, found)


def in_front(leaf: Leaf, picture: Leaf) -> int:
    """How many characters at a paragraph's front are a caption in an element of its own."""
    if leaf.node is not picture.node or len(leaf.text) < PLAIN_CAPTION:
        return 0
    found = parts(leaf.runs)
    if len(found) < 2 or not found[0].inline or found[1].inline:  # noqa: PLR2004
        return 0
    size = len(found[0].text)
    only_credit = not split_credit(leaf.text[size:])[0]
    return size if leaf.text.startswith(found[0].text) and not only_credit else 0


def _is_caption_text(page: "Anatomy", leaf: Leaf, picture: Leaf) -> bool:
    text = leaf.text
    if leaf.level or BRACKET_DATE.match(text) or DATE_LINE.match(text) or CALENDAR in text:
        return False
    if len(text) > MAX_CAPTION or page.marked[leaf.index] or in_front(leaf, picture):
        return False
    return not (leaf.bold and len(text) > PLAIN_CAPTION and not _resembles_alt(text, picture))


def _resembles_alt(text: str, picture: Leaf) -> bool:
    alt = picture.picture.alt if picture.picture else None
    if not alt:
        return False
    one, two = folded(split_credit(text)[0]), folded(split_alt(alt)[0])
    if not one or not two or len(one) > 4 * len(two):
        return one == two
    if one.startswith(two) or two.startswith(one):
        return True
    words, others = set(re.findall(r"\w{4,}", one)), set(re.findall(r"\w{4,}", two))
    return len(words & others) >= max(2, 0.5 * len(words))


def _in_figure(page: "Anatomy", picture: Leaf) -> list[int]:
    for node in ancestors(picture.node):
        if node.tag == "figure" or (node.tag == "dl" and node.end - node.first <= _MAX_LINES):
            return [
                i
                for i in range(node.first, node.end)
                if page.leaves[i].text and not FURNITURE.match(page.leaves[i].text)
            ]
        if not node.flags & FIGURE and node.tag not in ("a", "picture", "dt"):
            break
    return []


def _in_wrapper(page: "Anatomy", picture: Leaf) -> list[int]:
    """The lines of the largest element around an image that holds nothing but captions."""
    best: list[int] = []
    for node in ancestors(picture.node):
        if node.tag in ("", "html", "body", "main", "article"):
            break
        if page.headline and node.covers(page.headline.end - 1):
            break
        lines = _wrapped_lines(page, node, picture)
        if lines is None or (best and not _only_repeats(page, best, lines)):
            break
        best = lines
    return best


def _only_repeats(page: "Anatomy", known: list[int], wider: list[int]) -> bool:
    """Whether a wider element adds to the captions only their credit or their repetition."""
    texts = {page.leaves[index].text for index in known}
    closed = any(split_credit(text)[1] for text in texts)
    return all(
        page.leaves[index].text in texts
        or (not closed and split_credit(page.leaves[index].text)[1])
        for index in wider
    )


def _wrapped_lines(page: "Anatomy", node: Node, picture: Leaf) -> list[int] | None:
    texts = [
        leaf
        for leaf in page.leaves[node.first : node.end]
        if leaf.text and not FURNITURE.match(leaf.text)
    ]
    if len(texts) > _MAX_LINES:
        return None
    credited = any(split_credit(leaf.text)[1] for leaf in texts)
    longest = _longest_unsigned(page, node, picture, texts)
    shared = _shares_box(page, node, picture, texts)
    seen: set[str] = set()
    for position, leaf in enumerate(texts):
        if position and split_credit(texts[position - 1].text)[1] and leaf.text not in seen:
            return None
        seen.add(leaf.text)
        if not _is_caption_text(page, leaf, picture) or leaf.index < picture.index:
            return None
        if LEAD_CLASS.search(leaf.node.key):
            return None
        known = credited or _PERSONS.match(leaf.text) or _resembles_alt(leaf.text, picture)
        known = known or _in_caption_box(leaf, node) or (position > 0 and shared)
        if not known and len(leaf.text) > longest:
            return None
    size = sum(len(leaf.text) for leaf in texts)
    rest = sum(
        len(leaf.text)
        for leaf in page.leaves[node.end : page.end]
        if not page.marked[leaf.index] and not leaf.flags & (NAV | FOOTER | ASIDE)
    )
    return [leaf.index for leaf in texts] if size <= rest else None


def _in_caption_box(leaf: Leaf, within: Node) -> bool:
    """Whether a line stands in an element inside `within` whose class says that it is a caption."""
    for node in ancestors(leaf.node):
        if node is within:
            return False
        if _CAPTION_CLASS.search(node.key):
            return True
    return False


def _shares_box(page: "Anatomy", box: Node, picture: Leaf, texts: list[Leaf]) -> bool:
    """Whether an image's own box holds, but for it, only lines of one kind: its caption's.

    Where other boxes of this kind hold prose, it is a section of the text.
    """
    held = picture.node
    while held.tag in ("a", "picture") and held.parent is not None:
        held = held.parent
    if held is not box or len(texts) > _MAX_SHARED or len(_kinds(texts)) > 1:
        return False
    start = box.parent.index if box.parent else 0
    alike = [
        node
        for node in page.document.nodes[start:]
        if node is not box and node.parent is box.parent and node.key == box.key
    ]
    prose = (_prose_in(page, node) for node in alike)
    return sum(prose) < _MAX_SHARED


def _kinds(lines: list[Leaf]) -> set[tuple[str, bool]]:
    return {(leaf.node.key, leaf.bold) for leaf in lines}


def _prose_in(page: "Anatomy", node: Node) -> bool:
    inside = page.leaves[node.first : node.end]
    return any(len(leaf.text) > PLAIN_CAPTION and not page.marked[leaf.index] for leaf in inside)


def _longest_unsigned(page: "Anatomy", node: Node, picture: Leaf, texts: list[Leaf]) -> int:
    """How long a line without credit may be in an image's wrapper to pass for a caption.

    Where the dated lead stands before the image, no line behind it can be the lead.
    """
    if any(BRACKET_DATE.match(leaf.text) for leaf in page.leaves[page.start : picture.index]):
        return _SHORT
    if not texts or node.tag in _ROWS or not _stands_alone(picture, node):
        return PLAIN_CAPTION
    box = texts[0].node
    for leaf in texts[1:]:
        box = common(box, leaf.node)
    own_box = len(texts) > 1 and not box.covers(picture.index)
    return PLAIN_CAPTION if own_box else _ALONE


def _stands_alone(picture: Leaf, within: Node) -> bool:
    """Whether the image has a block of its own inside `within`: a caption would share it."""
    for node in ancestors(picture.node):
        if node is within or node.end - node.first > 1:
            return False
        if node.tag not in ("a", "picture"):
            return True
    return False


def _up_to_credit(page: "Anatomy", picture: Leaf) -> list[int]:
    """The loose lines between an image and the credit that closes its caption."""
    found: list[int] = []
    for leaf in page.leaves[picture.index + 1 : min(page.end, picture.index + 6)]:
        if leaf.picture or FURNITURE.match(leaf.text):
            continue
        if not _is_caption_text(page, leaf, picture):
            return []
        found.append(leaf.index)
        if BRACKET_CREDIT.match(leaf.text):
            return found
        text, credit = split_credit(leaf.text)
        if credit and (leaf.text.endswith((")", ").")) or len(found) == 1 or not text):
            if len(found) > 1 and text and len(leaf.text) > _SHORT:
                return []
            return found
    return []


def _next_line(page: "Anatomy", picture: Leaf, *, cautious: bool) -> list[int]:
    """A caption without credit that stands loose behind its image."""
    after = [
        leaf
        for leaf in page.leaves[picture.index + 1 : min(page.end, picture.index + 4)]
        if leaf.text and not FURNITURE.match(leaf.text)
    ]
    if not after or not _is_caption_text(page, after[0], picture):
        return []
    line = after[0]
    alt = picture.picture.alt if picture.picture else None
    same = bool(alt) and folded(alt or "") == folded(line.text)
    if same or _PERSONS.match(line.text):
        return [line.index]
    named = [n for n in list(ancestors(line.node))[:2] if _CAPTION_CLASS.search(n.key)]
    if named:
        return [leaf.index for leaf in after if named[-1].covers(leaf.index)]
    if cautious or LEAD_CLASS.search(line.node.key) or len(line.text) > _SHORT:
        return []
    small = {run.inline for run in line.runs if run.text.strip()} <= {"small", "cite"}
    key = _prose_key(page)
    apart = key is not None and line.node.key != key and not line.bold
    short = len(line.text) <= _ALONE or (
        len(line.text) <= PLAIN_CAPTION and (line.node.tag == "td" or not is_sentence(line.text))
    )
    fits = short or _resembles_alt(line.text, picture)
    return [line.index] if small or (apart and fits) else []


def _over_image(page: "Anatomy", picture: Leaf) -> list[int]:
    """A caption that stands over its image, alone with it in one box."""
    for node in list(ancestors(picture.node))[:3]:
        if node.tag in ("", "html", "body", "main", "article") or node.covers(page.start - 1):
            break
        lines = [leaf for leaf in page.leaves[node.first : node.end] if leaf.text]
        if not lines:
            continue
        closed = lines[-1].index < picture.index and node.end == picture.index + 1
        fits = all(
            _is_caption_text(page, leaf, picture) and len(leaf.text) <= _SHORT for leaf in lines
        )
        signed = any(
            split_credit(leaf.text)[1]
            or _PERSONS.match(leaf.text)
            or _resembles_alt(leaf.text, picture)
            or _CAPTION_CLASS.search(leaf.node.key)
            for leaf in lines
        )
        return [leaf.index for leaf in lines] if closed and fits and signed else []
    return []


def _prose_key(page: "Anatomy") -> str | None:
    """The element kind that the article's paragraphs mostly are."""
    keys: dict[str, int] = {}
    for leaf in page.leaves[page.start : page.end]:
        if len(leaf.text) > PLAIN_CAPTION and not page.marked[leaf.index]:
            keys[leaf.node.key] = keys.get(leaf.node.key, 0) + len(leaf.text)
    return max(keys, key=keys.__getitem__) if keys else None


def _with_repeats(page: "Anatomy", picture: Leaf, found: list[int]) -> list[int]:
    """Add lines behind the captions that repeat them (galleries print them twice)."""
    if not found:
        return found
    texts = {page.leaves[index].text for index in found}
    alt = picture.picture.alt if picture.picture else None
    if alt:
        texts.add(alt)
    index = max(found) + 1
    last = min(page.end, index + 2 * _MAX_LINES)
    while index < last:
        leaf = page.leaves[index]
        if leaf.text and leaf.text not in texts and not BRACKET_CREDIT.match(leaf.text):
            break
        if leaf.text:
            found.append(index)
        index += 1
    return found
