"""The same parts in ever other markup: pages and lists must yield what they were made from."""

import random
import re
from collections import Counter

import pytest

from press.dates import PublishedDate, read_date
from press.text import plain
from spiders.pages import read_list, read_page
from spiders.sources import Source, load
from tests.spiders.pages import list_markup, markup

SOURCES: dict[str, Source] = {source.family: source for source in load() if source.enabled}
PAGES = 150
"""Pages per family; that many let no field fall unseen below the shares asked."""


def token_f1(one: str, other: str) -> float:
    first, second = Counter(re.findall(r"\w+", one)), Counter(re.findall(r"\w+", other))
    return 2 * sum((first & second).values()) / max(1, sum(first.values()) + sum(second.values()))


@pytest.fixture(scope="module", params=["k21", "rsmpress"])
def shares(request: pytest.FixtureRequest) -> dict[str, float]:
    """The share of exact fields over many random pages of one family, and the mean body F1."""
    family: str = request.param
    right: Counter[str] = Counter()
    f1 = 0.0
    for seed in range(PAGES):
        rng = random.Random(f"{family}{seed}")
        gold = markup.article(rng, family)
        html = markup.Page(gold, rng).render()
        raw = read_page(html.encode(), url=gold.url, source=SOURCES[family])
        image = raw.image and {k: getattr(raw.image, k) for k in ("alt", "caption", "credit")}
        words = [f"[{gold.date}]"] if gold.date else []
        right.update(
            {
                "title": raw.title == gold.title,
                "kicker": raw.kicker == gold.kicker,
                "lead": raw.lead == gold.lead,
                "section": raw.section == gold.section,
                "image": image == gold.image,
                "date": [date.text for date in raw.dates] == words,
                "related": [(r.url, r.title) for r in raw.related]
                == [(r["url"], r["title"]) for r in gold.related],
            }
        )
        f1 += token_f1(plain(raw.body), gold.body)
    return {name: count / PAGES for name, count in right.items()} | {"body": f1 / PAGES}


def test_every_date_is_exact_whatever_the_markup(shares: dict[str, float]) -> None:
    assert shares["date"] == 1.0


@pytest.mark.parametrize("field", ["title", "kicker", "lead", "section", "image", "related"])
def test_fields_are_exact_whatever_the_markup(shares: dict[str, float], field: str) -> None:
    assert shares[field] >= 0.98


def test_the_body_is_whole_and_has_no_extras_whatever_the_markup(shares: dict[str, float]) -> None:
    assert shares["body"] >= 0.99


@pytest.mark.parametrize("family", ["k21", "rsmpress"])
def test_lists_yield_every_entry_whatever_the_markup(family: str) -> None:
    for seed in range(60):
        rng = random.Random(f"L{family}{seed}")
        gold = list_markup.listing(rng, family)
        html = list_markup.ListPage(gold, rng).render()
        listing = read_list(html.encode(), url=gold.url, source=SOURCES[family])
        assert listing.next_url == gold.next_url, seed
        assert [
            (t.url, t.title, t.kicker, t.teaser, _day(t.date.text if t.date else ""))
            for t in listing.teasers
        ] == [(e.url, e.title, e.kicker, e.teaser, e.date) for e in gold.entries], seed


def _day(words: str) -> str | None:
    read = read_date(words)
    return read.value if isinstance(read, PublishedDate) else None
