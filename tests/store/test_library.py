import itertools
import random
import time
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from press.article import AgencyMention, Article, TopicLabel
from press.query import Query, QueryError, parse
from store.archive import Archive, Arrival
from store.library import Library
from tests.store.oracle import in_order, matches
from tests.store.samples import article, full_article, id_for

TODAY = date(2026, 11, 21)
ALL = parse("")
NOUNS = [
    "Cybersicherheit", "Cyber-Sicherheit", "Cybersicherheitsagentur", "Behörde", "Behörden",
    "Sicherheitsbehörden", "Ministeriums", "Ministerien", "Innenministerium", "Straße", "Strasse",
    "Förderung", "Forderung", "Daten", "Haushalt", "Bund-Länder-Team", "Länder", "KI-gestützt",
    "E-Government", "Verwaltung", "Portal", "offene", "Bayern", "Messe", "Messer",
]  # fmt: skip
TOPICS, AGENCIES, REGIONS = (
    ("ki", "it-sicherheit", "e-akte"),
    ("bsi", "bka", "bmwa", "im-bw", "edsa"),
    ("DE-BW", "DE-BY", "DE"),
)


def made(number: int, chance: random.Random) -> Article:
    """An article of words that queries ask for, with and without a date."""

    def words(count: int) -> str:
        return " ".join(chance.choices(NOUNS, k=count))

    day = TODAY - timedelta(days=chance.randint(0, 40))
    time_of_day = chance.choice(["", "T09:30:00+01:00", "T14:05:00+01:00"])
    seen = f"2026-{chance.randint(9, 11):02}-{chance.randint(1, 28):02}T06:00:00Z"
    return article(
        f"nr-{number}",
        words(chance.randint(1, 12)),
        title=words(3) if chance.random() < 0.9 else None,
        kicker=words(1) if chance.random() < 0.5 else None,
        lead=words(5) if chance.random() < 0.5 else None,
        published=f"{day}{time_of_day}" if chance.random() < 0.85 else None,
        first_seen=seen,
        source=chance.choice(["im-bw", "move-online"]),
        kind=chance.choice(["press_release", "news"]),
        section=chance.choice([None, "Politik & Recht", "Behörden"]),
        topics=[TopicLabel(id=t, label=t, rule="r") for t in TOPICS if chance.random() < 0.4],
        agencies=[
            AgencyMention(id=a, name=a, text=a, rule="r", role=chance.choice(["lead", "mentioned"]))
            for a in AGENCIES
            if chance.random() < 0.3
        ],
        issuer=chance.choice([None, None, "im-bw", "bsi"]),
        regions=[region for region in REGIONS if chance.random() < 0.4],
        degraded=["body"] if chance.random() < 0.1 else [],
        changed=seen if chance.random() < 0.1 else None,
        gone=seen if chance.random() < 0.1 else None,
    )


def keep(data: Path, articles: list[Article]) -> None:
    Archive(data).keep([Arrival(each) for each in articles])


class Shelf(NamedTuple):
    """A library and its articles; short to print, as hypothesis does for every failure."""

    library: Library
    articles: list[Article]

    def __repr__(self) -> str:
        return f"Shelf({len(self.articles)} articles)"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """A library of 400 articles, some of them read, starred and tagged."""
    data = tmp_path_factory.mktemp("library")
    chance = random.Random(7)
    articles = [made(number, chance) for number in range(400)]
    keep(data, articles)
    library = Library(data, today=lambda: TODAY)
    library.reader.mark_read([each.id for each in articles[:150]])
    library.reader.star([each.id for each in articles[140:160]])
    for each in articles[155:165]:
        library.reader.set_tags(each.id, ["Wichtig"])
    library.reader.visits.keep("2026-10-14T06:00:00Z", ended=True)
    return Shelf(library, articles)


