"""Writing articles out: JSON Lines and JSON, streaming, keys in contract order."""

import itertools
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Literal

import msgspec

from press.article import Article

Format = Literal["jsonl", "json"]

Record = Article | msgspec.Raw
"""An article, or one already encoded on one line."""

_CHUNK = 256
"""Articles encoded per write: few system calls, yet memory stays flat."""

_encoder = msgspec.json.Encoder()


def export(articles: Iterable[Record], out: BinaryIO, format: Format) -> int:  # noqa: A002
    """Write articles and return how many.

    ``jsonl`` is one compact object per line; ``json`` one array, an object per line, ``[]`` when
    there is none. UTF-8, LF. Articles are taken from the iterable as they are written.
    """
    return (_write_lines if format == "jsonl" else _write_array)(_chunks(articles), out)


def _chunks(articles: Iterable[Record]) -> Iterator[list[Record]]:
    iterator = iter(articles)
    while chunk := list(itertools.islice(iterator, _CHUNK)):
        yield chunk


def _write_lines(chunks: Iterator[list[Record]], out: BinaryIO) -> int:
    count = 0
    for chunk in chunks:
        out.write(_encoder.encode_lines(chunk))
        count += len(chunk)
    return count


def _write_array(chunks: Iterator[list[Record]], out: BinaryIO) -> int:
    count = 0
    out.write(b"[")
    for chunk in chunks:
        out.write(b",\n" if count else b"\n")
        out.write(b",\n".join(map(_encoder.encode, chunk)))
        count += len(chunk)
    out.write(b"\n]\n" if count else b"]\n")
    return count
