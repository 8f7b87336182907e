"""What an article is about, and why."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press import (
    compile_register,
    topics,
    topics_evaluation,
    topics_spellings,
    topics_table,
    topics_terms,
)
from press.tables import TableError
from press.topics import Topic
from press.words import even

SEEDS = Path(__file__).parents[3] / "shared" / "data" / "seeds"


def rules(
    body: str | None = None,
    *,
    title: str | None = None,
    kicker: str | None = None,
    lead: str | None = None,
    section: str | None = None,
) -> dict[str, str]:
    labels = topics.assign(title=title, kicker=kicker, lead=lead, body=body, section=section)
    return {label.id: label.rule for label in labels}


def test_there_are_topics_with_labels() -> None:
    labels = topics.labels()
    assert len(labels) >= 40
    assert labels["it-sicherheit"] == "IT-Sicherheit"
    assert labels["digitalisierung"] == "Digitalisierung"
    assert all(id_ == id_.lower() and id_.isascii() for id_ in labels)


def test_the_sources_own_section_decides_alone() -> None:
    assert rules(section="IT-Sicherheit") == {"it-sicherheit": 'section "IT-Sicherheit"'}
    assert rules(section="Digitalisierung") == {"digitalisierung": 'section "Digitalisierung"'}
    assert rules(kicker="DIGITALISIERUNG") == {"digitalisierung": 'kicker "DIGITALISIERUNG"'}


@pytest.mark.parametrize(
    ("title", "topic", "rule"),
    [
        ("Mehr Cybersicherheit im Land", "it-sicherheit", "title: Cybersicherheit"),
        ("Schutz vor Cyber-Angriffen", "it-sicherheit", "title: Cyber-Angriffen"),
        ("Neue Open-Data-Plattform", "open-data", "title: Open-Data-Plattform"),
        ("Offene Daten für alle", "open-data", "title: Offene Daten"),
        ("Grenzen des Datenschutzes", "datenschutz", "title: Datenschutzes"),
        ("Chatbots im Rathaus", "ki", "title: Chatbots"),
        ("KI hilft im Rathaus", "ki", "title: KI"),
        ("KI-Labor eröffnet", "ki", "title: KI-Labor"),
        ("Neues Löschfahrzeug übergeben", "feuerwehr", "title: Löschfahrzeug"),
        ("Kommunale Wärmeplanung gestartet", "energie", "title: Wärmeplanung"),
        ("OZG-Umsetzung kommt voran", "ozg", "title: OZG-Umsetzung"),
    ],
)
def test_one_term_in_the_title_is_enough(title: str, topic: str, rule: str) -> None:
    assert rules(title=title)[topic] == rule


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("Vierzig Grundbücher gerettet", "justiz"),
        ("Schnelles Glasfaserausbaugebiet", "breitband"),
        ("Landesdatenschutzgesetze im Vergleich", "datenschutz"),
    ],
)
def test_a_term_is_found_inflected_and_in_compounds(title: str, topic: str) -> None:
    assert topic in rules(title=title)


def test_of_terms_within_terms_the_longer_counts() -> None:
    assert list(rules(title="Landwirtschaftliche Landwirtschaft")) == ["landwirtschaft"]


def test_what_the_lead_says_outweighs_what_only_a_long_body_says() -> None:
    filler = "Die Gäste kamen gern und blieben bis zum Abend. " * 60
    assert list(rules(f"Glasfaser.\n\n{filler}Museum, Theater, Konzert.", title="Glasfaser")) == [
        "breitband"
    ]


@pytest.mark.parametrize(
    "title",
    ["Das Kinn ist neu", "Neue Skier für alle", "Kiosk eröffnet", "Ein Tag im Grünen", ""],
)
def test_parts_of_words_say_nothing(title: str) -> None:
    assert rules(title=title) == {}


def test_a_single_stray_word_in_a_long_body_assigns_nothing() -> None:
    filler = "Die Gäste kamen gern und blieben bis zum Abend. " * 40
    assert rules(filler + "Auch Glasfaser war dabei. " + filler) == {}


def test_a_term_that_returns_in_the_body_assigns_its_topic_and_says_how_often() -> None:
    body = "Open Data hilft. Mit Open Data wächst Vertrauen.\n\n- Open Data bleibt."
    assert rules(body) == {"open-data": "body: Open Data (3×)"}


def test_a_longer_body_needs_more() -> None:
    filler = "Die Gäste kamen gern und blieben bis zum Abend. " * 250
    assert rules("Glasfaser, Glasfaser, Glasfaser. " + filler) == {}
    assert "breitband" in rules("Glasfaser " * 20 + filler)


def test_weak_words_alone_do_not_make_a_title_a_topic() -> None:
    assert rules(title="Neuer Server") == {}
    assert rules(title="Innovationen") == {}


def test_topics_by_section_come_first_then_by_weight() -> None:
    found = rules(
        "Glasfaser liegt bereit.",
        title="Cyberangriff auf Glasfaser",
        section="Feuerwehr",
    )
    assert list(found) == ["feuerwehr", "breitband", "it-sicherheit"]


def test_no_text_has_no_topic() -> None:
    assert rules() == {}


def test_the_reference_texts_have_their_topics() -> None:
    if not SEEDS.is_dir():
        pytest.skip(f"reference texts are absent: {SEEDS}")
    page = (SEEDS / "move-online-2022-10-13.txt").read_text(encoding="utf-8")
    body = page[page.index("Das Land Baden-W") : page.index("Weitere Meldungen und Beitr")]
    found = rules(
        body, title="Transatlantisches Bündnis für Cybersecurity", section="IT-Sicherheit"
    )
    assert found["it-sicherheit"] == 'section "IT-Sicherheit"'
    assert "feuerwehr" not in found


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("Betrüger verschicken gefälschte Rechnungen per E-Mail", "cybercrime"),
        ("Verwaltung digital: Fachverfahren aus einer Hand", "e-government"),
        ("Register vernetzen: NOOTS geht in Betrieb", "registermodernisierung"),
        ("Stadt stellt neuen Internetauftritt vor", "portale"),
        ("Landesverwaltung arbeitet mit der elektronischen Akte", "e-akte"),
        ("Mit dem Online-Ausweis zum Bescheid", "digitale-identitaet"),
        ("Quelloffene Software für Behörden", "open-source"),
        ("Verfassungsschutzbericht vorgestellt", "extremismus"),
        ("Mehr Einbürgerungen im Land", "migration"),
        ("Hochschulen werben um Studierende", "wissenschaft"),
        ("Wohngeld wird schneller bewilligt", "soziales"),
        ("Start-ups treffen Mittelstand", "wirtschaft"),
        ("Naturschutzgebiete wachsen", "umwelt"),
        ("Hilfe für Landwirte nach dem Frost", "landwirtschaft"),
        ("Sozialer Wohnungsbau kommt voran", "bauen"),
        ("Neue Wertgrenzen im Vergaberecht", "vergabe"),
        ("Landtagswahl: Briefwahl beginnt", "wahlen"),
        ("Praxischecks gegen Bürokratie", "buerokratieabbau"),
        ("Webseiten in Leichter Sprache", "barrierefreiheit"),
        ("Museum zeigt Schätze", "kultur"),
        ("Ehrenamtspreis verliehen", "sport"),
    ],
)
def test_the_field_is_covered(title: str, topic: str) -> None:
    assert topic in rules(title=title)


@pytest.mark.parametrize(
    "title",
    [
        "Kritische Infrastruktur",
        "kritischen Infrastrukturen",
        "Betreiber kritischer Infrastrukturen",
    ],
)
def test_adjectives_before_the_last_word_bend(title: str) -> None:
    assert "kritis" in rules(title=title)


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("Das Portal der Kirche ist saniert", "portale"),
        ("Der Zahlungsverkehr wird umgestellt", "verkehr"),
        ("Große Auswahl", "wahlen"),
        ("Neue Steuerung der Anlage", "finanzen"),
        ("Bitte die Datenschutzhinweise beachten", "datenschutz"),
        ("Für eine gute Fehlerkultur", "kultur"),
        ("Datenmigration in die Cloud", "migration"),
    ],
)
def test_a_word_that_means_something_else_says_nothing(title: str, topic: str) -> None:
    assert topic not in rules(title=title)


def test_a_negative_word_takes_its_sentence_only() -> None:
    body = "Das Portal der Kirche ist saniert. Ein Portal hilft der Stadt, das Portal hilft allen."
    assert rules(body)["portale"] == "body: Portal (2×)"


def test_the_name_of_an_office_says_little_of_a_topic() -> None:
    office = "Der Minister für Verkehr, Energie und Wohnen kam. Auch die Verkehrsministerin kam."
    assert rules(office) == {}
    assert "verkehr" in rules("Der Verkehr nimmt zu. Auch der Radverkehr nimmt zu.")


def test_a_narrower_topic_says_what_a_broader_would() -> None:
    assert list(rules(title="KI treibt die Digitalisierung")) == ["ki"]
    assert "polizei" not in rules(title="Polizei warnt vor Fake-Shops")


def test_what_is_mentioned_in_passing_is_no_topic() -> None:
    body = "Feuerwehr, Feuerwehren, Feuerwehrhaus und Löschzug, Drehleiter."
    assert list(rules(body + "\n\nAuch die Kita war da.", title="Feuerwehr")) == ["feuerwehr"]


def test_an_article_has_four_topics_by_its_words_at_most() -> None:
    found = rules(title="Feuerwehr, Cloud, Glasfaser, Wohnungsbau und Landwirtschaft")
    assert len(found) == 4


def test_the_first_block_counts_like_a_lead_where_there_is_none() -> None:
    text = "Die Wärmewende kommt, sagt der Verband der Wärmenetze."
    assert "energie" in rules(text)
    assert rules(f"Die Gäste kamen gern.\n\n{text}") == {}


def test_every_iptc_code_is_a_media_topic_that_is_live() -> None:
    top = {f"{number:02}000000" for number in range(1, 18)}
    known = {
        *("20000225", "20001298", "20000086", "20000593"),
        *("20000612", "20000618", "20000621", "20000627"),
    }
    assert {t.iptc for t in topics.topics().values() if t.iptc} <= top | known


@given(st.text(max_size=300), st.text(max_size=60))
def test_any_text_has_topics_that_exist_the_same_each_time(body: str, title: str) -> None:
    found = rules(body, title=title)
    assert found == rules(body, title=title)
    assert found.keys() <= topics.labels().keys()
    assert all(found.values())


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Path]:
    """An operator's own file, in use."""
    path = tmp_path / "topics.toml"
    topics.use(path)
    yield path
    topics.use(None)


