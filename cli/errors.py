"""What goes wrong on the command line."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.library import Library


class UsageError(ValueError):
    """The command line asks for something that cannot be; the message is one line."""


def tell_notices(library: "Library") -> int:
    """Say what was found wrong, a line each; the exit code, 1 if answers are not whole."""
    for notice in library.notices:
        print(f"presselupe: {notice}", file=sys.stderr)
    return int(bool(library.notices) and not library.is_sound)
