"""What one teaser says: title, kicker, text and date, whether in blocks or all on one line."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import groupby, islice
from typing import NamedTuple

import msgspec

from press.text import clean_line
from spiders.pages.document import Document, Leaf, Run, Stamp, ancestors, join, parts
from spiders.pages.teasers import LONG, Unit
from spiders.pages.wording import (
    BRACKET_DATE,
    DATE_LINE,
    FURNITURE,
    MORE,
    RELATED,
    is_sentence,
    split_credit,
)

_MAX_KICKER = 100
_MIN_TEXT = 20
_REMEMBERED = 1024
"""Teasers of which is known what they say."""
_MAX_TERM = 500
"""Elements before a `dd` among which its `dt` is looked for."""
_SEPARATORS = "|·•–—/-"
_LABELS = ":|–-·•/»› "
"""Signs and blanks that say nothing by themselves."""


class TeaserText(NamedTuple):
    """What a teaser says; `stamp` is its date as written or as `time[datetime]` gives it."""

    title: str | None
    kicker: str | None
    text: str | None
    stamp: str | None


class _Line(msgspec.Struct, frozen=True, eq=False):
    """A line of a teaser: a leaf, or the part of one that an element sets apart.

    `own` tells whether the teaser's own link is on it, `linked` what share of it is link.
    """

    text: str
    runs: list[Run]
    level: int
    bold: bool
    linked: float
    own: bool


_known: dict[tuple[object, ...], TeaserText] = {}


def read(
    unit: Unit, document: Document, first: int | None = None, end: int | None = None
) -> TeaserText:
    """Title, kicker, text and date of a teaser; `first` and `end` widen it to loose neighbours.

    What a teaser says is remembered: most stand on many pages of their site.
    """
    low, high = unit.first if first is None else first, unit.end if end is None else end
    links = {link.node.index for link in unit.links}
    key = _key(unit, document, low, high)
    if key is None:
        return _read(unit, document, low, high, links)
    if key not in _known:
        if len(_known) >= _REMEMBERED:
            _known.clear()
        _known[key] = _read(unit, document, low, high, links)
    return _known[key]


def _key(unit: Unit, document: Document, low: int, high: int) -> tuple[object, ...] | None:
    """All that reading a teaser looks at, the same wherever on a page it stands.

    None if it looks beyond the teaser's leaves, or shares them with another one.
    """
    if unit.node.tag == "dd":
        return None
    here, inline = unit.node.index, 0
    said: list[object] = [(link.label, link.node.index - here) for link in unit.links]
    for leaf in document.leaves[low:high]:
        said.append(leaf.level)
        for run in leaf.runs:
            if run.link in unit.rivals:
                return None
            inline = inline or run.inline_id
            outer = run.inline_id - inline if run.inline_id else None
            inner = run.inner_id - inline if run.inner_id else None
            link = run.link - here if run.link else None
            said.append((run.text, run.inline, outer, inner, run.href, run.bold, link))
    begin = bisect_left(document.times, low, key=lambda stamp: stamp.leaf)
    for stamp in islice(document.times, begin, None):
        if stamp.leaf >= high:
            break
        said.append((stamp.value, stamp.leaf - low, inline and stamp.inline_id - inline))
    return tuple(said)


def _read(unit: Unit, document: Document, low: int, high: int, links: set[int]) -> TeaserText:
    lines = [
        line
        for leaf in document.leaves[low:high]
        for line in _lines(leaf, _share(leaf, links, unit.rivals), links)
    ]
    at = _heading(lines)
    heading = lines[at] if at is not None else None
    title, kicker = _title_of(heading, unit)
    if kicker is None and at is not None:
        kicker = _kicker_over(lines[:at])
    after = lines if at is None else lines[at + 1 :]
    stamp = _stamp(unit, document, low, high) or _visible_date(lines, heading)
    return TeaserText(title, kicker, _text_of(after), stamp or _term_date(unit, document))


def _share(leaf: Leaf, links: set[int], rivals: frozenset[int]) -> list[Run]:
    """The runs of a leaf that belong to one of the teasers that stand on it in a row."""
    runs = leaf.runs
    others = [index for index, run in enumerate(runs) if run.link in rivals]
    own = [index for index, run in enumerate(runs) if run.link in links]
    if not others or not own:
        return [] if others else runs
    following = min((index for index in others if index > own[-1]), default=len(runs))
    if any(run.text.strip() for run in runs[: min(own[0], others[0])]):
        before = max((index for index in others if index < own[0]), default=-1)
        return runs[before + 1 : own[-1] + 1 if following < len(runs) else None]
    return runs[own[0] : following]


def _lines(leaf: Leaf, runs: list[Run], links: set[int]) -> Iterator[_Line]:
    """A leaf's lines: what elements set apart around and within the teaser's own links.

    A heading stays whole, and so does text of which only some words are in elements.
    """
    if len(runs) < 2 or leaf.level or not any(run.link in links for run in runs):  # noqa: PLR2004
        groups = [runs]
    else:
        groups = [
            part
            for _, side in groupby(runs, key=lambda run: run.link if run.link in links else 0)
            for part in _apart(list(side))
        ]
    for group in groups:
        line = _line(leaf, group, links)
        if line.text.strip(_LABELS):
            yield line


def _apart(side: list[Run]) -> list[list[Run]]:
    """Runs by their elements, if every word is in one; else all together."""
    filled = [run for run in side if run.text.strip(_LABELS + "\t\r\n\xa0")]
    outer = {run.inline_id for run in filled}
    inner = len(outer) == 1
    keys = [run.inner_id if inner else run.inline_id or run.link for run in filled]
    if not all(keys) or len(set(keys)) < 2 or (inner and outer & set(keys)):  # noqa: PLR2004
        return [side]
    return [
        [run for run, _ in group]
        for _, group in groupby(zip(filled, keys, strict=True), key=lambda pair: pair[1])
    ]


def _line(leaf: Leaf, runs: list[Run], links: set[int]) -> _Line:
    own = any(run.link in links and run.text.strip() for run in runs)
    if runs is leaf.runs:
        return _Line(leaf.text, runs, leaf.level, leaf.bold, leaf.linked, own)
    text = join(runs)
    filled = [(run, len(said)) for run in runs if (said := run.text.strip())]
    bold = bool(runs) and all(run.bold for run, _ in filled)
    linked = sum([size for run, size in filled if run.href])
    return _Line(text, runs, leaf.level, bold, linked / max(1, len(text)), own)


def _is_head(line: _Line) -> bool:
    """Whether a line may be a headline: neither "more" nor a tool nor a date."""
    return not (
        MORE.match(line.text)
        or FURNITURE.match(line.text)
        or _is_date(line.text)
        or BRACKET_DATE.match(line.text)
    )


def _heading(lines: list[_Line]) -> int | None:
    """Which line is the headline: a heading, else the linked one, else a short one."""
    heads = [index for index, line in enumerate(lines) if _is_head(line)]
    heads = [i for i in heads if lines[i].level or not _date_in(lines[i])] or heads
    headings = [i for i in heads if lines[i].level and not RELATED.match(lines[i].text)]
    both = [i for i in headings if lines[i].own]
    if both:
        return min(both, key=lambda i: lines[i].level)
    own = [i for i in heads if lines[i].own and lines[i].linked > 0.6]  # noqa: PLR2004
    if headings and not own:
        return headings[-1]
    if own:
        return _first_title(lines, own)
    last = max((i for i, line in enumerate(lines) if line.own), default=len(lines))
    plain = [i for i in heads if not is_sentence(lines[i].text)]
    plain = [i for i in plain if i <= last] or plain
    bold = [i for i in plain if lines[i].bold]
    return bold[-1] if bold else (plain[-1] if plain else None)


def _first_title(lines: list[_Line], own: list[int]) -> int:
    """Of the linked lines the title: the bold one, else the one behind a kicker."""
    bold = [i for i in own if lines[i].bold]
    if bold and len(bold) < len(own):
        return bold[0]
    heads = [i for i in own if not _is_prose(lines[i].text)] or own[:1]
    heads = heads[1:] if len(heads) > 1 and _is_format(lines[heads[0]].text) else heads
    is_kicker = len(heads) > 1 and len(lines[heads[0]].text) < _MAX_KICKER
    return heads[1] if is_kicker and not is_sentence(lines[heads[0]].text) else heads[0]


def _is_prose(text: str) -> bool:
    return len(text) >= LONG or text.endswith((".", "…", "..."))


def _is_format(text: str) -> bool:
    """Whether a line is the site's word for the kind of text: ``interview``."""
    return text.islower() and " " not in text.strip()


