"""Which regions an article is about."""

from pathlib import Path

import pytest

from press import regions
from press.agencies import register
from press.article import AgencyMention
from press.places import gazetteer

SEEDS = Path(__file__).parents[3] / "shared" / "data" / "seeds"


def find(
    body: str = "",
    *,
    title: str | None = None,
    kicker: str | None = None,
    lead: str | None = None,
    agencies: list[str] | None = None,
    issuer: str | None = None,
) -> list[str]:
    mentions = [AgencyMention(id=id_, name=id_, text=id_, rule="name") for id_ in agencies or []]
    return regions.find(
        title=title, kicker=kicker, lead=lead, body=body, agencies=mentions, issuer=issuer
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Baden-Württembergs Kommunen planen.", ["DE-BW"]),
        ("Der Baden-Württemberg-CIO sprach.", ["DE-BW"]),
        ("Die bayerische Lösung und der bayerischen Seite.", ["DE-BY"]),
        ("BAYERN HANDELT", ["DE-BY"]),
        ("Niedersachsen und Sachsen-Anhalt", ["DE-NI", "DE-ST"]),
        ("Thüringer Kommunen", ["DE-TH"]),
        ("Gemeinden in NRW und im Saarland", ["DE-NW", "DE-SL"]),
        ("kalifornische Behörden", ["US-CA"]),
        ("Partner in Kalifornien und Katalonien", ["US-CA", "ES-CT"]),
        ("Am Hessenring in Südhessen", []),
        ("Die Stadt Brandenburg an der Havel", []),
        ("Reporter des Bayerischen Rundfunks", []),
        ("Der Bayerische Rundfunk berichtet.", []),
        ("In Deutschland und im Bund", []),
        ("www.bayern.de", []),
        ("Ausflug in die Sächsische Schweiz", []),
    ],
)
def test_a_named_land_counts_inflected_and_as_an_adjective(text: str, expected: list[str]) -> None:
    assert find(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Berlin, 13. Oktober 2022. Heute wurde beraten.", []),
        ("Die Messe fand in Berlin statt.", []),
        ("Das Haus steht an der Berliner Straße.", []),
        ("Ein Hamburger Unternehmen liefert.", []),
        ("Das Land Berlin zieht nach.", ["DE-BE"]),
        ("Berlins Verwaltung zieht nach.", ["DE-BE"]),
        ("Der Berliner Senat beschloss das.", ["DE-BE"]),
        ("Beteiligt sind Hessen, Bremen und Hamburg.", ["DE-HE", "DE-HB", "DE-HH"]),
        ("Beteiligt sind Hamburg und Schleswig-Holstein.", ["DE-HH", "DE-SH"]),
        ("Treffen in Hamburg und Berlin", []),
        ("Das ist neu. Hamburg hatte den Anfang gemacht.", ["DE-HH"]),
        ("Das ist neu. Berlin hat zusätzliche Mittel versprochen.", []),
        ("Das ist neu. Hamburg, 13. Oktober.", []),
        ("die Freie und Hansestadt Hamburg", ["DE-HH"]),
    ],
)
def test_a_city_states_name_counts_only_as_the_land(text: str, expected: list[str]) -> None:
    assert find(text) == expected


def test_a_city_state_counts_as_kicker_and_in_the_title_but_not_as_a_venue() -> None:
    assert find(kicker="Berlin") == ["DE-BE"]
    assert find(title="Hamburg startet neues Portal") == ["DE-HH"]
    assert find(title="Fachleute treffen sich in Berlin") == []
    assert find(title="„Berlin rechnet ab“: Kabarett im Rathaus") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die Stadt Köln stellt um.", ["DE-NW"]),
        ("Die Landeshauptstadt Dresden stellt um.", ["DE-SN"]),
        ("Der Landkreis Karlsruhe und die Region Hannover", ["DE-BW", "DE-NI"]),
        ("Der Münchner Stadtrat stimmte zu.", ["DE-BY"]),
        ("Der Göttinger Oberbürgermeister", ["DE-NI"]),
        ("Karlsruher Bürgermeisterin", ["DE-BW"]),
        ("Leipzigs Oberbürgermeister eröffnete das Haus.", ["DE-SN"]),
        ("die Oberbürgermeisterin von Kiel", ["DE-SH"]),
        ("Stadt Frankfurt am Main", ["DE-HE"]),
        ("Stadt Halle (Saale)", ["DE-ST"]),
        ("Die Stadt Frankfurt, die Stadt Halle, die Stadt Oldenburg", []),
        ("In Stuttgart, Köln und Leipzig tagten sie.", []),
        ("Stuttgart, 3. Mai. Ein Kölner Unternehmen liefert.", []),
        ("Das Bundesverfassungsgericht in Karlsruhe, die Kölner Straße", []),
        ("Die Innenstadt Kölns, die Stadt Essenberg", []),
    ],
)
def test_a_larger_city_counts_for_its_land_only_where_it_acts(
    text: str, expected: list[str]
) -> None:
    assert find(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der Bund trägt die Hälfte.", ["DE"]),
        ("Das fordert er vom Bund.", ["DE"]),
        ("Bund und Länder sind sich einig.", ["DE"]),
        ("Bund, Länder und Kommunen", ["DE"]),
        ("Der Stabilitätsrat von Bund und Ländern prüft.", ["DE"]),
        ("Der Bund der Steuerzahler rechnet.", []),
        ("ein Rechenzentrum des Bundes", []),
        ("Man steht im Bund der Ehe.", []),
    ],
)
def test_the_federation_counts_where_it_acts(text: str, expected: list[str]) -> None:
    assert find(text) == expected


