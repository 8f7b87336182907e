import contextlib
import json
import os
import random
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from press.article import Article, to_document
from store.archive import Archive, Arrival, day_of
from store.files import StoreError
from tests.store.crash import Disk, Killed, die_at
from tests.store.samples import article, full_article, id_for

DAY, OTHER = "2022-10-13", "2022-10-20"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def archive(tmp_path):
    return Archive(tmp_path)


def keep(archive: Archive, *articles: Article, previous: str | None = None) -> list[str]:
    return [k.outcome for k in archive.keep([Arrival(a, previous) for a in articles])]


def shown(archive: Archive) -> dict[str, list[str]]:
    """Day by article id: every place where readers meet an article."""
    places: dict[str, list[str]] = {}
    for day in archive.days():
        for found in archive.day(day):
            assert archive.read(found.id, day) == found
            places.setdefault(found.id, []).append(day)
    return places


# Filing


def test_articles_are_filed_by_day_of_publication_in_order_of_arrival(archive, tmp_path):
    first, second = article("z"), article("a", published="2022-10-13T14:05:00+02:00")
    keep(archive, first, second)
    assert archive.day(DAY) == [first, second]
    assert (tmp_path / "archive" / "2022" / "2022-10-13.json").is_file()


def test_an_article_without_date_is_filed_by_the_month_it_was_first_seen(archive, tmp_path):
    undated = article(published=None)
    assert day_of(undated) == "undated/2026-11"
    keep(archive, undated)
    assert archive.read(undated.id, "undated/2026-11") == undated
    assert (tmp_path / "archive" / "undated" / "2026-11.json").is_file()


def test_days_are_listed_newest_first_the_undated_last(archive):
    dates = ["2021-01-01", None, "2026-11-21", "2022-10-13"]
    keep(archive, *(article(f"{date}", published=date) for date in dates))
    assert archive.days() == ["2026-11-21", "2022-10-13", "2021-01-01", "undated/2026-11"]


def test_every_field_comes_back_as_it_was_stored(archive):
    kept = full_article()
    archive.keep([Arrival(kept)])
    assert archive.read(kept.id, DAY) == kept


def test_the_files_are_tinydbs_own_format_and_hold_the_contract(archive, tmp_path):
    kept = full_article()
    keep(archive, kept)
    keep(archive, article("full", "Anders."))
    with TinyDB(tmp_path / "archive/2022/2022-10-13.json", encoding="utf-8") as stock:
        assert stock.tables() == {"articles", "versions"}
        assert stock.table("versions").all() == [to_document(kept)]
        assert stock.table("articles").get(doc_id=int(kept.id, 16) >> 11)["version"] == 2


def test_what_a_stock_tinydb_wrote_is_read_and_its_other_tables_survive(archive, tmp_path):
    kept = article()
    path = tmp_path / "archive/2022/2022-10-13.json"
    path.parent.mkdir(parents=True)
    content = {"articles": {str(int(kept.id, 16) >> 11): to_document(kept)}, "_default": {"1": {}}}
    path.write_text(json.dumps(content, indent=2))
    assert archive.day(DAY) == [kept]
    assert keep(archive, kept, article("b")) == ["same", "new"]
    assert json.loads(path.read_text())["_default"] == {"1": {}}


@pytest.mark.parametrize("day", ["../../etc/passwd", "2022", "undated/../x", "", "2022-10-13/x"])
def test_what_is_no_day_is_refused(archive, day):
    with pytest.raises(ValueError, match="is no day"):
        archive.day(day)


@pytest.mark.parametrize("wrong", ["", "nonsense", "-1", "https://portal.example/"])
def test_what_is_no_id_is_not_found(archive, wrong):
    keep(archive, article())
    assert archive.read(wrong, DAY) is None
    assert archive.versions(wrong, DAY) == []


def test_an_article_with_an_impossible_id_or_date_stores_nothing(archive):
    for bad in (article("b", id="zz"), article("b", published="gestern")):
        with pytest.raises(ValueError, match="is no "):
            keep(archive, article(), bad)
    assert archive.days() == []


# Arriving again


