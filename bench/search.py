"""Times of search, filters, marks and export: ``python bench/search.py [COUNT] [--short]``.

Makes an archive of COUNT articles (default 10,000; `demo.bulk`), indexes it, and prints a Markdown
table: median and 95th percentile of what the reader asks for, the budget (docs/performance.md) and
whether it holds. Queries are asked of an opened library with nothing remembered, folding and
highlights included. ``--data DIR`` keeps the archive there and uses it when it is already there.
"""

import argparse
import itertools
import os
import platform
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec
import tantivy

from demo.bulk import articles
from press.article import Article
from press.folding import spans, words
from press.query import Query, parse
from press.text import plain
from store.archive import Archive, Arrival
from store.export import Record, export
from store.index import Index
from store.library import Library

ROUNDS = 30
WORDS = "verwaltung daten sicherheit land behörde digitalisierung projekt kommune portal haushalt"
FILTER = "source:im-bw kind:press_release date:2024..2025"
PEER_LIMIT = 100_000
"""Articles up to which SQLite is timed beside."""
LARGE = 300_000
"""Articles from which the larger budgets count."""

Call = Callable[[], object]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("count", type=int, nargs="?", default=10_000)
    parser.add_argument("--short", action="store_true", help="bodies of 0.5 KB instead of 5 KB")
    parser.add_argument("--data", type=Path, help="make (or use) the archive here")
    parser.add_argument("--part", choices=PARTS, help="this part alone, of an archive made before")
    options = parser.parse_args()
    if options.part:
        PARTS[options.part](options.data, options.short)
        return
    with tempfile.TemporaryDirectory() as temporary:
        data = options.data or Path(temporary)
        about(options.count, short=options.short)
        if not (data / "archive").exists():
            make(data, options.count, short=options.short)
        # Each part in a process of its own, whose memory is then a reader's alone.
        for part in PARTS:
            command = [sys.executable, __file__, "--part", part, "--data", str(data)]
            subprocess.run(command + ["--short"] * options.short, check=True)


def about(count: int, *, short: bool) -> None:
    version = tantivy.__version__.split()[1].strip("v,")
    size = "0.5 KB" if short else "5 KB"
    print(f"{count:,} articles with bodies of {size}; {os.cpu_count()} cores ", end="")
    print(f"({platform.machine()}, load {os.getloadavg()[0]:.1f} at the start), ", end="")
    print(f"Python {platform.python_version()}, tantivy {version}, ", end="")
    print(f"SQLite {sqlite3.sqlite_version}; {time.strftime('%Y-%m-%d')}\n")
    print("| what | median | p95 | budget | |\n|---|---:|---:|---:|---|", flush=True)


def make(data: Path, count: int, *, short: bool) -> None:
    archive = Archive(data)
    for batch in in_batches(articles(count, short=short), 2_000):
        archive.keep([Arrival(article) for article in batch])


def build(data: Path, _short: bool) -> None:  # noqa: FBT001
    """Size and speed of the index."""
    archive = Archive(data)
    text = sum(
        len(part.encode())
        for day in archive.days()
        for article in archive.day(day)
        for part in (article.title, article.lead, plain(article.body))
        if part
    )
    started = time.perf_counter()
    count = Index(data, archive, heal=False).reindex()
    seconds = time.perf_counter() - started
    size = sum(f.stat().st_size for f in (data / "index").rglob("*") if f.is_file())
    row("reindex, articles per second", count / seconds)
    row("index in % of the text", 100 * size / text, budget=50, unit="%")


