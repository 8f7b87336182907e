import gc
import multiprocessing
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import msgspec
import pytest

from press.query import Query, parse
from store import entries
from store.archive import Archive, Arrival
from store.differences import differences
from store.files import StoreError
from store.index import Index
from store.library import Library
from tests.store.crash import Killed
from tests.store.samples import article, id_for

ALL = Query()


def keep(data: Path, *articles) -> list:
    return [each.article for each in Archive(data).keep([Arrival(a) for a in articles])]


def ids(data: Path) -> set[str]:
    return set(Library(data).ids(ALL))


def state(data: Path) -> dict:
    return msgspec.json.decode((data / "index" / "state.json").read_bytes())


def files(data: Path) -> list[Path]:
    return sorted((data / "index" / state(data)["directory"]).iterdir())


def test_what_is_added_is_found_by_readers_after_their_refresh(tmp_path):
    keep(tmp_path, article("a"))
    index = Index(tmp_path)
    readers = [Library(tmp_path), Library(tmp_path)]
    index.add(keep(tmp_path, article("b"), article("c", published=None)))
    for reader in readers:
        assert reader.count(ALL) == 1
        assert reader.refresh()
        assert reader.count(ALL) == 3
        assert not reader.refresh()
        assert reader.notices == ([] if reader is not readers[0] else reader.notices)
    assert index.stale_days() == []
    assert index.view.searcher.num_docs == 3


def test_the_first_article_of_all_makes_the_index(tmp_path):
    index = Index(tmp_path)
    index.add(keep(tmp_path, article("a")))
    assert index.view.searcher.num_docs == 1
    assert ids(tmp_path) == {id_for("a")}


def test_the_first_articles_join_an_index_that_was_begun(tmp_path, monkeypatch):
    index = Index(tmp_path)
    index.begin()
    assert index.exists
    assert index.view.searcher.num_docs == 0
    monkeypatch.setattr(Archive, "day", lambda *_: pytest.fail("read again"))
    index.add(keep(tmp_path, article("a"), article("b", published=None)))
    monkeypatch.undo()
    assert ids(tmp_path) == {id_for("a"), id_for("b")}
    assert index.stale_days() == []


def test_an_index_is_begun_only_where_there_is_nothing(tmp_path, monkeypatch):
    keep(tmp_path, article("a"))
    index = Index(tmp_path, heal=False)
    index.begin()
    assert not index.exists
    index.heal()
    monkeypatch.setattr(Index, "_rebuild", lambda *_: pytest.fail("built again"))
    index.begin()
    assert index.view.searcher.num_docs == 1


def test_what_was_kept_beside_an_index_just_begun_is_found(tmp_path):
    Index(tmp_path).begin()
    keep(tmp_path, article("a"), article("b"))
    assert ids(tmp_path) == {id_for("a"), id_for("b")}


def test_an_article_added_again_takes_its_own_place(tmp_path):
    index = Index(tmp_path)
    index.add(keep(tmp_path, article("a", "Alte Fassung")))
    index.add(keep(tmp_path, article("a", "Neue Fassung", last_seen="2026-11-22T06:00:00Z")))
    library = Library(tmp_path)
    assert library.count(parse("Fassung")) == library.count(parse("Neue")) == 1
    assert library.count(parse("Alte")) == 0


def test_an_article_whose_date_was_corrected_is_shown_once(tmp_path):
    index = Index(tmp_path)
    index.add(keep(tmp_path, article("a")))
    moved = article("a", "Anders", published="2022-10-20", last_seen="2026-11-22T06:00:00Z")
    kept = Archive(tmp_path).keep([Arrival(moved, "2022-10-13")])
    index.add([kept[0].article])
    for library in (Library(tmp_path), Library(tmp_path)):
        assert library.histogram(ALL) == {"2022-10-20": 1}
        assert library.article(id_for("a")) == kept[0].article


