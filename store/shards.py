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
from store.storage import ID_BITS, Model, StoredDocument, TableFile, document, encode

LIMIT = 512
"""Documents a file may hold before it is split."""

_DIGITS = 14
_MOST_REMEMBERED = 64
Table = dict[str, StoredDocument]


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
        self._remembered: dict[str, Table] = {}

    def get(self, ids: Collection[int], model: type[Model]) -> dict[int, Model]:
        """The documents with these ids, as far as there are any."""
        found: dict[int, Model] = {}
        for leaf, members in self._by_leaf(ids).items():
            path = self._path(leaf)
            here = self.file(path).some(members, model)
            found |= here
            # Another process may have split the file between finding and reading it.
            if len(here) < len(members) and not path.exists() and path.with_suffix("").is_dir():
                found |= self.get([doc_id for doc_id in members if doc_id not in here], model)
        return {doc_id: found[doc_id] for doc_id in ids if doc_id in found}

    def one(self, doc_id: int, model: type[Model]) -> Model | None:
        """A document as this object last read or wrote it, for whoever alone writes."""
        digits = _digits(doc_id)
        known = (digits[:depth] for depth in range(1, _DIGITS + 1))
        leaf = next((each for each in known if each in self._remembered), None)
        if leaf is None:
            leaf = next(iter(self._by_leaf([doc_id])))
            self._remember({leaf: self.file(self._path(leaf)).read()})
        stored = self._remembered[leaf].get(str(doc_id))
        return self.file(self._path(leaf)).decode(stored, model) if stored is not None else None

    def put(self, documents: Mapping[int, Mapping[str, Any]]) -> None:
        """Insert or replace documents, each touched file written once; on disk on return.

        Raises:
            StoreError: the disk is full or read-only; nothing has changed.
        """
        with self._lock:
            leaves: dict[str, Table] = {
                leaf: self.file(self._path(leaf)).read()
                | {str(doc_id): document(documents[doc_id]) for doc_id in members}
                for leaf, members in self._by_leaf(documents).items()
            }
            split = self._split(leaves)
            write_files({self._path(leaf): encode({self._name: leaves[leaf]}) for leaf in leaves})
            for leaf in split:
                remove_file(self._path(leaf))
                self._remembered.pop(leaf, None)
            self._remember(leaves)

    def files(self) -> list[Path]:
        """All files that hold documents."""
        return list(_leaves(self._directory))

    def file(self, path: Path) -> TableFile:
        """One of `files`, to read from."""
        return TableFile(path, self._name, self._lock, self._report)

    def leaf(self, doc_id: int) -> Path:
        """The file that holds, or would hold, a document."""
        return self._path(next(iter(self._by_leaf([doc_id]))))

    def _path(self, leaf: str) -> Path:
        """The file of a leaf, which is named by the digits that its documents begin with."""
        return Path(f"{self._directory}/{'/'.join(leaf)}.json")

    def _remember(self, leaves: dict[str, Table]) -> None:
        if len(self._remembered) + len(leaves) > _MOST_REMEMBERED:
            self._remembered.clear()
        self._remembered |= leaves

    def _by_leaf(self, ids: Iterable[int]) -> dict[str, list[int]]:
        """Documents by the leaf that holds, or would hold, each."""
        grouped: dict[str, list[int]] = {}
        is_leaf: dict[str, bool] = {}
        for doc_id in ids:
            digits = _digits(doc_id)
            leaf = digits
            for depth in range(1, _DIGITS + 1):
                leaf = digits[:depth]
                if leaf not in is_leaf:
                    is_leaf[leaf] = self._is_leaf(leaf)
                if is_leaf[leaf]:
                    break
            grouped.setdefault(leaf, []).append(doc_id)
        return grouped

    def _is_leaf(self, leaf: str) -> bool:
        """Whether documents with these digits are in a file (hundreds a list: no `Path`s)."""
        path = f"{self._directory}/{'/'.join(leaf)}"
        return not os.path.isdir(path) or os.path.exists(f"{path}.json")  # noqa: PTH110, PTH112

    def _split(self, leaves: dict[str, Table]) -> list[str]:
        """Replace files that are too full by files one digit further down; returns the former."""
        split = [leaf for leaf, table in leaves.items() if len(table) > LIMIT]
        for leaf in split:
            for doc_id, stored in leaves.pop(leaf).items():
                child = _digits(int(doc_id))[: len(leaf) + 1]
                leaves.setdefault(child, {})[doc_id] = stored
        return split + self._split(leaves) if split else []


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
