"""The saved searches of one person: ``searches.json``, in the order that gives them their keys."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from store.files import DamagedFile, WriteLock
from store.storage import TableFile, document, id_of


class _Search(msgspec.Struct, frozen=True):
    name: str
    query: str
    saved: str


class SavedSearches:
    """Queries by name. Every change is a read-modify-write under the user's lock.

    Methods that change something are on disk when they return, and raise `StoreError` where that
    is impossible.
    """

    def __init__(
        self, directory: Path, lock: WriteLock, report: Callable[[DamagedFile], None]
    ) -> None:
        self._lock = lock
        self._file = TableFile(directory / "searches.json", "searches", lock, report)

    def read(self) -> dict[str, str]:
        """Query by name, in order."""
        return {search.name: search.query for search in self._records().values()}

    def change(self, queries: Mapping[str, str | None], order: Sequence[str] = ()) -> None:
        """Save `queries` by name, or delete those that are None.

        Those in `order` stand first, in that order; the others follow as they were, new ones last.
        """
        with self._lock:
            searches = self._records()
            for name, query in queries.items():
                if query is None:
                    searches.pop(name, None)
                elif name not in searches or searches[name].query != query:
                    now = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
                    searches[name] = _Search(name, query, now)
            names = dict.fromkeys([*(each for each in order if each in searches), *searches])
            self._file.write({str(id_of(n.encode())): document(searches[n]) for n in names})

    def _records(self) -> dict[str, _Search]:
        return {each.name: each for each in self._file.records(_Search).values()}