def test_removed_articles_are_gone(tmp_path):
    index = Index(tmp_path)
    index.add(keep(tmp_path, article("a"), article("b")))
    index.remove([id_for("a"), "f" * 16])
    assert index.view.searcher.num_docs == 1


def test_what_was_kept_but_not_indexed_is_found_at_the_next_opening(tmp_path):
    Index(tmp_path).add(keep(tmp_path, article("a")))
    keep(tmp_path, article("b"), article("c", published="2022-10-20"), article("d", published=None))
    assert ids(tmp_path) == {id_for(name) for name in "abcd"}
    assert Index(tmp_path).stale_days() == []


def test_days_that_left_the_archive_are_forgotten(tmp_path):
    keep(tmp_path, article("a"), article("b", published="2022-10-20"), article("c", published=None))
    assert len(ids(tmp_path)) == 3
    (tmp_path / "archive/2022/2022-10-20.json").unlink()
    assert ids(tmp_path) == {id_for("a"), id_for("c")}
    shutil.rmtree(tmp_path / "archive")
    assert ids(tmp_path) == set()


def test_an_undated_month_does_not_touch_its_neighbours(tmp_path):
    month = [
        article(day, published=None, first_seen=f"2026-{day}T06:00:00Z")
        for day in ("01-31", "02-01", "02-28", "03-01")
    ]
    keep(tmp_path, *month)
    assert len(ids(tmp_path)) == 4
    (tmp_path / "archive/undated/2026-02.json").unlink()
    assert ids(tmp_path) == {id_for("01-31"), id_for("03-01")}


def test_a_batch_does_not_hide_what_was_missed_in_its_days(tmp_path):
    index = Index(tmp_path)
    index.add(keep(tmp_path, article("a")))
    late = Index(tmp_path)
    keep(tmp_path, article("missed"))
    index.add(keep(tmp_path, article("b")))
    late.refresh()
    late.add(keep(tmp_path, article("c")))
    assert ids(tmp_path) == {id_for(name) for name in ("a", "missed", "b", "c")}


