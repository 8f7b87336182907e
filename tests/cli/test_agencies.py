"""``presselupe agencies``: looking bodies up, and checking the register's files."""

import json
from pathlib import Path

import pytest

from press.register_data import BODIES
from store.archive import Archive, Arrival
from tests.command import Place, place
from tests.store.samples import article

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
        (["show", "zendiss"], 'zendiss: no such body (did you mean "zendis"?)'),
        (["show"], "give one id"),
        (["search"], "give a name"),
        (["list", "bsi"], "takes no words"),
        (["list", "--land", "xx"], "--land xx: no such Land"),
        (["check", "--register", "/nowhere.toml"], "/nowhere.toml: there is no such file"),
        (["evaluate"], "give one file"),
        (["evaluate", "/nowhere.jsonl"], "/nowhere.jsonl: cannot be read"),
        (["unresolved", "topic:"], "topic"),
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


@pytest.fixture
def archived(here: Place) -> Place:
    texts = (
        "Das Innenministerium prüft. Das Innenministerium wartet.",
        "Man hört: Das Innenministerium zögert. Das Landesamt für Gezeiten misst.",
        "Das BSI warnt.",
    )
    articles = [article(str(number), text) for number, text in enumerate(texts)]
    Archive(here.data).keep([Arrival(each) for each in articles])
    return here


def test_unresolved_names_come_by_how_many_articles_have_them(archived: Place) -> None:
    done = archived.run("agencies", "unresolved", "--json")
    assert done.returncode == 0, done.stderr
    first, second = json.loads(done.stdout)
    assert (first["text"], first["outcome"], first["articles"]) == (
        "Innenministerium", "ambiguous", 2,
    )  # fmt: skip
    assert "im-bw" in first["candidates"]
    assert {e["sentence"] for e in first["examples"]} == {
        "Das Innenministerium prüft.", "Man hört: Das Innenministerium zögert.",
    }  # fmt: skip
    assert (second["text"], second["outcome"], second["candidates"]) == (
        "Landesamt für Gezeiten", "unknown", [],
    )  # fmt: skip
    assert all(e["id"] and e["url"].startswith("http") for e in second["examples"])


def test_unresolved_takes_a_query_and_a_limit(archived: Place) -> None:
    done = archived.run("agencies", "unresolved", "gezeiten")
    names = [line.split("\t")[:3] for line in done.stdout.splitlines() if line[0] != "\t"]
    assert [name[:2] for name in names] == [
        ["1", "Innenministerium"], ["1", "Landesamt für Gezeiten"],
    ]  # fmt: skip
    assert names[1][2] == "not in the register"
    one = archived.run("agencies", "unresolved", "--limit", "1", "--json")
    assert len(json.loads(one.stdout)) == 1


def test_evaluate_prints_figures_and_every_error(here: Place, tmp_path: Path) -> None:
    texts = tmp_path / "texts.jsonl"
    labelled = {"id": "t1", "body": "Das BSI und das BKA.", "agencies": ["bsi", "bfv"]}
    texts.write_text(json.dumps(labelled), encoding="utf-8")
    done = here.run("agencies", "evaluate", str(texts))
    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stderr
    assert lines[:2] == [
        "1 text", "agencies: precision 0.500, recall 0.500, F1 0.500 (1 / 1 / 1)",
    ]  # fmt: skip
    assert 't1: agency bka found, but not labelled: "BKA", abbreviation' in lines
    assert "t1: agency bfv labelled, but not found" in lines
    found = json.loads(here.run("agencies", "evaluate", "--json", str(texts)).stdout)
    assert (found["texts"], found["agencies"]["right"], found["agencies"]["f1"]) == (1, 1, 0.5)
    assert found["errors"][0] == {
        "text": "t1", "what": "agency", "error": "wrong", "id": "bka", "words": "BKA",
        "rule": "abbreviation",
    }  # fmt: skip
