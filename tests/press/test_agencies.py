"""Which public bodies a text names, and the register behind it."""

import gc
import time
from datetime import date
from pathlib import Path

import pytest

from press.agencies import Register, register
from press.article import AgencyMention
from press.register import Alias
from press.tables import TableError

SEEDS = Path(__file__).parents[3] / "shared" / "data" / "seeds"


def find(
    body: str, *, land: str | None = None, kicker: str | None = None, on: date | None = None
) -> list[AgencyMention]:
    return register().find(title=None, kicker=kicker, lead=None, body=body, land=land, on=on)


def ids(body: str, *, land: str | None = None, kicker: str | None = None) -> list[str]:
    return [mention.id for mention in find(body, land=land, kicker=kicker)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Das Bundesamt für Sicherheit in der Informationstechnik warnt.", ["bsi"]),
        ("Die Präsidentin des Bundesamtes für Sicherheit in der Informationstechnik.", ["bsi"]),
        ("Vertreter des Bundesamts für Sicherheit in der Informationstechnik (BSI).", ["bsi"]),
        ("Die BSI-Präsidentin sprach in Bonn.", ["bsi"]),
        ("Nach Angaben von BSI/BKA steigt die Zahl.", ["bsi", "bka"]),
        ("BSI- und BKA-Fachleute trafen sich.", ["bsi", "bka"]),
        ("Der Ex-BSI-Chef widersprach.", ["bsi"]),
        ("Im Büro des Bundesinnenministeriums.", ["bmi"]),
        ("Bundesinnenministerin Faeser stellte vor.", ["bmi"]),
        ("der Bundesminister für Digitales und Staatsmodernisierung", ["bmds"]),
        ("das Auswärtige Amt und Vertreter des Auswärtigen Amtes", ["auswaertiges-amt"]),
        ("beim Bayerischen Staatsministerium für Digitales", ["stmd-by"]),
        ("das bayerische Staatsministerium für Digitales", ["stmd-by"]),
        ("des Bayerischen Staatsministeriums des Inneren, für Sport und Integration", ["stmi-by"]),
        ("der Deutsche Städte- und Gemeindebund", ["dstgb"]),
        ("mit dem Deutschen Landkreistag", ["landkreistag"]),
        ("des IT-Planungsrates und des IT-Planungsrats", ["it-planungsrat"]),
        ("die Bundesbeauftragte für den Datenschutz und die Informationsfreiheit", ["bfdi"]),
        ("der Bundesbeauftragte für den Datenschutz und die Informationsfreiheit", ["bfdi"]),
        ("Dataports Vorstand und Komm.ONE", ["dataport", "komm-one"]),
        ("California Governor’s Office of Emergency Services", ["cal-oes"]),
        ("Director des Amts (Cal OES).", ["cal-oes"]),
        ("Cyber‑Fachleute des IT‑Planungsrats", ["it-planungsrat"]),
        ("die Hessische Zentrale für Datenverarbeitung", ["hzd"]),
        ("Chefin der Sächsischen Staatskanzlei", ["sk-sn"]),
        (
            "des Europäischen Parlaments und der Europäischen Kommission",
            ["eu-parlament", "eu-kommission"],
        ),
        ("BUNDESAMT FÜR SICHERHEIT IN DER INFORMATIONSTECHNIK", ["bsi"]),
    ],
)
def test_names_are_found_in_every_form(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Absichtlich bsi klein geschrieben.",
        "Die Anschrift lautet www.bsi.bund.de oder post@bsi.de.",
        "Der BSIG-Entwurf und die XBSI.",
        "Der Body-Mass-Index (BMI) stieg.",
        "Baden-Württemberg und Bayern arbeiten zusammen.",
        "Das Innenministerium will fördern.",
        "Die Innenminister der Länder trafen sich.",
        "Das LKA und das IM berichten.",
        "Der Leitende Sicherheitsingenieur (LSI) prüft die Anlage.",
        "",
    ],
)
def test_what_only_looks_like_a_body_is_not_reported(text: str) -> None:
    assert ids(text) == []


