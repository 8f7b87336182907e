import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tinydb import TinyDB

from store.files import StoreError
from store.memory import KEPT_REPORTS, CrawlMemory, ListMemory, PageMemory
from store.storage import TableFile, id_of
from tests.store.crash import Disk, Killed, die_at

NOW = "2026-11-21T06:00:00Z"


@pytest.fixture
def memory(tmp_path):
    return CrawlMemory(tmp_path, "im-bw")


def page(name: str, **fields: object) -> PageMemory:
    return PageMemory(url=f"https://im.example/pid/{name}", **fields)  # type: ignore[arg-type]


BEFORE = [
    page("a"),
    page("b"),
    page("checked", state="stored", next_check=NOW),
    page("failing", state="stored", next_check=NOW),
]
BATCH = [
    page("a", state="stored", next_check=NOW),
    page("c"),
    page("d", state="failed"),
    page("checked", state="stored"),
    page("failing", state="failed", tries=1),
]


def names(pages: list[PageMemory]) -> list[str]:
    return [p.url.rpartition("/")[2] for p in pages]


def test_a_page_is_remembered_with_all_that_is_known_of_it(memory, tmp_path):
    known = page(
        "a",
        state="stored",
        article_id="0123456789abcdef",
        day="2022-10-13",
        etag='"x"',
        last_modified="Thu, 13 Oct 2022 12:05:00 GMT",
        page_hash="p",
        content_hash="c",
        parser="rsmpress-1",
        first_seen=NOW,
        last_seen=NOW,
        next_check="2026-11-24T06:00:00Z",
        hints={"title": "Titel", "date_text": "13.10.2022", "kicker": None},
    )
    memory.put([known])
    assert memory.get(known.url) == known
    assert CrawlMemory(tmp_path, "im-bw").get(known.url) == known
    assert memory.get("https://im.example/pid/other") is None


def test_sources_do_not_share_their_memory(memory, tmp_path):
    memory.put([page("a")])
    assert CrawlMemory(tmp_path, "move-online").get(page("a").url) is None


@pytest.mark.parametrize("wrong", ["", "../x", "a/b", ".hidden", "Ä"])
def test_what_is_no_source_id_makes_no_directory(tmp_path, wrong):
    with pytest.raises(StoreError, match="is no source id"):
        CrawlMemory(tmp_path, wrong)
    assert list(tmp_path.iterdir()) == []


def test_pending_pages_are_those_found_and_not_settled_in_order_of_discovery(memory, tmp_path):
    memory.put([page("z"), page("a"), page("b", state="failed", tries=1), page("c")])
    memory.put([page("a", state="stored"), page("c", state="refused", reason="no body")])
    assert names(memory.pending()) == ["z", "b"]
    assert names(CrawlMemory(tmp_path, "im-bw").pending()) == ["z", "b"]
    memory.put([page("z", state="gone"), page("b", state="stored")])
    assert memory.pending() == []


def test_settled_pages_are_struck_out_of_the_list_of_open_ones(memory, tmp_path):
    memory.put([page("a"), page("b")])
    memory.put([page("a", state="stored")])
    with TinyDB(tmp_path / "crawl/im-bw/open.json", encoding="utf-8") as stock:
        assert [d.doc_id for d in stock.table("open")] == [id_of(page("b").url.encode())]


def test_due_pages_are_those_whose_next_check_has_come(memory):
    memory.put(
        [
            page("past", state="stored", next_check="2026-11-20T06:00:00Z"),
            page("now", state="stored", next_check=NOW),
            page("later", state="stored", next_check="2026-11-22T06:00:00Z"),
            page("never", state="stored"),
        ]
    )
    assert names(memory.due(NOW)) == ["past", "now"]
    memory.put([page("past", state="stored"), page("now", state="stored", next_check="2027")])
    assert memory.due(NOW) == []


