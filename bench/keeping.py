"""What keeping costs: ``python bench/keeping.py [--small]`` prints a table.

Presselupe's archive, marks, crawl memory and export beside a stock TinyDB on one file.
Times are wall times on this machine, the median of several runs where a thing is quick.
"""

import argparse
import hashlib
import io
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
from tinydb import TinyDB
from tinydb.table import Document

from press.article import AgencyMention, Article, Rights, TopicLabel, content_hash, to_document
from store.archive import Archive, Arrival
from store.export import export
from store.memory import CrawlMemory, PageMemory
from store.reader import ReaderState

NOW = "2026-11-21T06:00:00Z"
DAY = "2022-10-13"
BODY = "\n\n".join(
    f"Absatz {n}: Die Behörde prüft, wie Förderung und Sicherheit zusammengehen. " * 6
    for n in range(10)
)


def article(number: int, day: str = DAY) -> Article:
    """An article of about 5.5 KB."""
    url = f"https://portal.example/meldung/{number}"
    title = f"Meldung Nummer {number} über Ämter und Straßen"
    return Article(
        id=hashlib.blake2b(url.encode()).hexdigest()[:16],
        url=url,
        fetched_url=url,
        source="portal",
        kind="news",
        title=title,
        lead="Ein Vorspann von üblicher Länge, der sagt, worum es geht. " * 4,
        body=BODY,
        published=day,
        published_precision="day",
        agencies=[
            AgencyMention(id="bsi", name="Bundesamt", text="Bundesamts", rule="name") for _ in "123"
        ],
        topics=[TopicLabel(id="it", label="IT-Sicherheit", rule="title: Sicherheit")],
        regions=["DE-BW"],
        words=600,
        first_seen=NOW,
        last_seen=NOW,
        content_hash=content_hash(title=title, kicker=None, lead=None, body=BODY, published=day),
        rights=Rights(klass="press"),
    )


def timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def median(work: Callable[[int], object], runs: int = 15) -> float:
    """Milliseconds, the median of several runs."""
    return statistics.median(timed(lambda n=n: work(n)) for n in range(runs))


def row(what: str, milliseconds: float, note: str = "") -> None:
    print(f"{what:<58} {milliseconds:>10,.1f} ms  {note}", flush=True)


def bench_disk(data: Path) -> None:
    def write(number: int) -> None:
        with (data / f"probe{number}").open("wb") as file:
            file.write(BODY.encode())
            file.flush()
            os.fsync(file.fileno())

    row("this disk: a 5 KB file with fsync", median(write))


def bench_archive(data: Path) -> None:
    archive = Archive(data)
    batch = [Arrival(article(n)) for n in range(548)]
    row("archive: 548 articles into an empty day", timed(lambda: archive.keep(batch)))
    size = (data / "archive/2022/2022-10-13.json").stat().st_size / 1e6
    row(
        "archive: 1 insert into that day",
        median(lambda n: archive.keep([Arrival(article(1000 + n))])),
        f"{size:.1f} MB",
    )
    hundreds = [[Arrival(article(10_000 + 100 * n + i)) for i in range(100)] for n in range(3)]
    row("archive: 100 inserts into that day", median(lambda n: archive.keep(hundreds[n]), 3))
    days = [f"2023-{n % 12 + 1:02}-{n % 25 + 1:02}" for n in range(100)]
    spread = [[Arrival(article(20_000 + 100 * n + i, days[i])) for i in range(100)] for n in (0, 1)]
    row("archive: 100 inserts into 100 days", median(lambda n: archive.keep(spread[n]), 2))
    row(
        "archive: read one article of that day", median(lambda n: archive.read(batch[n][0].id, DAY))
    )
    row("archive: read the whole day", median(lambda _: archive.day(DAY)))
    row("archive: fingerprints of all days", median(lambda _: archive.fingerprints()))