@pytest.mark.parametrize("step", ["commit", "state"])
def test_a_crash_between_archive_and_index_heals(tmp_path, monkeypatch, step):
    index = Index(tmp_path)
    index.add(keep(tmp_path, article("a")))
    kept = keep(tmp_path, article("b"))

    def die(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        if step == "commit":
            patch.setattr(Index, "_put", die)
        else:
            patch.setattr("store.index.write_file", die)
        with pytest.raises(Killed):
            index.add(kept)
    del index
    assert ids(tmp_path) == {id_for("a"), id_for("b")}


def test_an_index_of_another_version_is_rebuilt_and_says_so(tmp_path, monkeypatch):
    keep(tmp_path, article("a"), article("b"))
    ids(tmp_path)
    monkeypatch.setattr(entries, "SCHEMA_VERSION", entries.SCHEMA_VERSION + 1)
    library = Library(tmp_path)
    assert library.count(ALL) == 2
    assert "of another version" in library.notices[0]
    assert "building the search index from 1 days" in library.notices[1]
    assert len(library.notices) == 2
    assert Library(tmp_path).notices == []


DAMAGES = {
    "everything gone": lambda data: shutil.rmtree(data / "index"),
    "directory gone": lambda data: shutil.rmtree(files(data)[0].parent),
    "state empty": lambda data: (data / "index/state.json").write_bytes(b""),
    "state of something else": lambda data: (data / "index/state.json").write_bytes(b'{"a": 1}'),
    "state not UTF-8": lambda data: (data / "index/state.json").write_bytes(b"\xff\xfe" * 9),
    "tantivy's list gone": lambda data: (files(data)[0].parent / "meta.json").unlink(),
    "tantivy's list damaged": lambda data: (files(data)[0].parent / "meta.json").write_text("{"),
    "segments gone": lambda data: [p.unlink() for p in files(data) if len(p.stem) == 32],
    "segments cut": lambda data: [
        p.write_bytes(p.read_bytes()[: p.stat().st_size // 2])
        for p in files(data) if len(p.stem) == 32
    ],
    "segments empty": lambda data: [p.write_bytes(b"") for p in files(data) if len(p.stem) == 32],
    "a byte changed": lambda data: [
        p.write_bytes(p.read_bytes()[:9] + b"\xaa\x55" + p.read_bytes()[11:])
        for p in files(data) if len(p.stem) == 32 and p.suffix in {".fast", ".term", ".store"}
    ],
    "segments zeroed": lambda data: [
        p.write_bytes(bytes(p.stat().st_size)) for p in files(data) if len(p.stem) == 32
    ],
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_index_is_rebuilt_and_says_so(tmp_path, damage):
    keep(tmp_path, article("a"), article("b", published="2022-10-20"))
    ids(tmp_path)
    DAMAGES[damage](tmp_path)
    library = Library(tmp_path)
    assert set(library.ids(parse("Förderung"))) == {id_for("a"), id_for("b")}
    assert any("building the search index" in notice for notice in library.notices)
    assert all("\n" not in notice for notice in library.notices)
    assert Library(tmp_path).notices == []
    assert len([path for path in (tmp_path / "index").iterdir() if path.is_dir()]) == 1


def test_an_article_that_cannot_be_indexed_is_told_and_the_others_are_found(tmp_path):
    keep(tmp_path, article("a"), article("b"), article("c"))
    path = tmp_path / "archive/2022/2022-10-13.json"
    path.write_text(path.read_text().replace(f'"id":"{id_for("a")}"', '"id":"no id"'))
    library = Library(tmp_path)
    assert set(library.ids(ALL)) == {id_for("b"), id_for("c")}
    assert any("meldung/a: not indexed" in notice for notice in library.notices)


def test_a_reader_survives_that_the_index_is_taken_from_under_it(tmp_path):
    keep(tmp_path, article("a"), article("b"))
    for name, damage in DAMAGES.items():
        if not name.startswith(("everything", "directory", "state", "tantivy", "segments gone")):
            continue
        reader = Library(tmp_path)
        damage(tmp_path)
        reader.refresh()
        assert reader.count(ALL) in (0, 2)
        assert ids(tmp_path) == {id_for("a"), id_for("b")}
        reader.refresh()
        assert reader.count(parse("Satz")) == 2


def test_a_full_disk_is_one_clear_line(tmp_path, monkeypatch):
    index = Index(tmp_path)
    index.add(keep(tmp_path, article("a")))
    kept = keep(tmp_path, article("b"))

    class Full:
        def __getattr__(self, name: str) -> object:
            def fail(*_: object) -> None:
                raise ValueError("No space left on device\nstack")

            return fail

    with monkeypatch.context() as patch:
        patch.setattr("store.index.tantivy.Index.writer", lambda *_: Full(), raising=False)
        with pytest.raises(StoreError, match=r"cannot be written: No space left on device$"):
            index.add(kept)
    assert len(ids(tmp_path)) == 2


def test_reindex_builds_anew_and_tells_how_far_it_is(tmp_path):
    keep(tmp_path, *(article(str(n), published=f"2022-10-{n:02}") for n in range(1, 8)))
    index = Index(tmp_path, heal=False)
    told: list[tuple[int, float]] = []
    assert index.reindex(lambda done, share: told.append((done, share))) == 7
    assert [done for done, _ in told] == list(range(1, 8))
    assert told == sorted(told)
    assert told[-1][1] == 1.0
    reader = Library(tmp_path)
    before = state(tmp_path)["directory"]
    assert index.reindex() == 7
    assert state(tmp_path)["directory"] != before
    assert reader.count(parse("Satz")) == 7
    assert reader.refresh()
    assert reader.count(parse("Satz")) == 7


def test_what_arrives_during_a_rebuild_is_in_the_new_index(tmp_path):
    keep(tmp_path, *(article(str(n), published=f"2022-10-{n:02}") for n in range(1, 8)))
    index = Index(tmp_path)
    crawl = Index(tmp_path)

    def arrive(done: int, _share: float) -> None:
        if done in (2, 7):
            crawl.add(keep(tmp_path, article(f"new-{done}", published="2022-10-07")))

    assert index.reindex(arrive) == 9
    crawl.add(keep(tmp_path, article("last", published="2022-10-07")))
    assert len(ids(tmp_path)) == 10


def test_two_cannot_rebuild_at_once(tmp_path):
    keep(tmp_path, article("a"))
    first, second = Index(tmp_path), Index(tmp_path)
    refused: list[str] = []

    def meanwhile(_done: int, _share: float) -> None:
        with pytest.raises(StoreError) as caught:
            second.reindex()
        refused.append(str(caught.value))

    first.reindex(meanwhile)
    assert "another process is rebuilding it" in refused[0]


def test_a_reader_beside_the_first_build_goes_on_with_what_there_is(tmp_path):
    keep(tmp_path, article("a"))
    index = Index(tmp_path, heal=False)
    seen: list[list[str]] = []

    def meanwhile(_done: int, _share: float) -> None:
        reader = Library(tmp_path)
        assert reader.count(ALL) == 0
        seen.append(reader.notices)

    index.reindex(meanwhile)
    assert "another process is building the search index" in seen[0][0]


def test_what_a_killed_rebuild_left_is_removed_by_the_next(tmp_path):
    keep(tmp_path, article("a"))

    def die(_done: int, _share: float) -> None:
        raise Killed

    index = Index(tmp_path)
    with pytest.raises(Killed):
        index.reindex(die)
    assert ids(tmp_path) == {id_for("a")}
    index.reindex()
    assert len([path for path in (tmp_path / "index").iterdir() if path.is_dir()]) == 1


def test_a_read_only_directory_can_be_opened(tmp_path, monkeypatch):
    keep(tmp_path, article("a"))

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr("store.index.os.open", refuse)
        library = Library(tmp_path)
        assert library.count(ALL) == 0
        assert "Permission denied" in library.notices[-1]
    assert ids(tmp_path) == {id_for("a")}


def test_an_index_that_may_only_be_read_answers(tmp_path, monkeypatch):
    keep(tmp_path, article("a"))
    ids(tmp_path)
    before = files(tmp_path)
    for lock in before:
        if lock.suffix == ".lock":
            lock.unlink()
    monkeypatch.setattr("store.index.os.access", lambda *_: False)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "links"))
    (tmp_path / "links").mkdir()
    library = Library(tmp_path)
    assert library.count(parse("Satz")) == 1
    assert library.notices == []
    assert [path for path in before if path.suffix != ".lock"] == files(tmp_path)
    assert len(list((tmp_path / "links").iterdir())) == 1
    del library
    gc.collect()
    assert list((tmp_path / "links").iterdir()) == []


def _write(data: Path, number: int, count: int) -> None:
    index = Index(data)
    for step in range(count):
        day = f"2022-10-{1 + step % 20:02}"
        index.add(keep(data, article(f"{number}-{step}", published=day)))


def test_many_write_and_read_at_the_same_time(tmp_path):
    keep(tmp_path, article("first"))
    reader = Library(tmp_path)
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write, args=(tmp_path, n, 8)) for n in range(2)]
    for writer in writers:
        writer.start()
    counts = [1]
    threads_failed: list[BaseException] = []

    def look() -> None:
        try:
            while any(writer.is_alive() for writer in writers):
                reader.refresh()
                counts.append(len(list(reader.ids(ALL))))
                reader.rows(parse("Satz"), 0, 5)
                time.sleep(0.02)
        except BaseException as error:
            threads_failed.append(error)
            raise

    looking = threading.Thread(target=look)
    looking.start()
    for writer in writers:
        writer.join(60)
    looking.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert not threads_failed
    assert counts == sorted(counts)
    reader.refresh()
    assert reader.count(ALL) == 17
    assert len(ids(tmp_path)) == 17


