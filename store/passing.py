"""Articles handed on as they are stored, without being read: what an export of many needs.

Reading an article and writing it again takes six times longer than handing on its bytes. `storage`
writes a document on a line of its own, keys in the order of the contract, so a line that begins
with an article's first keys and ends with its last ones has them all; the values in between are not
looked at. Take it only where the same file has been read before: the index knows.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from press.article import Article

_NAMES = [field.encode_name for field in msgspec.structs.fields(Article)]
_FIRST = b'{"%s":"1","%s":"' % tuple(name.encode() for name in _NAMES[:2])
_ID_LENGTH = 16
_SCALAR = rb'(?:null|"[^"\\]*")'
_LAST = re.compile(
    rb',"%s":%s,"%s":%s,"%s":\[[^]{}]*\]\}\Z'
    % (_NAMES[-3].encode(), _SCALAR, _NAMES[-2].encode(), _SCALAR, _NAMES[-1].encode())
)
_TAIL = 1_000
"""Bytes at an article's end in which its last keys must stand."""


def stored(path: Path, table: str) -> dict[str, msgspec.Raw] | None:
    """The articles of a file by id, encoded; ``None`` if it must be read to be understood.

    So it must if it was stored by an older version with other fields, or by another program.
    """
    try:
        content = path.read_bytes()
        return dict(_articles(content, b'"%s": {\n' % table.encode()))
    except (OSError, ValueError):
        return None


def _articles(content: bytes, head: bytes) -> Iterator[tuple[str, msgspec.Raw]]:
    """The ids and articles of the table that begins with `head`.

    Raises:
        ValueError: they do not stand there as `storage` writes them.
    """
    start = content.find(head)
    if start < 0:
        return
    if start != 1:
        raise ValueError("the table is not the first one")
    start += len(head)
    whole = memoryview(content)
    while not content.startswith(b"}", start):
        end = content.index(b"\n", start)
        stop = end - content.startswith(b",", end - 1)
        start = content.index(b"{", start, stop)
        id_at = start + len(_FIRST)
        is_ours = content.startswith(_FIRST, start)
        if not is_ours or not _LAST.search(content, max(start, stop - _TAIL), stop):
            raise ValueError("a line is no article of this version")
        yield content[id_at : id_at + _ID_LENGTH].decode("ascii"), msgspec.Raw(whole[start:stop])
        start = end + 1
