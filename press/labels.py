"""Labelling an article: its agencies, topics and regions, and by which version of the rules.

New articles and those of the archive are labelled here alike, so that labels never depend on when.
"""

from datetime import date
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from press import agencies, regions, register_data, topics
from press.article import Article


def version() -> str:
    """`press.register_data.version` of what this process has loaded, and labels by."""
    return _version(register_data.own(), topics.own())


@cache
def _version(_bodies: Path | None, _topics: Path | None) -> str:
    return register_data.version()


def label(article: Article, land: str | None) -> Article:
    """The article with its labels found anew; `land` is its source's Land (ISO 3166-2).

    Raises:
        TableError: an operator's own register or table of topics is wrong.
    """
    a = article
    mentions = agencies.register().find(
        title=a.title,
        kicker=a.kicker,
        lead=a.lead,
        body=a.body,
        land=land,
        on=_day(a.published),
    )
    return replace(
        a,
        agencies=mentions,
        topics=topics.assign(
            title=a.title, kicker=a.kicker, lead=a.lead, body=a.body, section=a.section
        ),
        regions=regions.find(
            title=a.title,
            kicker=a.kicker,
            lead=a.lead,
            body=a.body,
            agencies=mentions,
            issuer=a.issuer,
        ),
        labelled=version(),
    )


def _day(published: str | None) -> date | None:
    """The day of publication; none where a text edited by hand is no date."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