def test_an_abbreviation_that_the_text_defines_otherwise_is_not_the_body() -> None:
    text = "Der Bund Sozialer Initiativen (BSI) tagt. Der BSI wählt einen Vorstand."
    assert ids(text) == []
    assert ids("Am Tisch sass auch Claudia Muster (BSI).") == ["bsi"]


@pytest.mark.parametrize(
    ("text", "expected", "rule"),
    [
        ("Das Innenministerium Baden-Württemberg lädt ein.", "im-bw", "name"),
        (
            "Das baden-württembergische Innenministerium lädt ein.",
            "im-bw",
            'generic name, with "baden-württembergische"',
        ),
        (
            "Das Innenministerium von Baden-Württemberg lädt ein.",
            "im-bw",
            'generic name, with "Baden-Württemberg"',
        ),
        (
            "Baden-Württembergs Innenminister Thomas Strobl lädt ein.",
            "im-bw",
            'generic office, with "Baden-Württembergs"',
        ),
        (
            "Das Landeskriminalamt (LKA) Hessen ermittelt.",
            "lka-he",
            'generic name, with "Hessen"',
        ),
        ("Das LKA Bayern ermittelt.", "lka-by", 'local abbreviation, with "Bayern"'),
        ("Aus dem NRW-Innenministerium heißt es.", "im-nw", "name"),
        ("Das Innenministerium in Kiel plant.", "mikws-sh", 'generic name, with "Kiel"'),
        (
            "In Hessen will das Innenministerium nun handeln.",
            "hmdi",
            'generic name, resolved by "Hessen" in the sentence',
        ),
        (
            "das Ministerium für Inneres und Sport des Landes Sachsen-Anhalt",
            "mi-st",
            "name",
        ),
        (
            "das Ministerium für Inneres und Sport in Sachsen-Anhalt",
            "mi-st",
            'generic name, with "Sachsen-Anhalt"',
        ),
    ],
)
def test_a_generic_name_takes_the_land_beside_it(text: str, expected: str, rule: str) -> None:
    (mention,) = find(text)
    assert (mention.id, mention.rule) == (expected, rule)


def test_a_generic_name_is_resolved_by_the_sources_land() -> None:
    (mention,) = find("Das Innenministerium lädt ein.", land="DE-BW")
    assert mention == AgencyMention(
        id="im-bw",
        name="Innenministerium Baden-Württemberg",
        text="Innenministerium",
        rule="generic name, resolved by the source's Land DE-BW",
    )
    assert ids("Vertreter des Innenministeriums", land="DE-TH") == ["tmikl"]
    assert ids("Innenminister Thomas Strobl sagte", land="DE-BW") == ["im-bw"]
    assert ids("Das LKA und das IM berichten.", land="DE-BW") == ["lka-bw", "im-bw"]
    assert ids("Das Innenministerium lädt ein.", land="DE") == ["bmi"]


def test_the_land_beside_a_name_outweighs_the_sources() -> None:
    assert ids("Das bayerische Innenministerium lädt ein.", land="DE-BW") == ["stmi-by"]
    assert ids("Bayerns Innenminister Herrmann und sein Kollege.", land="DE-BW") == ["stmi-by"]


def test_a_kicker_that_is_just_a_land_resolves_generic_names() -> None:
    (mention,) = find("Das Innenministerium lädt ein.", kicker="Hessen")
    assert (mention.id, mention.rule) == (
        "hmdi",
        'generic name, resolved by the kicker "Hessen"',
    )
    assert ids("Das Innenministerium lädt ein.", kicker="Hessen, Bayern") == []


@pytest.mark.parametrize(
    "text",
    [
        "das israelische Innenministerium",
        "das Innenministerium der Ukraine",
        "Dänemarks Innenministerium",
        "das Innenministerium in Frankreich",
        "die Innenminister der Länder",
        "alle Innenminister kamen",
    ],
)
def test_ministries_of_other_countries_and_plurals_are_not_the_sources_own(text: str) -> None:
    assert ids(text, land="DE-BW") == []


def test_names_inside_longer_names_do_not_count() -> None:
    assert ids("Die Innenministerkonferenz tagt.", land="DE-BW") == ["imk"]
    assert ids("Der Staatsbetrieb Sächsische Informatik Dienste") == ["sid-sn"]
    assert ids("Beschaffungsamt des Bundesministeriums des Innern") == ["beschaffungsamt"]


