"""German press texts, made up by rule: the contents of the stand-in sites, and their gold standard.

`press_texts` yields the texts of a portal and of a ministry, newest first: the same texts for the
same arguments, on every machine. `expected` says what a reader of a text's page must find.
All persons and towns are invented.
"""

import random
import re
from collections import deque
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Literal

import msgspec

from demo import writing
from demo.german import slug as slug_of
from press.article import Image
from press.text import Block, clean_line, to_markdown

SiteName = Literal["portal", "ministry"]

PUBLIC_HOME: dict[SiteName, str] = {
    "portal": "https://www.move-online.de",
    "ministry": "https://im.baden-wuerttemberg.de",
}
"""The public addresses that the stand-in sites stand in for."""

ARTICLE_PATH: dict[SiteName, str] = {
    "portal": "/k21-meldungen/",
    "ministry": "/de/service/presse-und-oeffentlichkeitsarbeit/pressemitteilung/pid/",
}

NEW_LAYOUT_SINCE = 2018
"""Texts of earlier years are printed in the old layout."""

_SENTENCE_END = re.compile(r"(?<=[a-zäöüß“)]\.) (?=[A-ZÄÖÜ„])|(?<=[?!]) ")
_PORTAL_SHARE = 0.595
_DENSER_TOWARDS_TODAY = 1.6
_SOON_AFTER_MIDNIGHT = 30
"""Minutes within which the last day's texts come out, so that the clock is soon past all."""
_FIRST_REPEAT: dict[SiteName, int] = {"portal": 2, "ministry": 1}
_SLUG_LIMIT: dict[SiteName, int | None] = {"portal": None, "ministry": 100}
_RELATED: dict[SiteName, int] = {"portal": 15, "ministry": 3}
_OLD_DAYS: tuple[tuple[SiteName, date], ...] = (
    ("portal", date(2016, 5, 10)),
    ("ministry", date(2016, 2, 4)),
    ("portal", date(2011, 8, 9)),
    ("ministry", date(2011, 3, 7)),
)


class Related(msgspec.Struct, frozen=True, kw_only=True):
    """A teaser of another text, as pages of this one print it."""

    site: SiteName
    slug: str
    title: str
    kicker: str | None
    published: str
    teaser: str
    alt: str | None
    form: str | None = None

    @property
    def printed(self) -> str:
        """The headline as the portal prints it, with the kicker before a colon."""
        return f"{self.kicker}: {self.title}" if self.kicker else self.title


class PressText(msgspec.Struct, frozen=True, kw_only=True):
    """One press text: what a page says, and by its `traits` how the page is made.

    `number` counts from 0, newest first. `published` is an ISO date, `minute` the minute of the
    day of publication. `form` is a format word ("interview"). `topic`, `bodies` (ids) and `region`
    say what it is about. Traits: see `demo.writing.TRAITS`.
    """

    number: int
    site: SiteName
    slug: str
    title: str
    kicker: str | None
    lead: str | None
    blocks: list[Block]
    section: str
    published: str
    minute: int
    image: Image | None
    form: writing.Form | None
    topic: str
    bodies: list[str]
    region: str | None
    traits: frozenset[str]
    related: list[Related] = []

    @property
    def day(self) -> date:
        """The day of publication."""
        return date.fromisoformat(self.published)

    @property
    def path(self) -> str:
        """The page's path, without a trailing slash."""
        return ARTICLE_PATH[self.site] + self.slug

    @property
    def url(self) -> str:
        """The canonical public address."""
        return PUBLIC_HOME[self.site] + self.path

    @property
    def body(self) -> str:
        """The text below the lead, as `press.text` writes bodies."""
        return to_markdown(self.blocks)

    @property
    def teaser(self) -> str:
        """What lists print of it: the lead, else the first sentence."""
        return self.lead or first_sentence(self.blocks[0].text)


def first_sentence(text: str) -> str:
    """The first sentence; the dots of dates and numbers end none."""
    return _SENTENCE_END.split(text, maxsplit=1)[0]


