"""The publication date of a page of unknown make: chosen, not guessed.

What machines are told goes first. What the page prints counts where place and wording speak for
it: beside the headline, marked as the publication, or as the dateline that opens the text. A day
that the page only speaks of (an event, a change, a source consulted) never does.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from press.article import DateOrigin
from press.dates import PublishedDate, read_date
from spiders.pages import stamps
from spiders.pages.base import DateWords
from spiders.pages.document import (
    FIGURE,
    FOOTER,
    FORM,
    HIDDEN,
    NAV,
    TABLE,
    Leaf,
    ancestors,
    common,
    parts,
)
from spiders.pages.structured import Structured
from spiders.pages.wording import (
    ANY_DATE,
    DATE_LINE,
    FURNITURE,
    RELATED,
    WEEKDAY_DATE,
    is_date_line,
    is_sentence,
)

if TYPE_CHECKING:
    from spiders.pages.anatomy import Anatomy

_ASIDE = NAV | FOOTER | FORM | HIDDEN
_BEFORE, _AFTER = 8, 12
"""Leaves before and behind the headline among which its date may stand."""
_NEAR = 3
_LINE = 110
"""Characters of a line that may be a date with its topic, place or author."""
_SENTENCE = 50
"""Characters of a line that may be such although it ends as a sentence does."""
_LABEL = 40
"""Characters before a date in which its label is looked for."""
_DATELINE_AT = 70
"""Characters before the date that opens a text: place, kind and number of the release."""
_MAX_LEAVES = 3_000
_MAX_STAMPS = 200
_PROSE = 80
_BOXES, _MAX_CARD, _TEASER_TITLE = 4, 8, 15
"""Boxes around a date, their lines, and the characters of a link, that make it a teaser's."""
_SURE, _LIKELY, _POSSIBLE = 6.0, 4.0, 2.0
"""Scores from which a printed date is taken: over a doubtful machine's, at all, at the last."""
_MARKED_SCORE = 4.0
"""The score of words that call a date the publication's; they do so wherever they stand."""

_MARKED = re.compile(
    r"(?:ver[öo]e?ffentlicht|erschienen|publiziert|eingestellt|geschrieben|erstellt|online seit|"
    r"ver[öo]e?ffentlichung(?:sdatum)?|(?:artikel|beitrag|meldung|nachricht|mitteilung|"
    r"presse(?:mitteilung|meldung|information|aussendung))(?:\s+nr\.?\s*[\w/.-]+)?\s*(?:vom|,)|"
    r"\bdatum|published|posted)\b",
    re.IGNORECASE,
)
_SAID_AFTER = re.compile(r"[^.]{0,40}\bveröffentlicht\b", re.IGNORECASE)
_CHANGED = re.compile(
    r"(?:aktualisier|geänder|änderung|bearbeitet|überarbeitet|updated|modified|geprüft)",
    re.IGNORECASE,
)
_STATE = re.compile(r"\bstand\b", re.IGNORECASE)
_OTHER = re.compile(
    r"(?:termin|\bbeginn|\b(?:bis|ab|seit|zum|heute|siehe)\b|frist|gültig|abgerufen|zugriff|"
    r"anmelde|gedruckt|\bcopyright|\b(?:foto|bild|quelle)s?\s*:|©|geboren|\*|"
    r"\b(?:letzte|nächste)[nrs]?\b)",
    re.IGNORECASE,
)
_BARE_DATE = re.compile(
    r"(?:[\W\d_]|jan\w*|feb\w*|m(?:ä|ae|a)rz|apr\w*|mai|jun\w*|jul\w*|aug\w*|sep\w*|o[kc]t\w*|"
    r"nov\w*|de[zc]\w*|mon\w*|diens\w*|mittw\w*|donn\w*|frei\w*|sams\w*|sonn\w*|uhr|am|um)+",
    re.IGNORECASE,
)
_DATE_CLASS = re.compile(r"(?:date|datum|publish|pubdate|time|meta|byline|dateline|docdata|info)")
_EVENT_CLASS = re.compile(r"(?:event|termin|kalender|calendar|comment|kommentar|teaser|related)")
_RANGE_BEFORE = re.compile(r"[\w.]\s*(?:[-–—/]|\b(?:bis|und))\s*$")
_RANGE_AFTER = re.compile(r"^\s*(?:Uhr)?\s*(?:[-–—]|bis)\s*(?:zum\s+)?\d")
_DATELINE = re.compile(
    r"^\W{0,3}(?:[A-ZÄÖÜ(][^.!?:;]{0,60}?(?:\b(?:vom|am|den)|,|\s[-–|/]|\()\s*)?$"
)
_IN_URL = (
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[-_/](?P<m>\d\d?)[-_/](?P<d>\d\d?)(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d\d?)[-_.](?P<m>\d\d?)[-_.](?P<y>(?:19|20)\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>20\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?=[_/-]|$)"),
)


