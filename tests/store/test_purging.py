"""Purging: gone from archive, versions, index and crawl; whole at every moment; nothing else."""

import contextlib
from pathlib import Path

import pytest

from press.query import parse
from store.archive import Archive, Arrival
from store.index import Index
from store.library import Library
from store.memory import CrawlMemory, PageMemory
from store.purging import complete, is_unfinished, purge
from store.reader import ReaderState
from tests.store.crash import Killed, die_at
from tests.store.samples import article

ALIAS = "https://portal.example/?p=7"
EVERY = {"a", "b", "c", "d"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Four articles on three days (one undated), one of them in its second version."""
    archive = Archive(tmp_path)
    archive.keep([Arrival(article("a", "Erst so.", aliases=[ALIAS]))])
    days = {"b": "2022-10-13", "c": "2022-10-14", "d": None}
    batch = [article(name, published=day) for name, day in days.items()]
    archive.keep([Arrival(each) for each in [article("a", "Dann so.", aliases=[ALIAS]), *batch]])
    memory = CrawlMemory(tmp_path, "portal")
    for each in [article("a"), *batch]:
        hints = {"title": each.title}
        memory.put([PageMemory(url=each.url, state="stored", article_id=each.id, hints=hints)])
    Index(tmp_path)
    return tmp_path


def names(data: Path) -> set[str]:
    found = Library(data).articles(parse(""))
    return {each.title.rpartition(" ")[2] for each in found if each.title}


def chosen(data: Path, *wanted: str) -> list:
    known = Library(data)
    return [found for name in wanted if (found := known.article(article(name).url))]


def assert_gone(data: Path, name: str) -> None:
    gone = article(name)
    assert not any(gone.id.encode() in path.read_bytes() for path in data.rglob("archive/*/*.json"))
    assert Library(data).article(gone.id) is None
    assert Library(data).count(parse(f"title:{name}")) == 0
    record = CrawlMemory(data, "portal").get(gone.url)
    assert record is not None
    assert (record.state, record.hints, record.next_check) == ("purged", {}, None)


def test_what_is_purged_is_gone_everywhere_and_all_else_stays(data: Path) -> None:
    before = {name: chosen(data, name) for name in EVERY}
    assert list(purge(data, chosen(data, "a", "d"))) == [2]
    for name in ("a", "d"):
        assert_gone(data, name)
    assert names(data) == {"b", "c"}
    assert chosen(data, "b", "c") == before["b"] + before["c"]
    record = CrawlMemory(data, "portal").get("https://portal.example/?p=7")
    assert record is not None
    assert record.state == "purged"


def test_afterwards_archive_and_index_are_level(data: Path) -> None:
    list(purge(data, chosen(data, "a", "c")))
    index = Index(data, heal=False)
    assert index.stale_days() == []
    assert Archive(data).verify() == []
    assert not (data / "archive" / "2022" / "2022-10-14.json").exists()


def test_an_open_reader_sees_whole_articles_or_none(data: Path) -> None:
    reader = Library(data)
    list(purge(data, chosen(data, "a")))
    assert {each.title for each in reader.articles(parse(""))} == {
        article(name).title for name in ("b", "c", "d")
    }
    reader.refresh()
    assert reader.count(parse("")) == 3


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("step", range(1, 9))
def test_killed_at_any_step_it_is_completed_and_never_half_done(
    data: Path, monkeypatch: pytest.MonkeyPatch, step: int, after: bool
) -> None:
    doomed = chosen(data, "a", "d")
    with monkeypatch.context() as patch:
        die_at(patch, step, after=after)
        with contextlib.suppress(Killed):
            list(purge(data, doomed))
    assert names(data) >= {"b", "c"}
    for path in data.glob("archive/*/*.json"):
        tables = path.read_text(encoding="utf-8")
        if '"version":1,"' in tables and article("a").id in tables:
            assert "Dann so." in tables
    noted = is_unfinished(data)
    complete(data)
    assert not is_unfinished(data)
    if noted or names(data) == {"b", "c"}:
        assert_gone(data, "a")
        assert_gone(data, "d")
    else:
        assert names(data) == EVERY
    assert Index(data, heal=True).stale_days() == []


def test_marks_and_notes_stay_the_reader_s(data: Path) -> None:
    id_ = article("a").id
    ReaderState(data).star([id_])
    ReaderState(data).set_note(id_, "wichtig")
    list(purge(data, chosen(data, "a")))
    assert ReaderState(data).note(id_) == "wichtig"


def test_many_are_purged_in_batches(tmp_path: Path) -> None:
    many = [
        article(str(number), published=f"2022-10-{number % 28 + 1:02}") for number in range(1200)
    ]
    Archive(tmp_path).keep([Arrival(each) for each in many])
    assert list(purge(tmp_path, many[:1100])) == [500, 1000, 1100]
    assert Library(tmp_path).count(parse("")) == 100
