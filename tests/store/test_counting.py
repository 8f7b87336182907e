"""What is read and unread, while more and more is marked."""

import random
from collections import Counter
from datetime import date

import pytest

from press.query import Query, parse
from store.archive import Archive, Arrival
from store.counting import Counting
from store.index import Index
from store.library import Library
from tests.store.oracle import in_order, matches
from tests.store.samples import article
from tests.store.test_library import TODAY, made

TEXTS = [
    "is:unread", "is:read", "-is:read", "is:unread Daten", "is:read Haushalt source:im-bw",
    "is:unread is:starred", "is:unread -is:starred", "is:unread is:read", "is:unread Behör*",
    "is:read,starred", "(is:unread OR Daten) is:read", "-is:unread -Daten", "is:unread date:7d",
    "is:unread nirgends", "is:read tag:wichtig",
]  # fmt: skip


@pytest.fixture
def shelf(tmp_path):
    chance = random.Random(3)
    articles = [made(number, chance) for number in range(300)]
    Archive(tmp_path).keep([Arrival(each) for each in articles])
    return Library(tmp_path, today=lambda: TODAY), articles


@pytest.mark.parametrize("carried", [3, 2_000])
def test_lists_and_counts_follow_every_mark(shelf, monkeypatch, carried):
    monkeypatch.setattr("store.ids._CHANGES", carried)
    library, articles = shelf
    chance = random.Random(5)
    ids = [each.id for each in articles]
    queries = [parse(text) for text in TEXTS]
    for step in range(12):
        library.reader.mark_read(chance.sample(ids, chance.choice([1, 2, 40])), step % 3 != 2)
        if step % 4 == 1:
            library.reader.star(chance.sample(ids, 5))
            library.reader.set_tags(chance.choice(ids), ["Wichtig"])
        if step % 5 == 4:
            library.reader.undo()
        for query in queries:
            found = [a for a in articles if matches(query.root, a, TODAY, library.reader)]
            expected = [each.id for each in in_order(found)]
            assert library.count(query) == len(expected)
            assert list(library.ids(query)) == expected
            for start in (0, len(expected) // 2, len(expected)):
                rows = library.rows(query, start, 7)
                assert [row.id for row in rows] == expected[start : start + 7]
            assert sum(library.histogram(query).values()) == sum(bool(a.published) for a in found)
            kinds = library.facets(query).kind
            assert sum(kinds.values()) == len(expected)
            assert list(kinds.values()) == sorted(kinds.values(), reverse=True)


def test_new_articles_are_unread(shelf, tmp_path):
    library, articles = shelf
    library.reader.mark_read([each.id for each in articles])
    unread = parse("is:unread")
    assert library.count(unread) == 0
    index = Index(tmp_path)
    kept = Archive(tmp_path).keep([Arrival(article("new"))])
    index.add([each.article for each in kept])
    library.refresh()
    assert [row.id for row in library.rows(unread)] == [kept[0].id]


def test_one_more_mark_counts_nothing_anew(shelf, monkeypatch):
    library, articles = shelf
    ids = [each.id for each in articles]
    library.reader.mark_read(ids[:200])
    unread = parse("is:unread")
    assert library.count(unread) == 100
    monkeypatch.setattr(Counting, "_read_engine", lambda *_: pytest.fail("counted anew"))
    library.reader.mark_read(ids[200:203])
    assert library.count(unread) == 97
    library.reader.mark_read(ids[:2], False)
    assert library.count(unread) == 99
    assert len(library.rows(unread, 0, 200)) == 99


def test_what_left_the_index_is_not_counted_any_more(shelf, tmp_path):
    library, articles = shelf
    gone, kept = articles[:40], articles[40:]
    every = Index(tmp_path)
    every.remove(each.id for each in gone)
    library.refresh()
    searcher = library._index.view.searcher
    listed = sum(number for _, number in searcher.terms_with_prefix("source", ""))
    assert listed > searcher.num_docs == len(kept), "the index has forgotten them altogether"
    facets = library.facets(Query())
    assert facets.source == Counter(each.source for each in kept)
    assert facets.kind == Counter(each.kind for each in kept)
    assert facets.topic == Counter(topic.id for each in kept for topic in each.topics)


def test_counts_are_those_of_the_day(shelf):
    library, _ = shelf
    days = [TODAY]
    library._today = lambda: days[-1]
    today = library.count(parse("date:heute"))
    days.append(date(2020, 1, 1))
    assert library.count(parse("date:heute")) == 0
    days.append(TODAY)
    assert library.count(parse("date:heute")) == today > 0
