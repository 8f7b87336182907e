"""What an article is about, and why."""

from pathlib import Path

import pytest

from press import topics
from press.tables import TableError

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
    assert len(labels) >= 20
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
    "title",
    ["Das Kino ist neu", "Neue Skier für alle", "Kiosk eröffnet", "Ein Tag im Grünen", ""],
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
        "Glasfaser und Glasfaser und Glasfaser",
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
    ("toml", "message"),
    [
        ('[A_B]\nlabel = "X"\n', "[A_B]: an id is lower-case"),
        ("[x]\nterms = []\n", 'key "x.label" is missing'),
        ('[x]\nlabel = "X"\nterm = []\n', 'unknown key "x.term" (did you mean "terms"?)'),
        (
            '[x]\nlabel = "X"\nsections = ["S"]\n[y]\nlabel = "Y"\nsections = ["s"]\n',
            '[y]: section "s" already belongs to [x]',
        ),
    ],
)
def test_a_slip_in_the_table_is_one_line(
    toml: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "topics.toml"
    table.write_text(toml, encoding="utf-8")
    monkeypatch.setattr(topics, "TABLE", table)
    with pytest.raises(TableError) as error:
        topics._table.__wrapped__()
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_endless_words_do_no_harm() -> None:
    assert rules("cloud" * 20_000 + "-a" * 20_000) is not None