class _Printed(NamedTuple):
    """A date that the page shows: its words, its day, how much speaks for it."""

    text: str
    day: str
    score: float
    origin: DateOrigin


def choose(page: "Anatomy", data: Structured) -> list[DateWords]:
    """Words of the publication date, the most trusted alone; empty where nothing is certain."""
    machine = next((words for words in data.dates if day_of(words.text)), None)
    if machine and machine.origin == "json-ld":
        return [machine]
    printed = max(_printed(page), key=lambda found: found.score, default=None)
    if machine and not _outranks(printed, machine, data):
        return [machine]
    if printed and printed.score >= _LIKELY:
        return [DateWords(printed.text, printed.origin)]
    vague = [words for words in data.vague if day_of(words.text)]
    named = in_address(page.document.url)
    if named and (not vague or day_of(vague[0].text) == named):
        return [DateWords(named, "meta")]
    if printed and printed.score >= _POSSIBLE:
        return [DateWords(printed.text, printed.origin)]
    return vague[:1]


def _outranks(printed: _Printed | None, machine: DateWords, data: Structured) -> bool:
    """Whether the day that readers are told is another than the record's own, and no change's."""
    if printed is None or printed.score < _SURE or printed.day == day_of(machine.text):
        return False
    return data.modified is None or day_of(data.modified) != printed.day


def in_address(url: str) -> str | None:
    """The day that an address names in full (``/2022/01/26/``, ``29-10-2021``), as ISO."""
    path = urlsplit(url).path
    for pattern in _IN_URL:
        for match in pattern.finditer(path):
            day = f"{match['y']}-{int(match['m']):02}-{int(match['d']):02}"
            if day_of(day):
                return day
    return None


def day_of(text: str) -> str | None:
    """The ISO day of a publication date as worded; ``None`` where the words are none."""
    read = read_date(text)
    return read.value[:10] if isinstance(read, PublishedDate) else None


def _printed(page: "Anatomy") -> Iterator[_Printed]:
    """Every date that a line or `time` of the page shows and that may be the publication's."""
    value = stamps.find(page)
    if value and (day := day_of(value)):
        yield _Printed(value, day, _SURE + 1, "time")
    yield from _of_title(page)
    yield from _of_times(page)
    for leaf in islice(page.leaves, _MAX_LEAVES):
        if len(leaf.text) < 6 or _is_aside(page, leaf) or page.marked[leaf.index]:  # noqa: PLR2004
            continue
        found = _of_line(page, leaf)
        if found:
            yield found


def _of_title(page: "Anatomy") -> Iterator[_Printed]:
    """The date that stands before the title in the page's head: ``3.5.2022 | Title``."""
    for text in (page.document.title, page.document.meta.get("og:title", "")):
        match = re.match(rf"\W*({ANY_DATE.pattern})\s*[-–—|:]", text)
        day = day_of(match[1]) if match else None
        if match and day:
            yield _Printed(match[1], day, _LIKELY, "meta")


def _of_times(page: "Anatomy") -> Iterator[_Printed]:
    """The `time` elements beside the headline that stand in no sentence."""
    for stamp in page.document.times[:_MAX_STAMPS]:
        leaf = page.leaves[stamp.leaf] if stamp.leaf < len(page.leaves) else None
        day = day_of(stamp.value)
        if leaf is None or day is None or _is_aside(page, leaf):
            continue
        if len(leaf.text) > _LINE and leaf is not page.title_leaf:
            continue
        if _CHANGED.search(leaf.text) or _OTHER.search(leaf.text):
            continue
        score = _place(page, leaf) + 2.0 + _kind(leaf)
        yield _Printed(stamp.value, day, score, "time")


def _is_aside(page: "Anatomy", leaf: Leaf) -> bool:
    """Whether a line leads elsewhere, or stands in a menu, foot or form without the headline."""
    dated = is_date_line(leaf.text) or _BARE_DATE.fullmatch(leaf.text)
    if leaf.linked > 0.5 and not dated:  # noqa: PLR2004
        return True
    return bool(leaf.flags & _ASIDE & ~(page.title_leaf.flags if page.title_leaf else 0))


def _of_line(page: "Anatomy", leaf: Leaf) -> _Printed | None:
    match = ANY_DATE.search(leaf.text)
    day = day_of(match[0]) if match else None
    if match is None or day is None:
        return None
    before, after = leaf.text[: match.start()], leaf.text[match.end() :]
    if _RANGE_BEFORE.search(before) or _RANGE_AFTER.match(after):
        return None
    wording = _wording(leaf, before, after)
    if wording is None:
        return None
    place = _place(page, leaf)
    if wording == _MARKED_SCORE and not _is_teaser_s(page, leaf):
        place = max(place, 0.0)
    return _Printed(match[0], day, wording + place + _kind(leaf), "lead")