WORDS = st.sampled_from([
    *NOUNS, "cybersicherheit", "sicherheit", "agentur", "behoerde", "ministerium", "cyber*",
    "beh*", "cyber-si*", "Cyber-Sicherheit*", '"offene Daten"', '"Behörde"', '"KI-gestützt Portal"',
    "title:Haushalt", "title:cyber*", 'title:"offene Daten"', "topic:ki", "topic:ki,e-akte",
    "agency:bsi", "issuer:im-bw", "issuer:bsi,x", "actor:bsi", "actor:bmwa", "lineage:bmwe",
    "lineage:bmas,bsi", "portfolio:bmi", "portfolio:bka", "level:bund", "level:state",
    "level:bw,eu", "level:by", "source:im-bw", "kind:news", "state:bw", "state:de,by",
    "date:2026-11", "date:heute", "date:gestern", "date:7d", "date:2026-10-20..2026-11-05",
    "date:..2026-10", "date:2026-11-15..", "date:2020", "is:unread", "is:read",
    "is:starred,changed", "is:undated", "is:degraded", "is:new", "is:neu,gone",
    "tag:wichtig", "tag:keine",
    'section:"politik & recht"', "nirgends", "topic:x",
])  # fmt: skip
QUERIES = st.recursive(
    WORDS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(" ".join),
        st.lists(inner, min_size=2, max_size=3).map(" OR ".join).map("({})".format),
        inner.map("-({})".format),
    ),
    max_leaves=6,
)


@given(QUERIES)
@settings(max_examples=300, deadline=None)
def test_every_answer_is_that_of_reading_all_articles(shelf, text):
    library, articles = shelf
    query = parse(text)
    found = [a for a in articles if matches(query.root, a, TODAY, library.reader)]
    expected = [each.id for each in in_order(found)]
    assert list(library.ids(query)) == expected
    assert library.count(query) == len(expected)
    assert [row.id for row in library.rows(query, 0, 1000)] == expected
    assert [each.id for each in library.articles(query)] == expected


@given(QUERIES, st.integers(0, 450), st.integers(1, 60))
@settings(deadline=None)
def test_any_part_of_a_list_is_the_same_from_the_top_and_by_days(shelf, text, start, limit):
    library, _ = shelf
    query = parse(text)
    expected = list(library.ids(query))[start : start + limit]
    assert [row.id for row in library.rows(query, start, limit)] == expected
    with pytest.MonkeyPatch.context() as patch:
        library._counting._known.clear()
        patch.setattr("store.library._LARGE", 0)
        patch.setattr("store.library._RECENT", 50)
        assert [row.id for row in library.rows(query, start, limit)] == expected
        patch.setattr("store.library._SHALLOW", 0)
        patch.setattr("store.library._BLOCK", 7)
        assert [row.id for row in library.rows(query, start, limit)] == expected
        assert list(library.ids(query))[start : start + limit] == expected


@given(QUERIES)
@settings(deadline=None)
def test_each_facet_is_counted_without_its_own_restriction(shelf, text):
    library, articles = shelf
    query = parse(text)
    facets = library.facets(query)
    held = {
        "topic": lambda a: [topic.id for topic in a.topics],
        "agency": lambda a: {*filter(None, [a.issuer]), *(agency.id for agency in a.agencies)},
        "source": lambda a: [a.source],
        "region": lambda a: a.regions,
        "kind": lambda a: [a.kind],
    }
    for name, values in held.items():
        root = query.without_field(name).root
        found = [a for a in articles if matches(root, a, TODAY, library.reader)]
        counts: dict[str, int] = {}
        for value in itertools.chain.from_iterable(map(values, found)):
            counts[value] = counts.get(value, 0) + 1
        assert getattr(facets, name) == counts
        assert list(getattr(facets, name).values()) == sorted(counts.values(), reverse=True)


