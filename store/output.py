"""Writing a file that a person named, whatever it is: whole or not at all, or as it stands."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, TypeVar

from store.files import StoreError

Result = TypeVar("Result")


def write_output(path: Path, write: Callable[[BinaryIO], Result]) -> Result:
    """Let `write` fill a file; gives back what `write` gives.

    An ordinary file appears whole or not at all. A pipe, a terminal or a device (``/dev/stdout``,
    ``/dev/null``) is written to as it stands: replacing it would destroy it.

    Raises:
        StoreError: it cannot be written.
    """
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as out:
                return write(out)
        return _write_whole(path.resolve(), write)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {error.strerror or error}") from error


def _write_whole(path: Path, write: Callable[[BinaryIO], Result]) -> Result:
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with partial.open("wb") as out:
            result = write(out)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return result
