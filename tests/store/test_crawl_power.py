"""A crawl on a disk that fails: power cut at any moment, full, read-only."""

import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tinydb import TinyDB

from demo.sites import Sites, start
from store.archive import Archive
from store.memory import CrawlMemory
from tests.command import Place, place
from tests.store.crash_replay import Replay

UNTIL = date(2026, 11, 20)
SOURCES = ("move-online", "im-bw")


@pytest.fixture(scope="module")
def sites() -> Iterator[Sites]:
    with start(count=40, until=UNTIL, today=lambda: UNTIL) as running:
        yield running


@pytest.fixture(scope="module")
def recorded(sites: Sites, tmp_path_factory: pytest.TempPathFactory) -> Replay:
    directory = tmp_path_factory.mktemp("recorded")
    here = place(directory, portal=sites.portal_url, ministry=sites.ministry_url)
    log = directory / "log"
    command = [sys.executable, "-m", "tests.store.crash_replay", str(log)]
    done = subprocess.run([*command, *here.command("crawl")[3:]], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return Replay(log, here.data)


def stored_in(data: Path) -> Counter[str]:
    """Articles by id, as stock TinyDB reads them."""
    days = (data / "archive").glob("*/*.json")
    return Counter(each["id"] for day in days for each in TinyDB(day).table("articles").all())


def test_the_recording_is_whole(recorded: Replay, tmp_path: Path) -> None:
    recorded.crash(len(recorded.steps), tmp_path, seed=0)
    assert set(stored_in(tmp_path)) >= recorded.kept(len(recorded.steps))
    assert len(recorded.kept(len(recorded.steps))) == 40


@pytest.mark.parametrize("seed", range(24))
def test_power_failure_at_any_moment_of_a_crawl_loses_nothing_acknowledged(
    recorded: Replay, tmp_path: Path, seed: int
) -> None:
    count = random.Random(seed).randint(1, len(recorded.steps))
    recorded.crash(count, tmp_path, seed)
    stored = stored_in(tmp_path)
    assert recorded.kept(count) <= set(stored)
    assert set(stored.values()) <= {1}
    archive = Archive(tmp_path)
    for source in SOURCES:
        memory = CrawlMemory(tmp_path, source)
        for known in memory.all():
            if known.state == "stored":
                assert known.article_id
                assert known.day
                assert archive.read(known.article_id, known.day), "marked as seen, but not there"
        assert memory.damaged == []
    assert archive.damaged == []


@pytest.mark.parametrize("share", [0.3, 0.8])
def test_the_next_crawl_completes_what_a_power_failure_left(
    recorded: Replay, sites: Sites, tmp_path: Path, share: float
) -> None:
    here = place(tmp_path, portal=sites.portal_url, ministry=sites.ministry_url)
    recorded.crash(int(len(recorded.steps) * share), here.data, seed=1)
    code, _reports = here.report()
    assert code == 0
    published = {text.url for site in (sites.portal, sites.ministry) for text in site.texts}
    urls = [each["url"] for each in here.articles()]
    assert sorted(urls) == sorted(published)


def on_a_disk_of(size: str, here: Place, *, then: str = "") -> subprocess.CompletedProcess[str]:
    """Crawl with the data on a small disk of its own, in a mount namespace that ends with it."""
    if shutil.which("unshare") is None or os.name != "posix":
        pytest.skip("no unshare on this machine")
    mount = f"mkdir -p {here.data} && mount -t tmpfs -o size={size} none {here.data}"
    command = " ".join(f"'{word}'" for word in here.command("crawl"))
    script = f"{mount} || exit 99; {command}; echo code $?; {then}"
    done = subprocess.run(
        ["unshare", "--map-root-user", "--mount", "sh", "-c", script],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    if done.returncode == 99 or "unshare failed" in done.stderr:
        pytest.skip("this machine lets nobody mount a disk of its own")
    return done


def test_a_full_disk_is_said_in_one_line_and_completed_when_there_is_room(
    sites: Sites, tmp_path: Path
) -> None:
    here = place(tmp_path, portal=sites.portal_url, ministry=sites.ministry_url)
    room = f"mount -o remount,size=50m {here.data}"
    again = " ".join(f"'{word}'" for word in here.command("crawl"))
    export = " ".join(f"'{word}'" for word in here.command("export"))
    done = on_a_disk_of("60k", here, then=f"{room}; {again}; echo code $?; {export} | wc -l")
    assert "cannot be written: No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    assert [line for line in done.stdout.splitlines() if line.startswith("code")] == [
        "code 1",
        "code 0",
    ]
    assert done.stdout.splitlines()[-1].strip() == "40"


def test_a_read_only_disk_is_said_in_one_line_and_can_still_be_read(
    sites: Sites, tmp_path: Path
) -> None:
    here = place(tmp_path, portal=sites.portal_url, ministry=sites.ministry_url)
    command, export = (
        " ".join(f"'{word}'" for word in here.command(verb)) for verb in ("crawl", "export")
    )
    shut = f"mount -o remount,ro {here.data}; {command}; echo code $?; {export} | wc -l"
    done = on_a_disk_of("50m", here, then=shut)
    assert "code 0" in done.stdout
    assert "code 1" in done.stdout
    assert done.stdout.splitlines()[-1].strip() == "40"
    assert "Read-only file system" in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
