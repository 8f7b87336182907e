"""How names are recognised: inflection, common endings, Länder, abbreviations, dates, roles."""

from datetime import date

import msgspec
import pytest

from press.agencies import register
from press.article import AgencyMention


def find(
    body: str,
    *,
    land: str | None = None,
    on: str | None = None,
    title: str | None = None,
    lead: str | None = None,
) -> list[AgencyMention]:
    day = date.fromisoformat(on) if on else None
    return register().find(title=title, kicker=None, lead=lead, body=body, land=land, on=day)


def ids(body: str, *, land: str | None = None, on: str | None = None) -> list[str]:
    return [mention.id for mention in find(body, land=land, on=on)]


@pytest.mark.parametrize(
    ("text", "land", "expected"),
    [
        ("Die Innenministerien von Hessen und Bayern planen.", None, ["hmdi", "stmi-by"]),
        ("mit den Landesregierungen von Hessen und Bayern", None,
         ["landesregierung-he", "landesregierung-by"]),
        ("Die Landeskriminalämter Bayern, Hessen und Sachsen ermitteln.", None,
         ["lka-by", "lka-he", "lka-sn"]),
        ("Die LKA Bayern und Hessen ermitteln.", None, ["lka-by", "lka-he"]),
        ("Die Innenminister der Länder Hessen und Bayern", None, ["hmdi", "stmi-by"]),
        ("Bayerns und Hessens Innenminister kamen.", None, ["stmi-by", "hmdi"]),
        ("Das bayerische und das hessische Innenministerium planen.", None, ["stmi-by", "hmdi"]),
        ("Das Innen- und Finanzministerium planen.", "DE-BW", ["im-bw", "fm-bw"]),
        ("Das Innen- und das Finanzministerium planen.", "DE-BW", ["im-bw", "fm-bw"]),
        ("Innen-, Justiz- und Finanzministerium beraten.", "DE-BW", ["im-bw", "jum-bw", "fm-bw"]),
        ("Das Innen- und Finanzministerium Baden-Württemberg", None, ["im-bw", "fm-bw"]),
        ("Der bayerische Finanz- und Heimatminister Füracker", None, ["stmfh-by"]),
        ("Bundesinnen- und -justizministerium legen vor.", None, ["bmi", "bmjv"]),
        ("Bundesinnen- und Bundesjustizministerium", None, ["bmi", "bmjv"]),
        ("Bundes- und Landesregierung", "DE-BW", ["bundesregierung", "landesregierung-bw"]),
        ("Bundes- und Landeskriminalamt", "DE-BW", ["bka", "lka-bw"]),
        ("Die Städte Ulm und Dresden planen.", None, ["stadt-ulm", "stadt-dresden"]),
        ("Die Polizeipräsidien Mannheim und Ulm", None, ["pp-mannheim", "pp-ulm"]),
    ],
)  # fmt: skip
def test_words_with_something_in_common_are_each_a_name(
    text: str, land: str | None, expected: list[str]
) -> None:
    assert sorted(ids(text, land=land)) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "Der Innenminister sagte, man prüfe.",
        "Das sagte der Innenminister am Montag.",
        "So der Innenminister.",
        "Die Rede des Innenministers.",
        "Innenminister fordert mehr Geld.",
        "Innenminister Thomas Strobl",
        "mit dem Innenminister",
        "Das Landesinnenministerium prüft.",
    ],
)
def test_an_office_that_means_one_person_is_the_house(text: str) -> None:
    assert ids(text, land="DE-BW") == ["im-bw"]


