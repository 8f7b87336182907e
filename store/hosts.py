"""What hosts said of themselves (robots.txt, TDM reservations), remembered for a day.

One TinyDB file, ``crawl/hosts.json``, shared by all sources: two sources on one host ask it once.
"""

from pathlib import Path
from typing import cast

import msgspec

from store.database import Database, FileTable
from store.files import DamagedFile
from store.storage import id_of


class HostRules(msgspec.Struct, frozen=True, kw_only=True):
    """One host's rule files as answered; `asked` is a UTC instant."""

    host: str
    asked: str
    robots_status: int
    robots: str = ""
    tdm: str = ""


class HostMemory:
    """The rules of all hosts, by host name with port."""

    def __init__(self, data: Path) -> None:
        self._path = data / "crawl" / "hosts.json"

    def get(self, host: str) -> HostRules | None:
        """What is remembered of a host; nothing if it is unreadable."""
        try:
            document = Database(self._path).table("hosts").get(doc_id=id_of(host.encode()))
            return msgspec.convert(dict(document), HostRules) if document else None
        except (DamagedFile, msgspec.ValidationError):
            return None

    def put(self, rules: HostRules) -> None:
        """Remember a host's rules; on disk when this returns.

        Raises:
            StoreError: the disk is full or read-only.
        """
        table = cast("FileTable", Database(self._path).table("hosts"))
        table.put({id_of(rules.host.encode()): msgspec.to_builtins(rules)})
