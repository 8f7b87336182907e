"""``presselupe agencies``: looking bodies up, and checking the register's files."""

import json
from pathlib import Path

import pytest

from press.register_data import BODIES
from tests.command import Place, place

OWN = (
    '[musteramt]\nname = "Musteramt"\nofficial = "Amt für Muster"\nsince = "2020"\nlevel = "land"\n'
    'land = "DE-BW"\nparent = "im-bw"\npredecessors = ["altamt"]\n'
    '[altamt]\nname = "Altamt"\nlevel = "land"\nland = "DE-BW"\nuntil = "2020"\n'
)

AMBIGUOUS = (
    '[y]: "BSI" is also a name of [bsi] (bund-agencies.toml); '
    "make it generic or local for both, or give their dates"
)


@pytest.fixture
def here(tmp_path: Path) -> Place:
    return place(tmp_path)


@pytest.fixture
def own(here: Place) -> Path:
    """The operator's own bodies, beside the configuration file."""
    path = here.config.with_name("agencies.toml")
    path.write_text(OWN, encoding="utf-8")
    return path


def test_show_tells_all_that_is_known_of_a_body(here: Place, own: Path) -> None:
    done = here.run("agencies", "show", "musteramt")
    assert done.returncode == 0, done.stderr
    assert done.stdout == (
        "Musteramt [musteramt]\n"
        "level: Land DE-BW\n"
        "belongs to: Innenministerium Baden-Württemberg [im-bw]\n"
        "came out of: Altamt [altamt]\n"
        f"file: {own}\n"
        "names:\n"
        "  Amt für Muster  (full name, since 2020)\n"
        "  Musteramt  (full name, since 2020)\n"
    )
    assert "became: Musteramt [musteramt]\n" in here.run("agencies", "show", "altamt").stdout
    above = here.run("agencies", "show", "im-bw").stdout
    assert "  Musteramt [musteramt]\n" in above.partition("below it:")[2]


def test_show_as_json_has_every_key(here: Place, own: Path) -> None:
    found = json.loads(here.run("agencies", "show", "--json", "musteramt").stdout)
    assert found == {
        "id": "musteramt",
        "name": "Musteramt",
        "level": "land",
        "land": "DE-BW",
        "kind": None,
        "official": "Amt für Muster",
        "since": "2020",
        "until": None,
        "parents": ["im-bw"],
        "children": [],
        "predecessors": ["altamt"],
        "successors": [],
        "domains": [],
        "wikidata": None,
        "names": [
            {"text": "Amt für Muster", "type": "name", "since": "2020", "until": None},
            {"text": "Musteramt", "type": "name", "since": "2020", "until": None},
        ],
        "files": [str(own)],
    }


def test_search_ranks_and_takes_several_words(here: Place) -> None:
    rows = here.run("agencies", "search", "innenministerium", "baden").stdout.splitlines()
    assert rows[0] == "im-bw\tInnenministerium Baden-Württemberg\tland\tDE-BW\tministry"
    found = json.loads(here.run("agencies", "search", "BSI", "--json").stdout)
    assert found[0]["id"] == "bsi"
    assert here.run("agencies", "search", "qqqqqqq").stdout == ""


def test_list_takes_level_and_land(here: Place, own: Path) -> None:
    rows = here.run("agencies", "list", "--land", "bw", "--level", "land").stdout.splitlines()
    ids = {row.split("\t")[0] for row in rows}
    assert {"im-bw", "musteramt"} <= ids
    assert not ids & {"bsi", "stmi-by"}
    assert all(row.split("\t")[3] == "DE-BW" for row in rows)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["show", "bsy"], 'bsy: no such body (did you mean "bsi"?)'),
        (["show"], "give one id"),
        (["search"], "give a name"),
        (["list", "bsi"], "takes no words"),
        (["list", "--land", "xx"], "--land xx: no such Land"),
        (["check", "--register", "/nowhere.toml"], "/nowhere.toml: there is no such file"),
        (["prüfe"], "invalid choice"),
    ],
)
def test_a_wrong_request_is_one_line(here: Place, words: list[str], told: str) -> None:
    done = here.run("agencies", *words)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), done
    assert told in done.stderr


def test_check_tells_every_slip_of_an_own_file(here: Place, own: Path) -> None:
    own.write_text(
        '[x]\nname = "X"\nlevel = "bunt"\nlnad = "DE-BW"\n[y]\nname = "BSI"\nlevel = "bund"\n',
        encoding="utf-8",
    )
    done = here.run("agencies", "check")
    lines = [line for line in done.stdout.splitlines() if line.startswith(str(own))]
    assert done.returncode == 2
    assert [line.removeprefix(f"{own}: ") for line in lines] == [
        '[x]: "level": \'bunt\' is not allowed (did you mean "bund"?)',
        '[x]: unknown key "lnad" (did you mean "land"?)',
        AMBIGUOUS,
    ]
    named = here.run("agencies", "check", "--register", str(own))
    assert named.stdout.splitlines() == lines
    assert "3 problems" in named.stderr


def test_check_looks_at_one_shipped_file(here: Place, own: Path) -> None:
    own.write_text("[half", encoding="utf-8")
    done = here.run("agencies", "check", "--register", str(BODIES / "series.toml"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_crawl_says_a_slip_in_the_own_file_before_it_fetches(here: Place, own: Path) -> None:
    own.write_text('[x]\nname = "X"\n', encoding="utf-8")
    here.config.write_text('[sources.im-bw]\nbase_url = "http://127.0.0.1:9"\n', encoding="utf-8")
    done = here.run("crawl", "im-bw")
    assert done.returncode == 2
    assert done.stderr == f'presselupe: {own}: [x]: key "level" is missing\n'
    assert here.run("search", "haushalt").returncode == 0
