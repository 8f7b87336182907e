"""Crawl memory: what a source's crawls know, so that nothing is fetched without need.

Below ``crawl/<source>/``: ``pages/`` holds a record per URL in small files (`store.shards`),
``open.json`` names the records that await something, ``lists.json`` the state of feeds and list
pages, ``backfills.json`` how far unfinished looks back have come, ``reports.json`` the reports of
the last runs.

``open.json`` spares reading all pages at the start of a crawl. It names at least every open record:
a record is entered there before it is written as open and struck out after it is written as
closed. If it is missing or damaged it is derived from the pages.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec

from store.files import DamageList, StoreError, WriteLock
from store.shards import Shards
from store.storage import TableFile, document, id_of

PageState = Literal["pending", "stored", "refused", "gone", "failed", "purged"]
"""Found but not yet stored; in the archive; not an article of ours; deleted by the site; tried in
vain; deleted by the operator."""

KEPT_REPORTS = 30
"""Reports of the last runs that are kept whole, per source."""
KEPT_WITH_PAGES = 60
"""Reports of runs that read pages which are kept, so that a slow source has a norm; but for the
last ones, without their notes."""

_UNSETTLED = ("pending", "failed")
_SOURCE = re.compile(r"[a-z0-9][a-z0-9._-]*")


class PageMemory(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What is known of one URL.

    `url` is canonical. `reason` says why a page was refused or failed. `first_seen`, `last_seen`
    and `next_check` are UTC instants; `next_check` is ``None`` when no re-check is due any more.
    `page_hash` is of the response, `content_hash` of the article in it, `parser` the version that
    read it. `tries` counts failures in a row. `hints` is what lists and feeds said of the page
    (title, kicker, teaser, text, date text, date origin).
    """

    url: str
    state: PageState = "pending"
    article_id: str | None = None
    day: str | None = None
    reason: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    page_hash: str | None = None
    content_hash: str | None = None
    parser: str | None = None
    first_seen: str | None = None
    last_seen: str | None = None
    next_check: str | None = None
    tries: int = 0
    hints: dict[str, str | None] = {}


