"""Purging: articles deleted for good, from archive, crawl memory and index alike.

What is to go is noted first (``purge.json``), durably; then the crawl memory is told, so that no
crawl fetches it again; then it leaves the archive with its versions, a day file at a time; then the
index; then the note is deleted. Killed between any two steps, the next purge or crawl completes it
(`complete`). An article is there whole or not at all, whoever looks, whenever.

Marks and notes on purged articles stay: they are the reader's own.
"""

import itertools
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from press import urls
from press.article import Article
from store.archive import Archive
from store.days import day_of
from store.files import DamageList, StoreError, WriteLock, remove_file
from store.index import Index
from store.memory import CrawlMemory, PageMemory
from store.storage import TableFile, document, own_id

BATCH = 500
"""Articles that are purged together."""
_NAME = "purge"


class _Doomed(msgspec.Struct, frozen=True):
    """An article that is to go: where it stands, and the canonical addresses it is known by."""

    id: str
    day: str
    source: str
    urls: list[str]


def purge(data: Path, articles: Iterable[Article]) -> Iterator[int]:
    """Delete articles; gives after each batch, durable by then, how many have gone.

    The caller holds the crawl lock (`store.lock`), as `complete` needs it too.

    Raises:
        StoreError: something cannot be written. What has been noted goes with the next purge.
    """
    complete(data)
    gone = 0
    remaining = iter(articles)
    while batch := list(itertools.islice(remaining, BATCH)):
        _note(data).write(
            {str(own_id(article.id)): document(_doomed(article)) for article in batch}
        )
        gone += complete(data)
        yield gone


def complete(data: Path) -> int:
    """Finish a purge that was noted; how many articles it was, cheap where there is none.

    Raises:
        StoreError: something cannot be written.
    """
    note = _note(data)
    if not note.path.exists():
        return 0
    doomed = list(note.records(_Doomed).values())
    archive = Archive(data)
    index = Index(data, archive)
    _remember(data, doomed)
    days: dict[str, list[str]] = {}
    for each in doomed:
        days.setdefault(each.day, []).append(each.id)
    archive.remove(days)
    index.remove([each.id for each in doomed], days=days)
    remove_file(note.path)
    return len(doomed)


def is_unfinished(data: Path) -> bool:
    """Whether a purge was killed in the middle."""
    return _note(data).path.exists()


def _note(data: Path) -> TableFile:
    # Not below the archive, whose lock is taken on the way.
    lock = WriteLock(data / "crawl")
    return TableFile(data / "crawl" / f"{_NAME}.json", _NAME, lock, DamageList().report)


def _doomed(article: Article) -> _Doomed:
    host = article.url.split("/")[2]
    known = {article.url}
    for alias in [article.fetched_url, *article.aliases]:
        try:
            known.add(urls.canonical(alias, host=host))
        except ValueError:
            continue
    return _Doomed(article.id, day_of(article), article.source, sorted(known))


def _remember(data: Path, doomed: list[_Doomed]) -> None:
    """Tell the crawl memory; of what it knew, only that the addresses are not to be fetched."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    by_source: dict[str, list[_Doomed]] = {}
    for each in doomed:
        by_source.setdefault(each.source, []).append(each)
    for source, members in by_source.items():
        try:
            memory = CrawlMemory(data, source)
        except StoreError:  # no source of ours, and so never crawled
            continue
        records: list[PageMemory] = []
        for each in members:
            for url in each.urls:
                known = memory.get(url)
                records.append(
                    PageMemory(
                        url=url,
                        state="purged",
                        article_id=each.id,
                        day=each.day,
                        first_seen=known.first_seen if known else now,
                        last_seen=now,
                    )
                )
        memory.put(records)