@given(QUERIES)
@settings(deadline=None)
def test_the_histogram_counts_what_has_a_date(shelf, text):
    library, _ = shelf
    query = parse(text)
    days = [row.published[:10] for row in library.rows(query, 0, 1000) if row.published]
    per_day = {day: days.count(day) for day in sorted(set(days))}
    assert library.histogram(query) == per_day
    assert list(library.histogram(query)) == sorted(per_day)
    assert sum(library.histogram(query, "week").values()) == len(days)
    months = [day[:7] for day in days]
    assert library.histogram(query, "month") == {m: months.count(m) for m in sorted(set(months))}


def test_weeks_are_those_of_the_calendar(tmp_path):
    keep(tmp_path, [article("a", published="2021-01-03"), article("b", published="2021-01-04")])
    assert Library(tmp_path).histogram(Query(), "week") == {"2020-W53": 1, "2021-W01": 1}


def test_a_row_shows_what_a_list_needs(tmp_path):
    whole = full_article()
    long = article("b", lead="Wort " * 200, title=None, published=None)
    keep(tmp_path, [whole, long])
    library = Library(tmp_path)
    library.reader.star([whole.id])
    first, second = library.rows(Query())
    assert first._asdict() == {
        "id": whole.id,
        "published": "2022-10-13T14:05:00+02:00",
        "source": "portal",
        "kind": "news",
        "title": whole.title,
        "kicker": "Beispielstadt",
        "lead": "Ein Vorspann.",
        "agencies": (),
        "topics": ("t",),
        "issuer": None,
        "changed": False,
        "read": False,
        "starred": True,
        "gone": False,
    }
    assert second.title is None
    assert second.published is None
    assert 280 < len(second.lead or "") <= 301
    assert (second.lead or "").endswith("Wort…")


def test_an_article_is_found_by_its_id_and_by_every_address(tmp_path):
    whole = full_article()
    keep(tmp_path, [whole])
    library = Library(tmp_path)
    for name in (
        whole.id,
        f" {whole.id}\n",
        whole.url,
        "https://portal.example/?p=1",
        "http://portal.example/meldung/full/?utm_source=x#oben",
        "portal.example/meldung/full",
    ):
        assert library.article(name) == whole, name
    for name in ("", "0" * 16, "https://portal.example/meldung/anders", "x y", "://", "\x00"):
        assert library.article(name) is None, name
        assert library.versions(name) == []


def test_versions_come_oldest_first_and_the_current_last(tmp_path):
    keep(tmp_path, [article("a", "Erste Fassung")])
    keep(tmp_path, [article("a", "Zweite Fassung", last_seen="2026-11-22T06:00:00Z")])
    library = Library(tmp_path)
    assert [each.body for each in library.versions(id_for("a"))] == [
        *("Erste Fassung", "Zweite Fassung")
    ]
    assert library.rows(parse("is:changed"))[0].changed
    assert library.count(parse("Erste")) == 0
    assert library.last_change() == library.article(id_for("a")).changed


def test_an_empty_and_a_missing_directory_have_nothing(tmp_path):
    for data in (tmp_path, tmp_path / "nowhere"):
        library = Library(data)
        assert library.count(Query()) == 0
        assert library.rows(parse("a -b is:unread"), 5, 5) == []
        assert library.rows(Query(), 5_000, 5) == []
        assert list(library.ids(parse("ab*"))) == list(library.articles(Query())) == []
        assert library.facets(Query()) == ({}, {}, {}, {}, {})
        assert library.histogram(Query(), "month") == {}
        assert library.article("a" * 16) is None
        assert library.last_change() is None
        assert not library.refresh()
        assert library.notices == []
    assert not (tmp_path / "nowhere").exists()
    assert list(tmp_path.iterdir()) == []


def test_date_words_follow_the_day(tmp_path):
    keep(tmp_path, [article("a", published="2026-11-20"), article("b", published="2026-11-21")])
    today = [date(2026, 11, 20)]
    library = Library(tmp_path, today=lambda: today[0])
    query = parse("date:heute")
    assert list(library.ids(query)) == [id_for("a")]
    assert library.count(query) == 1
    today[0] = date(2026, 11, 21)
    assert list(library.ids(query)) == [id_for("b")]
    today[0] = date(2026, 11, 22)
    assert library.count(query) == 0


