"""Articles of the two stranger sites: chosen and filled from the banks, the same on every run."""

import random
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from tests.strangers import ministry_bank, portal_bank

PORTAL_PATH = "/k21-meldungen/"
MINISTRY_PATH = "/de/service/presse-und-oeffentlichkeitsarbeit/pressemitteilung/pid/"
LIST_PATH = "/de/service/presse-und-oeffentlichkeitsarbeit/pressemitteilungen"


@dataclass(frozen=True)
class Block:
    """One block of a body: p, h, ul, ol, q (question), quote, note; `lines` are marked texts."""

    kind: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Picture:
    """A picture as printed: `captions` in order, `credit` as written, `twice` prints them again."""

    alt: str
    captions: tuple[str, ...]
    credit: str
    twice: bool = False


@dataclass(frozen=True)
class Piece:
    """One article or release, before any markup."""

    number: int
    path: str
    kicker: str
    title: str
    lead: str | None
    day: date
    section: str
    blocks: tuple[Block, ...]
    picture: Picture | None
    form: str = ""
    tags: tuple[str, ...] = ()
    short_date: bool = False
    dated: bool = True

    @property
    def slug(self) -> str:
        return self.path.rsplit("/", 1)[1]


def unmarked(text: str) -> str:
    """A marked text as a reader sees it; ``¦`` (a blank that may be lost) stays in."""
    return re.sub(r"\[\[(.*?)]]", r"\1", text).replace("**", "").replace("~", "")