def test_what_is_open_is_known_without_reading_the_pages(memory, tmp_path, monkeypatch):
    memory.put([page(f"{number}", state="stored") for number in range(200)])
    memory.put([page("open")])
    fresh = CrawlMemory(tmp_path, "im-bw")
    read: list[str] = []
    records, reading = TableFile.records, TableFile.read
    monkeypatch.setattr(
        TableFile, "records", lambda s, m: (read.append(s.path.name), records(s, m))[1]
    )
    monkeypatch.setattr(TableFile, "read", lambda s: (read.append(s.path.name), reading(s))[1])
    assert names(fresh.pending()) == ["open"]
    assert fresh.due(NOW) == []
    assert read == ["open.json", *read[1:2] * 2]


@pytest.mark.parametrize("harm", ["missing", "damaged"])
def test_the_list_of_open_pages_is_derived_when_missing_or_damaged(memory, tmp_path, harm):
    memory.put([page("a"), page("b", state="stored", next_check=NOW), page("c", state="stored")])
    path = tmp_path / "crawl/im-bw/open.json"
    path.unlink() if harm == "missing" else path.write_bytes(b"\xff")
    fresh = CrawlMemory(tmp_path, "im-bw")
    assert names(fresh.pending()) == ["a"]
    assert names(fresh.due(NOW)) == ["b"]
    assert len(fresh.damaged) == (harm == "damaged")


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("step", range(1, 6))
def test_a_crash_at_any_step_of_a_batch_leaves_no_open_page_unknown(tmp_path, step, after):
    memory = CrawlMemory(tmp_path, "im-bw")
    memory.put(BEFORE)
    with pytest.MonkeyPatch.context() as monkeypatch:
        die_at(monkeypatch, step, after=after)
        with contextlib.suppress(Killed):
            memory.put(BATCH)
    fresh = CrawlMemory(tmp_path, "im-bw")
    unsettled = {p.url for p in fresh.all() if p.state in ("pending", "failed")}
    assert {p.url for p in fresh.pending()} == unsettled
    assert {p.url for p in fresh.due("2027")} == {p.url for p in fresh.all() if p.next_check}
    assert page("b").url in unsettled


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("step", range(1, 7))
def test_power_failure_at_any_step_leaves_no_open_page_unknown(tmp_path, step, seed):
    memory = CrawlMemory(tmp_path, "im-bw")
    memory.put(BEFORE)
    disk = Disk(step, seed)
    with pytest.MonkeyPatch.context() as monkeypatch:
        disk.install(monkeypatch)
        with contextlib.suppress(Killed):
            memory.put(BATCH)
    disk.fail()
    fresh = CrawlMemory(tmp_path, "im-bw")
    unsettled = {p.url for p in fresh.all() if p.state in ("pending", "failed")}
    assert {p.url for p in fresh.pending()} == unsettled
    assert {p.url for p in fresh.due("2027")} == {p.url for p in fresh.all() if p.next_check}
    assert page("b").url in unsettled
    assert fresh.damaged == []


def test_lists_keep_their_validators(memory, tmp_path):
    feed = ListMemory(url="https://im.example/feed", etag='"1"', complete_at=NOW, kind="feed")
    memory.put_list(feed)
    memory.put_list(ListMemory(url="https://im.example/presse", label="Presse"))
    newer = ListMemory(url=feed.url, etag='"2"')
    memory.put_list(newer)
    lists = CrawlMemory(tmp_path, "im-bw").lists()
    assert lists == [newer, ListMemory(url="https://im.example/presse", label="Presse")]


def test_the_last_reports_are_kept_newest_first(memory):
    for number in range(KEPT_REPORTS + 5):
        memory.add_report({"run": number, "refused": {"no body": 2}})
    reports = memory.reports()
    assert [r["run"] for r in reports] == list(range(KEPT_REPORTS + 4, 4, -1))
    assert memory.reports(1) == [{"run": KEPT_REPORTS + 4, "refused": {"no body": 2}}]


