import re
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.query import Any, Field, Not, Query, QueryError, Text, parse
from press.query_dates import bounds
from press.query_fields import FIELDS, TITLE, is_within_field
from press.query_parser import MAX_DEPTH, MAX_LENGTH, MAX_TERMS
from press.query_tree import Node, all_of, any_of, negated

TODAY = date(2026, 11, 21)


def test_the_example_of_the_design_is_understood_and_printed_as_written():
    text = (
        'cyber* "offene Daten" -Bayern topic:it-sicherheit agency:bsi source:im-bw state:bw '
        "kind:press_release date:2025-10..2026-01 (fitko OR zendis) is:unread"
    )
    query = parse(text)
    assert str(query) == text
    assert query.nodes == (
        Text("prefix", "cyber"),
        Text("phrase", "offene Daten"),
        Not(Text("word", "Bayern")),
        Field("topic", ("it-sicherheit",)),
        Field("agency", ("bsi",)),
        Field("source", ("im-bw",)),
        Field("state", ("DE-BW",)),
        Field("kind", ("press_release",)),
        Field("date", ("2025-10..2026-01",)),
        Any((Text("word", "fitko"), Text("word", "zendis"))),
        Field("is", ("unread",)),
    )


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("", ""),
        ("   \t\n", ""),
        ("*", ""),
        ("a AND b UND c", "a b c"),
        ("a b OR c d", "a b OR c d"),
        ("(a b) OR (c d)", "a b OR c d"),
        ("a (b OR c)", "a (b OR c)"),
        ("a ODER b OR c", "a OR b OR c"),
        ("(a OR (b OR c))", "a OR b OR c"),
        ("((a)) ((b c))", "a b c"),
        ("a a a", "a"),
        ("NOT a NICHT b -c", "-a -b -c"),
        ("--a -(-b)", "a b"),
        ("-(a b) -(c OR d)", "-(a b) -(c OR d)"),
        ("−Bayern", "-Bayern"),
        ("Cyber-Sicherheit", "Cyber-Sicherheit"),
        ("Forschung & Entwicklung - heute", "Forschung Entwicklung heute"),
        ("„offene Daten“ «mehr» ”und“", '"offene Daten" "mehr" "und"'),
        ('"  zwei \n Wörter "', '"zwei Wörter"'),
        ("oder or und nicht", "oder or und nicht"),
        ('"OR" NOT "NOT"', '"OR" -"NOT"'),
        ("§87g 14:05 https://example.org/a", "87g 14:05 https://example.org/a"),
        ("Bayern, Hessen.", "Bayern Hessen"),
        ("cyber*,", "cyber*"),
        ("Cafe\u0301 Cafe\u0301*, e\u0301\u0301.", "Cafe\u0301 Cafe\u0301* e\u0301\u0301"),
        ("a\x00b\x1b[31mc", "a b 31mc"),
        ('title:Haushalt titel:"neuer Haushalt" TITEL:haus*',
         'title:Haushalt title:"neuer Haushalt" title:haus*'),
        ("thema:KI behörde:BSI behoerde:bka quelle:im-bw",
         "topic:ki agency:bsi agency:bka source:im-bw"),
        ("land:Baden-Württemberg state:DE-BY region:thueringen state:bund",
         "state:bw state:by state:th state:de"),
        ("art:Pressemitteilung kind:news", "kind:press_release kind:news"),
        ("ist:ungelesen is:gelesen is:geändert is:geaendert", "is:unread is:read is:changed"),
        ("herausgeber:IM-BW akteur:bsi nachfolge:bmwe ressort:bmi",
         "issuer:im-bw actor:bsi lineage:bmwe portfolio:bmi"),
        ("ebene:Bund,Land level:kommune,EU,International ebene:Baden-Württemberg",
         "level:federal,state level:municipal,eu,international level:bw"),
        ("topic:ki,e-akte,ki", "topic:ki,e-akte"),
        ("topic:ki OR thema:e-akte", "topic:ki,e-akte"),
        ("topic:ki OR a OR topic:e-akte", "topic:ki,e-akte OR a"),
        ("topic:ki topic:e-akte", "topic:ki topic:e-akte"),
        ('tag:"noch lesen",wichtig section:"Politik, Recht"',
         'tag:"noch lesen",wichtig section:"Politik, Recht"'),
        ("date:heute,gestern datum:13.10.2022 date:10.2022",
         "date:today,yesterday date:2022-10-13 date:2022-10"),
        ("date:P1W date:7d date:3M date:1j date:P2T", "date:1w date:7d date:3m date:1y date:2d"),
        ("date:2021.. date:..gestern date:1.2.2021..heute",
         "date:2021.. date:..yesterday date:2021-02-01..today"),
    ],
)  # fmt: skip
def test_queries_are_read_and_printed_in_their_shortest_form(text, printed):
    assert str(parse(text)) == printed
    assert parse(printed) == parse(text)


