"""What both stand-in sites have in common: their texts, their state, and answering purely."""

import html
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

import msgspec

from demo.german import long_date
from demo.replies import TEXT, Page, Reply, reply
from demo.texts import PressText, SiteName, edited
from press.tables import convert, read_toml

BERLIN = ZoneInfo("Europe/Berlin")
ADDED = 5
"""Texts that only the second edition has: the newest ones."""
_CACHED_PAGES = 5_000
_CHANGED_PLACE = 2
"""The text of each site, counted from the newest of the first edition, that is quietly edited."""


class Layout(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The markup of one variant of a site: templates for `str.format`.

    `public_links` writes links to the public addresses, `bare_links` relative to a ``<base>``.
    """

    page: str
    article: str
    kicker: str = "{kicker}"
    heading: str
    lead: str
    figure: str
    caption: str
    credit: str
    subhead: str
    related: str
    teaser: str
    list: str
    item: str
    next: str
    paging: str
    label: str = ""
    time: str = ""
    bare_links: bool = False
    public_links: bool = False
    canonical: bool = False
    json_ld: bool = False


def layouts(name: str, group: str = "layout") -> list[Layout]:
    """A group of layouts of a site, from its table of markup."""
    path = Path(__file__).with_name(f"{name}_layouts.toml")
    tables: dict[str, Any] = read_toml(path)
    return [convert(table, Layout, where=path.name) for table in tables[group]]


def escaped(text: str | None) -> str:
    """Text for markup, absent text as nothing."""
    return html.escape(text or "")


def alt_of(text: PressText) -> str | None:
    """The description of the text's image."""
    return text.image.alt if text.image else None


class Site:
    """One stand-in site. `get` has no side effects beyond a cache of rendered pages.

    `texts` are the texts of all editions, newest first; `base` is the address that the site is
    reached at, for the absolute links of feeds and robots.txt. `today` says the day of the crawl.
    """

    name: SiteName
    robots: str
    tdm: bytes

    def __init__(
        self,
        texts: Sequence[PressText],
        *,
        base: str,
        today: Callable[[], date],
        variant: int = 0,
        edition: int = 1,
    ) -> None:
        self._all = [text for text in texts if text.site == self.name]
        self.base = base
        self.today = today
        self.layouts = layouts(self.name)
        self._cache: dict[tuple[str, str], Page] = {}
        self.variant, self.edition = variant, edition
        self.set_state(variant=variant, edition=edition)

    def set_state(self, *, variant: int | None = None, edition: int | None = None) -> None:
        """Redesign the site (`variant`) or let time pass on it (`edition`, 1 or 2)."""
        self.variant = self.variant if variant is None else variant % len(self.layouts)
        self.edition = self.edition if edition is None else edition
        self.layout = self.layouts[self.variant]
        self.texts = self._edition_texts()
        self.by_slug = {text.slug: text for text in self.texts}
        self._cache = {}

    def _edition_texts(self) -> list[PressText]:
        """The texts that are out, with teasers only of texts that are out."""
        first = [text for text in self._all if text.number >= ADDED]
        self.changed_slug = first[_CHANGED_PLACE].slug if len(first) > _CHANGED_PLACE else None
        texts = self._all if self.edition > 1 else first
        out = {text.slug for text in texts}
        return [self._as_out(text, out) for text in texts]

    def _as_out(self, text: PressText, out: set[str]) -> PressText:
        if self.edition > 1 and text.slug == self.changed_slug:
            text = edited(text)
        related = [other for other in text.related if other.slug in out]
        return msgspec.structs.replace(text, related=related)

    @property
    def changed_url(self) -> str | None:
        """The public address of the text that the second edition edits."""
        return self.by_slug[self.changed_slug].url if self.changed_slug else None

    def get(self, path: str, query: str = "", headers: Mapping[str, str] | None = None) -> Reply:
        """The answer to a GET of `path` with the raw `query`; header names in lower case."""
        page = self._cache.get((path, query))
        if page is None:
            page = self._common(path) or self.page(path, dict(parse_qsl(query)))
            if len(self._cache) < _CACHED_PAGES:
                self._cache[path, query] = page
        return reply(page, headers or {}, long_date(self.today(), weekday=True))

    def _common(self, path: str) -> Page | None:
        if path == "/robots.txt":
            return Page(self.robots + f"\nSitemap: {self.base}/sitemap.xml\n", TEXT)
        if path == "/.well-known/tdmrep.json":
            return Page(self.tdm.decode(), "application/json")
        if path == "/sitemap.xml":
            return Page(self._sitemap(), "application/xml; charset=UTF-8")
        if path.startswith(("/bilder/", "/assets/")):
            return Page("", "image/jpeg" if path.startswith("/bilder/") else "text/css")
        return None

    def _sitemap(self) -> str:
        rows = "".join(
            f"<url><loc>{self.base}{text.path}</loc><lastmod>{text.published}</lastmod></url>"
            for text in self.texts
        )
        return (
            '<?xml version="1.0" encoding="UTF-8"?>'
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'
        )

    def page(self, path: str, query: dict[str, str]) -> Page:
        """The page at an address of this site alone, or its page for what is not there."""
        raise NotImplementedError

    def modified(self, text: PressText) -> datetime:
        """When the text's page changed last: at publication, by the edition, by a redesign."""
        later = self.edition > 1 and text.slug == self.changed_slug
        day = self._all[0].day if later else text.day
        return self._stamp(day, text.minute)

    def list_modified(self) -> datetime:
        """When the lists changed last."""
        newest = self.texts[0] if self.texts else self._all[0]
        return self._stamp(newest.day, newest.minute)

    def _stamp(self, day: date, minute: int) -> datetime:
        at = datetime.combine(day, time(), BERLIN) + timedelta(minutes=minute)
        return at.astimezone(UTC) + timedelta(seconds=self.variant * 2 + self.edition - 1)

    def link(self, path: str) -> str:
        """A link as this variant writes it: to the path, or to the public address."""
        return f"{self.public}{path}" if self.layout.public_links else path

    @property
    def public(self) -> str:
        """The public address that this site stands in for."""
        return self._all[0].url.removesuffix(self._all[0].path)
