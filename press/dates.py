"""German dates of publication, read from the line that states them.

`read_date` takes what a page, list or feed gives as its date: a machine's timestamp or a short
line such as ``Donnerstag, den 13. Oktober 2022, 14:05 Uhr``. It is strict: a line is read only if
all of it is understood, so prose with a date in it is refused. What it decides:

- The day stands before the month, always, unless the year comes first.
- Times without zone are Europe/Berlin. A time that the autumn's clock change repeats is the first
  of the two (summer time); one that the spring's leaves out moves forward by the missing hour.
- A weekday that contradicts its date does not refuse it (templates get the weekday wrong, never
  the date); the rule then ends in ``weekday differs``.
- Two-digit years belong to this century up to next year's, else to the last.
- A time of exactly midnight, in its own zone, is a system's way to say that it knows only the day.
- ``vor 3 Stunden`` and ``vor 5 Minuten`` give the minute they count to, days only the day; weeks,
  months and years ago name no day.
- Of different dates the one marked as the publication counts, then the one not marked, then the
  ``Stand``, then the embargo's end; a change's date never does.
"""

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from re import Match
from typing import NamedTuple
from unicodedata import is_normalized
from zoneinfo import ZoneInfo

from press import date_patterns as patterns
from press.article import Precision
from press.text import clean_line

BERLIN = ZoneInfo("Europe/Berlin")
FIRST_YEAR = 1990
"""No public body published on the web before."""
MAX_DATE_LINE = 300
"""Characters of the longest line looked at."""

_DAY = timedelta(days=1)
_DAYS_BACK = {"heute": 0, "gestern": 1, "vorgestern": 2}
_MINUTES = {"sekunde": 0, "minute": 1, "min": 1, "stunde": 60, "std": 60}
_SATURDAY = 5
_SPRING_GAP = (3, 2)
"""The month and hour in which the clock change leaves times out."""
_PLAIN = ""
_BY_TRUST = ("published", _PLAIN, "stand", "embargo", "changed")
_MAX_OFFSET = timedelta(hours=14)


class PublishedDate(NamedTuple):
    """A date of publication: its ISO form, how precise it is, the words, the rule that read it.

    `value` is ``2022-10-13`` or, with precision ``minute``, ``2022-10-13T14:05:00+02:00``.
    """

    value: str
    precision: Precision
    raw: str
    rule: str


class RefusedDate(NamedTuple):
    """Words that are no publication date, and why."""

    raw: str
    reason: str


class _RefusedError(Exception):
    """Why the line states no date of publication."""


class _Moment(NamedTuple):
    """A day, or with `at` a minute of it; `role` is what its words say it dates."""

    day: date
    at: datetime | None
    rule: str
    role: str = _PLAIN


def read_date(
    text: str, *, seen: datetime | None = None, embargo: bool = False
) -> PublishedDate | RefusedDate:
    """The date of publication that `text` states, or why it states none.

    `seen` is the (aware) time of the response that gave the text: relative words count from it,
    and dates more than a day ahead of it are refused, unless the page states an `embargo` (the
    line's own ``Sperrfrist`` counts as well). Any text is taken; none raises.

    Raises:
        ValueError: `seen` has no time zone.
    """
    if seen is not None and seen.tzinfo is None:
        raise ValueError("seen needs a time zone")
    if len(text) > MAX_DATE_LINE:
        reason = f"not a date line: longer than {MAX_DATE_LINE} characters"
        return RefusedDate(clean_line(text, MAX_DATE_LINE), reason)
    if not text.isprintable() or not (text.isascii() or is_normalized("NFC", text)):
        text = clean_line(text)
    try:
        day, at, rule, role = _read(text, seen)
        if seen is not None and not embargo and role != "embargo":
            _check_not_ahead(day, at, seen)
    except _RefusedError as refused:
        return RefusedDate(text, str(refused))
    if at is None:
        return PublishedDate(day.isoformat(), "day", text, rule)
    return PublishedDate(at.isoformat(), "minute", text, rule)


