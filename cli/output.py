"""Where output goes: the terminal, or a file that the operator named, whatever it is."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from store.files import StoreError

if TYPE_CHECKING:
    from rich.console import Console

Result = TypeVar("Result")


def terminal() -> "Console | None":
    """The terminal that stdout is, without any colour or emphasis if ``NO_COLOR`` is set.

    None where stdout is a pipe or a file: nothing but plain text may go there.
    """
    if not sys.stdout.isatty():
        return None
    from rich.console import Console

    return Console(color_system=None) if os.environ.get("NO_COLOR") else Console()


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