def test_each_region_has_its_reason() -> None:
    found = regions.explain(
        title="Bayerns Digitalminister zu Gast",
        kicker=None,
        lead=None,
        body="Das BSI und die Stadt Köln waren dabei.",
        agencies=[AgencyMention(id="bsi", name="BSI", text="BSI", rule="abbreviation")],
        issuer="im-bw",
    )
    assert found == {
        "DE-BW": "Land of the issuer",
        "DE-BY": "named: Bayerns",
        "DE": "Land of BSI",
        "DE-NW": "city: Stadt Köln",
    }


def test_every_city_is_in_one_region_and_its_adjective_is_found() -> None:
    cities = [city for region in gazetteer().regions.values() for city in region.cities]
    assert len(cities) == len(set(cities)) >= 70
    for adjective in ("Kölner", "Dresdner", "Jenaer", "Aachener", "Göttinger", "Karlsruher"):
        assert find(f"{adjective} Stadtrat")


def test_the_issuers_land_stands_first_even_if_it_is_not_named() -> None:
    assert find("Kalifornien und Bayern", issuer="im-bw") == ["DE-BW", "US-CA", "DE-BY"]
    assert find("Bayern und Baden-Württemberg", issuer="im-bw") == ["DE-BW", "DE-BY"]


def test_a_body_brings_its_land_and_a_federal_body_the_federation() -> None:
    assert find("Nichts weiter", agencies=["csbw"]) == ["DE-BW"]
    assert find(agencies=["bsi"]) == ["DE"]
    assert find(issuer="bmi") == ["DE"]
    assert find(agencies=["enisa", "israel-national-cyber-directorate", "nobody"]) == []


def test_a_nationwide_institute_or_company_is_not_the_federation() -> None:
    assert find(agencies=["hpi", "fraunhofer-sit", "bundesaerztekammer", "dfn", "pd"]) == []
    assert find(issuer="hpi") == []
    assert find(agencies=["ptb"]) == ["DE"]


def test_regions_come_in_order_of_first_appearance() -> None:
    assert find("Sachsen und Hessen", title="Hessen", kicker="Bayern") == [
        *("DE-HE", "DE-BY", "DE-SN"),
    ]


def test_every_region_has_a_label() -> None:
    assert regions.label("DE-BW") == "Baden-Württemberg"
    assert regions.label("US-CA") == "Kalifornien"
    assert regions.label("DE") == "Bund"
    assert regions.label("XX-1") == "XX-1"


@pytest.mark.parametrize("name", ["move-online-2022-10-13", "im-bw-2022-10-06"])
def test_both_reference_texts_are_about_the_same_two_regions(name: str) -> None:
    if not SEEDS.is_dir():
        pytest.skip(f"reference texts are absent: {SEEDS}")
    page = (SEEDS / f"{name}.txt").read_text(encoding="utf-8").replace("[", "")
    if name.startswith("im-bw"):
        body = page[page.index("„Die Bedrohung") : page.index("### **Link")]
        title = "Kalifornien und Baden-Württemberg unterzeichnen Letter of Intent"
        kicker, land, issuer = "DIGITALISIERUNG", "DE-BW", "im-bw"
    else:
        body = page[page.index("Das Land Baden-W") : page.index("Weitere Meldungen und Beitr")]
        title = "Transatlantisches Bündnis für Cybersecurity"
        kicker, land, issuer = "Baden-Württemberg", None, None
    agencies = register().find(title=title, kicker=kicker, lead=None, body=body, land=land)
    found = regions.find(
        title=title, kicker=kicker, lead=None, body=body, agencies=agencies, issuer=issuer
    )
    assert found == ["DE-BW", "US-CA"]
