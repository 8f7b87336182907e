"""The article's image: which one, and which lines around it are caption and credit."""

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from press.article import Image
from press.text import clean_line
from spiders.pages import captions, furniture
from spiders.pages.document import (
    ASIDE,
    FOOTER,
    HIDDEN,
    NAV,
    Leaf,
    Run,
    parts,
)
from spiders.pages.wording import (
    BRACKET_DATE,
    FURNITURE,
    is_sentence,
    split_alt,
    split_credit,
)

if TYPE_CHECKING:
    from spiders.pages.anatomy import Anatomy

MAX_IMAGES = 40
_LABEL = 8
_TWICE = re.compile(rf"^(.{{{_LABEL},}}?)\s*\1$")
_CAPTION_LABEL = re.compile(
    r"^(?:bildunterschrift|bildtext|bildbeschreibung|bu)\s*:\s*", re.IGNORECASE
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
    taken: set[int] = set()
    cuts: dict[int, int] = {}
    main: Image | None = None
    for leaf in _content_images(page):
        around = captions.around(page, leaf, cautious=cautious)
        cut = _glued_caption(page, leaf, around)
        fresh = [index for index in around if index not in taken]
        taken.update(around)
        lines = [words for index in around for words in _words(page.leaves[index])]
        if cut:
            index, size = cut
            cuts.setdefault(index, size)
            lines.append(_Words(page.leaves[index].text[:size].strip(), credit=False))
        if main is None:
            main = _image(page, leaf, lines)
        elif (
            fresh
            and main.caption is None
            and main.credit is None
            and not around[0] - leaf.index > 1
        ):
            main = _image(page, leaf, lines) if main.url == _url(leaf) else main
    if main is None and page.prints_bare_credit:
        return _bare_credit(page)
    return Pictures(main, frozenset(taken), cuts)


def _bare_credit(page: "Anatomy") -> Pictures:
    """The credit that a print view shows in place of its image: a short line under the title."""
    lines = [leaf for leaf in page.leaves[page.start : page.end] if leaf.text][:2]
    if len(lines) == 2 and not lines[0].level and not lines[0].bold:  # noqa: PLR2004
        text, follows = lines[0].text, lines[1]
        if (
            len(text) <= captions.PLAIN_CAPTION
            and not is_sentence(text)
            and len(follows.text) > len(text)
        ):
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
        if leaf.picture
        and not page.marked[leaf.index]
        and not leaf.flags & outside
        and not furniture.is_advert(page, leaf)
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
        size = captions.in_front(leaf, picture)
        if size:
            return leaf.index, size
        return None
    return None


class _Words(NamedTuple):
    """A piece of the lines around an image, and whether its markup calls it a credit."""

    text: str
    credit: bool


def _words(leaf: Leaf) -> list[_Words]:
    """A line's caption and credit, each once, though a gallery may print them twice."""
    if split_credit(leaf.text)[1]:
        return [_Words(_once(leaf.runs), credit=False)]
    groups = [(c, list(runs)) for c, runs in groupby(leaf.runs, lambda run: run.inline == "credit")]
    return [_Words(text, credit) for credit, runs in groups if (text := _once(runs))]


def _once(runs: list[Run]) -> str:
    pieces = [part.text for part in parts(runs)]
    if any(len(piece) >= _LABEL and pieces.count(piece) > 1 for piece in pieces):
        text = " ".join(dict.fromkeys(pieces))
    else:
        text = _spaced(runs)
        # What comes twice comes again: to ask first is ten times as fast.
        if text[:_LABEL] in text[_LABEL:]:
            text = _TWICE.sub(r"\1", text)
    return _CAPTION_LABEL.sub("", text)


def _spaced(runs: list[Run]) -> str:
    """A caption's text with a blank between elements that touch each other."""
    said: list[str] = []
    previous: Run | None = None
    for run in runs:
        if previous and (run.inline, run.inner_id) != (previous.inline, previous.inner_id):
            closed = previous.text[-1:] in ".!?:)"
            if closed or "span" in (run.inline, previous.inline):
                said.append(" ")
        said.append(run.text)
        previous = run
    return re.sub(r"\s+([.,;:!?)])", r"\1", clean_line("".join(said)))


def _image(page: "Anatomy", leaf: Leaf, lines: list[_Words]) -> Image | None:
    if leaf.picture is None:
        return None
    described: list[str] = []
    owners: list[str] = []
    for text, marked in lines:
        caption, credit = split_credit(text)
        if marked and credit is None:
            caption, credit = "", text.strip("() ")
        if credit and credit not in owners:
            owners.append(credit)
        if caption and caption not in described:
            described.append(caption)
    alt = leaf.picture.alt
    if not owners and alt:
        credit = split_alt(alt)[1]
        owners = [credit] if credit else []
    if page.prints_bare_credit and len(described) == 1 and not owners:
        return Image(url=leaf.picture.url, alt=alt, credit=described[0])
    return Image(
        url=leaf.picture.url,
        alt=alt,
        caption=" ".join(described) or None,
        credit="; ".join(owners) or None,
    )
