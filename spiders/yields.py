"""What a page yielded, for the watch on drift (`store.drift`): counted for every page read."""

from datetime import date, datetime, timedelta

from press.text import count_words
from spiders.pages.base import RawArticle
from store.reports import SourceReport

LATELY = timedelta(days=60)
"""Pages published longer before a run say how the site once wrote, not how it writes now."""


def note_yield(report: SourceReport, raw: RawArticle, published: str | None) -> None:
    """Count which fields the source's own page object found; blank ones, and others', do not count.

    `published` is the publication date, as found on the page or in a list.
    """
    values = {
        "title": raw.title,
        "kicker": raw.kicker,
        "lead": raw.lead,
        "body": raw.body,
        "published": published,
        "image": "image" if raw.image else None,
    }
    found = [
        name
        for name, value in values.items()
        if value and value.strip() and name not in raw.degraded
    ]
    words = count_words(raw.body) if "body" in found else 0
    report.saw_page(found, words, recent=_is_recent(published, report.started))


def _is_recent(published: str | None, started: str) -> bool:
    """Whether a page is of the last weeks; without a date it may be."""
    if published is None:
        return True
    return date.fromisoformat(published[:10]) > datetime.fromisoformat(started).date() - LATELY
