"""Opening the reader. Nothing heavy is imported before it is really opened."""

import gc
from pathlib import Path


def run(data: Path, *, language: str) -> int:
    """Open the reader on a data directory and stay until it is left; the exit code.

    A start makes many objects and no garbage worth looking for: the collector rests until the
    first picture stands, which brings that about a fifth nearer.

    Raises:
        ValueError: there is no such language.
    """
    gc.disable()
    try:
        from store.library import Library
        from tui.language import use
        from tui.reader import PresselupeApp

        use(language)
        return PresselupeApp(Library(data)).run() or 0
    finally:
        gc.enable()
