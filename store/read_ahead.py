"""Asking the system to have the index in memory before it is asked for.

The index is mapped, not read: what a search touches first comes from the disk page by page, which
takes a cold search several times as long. The system reads whole files far faster, and what it
has read counts as nobody's memory: it is given up as soon as anything else needs the room.
"""

import contextlib
import os
from pathlib import Path

_WANTED = (".term", ".fast", ".idx", ".store", ".pos")
"""Files of a segment by what is asked for first: words, numbers, lists, rows, places of words."""
_SHARE = 4
"""At most this part (one in four) of the machine's memory is filled."""
_STEP = 128 * 1024
"""Bytes per request: the system takes no more at a time than its disk's own read-ahead."""


def read_ahead(directory: Path) -> int:
    """Have an index's files read in the background; how many bytes that are.

    Takes as long as a slow disk needs, so call it in a thread that nobody waits for. Does nothing
    where the system has no such call; files that vanish meanwhile are none of its business.
    """
    if not hasattr(os, "posix_fadvise"):
        return 0
    room = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // _SHARE
    asked = 0
    for path in _files(directory):
        with contextlib.suppress(OSError), path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if asked + size <= room:
                for start in range(0, size, _STEP):
                    os.posix_fadvise(file.fileno(), start, _STEP, os.POSIX_FADV_WILLNEED)
                asked += size
    return asked


def _files(directory: Path) -> list[Path]:
    """The files worth it, those first that every search needs."""
    try:
        found = [path for path in directory.iterdir() if path.suffix in _WANTED]
    except OSError:
        return []
    return sorted(found, key=lambda path: (_WANTED.index(path.suffix), path.name))
