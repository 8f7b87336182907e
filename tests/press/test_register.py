"""The register's files: defaults, series, overrides, every slip; relations; the compiled form."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from press import agencies, compile_register, names, register_data, topics_table
from press.agencies import Register, problems
from press.register import Agency, Kind
from press.register_files import Reading, _Entry

Write = Callable[..., None]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Write]:
    """A function that writes the shipped files anew: ``write(bund='…', land_bw='…')``."""
    folder = tmp_path / "bodies"
    folder.mkdir()
    monkeypatch.setattr(register_data, "BODIES", folder)
    monkeypatch.setattr(register_data, "COMPILED", tmp_path / "register.json")
    monkeypatch.setattr(register_data, "COMPILED_NAMES", tmp_path / "names.json")
    monkeypatch.setattr(topics_table, "COMPILED", tmp_path / "topics.json")

    def written(**files: str) -> None:
        for name, text in files.items():
            path = folder / f"{name.replace('_', '-')}.toml"
            path.write_text(text, encoding="utf-8")
        _forget()

    yield written
    _forget()


def _forget() -> None:
    """Let the next look at the files be the first."""
    register_data.digest.cache_clear()
    register_data._names.cache_clear()


def bodies() -> dict[str, Agency]:
    return {agency.id: agency for agency in Reading().agencies}


def told() -> list[str]:
    return [str(problem) for problem in problems()]


def test_defaults_hold_for_every_body_that_says_nothing_else(write: Write) -> None:
    write(
        land_bw='[defaults]\nlevel = "land"\nland = "DE-BW"\nkind = "ministry"\n'
        '[a]\nname = "A"\n[b]\nname = "B"\nkind = "court"\n'
    )
    assert [(b.level, b.land, b.kind) for b in bodies().values()] == [
        ("land", "DE-BW", "ministry"),
        ("land", "DE-BW", "court"),
    ]
    assert told() == []


def test_a_series_makes_a_body_in_every_land_and_a_lands_file_overrides_keys(write: Write) -> None:
    write(
        series='[series.amt]\nname = "Amt {Land}"\nlocal = ["LA"]\nkind = "agency"\n',
        land_by='[defaults]\nlevel = "land"\nland = "DE-BY"\nkind = "court"\n'
        '[amt-by]\nname = "Bayernamt"\n',
    )
    found = bodies()
    assert len(found) == 16
    assert (found["amt-sn"].name, found["amt-sn"].land) == ("Amt Sachsen", "DE-SN")
    assert found["amt-sn"].files == ["series.toml"]
    assert (found["amt-by"].name, found["amt-by"].kind) == ("Bayernamt", "agency")
    assert found["amt-by"].files == ["series.toml", "land-by.toml"]
    assert "LA" in [alias.text for alias in found["amt-by"].aliases]


X = '[x]\nname = "X"\nlevel = "bund"\n'
Y = '[y]\nname = "Y"\nlevel = "bund"\n'


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('[x]\nlevel = "bund"\n', 'bund.toml: [x]: key "name" is missing'),
        ('[x]\nname = "X"\n', 'bund.toml: [x]: key "level" is missing'),
        (X + "nmaes = []\n", '[x]: unknown key "nmaes" (did you mean "names"?)'),
        ('[x]\nname = "X"\nlevel = "bunt"\n', "'bunt' is not allowed (did you mean \"bund\"?)"),
        (X + 'kind = "minister"\n', "\"kind\": 'minister' is none; write one of agency, "),
        (X + 'wikidata = "491"\n', "\"wikidata\": '491' is no item"),
        (X + 'domains = ["https://x.de"]\n', "\"domains\": 'https://x.de' is no host"),
        (X + 'short = [""]\n', "\"short\": '': is empty"),
        (X + "short = 3\n", '"short": expected `array`'),
        (X + 'land = "DE-BW"\n', '"land": a body of level bund has none'),
        (X + 'former = [{ until = "2010" }]\n', '"former": a former name needs name, short,'),
        (X + 'former = [{ nam = "Y" }]\n', 'unknown key "former[0].nam" (did you mean "name"?)'),
        (
            X + 'official = "X"\nsince = "2010-03"\nformer = [{ name = "Y", until = "2012" }]\n',
            'the official name holds since 2010-03, "Y" until 2012',
        ),
        (X + 'since = "2010"\nuntil = "2009-12"\n', "contradict: since 2010, until 2009-12"),
        (X + 'predecessors = ["y"]\n', '[x]: "predecessors": no body "y"'),
        (X + 'parent = "x"\n', '[x]: "parent": x leads back to x'),
        (X + 'predecessors = ["y"]\n' + Y, '"predecessors": y still exists; give it "until"'),
        (
            X + 'official = "X"\nsince = "2010"\npredecessors = ["y"]\n' + Y + 'until = "2012"\n',
            "it exists since 2010, y until 2012",
        ),
        (
            X + 'wikidata = "Q7"\n' + Y + 'wikidata = "Q7"\n',
            '[y]: "wikidata": Q7 is also the item of [x] (bund.toml)',
        ),
        ('[defaults]\nlvl = "bund"\n', '[defaults]: unknown key "lvl" (did you mean "level"?)'),
        ("defaults = 1\n", "[defaults]: write [defaults] and keys below it"),
        ("series = 1\n", "[series]: a series is a table"),
        ('[series.X_]\nname = "X {Land}"\n', "[series.X_]: an id is lower-case letters"),
        ('[series.x]\nnam = "X"\n', '[series.x]: unknown key "nam"'),
    ],
)
def test_every_slip_is_a_line_with_file_body_and_key(write: Write, toml: str, message: str) -> None:
    write(bund=toml)
    assert [line for line in told() if message in line and "\n" not in line], told()


def test_all_slips_are_told_and_what_is_right_is_kept(write: Write) -> None:
    write(
        bund='[x]\nname = "X"\nlevel = "bund"\nkind = "amt"\nland = "DE-XX"\nshort = ["Ixamt"]\n',
        eu="[half",
        land_bw='[im]\nname = "IM"\nlevel = "land"\nland = "DE-BW"\nsince = "bald"\n',
    )
    lines = told()
    assert len(lines) == 4
    assert sum("eu.toml: is not valid TOML" in line for line in lines) == 1
    assert [alias.text for alias in bodies()["x"].aliases] == ["X", "Ixamt"]
    assert bodies()["im"].since is None


def test_a_body_has_one_table_in_the_shipped_files(write: Write) -> None:
    write(bund='[x]\nname = "X"\nlevel = "bund"\n', eu='[x]\nname = "Y"\nlevel = "eu"\n')
    assert told() == ["eu.toml: [x]: is also in bund.toml; a body has one table: join them"]


def test_a_body_of_a_series_is_overridden_once(write: Write) -> None:
    write(
        series='[series.amt]\nname = "Amt {Land}"\n',
        land_by='[amt-by]\nname = "Bayernamt"\n',
        land_zz='[amt-by]\nname = "Bayernamt II"\n',
    )
    (line,) = told()
    assert line.startswith("land-zz.toml: [amt-by]: is also in land-by.toml; a body has one table")


def test_circles_are_found_over_several_steps(write: Write) -> None:
    table = '[{}]\nname = "Amt {}"\nlevel = "bund"\nuntil = "2010"\n{} = {}\n'
    write(
        bund=table.format("a", "A", "parent", '"b"')
        + table.format("b", "B", "parent", '"c"')
        + table.format("c", "C", "parent", '"a"')
        + table.format("d", "D", "predecessors", '["e"]')
        + table.format("e", "E", "predecessors", '["d"]')
    )
    assert [line.partition(": ")[2] for line in told()] == [
        '[a]: "parent": b leads back to a',
        '[b]: "parent": c leads back to b',
        '[c]: "parent": a leads back to c',
        '[d]: "predecessors": e leads back to d',
        '[e]: "predecessors": d leads back to e',
    ]


def test_a_name_of_two_bodies_is_told_once_with_both_files(write: Write) -> None:
    write(
        bund='[x]\nname = "Bundesamt für Alles"\nlevel = "bund"\n',
        eu='[y]\nname = "Bundesamt für Alles"\nlevel = "eu"\n',
    )
    (line,) = told()
    assert line == (
        'eu.toml: [y]: "Bundesamt für Alles" is also a name of [x] (bund.toml); '
        "make it generic or local for both, or give their dates"
    )


def test_a_generic_name_belongs_to_one_body_of_a_land(write: Write) -> None:
    table = (
        '[{0}]\nname = "Haus {0}"\nlevel = "land"\nland = "{1}"\ngeneric = ["Umweltministerium"]\n'
    )
    write(
        land_bw=table.format("a", "DE-BW"),
        land_by=table.format("b", "DE-BY") + table.format("c", "DE-BY"),
    )
    (line,) = told()
    assert line.startswith('land-by.toml: [c]: "Umweltministerium" is also a name of [b]')
    assert "in the same Land" in line


def test_a_successor_takes_over_the_names_of_what_it_came_out_of(write: Write) -> None:
    write(
        bund='[old]\nname = "Altes Haus"\nlevel = "bund"\nuntil = "2005-11"\nshort = ["Hausamt"]\n'
        '[new]\nname = "Neues Haus"\nofficial = "Amt fürs Haus"\nsince = "2021"\nlevel = "bund"\n'
        'short = ["Hausamt"]\npredecessors = ["old"]\n'
        'former = [{ name = "Amt für Häuser", since = "2005-11", until = "2021" }]\n'
    )
    assert told() == []
    known = Register(Reading().agencies)
    assert [(a.text, a.since, a.until) for a in bodies()["old"].aliases] == [
        ("Altes Haus", None, "2005-11"),
        ("Hausamt", None, "2005-11"),
    ]
    for day, expected in (("2004-05-01", "old"), ("2012-05-01", "new"), ("2026-05-01", "new")):
        valid = [
            id_
            for id_ in ("old", "new")
            for alias in bodies()[id_].aliases
            if alias.text == "Hausamt" and alias.valid(day)
        ]
        assert valid == [expected]
    assert known.successors("old") == ["new"]


def test_single_names_may_have_their_own_time(write: Write) -> None:
    write(
        bund='[x]\nname = "Amt X"\nlevel = "bund"\nsince = "2010"\n'
        'short = ["Xamt", { text = "Y-Amt", since = "2021-12-08" }]\n'
        '[y]\nname = "Amt Y"\nlevel = "bund"\nuntil = "2023"\n'
        'former = [{ short = "Y-Amt", local = "YA", generic = "Jahr", until = "2021-12-07" }]\n'
    )
    assert told() == []
    assert [(a.text, a.type, a.since, a.until) for a in bodies()["x"].aliases] == [
        ("Amt X", "name", "2010", None),
        ("Xamt", "short", "2010", None),
        ("Y-Amt", "short", "2021-12-08", None),
    ]
    assert [(a.text, a.type, a.until) for a in bodies()["y"].aliases] == [
        ("Amt Y", "name", "2023"),
        ("Y-Amt", "short", "2021-12-07"),
        ("YA", "local", "2021-12-07"),
        ("Jahr", "generic", "2021-12-07"),
    ]


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('short = [{ text = "Y", since = "bald" }]', '"short": "bald" is no date'),
        ('short = [{ text = "Y", since = "2020", until = "2010" }]', '"short": dates contradict'),
        ('short = [{ text = "" }]', "\"short\": '': is empty"),
        ('short = [{ since = "2020" }]', 'key "short[0].text" is missing'),
        ('short = [{ txt = "Y" }]', 'unknown key "short[0].txt"'),
        ('former = [{ generic = "Y" }]', '"until" is missing for "Y"'),
    ],
)
def test_slips_in_dated_names_are_told(write: Write, toml: str, message: str) -> None:
    write(bund=f"{X}{toml}\n")
    assert [line for line in told() if message in line], told()


def test_an_own_file_adds_overrides_and_has_defaults_for_what_is_new(
    write: Write, tmp_path: Path
) -> None:
    write(bund='[bsi]\nname = "BSI"\nlevel = "bund"\nkind = "agency"\n')
    extra = tmp_path / "own.toml"
    extra.write_text(
        '[defaults]\nlevel = "land"\nland = "DE-BW"\n'
        '[bsi]\nname = "Cyberamt"\n[rathaus]\nname = "Rathaus"\n',
        encoding="utf-8",
    )
    found = {agency.id: agency for agency in Reading(extra).agencies}
    assert (found["bsi"].name, found["bsi"].level, found["bsi"].kind) == (
        "Cyberamt", "bund", "agency",
    )  # fmt: skip
    assert found["bsi"].files == ["bund.toml", str(extra)]
    assert (found["rathaus"].level, found["rathaus"].land) == ("land", "DE-BW")
    assert problems(extra) == []


@pytest.fixture
def family() -> Register:
    """BMWA was split into BMAS and BMWi; an agency and its office are below BMWi."""

    def body(id_: str, **keys: object) -> Agency:
        return Agency(**({"id": id_, "name": id_.upper(), "level": "bund"} | keys))

    return Register(
        [
            body("bmwa", until="2005"),
            body("bmas", predecessors=["bmwa"]),
            body("bmwi", predecessors=["bmwa"], until="2021"),
            body("bmwk", predecessors=["bmwi"]),
            body("bafa", parent="bmwk"),
            body("office", parent="bafa"),
            body("im-bw", level="land", land="DE-BW"),
            body("stadt", level="kommune", land="DE-BW"),
        ]
    )


def test_a_body_knows_what_is_above_below_and_after_it(family: Register) -> None:
    assert family.parents("office") == ["bafa", "bmwk"]
    assert family.children("bmwk") == ["bafa"]
    assert family.successors("bmwi") == ["bmwk"]
    assert family.parents("nobody") == family.children("nobody") == []


def test_bodies_are_found_by_level_and_land(family: Register) -> None:
    assert family.of_level("kommune") == ["stadt"]
    assert family.of_land("DE-BW") == ["im-bw", "stadt"]
    assert "bafa" in family.of_land("DE")


def test_names_shared_by_many_bodies_suggest_them_all() -> None:
    known = agencies.register()
    found = known.suggest("Innenministerium", 20)
    assert {"im-bw", "im-nw", "mi-st"} <= set(found)
    assert len(found) == len(set(found)) == 20


def test_the_shipped_register_is_right() -> None:
    assert told() == []


def test_the_document_names_every_key_and_kind() -> None:
    text = (Path(__file__).parents[2] / "docs" / "register.md").read_text(encoding="utf-8")
    keys = {f"`{field.name}`" for field in msgspec.structs.fields(_Entry)}
    assert {key for key in keys if f"| {key} |" not in text} == set()
    kinds = text.partition("Kinds: ")[2].partition(".")[0].replace("\n", " ")
    assert tuple(kinds.split(", ")) == get_args(Kind)


def test_the_compiled_register_is_up_to_date() -> None:
    expected = compile_register.compiled(Reading().agencies)
    assert register_data.COMPILED.read_bytes() == expected, "run: python -m press.compile_register"


def test_the_compiled_names_are_up_to_date() -> None:
    expected = compile_register.compiled_names(Reading().agencies)
    is_current = register_data.COMPILED_NAMES.read_bytes() == expected
    assert is_current, "run: python -m press.compile_register"


def test_compiled_names_mean_what_the_rules_give() -> None:
    bodies = {agency.id: agency for agency in register_data.bodies()}
    compiled = register_data.compiled_names()
    assert compiled is not None
    read, worked_out = names.read(compiled, bodies), names.worked_out(bodies.values())
    for word in compiled:
        phrases = list(worked_out.beginning(word) or ())
        assert list(read.beginning(word) or ()) == phrases
        assert [read.get(each) for each in phrases] == [worked_out.get(each) for each in phrases]
    assert read.get("das gibt es nicht") is None


def test_compiled_names_count_only_until_the_toml_is_edited(write: Write) -> None:
    write(bund='[x]\nname = "Amt für Xe"\nlevel = "bund"\n')
    assert compile_register.main() == 0
    compiled = register_data.compiled_names()
    assert compiled is not None
    assert set(compiled) == {"amt", "amts", "amtes"}
    write(bund='[x]\nname = "Amt für Ze"\nlevel = "bund"\n')
    assert register_data.compiled_names() is None


def test_the_compiled_register_gives_what_the_toml_gives_until_that_is_edited(write: Write) -> None:
    write(bund='[x]\nname = "X"\nlevel = "bund"\nformer = [{ name = "Y", until = "2010" }]\n')
    assert compile_register.main() == 0
    assert register_data.COMPILED.exists()
    assert register_data.bodies() == Reading().agencies
    assert register_data.names() == {"x": "X"}
    write(bund='[x]\nname = "Z"\nlevel = "bund"\n')
    assert [agency.name for agency in register_data.bodies()] == ["Z"]
    assert register_data.names() == {"x": "Z"}


def test_a_damaged_or_missing_compiled_register_does_no_harm(write: Write) -> None:
    write(bund='[x]\nname = "X"\nlevel = "bund"\n')
    assert register_data.names() == {"x": "X"}
    register_data.COMPILED.write_bytes(b'{"digest":')
    register_data.COMPILED_NAMES.write_bytes(b'{"digest":')
    assert register_data.compiled_names() is None
    assert [agency.name for agency in register_data.bodies()] == ["X"]


def test_what_is_wrong_is_not_compiled(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write(bund='[x]\nname = "X"\n')
    assert compile_register.main() == 2
    assert capsys.readouterr().err == 'bund.toml: [x]: key "level" is missing\n'
    assert not register_data.COMPILED.exists()


def test_the_version_changes_with_data_and_rules(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(bund='[x]\nname = "X"\nlevel = "bund"\n')
    first = agencies.version()
    assert agencies.version() == first
    assert 8 <= len(first) <= 12
    assert set(first) <= set("0123456789abcdef")
    write(bund='[x]\nname = "Y"\nlevel = "bund"\n')
    second = agencies.version()
    monkeypatch.setattr(register_data, "RULES", "others")
    third = agencies.version()
    own = tmp_path / "own.toml"
    own.write_text("", encoding="utf-8")
    monkeypatch.setattr(register_data, "_own", own)
    assert len({first, second, third, agencies.version()}) == 4


def test_an_own_file_in_use_lies_over_the_register_everywhere(tmp_path: Path) -> None:
    own = tmp_path / "agencies.toml"
    own.write_text('[musteramt]\nname = "Musteramt"\nlevel = "bund"\n', encoding="utf-8")
    before = agencies.version()
    register_data.use(own)
    try:
        assert agencies.register().name("musteramt") == "Musteramt"
        assert agencies.names()["musteramt"] == "Musteramt"
        assert agencies.version() != before
    finally:
        register_data.use(None)
    assert agencies.register().get("musteramt") is None
    assert agencies.version() == before
