"""What a query means, and why it finds an article: a reason for every kind of part."""

from datetime import date

import pytest

from press.article import AgencyMention, Article, TopicLabel
from press.folding import wanted
from press.query import parse
from press.query_explain import Days, Evidence, Marks, Part, Reason, explain, understood
from tests.store.samples import article

TODAY = date(2026, 11, 21)
SAMPLE = article(
    "sample",
    "Die Cybersicherheitsagentur und das BSI üben.\n\n## Zahlen\n\nDie Cyber-Sicherheit wächst.",
    title="Neuer Haushalt der Behörden",
    kicker="Stuttgart",
    lead="Das Innenministerium lädt die Behörden ein: www.bund.de.",
    published="2026-11-20T14:05:00+01:00",
    section="Politik  & Recht",
    source="im-bw",
    kind="press_release",
    issuer="im-bw",
    agencies=[
        AgencyMention(id="bsi", name="BSI", text="BSI", rule="abbreviation"),
        AgencyMention(
            id="im-bw", name="IM", text="Innenministerium", rule="generic name", role="lead"
        ),
    ],
    topics=[
        TopicLabel(id="it-sicherheit", label="IT-Sicherheit", rule="title: Cyber"),
        TopicLabel(id="ki", label="KI", rule="section: KI"),
    ],
    regions=["DE-BW", "DE"],
    changed="2026-11-21T06:00:00Z",
)


def why(text: str, of: Article = SAMPLE, marks: Marks = Marks()) -> Reason:  # noqa: B008
    (reason,) = explain(parse(text), of, marks, TODAY)
    return reason


def evidence(text: str, of: Article = SAMPLE, marks: Marks = Marks()) -> list[Evidence]:  # noqa: B008
    reason = why(text, of, marks)
    assert reason.holds == bool(reason.evidence)
    return list(reason.evidence)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("behoerde", [("title", ("Behörden",), 1), ("lead", ("Behörden",), 1)]),
        (
            "cybersicherheit",
            [("body", ("Cybersicherheitsagentur", "Cyber-Sicherheit"), 2)],
        ),
        ("stuttgart", [("kicker", ("Stuttgart",), 1)]),
        ("innen*", [("lead", ("Innenministerium",), 1)]),
        ('"neuer haushalt"', [("title", ("Neuer Haushalt",), 1)]),
        ('"Behörde"', []),
        ("title:behörde", [("title", ("Behörden",), 1)]),
        ("title:stuttgart", []),
        ("title:haus*", [("title", ("Haushalt",), 1)]),
        ('title:"der Behörden"', [("title", ("der Behörden",), 1)]),
        ("nirgends", []),
    ],
)
def test_words_are_shown_as_they_stand_in_each_text(text, found):
    assert evidence(text) == [
        Evidence(where=where, words=words, times=times) for where, words, times in found
    ]


def test_every_token_of_a_word_must_be_there_but_anywhere():
    assert why("bund.de").holds
    assert not why("bund.behörde.nirgends").holds
    assert [each.where for each in evidence("stuttgart.haushalt")] == ["title", "kicker"]
    assert not why("title:stuttgart.haushalt").holds


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "topic:ki",
            Evidence(where="topic", value="ki", name="KI", rule="section: KI"),
        ),
        (
            "agency:bsi",
            Evidence(
                where="body", value="bsi", name="BSI", rule="abbreviation", words=("BSI",), times=1
            ),
        ),
        ("issuer:im-bw", Evidence(where="issuer", value="im-bw")),
        ("source:im-bw", Evidence(where="source", value="im-bw")),
        ("state:bw", Evidence(where="state", value="DE-BW")),
        ("kind:pressemitteilung", Evidence(where="kind", value="press_release")),
        ("date:2026-11", Evidence(where="date", value="2026-11-20T14:05:00+01:00")),
        ("date:gestern", Evidence(where="date", value="2026-11-20T14:05:00+01:00")),
        ('section:"politik & RECHT"', Evidence(where="section", value="Politik & Recht")),
        ("is:unread", Evidence(where="is", value="unread")),
        ("is:changed", Evidence(where="is", value="changed")),
    ],
)  # fmt: skip
def test_a_field_is_shown_with_the_value_and_the_rule(text, found):
    assert evidence(text) == [found]


@pytest.mark.parametrize(
    "text",
    ["topic:x", "agency:bka", "issuer:bsi", "actor:bsi", "lineage:bka", "portfolio:bka",
     "level:eu", "level:by", "source:x", "state:by", "kind:news", "date:2025", "date:today",
     "section:Politik", "is:read", "is:starred", "is:undated", "is:degraded", "tag:x"],
)  # fmt: skip
def test_a_field_that_has_another_value_does_not_hold(text):
    assert evidence(text) == []
    assert why(f"-{text}").holds


