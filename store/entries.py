"""What the index holds of an article: keys to find it by, and a short row to list it with.

The text itself stays in the archive. An article's place in every list is its `order_key`: newest
first means from the greatest down. Days are numbered (`slot`), so that counts per day say how far
down a list a day begins.
"""

import calendar
import hashlib
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

import msgspec
import tantivy

from press import folding
from press.article import Article
from press.query_fields import fold
from press.text import plain
from store.days import day_of

SCHEMA_VERSION = 3
"""Goes up whenever the schema below, the analysis or the rows change: old indexes are rebuilt."""

FACETS = ("topic", "agency", "source", "region", "kind")
"""Fields that are counted, each under the name it has in the index."""

UNDATED = 10_000_000
"""Undated articles take the slot of the day they were first seen, less this."""

_LEAD = 300
_EPOCH = date(1970, 1, 1).toordinal()
_ORDER_ORIGIN = date(1800, 1, 1).toordinal()
_MINUTES_OF_DAY = 24 * 60
_MINUTE_BITS, _ID_BITS = 28, 35
_REMEMBERED = 1 << 17
"""Different chunks of text (a word and the signs at it) whose forms are kept at hand."""


class Entry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The row as stored; `filed` is the archive's day."""

    id: str
    filed: str
    published: str | None
    source: str
    kind: str
    title: str | None
    kicker: str | None
    lead: str | None
    agencies: tuple[str, ...]
    topics: tuple[str, ...]
    issuer: str | None
    changed: bool


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Entry).decode


