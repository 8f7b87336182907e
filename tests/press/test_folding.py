import subprocess
import sys
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press import compounds, folding
from press.query import Text, parse

MEET = """
Ministerium Ministeriums Ministerien
Behörde Behoerde Behörden BEHÖRDE
Straße Strasse Straßen Strassen STRASSE
Müller Mueller
Cyber-Sicherheit Cybersicherheit cybersicherheits Cyber‑Sicherheit Cyber–Sicherheit
Cyberangriffe Cyber-Angriffen Cyberangriffs
E-Government eGovernment EGovernment
IT-Sicherheit ITSicherheit
Bund-Länder-Team Bund-Länder-Teams
KI-gestützt KI-gestützte KI-gestützten
NIS-2 NIS2
Haus Häuser Häusern Hauses
Land Länder Ländern Landes
Amt Ämter Amtes Amts Ämtern
Gesetz Gesetze Gesetzes Gesetzen
digital digitale digitaler digitalem digitales
öffentlich öffentliche öffentlichen oeffentlicher
Zentrum Zentren Zentrums
Ergebnis Ergebnisse Ergebnissen Ergebnisses
Bürger Bürgern Bürgers
Bürgerin Bürgerinnen
Strategie Strategien
Netz Netze Netzen Netzes
Staat Staaten Staats
Prozess Prozesse Prozesses
Plan Pläne Plänen Planes
Idee Ideen
Thema Themen
Risiko Risiken
Datei Dateien
Unternehmen Unternehmens
Konzern Konzerns
Beauftragte Beauftragter Beauftragten
Rechenzentrum Rechenzentren Rechenzentrums
Fachkraft Fachkräfte Fachkräften
Bundesland Bundesländer Bundesländern
Förderprogramm Förderprogramme Foerderprogramms
""".strip().splitlines()

APART = """
Förderung Forderung
Bund Bunde
Land Landung
Messe Messer
Staat Statt
Amt Ampel
Sicherheit sich
Sicherheit sicher
Bauer Bau
Bayern Bayer
Rat Rate
Bürger Burg
Beitrag Betrag
Datei Daten
Recht rechts
Haus Hau
Innenministerium Finanzministerium
""".strip().splitlines()

PART_OF = [
    ("Cybersicherheit", "Cybersicherheitsagentur"),
    ("Cybersicherheit", "Cyber-Sicherheitsarchitektur"),
    ("Cyber-Sicherheit", "Cybersicherheitsagentur"),
    ("Sicherheitsagentur", "Cybersicherheitsagentur"),
    ("Architektur", "Sicherheitsarchitektur"),
    ("Sicherheitsarchitektur", "Cyber-Sicherheitsarchitektur"),
    ("Behörde", "Sicherheitsbehörden"),
    ("Ministerium", "Innenministeriums"),
    ("Innenministerium", "Bundesinnenministerium"),
    ("Wolfsburg", "Wolfsburgstrategie"),
    ("KI", "KI-gestützt"),
    ("Länder", "Bund-Länder-Team"),
    ("Länder-Team", "Bund-Länder-Team"),
    ("Datenschutz", "Landesdatenschutzbeauftragte"),
    ("Netz", "Glasfasernetze"),
]


def finds(word: str, text: str) -> bool:
    return set(folding.wanted(word)) <= folding.keys(folding.words(text))


@pytest.mark.parametrize("group", MEET)
def test_forms_and_spellings_of_a_word_find_each_other(group):
    words = group.split()
    assert [(a, b) for a in words for b in words if not finds(a, b)] == []


@pytest.mark.parametrize("pair", APART)
def test_different_words_stay_apart(pair):
    one, other = pair.split()
    assert not finds(one, other)
    assert not finds(other, one)


@pytest.mark.parametrize(("part", "whole"), PART_OF)
def test_a_part_finds_the_whole_and_never_the_other_way_round(part, whole):
    assert finds(part, whole)
    assert not finds(whole, part)


def test_every_run_of_parts_is_a_key():
    token = folding.analyse("Cyber-Sicherheitsagentur")
    assert token.exact == "cyber-sicherheitsagentur"
    assert token.whole == "cybersicherheitagentur"
    assert set(token.keys) == {
        *("cyber", "sicherheit", "agentur"),
        *("cybersicherheit", "sicherheitagentur", "cybersicherheitagentur"),
        *("cybersicherheitsagentur", "sicherheitsagentur"),
    }


def test_derivations_do_not_leave_a_suffix_as_a_part():
    for word in ("buergerschaft", "wissenschaftlerinnen", "landschaftlich", "staatlichkeit"):
        assert len(compounds.parts(word)) == 1


def test_phrases_stay_exact_but_for_case_umlauts_and_kinds_of_hyphens():
    assert folding.exact(folding.words("Die Cyber‑Sicherheit der BEHÖRDEN, 2. Teil")) == [
        *("die", "cyber-sicherheit", "der", "behoerden", "2", "teil")
    ]


def test_tokens_end_at_signs_and_underscores():
    assert folding.words("Bürger, a_b (c) d/e -f- 3.000 a*b") == [
        *("Bürger", "a", "b", "c", "d", "e", "f", "3", "000", "a", "b")
    ]


@pytest.mark.parametrize("text", ["Bürger*innen", "Bürger:innen", "Bürger_innen", "Bürger:in"])
def test_both_genders_in_one_word_are_found_by_either(text):
    assert folding.words(text) == [text]
    assert finds("Bürger", text)
    assert finds("Bürgerinnen", text)
    assert finds("Mitbürgerinnen", f"Mit{text.lower()}")
    assert marked(f"Alle {text}: hier", "bürger") == [text]


