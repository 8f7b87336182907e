"""One article as one or two lines of a list, measured in terminal cells.

Scraped text is cut, never wrapped by the terminal: control characters go, wide characters count
double, and every line fills its width exactly.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from press.text import clean_line, kicker_beside
from store.library import Row
from tui.language import _, clock, day, number, short_day
from tui.results import Grouping, Section

ONE_LINE = 64
"""From this width on, one line per article is enough."""
_TITLE_MAX = 500
_SOURCE = 12
_SIDE = 22
"""Cells for source and date on a second line, where the title leaves them."""
_WORTH = 8
"""Cells that kicker and lead must find behind a title to be shown there."""
_AGENCIES = 2
"""Bodies that a row names."""
_NO_NAMES: Mapping[str, str] = {}
_DATE_WIDTH = {"month": 6, "none": 11}

SELECTED = "✓"
UNREAD, STARRED, CHANGED, GONE = "●", "★", "±", "×"
NOTED, TAGGED = "¶", "#"
_MARKS = 4
"""Cells for the marks at the end of a row, with a blank before them."""


class Look(NamedTuple):
    """The styles of a list's parts."""

    base: Style
    unread: Style
    read: Style
    quiet: Style
    sign: Style
    star: Style
    hit: Style
    heading: Style


@lru_cache(maxsize=4096)
def fit(text: str, width: int) -> str:
    """`text` in exactly `width` cells, cut with an ellipsis or filled with blanks."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(set_cell_size(text, width - 1).rstrip() + "…", width)


@lru_cache(maxsize=4096)
def break_at(text: str, width: int) -> int:
    """Where to break `text` so that its first line fits `width` cells: at a blank if possible."""
    if cell_len(text) <= width:
        return len(text)
    end = len(set_cell_size(text, width).rstrip())
    while end > 1 and cell_len(text[:end]) > width:
        end -= 1
    blank = text.rfind(" ", 0, end + 1)
    return blank + 1 if blank > end // 3 else end


def date_of(row: Row, grouping: Grouping) -> str:
    """What the heading does not say of an article's date: the time, the day, or all of it."""
    if row.published is None:
        return ""
    if grouping == "day":
        return clock(row.published) or ""
    return short_day(row.published) if grouping == "month" else day(row.published)


def heading(section: Section, label: str, width: int, look: Look) -> Strip:
    """The heading of a day or month: its name, a rule, the number of its articles."""
    count = f" {number(section.size)} "
    text = f" {label} "
    rule = max(0, width - cell_len(text) - cell_len(count))
    segments = [
        Segment(fit(text, min(cell_len(text), width)), look.heading),
        Segment("─" * rule, look.quiet),
        Segment(count, look.quiet),
    ]
    return Strip(segments).adjust_cell_length(width, look.base)


def article_lines(
    row: Row,
    *,
    width: int,
    height: int,
    grouping: Grouping,
    look: Look,
    hits: Sequence[tuple[int, int]] = (),
    names: Mapping[str, str] = _NO_NAMES,
    remark: str = "",
    selected: bool = False,
) -> list[Strip]:
    """A row as `height` (1 or 2) strips of `width` cells; `hits` are spans of its cleaned title.

    `names` are the agencies' by id, `remark` is the sign of a note or of tags.
    """
    title = title_of(row) or _("(without title)")
    more = (kicker_beside(row.title, row.kicker), _agencies(row, names), _shown(row.lead))
    flow = " · ".join(filter(None, (title, *more)))
    weight = look.read if row.read else look.unread
    styles = [weight] * len(title) + [look.quiet] * (len(flow) - len(title))
    for start, end in hits:
        styles[start:end] = [style + look.hit for style in styles[start:end]]
    sign = Segment(f"{SELECTED if selected else ' '}{' ' if row.read else UNREAD} ", look.sign)
    marks = _marks(row, remark, look)
    date = date_of(row, grouping)
    if height == 1:
        meta = f"{fit(row.source, _SOURCE)}  "
        at = ""
        if grouping == "day":
            at = f"  {date}" if date else ""
        else:
            meta = f"{fit(date, _DATE_WIDTH[grouping])}  {meta}"
        rest = width - 3 - cell_len(meta) - len(at) - _MARKS
        flow = title if rest - cell_len(title) < _WORTH else flow
        parts = [sign, Segment(meta, look.quiet), *_styled(flow, styles, rest, look)]
        return [_line([*parts, Segment(at, look.quiet), *marks], width, look)]
    cut = break_at(title, width - 4)
    first = _line([sign, *_styled(title[:cut].rstrip(), styles, width - 4, look)], width, look)
    cut += len(" · ") if cut == len(title) else 0
    side = _side(
        row.source, date, width - 3 - _MARKS - cell_len(title[cut:]), max(_SIDE, width // 2)
    )
    rest = width - 3 - cell_len(side) - _MARKS
    flow = title if cut < len(title) and rest - cell_len(title[cut:]) < _WORTH else flow
    second = [
        Segment("   ", look.base),
        *_styled(flow[cut:], styles[cut:], rest, look),
        Segment(side, look.quiet),
        *marks,
    ]
    return [first, _line(second, width, look)]


def _side(source: str, date: str, room: int, most: int) -> str:
    """Source and date at the end of a row's second line.

    The source stands back where the title needs the `room`; the whole takes `most` cells.
    """
    when = f"  {date}" if date else ""
    whole = fit(f"  {source}", min(cell_len(source) + 2, max(0, most - cell_len(when)))) + when
    return when if when and cell_len(whole) > room else whole


def title_of(row: Row) -> str:
    """The title of a row as shown: one line, without control characters, bounded."""
    return _shown(row.title)


@lru_cache(maxsize=2048)
def _shown(text: str | None) -> str:
    return clean_line(text, _TITLE_MAX) if text else ""


def _agencies(row: Row, names: Mapping[str, str]) -> str:
    """The first bodies that the article mentions, as far as their names are known."""
    known = [_shown(names[id_]) for id_ in row.agencies[:_AGENCIES] if id_ in names]
    more = len(row.agencies) - len(known)
    return ", ".join(known) + (f" +{more}" if known and more else "")


def _marks(row: Row, remark: str, look: Look) -> list[Segment]:
    return [
        Segment(f" {remark or ' '}", look.sign),
        Segment(STARRED if row.starred else " ", look.star),
        Segment(GONE if row.gone else CHANGED if row.changed else " ", look.quiet),
    ]


def _styled(text: str, styles: Sequence[Style], width: int, look: Look) -> list[Segment]:
    """`text` in exactly `width` cells, each run of one style a segment."""
    shown = fit(text, width)
    segments: list[Segment] = []
    start = 0
    every = [*styles[: len(shown)], *[look.base] * (len(shown) - len(styles))]
    for place, style in enumerate(every):
        if style is not every[start]:
            segments.append(Segment(shown[start:place], every[start]))
            start = place
    if every:
        segments.append(Segment(shown[start:], every[start]))
    return segments


def _line(segments: list[Segment], width: int, look: Look) -> Strip:
    return Strip(segments).adjust_cell_length(width, look.base)
