"""What the search box offers at the cursor, which `|` stands for."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.query import QueryError, parse
from press.query_completion import Candidate, Completer

TOPICS = {"it-sicherheit": ["IT-Sicherheit"], "ki": ["Künstliche Intelligenz"], "it": ["IT"]}
AGENCIES = {
    "bfv": ["Bundesamt für Verfassungsschutz", "BfV"],
    "lfv-bw": ["Landesamt für Verfassungsschutz Baden-Württemberg"],
    "bverfg": ["Bundesverfassungsgericht", "BVerfG"],
    "bsi": ["Bundesamt für Sicherheit in der Informationstechnik", "BSI"],
    "bmi": ["Bundesministerium des Innern"],
}
NAMES = {
    "topic": lambda: TOPICS,
    "agency": lambda: AGENCIES,
    "source": lambda: {"im-bw": ["Innenministerium Baden-Württemberg"], "move-online": []},
    "tag": lambda: {"wichtig": [], "noch lesen": []},
}

LAENDER = [
    *("bb", "be", "bw", "by", "hb", "he", "hh", "mv", "ni", "nw", "rp", "sh", "sl", "sn", "st"),
    "th",
]


def completer(language="de") -> Completer:
    return Completer(NAMES, language=language, today=lambda: date(2026, 11, 21))


def offered(text: str, language="de") -> list[Candidate]:
    position = text.index("|")
    return completer(language).candidates(text.replace("|", "", 1), position, limit=50)


def texts(text: str, language="de") -> list[str]:
    return [offer.text for offer in offered(text, language)]


def accepted(text: str, language="de") -> str:
    """The text after taking the first offer."""
    first = offered(text, language)[0]
    bare = text.replace("|", "", 1)
    return bare[: first.start] + first.text + bare[first.end :]


@pytest.mark.parametrize(
    ("text", "german", "english"),
    [
        ("th|", ["thema:"], ["thema:"]),
        ("to|", ["topic:"], ["topic:"]),
        ("TIT|", ["titel:"], ["title:"]),
        ("beh|", ["behörde:"], ["behörde:"]),
        ("behoe|", ["behörde:"], ["behörde:"]),
        ("cyber* -(da|", ["datum:"], ["date:"]),
        ("a OR -i|", ["ist:", "issuer:"], ["is:", "issuer:"]),
        ("her|", ["herausgeber:"], ["herausgeber:"]),
        ("akt|", ["akteur:"], ["akteur:"]),
        ("nach|", ["nachfolge:"], ["nachfolge:"]),
        ("port|", ["portfolio:"], ["portfolio:"]),
        ("eb|", ["ebene:"], ["ebene:"]),
        ("the|ma:ki", ["thema:"], ["thema:"]),
        ("cyber|", [], []),
        ('"th|', [], []),
        ('"offene th|ema"', [], []),
        ("„th|", [], []),
    ],
)
def test_names_of_fields_in_both_languages(text, german, english):
    assert texts(text) == german
    assert texts(text, "en") == english


def test_where_nothing_is_typed_all_fields_are_offered():
    for text in ("|", "cyber* |", "-(|", "a OR |"):
        assert texts(text) == [
            *("titel:", "thema:", "behörde:", "quelle:", "land:", "art:", "datum:", "ist:"),
            *(
                "schlagwort:",
                "rubrik:",
                "herausgeber:",
                "akteur:",
                "nachfolge:",
                "ressort:",
                "ebene:",
            ),
        ]
    assert texts("|", "en")[:3] == ["title:", "topic:", "agency:"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "ist:|",
            [
                "ungelesen",
                "gelesen",
                "markiert",
                "geändert",
                "undatiert",
                "lückenhaft",
                "neu",
                "entfernt",
            ],
        ),
        ("ist:un|", ["ungelesen", "undatiert"]),
        ("ist:gea|", ["geändert"]),
        ("is:star|", ["starred"]),
        ("ist:ungelesen,un|", ["undatiert"]),
        ("-(is:un|", ["ungelesen", "undatiert"]),
        ("art:|", ["pressemitteilung", "nachricht"]),
        ("kind:pre|", ["pressemitteilung"]),
        ("land:nrw|", ["nw"]),
        ("land:sach|", ["sn", "st"]),
        ("land:thue|", ["th"]),
        ("land:bu|", ["de"]),
        ("ebene:|", ["bund", "land", "kommune", "eu", "international", *LAENDER]),
        ("ebene:bund,b|", ["bb", "be", "bw", "by", "hb"]),
        ("level:muni|", ["municipal"]),
        ("level:sach|", ["sn", "st"]),
        ("titel:|", []),
        ("nirgends:|", []),
        ("https://example.org/th|", []),
    ],
)
def test_values_of_closed_fields(text, found):
    assert texts(text) == found


def test_a_land_is_offered_short_and_shown_in_full():
    assert offered("land:meck|") == [Candidate(5, 9, "mv", "Mecklenburg-Vorpommern", "state")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("thema:it|", ["it", "it-sicherheit"]),
        ("topic:künst|", ["ki"]),
        ("thema:kuenst|", ["ki"]),
        ("thema:sicher|", ["it-sicherheit"]),
        ("behörde:verfassung|", ["bfv", "lfv-bw", "bverfg"]),
        ("agency:bsi|", ["bsi"]),
        ("agency:bsi,bundesamt|", ["bfv"]),
        ("agency:bsi,,|", ["bfv", "lfv-bw", "bverfg", "bmi"]),
        ("herausgeber:verfassung|", ["bfv", "lfv-bw", "bverfg"]),
        ("actor:bsi|", ["bsi"]),
        ("nachfolge:innern|", ["bmi"]),
        ("-(ressort:bsi,bm|", ["bmi"]),
        ("quelle:|", ["im-bw", "move-online"]),
        ("quelle:baden|", ["im-bw"]),
        ("schlagwort:|", ["wichtig", '"noch lesen"']),
        ('tag:"noch l|', ['"noch lesen"']),
        ('tag:"noch x|" thema:ki', []),
        ('tag:wichtig,"no|', ['"noch lesen"']),
        ("rubrik:|", []),
        ("agency:zzz|", []),
    ],
)
def test_ids_are_found_by_any_part_of_a_name_best_first(text, found):
    assert texts(text) == found


def test_an_offer_says_what_it_replaces_and_what_it_means():
    assert offered("a -(agency:bsi,lfv| b)") == [
        Candidate(15, 18, "lfv-bw", AGENCIES["lfv-bw"][0], "agency")
    ]
    assert offered("level:kom|", "en") == [Candidate(6, 9, "kommune", "municipal", "level")]
    assert offered("issuer:bsi|")[0].kind == "issuer"
    assert accepted("-(the|") == "-(thema:"
    assert accepted('x tag:"noch le| y') == 'x tag:"noch lesen" y'
    assert accepted('x tag:"no|ch" y') == 'x tag:"noch lesen" y'
    assert accepted("thema:sich|er,ki") == "thema:it-sicherheit,ki"
    assert accepted("datum:2025-10..ge|") == "datum:2025-10..gestern"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("datum:h|", [("heute", "2026-11-21")]),
        ("datum:7|", [("7t", "2026-11-15..2026-11-21")]),
        ("date:2026-|", [("2026-11", "2026-11"), ("2026-11-21", "2026-11-21")]),
        ("date:2026-11-01..h|", [("2026-11-01..heute", "2026-11-01..2026-11-21")]),
        ("date:2027..|", []),
    ],
)
def test_dates_are_offered_with_the_days_that_they_mean(text, found):
    assert [(offer.text, offer.label) for offer in offered(text)] == found


def test_words_for_days_are_those_of_the_language():
    assert texts("date:|")[:3] == ["heute", "gestern", "7t"]
    assert texts("date:|", "en")[:3] == ["today", "yesterday", "7d"]


TYPED = st.text('abeiknorst:,"„“()-* ÄÖ\n\x00\ud800', max_size=30) | st.lists(
    st.sampled_from(["thema:", "behörde:", "tag:", "datum:", "ist:", '"', ",", " ", "-(", "ver",
                     "..", "heute", "noch", "un", "x"]),
    max_size=8,
).map("".join)  # fmt: skip


@given(TYPED, st.integers(-5, 40), st.sampled_from(["de", "en"]))
def test_any_text_and_position_get_offers_that_fit(text, position, language):
    for offer in completer(language).candidates(text, position):
        assert 0 <= offer.start <= max(0, min(position, len(text))) <= offer.end <= len(text)
        taken = text[: offer.start] + offer.text + text[offer.end :]
        if offer.kind != "field" and offer.end == len(text) and ('"' not in text):
            value = taken[: offer.start + len(offer.text)]
            try:
                parse(value)
            except QueryError as error:
                assert error.position < offer.start  # noqa: PT017


def test_names_are_fetched_when_they_are_first_needed():
    asked = []
    names = {"agency": lambda: asked.append("agency") or AGENCIES}
    box = Completer(names)
    box.candidates("thema:ki ist:u", 14)
    assert asked == []
    box.candidates("agency:b", 8)
    assert asked == ["agency"]


def test_offers_come_while_typing():
    many = {
        f"body-{n}": [f"Landesamt für Dinge Nummer {n}", f"LfD {n}", "Amt"] for n in range(3000)
    }
    box = Completer({"agency": lambda: many})
    long = "wort " * 1_990
    text = f"{long}agency:dinge"
    box.candidates("agency:x", 8)
    spent = []
    for _ in range(5):
        started = time.process_time()
        assert len(box.candidates(text, len(text))) == 10
        spent.append(time.process_time() - started)
    assert min(spent) < 0.05