def test_a_prefix_goes_past_a_linking_letter():
    token = folding.analyse("Cybersicherheitsagentur")
    assert folding.prefix("sicherheitsa").matches(token)
    assert folding.prefix("cybersicherheitsa").matches(folding.analyse("Cyber-Sicherheitsagentur"))
    assert not folding.prefix("sicherheitsb").matches(token)


def test_a_hyphen_changes_nothing_wherever_it_stands():
    for hyphened in ("Home-Office", "Start-ups", "Kohle-Ausstieg", "E-Akte", "Wald-Brände"):
        joined = hyphened.replace("-", "")
        assert finds(hyphened, joined)
        assert finds(joined, hyphened)


def marked(text: str, query: str, **options: bool) -> list[str]:
    return [text[a:b] for a, b in folding.spans(text, parse(query).words(), **options)]


def test_hits_are_marked_as_written():
    text = "Die Cyber-Sicherheitsagentur warnt die Behörden: Cyber\u00adsicherheit geht alle an."
    assert marked(text, "cybersicherheit behoerde") == [
        *("Cyber-Sicherheitsagentur", "Behörden", "Cyber\u00adsicherheit")
    ]
    assert marked(text, "agent*") == ["Cyber-Sicherheitsagentur"]
    assert marked(text, "cyber-si*") == ["Cyber-Sicherheitsagentur", "Cyber\u00adsicherheit"]
    assert marked(text, "Forderung -Behörden topic:ki") == []


def test_a_phrase_is_marked_from_its_first_word_to_its_last():
    text = "Offene  Daten, offene Karten; Daten offene daten"
    assert marked(text, '"offene Daten"') == ["Offene  Daten", "offene daten"]
    assert marked(text, '"offene Daten" daten') == ["Offene  Daten", "Daten", "offene daten"]


def test_words_of_the_title_are_marked_in_the_title_alone():
    assert marked("Haushalt und Haus", "title:haushalt haus") == ["Haus"]
    assert marked("Haushalt und Haus", "title:haushalt haus", title=True) == ["Haushalt", "Haus"]


def test_decomposed_umlauts_and_ligatures_are_read():
    assert marked("Behö\u0072de Beho\u0308rde o\ufb03ce", "Behörde office") == [
        *("Behörde", "Beho\u0308rde", "o\ufb03ce")
    ]


WRITTEN = (
    "Die Cybersicherheitsagentur, Bu\u0308ndnis, Maß\u00adnahme o\ufb03ce ＩＴ İzmir Straßen-Bau"
)


@given(
    st.sampled_from(WRITTEN.split()),
    st.sampled_from(["", "İ ", "\u00ad", "ﬁ ", "ß-", "a\u0308 "]),
    st.sampled_from(["NFC", "NFD", "NFKC"]),
)
def test_what_is_marked_is_a_word_as_written_that_the_query_finds(word, before, form):
    text = unicodedata.normalize(form, f"{before}{word}") + f" {word}"
    (query, *_) = folding.words(word)
    spans = folding.spans(text, [Text("word", query)])
    assert spans
    for start, end in spans:
        assert text[start:end] in folding.words(text)
        assert finds(query, text[start:end])


@given(st.text(max_size=80), st.lists(st.text(max_size=12), max_size=4))
def test_spans_lie_apart_inside_the_text_and_in_order(text, words):
    asked = [
        Text(kind, word) for word in words for kind in ("word", "phrase", "prefix") if word.strip()
    ]
    spans = folding.spans(text, asked)
    ends = [0, *(edge for span in spans for edge in span), len(text)]
    assert ends == sorted(ends)
    assert all(start < end for start, end in spans)


@given(st.text(max_size=60))
def test_every_word_finds_itself_and_keys_hold_no_blanks(text):
    words = folding.words(text)
    for word in words:
        assert finds(word, word)
        assert not any(part.isspace() for key in folding.analyse(word).keys for part in key)
    assert folding.keys(words) == folding.keys(folding.words(text.replace("\u00ad", "")))


@given(st.text("abcdefghiklmnoprstuz", max_size=30))
def test_the_parts_of_a_word_are_those_of_its_runs(word):
    parts = compounds.parts(word)
    token = folding.analyse(word)
    assert "".join(part.text for part in parts) == word
    assert token.whole == "".join(part.stem for part in parts)
    assert {part.stem for part in parts} <= set(token.keys)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 2_000_000,
        "a-" * 1_000_000,
        "sicherheit" * 100_000,
        "\u00ad" * 500_000 + "a",
        "-" * 9**6,
    ],
    ids=lambda text: f"{text[:4]}…",
)
def test_hostile_texts_are_bounded(text):
    started = time.process_time()
    keys = folding.keys(folding.words(text))
    assert time.process_time() - started < 2
    assert sum(map(len, keys)) < 5_000


def test_the_reading_process_loads_no_lexicon():
    script = (
        "import sys, press.folding as f; f.analyse('Cybersicherheitsagentur');"
        "print(sum(m.split('.')[0] in {'simplemma', 'tantivy', 'scrapy'} for m in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, text=True
    )
    assert done.stdout.strip() == "0"


@given(st.text("abeijnstuäöüß-‑\u00ad\u0301*", min_size=1, max_size=12))
def test_a_capital_at_the_beginning_makes_no_difference(word: str) -> None:
    assert folding.analyse(word[:1].upper() + word[1:]) == folding.analyse(word)
