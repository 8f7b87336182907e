"""Complete articles by the hundred thousand, for benchmarks of archive, index and reader.

Paragraphs come from a stock of written texts, shuffled within their topic; compounds made on the
spot give the vocabulary its long tail, as in a real archive.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from hashlib import blake2b
from typing import Any, NamedTuple

from demo import writing
from demo.german import slug as slug_of
from demo.texts import ARTICLE_PATH, PUBLIC_HOME, SiteName
from demo.vocabulary import BODIES, WORDS
from press.article import AgencyMention, Article, Rights, TopicLabel
from press.text import count_words, to_markdown
from press.topics import labels
from press.urls import article_id

_STOCK = 2_000
"""Texts written per site, whose headlines and paragraphs are dealt out."""
_PARAGRAPHS = 19
_SHORT_PARAGRAPHS = 2
_MINISTRY_SHARE = 0.4
_LONG_COMPOUNDS = 0.5
_NAMES = {body.id: body.official for body in BODIES}
_COMMON: dict[SiteName, dict[str, Any]] = {
    "portal": {
        "source": "move-online",
        "kind": "news",
        "published_origin": "lead",
        "rights": Rights(klass="press"),
    },
    "ministry": {
        "source": "im-bw",
        "kind": "press_release",
        "published_origin": "list",
        "issuer": "im-bw",
        "rights": Rights(klass="official"),
    },
}


class _Head(NamedTuple):
    """An address without its number, and the fields that all articles made from one text share."""

    address: str
    fields: dict[str, Any]


class _Stock(NamedTuple):
    """What one topic of a site has in stock: heads, and paragraphs with their counts of words."""

    heads: list[_Head]
    paragraphs: list[tuple[str, int]]


def articles(
    count: int,
    *,
    seed: int = 1,
    short: bool = False,
    until: date = date(2026, 11, 20),
    days: int = 3_650,
) -> Iterator[Article]:
    """`count` articles, newest first, spread evenly from `until` back over `days`.

    Bodies have about 5 KB, with `short` about 0.5 KB. Two fifths are the ministry's. The same
    arguments give the same articles.
    """
    generator = random.Random(seed)
    chance = generator.random
    portal, ministry = (_stocks(site, generator, until) for site in ("portal", "ministry"))
    paragraphs = _SHORT_PARAGRAPHS if short else _PARAGRAPHS
    for number in range(count):
        shelf = ministry if chance() < _MINISTRY_SHARE else portal
        stock = shelf[int(chance() * len(shelf))]
        head = stock.heads[int(chance() * len(stock.heads))]
        day = until - timedelta(days=int(days * number / max(1, count)))
        yield _article(head, f"{head.address}-{number}", day, _body(stock, paragraphs, chance))


def _stocks(site: SiteName, generator: random.Random, until: date) -> list[_Stock]:
    drafts: dict[str, list[writing.Draft]] = defaultdict(list)
    for _ in range(_STOCK):
        draft = writing.write(site, until, generator, old=False)
        drafts[draft.topic].append(draft)
    return [
        _Stock([_head(site, draft) for draft in group], _paragraphs(group))
        for group in drafts.values()
    ]


def _paragraphs(drafts: list[writing.Draft]) -> list[tuple[str, int]]:
    texts = {
        to_markdown([block])
        for draft in drafts
        for block in draft.blocks
        if block.kind == "paragraph"
    }
    return sorted((text, count_words(text)) for text in texts)


def _head(site: SiteName, draft: writing.Draft) -> _Head:
    agencies = [
        AgencyMention(id=id_, name=_NAMES[id_], text=_NAMES[id_], rule="name")
        for id_ in draft.bodies
    ]
    label = labels()[draft.topic]
    topic = TopicLabel(id=draft.topic, label=label, rule=f"section:{draft.section}")
    fields = _COMMON[site] | {
        "title": draft.title,
        "kicker": draft.kicker,
        "lead": draft.lead,
        "section": draft.section,
        "agencies": agencies,
        "topics": [topic],
        "regions": [draft.region] if draft.region else [],
        "image": draft.image,
        "language": "de",
        "published_precision": "day",
    }
    return _Head(f"{PUBLIC_HOME[site]}{ARTICLE_PATH[site]}{slug_of(draft.title, 80)}", fields)


def _body(stock: _Stock, paragraphs: int, chance: Callable[[], float]) -> tuple[str, int]:
    """A body and its count of words."""
    there = len(stock.paragraphs)
    chosen = [stock.paragraphs[int(chance() * there)] for _ in range(paragraphs)]
    tail = f"Betroffen sind auch {_compound(chance)}, {_compound(chance)} und {_compound(chance)}."
    texts = [text for text, _ in chosen]
    return "\n\n".join([*texts, tail]), sum(words for _, words in chosen) + 7


def _compound(chance: Callable[[], float]) -> str:
    starts, middles, ends = (WORDS[f"compound_{part}"] for part in ("starts", "middles", "ends"))
    middle = middles[int(chance() * len(middles))] if chance() < _LONG_COMPOUNDS else ""
    return starts[int(chance() * len(starts))] + middle + ends[int(chance() * len(ends))]


def _article(head: _Head, url: str, day: date, body: tuple[str, int]) -> Article:
    published = day.isoformat()
    seen = f"{published}T06:00:00Z"
    return Article(
        id=article_id(url),
        url=url,
        fetched_url=url,
        body=body[0],
        words=body[1],
        published=published,
        published_raw=f"{day:%d.%m.%Y}",
        first_seen=seen,
        last_seen=seen,
        content_hash=blake2b(body[0].encode(), digest_size=16).hexdigest(),
        **head.fields,
    )
