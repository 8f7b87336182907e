"""TinyDB's own interface to our files (see `store.storage`): a database of several small tables."""

from collections.abc import Callable, Mapping
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from store.storage import FileStorage


class DatabaseStorage(FileStorage, Storage):
    """A file as TinyDB's types know it."""


class FileTable(Table):
    """A table whose every change is one read-modify-write under the lock; no query cache."""

    _storage: DatabaseStorage

    def __init__(
        self,
        storage: DatabaseStorage,
        name: str,
        cache_size: int = 0,
        *,
        persist_empty: bool = False,
    ) -> None:
        super().__init__(storage, name, cache_size=cache_size, persist_empty=persist_empty)

    def put(self, documents: Mapping[int, Mapping[str, Any]]) -> None:
        """Insert or replace a whole batch in one write; new documents follow the old ones."""
        self._update_table(lambda table: table.update(documents))

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        with self._storage.lock:
            super()._update_table(updater)


class Database(TinyDB):
    """``Database(path)``: a TinyDB whose files survive.

    Raises:
        DamagedFile, StoreError: from any call that reads or writes; see `FileStorage`.
    """

    default_storage_class = DatabaseStorage  # type: ignore[assignment]
    table_class = FileTable  # type: ignore[assignment]
