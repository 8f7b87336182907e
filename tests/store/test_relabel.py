"""Labelling anew: what was labelled by other rules gets the labels of today, whatever happens."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from press import labels, register_data, topics
from press.article import AgencyMention, Article, Rights, TopicLabel
from press.query import parse
from store import relabel as relabelling
from store.archive import Archive, Arrival
from store.differences import differences
from store.index import Index
from store.library import Library
from store.relabel import Report, due, relabel
from tests.store.crash import Killed, die_at
from tests.store.samples import article, id_for

LANDS = {"portal": None, "haus": "DE-BW"}
OFFICE = "Das Landratsamt Musterland prüft."
TEXT = f"{OFFICE} Das BSI warnt vor Schadsoftware."
SCRIPT = """
import sys
from pathlib import Path
from store import relabel
from store.archive import Archive
from store.index import Index

if __name__ == "__main__":
    data = Path(sys.argv[1])
    relabel._SMALL, relabel._BATCH_DAYS = int(sys.argv[2]), 10
    archive = Archive(data)
    told = lambda done, _: print(done, flush=True)
    relabel.relabel(archive, Index(data, archive), {"portal": None}, progress=told)
"""
STALE = TopicLabel(id="alt", label="Alt", rule="title: alt")


@pytest.fixture(autouse=True)
def shipped_register() -> Iterator[None]:
    yield
    register_data.use(None)
    topics.use(None)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """An operator's own register, laid over the shipped one: another version."""
    path = tmp_path / "agencies.toml"
    path.write_text(
        '[kreis-musterland]\nname = "Landratsamt Musterland"\nlevel = "kommune"\n'
        'land = "DE-BW"\nkind = "district"\n',
        encoding="utf-8",
    )
    return path


def labelled(name: str, text: str = TEXT, **fields: Any) -> Article:
    return labels.label(article(name, text, **fields), None)


def keep(data: Path, *articles: Article) -> Archive:
    archive = Archive(data)
    Index(data, archive).add([k.article for k in archive.keep(list(map(Arrival, articles)))])
    return archive


def run(data: Path, **options: Any) -> Report:
    archive = Archive(data)
    return relabel(archive, Index(data, archive), LANDS, **options)


def everything(data: Path) -> list[Article]:
    archive = Archive(data)
    return [article for day in archive.days() for article in archive.day(day)]


def files(data: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in (data / "archive").rglob("*.json")}


def agencies_of(found: Article) -> list[str]:
    return [agency.id for agency in found.agencies]


def test_articles_say_by_which_version_they_were_labelled():
    assert labelled("a").labelled == register_data.version()
    assert article("old").labelled is None
    assert "labelled" in msgspec.to_builtins(article("old"))


def test_a_changed_register_labels_the_archive_anew(tmp_path, own):
    keep(tmp_path, labelled("a"), labelled("b", published=None), labelled("c", "Nichts davon."))
    register_data.use(own)
    report = run(tmp_path)
    assert (report.version, report.seen, report.labelled) == (labels.version(), 3, 3)
    assert report.changed == 2
    assert report.agencies.added == {"kreis-musterland": 2}
    assert report.agencies.removed == {}
    assert report.regions.added == {"DE-BW": 2}
    for found in everything(tmp_path):
        assert found == labels.label(found, None)
    with_it = Library(tmp_path).ids(parse("agency:kreis-musterland"))
    assert sorted(with_it) == sorted([id_for("a"), id_for("b")])


def test_the_operator_s_own_topics_are_part_of_the_version(tmp_path):
    keep(tmp_path, labelled("a", "Blaubeerernte, Blaubeerernte und noch einmal Blaubeerernte."))
    own = tmp_path / "topics.toml"
    own.write_text('[beeren]\nlabel = "Beeren"\nterms = "Blaubeerernte"\n', encoding="utf-8")
    topics.use(own)
    assert due(Archive(tmp_path), LANDS) == 1
    assert run(tmp_path).topics.added == {"beeren": 1}


def test_nothing_but_labels_changes(tmp_path):
    old = article("a", TEXT, topics=[STALE], aliases=["https://portal.example/?p=1"])
    archive = keep(tmp_path, old)
    later = {"last_seen": "2026-11-21T07:00:00Z", "topics": [STALE]}
    keep(tmp_path, article("a", TEXT + " Neu.", **later))
    (before,) = everything(tmp_path)
    run(tmp_path)
    (after,) = everything(tmp_path)
    assert after.labelled == labels.version()
    assert after.topics != before.topics
    fields = {"agencies", "topics", "regions", "labelled"}
    for name in set(Article.__struct_fields__) - fields:
        assert getattr(after, name) == getattr(before, name), name
    assert archive.versions(old.id, "2022-10-13") == [old]