def test_a_damaged_file_is_set_aside_and_the_rest_usable(memory, tmp_path):
    pages = [page(f"{number}", state="stored") for number in range(100)]
    memory.put(pages)
    memory.put_list(ListMemory(url="https://im.example/feed"))
    path = next((tmp_path / "crawl/im-bw/pages").glob("*.json"))
    path.write_bytes(path.read_bytes()[:50])
    fresh = CrawlMemory(tmp_path, "im-bw")
    known = [p for p in pages if fresh.get(p.url)]
    assert 0 < len(known) < 100
    assert [d.path for d in fresh.damaged] == [path]
    assert len(fresh.lists()) == 1
    fresh.put(pages)
    assert len(fresh.all()) == 100


def test_every_file_is_a_stock_tinydb(memory, tmp_path):
    memory.put([page("a"), page("b", state="stored")])
    memory.put_list(ListMemory(url="https://im.example/feed"))
    memory.add_report({"run": 1})
    files = list(tmp_path.rglob("*.json"))
    assert len(files) >= 4
    for path in files:
        with TinyDB(path, encoding="utf-8") as stock:
            assert all(len(stock.table(name)) for name in stock.tables())


def test_one_record_costs_one_small_file_at_any_size(memory, monkeypatch):
    memory.put([page(f"{number}", state="stored") for number in range(9000)])
    touched: list[int] = []
    replace = os.replace
    monkeypatch.setattr(
        os, "replace", lambda s, to: (touched.append(Path(s).stat().st_size), replace(s, to))[1]
    )
    memory.put([page("17", state="gone")])
    assert len(touched) == 1
    assert touched[0] < 200_000


WRITER = """
import sys
from pathlib import Path
from store.memory import CrawlMemory, PageMemory
memory = CrawlMemory(Path(sys.argv[1]), "im-bw")
for number in range(100_000):
    urls = [f"https://im.example/pid/{sys.argv[2]}-{number}-{i}" for i in range(5)]
    memory.put([PageMemory(url=url) for url in urls])
    memory.put([PageMemory(url=url, state="stored") for url in urls[:4]])
    print(" ".join(urls), flush=True)
"""


def test_kill_9_at_random_moments_loses_no_acknowledged_record(tmp_path):
    acknowledged: list[list[str]] = []
    for number in range(4):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), f"round{number}"],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        assert writer.stdout
        acknowledged += [writer.stdout.readline().split() for _ in range(3 + 5 * number)]
        writer.kill()
        rest = writer.stdout.read()
        acknowledged += [line.split() for line in rest.splitlines(keepends=True) if "\n" in line]
        writer.wait()
        writer.stdout.close()
        memory = CrawlMemory(tmp_path, "im-bw")
        pending = {p.url for p in memory.pending()}
        for urls in acknowledged:
            states = [found.state for url in urls if (found := memory.get(url))]
            assert states == ["stored"] * 4 + ["pending"]
            assert urls[4] in pending
        assert memory.damaged == []


def test_what_was_looked_up_before_is_seen_changed_after_also_when_its_file_was_split(memory):
    memory.put([page(f"{number}") for number in range(100)])
    assert all(memory.get(page(f"{number}").url) for number in range(100))
    memory.put([page(f"{number}", state="gone") for number in range(9000)])
    states = {found.state for n in range(9000) if (found := memory.get(page(f"{n}").url))}
    assert states == {"gone"}


def test_reports_with_pages_outlive_those_without_and_lose_their_notes(memory):
    note = {"url": "https://im.example/", "reason": "undated"}
    for number in range(10):
        figures = {"pages": 1, "present": {}, "words": [number]}
        memory.add_report({"run": number, "figures": figures, "notes": [note]})
    for number in range(10, 50):
        memory.add_report({"run": number, "figures": {"pages": 0}, "notes": [note]})
    reports = memory.reports(None)
    assert [report["run"] for report in reports] == [*range(49, 19, -1), *range(9, -1, -1)]
    assert reports[-1]["figures"]["words"] == [0]
    assert (reports[-1]["notes"], reports[0]["notes"]) == ([], [note])
