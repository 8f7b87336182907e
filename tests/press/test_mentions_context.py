"""What the text as a whole says of a name: its only Land, another country, its own definitions."""

import time

import pytest

from press.agencies import register
from press.article import AgencyMention
from press.countries import countries, without_country
from press.words import even


def find(
    body: str, *, title: str | None = None, kicker: str | None = None, land: str | None = None
) -> list[AgencyMention]:
    return register().find(title=title, kicker=kicker, lead=None, body=body, land=land)


def ids(body: str, *, title: str | None = None, land: str | None = None) -> list[str]:
    return [mention.id for mention in find(body, title=title, land=land)]


def test_the_only_land_of_a_text_is_meant() -> None:
    (mention,) = find("Das Landeskriminalamt ermittelt.", title="Bayern startet Portal")
    assert (mention.id, mention.rule) == (
        "lka-by",
        'generic name, resolved by the only Land of the text, "Bayern"',
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die Berliner Feuerwehr übt. Der Landesrechnungshof rügt.",
         ["berliner-feuerwehr", "rechnungshof-be"]),
        ("Niedersachsen und Bayern planen. Das Landeskriminalamt hilft.", []),
        ("Die Messe in Berlin beginnt. Der Landesrechnungshof rügt.", []),
        ("Aus Hessen kam Lob. Das Bundesinnenministerium plant. Das Innenministerium prüft.",
         ["bmi"]),
        ("Aus Hessen und aus Bayern kam Lob.\nIn Hessen wird gebaut. Das LKA ist dabei.",
         ["lka-he"]),
        ("In Bayern wird gebaut. Anders in Hannover: Dort prüft das Sozialministerium.",
         ["ms-ni"]),
        ("Das sächsische Projekt hilft. Die Forstminister der drei Länder tagen.", []),
        ("In Hessen: „Wir brauchen keine Staatskanzlei der Herzen.“", []),
        ("Bayern baut. Der Datenschutzbeauftragte des Landes prüft.", ["baylfd"]),
        ("Bayern baut. Der Datenschutzbeauftragte prüft.", []),
        ("Das Landesamt für Brand- und Katastrophenschutz in Koblenz hilft.", ["lfbk-rp"]),
        ("Das Ministerium für Heimat, Kommunales, Bau und Digitalisierung zahlt.", ["mhkbd-nw"]),
        ("In Bayern hilft das Landesamt für Brand- und Katastrophenschutz.", []),
    ],
)  # fmt: skip
def test_a_land_elsewhere_in_the_text_counts_where_it_is_clear(
    text: str, expected: list[str]
) -> None:
    assert ids(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der Bundesrat in der Schweiz hat entschieden.", ["bundesrat-ch"]),
        ("In Österreich lehnt das Bundeskanzleramt das ab.", ["bundeskanzleramt-at"]),
        ("Bern: Der Bundesrat hat entschieden.", ["bundesrat-ch"]),
        ("Das Wiener Innenministerium und Österreichs Finanzminister", ["bmi-at", "bmf-at"]),
        ("Das Bundesverwaltungsgericht in St. Gallen urteilt.", []),
        ("Das Landeskriminalamt in Graz ermittelt.", []),
        ("Der Bundesrat stimmt dem Abkommen mit der Schweiz zu.", ["bundesrat"]),
        ("An der Grenze zu Österreich kontrolliert die Bundespolizei.", ["bundespolizei"]),
        ("Ein deutscher Kunde klagt in Bern. Der Bundesrat berät.", ["bundesrat"]),
    ],
)
def test_another_countrys_body_of_a_german_name_is_meant_there(
    text: str, expected: list[str]
) -> None:
    assert ids(text) == expected


def test_a_sentence_abroad_is_not_the_sources_land() -> None:
    assert ids("In Frankreich warnte das Innenministerium.", land="DE-SN") == []
    assert ids("Das Innenministerium in Prag warnte.", land="DE-SN") == []


def test_countries_are_found_by_noun_adjective_and_city() -> None:
    text = "Die Sächsische Schweiz, die Schweiz, das österreichische Wien und Luxemburg"
    assert [place.code for place in countries(even(text))] == ["CH", "AT", "AT", "LU"]
    assert without_country("Schweizerischer Bundesrat") == ("Bundesrat", "CH")
    assert without_country("Bundesrat in Bern") is None