def bench_reader(data: Path, count: int) -> None:
    ids = [hashlib.blake2b(b"%d" % n).hexdigest()[:16] for n in range(count)]
    reader = ReaderState(data, "bench")
    for start in range(0, count - 10_000, 10_000):
        reader.mark_read(ids[start : start + 10_000])
    row(
        f"reader: 10,000 marks in one call at {count:,}",
        timed(lambda: reader.mark_read(ids[-10_000:])),
    )
    row("reader: undo of that", timed(reader.undo))
    reader.mark_read(ids[-10_000:])
    costs = sorted(timed(lambda n=n: reader.star([ids[n * 7]])) for n in range(200))
    row(f"reader: one mark at {count:,}, median", costs[100])
    row(f"reader: one mark at {count:,}, p95", costs[190], "budget 20 ms")
    fresh = ReaderState(data, "bench")
    row(f"reader: load {count:,} marks", timed(fresh.load))
    row("reader: refresh with nothing new", median(lambda _: fresh.refresh()))


def bench_memory(data: Path, count: int) -> None:
    def pages(start: int, number: int) -> list[PageMemory]:
        return [
            PageMemory(
                url=f"https://portal.example/meldung/{n}-mit-einem-langen-namen-wie-ueblich",
                state="stored",
                article_id="0123456789abcdef",
                day=DAY,
                etag='"0123456789abcdef"',
                page_hash="0" * 32,
                content_hash="0" * 32,
                parser="portal-1",
                first_seen=NOW,
                last_seen=NOW,
                hints={"title": f"Meldung Nummer {n} über Ämter und Straßen"},
            )
            for n in range(start, start + number)
        ]

    memory = CrawlMemory(data, "bench")
    for start in range(0, count, 10_000):
        memory.put(pages(start, 10_000))
    row(f"memory: 1 record at {count:,}", median(lambda n: memory.put(pages(n, 1))))
    row(f"memory: 100 records at {count:,}", median(lambda n: memory.put(pages(100 * n, 100)), 5))
    fresh = CrawlMemory(data, "bench")
    row(f"memory: open and pending() at {count:,}", timed(fresh.pending))
    row("memory: 100 lookups", timed(lambda: [fresh.get(p.url) for p in pages(0, 100)]))
    row(f"memory: all() of {count:,}", timed(fresh.all))


class _Counter(io.RawIOBase):
    size = 0

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.size += len(data)
        return len(data)


def bench_export(count: int) -> None:
    some = [article(n) for n in range(1000)]

    def articles() -> Iterator[Article]:
        for number in range(count):
            yield some[number % 1000]

    def raw() -> None:
        encode = msgspec.json.Encoder().encode
        for each in articles():
            encode(each)

    encoder = timed(raw)
    out = _Counter()
    row(f"export: {count:,} articles, the raw encoder alone", encoder)
    for form in ("jsonl", "json"):
        took = timed(lambda form=form: export(articles(), out, form))
        row(f"export: {count:,} articles as {form}", took, f"{encoder / took:.0%} of its rate")


def bench_stock(data: Path, count: int) -> None:
    path = data / "stock.json"
    with TinyDB(path, encoding="utf-8") as stock:
        table = stock.table("articles")
        documents = [Document(to_document(article(n)), doc_id=n) for n in range(count)]
        table.insert_multiple(documents)
        extra = Document(to_document(article(count)), doc_id=count)
        row(f"stock TinyDB, one file of {count:,}: 1 insert", timed(lambda: table.insert(extra)))
        more = [Document(to_document(article(n)), doc_id=n) for n in range(count + 1, count + 101)]
        row(
            f"stock TinyDB, one file of {count:,}: 100 inserts",
            timed(lambda: table.insert_multiple(more)),
        )
        row(
            f"stock TinyDB, one file of {count:,}: one mark",
            timed(lambda: table.update({"read": True}, doc_ids=[5])),
        )
        row(
            f"stock TinyDB, one file of {count:,}: read one",
            timed(lambda: table.get(doc_id=7)),
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a tenth of the sizes")
    size = 10 if parser.parse_args().small else 1
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        data = Path(name)
        bench_disk(data)
        bench_archive(data)
        bench_reader(data, max(100_000 // size, 20_000))
        bench_memory(data, max(100_000 // size, 10_000))
        bench_export(100_000 // size)
        bench_stock(data, 10_000 // size)


if __name__ == "__main__":
    sys.exit(main())
