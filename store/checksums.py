"""Whether tantivy's files are as it wrote them.

A segment's files are written once; each ends with a footer (JSON with the CRC-32 of what stands
before it, its length, a magic number). tantivy reads the footer alone when it opens a file, and a
panic in its threads ends the process: so damage is looked for before it is met.
"""

import mmap
import struct
import zlib
from pathlib import Path

import msgspec

_TAIL = struct.Struct("<II")
_MAGIC = 1337


class _Segment(msgspec.Struct):
    segment_id: str


class _Meta(msgspec.Struct):
    segments: list[_Segment]


class _Footer(msgspec.Struct):
    crc: int


def damage(directory: Path, *, newer_than: int) -> str | None:
    """What is wrong with an index's files, or ``None``.

    Only files of committed segments count, and of those the ones modified after `newer_than`
    (nanoseconds): what is older than the note of its commit has not been touched since.

    Raises:
        OSError: they cannot be read.
    """
    try:
        meta = msgspec.json.decode((directory / "meta.json").read_bytes(), type=_Meta)
        ids = {segment.segment_id.replace("-", "") for segment in meta.segments}
        for path in sorted(directory.iterdir()):
            wanted = path.name.partition(".")[0] in ids and path.stat().st_mtime_ns > newer_than
            if wanted and not _is_sound(path):
                return f"{path.name} is not as it was written"
    except FileNotFoundError:
        return None  # a writer is merging segments: what vanished is no longer needed
    except (UnicodeDecodeError, msgspec.DecodeError) as error:
        return f"meta.json is not as it was written: {str(error).partition(chr(10))[0]}"
    return None


def _is_sound(path: Path) -> bool:
    with path.open("rb") as file:
        size = path.stat().st_size
        if size < _TAIL.size:
            return False
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            length, magic = _TAIL.unpack(content[-_TAIL.size :])
            start = size - _TAIL.size - length
            if magic != _MAGIC or start < 0:
                return False
            try:
                footer = msgspec.json.decode(content[start : -_TAIL.size], type=_Footer)
            except (UnicodeDecodeError, msgspec.DecodeError):
                return False
            with memoryview(content) as view, view[:start] as body:
                return zlib.crc32(body) == footer.crc