@pytest.mark.parametrize(
    ("text", "position", "expected"),
    [
        ('a "offene Daten', 2, 'a closing "'),
        ('title:"x', 6, 'a closing "'),
        ("a (b", 2, ")"),
        ("a) b", 1, "an opening ( before it"),
        ("()", 1, "a word, a phrase"),
        ("a OR", 4, "a word, a phrase"),
        ("OR a", 0, "a word, a phrase"),
        ("a AND", 5, "a word, a phrase"),
        ("a OR OR b", 5, "a word, a phrase"),
        ("NOT", 3, "a word, a phrase"),
        ('""', 0, "a word"),
        ("a b*c", 3, "letters"),
        ("*cyber", 0, "letters"),
        ("a c*", 2, "at least 2 letters before the *"),
        ("topc:ki", 0, "one of title, topic, agency"),
        ("Achtung: neu", 0, "one of title, topic, agency"),
        ("a topic:", 8, "a value after the colon"),
        ("topic: ki", 6, "a value after the colon"),
        ("topic:ki,", 9, "a value after the colon"),
        ("title:", 6, "a word or a phrase after the colon"),
        ("title:(a b)", 6, "a word or a phrase after the colon"),
        ("topic:(a OR b)", 6, "a value after the colon"),
        ("topic:a/b", 6, "an id of letters, digits, dots and hyphens"),
        ("state:byern", 6, "one of bb, be, bw"),
        ("kind:foto", 5, "one of press_release, news"),
        ("is:rot", 3, "one of unread, read"),
        ("level:kreis", 6, "one of federal, state, municipal, eu, international, bb"),
        ("issuer:a/b", 7, "an id of letters, digits, dots and hyphens"),
        ("date:31.02.2022", 5, "a day, month, year or range"),
        ("date:2022-13", 5, "a day, month, year or range"),
        ("date:..", 5, "a day, month, year or range"),
        ("date:0000", 5, "a day, month, year or range"),
        ("date:2022..2021", 5, "a range that begins before it ends"),
        ("x" * (MAX_LENGTH + 1), MAX_LENGTH, f"{MAX_LENGTH} at most"),
        ("(" * 5000, MAX_DEPTH, f"{MAX_DEPTH} at most"),
        (" ".join(f"w{n}" for n in range(1000)), None, f"at most {MAX_TERMS}"),
        ("aa* " * 1000, None, "at most"),
    ],
)  # fmt: skip
def test_an_error_names_its_position_and_what_was_expected(text, position, expected):
    with pytest.raises(QueryError) as caught:
        parse(text)
    error = caught.value
    assert error.expected.startswith(expected)
    if position is not None:
        assert error.position == position
    assert f"position {error.position + 1}: " in str(error)
    assert "\n" not in str(error)
    assert len(str(error)) < 400


def test_an_unknown_field_or_value_is_told_its_nearest():
    with pytest.raises(QueryError, match='did you mean "topic"'):
        parse("topc:ki")
    with pytest.raises(QueryError, match='did you mean "behoerde"'):
        parse("behörd:bsi")
    with pytest.raises(QueryError, match='did you mean "bayern"'):
        parse("land:byern")


