import os
import signal
import subprocess
import sys
import time

import pytest

from store.files import StoreError
from store.lock import Busy, hold

HOLDER = (
    "import sys, time; from pathlib import Path; from store.lock import hold\n"
    "with hold(Path(sys.argv[1]), what='crawl'):\n"
    "    print('held', flush=True); time.sleep(60)\n"
)


@pytest.fixture
def holder(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, tmp_path], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_the_second_is_refused_at_once_and_told_who_holds_it(tmp_path, holder):
    started = time.monotonic()
    with pytest.raises(Busy) as caught, hold(tmp_path, what="crawl"):
        pass
    assert time.monotonic() - started < 1
    assert holder.poll() is None, "it was not waited for the holder, which takes a minute"
    message = str(caught.value)
    assert f"crawl (process {holder.pid} on " in message
    assert str(tmp_path / "crawl.lock") in message
    assert "\n" not in message


def test_kill_9_releases_it(tmp_path, holder):
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    with hold(tmp_path, what="crawl"):
        assert str(os.getpid()) in (tmp_path / "crawl.lock").read_text()


def test_it_can_be_held_again_after_release_even_after_an_error(tmp_path):
    with pytest.raises(KeyError), hold(tmp_path, what="crawl"):
        raise KeyError
    with hold(tmp_path, what="crawl"):
        assert str(os.getpid()) in (tmp_path / "crawl.lock").read_text()
    assert (tmp_path / "crawl.lock").read_text() == ""


def test_an_unreadable_holder_is_still_busy(tmp_path, holder):
    (tmp_path / "crawl.lock").write_bytes(b"\xff not json")
    with pytest.raises(Busy, match="another process"), hold(tmp_path, what="crawl"):
        pass


def test_a_data_directory_that_is_a_file_is_one_clear_line(tmp_path):
    (tmp_path / "data").write_text("")
    with (
        pytest.raises(StoreError, match=r"crawl\.lock: cannot be opened"),
        hold(tmp_path / "data", what="crawl"),
    ):
        pass