class ListMemory(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What is known of a feed or list page.

    `complete_at` is the UTC instant at which all articles it named were stored. `moved_to` is
    where the site has moved it for good, `ended` the UTC instant at which the site gave it up.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    complete_at: str | None = None
    kind: str | None = None
    label: str | None = None
    moved_to: str | None = None
    ended: str | None = None


class BackFill(msgspec.Struct, frozen=True, kw_only=True):
    """How far a look back through a list has come that has not reached its end.

    `since` is the day it goes back to, empty if it takes all; `started` is a UTC instant; `page` is
    the first page of the list whose articles have not all been dealt with.
    """

    url: str
    since: str
    started: str
    page: str


class CrawlMemory:
    """The memory of one source. One crawl at a time writes it (`store.lock`); anyone may read.

    `damaged` lists files found unreadable; they have been set aside and count as empty.
    """

    def __init__(self, data: Path, source_id: str) -> None:
        if not _SOURCE.fullmatch(source_id):
            raise StoreError(f"{source_id!r} is no source id: use a-z, 0-9, dot and hyphen")
        self.damaged = DamageList()
        directory = data / "crawl" / source_id
        self._lock = WriteLock(directory)
        self._pages = Shards(directory / "pages", "pages", self._lock, self.damaged.report)
        self._open_file, self._lists, self._back_fills, self._reports = (
            TableFile(directory / f"{name}.json", name, self._lock, self.damaged.report)
            for name in ("open", "lists", "backfills", "reports")
        )
        self._open: dict[int, None] | None = None

    def get(self, url: str) -> PageMemory | None:
        """What is known of a canonical URL."""
        return self._pages.one(id_of(url.encode()), PageMemory)

    def put(self, records: Sequence[PageMemory]) -> None:
        """Remember a batch, each touched file written once; on disk when this returns.

        Raises:
            StoreError: the disk is full or read-only; the old records are intact.
        """
        pages = {_key(record): record for record in records}
        still_open = {doc_id: None for doc_id, page in pages.items() if _is_open(page)}
        with self._lock:
            known = self._open_ids()
            opened = known | still_open
            if opened != known or not self._open_file.path.exists():
                self._write_open(opened)
            self._pages.put({doc_id: document(page) for doc_id, page in pages.items()})
            closed = pages.keys() - still_open.keys()
            if closed & opened.keys():
                self._write_open({doc_id: None for doc_id in opened if doc_id not in closed})

    def pending(self) -> list[PageMemory]:
        """The pages to fetch, in order of discovery: not yet stored, or tried in vain so far."""
        return [page for page in self._open_pages() if page.state in _UNSETTLED]

    def due(self, now: str) -> list[PageMemory]:
        """The pages whose `next_check` has come; `now` is a UTC instant."""
        return [page for page in self._open_pages() if page.next_check and page.next_check <= now]

    def all(self) -> list[PageMemory]:
        """Everything known; reads every file."""
        files = map(self._pages.file, self._pages.files())
        return [page for file in files for page in file.records(PageMemory).values()]

    def lists(self) -> list[ListMemory]:
        """The state of the source's feeds and list pages."""
        return list(self._lists.records(ListMemory).values())

    def put_list(self, *records: ListMemory) -> None:
        """Remember the state of feeds or list pages, in one write; on disk when this returns."""
        with self._lock:
            new = {str(_key(record)): document(record) for record in records}
            self._lists.write(self._lists.read() | new)

    def back_fills(self) -> dict[str, BackFill]:
        """The looks back that have not reached their end, by list."""
        return {known.url: known for known in self._back_fills.records(BackFill).values()}

    def put_back_fill(self, record: BackFill) -> None:
        """Remember how far a look back has come; on disk when this returns."""
        with self._lock:
            table = self._back_fills.read()
            self._back_fills.write(table | {str(_key(record)): document(record)})

    def end_back_fill(self, url: str) -> None:
        """Forget a look back that has reached its end."""
        with self._lock:
            table = self._back_fills.read()
            if table.pop(str(id_of(url.encode())), None) is not None:
                self._back_fills.write(table)

    def reports(self, limit: int | None = KEPT_REPORTS) -> list[dict[str, Any]]:
        """The reports of the last runs, newest first; all that are kept without a `limit`."""
        reports = self._reports.records(dict[str, Any])
        return [reports[key] for key in sorted(reports, key=int, reverse=True)[:limit]]

    def add_report(self, report: Mapping[str, Any]) -> None:
        """Keep the report of a run; of the oldest only those that a norm needs stay."""
        with self._lock:
            table = self._reports.read()
            newest_first = sorted(map(int, table), reverse=True)
            recent = newest_first[: KEPT_REPORTS - 1]
            with_pages = [number for number in newest_first if _pages(table[str(number)])]
            kept = {*recent, *with_pages[: KEPT_WITH_PAGES - 1]}
            reports: dict[str, Mapping[str, Any]] = {
                str(number): table[str(number)]
                if number in recent
                else dict(table[str(number)]) | {"notes": []}
                for number in sorted(kept)
            }
            latest = newest_first[0] if newest_first else 0
            self._reports.write(reports | {str(latest + 1): document(report)})

    def _open_pages(self) -> Iterable[PageMemory]:
        return self._pages.get(self._open_ids(), PageMemory).values()

    def _open_ids(self) -> dict[int, None]:
        """The ids of open records, and perhaps of some others, in order of discovery."""
        if self._open is None:
            ids = self._open_file.read()
            if ids or self._open_file.path.exists():
                self._open = dict.fromkeys(map(int, ids))
            else:
                self._open = {_key(page): None for page in self.all() if _is_open(page)}
        return self._open

    def _write_open(self, ids: dict[int, None]) -> None:
        self._open_file.write({str(doc_id): {} for doc_id in ids})
        self._open = ids


def _pages(report: Mapping[str, Any]) -> int:
    """The pages that a report has figures of."""
    return sum(report.get(name, {}).get("pages", 0) for name in ("figures", "older"))


def _is_open(page: PageMemory) -> bool:
    """Whether a page awaits something: being fetched, or a re-check."""
    return page.state in _UNSETTLED or page.next_check is not None


def _key(record: PageMemory | ListMemory | BackFill) -> int:
    return id_of(record.url.encode())