@pytest.mark.parametrize(
    "text",
    [
        "Innenminister fordern mehr Geld.",
        "Eine Runde der Innenminister tagt.",
        "Die Innenministerien tagen.",
        "Das Ministerium teilte mit.",
        "Die Polizei sucht Zeugen.",
        "Das Pariser Innenministerium prüft.",
        "Das US-Innenministerium prüft.",
        "LKA WARNT VOR BETRUG",
        "Nach 100 KM oder 20 FM",
        "Der Verein der Freunde des THW",
        "Der THW-Helferverein feiert.",
        "Das BSI-Gesetz und das BKA-Gesetz gelten.",
        "Das Staatsministerium für Gezeiten prüft.",
        "Nach DIN EN ISO 27001 und DIN-Norm",
        "das jeweilige Innenministerium",
        "Siehe https://www.bund.de/BSI/Presse",
    ],
)
def test_plurals_common_words_and_other_names_are_no_body(text: str) -> None:
    assert ids(text, land="DE-BW") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Das Stuttgarter Innenministerium", "im-bw"),
        ("Das Mainzer Innenministerium", "mdi-rp"),
        ("Das Münchner Innenministerium", "stmi-by"),
        ("Das Dresdner Innenministerium", "smi-sn"),
        ("Hessens neuer Innenminister Roman Poseck", "hmdi"),
        ("Der baden-württembergische CDU-Innenminister", "im-bw"),
        ("Innenminister Joachim Herrmann aus Bayern", "stmi-by"),
        ("Innenminister Herrmann (Bayern)", "stmi-by"),
        ("NRW-Innenminister Herbert Reul", "im-nw"),
        ("Hamburgs Innensenator Andy Grote", "bis-hh"),
        ("In Hessen ermittelt das LKA.", "lka-he"),
        ("Bundestagspräsidentin Julia Klöckner", "bundestag"),
        ("Hessens Landtagspräsidentin Astrid Wallmann", "landtag-he"),
        ("Das Innenministerium prüfe das, hieß es aus Hessen.", "hmdi"),
    ],
)
def test_the_land_is_taken_from_beside_a_name_or_its_sentence(text: str, expected: str) -> None:
    assert ids(text) == [expected]


def test_a_sentence_that_places_itself_elsewhere_outweighs_the_source() -> None:
    text = "In Hessen hilft das Digitalministerium, in Bayern das Finanzministerium."
    assert ids(text, land="DE-BW") == ["hmd", "stmfh-by"]
    assert ids("In Bayern hat das Innenministerium entschieden.", land="DE-BW") == ["stmi-by"]
    assert ids("Das Innenministerium hilft Bayern.", land="DE-BW") == ["im-bw"]
    assert ids("Hessen, Bayern: Das Innenministerium prüft.") == []


@pytest.mark.parametrize(
    ("text", "land", "expected"),
    [
        ("Das Landesamt für Sicherheit in der Informationstechnik (LSI) warnt. Das LSI hilft.",
         None, ["lsi-by"]),
        ("Das LSI (Landesamt für Sicherheit in der Informationstechnik) warnt.", None, ["lsi-by"]),
        ("Das Landeskriminalamt Hessen, kurz LKA, warnt. Das LKA ermittelt.", "DE-BY", ["lka-he"]),
        ("Das LSI warnt.", None, []),
        ("Das LSI warnt.", "DE-BY", ["lsi-by"]),
        ("Das LKA ermittelt.", None, []),
        ("Das BMI plant.", "DE", ["bmi"]),
        ("Das BSI warnt, das BMI prüft.", None, ["bsi", "bmi"]),
        ("Das BMI plant.", None, []),
        ("Ein BMI über 30 ist zu viel, so das Bundesgesundheitsministerium.", None, ["bmg"]),
        ("Der BMI lag bei 25, so das Bundesgesundheitsministerium.", None, ["bmg"]),
        ("Mit TLS 1.2 und TLS 1.3", "DE-TH", []),
        ("Ein Security Identifier, kurz SID, kennzeichnet. Die SID bleibt.", "DE-SN", []),
        ("BfV, BKA und MAD werten aus.", None, ["bfv", "bka", "mad"]),
        ("Vier LKA, ein Stab. Das BKA hilft.", "DE-ST", ["bka"]),
    ],
)  # fmt: skip
def test_an_abbreviation_needs_its_land_or_its_long_form(
    text: str, land: str | None, expected: list[str]
) -> None:
    assert ids(text, land=land) == expected