def test_the_same_content_changes_only_last_seen_and_aliases(archive):
    old = article(aliases=["https://portal.example/?p=1"])
    keep(archive, old)
    again = article(
        title="Anderer Titel, gleicher Hash",
        first_seen="2026-12-01T06:00:00Z",
        last_seen="2026-12-01T06:00:00Z",
        fetched_url="https://portal.example/druck/a",
        aliases=["https://portal.example/?p=1", "https://www.portal.example/a/"],
    )
    (kept,) = archive.keep([Arrival(again)])
    assert kept.outcome == "same"
    assert kept.article == archive.read(old.id, DAY)
    changed = {k for k, v in to_document(kept.article).items() if v != to_document(old)[k]}
    assert changed == {"last_seen", "aliases"}
    assert kept.article.aliases == [
        "https://portal.example/?p=1",
        "https://www.portal.example/a/",
    ]
    assert archive.versions(old.id, DAY) == []


def test_nothing_new_at_all_writes_nothing(archive):
    keep(archive, article())
    before = archive.fingerprints()
    assert keep(archive, article()) == ["same"]
    assert archive.fingerprints() == before


def test_other_content_makes_a_version_and_keeps_the_old_one(archive):
    texts = ["eins", "zwei", "drei"]
    stamps = [f"2026-11-2{i}T06:00:00Z" for i in range(1, 4)]
    for text, stamp in zip(texts, stamps, strict=True):
        keep(archive, article("a", text, first_seen=stamp, last_seen=stamp))
    current = archive.read(id_for("a"), DAY)
    assert current
    assert (current.body, current.version, current.changed) == ("drei", 3, stamps[2])
    assert (current.first_seen, current.last_seen) == (stamps[0], stamps[2])
    versions = archive.versions(id_for("a"), DAY)
    assert [(v.body, v.version) for v in versions] == [("eins", 1), ("zwei", 2)]


def test_of_two_arrivals_in_one_batch_the_later_counts_once(archive):
    first = article("a", "früher", aliases=["https://portal.example/?p=1"])
    later = article("a", "später")
    kept = archive.keep([Arrival(first), Arrival(article("b")), Arrival(later)])
    assert [(k.id, k.outcome) for k in kept] == [(id_for("a"), "new"), (id_for("b"), "new")]
    assert (archive.day(DAY)[0].body, archive.day(DAY)[0].version) == ("später", 1)
    assert archive.day(DAY)[0].aliases == ["https://portal.example/?p=1"]


def test_fingerprints_change_with_their_day_alone(archive):
    keep(archive, article("a"), article("b", published=OTHER))
    before = archive.fingerprints()
    keep(archive, article("c"))
    after = archive.fingerprints()
    assert before[DAY] != after[DAY]
    assert before[OTHER] == after[OTHER]


def test_a_batch_writes_each_touched_day_once(archive, monkeypatch):
    replaced: list[str] = []
    replace = os.replace
    monkeypatch.setattr(
        os, "replace", lambda source, to: (replaced.append(to.name), replace(source, to))[1]
    )
    keep(archive, *(article(f"{i}", published=(DAY, OTHER)[i % 2]) for i in range(20)))
    assert sorted(replaced) == ["2022-10-13.json", "2022-10-20.json"]


# Moving


@pytest.mark.parametrize("previous", [DAY, None])
def test_a_corrected_date_moves_the_article_with_its_versions(archive, previous):
    for text in ("eins", "zwei"):
        keep(archive, article("a", text))
    keep(archive, article("b"))
    (kept,) = archive.keep([Arrival(article("a", "drei", published=OTHER), DAY)])
    assert (kept.outcome, kept.day, kept.article.version) == ("changed", OTHER, 3)
    assert shown(archive) == {id_for("a"): [OTHER], id_for("b"): [DAY]}
    assert [v.body for v in archive.versions(id_for("a"), OTHER)] == ["eins", "zwei"]
    assert archive.versions(id_for("a"), DAY) == []
    assert keep(archive, article("a", "drei", published=OTHER), previous=previous) == ["same"]
    assert shown(archive)[id_for("a")] == [OTHER]


def test_a_day_left_by_its_last_article_is_gone(archive):
    keep(archive, article("a"))
    keep(archive, article("a", "neu", published=OTHER), previous=DAY)
    assert archive.days() == [OTHER]


def test_an_undated_article_stays_in_its_month_when_it_changes_later(archive):
    keep(archive, article("a", "eins", published=None))
    later = "2027-02-01T06:00:00Z"
    changed = article("a", "zwei", published=None, first_seen=later, last_seen=later)
    (kept,) = archive.keep([Arrival(changed, "undated/2026-11")])
    assert (kept.outcome, kept.day) == ("changed", "undated/2026-11")


