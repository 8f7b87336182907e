import errno
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from store.files import StoreError, WriteLock, remove_file, write_file, write_files, write_soon


def leftovers(directory: Path) -> list[str]:
    return [path.name for path in directory.rglob("*") if path.name.endswith("-tmp")]


def test_a_file_is_written_with_its_missing_directories(tmp_path):
    write_file(tmp_path / "a" / "b" / "c.json", b"content")
    assert (tmp_path / "a" / "b" / "c.json").read_bytes() == b"content"
    assert leftovers(tmp_path) == []


def test_content_is_on_disk_before_it_takes_the_name_and_the_name_before_the_call_returns(
    tmp_path, monkeypatch
):
    events: list[str] = []
    fsync, replace = os.fsync, os.replace

    def note_fsync(handle: int) -> None:
        events.append("fsync " + Path(f"/proc/self/fd/{handle}").readlink().name.split("-")[0])
        fsync(handle)

    def note_replace(source: str, target: Path) -> None:
        events.append(f"replace {target.name}")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", note_fsync)
    monkeypatch.setattr(os, "replace", note_replace)
    write_files({tmp_path / "one.json": b"1", tmp_path / "two.json": b"2"})
    written, replaced, forced = events[:2], events[2:4], events[4:]
    assert all(e.startswith("fsync .") for e in written)
    assert replaced == ["replace one.json", "replace two.json"]
    assert len(forced) == 1
    assert forced[0] == f"fsync {tmp_path.name.split('-')[0]}"


def test_more_files_than_are_opened_at_once_are_all_written_before_the_first_is_replaced(
    tmp_path, monkeypatch
):
    contents = {tmp_path / str(n // 100) / f"{n}.json": b"%d" % n for n in range(300)}
    write_files(dict.fromkeys(contents, b"old"))
    calls, fsync = iter(range(1, 1000)), os.fsync

    def full(handle: int) -> None:
        if next(calls) == 300:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        fsync(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(StoreError, match=r"299\.json: cannot be written: No space left"):
            write_files(contents)
    assert {path.read_bytes() for path in contents} == {b"old"}
    assert leftovers(tmp_path) == []
    write_files(contents)
    assert all(path.read_bytes() == content for path, content in contents.items())
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("failing_call", [1, 2])
def test_a_full_disk_changes_no_file_and_says_so_in_one_line(tmp_path, monkeypatch, failing_call):
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    write_files({one: b"old 1", two: b"old 2"})
    calls = iter(range(1, 100))

    def full(handle: int) -> None:
        if next(calls) == failing_call:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError) as caught:
        write_files({one: b"new 1", two: b"new 2"})
    message = str(caught.value)
    assert "No space left on device" in message
    assert str(two if failing_call == 2 else one) in message
    assert "\n" not in message
    assert (one.read_bytes(), two.read_bytes()) == (b"old 1", b"old 2")
    assert leftovers(tmp_path) == []


def test_a_real_size_limit_of_the_process_leaves_the_old_content(tmp_path):
    path = tmp_path / "day.json"
    write_file(path, b"old")
    script = (
        "import resource, sys; from pathlib import Path; from store.files import *\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try: write_file(Path(sys.argv[1]), b'x' * 100_000)\n"
        "except StoreError as error: print(error); raise SystemExit(7)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 7
    assert "cannot be written: File too large" in done.stdout
    assert path.read_bytes() == b"old"
    assert leftovers(tmp_path) == []


def test_a_directory_in_the_way_is_one_clear_line(tmp_path):
    (tmp_path / "a").write_text("a file where a directory should be")
    with pytest.raises(StoreError, match=r"b\.json: cannot be written: .*"):
        write_file(tmp_path / "a" / "b.json", b"x")


def test_writing_soon_is_whole_or_not_at_all_too(tmp_path, monkeypatch):
    path = tmp_path / "undo" / "1.json"
    write_soon(path, b"old")
    monkeypatch.setattr(
        os, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device"))
    )
    with pytest.raises(StoreError, match="No space left on device"):
        write_soon(path, b"new")
    assert path.read_bytes() == b"old"
    assert leftovers(tmp_path) == []


def test_removing_what_is_not_there_is_no_error(tmp_path):
    remove_file(tmp_path / "none.json")
    assert leftovers(tmp_path) == []


def test_writers_take_turns(tmp_path):
    inside: list[int] = []
    seen: list[int] = []

    def work() -> None:
        for _ in range(20):
            with WriteLock(tmp_path):
                inside.append(1)
                seen.append(len(inside))
                time.sleep(0.0005)
                inside.pop()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(seen) == {1}


def test_the_holder_may_enter_again_and_the_lock_is_free_only_after_the_last_exit(tmp_path):
    lock = WriteLock(tmp_path)
    entered = threading.Event()

    def other() -> None:
        with WriteLock(tmp_path):
            entered.set()

    with lock:
        with lock:
            pass
        thread = threading.Thread(target=other)
        thread.start()
        assert not entered.wait(0.05)
    thread.join()
    assert entered.is_set()


def test_temporary_files_of_killed_writers_are_removed_by_the_next_one(tmp_path):
    script = (
        "import os, sys; from pathlib import Path; from store import files\n"
        "os.replace = lambda *_: os._exit(9)\n"
        "files.write_file(Path(sys.argv[1]), b'never seen')\n"
    )
    path = tmp_path / "2022" / "day.json"
    subprocess.run([sys.executable, "-c", script, path], check=False)
    assert len(leftovers(tmp_path)) == 1
    with WriteLock(tmp_path):
        assert leftovers(tmp_path) == []
    assert not path.exists()