def _read(text: str, seen: datetime | None) -> _Moment:
    latest = (seen or datetime.now(UTC)).year + 1
    if iso := patterns.ISO.fullmatch(text):
        return _iso_moment(iso, latest)
    pattern, read = patterns.GERMAN, _german_moment
    match = pattern.search(text)
    if match is None:
        pattern, read = patterns.ISO_IN_LINE, _iso_moment
        match = pattern.search(text)
    if match is None:
        return _relative_moment(text, seen) or _unusual_moment(text, seen, latest)
    moments: list[_Moment] = []
    end = 0
    while match:
        start = match.start()
        lead = patterns.PLAIN_LEAD.fullmatch(text, end, start)
        lead = lead or patterns.LEAD.fullmatch(text, end, start)
        if lead is None:
            return _unusual_moment(text, seen, latest)
        moment = read(match, latest)
        moments.append(_as_the_lead_says(moment, lead) if lead.lastindex else moment)
        end = match.end()
        match = pattern.search(text, end)
    if end < len(text) and not patterns.TAIL.fullmatch(text, end):
        return _unusual_moment(text, seen, latest)
    return _publication(moments)


def _iso_moment(match: Match[str], latest: int) -> _Moment:
    year, _, month, day, hour, minute, second, zone = match.groups()
    the_day = _day(int(year), int(month), int(day), latest)
    return _Moment(the_day, _at(the_day, hour, minute, second, zone), "iso")


def _german_moment(match: Match[str], latest: int) -> _Moment:
    day, _, month, name, year, hour, minute, second, dotted_minute, zone = match.groups()
    number = patterns.MONTHS.get(name.lower()) if name else int(month)
    if number is None:
        raise _RefusedError(f"not a date line: no month is called {name}")
    the_day = _day(_full_year(year, latest), number, int(day), latest)
    at = _at(the_day, hour, minute or dotted_minute, second, zone)
    return _Moment(the_day, at, "named month" if name else "day.month.year")


def _full_year(year: str, latest: int) -> int:
    number = int(year)
    if len(year) == len("2022"):
        return number
    return 2000 + number if 2000 + number <= latest else 1900 + number


def _day(year: int, month: int, day: int, latest: int) -> date:
    if not FIRST_YEAR <= year <= latest:
        raise _RefusedError(f"the year {year} is not within {FIRST_YEAR} to {latest}")
    try:
        return date(year, month, day)
    except ValueError:
        raise _RefusedError(f"no such day: {day}.{month}.{year}") from None


def _at(
    day: date, hour: str | None, minute: str | None, second: str | None, zone: str | None
) -> datetime | None:
    """The minute of `day`; None where the time is absent or midnight, so that it says nothing."""
    if hour is None:
        return None
    h, m, s = int(hour), int(minute or 0), int(second or 0)
    if not h and not m and not s:
        return None
    try:
        at = datetime(day.year, day.month, day.day, h, m, s, 0, _zone(zone))
    except ValueError:
        raise _RefusedError(f"no such time: {h}:{m:02}:{s:02}") from None
    if zone is not None:
        return at.astimezone(BERLIN)
    if (day.month, h) == _SPRING_GAP:
        # By way of UTC a time that the clock change leaves out becomes one that exists.
        return at.astimezone(UTC).astimezone(BERLIN)
    return at


@lru_cache(maxsize=100)
def _zone(name: str | None) -> tzinfo:
    if name is None:
        return BERLIN
    if name[0] in "+-":
        offset = timedelta(hours=int(name[1:3]), minutes=int(name[3:].lstrip(":") or 0))
        if offset > _MAX_OFFSET:
            raise _RefusedError(f"no such time zone: {name}")
        return timezone(offset if name[0] == "+" else -offset)
    if name not in patterns.ZONE_HOURS:
        raise _RefusedError(f"no known time zone: {name}")
    return timezone(timedelta(hours=patterns.ZONE_HOURS[name]))


def _as_the_lead_says(moment: _Moment, lead: Match[str]) -> _Moment:
    """`moment` with the role that the last label before it gives, and with its weekday checked."""
    day, at, rule, _ = moment
    role = lead.lastgroup or _PLAIN
    if role == "weekday":
        name = lead["weekday"]
        expected = patterns.WEEKDAYS[name[:2].lower()] if name != "Sonnabend" else _SATURDAY
        if expected != day.weekday():
            rule += ", weekday differs"
        role = _PLAIN
        if lead.re is patterns.LEAD:
            role = next((role for role in _BY_TRUST if role and lead[role]), _PLAIN)
    return _Moment(day, at, rule, role)