@pytest.mark.parametrize("lonely", [True, False], ids=["only one in its day", "others there"])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_a_crash_at_any_step_of_a_move_never_shows_two_or_none(tmp_path, step, after, lonely):
    archive = Archive(tmp_path)
    keep(archive, article("a", "alt"), article("c", published=OTHER))
    if not lonely:
        keep(archive, article("b"))
    moved = article("a", "neu", published=OTHER)
    with pytest.MonkeyPatch.context() as monkeypatch:
        die_at(monkeypatch, step, after=after)
        with pytest.raises(Killed):
            keep(archive, moved, previous=DAY)

    reader = Archive(tmp_path)
    (place,) = shown(reader)[id_for("a")]
    seen = reader.read(id_for("a"), place)
    assert seen
    assert (place, seen.body) in [(DAY, "alt"), (OTHER, "neu")]

    assert keep(reader, moved, previous=DAY) == ["changed" if place == DAY else "same"]
    assert shown(reader)[id_for("a")] == [OTHER]
    assert [v.body for v in reader.versions(id_for("a"), OTHER)] == ["alt"]
    assert not (tmp_path / "archive" / "moves.json").exists()
    assert reader.damaged == []


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("step", range(1, 9))
def test_power_failure_at_any_step_loses_nothing_that_was_acknowledged(tmp_path, step, seed):
    archive = Archive(tmp_path)
    keep(archive, article("a", "alt"), article("b"), article("c", published=OTHER))
    batch = [
        Arrival(article("a", "neu", published=OTHER), DAY),
        Arrival(article("b", "neu")),
        Arrival(article("c", "neu", published=DAY), OTHER),
        Arrival(article("d", published="2022-11-01")),
    ]
    disk = Disk(step, seed)
    with pytest.MonkeyPatch.context() as monkeypatch:
        disk.install(monkeypatch)
        with contextlib.suppress(Killed):
            archive.keep(batch)
    disk.fail()
    reader = Archive(tmp_path)
    places = shown(reader)
    assert all(len(days) == 1 for days in places.values())
    assert {id_for(name) for name in "abc"} <= set(places)
    reader.keep(batch)
    places = shown(reader)
    assert places == {
        id_for("a"): [OTHER],
        id_for("b"): [DAY],
        id_for("c"): [DAY],
        id_for("d"): ["2022-11-01"],
    }
    assert [v.body for v in reader.versions(id_for("a"), OTHER)] == ["alt"]
    assert reader.damaged == []


def test_a_full_disk_stores_nothing_of_a_batch_and_the_next_one_all(archive, monkeypatch):
    keep(archive, article("a", "alt"))
    batch = [Arrival(article("a", "neu", published=OTHER), DAY), Arrival(article("b"))]
    fsync, calls = os.fsync, iter(range(1, 100))

    def full(handle: int) -> None:
        if next(calls) > 3:
            raise OSError(28, "No space left on device")
        fsync(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="No space left on device"):
        archive.keep(batch)
    monkeypatch.undo()
    assert shown(archive) == {id_for("a"): [DAY]}
    archive.keep(batch)
    assert shown(archive) == {id_for("a"): [OTHER], id_for("b"): [DAY]}


def test_verify_makes_one_of_an_article_that_stands_in_two_days(archive):
    keep(archive, article("a", "alt"))
    later = "2026-12-01T06:00:00Z"
    keep(archive, article("a", "neu", published=OTHER, first_seen=later, last_seen=later))
    assert shown(archive)[id_for("a")] == [OTHER, DAY]
    (line,) = archive.verify()
    assert id_for("a") in line
    assert shown(archive) == {id_for("a"): [OTHER]}
    assert [v.body for v in archive.versions(id_for("a"), OTHER)] == ["alt"]
    assert archive.verify() == []


# Damage


def test_a_damaged_day_is_set_aside_and_reported_and_the_rest_is_usable(archive, tmp_path):
    keep(archive, article("a"), article("b", published=OTHER))
    path = tmp_path / "archive/2022/2022-10-13.json"
    content = path.read_bytes()[:-40]
    path.write_bytes(content)
    assert archive.day(DAY) == []
    assert [a.id for a in archive.day(OTHER)] == [id_for("b")]
    (damage,) = archive.damaged
    assert damage.path == path
    assert damage.kept_as.read_bytes() == content
    assert archive.days() == [OTHER]
    assert archive.verify() == [str(damage)]
    (line,) = Archive(tmp_path).verify()
    assert damage.kept_as.name in line
    assert keep(archive, article("a")) == ["new"]
    assert archive.days() == [OTHER, DAY]