WRITER = """
import sys
from pathlib import Path
from store.archive import Archive, Arrival
from store.differences import differences
from store.index import Index
from tests.store.samples import article
data = Path(sys.argv[1])
archive, index = Archive(data), Index(data)
print("ready", flush=True)
for n in range(10_000):
    batch = [article(f"{sys.argv[2]}-{n}-{m}", published=f"2022-10-{1 + m:02}") for m in range(5)]
    index.add([kept.article for kept in archive.keep([Arrival(each) for each in batch])])
"""


REBUILDER = """
import sys
from pathlib import Path
from store.index import Index
index = Index(Path(sys.argv[1]))
print("ready", flush=True)
while True:
    index.reindex()
"""


def run_and_kill(
    script: str, data: Path, name: str, seconds: float, seen: threading.Event | None = None
) -> None:
    """Kill a process after some time, and not before what it does has been `seen`."""
    command = [sys.executable, "-c", script, str(data), name]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path.cwd()) as writer:
        assert writer.stdout
        assert writer.stdout.readline() == b"ready\n"
        time.sleep(seconds)
        if seen:
            seen.wait(60)
        writer.send_signal(signal.SIGKILL)


def assert_healed(data: Path) -> None:
    """Opening the index makes it the same as the archive, article by article."""
    archive = Archive(data)
    kept = {each.id for day in archive.days() for each in archive.day(day)}
    library = Library(data)
    found = list(library.ids(ALL))
    assert len(found) == len(set(found))
    assert set(found) == kept
    assert {each.id for each in library.articles(ALL)} == kept
    assert list(differences(archive, Index(data, archive, heal=False))) == []