def test_an_issuer_and_a_mention_both_count():
    issuer, mention = evidence("agency:im-bw")
    assert issuer == Evidence(where="issuer", value="im-bw")
    assert (mention.where, mention.words) == ("lead", ("Innenministerium",))


def test_a_lead_actor_is_the_issuer_or_stands_in_the_heading():
    issuer, mention = evidence("actor:im-bw")
    assert issuer == Evidence(where="issuer", value="im-bw")
    assert (mention.where, mention.words) == ("lead", ("Innenministerium",))


def test_a_body_of_a_group_is_shown_with_what_it_is_there():
    (bsi,) = evidence("portfolio:bmi")
    assert (bsi.value, bsi.words, bsi.relation, bsi.of) == ("bsi", ("BSI",), "below", "bmi")
    assert [(each.value, each.relation) for each in evidence("portfolio:bsi")] == [("bsi", None)]
    assert [(each.where, each.value, each.relation, each.of) for each in evidence("level:bw")] == [
        ("issuer", "im-bw", "land", "DE-BW"),
        ("lead", "im-bw", "land", "DE-BW"),
    ]
    assert [(each.value, each.relation, each.of) for each in evidence("ebene:bund")] == [
        ("bsi", "level", "bund")
    ]
    renamed = article("renamed", issuer="bmwa", agencies=[])
    assert evidence("nachfolge:bmwe", renamed) == [
        Evidence(where="issuer", value="bmwa", relation="predecessor", of="bmwe")
    ]
    assert evidence("lineage:bmgs", renamed) == []


def test_of_alternatives_those_are_shown_that_the_article_has():
    assert [each.value for each in evidence("topic:ki,e-akte,it-sicherheit")] == [
        *("ki", "it-sicherheit")
    ]


def test_marks_are_the_readers():
    marks = Marks(read=True, starred=True, tags=("Wichtig", "Noch lesen"))
    assert evidence("is:unread", marks=marks) == []
    assert [each.value for each in evidence("is:read,starred", marks=marks)] == ["read", "starred"]
    assert evidence('tag:"noch lesen"', marks=marks) == [Evidence(where="tag", value="Noch lesen")]


def test_an_undated_article_is_in_no_period():
    undated = article("undated", published=None, degraded=["body"])
    assert evidence("date:..2030", undated) == []
    assert [each.value for each in evidence("is:undated,degraded", undated)] == [
        *("undated", "degraded")
    ]


def test_joined_parts_are_explained_one_by_one():
    reason = why("(nirgends OR (haushalt -bayern))")
    assert (reason.kind, reason.holds, reason.evidence) == ("any", True, ())
    nowhere, both = reason.parts
    assert (nowhere.asked, nowhere.holds) == ("nirgends", False)
    assert (both.kind, both.asked, both.holds) == ("all", "haushalt -bayern", True)
    word, without = both.parts
    assert (word.kind, without.kind) == ("word", "not")
    assert without.holds
    assert not without.parts[0].holds
    refused = why("-(haushalt stuttgart)")
    assert not refused.holds
    assert [part.holds for part in refused.parts[0].parts] == [True, True]
    assert explain(parse(""), SAMPLE, Marks(), TODAY) == ()


def test_what_words_and_fields_look_for():
    assert understood(parse('Behörden cyber-s* "Offene  Daten" title:haus*'), TODAY) == (
        Part(asked="Behörden", kind="word", values=("Behörden",), keys=tuple(wanted("Behörden"))),
        Part(asked="cyber-s*", kind="prefix", values=("cyber-s",), keys=("cyber-s",)),
        Part(
            asked='"Offene Daten"',
            kind="phrase",
            values=("Offene Daten",),
            keys=("offene", "daten"),
        ),
        Part(asked="title:haus*", kind="prefix", field="title", values=("haus",), keys=("haus",)),
    )
    assert understood(parse("state:bayern,DE-BW"), TODAY) == (
        Part(asked="state:by,bw", kind="field", field="state", values=("DE-BY", "DE-BW")),
    )


def test_date_words_are_resolved_to_days():
    (dates,) = understood(parse("date:7d,heute,2025-10..,..2020"), TODAY)
    assert dates.values == ("7d", "today", "2025-10..", "..2020")
    assert dates.days == (
        Days("2026-11-15", "2026-11-21"),
        Days("2026-11-21", "2026-11-21"),
        Days("2025-10-01", None),
        Days(None, "2020-12-31"),
    )


def test_the_tree_has_the_shape_of_the_query():
    (joined,) = understood(parse("-(a OR (b topic:ki))"), TODAY)
    assert joined.kind == "not"
    (either,) = joined.parts
    assert [part.kind for part in either.parts] == ["word", "all"]
    assert [part.asked for part in either.parts[1].parts] == ["b", "topic:ki"]
    assert understood(parse(""), TODAY) == ()
