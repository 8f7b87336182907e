"""The headline of a page of unknown make: where h1, og:title, JSON-LD and `<title>` agree best.

`spiders.pages.title` finds it on nearly all pages. Here stands what only pages of unknown make
need: headings that nothing confirms, titles with a date in front, and pages whose `<title>` names
the section; there the heading over the text is the headline.
"""

import re

from spiders.pages import title
from spiders.pages.document import FOOTER, HIDDEN, NAV, Document, Leaf, parts
from spiders.pages.title import Headline
from spiders.pages.wording import (
    ANY_DATE,
    BYLINE,
    FURNITURE,
    LABEL,
    RELATED,
    folded,
    is_date_line,
    is_sentence,
)
from spiders.sources import Source

_REACH = 15
"""Leaves before the text among which its headline is looked for."""
_PROSE = 80
_MIN_SEGMENT = 12
_MAX_HEADING = 250
_SEPARATORS = re.compile(r"\s+[-–—|:·•»]\s+|:\s+")
_DATE_IN_FRONT = re.compile(rf"^\W*{ANY_DATE.pattern}\s*(?:[-–—|:·]+\s*|\s)(?=\S)")


def find(document: Document, source: Source, keys: list[str | None]) -> Headline | None:
    """The headline, without a date in front of it; `keys` are those of the page's links."""
    found = title.find(document, source, keys)
    if found and found.rule.endswith("+kicker") and found.rule.startswith("h"):
        found = _whole(document, found)
    return found and found._replace(title=undated(found.title))


def over_text(found: Headline | None, document: Document, text: list[Leaf]) -> Headline | None:
    """The headline by the place of the text, where the page does not show what its head says.

    `text` are the leaves that trafilatura takes for the article's.
    """
    start = next((leaf.index for leaf in text if len(leaf.text) >= _PROSE), None)
    if found and found.first == found.end:
        found = _segment(document, start) or _as_head_says(document, found)
    if start is not None and (found is None or start < found.first):
        found = _over_text(document, start) or found
    return found and found._replace(title=undated(found.title))


def undated(text: str) -> str:
    """A headline without the date in front of it."""
    return _DATE_IN_FRONT.sub("", text) or text


def _whole(document: Document, found: Headline) -> Headline:
    """A heading that was split though neither `<title>` nor og:title confirms either part.

    The part that they do name is the headline; else the heading as it is, without a date.
    """
    line = document.leaves[found.end - 1]
    pieces = [part.text for part in parts(line.runs)]
    for stated in (document.meta.get("og:title", ""), document.title):
        for piece in pieces:
            if len(piece) >= _MIN_SEGMENT and folded(stated).startswith(folded(piece)):
                return found._replace(title=piece, kicker=None, rule="h1 part")
    if any(is_date_line(piece) for piece in pieces):
        return found
    return found._replace(title=line.text, kicker=None, rule=found.rule.split("+")[0])


def _segment(document: Document, start: int | None) -> Headline | None:
    """The longest part of `<title>` that a line before the text shows, perhaps among others."""
    before = document.leaves[max(0, (start or 0) - _REACH) : start] if start else []
    for segment in sorted(_SEPARATORS.split(document.title), key=len, reverse=True):
        if len(segment) < _MIN_SEGMENT:
            break
        for leaf in reversed(before):
            if folded(segment) in folded(leaf.text) and len(leaf.text) <= _MAX_HEADING:
                return Headline(segment, None, leaf.index, leaf.index + 1, "<title> part")
    return None


def _as_head_says(document: Document, found: Headline) -> Headline:
    """og:title where it is a part of `<title>`: the site's name stands beside it there."""
    stated = document.meta.get("og:title", "")
    if len(stated) >= _MIN_SEGMENT and folded(stated) in folded(found.title):
        return found._replace(title=stated)
    return found


def _over_text(document: Document, start: int) -> Headline | None:
    """The heading over the text: of those near the one of the highest rank, the nearest of them."""
    near = document.leaves[max(0, start - _REACH) : start]
    headings = [leaf for leaf in reversed(near) if _may_be_headline(leaf)]
    if not headings:
        return None
    best = min(headings, key=lambda leaf: leaf.level)
    return Headline(best.text, None, best.index, best.index + 1, f"h{best.level} over the text")


def _may_be_headline(leaf: Leaf) -> bool:
    return (
        leaf.level > 0
        and len(leaf.text) <= _MAX_HEADING
        and not leaf.flags & (NAV | FOOTER | HIDDEN)
        and not (is_sentence(leaf.text) and leaf.text.endswith("."))
        and not any(known.match(leaf.text) for known in (FURNITURE, LABEL, BYLINE, RELATED))
        and not is_date_line(leaf.text)
    )
