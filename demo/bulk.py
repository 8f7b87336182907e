"""Complete articles by the hundred thousand, for benchmarks of archive, index and reader.

Paragraphs come from a stock of written texts, shuffled within their topic; compounds made on the
spot give the vocabulary its long tail, as in a real archive.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from hashlib import blake2b
from typing import NamedTuple

from demo import writing
from demo.german import slug as slug_of
from demo.texts import ARTICLE_PATH, PUBLIC_HOME, SiteName
from press.article import AgencyMention, Article, Rights, TopicLabel
from press.text import count_words, to_markdown
from press.urls import article_id

_STOCK = 3_000
_PARAGRAPHS = 11
_SHORT_PARAGRAPHS = 1
_SOURCES: dict[SiteName, str] = {"portal": "move-online", "ministry": "im-bw"}
_FIRST = (
    "Amts Bau Bezirks Brücken Brunnen Daten Deich Fach Feld Flur Forst Gemeinde Grenz Hafen Haupt "
    "Heimat Hochwasser Kanal Klima Kraft Kreis Landes Leit Markt Mess Netz Notruf Pegel Personal "
    "Rats Regional Rettungs Schiffs Schul Sicherheits Straßen Strom Tal Umwelt Verkehrs Verwaltungs "
    "Wald Wasser Wege Werk Wetter Wirtschafts Wohn Zoll Zukunfts"
).split()
_MIDDLE = (
    "ausgleichs auskunfts ausbau betriebs bildungs dienst einsatz entwicklungs erhaltungs forschungs "
    "förder gebühren gefahren grundstücks güter haushalts informations innovations karten kosten "
    "lagen leistungs liefer nutzungs ordnungs planungs prüfungs qualitäts raum sanierungs schadens "
    "schutz siedlungs struktur tarif technik transport überwachungs unterhaltungs versorgungs "
    "vorsorge wartungs zählungs zugangs"
).split()
_LAST = (
    "abgabe abkommen amt anlage archiv ausschuss bericht bilanz büro fonds gesetz gremium gutachten "
    "halle kasse kataster konzept leitung liste netz ordnung pakt plan preis programm projekt rat "
    "register satzung stelle stiftung studie tabelle team verband verbund vertrag werkstatt zentrale"
).split()


class _Stock(NamedTuple):
    """What one topic has in stock: drafts, and paragraphs with their counts of words."""

    topic: TopicLabel
    drafts: list[writing.Draft]
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

    Bodies have about 5 KB, with `short` about 700 bytes. Two fifths are the ministry's. The same
    arguments give the same articles.
    """
    chance = random.Random(seed)
    stocks: dict[SiteName, list[_Stock]] = {
        "portal": _stocks("portal", chance, until),
        "ministry": _stocks("ministry", chance, until),
    }
    names = {body.id: body for body in writing.BODIES}
    paragraphs = _SHORT_PARAGRAPHS if short else _PARAGRAPHS
    for number in range(count):
        site: SiteName = "ministry" if chance.random() < 0.4 else "portal"
        shelf = stocks[site]
        stock = shelf[int(chance.random() * len(shelf))]
        draft = stock.drafts[int(chance.random() * len(stock.drafts))]
        body, words = _body(stock, paragraphs, chance.random)
        day = until - timedelta(days=int(days * number / max(1, count)))
        yield _article(site, draft, stock.topic, body, words, day, number, names)


def _stocks(site: SiteName, chance: random.Random, until: date) -> list[_Stock]:
    drafts: dict[str, list[writing.Draft]] = defaultdict(list)
    for _ in range(_STOCK):
        draft = writing.write(site, until, chance, old=False)
        drafts[draft.topic].append(draft)
    made = []
    for id_, group in drafts.items():
        texts = {
            to_markdown([block])
            for draft in group
            for block in draft.blocks
            if block.kind == "paragraph"
        }
        label = group[0].section
        made.append(
            _Stock(
                TopicLabel(id=id_, label=label, rule=f"section:{label}"),
                group,
                sorted((text, count_words(text)) for text in texts),
            )
        )
    return made


def _body(stock: _Stock, paragraphs: int, chance: Callable[[], float]) -> tuple[str, int]:
    chosen = [stock.paragraphs[int(chance() * len(stock.paragraphs))] for _ in range(paragraphs)]
    tail = f"Betroffen sind auch {_compound(chance)}, {_compound(chance)} und {_compound(chance)}."
    texts = [text for text, _ in chosen]
    return "\n\n".join([*texts, tail]), sum(words for _, words in chosen) + 7


def _compound(chance: Callable[[], float]) -> str:
    middle = _MIDDLE[int(chance() * len(_MIDDLE))] if chance() < 0.5 else ""
    return _FIRST[int(chance() * len(_FIRST))] + middle + _LAST[int(chance() * len(_LAST))]


def _article(
    site: SiteName,
    draft: writing.Draft,
    topic: TopicLabel,
    body: str,
    words: int,
    day: date,
    number: int,
    names: dict[str, writing.Body],
) -> Article:
    published = day.isoformat()
    url = f"{PUBLIC_HOME[site]}{ARTICLE_PATH[site]}{slug_of(draft.title, 80)}-{number}"
    seen = f"{published}T06:00:00Z"
    return Article(
        id=article_id(url),
        url=url,
        fetched_url=url,
        source=_SOURCES[site],
        kind="press_release" if site == "ministry" else "news",
        title=draft.title,
        kicker=draft.kicker,
        lead=draft.lead,
        body=body,
        section=draft.section,
        published=published,
        published_precision="day",
        published_raw=f"[{day:%d.%m.%Y}]",
        published_origin="list" if site == "ministry" else "lead",
        issuer="im-bw" if site == "ministry" else None,
        agencies=[
            AgencyMention(id=id_, name=names[id_].name, text=names[id_].name, rule="name")
            for id_ in dict.fromkeys(draft.bodies)
        ],
        topics=[topic],
        regions=[draft.region] if draft.region else [],
        image=draft.image,
        language="de",
        words=words,
        first_seen=seen,
        last_seen=seen,
        content_hash=blake2b(body.encode(), digest_size=16).hexdigest(),
        rights=Rights(klass="official" if site == "ministry" else "press"),
    )