def test_a_document_that_is_no_article_is_reported_and_left_and_later_kept_as_version(
    archive, tmp_path
):
    keep(archive, article("a"), article("b"))
    path = tmp_path / "archive/2022/2022-10-13.json"
    path.write_bytes(path.read_bytes().replace(b'"kind":"news"', b'"kind":"rumour"', 1))
    assert [a.id for a in archive.day(DAY)] == [id_for("b")]
    assert "rumour" in str(archive.damaged[0])
    assert "left in place" in str(archive.damaged[0])
    assert keep(archive, article("a"), article("c")) == ["new", "new"]
    assert len(archive.day(DAY)) == 3
    assert b'"kind":"rumour"' in path.read_bytes()


def test_a_read_only_archive_can_be_read_and_writing_is_one_clear_line(archive, monkeypatch):
    keep(archive, article("a"))

    opening = os.open

    def refuse(path: str, flags: int, *args: Any) -> int:
        if flags & os.O_EXCL:
            raise PermissionError(13, "Permission denied")
        return opening(path, flags, *args)

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(StoreError, match=r"2022-10-13\.json: cannot be written: Permission denied"):
        keep(archive, article("b"))
    monkeypatch.undo()
    assert shown(archive) == {id_for("a"): [DAY]}


def test_an_archive_that_does_not_exist_is_empty_and_reading_makes_no_files(archive, tmp_path):
    assert archive.days() == []
    assert archive.day(DAY) == []
    assert archive.read(id_for("a"), DAY) is None
    assert list(tmp_path.iterdir()) == []


# Many at once, and killed


WRITER = """
import sys
from pathlib import Path
from store.archive import Archive, Arrival
from tests.store.samples import article
data, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
archive = Archive(data)
days = ["2022-10-13", "2022-10-14", "2022-10-15"]
for number in range(count):
    batch = [article(f"{name}-{number}-{i}", published=days[(number + i) % 3]) for i in range(3)]
    batch.append(article("common", f"{name}-{number}", published=days[0]))
    kept = archive.keep([Arrival(a) for a in batch])
    print(" ".join(k.id for k in kept), flush=True)
"""


def start_writer(data: Path, name: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(data), name, str(count)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def test_four_processes_writing_at_once_lose_and_double_nothing(tmp_path):
    writers = [start_writer(tmp_path, f"w{i}", 10) for i in range(4)]
    outputs = [writer.communicate()[0] for writer in writers]
    acknowledged = set(" ".join(outputs).split())
    archive = Archive(tmp_path)
    places = shown(archive)
    assert set(places) == acknowledged
    assert len(places) == 4 * 30 + 1
    assert all(len(days) == 1 for days in places.values())
    common = archive.read(id_for("common"), DAY)
    assert common
    assert common.version == 40
    assert len(archive.versions(id_for("common"), DAY)) == 39


def test_kill_9_at_random_moments_loses_tears_and_doubles_nothing(tmp_path):
    chance = random.Random(20221013)
    acknowledged: set[str] = set()
    for number in range(8):
        writer = start_writer(tmp_path, f"round{number}", 100_000)
        assert writer.stdout
        for _ in range(chance.randint(1, 12)):
            acknowledged |= set(writer.stdout.readline().split())
        threading.Event().wait(chance.random() * 0.02)
        writer.kill()
        acknowledged |= {i for i in writer.stdout.read().split() if len(i) == 16}
        writer.wait()
        writer.stdout.close()
        archive = Archive(tmp_path)
        places = shown(archive)
        assert acknowledged <= set(places)
        assert all(len(days) == 1 for days in places.values())
        assert archive.damaged == []
    for path in (tmp_path / "archive").rglob("*.json"):
        with TinyDB(path, encoding="utf-8") as stock:
            assert len(stock.table("articles")) > 0
    assert keep(archive, article("last")) == ["new"]
    assert [p for p in tmp_path.rglob("*") if p.name.endswith("-tmp")] == []


def test_a_reader_beside_a_writer_never_sees_a_torn_file_or_an_article_vanish(tmp_path):
    writer = start_writer(tmp_path, "w", 60)
    assert writer.stdout
    archive = Archive(tmp_path)
    known: set[str] = set(writer.stdout.readline().split())
    reads = 0
    while writer.poll() is None:
        places = shown_ids(archive)
        assert known <= places
        known = places
        reads += 1
    writer.stdout.close()
    assert reads > 5
    assert archive.damaged == []


def shown_ids(archive: Archive) -> set[str]:
    return {a.id for day in archive.days() for a in archive.day(day)}
