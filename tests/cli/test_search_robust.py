"""Whatever is typed gets an answer or a clear error at once, all the way to the command line."""

import random
import resource
import subprocess
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from press.article import Article
from press.query import Query, QueryError, parse
from press.query_completion import Completer
from press.query_explain import Marks, explain, understood
from press.query_snippet import snippet
from store.library import Library
from tests.command import Place, children_seconds, place
from tests.store.oracle import matches
from tests.store.test_library import QUERIES, TODAY, Shelf, keep, made
from tui import language
from tui.query_errors import in_words
from tui.query_explained import meaning, reasons
from tui.query_texts import written

SECONDS = 1.0
"""Processor time that a strange query may take here; measured: 0.1 s at most."""


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Place:
    there = place(tmp_path_factory.mktemp("robust"))
    chance = random.Random(11)
    keep(there.data, [made(number, chance) for number in range(300)])
    return there


@pytest.fixture(scope="module")
def shelf(here: Place) -> Shelf:
    library = Library(here.data, today=lambda: TODAY)
    articles = list(library.articles(Query()))
    library.reader.mark_read([each.id for each in articles[:100]])
    library.reader.star([each.id for each in articles[90:110]])
    for each in articles[95:120]:
        library.reader.set_tags(each.id, ["Wichtig", "noch lesen"])
    return Shelf(library, articles)


def marks(library: Library, article: Article) -> Marks:
    reader, id_ = library.reader, article.id
    tags, new = tuple(reader.tags(id_)), reader.visits.is_new(article.first_seen)
    return Marks(reader.is_read(id_), reader.is_starred(id_), tags, new)


def understood_or_refused(text: str) -> Query | None:
    refused: list[QueryError] = []
    try:
        return parse(text)
    except QueryError as error:
        refused.append(error)
    assert 0 <= refused[0].position <= len(text)
    for said in (str(refused[0]), in_words(refused[0])):
        assert len(said) < 400
        assert said.isprintable()
    return None


def ask(library: Library, text: str) -> Query | None:
    """Put everything that can be asked; None where the query is refused in one short line."""
    query = understood_or_refused(text)
    if query is None:
        return None
    total = library.count(query)
    rows = library.rows(query, 0, 50)
    assert len(rows) == min(total, 50)
    assert all(sum(facet.values()) >= 0 for facet in library.facets(query))
    assert sum(library.histogram(query, "month").values()) <= total
    assert list(meaning(understood(query, TODAY))) or not query
    return query


@given(QUERIES)
@settings(max_examples=150, deadline=None)
def test_an_article_is_explained_as_a_hit_exactly_if_it_is_one(shelf, text):
    library, articles = shelf
    query = parse(text)
    hits = set(library.ids(query))
    for each in articles[::5]:
        why = explain(query, each, marks(library, each), TODAY)
        assert all(reason.holds for reason in why) == (each.id in hits)
        assert (each.id in hits) == matches(query.root, each, TODAY, library.reader)
        for reason in why:
            assert not reason.evidence or reason.holds
            assert reason.parts or reason.holds == bool(reason.evidence)


@given(QUERIES, st.integers(5, 200))
@settings(max_examples=150, deadline=None)
def test_a_snippet_is_a_piece_of_the_text_with_its_hits(shelf, text, width):
    library, _ = shelf
    query = parse(text)
    for each in library.rows(query, 0, 10):
        article = library.article(each.id)
        assert article
        found = snippet(article, query.words(), width)
        if found is None:
            continue
        assert found.hits
        plain = found.text.strip("…")
        assert plain in " ".join(f"{article.lead} {article.body}".split("\n"))
        longest = max(len(word) for word in plain.split())
        assert len(found.text) <= max(width, longest + 2)
        for start, end in found.hits:
            assert 0 <= start < end <= len(found.text)
            assert found.text[start:end].strip("…")


@given(QUERIES, st.sampled_from(language.LANGUAGES))
@settings(max_examples=150, deadline=None)
def test_a_query_written_in_the_users_language_reads_the_same(text, speak):
    language.use(speak)
    try:
        query = parse(text)
        assert parse(written(query)) == query
    finally:
        language.use("en")


ODD = st.text(
    st.sampled_from(
        'aäbioßORNDT*"„“()-−:.,^$|+?[]{}\\/~§ \n\t\x00\x1b'
        "\ud800\udcff\u202e\u200f\u0301ש日𝔸½"
    ),
    max_size=60,
)  # fmt: skip


