"""Writing to the operator's own catalogue of sources, which people edit by hand too.

Comments, order and spelling of what is there stay; the file is replaced in one step, and only by
one that still reads as a catalogue.
"""

import contextlib
import fcntl
import os
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal

import tomlkit
from tomlkit.exceptions import TOMLKitError

from press.tables import TableError
from store.files import StoreError, make_directory, write_file

_HEADER = "Sources of your own, and what `presselupe sources check` found; see docs/sources.md."


def add(path: Path, tables: Mapping[str, Mapping[str, Any]]) -> None:
    """Add sources' tables, by their ids, to the catalogue at `path`.

    Raises:
        TableError: the file is no TOML, or has a table of such a name; nothing is added then.
        StoreError: it cannot be read or written.
    """

    def change(document: tomlkit.TOMLDocument) -> None:
        for source_id, table in tables.items():
            if source_id in document:
                raise TableError(f"{path}: [{source_id}] is there already; take another id")
            document.add(source_id, _item(table))

    _change(path, change)


def text_of(source_id: str, table: Mapping[str, Any]) -> str:
    """A source's table as it is written to a catalogue."""
    document = tomlkit.document()
    document.add(source_id, _item(table))
    return tomlkit.dumps(document)


def note_verdict(
    path: Path, source_id: str, state: Literal["verified", "unverified"], checked: date
) -> None:
    """Set ``state`` and ``checked`` of a source, and nothing else.

    Raises:
        TableError: the file is no TOML, or the source's name stands for no table in it.
        StoreError: it cannot be read or written.
    """

    def change(document: tomlkit.TOMLDocument) -> None:
        if source_id not in document:
            document.add(source_id, tomlkit.table())
        table = document[source_id]
        if not isinstance(table, Mapping):
            raise TableError(f"{path}: [{source_id}] is no table")
        table["state"] = state  # type: ignore[index]
        table["checked"] = checked.isoformat()  # type: ignore[index]

    _change(path, change)


def _item(table: Mapping[str, Any]) -> tomlkit.items.Table:
    made = tomlkit.table()
    for key, value in table.items():
        if isinstance(value, Mapping):
            made.add(key, _item(value))
        elif isinstance(value, str) and "\\" in value and "'" not in value:
            made.add(key, tomlkit.string(value, literal=True))
        else:
            made.add(key, value)
    return made


def _change(path: Path, change: Callable[[tomlkit.TOMLDocument], None]) -> None:
    """Change the file under a lock, so that two processes lose nothing of each other."""
    path = path.resolve()  # a link to a file kept elsewhere stays one
    with _alone(path.parent):
        try:
            text = path.read_text(encoding="utf-8") if path.exists() else f"# {_HEADER}\n\n"
            document = tomlkit.parse(text)
        except OSError as error:
            raise StoreError(f"{path}: cannot be read: {error.strerror}; check it") from error
        except (UnicodeDecodeError, TOMLKitError) as error:
            raise TableError(f"{path}: is not valid TOML: {error}") from error
        change(document)
        written = tomlkit.dumps(document)
        if tomllib.loads(written) != document.unwrap():
            raise StoreError(f"{path}: is written in a way that cannot be changed here; edit it")
        write_file(path, written.encode())


@contextlib.contextmanager
def _alone(directory: Path) -> Iterator[None]:
    """Hold a lock on a directory; the kernel releases it however the process ends."""
    try:
        make_directory(directory)
        held = os.open(directory, os.O_RDONLY)
    except OSError as error:
        raise StoreError(f"{directory}: cannot be opened: {error.strerror}; check it") from error
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)