def test_a_former_name_says_until_when_and_is_a_name_on_its_day() -> None:
    text = "Das Ministerium für Inneres, Digitalisierung und Migration Baden-Württemberg."
    (now,) = find(text, on=date(2025, 3, 1))
    (then,) = find(text, on=date(2019, 3, 1))
    assert (now.id, now.rule) == ("im-bw", "former name (until 2021)")
    assert (then.id, then.rule) == ("im-bw", "name")
    (old,) = find("Das BMVI fördert.", on=date(2024, 1, 1))
    assert (old.id, old.rule) == ("bmv", "former abbreviation (until 2021)")


def test_a_body_is_named_once_at_its_first_place_with_its_best_rule() -> None:
    mentions = find(
        "Das Innenministerium ruft. Das BSI hilft. Das Innenministerium Baden-Württemberg dankt.",
        land="DE-BW",
    )
    assert [(m.id, m.rule) for m in mentions] == [("im-bw", "name"), ("bsi", "abbreviation")]


def test_the_order_is_title_kicker_lead_body() -> None:
    mentions = register().find(
        title="ZenDiS wächst",
        kicker="FITKO",
        lead="Das BSI hilft.",
        body="- Das BKA\n\n## ITZBund",
        land=None,
    )
    assert [m.id for m in mentions] == ["zendis", "fitko", "bsi", "bka", "itzbund"]


def test_the_words_stay_as_written() -> None:
    (mention,) = find("Besuch beim California Governor’s Office of Emergency Services.")
    assert mention.text == "California Governor’s Office of Emergency Services"


def test_hostile_text_does_no_harm() -> None:
    assert find("\u0130" * 50 + " BSI " + "İ\u0307ß" * 10)[0].text == "BSI"
    assert ids("BSI " * 20_000) == ["bsi"]
    assert ids("-" * 10_000 + "(" * 10_000) == []


def test_the_register_names_the_issuers_and_the_bodies_of_the_field() -> None:
    known = register()
    for id_ in (
        *("im-bw", "stm-bw", "csbw", "bitbw", "bmi", "bmds", "bsi", "bka", "bfv", "bfdi", "bbk"),
        *("bnetza", "itzbund", "zitis", "zendis", "fitko", "it-planungsrat", "lsi-by", "akdb"),
        *("dataport", "komm-one", "vitako", "dstgb", "staedtetag", "landkreistag", "enisa", "cisa"),
        *("cal-oes", "israel-national-cyber-directorate", "imk", "dmk"),
    ):
        assert known.get(id_), id_
    assert known.name("im-bw") == "Innenministerium Baden-Württemberg"
    assert known.name("nobody") == "nobody"
    assert known.get("nobody") is None
    assert len(known.all()) >= 150
    assert sum(agency.id.startswith("lka-") for agency in known.all()) == 16


def _day_of(alias: Alias) -> date | None:
    """A day on which a former name was in use, in no year that it shares with the next."""
    if alias.until is None:
        return None
    year = int(alias.until[:4])
    return date(year if alias.since == alias.until else year - 1, 12, 31)


def test_every_body_is_found_by_its_own_names() -> None:
    known = register()
    for agency in known.all():
        for alias in agency.aliases:
            text = f"Gestern hat das {alias.text} getagt."
            mentions = find(text, land=agency.region, on=_day_of(alias))
            assert agency.id in [m.id for m in mentions], (agency.id, alias.text)


