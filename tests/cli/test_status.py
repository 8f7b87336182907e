"""`presselupe status` and what monitors read: table, JSON, metrics, exit codes."""

import io
import json
import os
import re
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from rich.console import Console

from cli.status import fitting_table
from store.archive import Archive, Arrival
from store.health import Health
from store.memory import CrawlMemory
from store.reports import Fall, SourceReport
from store.silence import Rhythm
from tests.command import Place, place
from tests.store.samples import article

BASE = "http://127.0.0.1:9"


@pytest.fixture
def here(tmp_path: Path) -> Place:
    return place(tmp_path, portal=BASE, ministry=BASE)


def ran(place: Place, source: str, state: str, **fields: object) -> None:
    ended = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    report = SourceReport(source=source, started=ended, finished=ended, state=state, **fields)  # type: ignore[arg-type]
    import msgspec

    CrawlMemory(place.data, source).add_report(msgspec.to_builtins(report))


def published(place: Place, source: str, days: list[date]) -> None:
    Archive(place.data).keep(
        [Arrival(article(f"{source}-{day}", source=source, published=str(day))) for day in days]
    )


def told(place: Place) -> dict[str, dict]:
    return {each["source"]: each for each in json.loads(place.run("status", "--json").stdout)}


@pytest.mark.parametrize(
    ("states", "code"),
    [
        (["ok", "not modified"], 0),
        (["ok", "drift"], 3),
        (["ok", "silent"], 3),
        (["ok", "failed"], 1),
        (["interrupted", "ok"], 1),
        (["unreachable", "blocked by robots"], 4),
    ],
)
def test_the_exit_code_is_for_monitoring(here: Place, states: list[str], code: int) -> None:
    for source, state in zip(("move-online", "im-bw"), states, strict=True):
        ran(here, source, state)
    assert here.run("status").returncode == code


def test_every_source_is_told_with_its_rhythm_and_silence(here: Place) -> None:
    last = datetime.now(UTC).date() - timedelta(days=40)
    published(here, "im-bw", [last - timedelta(days=7 * week) for week in range(20)])
    ran(here, "im-bw", "not modified")
    health = told(here)["im-bw"]
    assert health["state"] == "silent"
    assert (health["newest"], health["articles"]) == (last.isoformat(), 20)
    assert health["rhythm"]["typical"] in (4, 5)
    assert health["quiet"] > health["rhythm"]["allowed"]
    assert told(here)["move-online"]["state"] is None
    table = here.run("status")
    assert table.returncode == 3
    assert f"nothing new for {health['quiet']} working days" in table.stdout


def test_drift_and_errors_are_told_with_figures_and_addresses(here: Place) -> None:
    fall = Fall(field="lead", before=0.98, now=0.12, pages=24, norm=180)
    ran(here, "im-bw", "drift", drift=[fall])
    ran(here, "move-online", "failed", notes=[{"url": f"{BASE}/x", "reason": "list answered 500"}])
    done = here.run("status")
    assert "lead 98 % → 12 %" in done.stdout
    assert f"move-online: {BASE}/x: list answered 500" in done.stdout
    assert told(here)["im-bw"]["error"].startswith("lead fell from 98% to 12% of pages")


def test_a_german_table_has_no_english_in_it(here: Place) -> None:
    ran(here, "im-bw", "drift", drift=[Fall(field="lead", before=0.98, now=0.12, pages=24, norm=9)])
    command = [word if word != "en" else "de" for word in here.command("status")]
    shown = subprocess.run(command, check=False, capture_output=True, encoding="utf-8").stdout
    assert "im-bw: Drift: Vorspann 98 % → 12 %" in shown
    assert "lead" not in shown
    assert "state" not in shown


def test_metrics_are_what_prometheus_reads(here: Place, tmp_path: Path) -> None:
    published(here, "im-bw", [date(2026, 1, 1)])
    ran(here, "im-bw", "ok", new=3, requests=7, seconds=1.5)
    path = tmp_path / "presselupe.prom"
    path.write_text("old")
    done = here.run("status", "--prometheus", str(path))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    families = {each.name: each for each in text_string_to_metric_families(path.read_text())}
    assert all(family.documentation and family.type == "gauge" for family in families.values())

    def value(name: str, **labels: str) -> float:
        [sample] = [
            sample
            for sample in families[f"presselupe_{name}"].samples
            if sample.labels.items() >= labels.items()
        ]
        return sample.value

    assert value("source_state", source="im-bw", state="ok") == 1
    assert value("source_state", source="im-bw", state="drift") == 0
    assert value("source_last_run_new", source="im-bw") == 3
    assert value("source_newest_article_timestamp_seconds", source="im-bw") == 1767225600
    assert value("source_articles", source="move-online") == 0
    assert not [
        s
        for s in families["presselupe_source_last_run_new"].samples
        if s.labels["source"] == "move-online"
    ]
    assert list(tmp_path.glob(".*")) == []
    assert path.stat().st_mode & 0o444 == 0o444


