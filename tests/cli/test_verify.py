from pathlib import Path

import pytest

from cli.main import main
from store.archive import Archive, Arrival
from store.index import Index
from tests.store.samples import article, id_for


@pytest.fixture
def data(tmp_path: Path) -> Path:
    archive = Archive(tmp_path)
    archive.keep([Arrival(article("a")), Arrival(article("b"))])
    Index(tmp_path, archive)
    return tmp_path


def verify(data: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str], str]:
    capsys.readouterr()
    code = main(["--lang", "en", "--data", str(data), "verify"])
    told = capsys.readouterr()
    return code, told.out.splitlines(), told.err


def test_archive_and_index_that_agree_need_no_line(data, capsys):
    assert verify(data, capsys) == (0, [], "1 day checked\n")


def test_what_a_crash_kept_from_the_index_is_named_and_will_heal(data, capsys):
    Archive(data).keep([Arrival(article("new")), Arrival(article("a", "Neu."))])
    code, lines, told = verify(data, capsys)
    assert code == 1
    assert lines == [
        f"2022-10-13 {id_for('a')}: the search index has another state of it than the archive",
        f"2022-10-13 {id_for('new')}: in the archive, not in the search index",
    ]
    assert told.startswith("the search index catches up when next opened\n")
    Index(data)
    assert verify(data, capsys)[0] == 0


def test_what_will_not_heal_by_itself_needs_a_reindex(data, capsys):
    Index(data).add([article("ghost", published="2022-10-20")])
    Index(data).remove([id_for("a")])
    code, lines, told = verify(data, capsys)
    assert code == 1
    assert lines == [
        f"2022-10-13 {id_for('a')}: in the archive, not in the search index",
        f"2022-10-20 {id_for('ghost')}: in the search index, not in the archive",
    ]
    assert told.startswith("run presselupe reindex\n")
    assert main(["--data", str(data), "reindex", "-q"]) == 0
    assert verify(data, capsys)[:2] == (0, [])


def test_a_byte_that_turned_over_is_found_although_no_time_stamp_tells(data, capsys):
    import os

    store = next((data / "index").rglob("*.store"))
    times = store.stat()
    content = store.read_bytes()
    store.write_bytes(content[:9] + bytes([content[9] ^ 255]) + content[10:])
    os.utime(store, ns=(times.st_atime_ns, times.st_mtime_ns))
    code, lines, _ = verify(data, capsys)
    assert code == 1
    assert lines == [f"search index: {store.name} is not as it was written; run presselupe reindex"]


def test_no_index_is_one_line(data, capsys):
    (data / "index" / "state.json").unlink()
    code, lines, _ = verify(data, capsys)
    assert code == 1
    assert lines == ["search index: there is none that can be used; run presselupe reindex"]
