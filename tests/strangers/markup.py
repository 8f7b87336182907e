"""Small pieces of HTML that both stranger sites are put together from."""

import re
from collections.abc import Sequence
from datetime import date
from html import escape

from tests.strangers.texts import Block

WEEKDAYS = [
    "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"
]  # fmt: skip
MONTHS = [
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
]  # fmt: skip


def weekday_date(day: date) -> str:
    """``Samstag, 21. November 2026``."""
    return f"{WEEKDAYS[day.weekday()]}, {day.day}. {MONTHS[day.month - 1]} {day.year}"


def numbers(day: date, *, short: bool = False) -> str:
    """``05.03.2018``, or ``5.3.2018`` as the oldest articles have it."""
    return f"{day.day}.{day.month}.{day.year}" if short else f"{day:%d.%m.%Y}"


def inline(text: str, *, to: str = "/k21-themen/lexikon/", lost: str = "&nbsp;<a>") -> str:
    """A marked text as HTML; `lost` says how the blank before a link gets lost."""
    text = escape(text, quote=False)
    opening, _, inside = lost.partition("<a>")
    text = text.replace("¦[[", f'{opening}<a href="{to}">{inside}', 1)
    text = re.sub(r"\[\[(.*?)]]", rf'<a href="{to}">\1</a>', text).replace("]]", "</a>")
    text = re.sub(r"\*\*(.*?)\*\*", r"<strong>\1</strong>", text)
    return text.replace("~", "&shy;")


def blocks_html(
    blocks: Sequence[Block],
    *,
    sub: str = "<h3>{}</h3>",
    para: str = "<p>{}</p>",
    question: str = "<p><strong>{}</strong></p>",
    quote: str = "<blockquote><p>{}</p></blockquote>",
    note: str = "<p><small>{}</small></p>",
    between: str = "\n",
    to: str = "/k21-themen/lexikon/",
    lost: str = "&nbsp;<a>",
) -> str:
    """A body's blocks, each in the form given for its kind."""
    forms = {"h": sub, "p": para, "q": question, "quote": quote, "note": note}
    out = []
    for block in blocks:
        lines = [inline(line, to=to, lost=lost) for line in block.lines]
        if block.kind in ("ul", "ol"):
            items = "".join(f"<li>{line}</li>" for line in lines)
            out.append(f"<{block.kind}>{items}</{block.kind}>")
        else:
            out.append(forms[block.kind].format(lines[0]))
    return between.join(out)


def hyphenated(text: str) -> str:
    """Text as HTML with soft hyphens in its long words, as some editors' systems set them."""
    return re.sub(r"(\w{7})(?=\w{6})", r"\1&shy;", escape(text, quote=False))


def attribute(text: str) -> str:
    """Text for use inside a quoted attribute."""
    return escape(text, quote=True)