def test_ids_that_no_one_knows_are_accepted():
    assert str(parse("topic:gibts-nicht agency:x.y source:a_b")) == (
        "topic:gibts-nicht agency:x.y source:a_b"
    )


def test_the_panel_and_the_search_box_change_their_parts_apart():
    query = parse("cyber* (a OR b) topic:ki date:2025")
    assert query.text == "cyber* (a OR b)"
    assert str(query.restrictions) == "topic:ki date:2025"
    assert query.values("thema") == ("ki",)
    assert query.values("agency") == ()
    more = query.with_field("behörde", ["BSI", "bka", "bsi"])
    assert str(more) == "cyber* (a OR b) topic:ki date:2025 agency:bsi,bka"
    assert str(more.without_field("datum").with_field("topic", [])) == (
        "cyber* (a OR b) agency:bsi,bka"
    )
    assert str(query.with_text("neu")) == "neu topic:ki date:2025"
    assert str(query.with_text("")) == "topic:ki date:2025"
    assert str(query.with_text("neu topic:e-akte")) == "neu topic:e-akte date:2025"
    assert str(Query().with_field("state", ["DE-BW", "bayern"])) == "state:bw,by"
    assert query == parse("cyber* (a OR b) topic:ki date:2025")


def test_a_field_beside_other_conditions_or_negated_is_no_restriction():
    query = parse("-topic:ki (topic:a OR x)")
    assert query.values("topic") == ()
    assert query.uses("topic")
    assert not query.uses("agency")
    assert query.without_field("topic") == query


def test_restricting_an_unknown_field_or_to_a_wrong_value_is_an_error():
    for name, values in (("topics", ["a"]), ("title", ["a"]), ("is", ["x"]), ("tag", ['a"b'])):
        with pytest.raises(QueryError):
            Query().with_field(name, values)


def test_queries_are_values():
    assert parse("a  b") == parse("(a b)")
    assert len({parse("a b"), parse("a AND b"), parse("b a")}) == 2
    assert not Query()
    assert parse("a")
    assert parse("a") & parse("b OR c") == parse("a (b OR c)")
    assert Query() & Query() == Query() == parse("")


def test_the_words_to_mark_are_those_that_a_hit_has():
    assert parse('a -b (c OR dd*) -(e f) title:"g h" topic:ki a').words() == (
        Text("word", "a"),
        Text("word", "c"),
        Text("prefix", "dd"),
        Text("phrase", "g h", title=True),
    )


@pytest.mark.parametrize(
    ("spec", "since", "until"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2022-10-13", date(2022, 10, 13), date(2022, 10, 13)),
        ("today", TODAY, TODAY),
        ("yesterday", date(2026, 11, 20), date(2026, 11, 20)),
        ("1d", TODAY, TODAY),
        ("7d", date(2026, 11, 15), TODAY),
        ("1w", date(2026, 11, 15), TODAY),
        ("1m", date(2026, 10, 22), TODAY),
        ("1y", date(2025, 11, 22), TODAY),
        ("9999y", date.min, TODAY),
        ("2021..", date(2021, 1, 1), None),
        ("..2021-05", None, date(2021, 5, 31)),
        ("2025-10..2026-01", date(2025, 10, 1), date(2026, 1, 31)),
        ("2026-11-01..today", date(2026, 11, 1), TODAY),
    ],
)
def test_dates_mean_whole_days_months_and_years(spec, since, until):
    assert bounds(spec, TODAY) == (since, until)


def test_a_month_back_from_the_end_of_a_long_month_is_the_end_of_a_short_one():
    assert bounds("1m", date(2026, 3, 31)) == (date(2026, 3, 1), date(2026, 3, 31))


def test_date_words_stay_words_unless_a_day_is_given():
    assert str(parse("date:heute")) == "date:today"
    assert str(parse("date:heute,7d,2021..gestern,2020", today=TODAY)) == (
        "date:2026-11-21,2026-11-15..2026-11-21,2021-01-01..2026-11-20,2020"
    )


