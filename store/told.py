"""What was last told of every source's state, and to whom: messages go out on changes only.

One TinyDB file, ``crawl/told.json``. What was told to an address is written when a message has
really been sent there, so that news of a failure is not lost because a mail server was down too.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from store.files import DamageList, WriteLock
from store.reports import State
from store.storage import TableFile, document, id_of

REPORT = ""
"""The run reports, which are told of every change, whoever else is."""


class _Told(msgspec.Struct, frozen=True, omit_defaults=True):
    source: str
    state: State
    to: str = REPORT


class ToldStates:
    """The states last told, by whom they were told to and by source.

    An address is kept as its hash: it may hold a password.
    """

    def __init__(self, data: Path) -> None:
        directory = data / "crawl"
        self._lock = WriteLock(directory)
        self._file = TableFile(directory / "told.json", "told", self._lock, DamageList().report)

    def read(self, address: str = REPORT) -> dict[str, State]:
        """The states told to one; if they are unreadable, everything is told once more."""
        to = _hidden(address)
        records = self._file.records(_Told).values()
        return {told.source: told.state for told in records if told.to == to}

    def put(self, states: Mapping[str, State], address: str = REPORT) -> None:
        """Remember what one has been told; on disk when this returns.

        Raises:
            StoreError: the disk is full or read-only.
        """
        to = _hidden(address)
        new = {
            str(id_of(f"{source} {to}".strip().encode())): document(_Told(source, state, to))
            for source, state in states.items()
        }
        with self._lock:
            self._file.write(self._file.read() | new)


def _hidden(address: str) -> str:
    return address and hashlib.blake2b(address.encode(), digest_size=16).hexdigest()