def slug_of(title: str, taken: Counter[str], *, cut: int = 100, first: int = 2) -> str:
    """The address of a title as its CMS makes it: transliterated, cut, numbered when repeated."""
    text = title.lower()
    for umlaut, plain in ("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("é", "e"):
        text = text.replace(umlaut, plain)
    slug = re.sub(r"[^a-z0-9]+", "-", text).strip("-")[:cut].strip("-")
    taken[slug] += 1
    seen = taken[slug]
    return slug if seen == 1 else f"{slug}-{seen - 2 + first}"


def _fill(text: str, slots: Mapping[str, str]) -> str:
    return text.format_map(slots)


def _days(rng: random.Random, count: int, first: date, last: date) -> list[date]:
    span = (last - first).days
    return sorted((first + timedelta(rng.randrange(span)) for _ in range(count)), reverse=True)


@cache
def portal_pieces() -> tuple[Piece, ...]:
    """The portal's articles, newest first."""
    bank = portal_bank
    rng = random.Random("strangers/portal")
    heads = [(sec, k, t) for sec, rows in bank.HEADLINES.items() for k, t in rows]
    rng.shuffle(heads)
    days = _days(rng, len(heads), date(2018, 2, 1), date(2025, 11, 20))
    taken: Counter[str] = Counter()
    pieces = []
    for number, ((section, kicker, title), day) in enumerate(zip(heads, days, strict=True)):
        person = rng.choice(bank.PERSONS)
        slots = {
            "ort": rng.choice(bank.PLACES),
            "land": rng.choice(bank.LANDS),
            "amt": rng.choice(bank.OFFICES),
            "firma": rng.choice(bank.FIRMS),
            "person": person,
            "nach": person.rsplit(" ", 1)[1],
            "rolle": rng.choice(bank.ROLES),
            "zahl": str(rng.randrange(23, 960)),
        }
        lead = " ".join(
            [rng.choice(bank.FIRST[section]), *rng.sample(bank.SECOND, rng.choice((1, 1, 2)))]
        )
        interview = number % 9 == 4
        if interview:
            lead += " move sprach mit {person}, {rolle} in {ort}."
        texts = rng.sample(bank.PARAGRAPHS[section], rng.choice((4, 5, 6, 7)))
        blocks = (
            _interview(rng, texts[0]) if interview else _report(rng, texts, bank.SUBHEADS[section])
        )
        pieces.append(
            Piece(
                number=number,
                path=PORTAL_PATH + slug_of(title, taken),
                kicker=kicker,
                title=title,
                lead=_fill(lead, slots),
                day=day,
                section=section,
                blocks=tuple(
                    Block(b.kind, tuple(_fill(x, slots) for x in b.lines)) for b in blocks
                ),
                picture=_portal_picture(rng, number, slots),
                form="interview" if interview else bank.FORMATS[number % 4],
                tags=tuple(rng.sample(bank.TAGS, 3)),
                short_date=number % 11 == 7,
            )
        )
    return tuple(pieces)


def _report(rng: random.Random, texts: list[str], subheads: list[str]) -> list[Block]:
    heads = iter(rng.sample(subheads, 3))
    blocks = []
    for index, text in enumerate(texts):
        if index in (2, 4):
            blocks.append(Block("h", (next(heads),)))
        blocks.append(Block("p", (text,)))
        if index == 1 and rng.random() < 0.4:
            kind = rng.choice(("ul", "ol"))
            blocks.append(Block(kind, tuple(rng.choice(portal_bank.LISTS))))
    return blocks


def _interview(rng: random.Random, opening: str) -> list[Block]:
    blocks = []
    for index in sorted(rng.sample(range(len(portal_bank.QUESTIONS)), 4)):
        question, answer = portal_bank.QUESTIONS[index]
        blocks += [Block("q", (question,)), Block("p", (answer,))]
    return [*blocks, Block("p", (opening,))]


def _portal_picture(rng: random.Random, number: int, slots: Mapping[str, str]) -> Picture | None:
    if number % 6 == 3:
        return None
    alt, caption, credit = (_fill(x, slots) for x in rng.choice(portal_bank.PICTURES))
    captions = [caption]
    if number % 5 == 1:
        alt = caption
    if number % 7 == 2:
        captions.append(rng.choice(portal_bank.SECOND_CAPTIONS))
    return Picture(alt, tuple(captions), credit, twice=number % 8 == 5)


@cache
def ministry_pieces() -> tuple[Piece, ...]:
    """The ministry's releases, newest first; the oldest have neither lead nor image."""
    bank = ministry_bank
    rng = random.Random("strangers/ministry")
    heads = [(theme, k, t) for theme, rows in bank.HEADLINES.items() for k, t in rows]
    rng.shuffle(heads)
    heads.sort(key=lambda row: row[1] in ("Katastophenschutz", "Minister"))
    days = _days(rng, len(heads) - 3, date(2017, 1, 9), date(2025, 11, 14))
    days += [date(2011, 11, 4), date(2011, 6, 7), date(2011, 3, 1)]
    taken: Counter[str] = Counter()
    pieces = []
    for number, ((theme, kicker, title), day) in enumerate(zip(heads, days, strict=True)):
        slots = {
            "stadt": rng.choice(bank.TOWNS),
            "kreis": rng.choice(bank.DISTRICTS),
            "rp": rng.choice(bank.REGIONS),
            "person": rng.choice(bank.PERSONS),
            "zahl": str(rng.randrange(14, 890)),
        }
        old, brief = day.year == 2011, title.startswith("Zumeldung")
        blocks = _brief() if brief else _release(rng, theme, number, old=old)
        lead = None if old or brief or number % 10 == 6 else rng.choice(bank.LEADS[theme])
        pieces.append(
            Piece(
                number=number,
                path=MINISTRY_PATH + slug_of(title, taken, first=1),
                kicker=kicker,
                title=title,
                lead=lead and _fill(lead, slots),
                day=day,
                section=theme,
                blocks=tuple(
                    Block(b.kind, tuple(_fill(x, slots) for x in b.lines)) for b in blocks
                ),
                picture=None if old or number % 8 == 1 else _ministry_picture(rng, slots),
                dated=number % 4 != 2 and not old,
            )
        )
    return tuple(pieces)


def _brief() -> list[Block]:
    return [Block("p", (text,)) for text in ministry_bank.ZUMELDUNG]


def _release(rng: random.Random, theme: str, number: int, *, old: bool) -> list[Block]:
    texts = rng.sample(ministry_bank.PARAGRAPHS[theme], 3 if old else rng.choice((3, 4, 5)))
    heads = iter(rng.sample(ministry_bank.SUBHEADS[theme], 2))
    blocks = []
    for index, text in enumerate(texts):
        if index in (1, 3) and not old:
            blocks.append(Block("h", (next(heads),)))
        if index == 2 and number % 5 == 0:
            blocks.append(Block("ul", tuple(rng.sample(ministry_bank.ITEMS, 3))))
        kind = "quote" if text.startswith("„") and index and number % 3 == 0 else "p"
        blocks.append(Block(kind, (text,)))
    if number % 6 == 4:
        blocks.append(Block("p", (ministry_bank.GLUED,)))
    if number % 9 == 3:
        blocks[0] = Block(blocks[0].kind, (blocks[0].lines[0] + "*",))
        blocks.append(Block("note", (ministry_bank.FOOTNOTE,)))
    return blocks


def _ministry_picture(rng: random.Random, slots: Mapping[str, str]) -> Picture:
    alt, caption, credit = (_fill(x, slots) for x in rng.choice(ministry_bank.PICTURES))
    return Picture(alt, (caption,) if caption else (), credit)


def credit_name(credit: str) -> str | None:
    """A credit as gold: without brackets and without the word that introduces it."""
    bare = credit.strip("()")
    return re.sub(r"^(Bildquelle|Foto|Bild|Quelle): ", "", bare) or None


def related_to(piece: Piece, pieces: tuple[Piece, ...], count: int) -> list[Piece]:
    """The newest other articles of the same section."""
    return [p for p in pieces if p.section == piece.section and p is not piece][:count]
