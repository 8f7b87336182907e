"""What docs/operations.md promises: units that systemd takes, backups that come back."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from cli.prometheus import METRICS
from demo.sites import Sites, start
from store.reports import State
from tests.command import Place, place

DOCS = Path(__file__).parents[2] / "docs"
UNITS = DOCS / "systemd"
TEXT = (DOCS / "operations.md").read_text(encoding="utf-8")


@pytest.fixture
def sites() -> Iterator[Sites]:
    with start(count=30) as running:
        yield running


@pytest.fixture
def here(tmp_path: Path, sites: Sites) -> Place:
    return place(tmp_path, portal=sites.portal_url, ministry=sites.ministry_url)


def copied(place_: Place, to: Path, *names: str) -> None:
    for name in names:
        shutil.copytree(place_.data / name, to / name)


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not installed: the units are not checked")
    for unit in UNITS.iterdir():
        text = unit.read_text(encoding="utf-8")
        (tmp_path / unit.name).write_text(text.replace("/usr/local/bin/presselupe", "/bin/true"))
    command = ["systemd-analyze", "verify", *map(str, sorted(tmp_path.iterdir()))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_backup_taken_between_two_crawls_comes_back_whole(
    here: Place, sites: Sites, tmp_path: Path
) -> None:
    here.report()
    here.run("search", "verwaltung")
    backup = tmp_path / "backup"
    copied(here, backup, "crawl")
    sites.set_edition(2)
    here.report()
    copied(here, backup, "archive")
    expected = here.articles()
    restored = Place(backup, here.config)
    assert restored.run("verify").returncode in (0, 1)
    code, _reports = restored.report()
    assert code == 0
    kept = [{key: value for key, value in each.items() if key != "last_seen"} for each in expected]
    again = [
        {key: value for key, value in each.items() if key != "last_seen"}
        for each in restored.articles()
    ]
    assert again == kept
    assert restored.run("verify").stdout == ""


def test_without_its_crawl_memory_an_archive_doubles_nothing(here: Place, sites: Sites) -> None:
    here.report()
    before = sorted(each["id"] for each in here.articles())
    shutil.rmtree(here.data / "crawl")
    code, reports = here.report()
    assert (code, sum(report["new"] for report in reports.values())) == (0, 0)
    assert sorted(each["id"] for each in here.articles()) == before


def test_a_day_comes_back_by_copying_its_file(here: Place, tmp_path: Path) -> None:
    here.report()
    before = {each["id"] for each in here.articles()}
    day = next((here.data / "archive").glob("*/*-*.json"))
    kept = day.rename(tmp_path / day.name)
    assert {each["id"] for each in here.articles()} < before
    kept.rename(day)
    assert {each["id"] for each in here.articles()} == before


def test_every_state_and_metric_that_is_told_exists() -> None:
    states = re.findall(
        r"^\| `([a-z ]+)` \| ", TEXT.partition("| state | means |")[2], re.MULTILINE
    )
    assert set(states) == set(get_args(State))
    named = set(re.findall(r"presselupe_source_([a-z_]+)", TEXT)) - {"state"}
    assert named <= {metric.name for metric in METRICS}