@pytest.mark.parametrize(
    ("data", "said"), [("typo", "it does not exist"), ("file", "it is no directory"), ("", "run ")]
)
def test_where_nothing_was_ever_crawled_all_is_not_well(
    here: Place, tmp_path: Path, data: str, said: str
) -> None:
    (tmp_path / "file").write_text("x")
    here.data.mkdir()
    named = here._replace(data=tmp_path / data if data else here.data)
    done = named.run("status", "--json")
    assert done.returncode == 4
    [line] = done.stderr.splitlines()
    assert line.startswith(f"presselupe: nothing has been crawled yet in {named.data}")
    assert said in line
    assert [each["state"] for each in json.loads(done.stdout)] == [None, None]
    assert not (tmp_path / "typo").exists()


def test_without_any_source_enabled_all_is_not_well(tmp_path: Path) -> None:
    done = place(tmp_path).run("status")
    assert done.returncode == 4
    assert done.stderr.count("\n") == 1
    assert "no source is enabled" in done.stderr


def test_damaged_reports_are_no_source_that_was_never_crawled(here: Place) -> None:
    ran(here, "move-online", "ok")
    ran(here, "im-bw", "ok")
    path = here.data / "crawl" / "im-bw" / "reports.json"
    path.write_text("{x", encoding="utf-8")
    for _ in range(2):  # the first look sets the file aside
        done = here.run("status")
        assert done.returncode == 1
        [line] = done.stderr.splitlines()
        assert line.startswith(f"presselupe: im-bw: {path}: damaged")
        assert "never crawled" not in done.stdout
    ran(here, "im-bw", "ok")
    assert here.run("status").returncode == 0


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_a_narrow_table_has_fewer_columns_and_none_is_cut(width: int) -> None:
    now = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    healths = [
        Health(
            source=source,
            state="robots unreachable",
            last_run=SourceReport(source=source, started=now, finished=now, new=12, changed=3),
            newest=now[:10],
            articles=123456,
            rhythm=Rhythm(typical=5, allowed=13),
        )
        for source in ("verwaltung-zukunft", "im-bw")
    ]
    out = io.StringIO()
    console = Console(width=width, file=out, no_color=True)
    console.print(fitting_table(healths, width), highlight=False, crop=False)
    lines = out.getvalue().splitlines()
    assert len(lines) == 3
    assert "…" not in "".join(lines)
    assert max(map(len, lines)) <= width
    assert lines[0].startswith("source ")
    assert all("robots unreachable" in line for line in lines[1:])
    assert all(re.search(r"\d\d:\d\d", line) for line in lines[1:])
    assert ("13 allowed" in lines[1]) is (width >= 120)
    assert (" new " in lines[0]) is (width >= 80)


def test_a_name_that_node_exporter_passes_over_is_refused(here: Place, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    done = here.run("status", "--prometheus", str(path))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert ".prom" in done.stderr
    assert not path.exists()


def test_metrics_that_cannot_be_written_are_said_in_one_line(here: Place) -> None:
    done = here.run("status", "--prometheus", "/nowhere/x.prom")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1


def test_doctor_names_what_is_wrong_and_what_is_well(here: Place, tmp_path: Path) -> None:
    published(here, "im-bw", [date(2026, 1, 1)])
    done = here.run("doctor")
    assert done.returncode == 0, done.stdout
    assert "im-bw: never crawled" in done.stdout
    assert "archive: 1 day" in done.stdout
    (here.data / "archive" / "2026" / "2026-01-02.json.damaged-20260101").write_text("x")
    (here.data / "crawl").mkdir(exist_ok=True)
    (here.data / "crawl" / "purge.json").write_text("{}")
    done = here.run("doctor", "-q")
    assert done.returncode == 1
    assert "2026-01-02.json.damaged" in done.stdout
    assert "a purge was interrupted" in done.stdout
    config = tmp_path / "wrong.toml"
    config.write_text("[crawl]\ncontakt = 'x'\n")
    done = here.run("doctor", "--config", str(config))
    assert done.returncode == 1
    assert 'unknown key "crawl.contakt"' in done.stdout


def test_all_verbs_run_in_the_c_locale(here: Place) -> None:
    published(here, "im-bw", [date(2026, 1, 1)])
    ran(here, "im-bw", "ok")
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("LANG", "LC_ALL", "LC_CTYPE", "PYTHONUTF8", "PYTHONIOENCODING")
    } | {"LC_ALL": "C"}
    for words in (
        ["status"],
        ["doctor"],
        ["search", "Überschrift"],
        ["export"],
        ["status", "--json"],
    ):
        command = [word if word != "en" else "de" for word in here.command(*words)]
        done = subprocess.run(command, check=False, capture_output=True, env=environment)
        assert done.returncode == 0, words
        assert b"Traceback" not in done.stderr
        assert done.stdout.decode("utf-8")
    done = subprocess.run(here.command("export"), check=True, capture_output=True, env=environment)
    assert "Überschrift" in done.stdout.decode("utf-8")
    done = subprocess.run(here.command("crawl"), check=False, capture_output=True, env=environment)
    assert done.returncode == 4
    done.stderr.decode("utf-8")