def test_suggestions_begin_with_what_is_typed() -> None:
    known = register()
    assert known.suggest("bsi")[0] == "bsi"
    assert known.suggest("Innenministerium Bad")[0] == "im-bw"
    assert "bnetza" in known.suggest("netzagentur")
    assert "zendis" in known.suggest("zendiss")
    assert known.suggest("  ") == []


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('[x]\nlevel = "bund"\n', '[x]: key "name" is missing'),
        ('[x]\nname = "X-Amt"\nlevel = "mars"\n', "'mars' is not allowed"),
        ('[x]\nname = "X-Amt"\nlevel = "bund"\nalias = []\n', 'unknown key "alias"'),
        ('[x]\nname = "X-Amt"\nlevel = "land"\nland = "DE-XX"\n', '"land": no region DE-XX'),
        ('[x]\nname = "X-Amt"\nlevel = "eu"\ngeneric = ["Y"]\n', '"land" is missing'),
        ('[x]\nname = "X-Amt"\nlevel = "bund"\nparent = "bmii"\n', 'no body "bmii"'),
        ('[bmi]\nparent = "bsi"\n', '"parent": '),
        (
            '[x]\nname = "Bundesamt für Verfassungsschutz"\nlevel = "bund"\n',
            "is also a name of [bfv] (bund-agencies.toml); make it generic",
        ),
        (
            '[x]\nname = "X"\nlevel = "eu"\nformer = [{name="Y", since="2020", until="2010"}]\n',
            "dates contradict: since 2020, until 2010",
        ),
        (
            '[x]\nname = "X-Amt"\nlevel = "bund"\nformer = [{ name = "Y-Amt" }]\n',
            '"until" is missing',
        ),
        ('[x]\nname = "X-Amt"\nlevel = "bund"\nsince = "früher"\n', '"früher" is no date'),
        ('[X_1]\nname = "X-Amt"\nlevel = "bund"\n', "an id is lower-case"),
        ('[x]\nname = "X-Amt"\n[x]\nname = "Y-Amt"\n', "is not valid TOML"),
        ("x = 1\n", "a body is a table: write [x]"),
    ],
)
def test_an_operators_slip_is_one_line_with_file_and_key(
    toml: str, message: str, tmp_path: Path
) -> None:
    extra = tmp_path / "agencies.toml"
    extra.write_text(toml, encoding="utf-8")
    with pytest.raises(TableError) as error:
        register(extra)
    assert message in str(error.value)
    assert str(extra) in str(error.value)
    assert "\n" not in str(error.value)


def test_an_operators_file_adds_and_overrides(tmp_path: Path) -> None:
    extra = tmp_path / "agencies.toml"
    extra.write_text(
        '[musteramt]\nname = "Musteramt"\nlevel = "bund"\n\n[bsi]\nname = "Cyberamt"\n',
        encoding="utf-8",
    )
    known: Register = register(extra)
    assert known.name("bsi") == "Cyberamt"
    mentions = known.find(
        title=None, kicker=None, lead=None, body="Das BSI und des Musteramtes.", land=None
    )
    assert [m.id for m in mentions] == ["bsi", "musteramt"]


def test_finding_is_linear_in_the_text() -> None:
    text = "Das Innenministerium und das BSI beraten in Bayern über Sicherheit. " * 75
    find(text)

    def seconds(body: str) -> float:
        gc.collect()
        started = time.process_time()
        find(body, land="DE-BW")
        return time.process_time() - started

    once = min(seconds(text) for _ in range(5))
    assert min(seconds(text * 20) for _ in range(3)) < once * 60


def test_the_portals_report_names_its_bodies() -> None:
    if not SEEDS.is_dir():
        pytest.skip(f"reference texts are absent: {SEEDS}")
    page = (SEEDS / "move-online-2022-10-13.txt").read_text(encoding="utf-8")
    start = page.index("Das Land Baden-W")
    end = page.index("Weitere Meldungen und Beitr")
    found = ids(page[start:end], kicker="Baden-Württemberg")
    assert found == ["cal-oes", "im-bw", "israel-national-cyber-directorate"]


def test_the_ministrys_release_names_its_bodies() -> None:
    if not SEEDS.is_dir():
        pytest.skip(f"reference texts are absent: {SEEDS}")
    page = (SEEDS / "im-bw-2022-10-06.txt").read_text(encoding="utf-8").replace("[", "")
    start = page.index("„Die Bedrohung")
    found = ids(page[start : page.index("### **Link")], land="DE-BW")
    assert {"im-bw", "cal-oes", "israel-national-cyber-directorate", "csbw"} <= set(found)
    assert not {"bsi", "lsi-by", "zendis"} & set(found)