WORDS = st.text('aböß*-:,.()" 1', min_size=1, max_size=8)
IDS = st.from_regex(r"[a-z0-9]([a-z0-9.-]{0,6}[a-z0-9])?", fullmatch=True)
LEAVES = st.one_of(
    st.from_regex(r"[A-Za-zäöüß0-9]{1,8}(-[a-zß]{1,4})?", fullmatch=True),
    st.from_regex(r"[a-zäöü]{2,8}\*", fullmatch=True),
    st.from_regex(r'(title:)?"[a-zA-Z0-9äöü.,!()-]{1,6}( [a-z]{1,5}){0,3}"', fullmatch=True),
    st.tuples(
        st.sampled_from(["topic", "thema", "agency", "quelle", "ressort", "actor"]), IDS, IDS
    ).map(lambda parts: f"{parts[0]}:{parts[1]},{parts[2]}"),
    st.sampled_from(
        ["is:unread", "ist:gelesen", "date:2025-10..", "datum:7d", "land:bayern", "kind:news",
         "ebene:bund", 'tag:"a b, c"', "section:Politik", "title:haus", "titel:haus*", "AND", "OR",
         "NICHT"]
    ),
)  # fmt: skip
QUERIES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map(" ".join),
        st.lists(inner, min_size=2, max_size=3).map(" OR ".join),
        inner.map(lambda text: f"-({text})"),
        inner.map(lambda text: f"({text})"),
    ),
    max_leaves=12,
)


def understood(text: str) -> Query | None:
    """The query, or None where it is refused with a short line and a position in the text."""
    refused: list[QueryError] = []
    try:
        return parse(text)
    except QueryError as error:
        refused.append(error)
    assert 0 <= refused[0].position <= len(text)
    assert len(str(refused[0])) < 400
    return None


@given(QUERIES | WORDS | st.text(max_size=60))
def test_what_is_printed_reads_as_the_same_query(text):
    query = understood(text)
    if query is None:
        return
    assert parse(str(query)) == query
    assert str(parse(str(query))) == str(query)
    assert hash(parse(str(query))) == hash(query)


@given(QUERIES, st.sampled_from(["topic", "agency", "tag"]), st.lists(IDS, max_size=3))
def test_a_changed_restriction_reads_back_too(text, name, values):
    query = understood(text)
    if query is None:
        return
    query = query.with_field(name, values)
    assert parse(str(query)) == query
    assert set(query.values(name)) == set(values)


TOKENS = st.from_regex(r"[A-Za-zäöüÄÖÜß0-9]{2,6}([-.][a-zß0-9]{1,4})?", fullmatch=True)
FREE = st.from_regex(r"[A-Za-zÄöüß0-9&,.:()-]{1,5}( [a-zA-Z,()]{1,4}){0,2}", fullmatch=True)
DATES = st.sampled_from(
    ["today", "yesterday", "7d", "3m", "2025", "2025-10", "2025-10-13", "2025-10..2026-01-02",
     "..yesterday", "2020.."]
)  # fmt: skip
WORDS_TO_FIND = st.one_of(
    st.builds(Text, st.just("word"), TOKENS, st.booleans()),
    st.builds(Text, st.just("prefix"), TOKENS, st.booleans()),
    st.builds(
        Text,
        st.just("phrase"),
        st.lists(TOKENS | st.sampled_from(["OR", "NICHT", "topic:x", "(a", "b*"]), min_size=1,
                 max_size=3).map(" ".join),
        st.booleans(),
    ),
)  # fmt: skip


def fields_of(name: str) -> st.SearchStrategy[Field]:
    closed = FIELDS[name].values
    values = (
        st.sampled_from(list(closed))
        if closed
        else DATES
        if name == "date"
        else FREE
        if name in ("tag", "section")
        else IDS
    )
    several = st.lists(values, min_size=1, max_size=3, unique=True)
    return several.map(lambda chosen: Field(name, tuple(chosen)))