def press_texts(
    count: int, *, seed: int = 1, until: date = date(2026, 11, 20), days: int = 730
) -> Iterator[PressText]:
    """`count` texts, newest first, from `until` back over `days`; the last four are from old times.

    About three fifths belong to the portal, the others to the ministry. Fewer than 40 texts have no
    old ones.
    """
    chance = random.Random(seed)
    taken: dict[SiteName, dict[str, int]] = {"portal": {}, "ministry": {}}
    newer: dict[tuple[SiteName, str], deque[Related]] = {}
    for number, (site, day) in enumerate(_plan(count, chance, until, days)):
        draft = writing.write(site, day, chance, old=day.year < NEW_LAYOUT_SINCE)
        base = slug_of(draft.title, _SLUG_LIMIT[site]) or "meldung"
        text = PressText(
            number=number,
            site=site,
            published=day.isoformat(),
            slug=_unused(base, taken[site], _FIRST_REPEAT[site]),
            **draft._asdict(),
        )
        if day == until:
            text = msgspec.structs.replace(text, minute=text.minute % _SOON_AFTER_MIDNIGHT)
        group = (site, text.section if site == "portal" else "")
        shelf = newer.setdefault(group, deque(maxlen=_RELATED[site]))
        if "old" not in text.traits:
            text = msgspec.structs.replace(text, related=list(shelf))
        shelf.appendleft(_as_related(text))
        yield text


def _plan(
    count: int, chance: random.Random, until: date, days: int
) -> Iterator[tuple[SiteName, date]]:
    """Which site publishes on which day, newest first."""
    old = _OLD_DAYS if count >= 10 * len(_OLD_DAYS) else ()
    recent = count - len(old)
    for number in range(recent):
        site: SiteName = "portal" if chance.random() < _PORTAL_SHARE else "ministry"
        age = ((number + chance.random()) / recent) ** _DENSER_TOWARDS_TODAY
        yield site, until - timedelta(days=int(days * age))
    yield from old


def _unused(base: str, taken: dict[str, int], first: int) -> str:
    """`base`, or with the next free number behind it, as the content systems do."""
    slug, number = base, taken.get(base, first - 1)
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    taken[base] = number
    taken.setdefault(slug, first - 1)
    return slug


def _as_related(text: PressText) -> Related:
    return Related(
        site=text.site,
        slug=text.slug,
        title=text.title,
        kicker=text.kicker,
        published=text.published,
        teaser=text.teaser,
        alt=text.image.alt if text.image else None,
        form=text.form,
    )


def edited(text: PressText) -> PressText:
    """The text after a quiet edit: its first paragraph corrected, and one more at the end."""
    blocks = list(text.blocks)
    first = blocks[0]
    blocks[0] = Block(first.kind, f"{first.text} Eine frühere Fassung nannte eine falsche Zahl.")
    blocks.append(Block("paragraph", "Die Redaktion hat diesen Text nachträglich berichtigt."))
    return msgspec.structs.replace(text, blocks=blocks)


def expected(text: PressText) -> dict[str, Any]:
    """What a reader of this text's page must find, cleaned as `press.text` cleans.

    Keys: url, title, kicker, lead, published, body, image (alt, caption, credit) and related (url,
    title, published). `section` is there where a page prints it: the portal's, above its teasers.
    """
    image = text.image
    found: dict[str, Any] = {
        "url": text.url,
        "title": clean_line(text.title),
        "kicker": text.kicker and clean_line(text.kicker),
        "lead": text.lead and clean_line(text.lead),
        "published": text.published,
        "body": text.body,
        "image": image and {"alt": image.alt, "caption": image.caption, "credit": image.credit},
        "related": [_expected_related(other) for other in text.related],
    }
    if text.site == "portal" and text.related:
        found["section"] = text.section
    return found


def _expected_related(other: Related) -> dict[str, str | None]:
    """The portal's teasers print kicker and date; the ministry's only topic and title."""
    portal = other.site == "portal"
    return {
        "url": PUBLIC_HOME[other.site] + ARTICLE_PATH[other.site] + other.slug,
        "title": other.printed if portal else other.title,
        "published": other.published if portal else None,
    }