def _publication(moments: list[_Moment]) -> _Moment:
    """The moment that the line gives as its publication."""
    if len(moments) == 1 and moments[0].role != "changed":
        return moments[0]
    best = min((moment.role for moment in moments), key=_BY_TRUST.index)
    if best == "changed":
        raise _RefusedError("it says when the page was changed, not when it was published")
    trusted = [moment for moment in moments if moment.role == best]
    days = sorted({moment.day for moment in trusted})
    if len(days) > 1:
        raise _RefusedError(f"different dates: {' and '.join(map(str, days))}")
    return next((moment for moment in trusted if moment.at), trusted[0])


def _check_not_ahead(day: date, at: datetime | None, seen: datetime) -> None:
    if day < seen.date():
        return
    limit = seen + _DAY
    if at > limit if at else day > limit.astimezone(BERLIN).date():
        raise _RefusedError(f"{day} is more than a day ahead of the response")


def _relative_moment(text: str, seen: datetime | None) -> _Moment | None:
    """The moment that relative words count to; None if there are none."""
    match = patterns.RELATIVE.fullmatch(text)
    if not match:
        return None
    if seen is None:
        raise _RefusedError("relative to the response's time, which is not known")
    word, hour, minute, second, dotted_minute, count, unit = match.groups()
    today = seen.astimezone(BERLIN).date()
    if word:
        day = today - _DAYS_BACK[word.lower()] * _DAY
        return _Moment(day, _at(day, hour, minute or dotted_minute, second, None), "relative")
    number = _count(count) if count else 0
    unit = unit.lower() if unit else "minute"
    if unit == "tag":
        return _Moment(today - number * _DAY, None, "relative")
    step = _MINUTES.get(unit)
    if step is None:
        raise _RefusedError("weeks, months and years ago name no day")
    at = seen.astimezone(UTC).replace(second=0, microsecond=0) - timedelta(minutes=number * step)
    at = at.astimezone(BERLIN)
    return _Moment(at.date(), at, "relative")


def _count(words: str) -> int:
    number = int(words) if words.isdecimal() else patterns.COUNTS.get(words.lower())
    if number is None:
        raise _RefusedError(f"not a date line: {words} is no number")
    return number


def _unusual_moment(text: str, seen: datetime | None, latest: int) -> _Moment:
    """The moment of a line in unusual order, if dateparser uses every number and word of it."""
    if patterns.NO_DAY.fullmatch(text):
        raise _RefusedError("a year or month names no day")
    if patterns.NO_YEAR.fullmatch(text):
        raise _RefusedError("it names no year")
    words = {word.lower() for word in patterns.WORD.findall(text)}
    numbers = sorted(int(number) for number in patterns.NUMBER.findall(text))
    usable = words <= patterns.DATE_WORDS and patterns.UNUSUAL.fullmatch(text)
    at = _dateparsed(text, seen) if usable else None
    if at is not None:
        parts = [at.day, at.year, *([] if words & patterns.MONTHS.keys() else [at.month])]
        day = _day(at.year, at.month, at.day, latest)
        if numbers == sorted(parts):
            return _Moment(day, None, "dateparser")
        if patterns.CLOCK.search(text) and numbers == sorted([*parts, at.hour, at.minute]):
            return _Moment(day, _at(day, str(at.hour), str(at.minute), None, None), "dateparser")
    raise _RefusedError("not a date line")


def _dateparsed(text: str, seen: datetime | None) -> datetime | None:
    # Loading it takes 0.2 s, which next to no line needs.
    import dateparser  # noqa: PLC0415

    base = (seen or datetime.now(UTC)).astimezone(BERLIN).replace(tzinfo=None)
    found: datetime | None = dateparser.parse(
        text,
        languages=["de"],
        settings={
            "DATE_ORDER": "DMY",
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PREFER_DATES_FROM": "past",
            "RELATIVE_BASE": base,
        },
    )
    return found
