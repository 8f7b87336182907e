"""The system is asked to read the index before anybody searches."""

import os
from pathlib import Path

import pytest

from store.archive import Archive, Arrival
from store.library import Library
from store.read_ahead import read_ahead
from tests.store.samples import article

pytestmark = pytest.mark.skipif(
    not hasattr(os, "posix_fadvise"), reason="this system takes no advice on files"
)


@pytest.fixture
def asked(monkeypatch):
    """What the system is asked for: name, start and length."""
    asked: list[tuple[str, int, int]] = []

    def advise(file: int, start: int, length: int, _advice: int) -> None:
        asked.append((Path(f"/proc/self/fd/{file}").readlink().name, start, length))

    monkeypatch.setattr(os, "posix_fadvise", advise)
    return asked


def test_files_are_read_whole_and_the_most_needed_first(tmp_path, asked):
    for name, size in (("a.pos", 10), ("a.term", 300_000), ("b.term", 1), ("a.fieldnorm", 5)):
        (tmp_path / name).write_bytes(b"x" * size)
    assert read_ahead(tmp_path) == 300_011
    assert list(dict.fromkeys(name for name, _, _ in asked)) == ["a.term", "b.term", "a.pos"]
    covered = {at for name, start, n in asked if name == "a.term" for at in range(start, start + n)}
    assert covered >= set(range(300_000))


def test_no_more_than_a_quarter_of_the_memory_is_filled(tmp_path, asked, monkeypatch):
    sizes = {"SC_PAGE_SIZE": 100, "SC_PHYS_PAGES": 40}
    monkeypatch.setattr(os, "sysconf", sizes.__getitem__)
    for name, size in (("a.term", 600), ("a.idx", 500), ("a.pos", 400)):
        (tmp_path / name).write_bytes(b"x" * size)
    assert read_ahead(tmp_path) == 1_000
    assert {name for name, _, _ in asked} == {"a.term", "a.pos"}


def test_what_is_not_there_is_no_trouble(tmp_path, asked):
    assert read_ahead(tmp_path / "gone") == 0
    library = Library(tmp_path)
    library.read_ahead()
    assert asked == []


def test_a_library_reads_the_index_it_uses(tmp_path, asked):
    Archive(tmp_path).keep([Arrival(article("one"))])
    Library(tmp_path).read_ahead()
    assert {name.partition(".")[2] for name, _, _ in asked} >= {"term", "fast", "idx", "store"}
