"""Index documents: what an article is found by, put together from the article.

Only who writes the index needs this; the word analysis of every text stands behind it.
"""

import hashlib
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

import msgspec

from press import folding
from press.article import Article
from press.query_fields import fold
from press.text import plain
from store.days import day_of
from store.entries import Entry, number, second, slot

_LEAD = 300
_ORDER_ORIGIN = date(1800, 1, 1).toordinal()
_MINUTES_OF_DAY = 24 * 60
_MINUTE_BITS, _ID_BITS = 28, 35
_REMEMBERED = 1 << 17
"""Different chunks of text (a word and the signs at it) whose forms are kept at hand."""

_encode = msgspec.json.Encoder().encode


def fields(article: Article) -> dict[str, Any]:
    """An article as the index takes it: values by the schema's fields.

    Raises:
        ValueError: its id or one of its dates is none.
    """
    texts = (article.title, article.kicker, article.lead, plain(article.body))
    # No token spans a blank, and so an article is put together from the forms of its chunks.
    chunks = [(text or "").split() for text in texts]
    title = chunks[0]
    flags = (("changed", article.changed), ("degraded", article.degraded), ("gone", article.gone))
    values: dict[str, Any] = {
        "id": number(article.id),
        "digest": digest(article),
        "order": order_key(article),
        "day": slot(day_of(article), article.first_seen),
        "seen": second(article.first_seen),
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


def digest(article: Article) -> int:
    """64 bits that change with whatever the index is made from.

    Not of the whole article: when it was last seen makes no difference, and a field that a later
    version adds must not make every article look changed.
    """
    a = article
    made_from = (
        *(a.id, a.source, a.kind, a.title, a.kicker, a.lead, a.body, a.section, a.issuer),
        *(a.published, a.first_seen, a.changed, a.degraded, a.gone, a.regions),
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
        gone=article.gone is not None,
    )


def _cut(text: str | None) -> str | None:
    if not text or len(text) <= _LEAD:
        return text
    return f"{text[:_LEAD].rsplit(' ', 1)[0]}…"
