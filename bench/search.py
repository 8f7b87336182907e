"""Times of the search index: ``python bench/search.py [COUNT] [--short] [--data DIR]``.

Makes an archive of COUNT articles (default 10,000; `demo.bulk`), indexes it, and prints medians
and 95th percentiles of what the reader asks for, with the size of the index, the rate of building
it, and the private memory of this process. Queries are asked of an opened library, each time as
another query (nothing remembered), folding included.
"""

import argparse
import itertools
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import tantivy

from demo.bulk import articles
from press.article import Article
from press.folding import spans
from press.query import Query, parse
from store.archive import Archive, Arrival
from store.index import Index
from store.library import Library

ROUNDS = 30
WORDS = "verwaltung daten sicherheit land behörde digitalisierung projekt kommune portal haushalt"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("count", type=int, nargs="?", default=10_000)
    parser.add_argument("--short", action="store_true", help="bodies of 0.5 KB instead of 5 KB")
    parser.add_argument("--data", type=Path, help="make (or use) the archive here")
    parser.add_argument("--ask", action="store_true", help="only ask an archive made before")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        data = options.data or Path(temporary)
        if not options.ask:
            print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, ", end="")
            print(f"Python {platform.python_version()}, tantivy {tantivy.__version__}")
            build(data, options.count, short=options.short)
            # Asked by another process, whose memory is a reader's alone.
            subprocess.run([sys.executable, __file__, "--ask", "--data", str(data)], check=True)
            add(data, options.short)
        else:
            ask(data)


def build(data: Path, count: int, *, short: bool) -> None:
    archive = Archive(data)
    text = 0
    for batch in in_batches(articles(count, short=short), 2_000):
        text += sum(len((article.body or "").encode()) for article in batch)
        archive.keep([Arrival(article) for article in batch])
    started = time.perf_counter()
    index = Index(data, heal=False)
    index.reindex()
    seconds = time.perf_counter() - started
    size = sum(f.stat().st_size for f in (data / "index").rglob("*") if f.is_file())
    print(f"{count:,} articles, {text / 1e6:.0f} MB of text")
    print(f"index {size / 1e6:.0f} MB ({size / text:.0%} of the text), {count / seconds:,.0f}/s")


def ask(data: Path) -> None:
    started = time.perf_counter()
    library = Library(data)
    total = library.count(Query())
    print(f"open and count {1000 * (time.perf_counter() - started):.0f} ms, {total:,} articles")
    print(f"{'':34}{'median':>9}{'p95':>9}  ms")
    words = WORDS.split()
    pairs = [f"{a} {b}" for a, b in itertools.permutations(words, 2)]

    def rows(text: str) -> Callable[[], object]:
        return lambda: library.rows(parse(text), 0, 50)

    def marked(text: str) -> None:
        query = parse(text)
        for row in library.rows(query, 0, 50):
            spans(row.title or "", query.words(), title=True)
            spans(row.lead or "", query.words())

    line("one term, 50 rows, highlights", [lambda w=w: marked(w) for w in words])
    line("two terms, 50 rows, highlights", [lambda p=p: marked(p) for p in pairs])
    line("count of one term", [lambda w=w: library.count(parse(w)) for w in words])
    line("phrase", [rows(f'"{pair}"') for pair in ("in der", "für die", "des Landes", "und die")])
    line("prefix of 4 letters", [rows(f"{word[:4]}*") for word in words])
    line("prefix of 2 letters", [rows(f"{word[:2]}*") for word in words])
    filters = [f"{word} source:im-bw kind:press_release date:2024..2025" for word in words]
    line("filter, 50 rows and all facets", [
        lambda f=f: (library.rows(parse(f), 0, 50), library.facets(parse(f))) for f in filters
    ])  # fmt: skip
    line("facets over everything", [lambda: library.facets(Query())])
    line("histogram per day", [lambda w=w: library.histogram(parse(f"-{w}")) for w in words])
    depths = [total * part // 10 for part in range(10)]
    line("50 rows at any depth", [lambda d=d: library.rows(Query(), d, 50) for d in depths])
    ids = list(itertools.islice(library.ids(Query()), 5_000))
    library.reader.mark_read(ids)
    line(f"is:unread, {len(ids):,} read", [rows(f"is:unread {word}") for word in words])
    library.reader.undo()
    started = time.perf_counter()
    found = sum(1 for _ in library.ids(Query()))
    print(f"all ids {found / (time.perf_counter() - started):,.0f}/s")
    print(f"RssAnon {memory():.0f} MB")


def add(data: Path, short: bool) -> None:  # noqa: FBT001
    """Batches of 100 new articles, spread over as many days, into archive and index."""
    archive, index = Archive(data), Index(data)
    times: dict[str, list[float]] = {"archive": [], "index": []}
    for seed in range(2, 12):
        batch = list(articles(100, seed=seed, short=short))
        started = time.perf_counter()
        kept = archive.keep([Arrival(article) for article in batch])
        between = time.perf_counter()
        index.add([each.article for each in kept])
        times["archive"].append(1000 * (between - started))
        times["index"].append(1000 * (time.perf_counter() - between))
    for name, taken in times.items():
        show(f"100 articles into the {name}", taken)


def line(name: str, calls: list[Callable[[], object]]) -> None:
    taken: list[float] = []
    for _, call in zip(range(max(ROUNDS, len(calls))), itertools.cycle(calls), strict=False):
        started = time.perf_counter()
        call()
        taken.append(1000 * (time.perf_counter() - started))
    show(name, taken)


def show(name: str, taken: list[float]) -> None:
    p95 = statistics.quantiles(taken, n=20)[-1]
    print(f"{name:34}{statistics.median(taken):9.1f}{p95:9.1f}")


def memory() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    lines = (line.split() for line in status.splitlines() if line.startswith("RssAnon"))
    return int(next(lines)[1]) / 1024


def in_batches(made: Iterable[Article], size: int) -> Iterable[list[Article]]:
    rest = iter(made)
    while batch := list(itertools.islice(rest, size)):
        yield batch


if __name__ == "__main__":
    main()
