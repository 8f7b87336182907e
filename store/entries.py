"""What the index holds of an article: keys to find it by, and a short row to list it with.

How these are made of an article is the business of `store.documents`.

The text itself stays in the archive. An article's place in every list is its `order_key`: newest
first means from the greatest down. Days are numbered (`slot`), so that counts per day say how far
down a list a day begins.
"""

import calendar
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import msgspec
import tantivy

SCHEMA_VERSION = 4
"""Goes up whenever the schema below, the analysis or the rows change: old indexes are rebuilt."""

FACETS = ("topic", "agency", "source", "region", "kind")
"""Fields that are counted, each under the name it has in the index."""

UNDATED = 10_000_000
"""Undated articles take the slot of the day they were first seen, less this."""

_EPOCH = date(1970, 1, 1).toordinal()


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
    gone: bool = False


_decode = msgspec.json.Decoder(Entry).decode


def schema() -> tantivy.Schema:
    """The index's fields: `text` and `title` hold keys, the `exact` ones words in their order."""
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", indexed=True, fast=True)
    builder.add_unsigned_field("order", fast=True)
    builder.add_unsigned_field("digest", fast=True)
    for name in ("day", "seen"):
        builder.add_integer_field(name, indexed=True, fast=True)
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


def document(fields: dict[str, Any]) -> tantivy.Document:
    """The document of `fields`."""
    return tantivy.Document.from_dict(fields, _SCHEMA)


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


def second(instant: str) -> int:
    """The number of an instant (``2026-11-21T06:00:00Z``): seconds since 1970.

    Raises:
        ValueError: it is none.
    """
    return int(datetime.fromisoformat(instant).timestamp())


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


@lru_cache(maxsize=4_096)
def day_of_slot(slot: int) -> str:
    """The archive day that holds a slot's articles."""
    day = date_of(slot)
    if day:
        return day.isoformat()
    return f"undated/{date.fromordinal(slot + _EPOCH + UNDATED).isoformat()[:7]}"


def days_of(counts: dict[int, int]) -> dict[str, int]:
    """Counts per slot, latest first, as counts per day, earliest first; undated ones left out."""
    from_ordinal = date.fromordinal
    return {
        from_ordinal(slot + _EPOCH).isoformat(): count
        for slot, count in reversed(counts.items())
        if slot > -UNDATED // 2
    }


def slot_of_date(day: date) -> int:
    """The slot of a day."""
    return day.toordinal() - _EPOCH