def test_marks_count_at_once(tmp_path):
    keep(tmp_path, [article("a"), article("b")])
    library = Library(tmp_path)
    assert library.count(parse("is:unread")) == 2
    library.reader.mark_read([id_for("a")])
    assert [row.id for row in library.rows(parse("is:unread"))] == [id_for("b")]
    assert library.count(parse("is:unread")) == 1
    library.reader.undo()
    assert library.count(parse("is:unread")) == 2


def test_a_list_once_begun_is_not_disturbed_by_what_arrives(tmp_path):
    keep(tmp_path, [article(str(n), published=f"2022-10-{n:02}") for n in range(1, 20)])
    library = Library(tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("store.library._BLOCK", 3)
        ids = library.ids(Query())
        before = [next(ids), next(ids)]
        keep(tmp_path, [article("new", published="2022-10-19"), article("2", "Neu")])
        keep(tmp_path, [article(f"new-{n}", published="2022-10-05") for n in range(5)])
        Library(tmp_path)
        assert library.refresh()
        rest = [*before, *ids]
    assert rest == [id_for(str(n)) for n in range(19, 0, -1)]
    assert library.count(Query()) == 25


JUNK = [
    "(" * 10_000, '"' * 9_999, "*" * 10_000, "* a", "-" * 9_999 + "a", "a*", "äö*", "\x00\x1b[2J",
    "\ud800 a", "x" * 10_000, "x" * 9_990 + "*", "a-" * 5_000, '"' + "a " * 4_000 + '"',
    "-" + "(" * 39 + "a" + ")" * 39, "section:" + "x" * 9_000, "topic:" + "a," * 4_900 + "a",
    "date:0001..9999", "date:9999y", " OR ".join(f"w{n}" for n in range(300)),
    " ".join(f"-w{n}" for n in range(300)), " OR ".join(f"{c}a*" for c in "abcdefghijklmnopqrst"),
    "unknown:x", "agency:gibts-nicht", ".* .+ [a] a|b", '"a" "b c" title:"d e f"', "ß* ÄÖ*", "½",
    "\ufdfa", "²³*", "日本語 日本*", "e\u0301*", "date:" + ",".join(f"{n}d" for n in range(1, 900)),
]  # fmt: skip


@pytest.mark.parametrize("text", JUNK, ids=lambda text: ascii(text[:10]))
def test_junk_gets_an_answer_or_a_clear_error_at_once(shelf, text):
    library, _ = shelf
    started = time.process_time()
    query = understood(text)
    if query is not None:
        library.count(query)
        library.rows(query, 0, 50)
        library.facets(query)
        library.histogram(query)
    assert time.process_time() - started < 2


@given(st.text(max_size=40) | st.text('ab*"-(): ORDtopicles,.', max_size=40))
@settings(deadline=None)
def test_any_text_gets_an_answer_or_a_clear_error(shelf, text):
    library, articles = shelf
    query = understood(text)
    if query is not None:
        found = {a.id for a in articles if matches(query.root, a, TODAY, library.reader)}
        assert set(library.ids(query)) == found


def understood(text: str) -> Query | None:
    try:
        return parse(text)
    except QueryError as error:
        return None if error.expected else Query()


def test_an_index_that_cannot_be_built_is_told_and_the_answers_are_not_called_whole(
    tmp_path, monkeypatch
):
    Archive(tmp_path).keep([Arrival(article("a"))])

    def no_room(*_: object) -> None:
        raise ValueError("No space left on device")

    monkeypatch.setattr("store.index.Index._open_directory", no_room)
    library = Library(tmp_path)
    assert library.count(ALL) == 0
    assert "No space left on device" in library.notices[-1]
    assert not library.is_sound
    monkeypatch.undo()
    assert Library(tmp_path).is_sound