@pytest.mark.parametrize(
    "text",
    [
        "Das Institut für Makroökonomie und Konjunkturforschung (IMK) mahnt. Das IMK rechnet.",
        "Der Berufsverband Bildender Künstlerinnen und Künstler (BBK) lobt. Der BBK wählt.",
        "Die Universidad de Buenos Aires (UBA) forscht. Die UBA lehrt.",
        "Der Häuserpreisindex (HPI) steigt. Der HPI sinkt.",
        "Die Mappen des Kreisbauamts, intern KBA genannt, sind alt. Das KBA scannt.",
        "Zertifikate der British Standards Institution helfen. Ein BSI-Siegel reicht.",
        "Der THW Kiel siegt. Das Spiel des THW war knapp.",
    ],
)
def test_what_a_text_itself_calls_by_an_abbreviation_is_no_body(text: str) -> None:
    assert ids(text) == []


def test_an_abbreviation_in_brackets_behind_a_person_is_an_affiliation() -> None:
    assert ids("Es sprachen Klaus Berger (BSI) und Ines Sommer (BKA).") == ["bsi", "bka"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Das LDBV in Bayern hilft mit seinem IT-DLZ.", ["ldbv-by", "it-dlz-by"]),
        ("Der Gemeinsame Bundesausschuss warnt. Auch der GBA prüft.", ["g-ba"]),
        ("In Sachsen half die Generalstaatsanwaltschaft Frankfurt am Main mit ihrer ZIT.",
         ["gsta-frankfurt", "zit-he"]),
        ("Bayerns Minister und seine Stuttgarter Kollegin, Wissenschaftsministerin Bauer",
         ["mwk-bw"]),
        ("Hinweise kamen vom niedersächsischen und vom Berliner Verfassungsschutz.",
         ["verfassungsschutz-ni", "verfassungsschutz-be"]),
        ("Das hannoversche Innenministerium plant.", ["mi-ni"]),
        ("Das Ministerium des Innern und für Kommunales (MIK) in Potsdam baut. Das MIK zahlt.",
         ["mik-bb"]),
    ],
)  # fmt: skip
def test_what_belongs_to_a_body_or_stands_for_it_is_found(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Plakate der Band Interpol hängen aus.",
        "Das Leopoldina-Krankenhaus baut um.",
        "Im Café „Alte Staatskanzlei“ in Bayern",
    ],
)
def test_works_places_and_houses_called_after_a_body_are_none(text: str) -> None:
    assert ids(text) == []


def test_a_federal_name_that_a_land_shares_is_the_lands_where_only_it_is_named() -> None:
    (mention,) = find("Der Normenkontrollrat rügt.", kicker="Baden-Württemberg")
    assert mention.id == "normenkontrollrat-bw"
    assert ids("Der Normenkontrollrat rügt.") == ["nkr"]
    assert ids("Baden-Württemberg folgt dem Bund. Der Normenkontrollrat rügt.") == ["nkr"]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Kartellamt prüft", "Das Bundeskartellamt prüft."),
        ("Innenministerium prüft", "Das bayerische Innenministerium und Hessen prüfen."),
    ],
)
def test_a_headline_may_leave_the_beginning_or_the_land_out(title: str, body: str) -> None:
    assert [mention.role for mention in find(body, title=title)] == ["lead"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Es sprach Staatssekretärin Marie Schmidt (StK) in Bayern für die StK.", ["stk-by"]),
        ("Bundestagsvize Sabine Ilse Meier (BSI) sprach.", ["bsi"]),
    ],
)
def test_an_official_before_an_abbreviation_does_not_spell_it_out(
    text: str, expected: list[str]
) -> None:
    assert ids(text) == expected


def test_customs_and_the_saarland_have_short_names() -> None:
    assert ids("Der Zoll fand Ware. Das Bundeskartellamt half.") == ["zoll", "bundeskartellamt"]
    assert ids("Der Schirm misst 27 Zoll, sagt das BSI.") == ["bsi"]
    assert ids("Der Saar-Innenminister plant.") == ["mibs-sl"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wirtschaftsminister Robert Habeck sprach im Bundestag.", ["bmwe", "bundestag"]),
        ("Innenminister Thomas Strobl sprach in Stuttgart über den Bundestag.", ["bundestag"]),
        ("Innenminister Thomas Strobl lobt das BSI.", ["bsi"]),
        ("Innenminister Strobl aus dem Saarland und Hessen im Bundestag.", ["bundestag"]),
    ],
)
def test_a_minister_without_a_land_is_the_federal_one_where_the_federation_acts(
    text: str, expected: list[str]
) -> None:
    assert [id_ for id_ in ids(text) if not id_.startswith("mibs")] == expected


def test_many_names_without_a_land_take_linear_time() -> None:
    def seconds(count: int) -> float:
        text = "Der Bundesrat in der Schweiz und das Innenministerium. Dort prüft das LKA. " * count
        started = time.process_time()
        ids(text)
        return time.process_time() - started

    once = min(seconds(100) for _ in range(3))
    assert seconds(1000) < once * 40
