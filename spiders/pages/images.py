"""The article's image: which one, and which lines around it are caption and credit."""

import re
from typing import TYPE_CHECKING, NamedTuple

from press.article import Image
from press.text import clean_line
from spiders.pages.document import (
    ASIDE,
    FIGURE,
    FOOTER,
    HIDDEN,
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
    split_credit,
)

if TYPE_CHECKING:
    from spiders.pages.anatomy import Anatomy

MAX_IMAGES = 40
_MAX_LINES = 8
MAX_CAPTION = 600
_SHORT = 220
_PLAIN_CAPTION = 120
_ALONE = 60
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


class Pictures(NamedTuple):
    """The main image, the leaves that are captions, and characters to cut from leaves' fronts."""

    main: Image | None
    captions: frozenset[int]
    cuts: dict[int, int]


def find(page: "Anatomy", *, cautious: bool = False) -> Pictures:
    """Look at every image between headline and end of the article.

    `cautious` takes as captions only what nothing else can be: for pages whose whole text would
    otherwise be taken for one.
    """
    captions: set[int] = set()
    cuts: dict[int, int] = {}
    main: Image | None = None
    for leaf in _content_images(page):
        around = _captions(page, leaf, cautious=cautious)
        cut = _glued_caption(page, leaf, around)
        fresh = [index for index in around if index not in captions]
        captions.update(around)
        texts = [_spaced(page.leaves[index]) for index in around]
        if cut:
            index, size = cut
            cuts.setdefault(index, size)
            texts.append(page.leaves[index].text[:size].strip())
        if main is None:
            main = _image(page, leaf, texts)
        elif (
            fresh
            and main.caption is None
            and main.credit is None
            and not around[0] - leaf.index > 1
        ):
            main = _image(page, leaf, texts) if main.url == _url(leaf) else main
    if main is None and page.prints_bare_credit:
        return _bare_credit(page)
    return Pictures(main, frozenset(captions), cuts)


def _bare_credit(page: "Anatomy") -> Pictures:
    """The credit that a print view shows in place of its image: a short line under the title."""
    lines = [leaf for leaf in page.leaves[page.start : page.end] if leaf.text][:2]
    if len(lines) == 2 and not lines[0].level and not lines[0].bold:  # noqa: PLR2004
        text, follows = lines[0].text, lines[1]
        if len(text) <= _PLAIN_CAPTION and not is_sentence(text) and len(follows.text) > len(text):
            caption, credit = split_credit(text)
            image = Image(caption=caption or None, credit=credit) if credit else Image(credit=text)
            return Pictures(image, frozenset((lines[0].index,)), {})
    return Pictures(None, frozenset(), {})


def _url(leaf: Leaf) -> str | None:
    return leaf.picture.url if leaf.picture else None


def _content_images(page: "Anatomy") -> list[Leaf]:
    allowed = page.title_leaf.flags if page.title_leaf else 0
    outside = (NAV | FOOTER | ASIDE | HIDDEN) & ~allowed
    inside = [
        leaf
        for leaf in page.leaves[page.start : page.end]
        if leaf.picture and not page.marked[leaf.index] and not leaf.flags & outside
    ]
    return inside[:MAX_IMAGES] or _over_title(page)


def _over_title(page: "Anatomy") -> list[Leaf]:
    """An image directly over the headline, in the article's own container."""
    if page.headline is None or page.title_leaf is None:
        return []
    first = page.headline.first
    for leaf in reversed(page.leaves[max(0, first - 5) : first]):
        shown = leaf.picture and "logo" not in leaf.picture.url
        if shown and not leaf.flags & (NAV | FOOTER):
            node = page.title_leaf.node
            for _ in range(2):
                node = node.parent or node
            if node.covers(leaf.index) and node.tag not in ("", "html", "body"):
                return [leaf]
    return []


def _is_caption_text(page: "Anatomy", leaf: Leaf, picture: Leaf) -> bool:
    text = leaf.text
    if leaf.level or BRACKET_DATE.match(text) or DATE_LINE.match(text) or CALENDAR in text:
        return False
    if len(text) > MAX_CAPTION or page.marked[leaf.index] or _caption_in_front(leaf, picture):
        return False
    return not (leaf.bold and len(text) > _PLAIN_CAPTION and not _resembles_alt(text, picture))


def _resembles_alt(text: str, picture: Leaf) -> bool:
    alt = picture.picture.alt if picture.picture else None
    if not alt:
        return False
    one, two = folded(split_credit(text)[0]), folded(split_credit(alt)[0])
    if not one or not two or len(one) > 4 * len(two):
        return one == two
    if one.startswith(two) or two.startswith(one):
        return True
    words, others = set(re.findall(r"\w{4,}", one)), set(re.findall(r"\w{4,}", two))
    return len(words & others) >= max(2, 0.5 * len(words))


