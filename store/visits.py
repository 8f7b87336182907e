"""A reader's visits: since when an article is new, and where the reader was left.

One small file per user, ``reader/<user>/visit.json``. A visit begins when the reader is opened and
ends when it is left, or with its last sign of life where that is `IDLE` ago (the process was
killed, or nobody touched it). A second reader opened beside a first one shares its visit: both
call the same articles new.

What ends a visit is not the clock but what had been shown: the newest change that the list knew.
So what was in the archive but not yet in the list stays new. While a crawl is going on, what it has
fetched may still be on its way to the archive: a visit that ends then ends where the crawl began.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import msgspec

from store.files import DamagedFile, StoreError, WriteLock
from store.lock import running_since
from store.storage import TableFile, document

IDLE = timedelta(hours=4)
"""Without a sign of life for so long, a visit is over."""

Pane = Literal["filters", "list", "article"]
_KEY = "1"


class Place(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where a reader was left.

    `query` as the filter language writes it; the article under the cursor, its date and its index
    in the list; `above` counts the lines of the screen between the list's top and the cursor.
    """

    query: str = ""
    article: str | None = None
    published: str | None = None
    index: int = 0
    above: int = 0
    pane: Pane = "list"


class Visit(msgspec.Struct, frozen=True, omit_defaults=True):
    """The latest visit as kept; all times are UTC instants.

    What was first seen after `since` is new to it, what was first seen after `until` will be new to
    the next one; ``None`` is no visit before, an empty text one to an empty archive.
    """

    since: str | None = None
    until: str = ""
    active: str = ""
    ended: bool = False
    place: Place = Place()


class Visits:
    """One user's visits. Reading never fails; writing raises `StoreError` as `WriteLock` does."""

    def __init__(
        self, data: Path, directory: Path, lock: WriteLock, report: Callable[[DamagedFile], None]
    ) -> None:
        self._data = data
        self._lock = lock
        self._file = TableFile(directory / "visit.json", "visits", lock, report)
        self._since: str | None = None
        self._begun = False

    @property
    def since(self) -> str | None:
        """What was first seen after this is new; ``None``: nobody has been here before.

        To the visit begun here, else to the one that is going on elsewhere, else to the next one.
        """
        if self._begun:
            return self._since
        known = self._read()
        if known is None:
            return None
        return known.since if _goes_on(known, _utc_now()) else known.until

    def begin(self, *, now: datetime | None = None) -> Place:
        """Begin a visit, or join the one that is going on; where the reader was left."""
        now = now or _utc_now()
        known = self._read()
        self._begun = True
        if known is None:
            self._since = None
        else:
            self._since = known.since if _goes_on(known, now) else known.until
        return known.place if known else Place()

    def keep(
        self,
        until: str | None,
        *,
        place: Place | None = None,
        ended: bool = False,
        now: datetime | None = None,
    ) -> None:
        """Note a sign of life, or the end; `until` is the newest change that has been shown.

        Raises:
            StoreError: the data directory cannot be written.
        """
        with self._lock:
            known = self._read() or Visit()
            shown = until or ""
            crawl = running_since(self._data)
            if crawl and crawl < shown:
                shown = crawl
            latest = max(known.until, shown, self._since or "")
            visit = Visit(
                self._since, latest, _instant(now or _utc_now()), ended, place or known.place
            )
            self._file.write({_KEY: document(visit)})

    def is_new(self, first_seen: str) -> bool:
        """Whether an article first seen at this UTC instant is new."""
        since = self.since
        return since is None or first_seen > since

    def renew(self, until: str | None) -> None:
        """Begin another visit without leaving: nobody was there for long.

        `until` is the newest change that had been shown when somebody was last there.
        """
        self._since = max(self._since or "", until or "")

    def _read(self) -> Visit | None:
        try:
            return self._file.records(Visit).get(_KEY)
        except StoreError:
            return None


def _goes_on(visit: Visit, now: datetime) -> bool:
    """Whether a visit kept is still one: not left, and with a sign of life."""
    if visit.ended or not visit.active:
        return False
    try:
        return now - datetime.fromisoformat(visit.active) < IDLE
    except ValueError:
        return False


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _instant(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
