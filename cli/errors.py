"""What goes wrong on the command line."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.library import Library


class UsageError(ValueError):
    """The command line asks for something that cannot be; the message is one line."""


def require_terminal(instead: str) -> None:
    """See that there is a terminal for the reader; `instead` is what to use where there is none.

    Raises:
        UsageError: input or output is none.
    """
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise UsageError(f"the reader needs a terminal; use {instead} here")


def tell_notices(library: "Library") -> int:
    """Say what was found wrong, a line each; the exit code, 1 if answers are not whole."""
    for notice in library.notices:
        print(f"presselupe: {notice}", file=sys.stderr)
    return int(bool(library.notices) and not library.is_sound)
