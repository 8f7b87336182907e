"""Labelling the archive anew after the register or the rules have changed.

Day by day, newest first: each day is read, what was labelled by another version is labelled by the
present one, and the day is written once, with its versions as they were; then the index follows, a
batch at a time. An article says by which version it was labelled. So whoever is interrupted, even
by ``kill -9``, begins again and finds what is left; an index that lags behind catches up when it is
opened next.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from press import register_data, topics
from press.article import Article, has_text, with_labels_of
from press.labels import label, version
from store.archive import Archive
from store.files import StoreError
from store.index import Index, Progress

_SMALL = 10_000_000
"""Bytes of an archive that is labelled before other processes would have started to help."""
_PROCESSES = 4
"""Processes that label at the most."""
_AHEAD = 1_500
"""Articles that are labelled while the index takes a batch."""
_BATCH_ARTICLES, _BATCH_DAYS = 1_000, 200
"""After so many the index follows the archive."""

Lands = Mapping[str, str | None]
"""The Land of every source in the catalogue, by the source's id."""

Standing = Literal["due", "current", "source unknown", "no text"]


class Changes(msgspec.Struct):
    """In how many articles each label is new, and from how many it has gone, by its id."""

    added: dict[str, int] = {}
    removed: dict[str, int] = {}

    def count(self, before: Iterable[str], after: Iterable[str]) -> bool:
        """Add an article's labels of before and after; whether they differ."""
        old, new = set(before), set(after)
        for ids, counts in ((new - old, self.added), (old - new, self.removed)):
            for id_ in ids:
                counts[id_] = counts.get(id_, 0) + 1
        return old != new


class Report(msgspec.Struct, kw_only=True):
    """What labelling anew came to; all numbers but those in `Changes` are of articles.

    `version` is what was labelled by, `seen` how many were looked at, `labelled` how many had been
    labelled by another version. Of these `changed` have other labels, and `reasons` the same for
    other reasons (other words, another rule or role). Left as they are: those whose source is not
    in the catalogue any more, and those that were kept without their text.
    """

    version: str
    seen: int = 0
    labelled: int = 0
    changed: int = 0
    reasons: int = 0
    source_unknown: int = 0
    no_text: int = 0
    agencies: Changes = msgspec.field(default_factory=Changes)
    topics: Changes = msgspec.field(default_factory=Changes)
    regions: Changes = msgspec.field(default_factory=Changes)

    def saw(self, standing: Standing) -> bool:
        """Count an article that was looked at; whether it is to be labelled."""
        self.seen += 1
        self.source_unknown += standing == "source unknown"
        self.no_text += standing == "no text"
        return standing == "due"

    def count(self, old: Article, new: Article) -> None:
        """Count an article that was labelled."""
        differ = [
            self.agencies.count((a.id for a in old.agencies), (a.id for a in new.agencies)),
            self.topics.count((t.id for t in old.topics), (t.id for t in new.topics)),
            self.regions.count(old.regions, new.regions),
        ]
        self.labelled += 1
        self.changed += any(differ)
        self.reasons += not any(differ) and not _same_labels(old, new)


class _Day(NamedTuple):
    """What is due of a day; `seen` and `share` (of the archive) are as far as this day."""

    name: str
    due: list[Article]
    seen: int
    share: float


def standing(article: Article, lands: Lands) -> Standing:
    """Whether an article is due to be labelled anew, or why not."""
    if article.labelled == version():
        return "current"
    if article.source not in lands:
        return "source unknown"
    return "due" if has_text(article) else "no text"


def due(archive: Archive, lands: Lands) -> int:
    """How many articles were labelled by another version than the present one; reads them all."""
    return sum(
        standing(article, lands) == "due" for day in archive.days() for article in archive.day(day)
    )