def test_an_own_file_adds_topics_and_terms(own: Path) -> None:
    own.write_text(
        '[wein]\nlabel = "Wein"\nterms = "winzer*, rebe"\n[cloud]\nlabel = "Wolken"\n'
        'sections = ["Wolkiges"]\nterms = "wolke"\nnot = "cloud-day"\n',
        encoding="utf-8",
    )
    assert rules(title="Reben im Frost")["wein"] == "title: Reben"
    assert topics.labels()["cloud"] == "Wolken"
    assert "cloud" in rules(title="Neue Wolke")
    assert "cloud" in rules(title="Neues Rechenzentrum")
    assert "cloud" in rules(section="Wolkiges")
    assert "cloud" not in rules(title="Der Cloud-Day")


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('[A_B]\nlabel = "X"\n', "[A_B]: an id is lower-case"),
        ('[x]\nterms = ""\n', 'key "x.label" is missing'),
        ('[x]\nlabel = "X"\nterm = ""\n', 'unknown key "x.term" (did you mean "terms"?)'),
        ('[x]\nlabel = "X"\nterms = ["a"]\n', '"x.terms": expected'),
        ('[x]\nlabel = "X"\nterms = "a, b*c"\n', '[x]: term "b*c": * stands only at the ends'),
        ('[x]\nlabel = "X"\niptc = "2"\n', "[x]: \"iptc\": '2' is no code of eight digits"),
        ('[x]\nlabel = "X"\nbroader = "clod"\n', 'no topic "clod" (did you mean "cloud"?)'),
        ('[x]\nlabel = "X"\nbroader = "x"\n', '[x]: "broader": [x] would be above itself'),
        ('[x]\nlabel = "X"\nsections = ["CLOUD"]\n', 'section "CLOUD" already belongs to [cloud]'),
    ],
)
def test_a_slip_in_an_own_file_is_one_line(toml: str, message: str, own: Path) -> None:
    own.write_text(toml, encoding="utf-8")
    with pytest.raises(TableError) as error:
        topics.labels()
    assert str(error.value).startswith(f"{own}: ")
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_the_compiled_table_is_up_to_date() -> None:
    is_current = topics_table.COMPILED.read_bytes() == compile_register.compiled_topics()
    assert is_current, "run: python -m press.compile_register"