def _captions(page: "Anatomy", picture: Leaf, *, cautious: bool) -> list[int]:
    found = _in_figure(page, picture)
    if not found and not cautious:
        found = _in_wrapper(page, picture)
    if not found:
        found = _up_to_credit(page, picture)
    if not found:
        found = _next_line(page, picture, cautious=cautious)
    return _with_repeats(page, picture, found)


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
        if not known and len(leaf.text) > longest:
            return None
    size = sum(len(leaf.text) for leaf in texts)
    rest = sum(
        len(leaf.text)
        for leaf in page.leaves[node.end : page.end]
        if not page.marked[leaf.index] and not leaf.flags & (NAV | FOOTER | ASIDE)
    )
    return [leaf.index for leaf in texts] if size <= rest else None


def _longest_unsigned(page: "Anatomy", node: Node, picture: Leaf, texts: list[Leaf]) -> int:
    """How long a line without credit may be in an image's wrapper to pass for a caption.

    Where the dated lead stands before the image, no line behind it can be the lead.
    """
    if any(BRACKET_DATE.match(leaf.text) for leaf in page.leaves[page.start : picture.index]):
        return _SHORT
    if not _stands_alone(picture, node) or not texts:
        return _PLAIN_CAPTION
    box = texts[0].node
    for leaf in texts[1:]:
        box = common(box, leaf.node)
    own_box = len(texts) > 1 and not box.covers(picture.index)
    return _PLAIN_CAPTION if own_box else _ALONE


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
    if any(_CAPTION_CLASS.search(node.key) for node in list(ancestors(line.node))[:2]):
        return [line.index]
    if cautious or LEAD_CLASS.search(line.node.key) or len(line.text) > _SHORT:
        return []
    small = {run.inline for run in line.runs if run.text.strip()} <= {"small", "cite"}
    key = _prose_key(page)
    apart = key is not None and line.node.key != key and not line.bold
    short = len(line.text) <= _ALONE or (
        len(line.text) <= _PLAIN_CAPTION and not is_sentence(line.text)
    )
    fits = short or _resembles_alt(line.text, picture)
    return [line.index] if small or (apart and fits) else []


def _prose_key(page: "Anatomy") -> str | None:
    """The element kind that the article's paragraphs mostly are."""
    keys: dict[str, int] = {}
    for leaf in page.leaves[page.start : page.end]:
        if len(leaf.text) > _PLAIN_CAPTION and not page.marked[leaf.index]:
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
    while index < page.end:
        leaf = page.leaves[index]
        if leaf.text and leaf.text not in texts and not BRACKET_CREDIT.match(leaf.text):
            break
        if leaf.text:
            found.append(index)
        index += 1
    return found


def _glued_caption(page: "Anatomy", picture: Leaf, around: list[int]) -> tuple[int, int] | None:
    """A caption glued to the front of the first paragraph: the leaf and the characters to cut."""
    if around:
        return None
    for leaf in page.leaves[picture.index + 1 : min(page.end, picture.index + 3)]:
        if not leaf.text or FURNITURE.match(leaf.text) or BRACKET_DATE.match(leaf.text):
            continue
        alt = picture.picture.alt if picture.picture else None
        if alt and len(leaf.text) > len(alt) and leaf.text.startswith(alt):
            return leaf.index, len(alt)
        size = _caption_in_front(leaf, picture)
        if size:
            return leaf.index, size
        return None
    return None


def _caption_in_front(leaf: Leaf, picture: Leaf) -> int:
    """How many characters at a paragraph's front are a caption in an element of its own."""
    if leaf.node is not picture.node or len(leaf.text) < _PLAIN_CAPTION:
        return 0
    found = parts(leaf.runs)
    if len(found) < 2 or not found[0].inline or found[1].inline:  # noqa: PLR2004
        return 0
    size = len(found[0].text)
    only_credit = not split_credit(leaf.text[size:])[0]
    return size if leaf.text.startswith(found[0].text) and not only_credit else 0


def _spaced(leaf: Leaf) -> str:
    """A caption's text with a blank between elements that touch each other."""
    parts: list[str] = []
    previous: tuple[str | None, int] | None = None
    for run in leaf.runs:
        place = (run.inline, run.inline_id)
        if previous and place != previous and "span" in (place[0], previous[0]):
            parts.append(" ")
        parts.append(run.text)
        previous = place
    return re.sub(r"\s+([.,;:!?)])", r"\1", clean_line("".join(parts)))


def _image(page: "Anatomy", leaf: Leaf, texts: list[str]) -> Image | None:
    if leaf.picture is None:
        return None
    captions: list[str] = []
    owners: list[str] = []
    for text in texts:
        caption, credit = split_credit(text)
        if credit and credit not in owners:
            owners.append(credit)
        if caption and caption not in captions:
            captions.append(caption)
    alt = leaf.picture.alt
    if not owners and alt:
        credit = split_credit(alt)[1]
        owners = [credit] if credit else []
    if page.prints_bare_credit and len(captions) == 1 and not owners:
        return Image(url=leaf.picture.url, alt=alt, credit=captions[0])
    return Image(
        url=leaf.picture.url,
        alt=alt,
        caption=" ".join(captions) or None,
        credit="; ".join(owners) or None,
    )