def _title_of(heading: _Line | None, unit: Unit) -> tuple[str | None, str | None]:
    """The headline's text; a kicker in a node of its own at its front is split off."""
    if heading is None:
        for link in unit.links:
            if link.label and not MORE.match(link.label):
                return link.label, None
        return None, None
    found = [part for part in parts(heading.runs) if not DATE_LINE.match(part.text)]
    linked = [part for part in found if part.linked]
    if linked and len(linked) < len(found):
        index = found.index(linked[0])
        over = found[index - 1].text if index and len(found[index - 1].text) < _MAX_KICKER else None
        return " ".join(part.text for part in linked), over and over.rstrip(" :|–-")
    if len(found) == 2 and found[0].inline and len(found[0].text) < _MAX_KICKER:  # noqa: PLR2004
        head, rest = found[0].text, found[1].text
        if len(rest) > 2 and not rest[0].islower() and rest[0] not in ".,;:!?)-":  # noqa: PLR2004
            return rest, head.rstrip(" :|–-") or None
    if len(found) == 1:
        return found[0].text, None
    return heading.text, None


def _kicker_over(lines: list[_Line]) -> str | None:
    """The short line over a teaser's headline, or the topic beside its date."""
    for line in reversed(lines):
        said = [part.text for part in parts(line.runs) if not DATE_LINE.match(part.text)]
        if _date_in(line):
            said = [text for piece in said or [line.text] for text in _pieces(piece)]
            said = [text for text in said if not DATE_LINE.match(text)]
            if not said:
                continue
        text = said[-1] if said else line.text
        if FURNITURE.match(text) or len(text) > _MAX_KICKER or not any(map(str.isalnum, text)):
            continue
        if text.endswith(".") or split_credit(text)[1] or " | " in text or BRACKET_DATE.match(text):
            return None
        return None if _is_format(text) else text.rstrip(" :").lstrip("•· ") or None
    return None


