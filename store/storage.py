"""TinyDB on files that survive (see `store.files`), in TinyDB's own format.

Any stock ``TinyDB(path)`` opens these files, and what it wrote is read here. Differences:

- A write replaces the file in one step and is durable; a read-modify-write happens under the
  tree's `WriteLock`, so writers in several processes lose nothing.
- A document stays the bytes it was read as until someone looks into it. Reading one article of a
  day, or adding one, costs the work of one article plus a scan of the file.
- One document per line, so that `git diff`, `grep` and people can follow.
- Documents have ids of our own (`own_id`), exact in JSON, never handed out twice.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from store.files import DamagedFile, StoreError, WriteLock, read_file, set_aside, write_file

ID_BITS = 53
"""Width of document ids: integers up to 2**53 are exact in every JSON reader."""

_HEX_ID = re.compile(r"[0-9a-f]{16}")

_raw_tables = msgspec.json.Decoder(dict[str, dict[str, msgspec.Raw]])
_object = msgspec.json.Decoder(dict[str, Any])


def own_id(hex_id: str) -> int:
    """The document id for 16 hex digits: their first 53 bits.

    Raises:
        ValueError: `hex_id` is something else.
    """
    if not _HEX_ID.fullmatch(hex_id):
        raise ValueError(f"{hex_id[:40]!r} is no article id: expected 16 hexadecimal digits")
    return int(hex_id, 16) >> (64 - ID_BITS)


def id_of(content: bytes) -> int:
    """A document id for what has none of its own: 53 bits of its hash."""
    import hashlib  # noqa: PLC0415 - who only reads needs none

    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest()) >> (64 - ID_BITS)


class StoredDocument(MutableMapping[str, Any]):
    """A document as it stands in the file; decoded only when someone looks into it."""

    __slots__ = ("_fields", "_raw")

    def __init__(self, raw: bytes | memoryview | msgspec.Raw) -> None:
        self._raw: bytes | memoryview | msgspec.Raw | None = raw
        self._fields: dict[str, Any] = {}

    @property
    def raw(self) -> bytes | memoryview | msgspec.Raw:
        """The document as JSON."""
        return _encode(self._fields) if self._raw is None else self._raw

    def _open(self) -> dict[str, Any]:
        if self._raw is not None:
            self._fields = _object.decode(self._raw)
            self._raw = None
        return self._fields

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401
        return self._open()[key]

    def __setitem__(self, key: str, value: object) -> None:
        self._open()[key] = value

    def __delitem__(self, key: str) -> None:
        del self._open()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._open())

    def __len__(self) -> int:
        return len(self._open())


def document(value: object) -> StoredDocument:
    """A value of ours (a struct, a dict) as a document.

    Raises:
        StoreError: it cannot be JSON (a lone surrogate, an unknown type).
    """
    return value if isinstance(value, StoredDocument) else StoredDocument(_encode(value))


def _encode(value: object) -> bytes:
    try:
        return msgspec.json.encode(value)
    except (UnicodeEncodeError, TypeError) as error:
        raise StoreError(f"a document cannot be written as JSON: {error}; correct it") from error


Model = TypeVar("Model")

Tables = dict[str, dict[str, StoredDocument]]
"""A file's content: table name, document id as text, document."""