def ask(data: Path, _short: bool) -> None:  # noqa: FBT001
    """What the reader asks for."""
    started = time.perf_counter()
    library = Library(data)
    library.rows(Query(), 0, 50)
    row("open the library, first 50 rows", 1000 * (time.perf_counter() - started), budget=300)
    started = time.perf_counter()
    library.read_ahead()
    row(
        "ask for the index to be read ahead, as the reader does",
        1000 * (time.perf_counter() - started),
    )
    started = time.perf_counter()
    total = library.count(Query())
    row("count of everything, first time", 1000 * (time.perf_counter() - started))
    started = time.perf_counter()
    hits(library, "amt")
    row("the first search of a process", 1000 * (time.perf_counter() - started))
    some, large = WORDS.split(), total > LARGE
    pairs = [f"{a} {b}" for a, b in itertools.permutations(some, 2)]

    def fresh() -> None:
        """Remember nothing but what every query of a reader shares."""
        library._counting._known.clear()  # noqa: SLF001
        library.count(Query())

    def every(texts: Iterable[str], *asked: Callable[[str], object]) -> list[Call]:
        return [lambda t=text: [each(t) for each in asked] for text in texts]

    def count(text: str) -> int:
        return library.count(parse(text))

    def rows(text: str) -> object:
        return hits(library, text)

    line("one term, 50 rows, highlights", every(some, rows), budget=15, before=fresh)
    line("two terms, 50 rows, highlights", every(pairs, rows), budget=15, before=fresh)
    line(
        "one term as the reader asks: count, days, 50 rows",
        every(some, count, rows),
        budget=60,
        before=fresh,
    )
    line("phrase, 50 rows, highlights", every(phrases(library), rows), budget=80, before=fresh)
    frequent = ('"in der"', '"für die"', '"und die"', '"mit dem"')
    line("phrase of the most frequent words", every(frequent, rows), budget=80, before=fresh)
    line(
        "prefix of 4 letters, 50 rows, highlights",
        every([f"{w[:4]}*" for w in some], rows),
        budget=80,
        before=fresh,
    )
    filters = [f"{word} {FILTER}" for word in some]
    facets = 50 if large else 20

    def counted(text: str) -> object:
        return library.facets(parse(text))

    line(
        "filter, 50 rows and all facets", every(filters, rows, counted), budget=facets, before=fresh
    )
    line("all facets of everything", every([""], counted), budget=facets, before=fresh)
    histogram = every([f"-{word}" for word in some], lambda t: library.histogram(parse(t)))
    line("histogram per day", histogram, budget=40, before=fresh)
    scroll(library, "")
    scroll(library, "source:im-bw")
    marks(library, total, some)
    started = time.perf_counter()
    found = sum(1 for _ in library.ids(Query()))
    row("all ids, per second", found / (time.perf_counter() - started))
    row("private memory of this reader, MB (RssAnon)", memory(), budget=250, unit="MB")


def hits(library: Library, text: str) -> None:
    """The first 50 rows with the places to mark in them, as a list shows them."""
    query = parse(text)
    for found in library.rows(query, 0, 50):
        spans(found.title or "", query.words(), title=True)
        spans(found.lead or "", query.words())


def phrases(library: Library) -> list[str]:
    """Phrases of two to three words as they stand in leads."""
    leads = [words(found.lead or "") for found in library.rows(Query(), 0, 400)[::20]]
    return [f'"{" ".join(lead[4 : 6 + n % 2])}"' for n, lead in enumerate(leads) if len(lead) > 8]