def test_a_second_run_finds_nothing_to_do_and_writes_nothing(tmp_path):
    keep(tmp_path, article("a", TEXT), article("b", TEXT, published="2022-10-14"))
    run(tmp_path)
    before = files(tmp_path)
    prints = Archive(tmp_path).fingerprints()
    report = run(tmp_path)
    assert (report.seen, report.labelled, report.changed) == (2, 0, 0)
    assert (files(tmp_path), Archive(tmp_path).fingerprints()) == (before, prints)


def test_without_an_index_nothing_is_written(tmp_path):
    archive = keep(tmp_path, article("a", TEXT))
    before = files(tmp_path)
    report = relabel(archive, None, LANDS)
    assert (report.labelled, report.changed) == (1, 1)
    assert "bsi" in report.agencies.added
    assert files(tmp_path) == before
    assert run(tmp_path) == report


def test_the_index_is_level_afterwards_also_where_no_label_changed(tmp_path):
    plain = {"published": "2022-10-20"}
    keep(tmp_path, article("a", TEXT), article("same", "Nichts davon.", **plain))
    report = run(tmp_path)
    assert (report.labelled, report.changed) == (2, 1)
    index = Index(tmp_path, heal=False)
    assert index.stale_days() == []
    assert list(differences(Archive(tmp_path), index)) == []


def test_only_other_labels_cost_the_index_an_update(tmp_path, monkeypatch):
    keep(tmp_path, article("a", TEXT), article("same", "Nichts davon."))
    added: list[list[str]] = []
    add = Index.add

    def noted(self: Index, articles: list[Article], *, days: list[str]) -> None:
        added.append([each.id for each in articles])
        add(self, articles, days=days)

    monkeypatch.setattr(Index, "add", noted)
    run(tmp_path)
    assert added == [[id_for("a")]]


def test_what_kept_its_labels_for_other_reasons_is_counted_apart(tmp_path):
    now = labelled("a")
    first = now.agencies[0]
    other = AgencyMention(id=first.id, name=first.name, text="anders", rule="alt")
    before = msgspec.structs.replace(now, agencies=[other, *now.agencies[1:]], labelled="alt")
    keep(tmp_path, before)
    report = run(tmp_path)
    assert (report.labelled, report.changed, report.reasons) == (1, 0, 1)
    assert everything(tmp_path) == [now]


def test_the_land_of_the_source_decides_as_in_a_crawl(tmp_path):
    text = "Das Innenministerium teilt mit, dass die Förderung beginnt."
    keep(tmp_path, article("a", text), article("b", text, source="haus"))
    run(tmp_path)
    found = {each.source: agencies_of(each) for each in everything(tmp_path)}
    assert "im-bw" in found["haus"]
    assert "im-bw" not in found["portal"]


def test_what_was_kept_without_its_text_gets_no_labels(tmp_path):
    reserved = Rights(klass="press", tdm="reserved")
    only_title = {"title": "BSI warnt", "body": None, "regions": ["DE"], "rights": reserved}
    with_text = article("b", TEXT, rights=reserved)
    keep(tmp_path, article("a", **only_title), with_text)
    report = run(tmp_path)
    assert (report.seen, report.no_text, report.labelled) == (2, 1, 1)
    kept = {each.id: each for each in everything(tmp_path)}
    assert kept[id_for("a")] == article("a", **only_title)
    assert "bsi" in agencies_of(kept[id_for("b")])


def test_articles_of_sources_that_are_gone_keep_their_labels(tmp_path):
    gone = article("a", TEXT, source="weg", topics=[STALE])
    keep(tmp_path, gone)
    report = run(tmp_path)
    assert (report.source_unknown, report.labelled) == (1, 0)
    assert everything(tmp_path) == [gone]
    assert due(Archive(tmp_path), LANDS) == 0