@given(ODD | st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_odd_text_gets_an_answer_or_a_clear_error(shelf, text):
    library, articles = shelf
    started = time.process_time()
    query = ask(library, text)
    assert time.process_time() - started < SECONDS
    Completer({}).candidates(text, len(text) // 2)
    if query is None:
        return
    hits = set(library.ids(query))
    for each in articles[::20]:
        why = explain(query, each, marks(library, each), TODAY)
        assert all(reason.holds for reason in why) == (each.id in hits)
        list(reasons(why))


STRANGE = [
    "x" * 10_000, "ä" * 10_000, "x" * 10_001, "wort " * 2_000, "(" * 5_000, ")" * 5_000,
    "(" * 40 + "a" + ")" * 40, "*", "**", "a*", "aa*", "ab* " * 24, "ab* " * 25, '"' * 9_999,
    '"offen', "„offen", "tag:„offen", '"' + "a " * 4_990, "\x00\x01\x1b[2J", "\ud800", "a\udcffb",
    "\u202eabc\u202c", "שלום", "مرحبا*", "e\u0301*", "\u0301" * 9_999, "a\u0301" * 4_999, "ﬀ*",
    "\ufdfa" * 500, "topc:ki", "topic:gibts-nicht", "agency:" + "x" * 9_000,
    ".* [a-z]+ (a|b)* $^ \\d{9999}", "aa.*", "aa|bb*", "aa[*", "aa{9999}*", "aa\\*",
    "date:" + "9" * 9_000, "date:99999999-01-01", "date:0001-01-01..9999-12-31", "date:9999y",
    "date:" + ",".join(["9999y"] * 290), "is:" + ",".join(["unread", "read"] * 140),
    "-" * 9_999 + "a", "NOT " * 2_499 + "a", "a OR " * 299 + "a", "-a " * 300,
    "(a OR (b " * 20 + "c" + "))" * 20, "title:" * 1_600, "title:" + '"a b c"', "日本語 日本*",
    "²³½", "١٢٣*", "Ⅷ*", "a-" * 4_999, "a.b." * 2_400, "tag:" + '"' + "x" * 9_000 + '"',
    'section:""',
    "::::", "http://a.b/c?d=e&f", "a\u00adb*", "\u200b\u200d", "ẞ ß* SS", "İi*", "topic:ı",
    "state:ſh", "Cafe\u0301 Cafe\u0301*",
]  # fmt: skip


@pytest.mark.parametrize("text", STRANGE, ids=lambda text: ascii(text[:12]))
def test_strange_queries_are_answered_at_once(shelf, text):
    library, articles = shelf
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    query = ask(library, text)
    assert time.process_time() - started < SECONDS
    if query is not None:
        list(reasons(explain(query, articles[0], Marks(), TODAY)))
        snippet(articles[0], query.words(), 80)
    for position in (0, 1, len(text) // 2, len(text)):
        Completer({"topic": lambda: {"ki": ["KI"]}}).candidates(text, position)
    assert time.process_time() - started < 3 * SECONDS
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 200_000  # kilobytes


@pytest.mark.parametrize(
    "text",
    ["(" * 5_000, "a*", "topc:x", '"offen', "date:99999", "\x1btopc:\x1b[0m", b"topc:\xff\xfe",
     b" -(\xff", "a OR", "e\u0301*", ".*[a]", "\u202etopc:x", "x" * 10_001, "title:", "is:nie",
     'tag:"\x01"'],
    ids=lambda text: ascii(text[:12]),
)  # fmt: skip
def test_the_command_line_refuses_in_one_line(here: Place, text: str | bytes):
    done = subprocess.run(
        [*here.command("search"), "--count", "--", text], capture_output=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, b"")
    said = done.stderr.decode()
    assert said.count("\n") == 1
    assert said.startswith("presselupe: position ")
    assert said.strip().isprintable()


@pytest.mark.parametrize(
    "text",
    ["x" * 10_000, "*", "\x01\x02", b"\xff\xfe", "שלום de\u0301*", "^[a]|$", "topic:gibts-nicht",
     "date:9999y", " -x" * 290, "(" * 40 + "a" + ")" * 40],
    ids=lambda text: ascii(text[:12]),
)  # fmt: skip
@pytest.mark.parametrize("view", ["--json", "--facets", "--explain"])
def test_the_command_line_answers(here: Place, text: str | bytes, view: str):
    spent = children_seconds()
    done = subprocess.run(
        [*here.command("search"), view, "--", text], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    assert b"\x1b" not in done.stdout + done.stderr
    assert children_seconds() - spent < 10
