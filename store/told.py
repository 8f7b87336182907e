"""What was last told of every source's state: messages go out on changes only.

One TinyDB file, ``crawl/told.json``. It is written when a message has really been sent, so that
news of a failure is not lost because the mail server was down too.
"""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from store.files import DamageList, WriteLock
from store.reports import State
from store.storage import TableFile, document, id_of


class _Told(msgspec.Struct, frozen=True):
    source: str
    state: State


class ToldStates:
    """The states last told, by source."""

    def __init__(self, data: Path) -> None:
        directory = data / "crawl"
        self._lock = WriteLock(directory)
        self._file = TableFile(directory / "told.json", "told", self._lock, DamageList().report)

    def read(self) -> dict[str, State]:
        """The states; if they are unreadable, everything is told once more."""
        return {told.source: told.state for told in self._file.records(_Told).values()}

    def put(self, states: Mapping[str, State]) -> None:
        """Remember what has been told; on disk when this returns.

        Raises:
            StoreError: the disk is full or read-only.
        """
        new = {
            str(id_of(source.encode())): document(_Told(source, state))
            for source, state in states.items()
        }
        with self._lock:
            self._file.write(self._file.read() | new)
