"""A text in the editor that ``$VISUAL`` or ``$EDITOR`` names."""

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

_USUAL = ("nano", "vi", "vim")


def editor(environ: Mapping[str, str] = os.environ) -> list[str] | None:
    """The command of the editor, the usual ones where none is named; None where there is none."""
    for name in ("VISUAL", "EDITOR"):
        try:
            command = shlex.split(environ.get(name, ""))
        except ValueError:
            command = []
        if command and shutil.which(command[0]):
            return command
    return next(([name] for name in _USUAL if shutil.which(name)), None)


def edit(command: list[str], text: str) -> str:
    """Edit a text in a terminal that has been left to the editor; blocks until it ends.

    Raises:
        OSError: the editor cannot be started, or what it wrote cannot be read.
        subprocess.CalledProcessError: it has failed; the text is as it was.
    """
    with tempfile.TemporaryDirectory(prefix="presselupe-") as directory:
        file = Path(directory) / "note.txt"
        file.write_text(text, encoding="utf-8")
        subprocess.run([*command, str(file)], check=True)  # noqa: S603 - the user's own editor
        return file.read_text(encoding="utf-8", errors="replace")