def encode(tables: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> bytes:
    """Tables as the bytes of a TinyDB file, one document per line.

    Raises:
        StoreError: a value cannot be JSON (a lone surrogate, an unknown type).
    """
    parts = (
        b"%s: {\n%s\n}" % (_encode(name), b",\n".join(_lines(table)))
        for name, table in tables.items()
    )
    return b"{%s}\n" % b", ".join(parts)


def _lines(table: Mapping[str, Mapping[str, Any]]) -> Iterator[bytes]:
    for key, value in table.items():
        yield b'"%s": %s' % (str(key).encode(), _one_line(value))


def _one_line(value: Mapping[str, Any]) -> bytes:
    if not isinstance(value, StoredDocument):
        return _encode(value)
    raw = bytes(value.raw)
    return msgspec.json.format(raw, indent=-1) if b"\n" in raw else raw


def _lines_of(content: bytes, table: str, ids: Collection[int]) -> dict[int, bytes]:
    """Documents of a file with one table, encoded, without taking the others apart.

    Raises:
        ValueError: the file is not as `encode` writes it.
    """
    if (
        not content.startswith(b"{%s: {\n" % _encode(table))
        or content.find(b"\n}") < len(content) - 4
    ):
        raise ValueError("not one table with a document per line")
    found: dict[int, bytes] = {}
    for doc_id in ids:
        key = b'\n"%d": ' % doc_id
        start = content.find(key)
        if start >= 0:
            end = content.index(b"\n", start + 1)
            found[doc_id] = content[start + len(key) : end].removesuffix(b",")
    return found


def decode(content: bytes) -> Tables:
    """The tables of a TinyDB file.

    Raises:
        ValueError: it is none; the message says why.
    """
    if not content or content.isspace():
        return {}
    content.decode("utf-8")
    tables = _raw_tables.decode(content)
    for name, table in tables.items():
        if not all(map(str.isdecimal, table)):
            wrong = next(key for key in table if not key.isdecimal())
            raise ValueError(f'table "{name[:40]}": "{wrong[:40]}" is no document id')
    return {
        name: {key: StoredDocument(raw) for key, raw in table.items()}
        for name, table in tables.items()
    }


def _reason(error: ValueError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"not UTF-8 at byte {error.start}"
    return str(error)


class FileStorage:
    """TinyDB's view of one file: what it asks of a storage. Who only reads does not load TinyDB.

    `lock` is shared by all files of a tree; readers do not need it.
    """

    def __init__(self, path: Path | str, lock: WriteLock | None = None) -> None:
        self.path = path if isinstance(path, Path) else Path(path)
        self.lock = lock or WriteLock(self.path.parent)

    def read(self) -> Tables | None:
        """The tables, or ``None`` where there is no file yet.

        Raises:
            DamagedFile: the file is no TinyDB file; it has been set aside.
            StoreError: the file cannot be read.
        """
        try:
            return self._read()
        except ValueError as error:
            raise self._set_aside(error) from error

    def write(self, data: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
        """Replace the file.

        Raises:
            StoreError: it cannot be written; the old content is intact.
        """
        with self.lock:
            write_file(self.path, encode(data))

    def close(self) -> None:
        """Nothing is kept open."""

    def _read(self) -> Tables | None:
        content = read_file(self.path)
        return None if content is None else decode(content)

    def _set_aside(self, error: ValueError) -> DamagedFile:
        """Set the file aside, unless another process has mended it meanwhile."""
        try:
            with self.lock:
                try:
                    self._read()
                except ValueError:
                    return set_aside(self.path, _reason(error))
        except DamagedFile:
            raise
        except StoreError:
            pass
        return DamagedFile(self.path, self.path, _reason(error))


class TableFile:
    """A file of one table, for its own room only: damage is reported, and the file then empty.

    `report` hears of a damaged file after it has been set aside.
    """

    def __init__(
        self, path: Path, name: str, lock: WriteLock, report: Callable[[DamagedFile], None]
    ) -> None:
        self.path = path
        self._name = name
        self._storage = FileStorage(path, lock)
        self._report = report

    def read(self) -> dict[str, StoredDocument]:
        """The documents by id, in file order; none if the file is missing or damaged."""
        try:
            return (self._storage.read() or {}).get(self._name, {})
        except DamagedFile as damage:
            self._report(damage)
            return {}

    def records(self, model: type[Model]) -> dict[str, Model]:
        """The documents as a type of ours; one that is not of it is reported and left out."""
        tables_type = dict[str, dict[str, model]]  # type: ignore[valid-type]
        try:
            tables = msgspec.json.decode(read_file(self.path) or b"{}", type=tables_type)
            table = tables.get(self._name, {})
            if all(map(str.isdecimal, table)):
                return table
        except (msgspec.DecodeError, UnicodeDecodeError):
            pass
        table = {key: self.decode(stored, model) for key, stored in self.read().items()}
        return {key: record for key, record in table.items() if record is not None}

    def some(self, ids: Collection[int], model: type[Model]) -> dict[int, Model]:
        """Those of the documents that are here, as a type of ours; the others are not looked at."""
        try:
            content = read_file(self.path)
            lines = _lines_of(content, self._name, ids) if content else {}
            return {doc_id: msgspec.json.decode(line, type=model) for doc_id, line in lines.items()}
        except (msgspec.DecodeError, ValueError):
            stored = self.read()
            known = {i: self.decode(stored[str(i)], model) for i in ids if str(i) in stored}
            return {doc_id: record for doc_id, record in known.items() if record is not None}

    def decode(self, stored: StoredDocument, model: type[Model]) -> Model | None:
        """A document of this file as a type of ours; if it is none, that is reported."""
        try:
            return msgspec.json.decode(stored.raw, type=model)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            self._report(DamagedFile(self.path, self.path, f"a document is unreadable: {error}"))
            return None

    def encode(self, table: Mapping[str, Mapping[str, Any]]) -> bytes:
        """The file's content with these documents."""
        return encode({self._name: table})

    def write(self, table: Mapping[str, Mapping[str, Any]]) -> None:
        """Replace the file; on disk when this returns.

        Raises:
            StoreError: it cannot be written; the old content is intact.
        """
        self._storage.write({self._name: table})