def test_one_source_alone(tmp_path):
    keep(tmp_path, article("a", TEXT), article("b", TEXT, source="haus"))
    assert due(Archive(tmp_path), LANDS) == 2
    report = run(tmp_path, source="haus")
    assert (report.seen, report.labelled) == (1, 1)
    assert {each.source for each in everything(tmp_path) if each.labelled} == {"haus"}
    assert due(Archive(tmp_path), LANDS) == 1


def test_an_article_that_changed_meanwhile_keeps_what_it_says_now(tmp_path):
    archive = keep(tmp_path, article("a", TEXT))
    stale = labels.label(article("a", TEXT), None)
    keep(tmp_path, article("a", "Ganz anders."))
    assert archive.relabel("2022-10-13", [stale, labelled("never")]) == []
    (found,) = everything(tmp_path)
    assert (found.body, found.labelled) == ("Ganz anders.", None)


def test_what_is_no_article_stays_in_its_file(tmp_path):
    keep(tmp_path, article("a", TEXT))
    path = tmp_path / "archive" / "2022" / "2022-10-13.json"
    tables = json.loads(path.read_text(encoding="utf-8"))
    tables["articles"]["17"] = {"odd": True}
    path.write_text(json.dumps(tables), encoding="utf-8")
    run(tmp_path)
    after = json.loads(path.read_text(encoding="utf-8"))["articles"]
    assert after["17"] == {"odd": True}
    assert len(after) == 2


def test_several_processes_do_what_one_does(tmp_path, own, monkeypatch):
    one, many = tmp_path / "one", tmp_path / "many"
    days = [f"2022-10-{day:02}" for day in range(1, 13)]
    for data in (one, many):
        keep(data, *(labelled(day, published=day) for day in days))
    register_data.use(own)
    told: list[tuple[int, float]] = []
    report = run(one)
    monkeypatch.setattr(relabelling, "_SMALL", 0)
    assert run(many, progress=lambda *now: told.append(now)) == report
    assert report.agencies.added == {"kreis-musterland": 12}
    assert everything(many) == everything(one)
    assert told == sorted(told)
    assert told[-1] == (12, 1.0)


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("step", range(1, 8))
def test_a_crash_anywhere_loses_nothing_and_the_next_run_finishes(
    tmp_path, monkeypatch, step, after
):
    monkeypatch.setattr(relabelling, "_BATCH_DAYS", 2)
    days = ["2022-10-13", "2022-10-14", "2022-10-15", "2022-10-16"]
    keep(tmp_path, *(article(day, TEXT, published=day) for day in days))
    before = {each.id: each for each in everything(tmp_path)}
    with monkeypatch.context() as patch:
        die_at(patch, step, after=after)
        with contextlib.suppress(Killed):
            run(tmp_path)
    for each in everything(tmp_path):
        assert each in (before[each.id], labels.label(before[each.id], None))
    run(tmp_path)
    assert len(everything(tmp_path)) == len(days)
    assert due(Archive(tmp_path), LANDS) == 0
    assert list(differences(Archive(tmp_path), Index(tmp_path))) == []
    assert len(list(Library(tmp_path).ids(parse("agency:bsi")))) == len(days)


def test_kill_9_at_any_moment(tmp_path):
    days = [f"2022-{month:02}-{day:02}" for month in range(1, 7) for day in range(1, 26)]
    keep(tmp_path, *(article(day, TEXT * 20, published=day) for day in days))
    script = tmp_path / "run.py"
    script.write_text(SCRIPT, encoding="utf-8")
    for small, wait in (("0", 20), ("99999999", 40), ("0", 60)):
        running = subprocess.Popen(
            [sys.executable, str(script), str(tmp_path), small],
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(Path.cwd())},
        )
        assert running.stdout
        for _ in range(wait):
            assert running.stdout.readline()
        helpers = _children(running.pid)
        running.send_signal(signal.SIGKILL)
        running.wait()
        running.stdout.close()
        assert len(everything(tmp_path)) == len(days)
        _wait_until_gone(helpers)
    left = due(Archive(tmp_path), LANDS)
    assert 0 < left <= len(days) - 60
    assert run(tmp_path).labelled == left
    assert list(differences(Archive(tmp_path), Index(tmp_path))) == []


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return list(map(int, listed.split()))


def _wait_until_gone(pids: list[int]) -> None:
    """The processes that helped the one that was killed end too."""
    end = time.monotonic() + 20
    while any(_runs(pid) for pid in pids):
        assert time.monotonic() < end, pids
        time.sleep(0.05)


def _runs(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