@pytest.mark.parametrize(
    ("text", "on", "expected", "outcome"),
    [
        ("Das Bundesdigitalministerium", "2022-03-01", "bmv", "alias"),
        ("Das Bundesdigitalministerium", "2025-05-05", "bmv", "alias"),
        ("Das Bundesdigitalministerium", "2025-05-06", "bmds", "canonical"),
        ("Das Bundesdigitalministerium", None, "bmds", "canonical"),
        ("Das Bundesbildungsministerium", "2024-01-01", "bmftr", "alias"),
        ("Das Bundesbildungsministerium", "2026-01-01", "bmbfsfj", "alias"),
        ("Das Bundesbauministerium", "2010-01-01", "bmv", "alias"),
        ("Das Bundesbauministerium", "2015-01-01", "bmukn", "alias"),
        ("Das Bundesbauministerium", "2019-01-01", "bmi", "alias"),
        ("Das Bundesbauministerium", "2024-01-01", "bmwsb", "canonical"),
        ("Das BMVI", "2020-01-01", "bmv", "alias"),
        ("Das BMVI", "2024-01-01", "bmv", "former"),
        ("Das BMVI", None, "bmv", "former"),
        ("das Bundesministerium der Justiz", "2023-01-01", "bmjv", "canonical"),
        ("das Bundesministerium der Justiz", "2018-01-01", "bmjv", "former"),
        ("das Bundesamt für Güterverkehr (BAG)", "2015-01-01", "balm", "canonical"),
        ("des Unabhängigen Kontrollrats", None, "unabhaengiger-kontrollrat", "canonical"),
        ("des Bundespräsidenten", None, "bundespraesident", "canonical"),
    ],
)
def test_who_held_a_name_on_the_day_is_meant(
    text: str, on: str | None, expected: str, outcome: str
) -> None:
    (mention,) = find(text, on=on)
    assert (mention.id, mention.outcome) == (expected, outcome)


def test_a_mention_says_by_what_a_body_was_named() -> None:
    def outcome(text: str) -> str:
        (mention,) = find(text, land="DE-BW", on="2024-01-01")
        return mention.outcome

    assert outcome("des Innenministeriums Baden-Württemberg") == "canonical"
    assert outcome("das Innenministerium") == "alias"
    assert outcome("Innenminister Strobl") == "alias"
    assert outcome("das BKA") == "alias"
    assert outcome("Ministerium für Inneres, Digitalisierung und Migration") == "former"


def test_who_stands_in_title_or_lead_has_the_lead() -> None:
    mentions = find("Das BKA hilft, das BSI auch.", title="ZenDiS wächst", lead="Das BSI hilft.")
    assert {m.id: m.role for m in mentions} == {
        "zendis": "lead", "bsi": "lead", "bka": "mentioned",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("LSI warnt", "Das Landesamt für Sicherheit in der Informationstechnik (LSI) warnt."),
        ("LKA warnt", "Das LKA Bayern warnt. Das Landeskriminalamt Bayern rät ab."),
        ("Beschaffungsamt spart", "Das Beschaffungsamt des BMI spart."),
    ],
)
def test_a_headline_may_shorten_what_the_text_names_in_full(title: str, body: str) -> None:
    mentions = find(body, title=title, land="DE-BY")
    assert [m.role for m in mentions] == ["lead"]


def test_a_word_that_begins_many_names_stands_for_none() -> None:
    (mention,) = find("Das Landesamt für Umwelt misst.", title="Landesamt misst", land="DE-BB")
    assert mention.role == "mentioned"


def test_articles_stored_before_outcome_and_role_were_given_still_load() -> None:
    stored = {"id": "bsi", "name": "BSI", "text": "BSI", "rule": "abbreviation"}
    mention = msgspec.convert(stored, AgencyMention)
    assert (mention.outcome, mention.role) == ("alias", "mentioned")
    keys = list(msgspec.to_builtins(mention))
    assert keys == ["id", "name", "text", "rule", "outcome", "role"]