def _pieces(text: str) -> list[str]:
    """What signs part on a line: ``13.10.2022 | Polizei``."""
    return [piece.strip() for piece in re.split(rf"\s[{_SEPARATORS}]\s", text) if piece.strip()]


def _stamp(unit: Unit, document: Document, low: int, high: int) -> str | None:
    """The teaser's `time[datetime]`; one amid a sentence is what the sentence speaks of."""
    begin = bisect_left(document.times, low, key=lambda stamp: stamp.leaf)
    own = {link.node for link in unit.links} | {unit.node}
    for stamp in islice(document.times, begin, None):
        if stamp.leaf >= high:
            return None
        leaf = document.leaves[stamp.leaf] if stamp.leaf < len(document.leaves) else None
        if leaf and any(run.link in unit.rivals for run in leaf.runs):
            is_own = not own.isdisjoint(ancestors(stamp.node))
        else:
            is_own = True
        if is_own and not (leaf and _is_amid_sentence(stamp, leaf)):
            return stamp.value
    return None


def _is_amid_sentence(stamp: Stamp, leaf: Leaf) -> bool:
    """Whether a time stands within running text; a label before it is none."""
    at = next((i for i, run in enumerate(leaf.runs) if run.inner_id == stamp.inline_id), None)
    if at is None or (not is_sentence(leaf.text) and len(leaf.text) < LONG):
        return False
    own = leaf.runs[at]
    before = join(
        [
            run
            for run in leaf.runs[:at]
            if run.link == own.link and (not run.inner_id or run.inline_id == own.inline_id)
        ]
    )
    return any(map(str.isalpha, before)) and not DATE_LINE.match(f"{before} {own.text.strip()}")


def _visible_date(lines: list[_Line], heading: _Line | None) -> str | None:
    """A date in brackets at the start of a line, else one that has a line or element to itself."""
    for line in lines:
        match = BRACKET_DATE.match(line.text)
        if match:
            return match[1]
    found = (_date_in(line, heading=line is heading) for line in lines)
    return next((date for date in found if date), None)


def _is_date(text: str) -> bool:
    return bool(DATE_LINE.match(text.strip("() ")))


def _date_in(line: _Line, *, heading: bool = False) -> str | None:
    """The date that is a line's only content, an element's, or a part's beside a topic.

    A headline's own words may speak of any day; only at their front does a date stand for itself.
    """
    if _is_date(line.text):
        return line.text.strip("() ")
    if len(line.text) >= LONG or is_sentence(line.text):
        return None
    pieces = [part.text for part in parts(line.runs) if part.inline or part.linked]
    pieces += _pieces(line.text)[: 1 if heading else None]
    return next((piece.strip("() ") for piece in pieces if _is_date(piece)), None)


def _term_date(unit: Unit, document: Document) -> str | None:
    """The date in the `dt` over a teaser's `dd`."""
    if unit.node.tag != "dd":
        return None
    index = unit.node.index
    for node in reversed(document.nodes[max(0, index - _MAX_TERM) : index]):
        if node is unit.node.parent:
            return None
        if node.parent is unit.node.parent and node.tag == "dt":
            for stamp in document.times:
                if node in ancestors(stamp.node):
                    return stamp.value
            leaves = document.leaves[node.first : node.end]
            return next((leaf.text for leaf in leaves if DATE_LINE.match(leaf.text)), None)
    return None


def _text_of(lines: list[_Line]) -> str | None:
    """The teaser's own text: its longest line after the headline, without date and "more"."""
    after = [
        line
        for line in lines
        if not DATE_LINE.match(line.text)
        and not MORE.match(line.text)
        and not FURNITURE.match(line.text)
    ]
    if not after:
        return None
    longest = max(after, key=lambda line: len(line.text))
    runs = [run for run in longest.runs if run.text.strip()]
    text = longest.text
    if runs and runs[-1].href and MORE.match(clean_line(runs[-1].text)):
        text = text[: -len(clean_line(runs[-1].text))]
    text = BRACKET_DATE.sub("", text).strip()
    return text if len(text) > _MIN_TEXT else None
