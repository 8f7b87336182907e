"""The other stand-in sites: one press page each, its markup and addresses from a table."""

import html
import json
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qsl

import msgspec

from demo import writing
from demo.german import WEEKDAYS, long_date
from demo.german import slug as slug_of
from demo.markup import body_html
from demo.replies import TEXT, TODAY, XML, Page, Reply, reply
from demo.site import BERLIN, escaped
from demo.texts import PressText, SiteName, first_sentence
from demo.vocabulary import ISSUERS
from press.tables import convert, read_toml
from press.text import Block, clean_line

TABLES = Path(__file__).with_name("press_sites.toml")
_FIRST_NUMBER = 5_000_000
_SMALL_WORDS = (" auch ", " bereits ", " zunächst ", " dafür ", " dabei ", " damit ")


class Layout(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The markup of one variant: templates for `str.format`."""

    page: str
    article: str
    lead: str
    subhead: str
    items: str
    item: str
    next: str


class Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A site: who writes for it, where its pages are, how its feed is made.

    `style` ``twins`` publishes the ministry's releases again, ``sister`` the portal's reports.
    `feed_kind` names what is peculiar to the feed, `traits` to the bodies (`demo.writing.TRAITS`).
    """

    address: str
    issuer: str | None = None
    style: Literal["ministry", "portal", "twins", "sister"] = "ministry"
    list: str | None = None
    feed: str | None = None
    feed_kind: Literal["plain", "escaped-twice", "full-text", "german", "german-full-text"] = (
        "plain"
    )
    per_page: int = 10
    robots: str = "User-agent: *\nDisallow: /intern/\n"
    traits: Sequence[str] = ()
    layout: Sequence[Layout]


def tables() -> dict[str, Table]:
    """All sites of the table by the ids of their sources."""
    return {
        name: convert(table, Table, where=f"{TABLES.name}: [{name}]")
        for name, table in read_toml(TABLES).items()
    }


def releases(name: str, table: Table, count: int, *, seed: int, until: date) -> list[PressText]:
    """`count` texts for a site, newest first, a day or two apart; no leads if it shows none."""
    chance = random.Random(f"{name}/{seed}")
    site: SiteName = "portal" if table.style == "portal" else "ministry"
    issuer = ISSUERS[table.issuer] if table.issuer else ISSUERS["bmi"]
    made: list[PressText] = []
    while len(made) < count:
        day = until - timedelta(days=len(made) * 3 // 2)
        draft = writing.write(site, day, chance, old=False, issuer=issuer)
        slug = slug_of(draft.title, 90)
        if draft.form == "interview" or any(slug == text.slug for text in made):
            continue
        minute = draft.minute % 30 if day == until else draft.minute
        fields = draft._asdict() | {
            "traits": frozenset(table.traits) & {"soft-hyphens", "linked", "nbsp"},
            "image": None,
            "minute": minute,
        }
        if not table.layout[0].lead:
            fields["lead"] = None
        made.append(PressText(number=len(made), site=site, published=f"{day}", slug=slug, **fields))
    return made


def portal_versions(texts: Sequence[PressText]) -> list[PressText]:
    """What the Land's portal makes of a ministry's releases: every third stays word for word."""
    return [
        _restyled(text, number=number) if number % 3 != 2 else _plain(text, number=number)  # noqa: PLR2004
        for number, text in enumerate(texts)
    ]


def sister_versions(texts: Sequence[PressText]) -> list[PressText]:
    """The portal's reports as its sister site prints them: word for word, without pictures."""
    odd = {"old", "lost-blank", "interview"}
    shared = [text for text in texts if text.lead and text.kicker and not text.traits & odd]
    return [_plain(text, number=number) for number, text in enumerate(shared)]


def _plain(text: PressText, *, number: int) -> PressText:
    return msgspec.structs.replace(text, number=number, image=None, related=[], traits=frozenset())


def _restyled(text: PressText, *, number: int) -> PressText:
    """The portal's own headline, kicker and lead; a little shorter, a word less here and there."""
    blocks = [*text.blocks[:-1]] if len(text.blocks) > 4 else list(text.blocks)  # noqa: PLR2004
    for at, block in enumerate(blocks[1:], start=1):
        word = next((word for word in _SMALL_WORDS if word in block.text), None)
        if word:
            blocks[at] = Block(block.kind, block.text.replace(word, " ", 1))
            break
    title = f"Baden-Württemberg: {text.title}"
    return msgspec.structs.replace(
        _plain(text, number=number),
        title=title,
        slug=slug_of(title, 100),
        kicker=text.section,
        lead=text.lead or first_sentence(text.blocks[0].text),
        blocks=blocks,
    )


class PressSite:
    """One stand-in site of the table; `name` is its source's id, `public` its public address."""

    def __init__(
        self,
        name: str,
        table: Table,
        texts: Sequence[PressText],
        *,
        public: str,
        base: str,
        today: Callable[[], date],
        variant: int = 0,
    ) -> None:
        self.name = name
        self.table = table
        self.texts = list(texts)
        self.public = public.rstrip("/")
        self.base = base
        self.today = today
        self.by_path = {self.path(text): text for text in self.texts}
        self.set_variant(variant)

    def set_variant(self, variant: int) -> None:
        """The same texts in other markup."""
        self.variant = variant % len(self.table.layout)
        self.layout = self.table.layout[self.variant]

    def path(self, text: PressText) -> str:
        """The path of a text's page, without a trailing slash."""
        year, month, day = text.published.split("-")
        address = self.table.address.format(
            year=year, month=month, date=day, slug=text.slug, number=_FIRST_NUMBER - text.number
        )
        return address.rstrip("/")

    def expected(self, text: PressText) -> dict[str, Any]:
        """What a reader of this text's page must find."""
        return {
            "url": self.public + self.path(text),
            "title": clean_line(text.title),
            "lead": text.lead and clean_line(text.lead),
            "body": text.body,
            "published": text.published,
        }

    def get(self, path: str, query: str = "", headers: Mapping[str, str] | None = None) -> Reply:
        """The answer to a GET of `path` with the raw `query`; header names in lower case."""
        page = self._page(path.rstrip("/"), dict(parse_qsl(query, keep_blank_values=True)))
        return reply(page, headers or {}, long_date(self.today(), weekday=True))

    def _page(self, path: str, query: dict[str, str]) -> Page:
        if path == "/robots.txt":
            return Page(self.table.robots, TEXT)
        if self.table.list and path == self.table.list.rstrip("/"):
            return self._list(query)
        if self.table.feed and path == self.table.feed.rstrip("/"):
            return self._feed(query)
        text = self.by_path.get(path)
        if text is None:
            return Page("<html><body><h1>Nicht gefunden</h1></body></html>", status=404)
        slots = self._slots(text)
        main = self.layout.article.format(
            body=body_html(text, subhead=self.layout.subhead, link=self.public), **slots
        )
        return Page(self._frame(main, slots), modified=_moment(text))

    def _frame(self, main: str, slots: Mapping[str, str]) -> str:
        page = self.layout.page.strip()
        return page.format(main=main, **slots)

    def _slots(self, text: PressText) -> dict[str, str]:
        """The words of a text by the names that templates have for them."""
        teaser = text.lead or first_sentence(text.blocks[0].text)
        path = self.path(text)
        return self._site_slots() | {
            "title": escaped(text.title),
            "json_title": json.dumps(text.title, ensure_ascii=False).replace("<", "\\u003c"),
            "kicker": escaped(text.kicker),
            "lead": self.layout.lead.format(lead=escaped(text.lead), day=f"{text.day:%d.%m.%Y}")
            if text.lead
            else "",
            "teaser": escaped(teaser),
            "day": f"{text.day:%d.%m.%Y}",
            "long_day": long_date(text.day),
            "iso_day": text.published,
            "iso": _moment(text).astimezone(BERLIN).isoformat(),
            "clock": f"{text.minute // 60:02d}:{text.minute % 60:02d}",
            "number": str(_FIRST_NUMBER - text.number),
            "path": path,
            "link": path.lstrip("/"),
        }

    def _site_slots(self) -> dict[str, str]:
        first = (self.table.list or "/").lstrip("/")
        return {"base": self.base, "public": self.public, "today": TODAY, "list": first}

    def _list(self, query: Mapping[str, str]) -> Page:
        written = query.get("seite", "1")
        number = int(written) if written.isdecimal() else 0
        size = self.table.per_page
        shown = self.texts[(number - 1) * size : number * size] if number > 0 else []
        if not shown:
            return Page("<html><body><h1>Nicht gefunden</h1></body></html>", status=404)
        items = "".join(self.layout.item.format(**self._slots(text)) for text in shown)
        paging = ""
        if number * size < len(self.texts):
            link = f"{(self.table.list or '').lstrip('/')}?seite={number + 1}"
            paging = self.layout.next.format(link=link)
        main = self.layout.items.format(items=items, paging=paging)
        newest = self._slots(self.texts[0]) | {"title": "Pressemitteilungen"}
        return Page(self._frame(main, newest), modified=_moment(self.texts[0]))

    def _feed(self, query: Mapping[str, str]) -> Page:
        written = query.get("paged", "1")
        number, size = int(written) if written.isdecimal() else 0, self.table.per_page
        shown = self.texts[(number - 1) * size : number * size] if number > 0 else []
        if not shown:
            return Page("", XML, status=404)
        items = "\n".join(map(self._feed_item, shown))
        feed = (
            '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"'
            ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
            f"<title>{self.name}</title><link>{self.base}</link>\n{items}\n</channel></rss>\n"
        )
        return Page(feed, XML, modified=_moment(self.texts[0]))

    def _feed_item(self, text: PressText) -> str:
        kind, moment = self.table.feed_kind, _moment(text)
        written = format_datetime(moment)
        if kind.startswith("german"):
            local = moment.astimezone(BERLIN)
            written = f"{WEEKDAYS[local.weekday()]}, {long_date(local.date())} - {local:%H:%M}"
        title, teaser = (
            escaped(text.title),
            escaped(text.lead or first_sentence(text.blocks[0].text)),
        )
        if kind == "escaped-twice":
            title, teaser = _twice(title), _twice(teaser)
        full = ""
        if kind.endswith("full-text"):
            lead = f"<p>{escaped(text.lead)}</p>" if text.lead else ""
            body = body_html(text, subhead="<h2>{text}</h2>", link=self.public)
            full = f"<content:encoded><![CDATA[{lead}{body}]]></content:encoded>"
        return (
            f"<item><title>{title}</title><link>{self.base}{self.path(text)}/</link>"
            f"<pubDate>{written}</pubDate>"
            f'<guid isPermaLink="false">{text.number}@{self.name}</guid>'
            f"<description>{teaser}</description>{full}</item>"
        )


def _twice(text: str) -> str:
    """Umlauts as numbers, and those escaped once more: ``M&amp;#252;nchen``."""
    return html.escape(text.encode("ascii", "xmlcharrefreplace").decode())


def _moment(text: PressText) -> datetime:
    return (datetime.combine(text.day, time(), BERLIN) + timedelta(minutes=text.minute)).astimezone(
        UTC
    )