NODES: st.SearchStrategy[Node] = st.recursive(
    WORDS_TO_FIND | st.sampled_from(list(FIELDS)).flatmap(fields_of),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map(all_of),
        st.lists(inner, min_size=1, max_size=4).map(any_of),
        inner.map(negated),
    ),
    max_leaves=10,
)


@given(NODES)
def test_every_kind_of_node_is_printed_so_that_it_reads_back(node):
    query = Query() & Query((node,))
    text = str(query)
    assert parse(text) == query
    assert str(parse(text)) == text
    assert parse(text, today=TODAY) == parse(str(parse(text, today=TODAY)), today=TODAY)


@pytest.mark.parametrize("name", [*FIELDS, TITLE[0]])
def test_all_names_of_a_field_read_alike(name):
    value = {"state": "bw", "level": "bw", "kind": "news", "is": "read", "date": "7d"}.get(
        name, "xy"
    )
    names = TITLE if name == TITLE[0] else (name, *FIELDS[name].aliases)
    for each in names:
        for written in (each, each.upper(), each.replace("ö", "oe")):
            assert parse(f"-({written}:{value} OR x)") == parse(f"-({name}:{value} OR x)")


@pytest.mark.parametrize("name", ["state", "kind", "is", "level"])
def test_all_names_of_a_closed_value_read_alike(name):
    for value, names in FIELDS[name].values.items():
        for each in (value, *names):
            assert parse(f"{name}:{each.upper()}") == Query((Field(name, (value,)),))


JUNK = [
    "(" * 10_000, ")" * 10_000, "()" * 5_000, "-" * 10_000, "-(" * 5_000, '"' * 10_000, '"' * 9_999,
    "*" * 10_000, "a*" * 5_000, "OR " * 3_333, "NOT " * 2_500, "a OR " * 2_000, ":" * 10_000,
    "a:" * 5_000, "topic:" * 1_600, "topic:" + "a," * 4_990, "date:" + "1" * 9_000, "x" * 10_000,
    "ä-" * 5_000, "\x00" * 10_000, "\u202e\u200b" * 5_000, "\ud800" * 10_000, "title:" * 1_600,
    "is:unread " * 1_000, "date:7d," + "7d," * 3_000, ". " * 5_000, "\u0301" * 10_000, "é" * 9_999,
    "„" * 5_000 + "“" * 5_000, "a\u00ad" * 5_000, "-*" * 5_000, "?" * 9_999 + "a",
]  # fmt: skip


@pytest.mark.parametrize("text", JUNK, ids=lambda text: ascii(text[:8]))
def test_junk_is_answered_at_once(text):
    started = time.process_time()
    query = understood(text)
    if query is not None:
        assert parse(str(query)) == query
    assert time.process_time() - started < 0.5


def test_every_example_of_the_documentation_is_understood():
    page = (Path(__file__).parents[2] / "docs/query.md").read_text(encoding="utf-8")
    sections = re.split(r"^## ", page, flags=re.MULTILINE)
    shown = [s for s in sections if s.startswith(("Words", "Joining", "Dates"))]
    rows = [
        line.split("|")[1] for section in shown for line in section.split("\n") if "| `" in line
    ]
    examples = [example for row in rows for example in re.findall("`([^`]+)`", row)]
    assert len(examples) > 20
    for example in [*examples, page.split("```\n")[1].strip()]:
        field = "" if ":" in example or not example[-1].isdigit() else "date:"
        assert parse(field + example)


@pytest.mark.parametrize("typed", ["t", "cyber them", "-behoe", "Behörde", "(quelle:", "date:20"])
def test_a_field_that_is_being_typed(typed):
    assert is_within_field(typed)


@pytest.mark.parametrize("typed", ["", "thema ", "thematik", "cyber", "topic:it-sicherheit x"])
def test_what_is_no_field_being_typed(typed):
    assert not is_within_field(typed)