def scroll(library: Library, text: str) -> None:
    """Pages of 100 rows, evenly from the first to the last."""
    query = parse(text)
    last = max(0, library.count(query) - 100)
    starts = [last * part // 50 for part in range(51)]
    pages: list[Call] = [lambda s=s: library.rows(query, s, 100) for s in starts]
    line(f"100 rows at any depth of {text or 'everything'}", pages, budget=20)


def marks(library: Library, total: int, some: list[str]) -> None:
    """Lists of unread articles, a tenth of all having been read; then marking."""
    ids = random.Random(1).sample(list(library.ids(Query())), total // 10)
    name = f"is:unread, {len(ids):,} of {total:,} read"
    library.reader.mark_read(ids)
    texts = [parse(f"is:unread {word}") for word in ["", *some]]

    def both(query: Query) -> object:
        return library.rows(query, 0, 50), library.count(query)

    line(
        f"{name}: rows and count, new query",
        [lambda q=q: both(q) for q in texts],
        once=True,
        budget=300,
    )
    line("… asked again", [lambda q=q: both(q) for q in texts], budget=50)
    newest = [found.id for found in library.rows(parse("is:unread"), 0, 50)]
    one = iter(newest)
    line(
        "… after one more mark",
        [lambda q=q: (library.reader.mark_read([next(one)]), both(q)) for q in texts],
        budget=50,
    )  # fmt: skip
    scroll(library, "is:unread")
    for id_ in newest[: ROUNDS + 3]:
        library.reader.mark_read([id_], read=False)
    line("mark read", [lambda i=i: library.reader.mark_read([i]) for i in newest], budget=20)
    line("star", [lambda i=i: library.reader.star([i]) for i in newest], budget=20)
    library.reader.star(newest, starred=False)
    library.reader.mark_read([*ids, *newest], read=False)


def hand_out(data: Path, _short: bool) -> None:  # noqa: FBT001
    """Export as JSON Lines, beside the encoder alone over articles in memory."""
    library = Library(data)
    number = min(library.count(Query()), PEER_LIMIT)
    highest = 0.0

    def watched() -> Iterator[Record]:
        nonlocal highest
        for place, record in enumerate(itertools.islice(library.records(Query()), number)):
            if place % 1_000 == 0:
                highest = max(highest, memory())
            yield record

    started = time.perf_counter()
    with open(os.devnull, "wb") as out:  # noqa: PTH123
        export(watched(), out, "jsonl")
    rate = number / (time.perf_counter() - started)
    sample = list(itertools.islice(library.articles(Query()), 5_000))
    encode = msgspec.json.Encoder().encode
    alone = len(sample) / best(lambda: [encode(article) for article in sample])
    row(f"export {number:,} as JSON Lines, per second", rate)
    row("… in % of the encoder's rate alone", 100 * rate / alone, budget=50, unit="%", least=True)
    row("… private memory, MB", highest, budget=150, unit="MB")


def best(call: Call) -> float:
    """Seconds, the best of five."""
    started = [time.perf_counter()]
    for _ in range(5):
        call()
        started.append(time.perf_counter())
    return min(after - before for before, after in itertools.pairwise(started))


def add(data: Path, short: bool) -> None:  # noqa: FBT001
    """Batches of 100 new articles, spread over as many days, into archive and index."""
    archive, index = Archive(data), Index(data)
    taken: list[float] = []
    made = articles(100 * ROUNDS, seed=time.time_ns(), short=short)
    # Dealt out so that every batch has one article of each of a hundred days.
    every = list(made)
    for start in range(ROUNDS):
        batch = every[start::ROUNDS]
        started = time.perf_counter()
        kept = archive.keep([Arrival(article) for article in batch])
        index.add([each.article for each in kept])
        taken.append(1000 * (time.perf_counter() - started))
    show("add 100 articles to 100 days, archive and index, durable", taken, budget=500)


def peer(data: Path, _short: bool) -> None:  # noqa: FBT001
    """SQLite FTS5 over the same texts, as far as it goes: no folding, compounds or inflection."""
    archive = Archive(data)
    read = (article for day in archive.days() for article in archive.day(day))
    texts = list(itertools.islice(read, PEER_LIMIT + 1))
    if len(texts) > PEER_LIMIT:
        return
    with tempfile.TemporaryDirectory() as temporary:
        base = sqlite3.connect(Path(temporary) / "peer.db")
        base.execute("create table article(id integer primary key, source, kind, topic, day)")
        base.execute("create index by_day on article(day desc)")
        base.execute("create virtual table text using fts5(title, lead, body)")
        started = time.perf_counter()
        for n, each in enumerate(texts):
            topic = each.topics[0].id if each.topics else None
            fields = (n, each.source, each.kind, topic, each.published)
            base.execute("insert into article values(?,?,?,?,?)", fields)
            content = (n, each.title, each.lead, plain(each.body))
            base.execute("insert into text(rowid, title, lead, body) values(?,?,?,?)", content)
        base.commit()
        row(
            "SQLite FTS5: indexing, articles per second",
            len(texts) / (time.perf_counter() - started),
        )
        count = len(texts)
        del texts
        joined = "from text join article on article.id = text.rowid where text match ?"
        limits = "and source = 'im-bw' and day between '2024' and '2026'"

        def put(sql: str, terms: Iterable[str]) -> list[Call]:
            return [lambda t=t: base.execute(sql, [t]).fetchall() for t in terms]

        some = WORDS.split()
        page = "select title, lead, day"
        newest = "order by day desc limit 50"
        line("SQLite FTS5: one term, 50 rows", put(f"{page} {joined} {newest}", some))
        pairs = [f"{a} {b}" for a, b in itertools.permutations(some, 2)]
        line("SQLite FTS5: two terms, 50 rows", put(f"{page} {joined} {newest}", pairs))
        line(
            "SQLite FTS5: phrase of frequent words", put(f"{page} {joined} {newest}", ['"in der"'])
        )
        prefixes = [f"{word[:4]}*" for word in some]
        line("SQLite FTS5: prefix of 4 letters", put(f"{page} {joined} {newest}", prefixes))
        facet = f"select topic, count(*) {joined} {limits} group by topic"
        line("SQLite FTS5: filter with one facet", put(facet, some))
        base.close()
    if shutil.which("newsboat"):
        script = Path(__file__).with_name("newsboat.py")
        subprocess.run([sys.executable, str(script), str(count)], check=True)


PARTS: dict[str, Callable[[Path, bool], None]] = {
    "build": build,
    "ask": ask,
    "export": hand_out,
    "peer": peer,
    "add": add,
}


def line(
    name: str,
    calls: list[Call],
    *,
    budget: float | None = None,
    once: bool = False,
    before: Call | None = None,
) -> None:
    """Time calls, in turn and at least `ROUNDS` of them unless `once`; not what comes `before`."""
    taken: list[float] = []
    rounds = len(calls) if once else max(ROUNDS, len(calls))
    for _, call in zip(range(rounds), itertools.cycle(calls), strict=False):
        if before:
            before()
        started = time.perf_counter()
        call()
        taken.append(1000 * (time.perf_counter() - started))
    show(name, taken, budget=budget)


def show(name: str, taken: list[float], *, budget: float | None = None) -> None:
    p95 = statistics.quantiles(taken, n=20)[-1]
    holds = "" if budget is None else "holds" if p95 <= budget else "**missed**"
    limit = "" if budget is None else f"{budget:g} ms"
    print(
        f"| {name} | {statistics.median(taken):.1f} ms | {p95:.1f} ms | {limit} | {holds} |",
        flush=True,
    )


def row(
    name: str, value: float, *, budget: float | None = None, unit: str = "ms", least: bool = False
) -> None:
    """A single figure; with `least` the budget is the least it may be."""
    kept = budget is None or (value >= budget if least else value <= budget)
    holds = "" if budget is None else "holds" if kept else "**missed**"
    limit = "" if budget is None else f"{budget:g} {unit}"
    print(f"| {name} | {value:,.0f} | | {limit} | {holds} |", flush=True)


def memory() -> float:
    """Private memory of this process in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    lines = (line.split() for line in status.splitlines() if line.startswith("RssAnon"))
    return int(next(lines)[1]) / 1024


def in_batches(made: Iterable[Article], size: int) -> Iterable[list[Article]]:
    rest = iter(made)
    while batch := list(itertools.islice(rest, size)):
        yield batch


if __name__ == "__main__":
    main()
