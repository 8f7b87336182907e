import json
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from cli.main import main
from demo.sites import start
from press import labels
from store.archive import Archive, Arrival
from store.index import Index
from store.lock import hold
from tests.command import place
from tests.store.samples import article


@pytest.fixture(autouse=True)
def no_own_tables(tmp_path, monkeypatch):
    from press import register_data, topics

    (tmp_path / "none.toml").touch()
    monkeypatch.setenv("PRESSELUPE_CONFIG", str(tmp_path / "none.toml"))
    yield
    register_data.use(None)
    topics.use(None)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    archive = Archive(data)
    text = "Das BSI warnt vor Schadsoftware in Bayern."
    archive.keep(
        [
            Arrival(article("a", text, source="move-online")),
            Arrival(article("b", text, source="im-bw", published="2022-10-14")),
            Arrival(article("c", text, source="weg")),
        ]
    )
    Index(data, archive)
    return data


class Told:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


def relabel(data: Path, capsys: pytest.CaptureFixture[str], *options: str) -> Told:
    capsys.readouterr()
    config = data.parent / "presselupe.toml"
    config.touch()
    place = ["--lang", "en", "--data", str(data), "--config", str(config)]
    return Told(main([*place, "relabel", *options]), *capsys.readouterr())


def test_the_report_says_what_changed(data, capsys):
    told = relabel(data, capsys)
    assert told.code == 0
    lines = told.out.splitlines()
    assert lines[:4] == [
        "3 looked at",
        f"2 labelled by another version than {labels.version()}",
        "1 left: their source is not in the catalogue any more",
        "2 with other labels",
    ]
    assert [line.split()[:3] for line in lines if " bsi " in line] == [["+2", "-0", "bsi"]]
    assert [line.split()[2:] for line in lines if "DE-BY" in line] == [["DE-BY", "Bayern"]]
    assert told.err.startswith("2 articles labelled, ")


def test_it_says_so_too_when_nothing_changed(data, capsys):
    relabel(data, capsys)
    told = relabel(data, capsys)
    assert told.code == 0
    lines = told.out.splitlines()
    assert (lines[0], lines[-1]) == ("3 looked at", "0 with other labels")
    assert told.err == ""


def test_json_has_everything(data, capsys):
    dry = json.loads(relabel(data, capsys, "--json", "--dry-run").out)
    done = json.loads(relabel(data, capsys, "--json").out)
    assert dry == done
    assert (done["seen"], done["labelled"], done["changed"], done["source_unknown"]) == (3, 2, 2, 1)
    assert done["agencies"] == {"added": {"bsi": 2}, "removed": {}}
    assert done["version"] == labels.version()


def test_dry_run_changes_nothing_and_runs_beside_a_crawl(data, capsys):
    before = Archive(data).fingerprints()
    with hold(data, what="crawl"):
        told = relabel(data, capsys, "--dry-run")
    assert told.code == 0
    assert "2 with other labels" in told.out
    assert Archive(data).fingerprints() == before


def test_while_a_crawl_runs_it_is_refused(data, capsys):
    with hold(data, what="crawl"):
        told = relabel(data, capsys)
    assert (told.code, told.out) == (75, "")
    assert "held by crawl" in told.err


def test_one_source(data, capsys):
    told = json.loads(relabel(data, capsys, "--source", "im-bw", "--json").out)
    assert (told["seen"], told["labelled"]) == (1, 1)
    wrong = relabel(data, capsys, "--source", "im-bv")
    assert wrong.code == 2
    assert "im-bv: no such source" in wrong.err


def test_a_slip_in_the_own_register_is_told_before_anything_is_read(data, capsys):
    (data.parent / "agencies.toml").write_text('[x]\nnam = "X"\n', encoding="utf-8")
    before = Archive(data).fingerprints()
    told = relabel(data, capsys)
    assert (told.code, told.out, told.err.count("\n")) == (2, "", 1)
    assert "agencies.toml" in told.err
    assert Archive(data).fingerprints() == before


def test_a_damaged_day_is_told(data, capsys):
    (data / "archive" / "2022" / "2022-10-13.json").write_text("{", encoding="utf-8")
    told = relabel(data, capsys)
    assert told.code == 1
    assert "2022-10-13.json: damaged" in told.err
    assert told.out.startswith("1 looked at\n")


def test_an_empty_archive(tmp_path, capsys):
    told = relabel(tmp_path / "data", capsys)
    assert (told.code, told.out) == (0, "0 looked at\n0 with other labels\n")


def test_verify_says_when_it_is_due(data, capsys):
    main(["--lang", "en", "--data", str(data), "verify"])
    told = capsys.readouterr()
    assert told.out == ""
    due = "2 articles were labelled by an older register; run presselupe relabel\n"
    assert due in told.err
    relabel(data, capsys)
    main(["--lang", "en", "--data", str(data), "verify"])
    assert "relabel" not in capsys.readouterr().err


def test_an_article_gets_the_labels_that_a_crawl_would_give_it(tmp_path):
    until = date(2026, 11, 20)
    with start(count=20, until=until, today=lambda: until) as sites:
        here = place(tmp_path, portal=sites.portal_url, ministry=sites.ministry_url)
        assert here.report()[0] == 0
    crawled = here.articles()
    assert {each["labelled"] for each in crawled} == {labels.version()}
    archive = Archive(here.data)
    for day in archive.days():
        bare = {"agencies": [], "topics": [], "regions": [], "labelled": None}
        archive.relabel(day, [replace(each, **bare) for each in archive.day(day)])
    done = here.run("relabel")
    assert (done.returncode, f"{len(crawled)} looked at" in done.stdout) == (0, True)
    assert here.articles() == crawled
    verified = here.run("verify")
    assert (verified.returncode, verified.stdout) == (0, "")