def relabel(
    archive: Archive,
    index: Index | None,
    lands: Lands,
    *,
    source: str | None = None,
    progress: Progress | None = None,
) -> Report:
    """Label what is due, of one source or of all; without an index nothing is written.

    The caller holds the crawl's lock (`store.lock`) if it writes.

    Raises:
        StoreError: something cannot be written. What was stored is whole; run it again.
        TableError: an operator's own register or table of topics is wrong.
    """
    report = Report(version=version())
    batch = _Batch(index)
    few = sum(archive.sizes().values()) < _SMALL
    for day, labelled in (_alone if few else _together)(
        _days(archive, lands, source, report), lands
    ):
        for old, new in zip(day.due, labelled, strict=True):
            report.count(old, new)
        if index and labelled:
            batch.add(day, archive.relabel(day.name, labelled))
        if progress:
            progress(day.seen, day.share)
    batch.flush()
    return report


class _Batch:
    """What the archive has and the index is still to learn."""

    def __init__(self, index: Index | None) -> None:
        self._index = index
        self._articles: list[Article] = []
        self._days: list[str] = []

    def add(self, day: _Day, stored: list[Article]) -> None:
        """A day as stored; what has other labels than it had is indexed."""
        before = {article.id: article for article in day.due}
        self._articles += [new for new in stored if not _same_labels(before[new.id], new)]
        self._days.append(day.name)
        if len(self._articles) >= _BATCH_ARTICLES or len(self._days) >= _BATCH_DAYS:
            self.flush()

    def flush(self) -> None:
        """Let the index know."""
        if self._index and self._days:
            self._index.add(self._articles, days=self._days)
        self._articles, self._days = [], []


def _days(archive: Archive, lands: Lands, source: str | None, report: Report) -> Iterator[_Day]:
    sizes = archive.sizes()
    every, read = sum(sizes.values()) or 1, 0
    for day in archive.days():
        chosen = [a for a in archive.day(day) if source is None or a.source == source]
        to_label = [article for article in chosen if report.saw(standing(article, lands))]
        read += sizes.get(day, 0)
        yield _Day(day, to_label, report.seen, min(read / every, 1.0))


def _alone(days: Iterable[_Day], lands: Lands) -> Iterator[tuple[_Day, list[Article]]]:
    """Label in this process."""
    for day in days:
        yield day, [label(article, lands[article.source]) for article in day.due]


def _together(days: Iterable[_Day], lands: Lands) -> Iterator[tuple[_Day, list[Article]]]:
    """Label in several processes, as far ahead of what is asked for as `_AHEAD` says."""
    pool = ProcessPoolExecutor(
        min(os.cpu_count() or 1, _PROCESSES),
        multiprocessing.get_context("spawn"),
        _prepare,
        (register_data.own(), topics.own()),
    )
    waiting: deque[tuple[_Day, Future[bytes] | None]] = deque()
    ahead = 0
    try:
        for day in days:
            waiting.append((day, _submitted(day, lands, pool.submit) if day.due else None))
            ahead += len(day.due)
            while waiting and (ahead > _AHEAD or waiting[0][1] is None):
                ahead -= len(waiting[0][0].due)
                yield _finished(*waiting.popleft())
        while waiting:
            yield _finished(*waiting.popleft())
    except BrokenProcessPool as error:
        raise StoreError(
            "a process that labels articles was ended from outside (is memory short?); "
            "run it again, it goes on where it stopped"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _submitted(day: _Day, lands: Lands, submit: Callable[..., Future[bytes]]) -> Future[bytes]:
    places = [lands[article.source] for article in day.due]
    return submit(_label_all, msgspec.json.encode(day.due), places)


def _finished(day: _Day, future: Future[bytes] | None) -> tuple[_Day, list[Article]]:
    return day, msgspec.json.decode(future.result(), type=list[Article]) if future else []


def _prepare(bodies: Path | None, table: Path | None) -> None:
    """Make a new process label as the one that started it does, and end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    register_data.use(bodies)
    topics.use(table)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _label_all(encoded: bytes, places: list[str | None]) -> bytes:
    articles = msgspec.json.decode(encoded, type=list[Article])
    return msgspec.json.encode(list(map(label, articles, places)))


def _same_labels(one: Article, other: Article) -> bool:
    """Whether two states of an article have the same labels for the same reasons."""
    return with_labels_of(one, other) == msgspec.structs.replace(one, labelled=other.labelled)
