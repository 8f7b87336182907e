"""Opening the reader. Nothing heavy is imported before it is really opened."""

import gc
import os
import sys
from pathlib import Path

from tui.catalogue import Watch

PICTURES = 120
"""Pictures a second at most: what has changed waits half as long for the next as Textual has it."""
TURN = 0.0005
"""Seconds that a thread keeps the interpreter while another one waits: with ten times as much, as
Python has it, an answer of the library waits for the picture of the letter before."""


def run(data: Path, *, language: str, watch: Watch | None = None) -> int:
    """Open the reader on a data directory and stay until it is left; the exit code.

    `watch` tells of the sources; without it those are shown that have been crawled.

    A start makes many objects and no garbage worth looking for: the collector rests until the
    first picture stands, which brings that about a fifth nearer.

    Raises:
        ValueError: there is no such language.
    """
    gc.disable()
    sys.setswitchinterval(TURN)
    os.environ.setdefault("TEXTUAL_FPS", str(PICTURES))
    try:
        from store.library import Library
        from store.settings import SettingsFile
        from tui.language import use
        from tui.reader import PresselupeApp
        from tui.themes import has_few_colours

        use(language)
        settings = SettingsFile(data)
        library = Library(data, heal=False)
        app = PresselupeApp(library, settings=settings, watch=watch, few_colours=has_few_colours())
        return app.run() or 0
    finally:
        gc.enable()