def schema() -> tantivy.Schema:
    """The index's fields: `text` and `title` hold keys, the `exact` ones words in their order."""
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", indexed=True, fast=True)
    builder.add_unsigned_field("order", fast=True)
    builder.add_unsigned_field("digest", fast=True)
    builder.add_integer_field("day", indexed=True, fast=True)
    for name in ("text", "title"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    for name in ("exact", "exact_title"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in FACETS:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("issuer", "actor", "flag", "section", "url"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("row", stored=True)
    return builder.build()


_SCHEMA = schema()


def fields(article: Article) -> dict[str, Any]:
    """An article as the index takes it: values by the schema's fields.

    Raises:
        ValueError: its id or one of its dates is none.
    """
    texts = (article.title, article.kicker, article.lead, plain(article.body))
    # No token spans a blank, and so an article is put together from the forms of its chunks.
    chunks = [(text or "").split() for text in texts]
    title = chunks[0]
    flags = (("changed", article.changed), ("degraded", article.degraded))
    values: dict[str, Any] = {
        "id": number(article.id),
        "digest": digest(article),
        "order": order_key(article),
        "day": slot(day_of(article), article.first_seen),
        "text": [" ".join(map(_keys, set().union(*chunks)))],
        "title": [" ".join(map(_keys, set(title)))],
        "exact": [" ".join(map(_exact, text)) for text in chunks if text],
        "exact_title": [" ".join(map(_exact, title))],
        "topic": list({topic.id for topic in article.topics}),
        "agency": bodies(article),
        "issuer": [article.issuer] if article.issuer else [],
        "actor": actors(article),
        "source": [article.source],
        "region": list(set(article.regions)),
        "kind": [article.kind],
        "flag": [name for name, value in flags if value],
        "section": [fold(" ".join(article.section.split()))] if article.section else [],
        "url": list({article.url, article.fetched_url, *article.aliases}),
        "row": _encode(_entry(article)),
    }
    return {name: value for name, value in values.items() if value != []}


def document(fields: dict[str, Any]) -> tantivy.Document:
    """The document of `fields`."""
    return tantivy.Document.from_dict(fields, _SCHEMA)


def digest(article: Article) -> int:
    """64 bits that change with whatever the index is made from.

    Not of the whole article: when it was last seen makes no difference, and a field that a later
    version adds must not make every article look changed.
    """
    a = article
    made_from = (
        *(a.id, a.source, a.kind, a.title, a.kicker, a.lead, a.body, a.section, a.issuer),
        *(a.published, a.first_seen, a.changed, a.degraded, a.regions),
        *(bodies(a), actors(a), [topic.id for topic in a.topics]),
        *(a.url, a.fetched_url, a.aliases),
    )
    return int.from_bytes(hashlib.blake2b(_encode(made_from), digest_size=8).digest())


class _Forms(dict[str, str]):
    """What chunks of text are looked up in; the forms of short ones are remembered."""

    def __init__(self, forms: Callable[[list[str]], Iterable[str]]) -> None:
        super().__init__()
        self._forms = forms

    def __missing__(self, chunk: str) -> str:
        joined = " ".join(self._forms(folding.words(chunk)))
        if len(chunk) <= folding.MAX_TOKEN:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[chunk] = joined
        return joined


_exact = _Forms(folding.exact).__getitem__
_keys = _Forms(folding.keys).__getitem__


def bodies(article: Article) -> list[str]:
    """The bodies an article is found under: its issuer, and those that it mentions."""
    issuer = [article.issuer] if article.issuer else []
    return list(dict.fromkeys([*issuer, *(agency.id for agency in article.agencies)]))


def actors(article: Article) -> list[str]:
    """The bodies that an article is by or mainly about: its issuer, those named in its heading."""
    issuer = [article.issuer] if article.issuer else []
    named = (agency.id for agency in article.agencies if agency.role == "lead")
    return list(dict.fromkeys([*issuer, *named]))


def entry(stored: tantivy.Document) -> Entry:
    """The row of a document found."""
    row: bytes = stored.get_first("row") or b""
    return _decode(row)


def number(id: str) -> int:  # noqa: A002
    """An article id as the index holds it.

    Raises:
        ValueError: `id` is no article id.
    """
    return int(id, 16)


def id_of(number: int) -> str:
    """The article id of its number."""
    return f"{number:016x}"


def slot(day: str, first_seen: str) -> int:
    """The number of an archive day: days since 1970; undated articles lie far below, by arrival."""
    if not day.startswith("undated"):
        return date.fromisoformat(day).toordinal() - _EPOCH
    return date.fromisoformat(first_seen[:10]).toordinal() - _EPOCH - UNDATED


def slots(day: str) -> tuple[int, int]:
    """The first and the last slot of an archive day, or of an undated month."""
    if not day.startswith("undated"):
        only = slot(day, "")
        return only, only
    year, month = int(day[-7:-3]), int(day[-2:])
    first = slot(day, f"{day[-7:]}-01")
    return first, first + calendar.monthrange(year, month)[1] - 1


def date_of(slot: int) -> date | None:
    """The day of a slot; ``None`` for undated articles."""
    return date.fromordinal(slot + _EPOCH) if slot > -UNDATED // 2 else None


def day_of_slot(slot: int) -> str:
    """The archive day that holds a slot's articles."""
    day = date_of(slot)
    if day:
        return day.isoformat()
    return f"undated/{date.fromordinal(slot + _EPOCH + UNDATED).isoformat()[:7]}"


def slot_of_date(day: date) -> int:
    """The slot of a day."""
    return day.toordinal() - _EPOCH


def order_key(article: Article) -> int:
    """Where an article stands: dated before undated, newer before older, then by id.

    64 bits: dated or not, the minute (local time as published; a bare day counts as its midnight),
    and the id's first bits turned round, so that equal minutes come in the order of their ids.
    """
    moment = article.published or article.first_seen
    time = datetime.fromisoformat(moment)
    minutes = (time.toordinal() - _ORDER_ORIGIN) * _MINUTES_OF_DAY + time.hour * 60 + time.minute
    minutes = min(max(minutes, 0), (1 << _MINUTE_BITS) - 1)
    turned = (1 << _ID_BITS) - 1 - (number(article.id) >> (64 - _ID_BITS))
    return (bool(article.published) << 63) | minutes << _ID_BITS | turned


def _entry(article: Article) -> Entry:
    return Entry(
        id=article.id,
        filed=day_of(article),
        published=article.published,
        source=article.source,
        kind=article.kind,
        title=article.title,
        kicker=article.kicker,
        lead=_cut(article.lead),
        agencies=tuple(dict.fromkeys(agency.id for agency in article.agencies)),
        topics=tuple(dict.fromkeys(topic.id for topic in article.topics)),
        issuer=article.issuer,
        changed=article.changed is not None,
    )


def _cut(text: str | None) -> str | None:
    if not text or len(text) <= _LEAD:
        return text
    return f"{text[:_LEAD].rsplit(' ', 1)[0]}…"
