"""The languages Presselupe speaks: texts, plural forms, dates and numbers.

Texts are written in English in the source, marked with `_` (or `ngettext`) where they
are shown, or with `mark` where they are only named and shown later. `use` binds a language; what
is shown afterwards is in it. Catalogues lie in ``tui/locales`` and are made by
``python -m tui.compile_locales``. Needs no Textual: the command line speaks through it, too.
"""

import gettext as _gettext
import os
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path

LANGUAGES = ("de", "en")
DOMAIN = "presselupe"
LOCALES = Path(__file__).with_name("locales")

_catalogue: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "en"


def mark(message: str) -> str:
    """`message` as it is, marked for the catalogues; to be shown through `_` later."""
    return message


_MONTHS = (
    mark("January"),
    mark("February"),
    mark("March"),
    mark("April"),
    mark("May"),
    mark("June"),
    mark("July"),
    mark("August"),
    mark("September"),
    mark("October"),
    mark("November"),
    mark("December"),
)
_WEEKDAYS = (
    mark("Monday"),
    mark("Tuesday"),
    mark("Wednesday"),
    mark("Thursday"),
    mark("Friday"),
    mark("Saturday"),
    mark("Sunday"),
)


def preferred(environ: Mapping[str, str] = os.environ) -> str:
    """The language that the environment asks for (``LC_ALL``, ``LC_MESSAGES``, ``LANG``).

    German unless another language is named: the press that is read here is German.
    """
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name, "").casefold()
        if value:
            return "de" if value.startswith(("de", "c.", "posix")) or value == "c" else "en"
    return "de"


def use(language: str) -> None:
    """Speak `language` from now on.

    Raises:
        ValueError: the language is not one of `LANGUAGES`.
    """
    global _catalogue, _language  # noqa: PLW0603 - one language per process is the point
    if language not in LANGUAGES:
        raise ValueError(f"{language!r}: no such language; there are {', '.join(LANGUAGES)}")
    _catalogue = _load(language)
    _language = language


@cache
def _load(language: str) -> _gettext.NullTranslations:
    return _gettext.translation(DOMAIN, LOCALES, [language], fallback=language == "en")


def current() -> str:
    """The language spoken now, ``de`` or ``en``."""
    return _language


def _(message: str) -> str:
    """`message` in the language in use."""
    return _catalogue.gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form for `n`, with ``{n}`` in it replaced by the number as the language writes it."""
    return _catalogue.ngettext(singular, plural, n).replace("{n}", number(n))


def number(value: int) -> str:
    """A whole number with the language's thousands separator: ``12.345`` or ``12,345``."""
    text = f"{value:,}"
    return text.replace(",", ".") if _language == "de" else text


def decimal_mark() -> str:
    """What stands before a number's decimals: a comma in German."""
    return "," if _language == "de" else "."


def day(value: str | date) -> str:
    """A day, short: ``13.10.2022`` or ``13 Oct 2022``; from an ISO date or instant."""
    on = _as_date(value)
    if _language == "de":
        return f"{on.day:02}.{on.month:02}.{on.year}"
    return f"{on.day} {_MONTHS[on.month - 1][:3]} {on.year}"


def short_day(value: str | date) -> str:
    """Day and month alone, six cells: ``13.10.`` or ``13 Oct``."""
    on = _as_date(value)
    if _language == "de":
        return f"{on.day:02}.{on.month:02}."
    return f"{on.day:>2} {_MONTHS[on.month - 1][:3]}"


def long_day(value: str | date) -> str:
    """A day in words: ``Donnerstag, 13. Oktober 2022`` or ``Thursday, 13 October 2022``."""
    on = _as_date(value)
    dot = "." if _language == "de" else ""
    return f"{_(_WEEKDAYS[on.weekday()])}, {on.day}{dot} {_(_MONTHS[on.month - 1])} {on.year}"


def month(value: str) -> str:
    """The month of an ISO date or month: ``Oktober 2022`` or ``October 2022``."""
    return f"{_(_MONTHS[int(value[5:7]) - 1])} {value[:4]}"


def clock(value: str) -> str | None:
    """The time of an ISO instant, ``14:05``; None for a bare day."""
    return value[11:16] if len(value) > 10 else None  # noqa: PLR2004 - longer than YYYY-MM-DD


def day_and_time(value: str) -> str:
    """A day, short, with its time where known: ``13.10.2022, 14:05 Uhr``."""
    at = clock(value)
    if at is None:
        return day(value)
    return f"{day(value)}, {at}" + (" Uhr" if _language == "de" else "")


def moment(value: str) -> str:
    """A day in words with its time where known: ``Donnerstag, 13. Oktober 2022, 14:05 Uhr``."""
    at = clock(value)
    if at is None:
        return long_day(value)
    return f"{long_day(value)}, {at}" + (" Uhr" if _language == "de" else "")


def instant(value: str) -> str:
    """A UTC instant (``2026-11-21T06:00:00Z``) as the clock in Germany has it, short."""
    return day_and_time(in_germany(value).isoformat())


def in_germany(value: str) -> datetime:
    """An ISO instant as the clock in Germany has it; one without an offset stays as it is."""
    from zoneinfo import ZoneInfo  # only the reader needs it, not every command

    at = datetime.fromisoformat(value)
    return at if at.tzinfo is None else at.astimezone(ZoneInfo("Europe/Berlin"))


def parse_day(text: str, today: date) -> str | None:
    """A day as people type it (``13.10.2022``, ``13.10.``, ``2022-10-13``) as ISO, or None."""
    text = text.strip()
    for form in ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%d %b %Y"):
        try:
            return datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007 - a bare day
        except ValueError:
            continue
    try:
        return datetime.strptime(f"{text}{today.year}", "%d.%m.%Y").date().isoformat()  # noqa: DTZ007
    except ValueError:
        return None


def _as_date(value: str | date) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value[:10])
