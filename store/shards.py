"""Documents in many small TinyDB files, so that changing one costs the same at any number.

The files are a trie over the hexadecimal digits of the document ids: ``a.json`` holds what begins
with ``a`` until that is more than `LIMIT` documents; then ``a/0.json`` … ``a/f.json`` take over.
While ``a.json`` exists it counts, so a crash in the middle of a split changes nothing.
"""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from store.files import DamagedFile, WriteLock, remove_file, write_files
from store.storage import ID_BITS, Model, TableFile, encode

LIMIT = 512
"""Documents a file may hold before it is split."""

_DIGITS = 14
Table = dict[str, Mapping[str, Any]]


class Shards:
    """One table of documents below one directory.

    `lock` is the tree's; `report` hears of damaged files, which are set aside and count as empty.
    """

    def __init__(
        self,
        directory: Path,
        table: str,
        lock: WriteLock,
        report: Callable[[DamagedFile], None],
    ) -> None:
        self._directory = directory
        self._name = table
        self._lock = lock
        self._report = report

    def get(self, ids: Collection[int], model: type[Model]) -> dict[int, Model]:
        """The documents with these ids, as far as there are any."""
        found: dict[int, Model] = {}
        for path, members in self._by_leaf(ids).items():
            here = self.file(path).some(members, model)
            found |= here
            # Another process may have split the file between finding and reading it.
            if len(here) < len(members) and not path.exists() and path.with_suffix("").is_dir():
                found |= self.get([doc_id for doc_id in members if doc_id not in here], model)
        return {doc_id: found[doc_id] for doc_id in ids if doc_id in found}

    def put(self, documents: Mapping[int, Mapping[str, Any]]) -> None:
        """Insert or replace documents, each touched file written once; on disk on return.

        Raises:
            StoreError: the disk is full or read-only; nothing has changed.
        """
        with self._lock:
            leaves: dict[Path, Table] = {
                path: self.file(path).read() | {str(i): documents[i] for i in members}
                for path, members in self._by_leaf(documents).items()
            }
            split = self._split(leaves)
            write_files({path: encode({self._name: table}) for path, table in leaves.items()})
            for path in split:
                remove_file(path)

    def files(self) -> list[Path]:
        """All files that hold documents."""
        return list(_leaves(self._directory))

    def file(self, path: Path) -> TableFile:
        """One of `files`, to read from."""
        return TableFile(path, self._name, self._lock, self._report)

    def leaf(self, doc_id: int) -> Path:
        """The file that holds, or would hold, a document."""
        return next(iter(self._by_leaf([doc_id])))

    def _by_leaf(self, ids: Iterable[int]) -> dict[Path, list[int]]:
        """Documents by the file that holds, or would hold, each."""
        grouped: dict[str, list[int]] = {}
        is_leaf: dict[str, bool] = {}
        for doc_id in ids:
            prefix = str(self._directory)
            for digit in _digits(doc_id):
                prefix = f"{prefix}/{digit}"
                if prefix not in is_leaf:
                    is_leaf[prefix] = _is_leaf(prefix)
                if is_leaf[prefix]:
                    break
            grouped.setdefault(prefix, []).append(doc_id)
        return {Path(f"{prefix}.json"): members for prefix, members in grouped.items()}

    def _split(self, leaves: dict[Path, Table]) -> list[Path]:
        """Replace files that are too full by files one digit further down; returns the former."""
        split = [path for path, table in leaves.items() if len(table) > LIMIT]
        for path in split:
            folder = path.with_suffix("")
            depth = len(folder.relative_to(self._directory).parts)
            for doc_id, document in leaves.pop(path).items():
                child = folder / f"{_digits(int(doc_id))[depth]}.json"
                leaves.setdefault(child, {})[doc_id] = document
        return split + self._split(leaves) if split else []


def _is_leaf(prefix: str) -> bool:
    """Whether documents below a prefix are in its file (hundreds of times a list: no `Path`s)."""
    return not os.path.isdir(prefix) or os.path.exists(f"{prefix}.json")  # noqa: PTH110, PTH112


def _leaves(folder: Path) -> Iterator[Path]:
    """The files below a folder, except those of a split that was never completed."""
    try:
        names = {path.name for path in folder.iterdir()}
    except OSError:
        return
    for digit in "0123456789abcdef":
        if f"{digit}.json" in names:
            yield folder / f"{digit}.json"
        elif digit in names:
            yield from _leaves(folder / digit)


def _digits(doc_id: int) -> str:
    return f"{doc_id << (4 * _DIGITS - ID_BITS):0{_DIGITS}x}"
