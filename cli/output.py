"""Where output goes: the terminal, or a file that the operator named."""

import os
import sys
from typing import TYPE_CHECKING

from store.output import write_output

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["terminal", "write_output"]


def terminal() -> "Console | None":
    """The terminal that stdout is, without any colour or emphasis if ``NO_COLOR`` is set.

    None where stdout is a pipe or a file: nothing but plain text may go there.
    """
    if not sys.stdout.isatty():
        return None
    from rich.console import Console

    return Console(color_system=None) if os.environ.get("NO_COLOR") else Console()
