"""What every page object gives: raw fields, each with its origin."""

from typing import NamedTuple

import msgspec

from press.article import DateOrigin, Image, RelatedArticle


class DateWords(NamedTuple):
    """Words that may be the publication date, and where on the site they stood."""

    text: str
    origin: DateOrigin


class RawArticle(msgspec.Struct, kw_only=True):
    """An article as the page gives it, before dates, agencies and topics are understood.

    Texts are already clean (`press.text`), `body` is Markdown, addresses are absolute as found on
    the page. `dates` are in order of trust. `origins` names for each filled field the layer and
    rule it came from (``k21-2:heading``, ``json-ld``, ``trafilatura``). `degraded` names the fields
    that the generic layer had to give although the source has a page object. `problems` are
    one-line reasons for what is missing, for the run report. `wall` says what the page is where it
    is none of the source's articles (a check for robots, a consent wall, "not found"); all other
    fields are empty then.
    """

    title: str | None = None
    kicker: str | None = None
    lead: str | None = None
    body: str | None = None
    section: str | None = None
    image: Image | None = None
    related: list[RelatedArticle] = []
    language: str | None = None
    modified: str | None = None
    dates: list[DateWords] = []
    canonical: str | None = None
    aliases: list[str] = []
    print_url: str | None = None
    tdm_reservation: str | None = None
    tdm_policy: str | None = None
    origins: dict[str, str] = {}
    degraded: list[str] = []
    problems: list[str] = []
    wall: str | None = None


class Teaser(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a list page or feed: an article's address and what the list knows of it.

    `aliases` are other addresses that the entry gives for the same article (a feed's guid); `text`
    is the whole body as Markdown, where a feed carries it.
    """

    url: str
    aliases: list[str] = []
    title: str | None = None
    kicker: str | None = None
    teaser: str | None = None
    text: str | None = None
    date: DateWords | None = None


class Listing(msgspec.Struct, kw_only=True):
    """A list page or feed: its entries in page order, the next page, and other lists it links."""

    teasers: list[Teaser] = []
    next_url: str | None = None
    lists: list[str] = []
    problems: list[str] = []