def test_the_compiled_table_gives_what_the_toml_gives() -> None:
    compiled = topics_table.compiled(topics_table.TABLE, None)
    assert compiled is not None
    known = topics_table.from_toml(topics_table.TABLE)
    assert list(compiled.topics.items()) == list(known.items())
    assert topics_spellings.read(compiled.terms) == topics_spellings.worked_out(known)


def test_an_edited_table_counts_at_once(tmp_path: Path) -> None:
    edited = tmp_path / "topics.toml"
    edited.write_text('[wetter]\nlabel = "Wetter"\nterms = "regen"\n', encoding="utf-8")
    assert topics_table.compiled(edited, None) is None
    assert list(topics_table.read(edited, None)) == ["wetter"]


def test_terms_of_several_words_are_found_across_blanks_and_hyphens_but_not_fields() -> None:
    words = "open data, in den ruhestand gehen, *stadt der zukunft, bauen und wohnen"
    table = topics_spellings.worked_out({"x": Topic(label="X", terms=words)})
    terms = topics_terms.Terms(table)

    def found(text: str, *starts: int) -> list[str]:
        return [term.word for term in terms.find(even(text), starts or (0,))]

    assert found("Ein Open-Data-Portal, Open Datas und Open/Data") == [
        "Open-Data-Portal",
        "Open Datas",
        "Open/Data",
    ]
    assert found("Wer in den Ruhestand gehen will, plant die Hauptstadt der Zukunft.") == [
        "in den Ruhestand gehen",
        "Hauptstadt der Zukunft",
    ]
    assert found("Bauen\nund Wohnen") == ["Bauen\nund Wohnen"]
    assert found("Bauen\nund Wohnen", 0, 6) == []
    assert found("Open. Data, Data Open, offen Data") == []


def test_the_shipped_table_holds_no_term_twice() -> None:
    for id_, topic in topics.topics().items():
        terms = topics_table.words(f"{topic.terms}, {topic.weak}")
        assert len(terms) == len(set(terms)), id_


@pytest.mark.parametrize(
    ("texts", "least"), [("ministries", 0.83), ("trade", 0.85), ("pages", 0.84)]
)
def test_topics_of_labelled_texts_are_found(texts: str, least: float) -> None:
    path = Path(__file__).parents[1] / "gold" / f"{texts}.jsonl"
    found = topics_evaluation.evaluate(topics_evaluation.read_labelled(path)).topics
    assert found.f1 >= least


def test_endless_texts_do_no_harm() -> None:
    assert rules("Minister für Verkehr und Kultur mit iCloud und Cloud. " * 5_000) is not None
    assert rules("Cloud Soundcloud " * 10_000 + "Minister" * 50_000) is not None
    assert rules("cloud" * 20_000 + "-a" * 20_000) is not None