def test_a_writer_killed_at_any_moment_leaves_an_index_that_heals(tmp_path):
    chance = random.Random(3)
    for round_ in range(4):
        run_and_kill(WRITER, tmp_path, str(round_), chance.uniform(0.05, 0.6))
        assert_healed(tmp_path)


def test_a_rebuild_killed_at_any_moment_leaves_an_index_that_heals(tmp_path):
    run_and_kill(WRITER, tmp_path, "first", 0.4)
    chance = random.Random(4)
    for _ in range(4):
        run_and_kill(REBUILDER, tmp_path, "", chance.uniform(0.01, 0.4))
        assert_healed(tmp_path)


def test_readers_two_writers_and_a_rebuild_get_along(tmp_path):
    keep(tmp_path, article("first"))
    reader = Library(tmp_path)
    scripts = {"a": WRITER, "b": WRITER, "c": REBUILDER}
    seen = threading.Event()
    running = [
        threading.Thread(target=run_and_kill, args=(script, tmp_path, name, 1.5, seen))
        for name, script in scripts.items()
    ]
    for each in running:
        each.start()
    counts = [reader.count(ALL)]
    while any(each.is_alive() for each in running):
        reader.refresh()
        found = list(reader.ids(ALL))
        assert len(found) == len(set(found))
        assert len(reader.rows(ALL, 0, 2_000_000)) == len(found) == reader.count(ALL)
        counts.append(len(found))
        if counts[-1] > 1:
            seen.set()
        time.sleep(0.01)
    assert counts == sorted(counts)
    assert counts[-1] > 1
    assert_healed(tmp_path)


def test_the_first_index_of_a_new_archive_is_no_news(tmp_path):
    archive = Archive(tmp_path)
    index = Index(tmp_path, archive)
    index.add([kept.article for kept in archive.keep([Arrival(article("a"))])])
    assert index.notices == []
    assert ids(tmp_path) == {id_for("a")}