def _wording(leaf: Leaf, before: str, after: str) -> float | None:
    """How far the words around a date speak for it; ``None`` where they speak against it."""
    near = before[-_LABEL:]
    marked, changed = (_last(label, near) for label in (_MARKED, _CHANGED))
    if changed > marked:
        return None
    if marked >= 0 or (len(before) < _LINE and _SAID_AFTER.match(after)):
        return _MARKED_SCORE
    if _OTHER.search(near):
        return None
    if len(leaf.text) > (_SENTENCE if is_sentence(leaf.text) else _LINE):
        return 1.5 if _opens(before, after) else None
    if _STATE.search(near):
        return -1.0
    if is_date_line(leaf.text):
        return 3.0
    if leaf.level and before.strip() and not _apart(leaf):
        return None
    return 2.0 if not before.strip() or not after.strip() or _apart(leaf) else 0.5


def _last(label: re.Pattern[str], text: str) -> int:
    """Where a label stands last in a text; -1 where it does not."""
    return max((match.start() for match in label.finditer(text)), default=-1)


def _opens(before: str, after: str) -> bool:
    """Whether a date opens a text as its dateline: ``Berlin, 3. Mai 2022 –``."""
    closed = re.match(r"\s*(?:Uhr\s*)?(?:[-–—|:)\].,/]|\()", after)
    return bool(closed and len(before) <= _DATELINE_AT and _DATELINE.match(before))


def _apart(leaf: Leaf) -> bool:
    """Whether the date has an element of its own within its line."""
    return any(is_date_line(part.text) for part in parts(leaf.runs) if part.inline)


def _place(page: "Anatomy", leaf: Leaf) -> float:
    """How near a line stands to the headline, the side behind it being the better one."""
    headline = page.headline
    if headline is None:
        return 0.0
    if leaf.index < headline.first:
        gap = headline.first - leaf.index
        if gap > _BEFORE or _is_site_s(page, leaf):
            return -4.0
        return 2.0 if gap <= _NEAR else 0.5
    if _closes_text(page, leaf):
        return 1.0
    gap = max(0, leaf.index - headline.end)
    if gap > _AFTER or _is_behind_text(page, leaf) or _is_teaser_s(page, leaf):
        return -3.0
    return 3.0 if gap <= _NEAR else 1.0


def _is_site_s(page: "Anatomy", leaf: Leaf) -> bool:
    """Whether a line before the headline is of the site's head, as the day of the visit is."""
    title = page.title_leaf
    if WEEKDAY_DATE.match(leaf.text) and (title is None or not _boxed(leaf, title)):
        return True
    return any(
        (other.flags & (NAV | FORM) or other.linked > 0.5) and not FURNITURE.match(other.text)  # noqa: PLR2004
        for other in page.leaves[leaf.index + 1 : page.headline.first if page.headline else 0]
    )


def _closes_text(page: "Anatomy", leaf: Leaf) -> bool:
    """Whether a bare date is the last line of the box that holds the text."""
    box = leaf.node.parent
    before = page.leaves[leaf.index - 1]
    if box is None or not box.covers(before.index) or not DATE_LINE.match(leaf.text):
        return False
    behind = page.leaves[leaf.index + 1 : box.end]
    return _is_prose(before) and not any(map(_is_prose, behind)) and not _is_teaser_s(page, leaf)


def _is_behind_text(page: "Anatomy", leaf: Leaf) -> bool:
    """Whether more than a lead stands between the headline and a line, or a list of others."""
    between = page.leaves[page.start : leaf.index]
    if any(RELATED.match(other.text) for other in between):
        return True
    return sum(map(_is_prose, between)) > 1


def _is_prose(leaf: Leaf) -> bool:
    return len(leaf.text) >= _PROSE and is_sentence(leaf.text)


def _is_teaser_s(page: "Anatomy", leaf: Leaf) -> bool:
    """Whether a line shares a small box, without the headline, with a link to another page."""
    title = page.start - 1
    for box in islice(ancestors(leaf.node), _BOXES):
        if box.covers(title) or box.end - box.first > _MAX_CARD:
            return False
        inside = page.leaves[box.first : box.end]
        linked = [other for other in inside if other.linked > 0.5 and other is not leaf]  # noqa: PLR2004
        titles = [other for other in linked if len(other.text) >= _TEASER_TITLE]
        if any(not FURNITURE.match(other.text) for other in titles):
            return True
    return False


def _boxed(leaf: Leaf, title: Leaf) -> bool:
    """Whether a line shares a box with the headline that is not the whole page."""
    return common(leaf.node, title.node).tag not in ("", "html", "body", "main")


def _kind(leaf: Leaf) -> float:
    """What the names of a line's element and its box say."""
    names = " ".join(node.key for node in islice(ancestors(leaf.node), 2)).lower()
    score = 1.0 if _DATE_CLASS.search(names) else 0.0
    score -= 2.0 if _EVENT_CLASS.search(names) else 0.0
    return score - (2.0 if leaf.flags & (FIGURE | TABLE) else 0.0)
