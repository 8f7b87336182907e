"""Articles as a table for spreadsheets: CSV by RFC 4180, streaming.

Comma, CRLF, double quotes; UTF-8 with a byte order mark, without which Excel takes umlauts for
something else. A column per field of the contract; lists are joined by ``"; "``. Bodies are plain
text. JSON is the form that keeps everything as it is.

Spreadsheets run cells that begin with ``=``, ``+``, ``-`` or ``@`` as formulas, and some split
cells at ``;`` or a tab. What a page says must not run: such a beginning, also behind those signs,
gets an apostrophe before it (OWASP, "CSV Injection"); `unguarded` takes it away again.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable
from itertools import islice
from typing import BinaryIO

from press.article import Article
from store.export_text import plain_body

_CHUNK = 256
"""Articles per write: few system calls, yet memory stays flat."""
_JOINED = "; "
_FORMULA = "('*)(?=[ \"]*[=+\\-@＝＋－＠])"
_AT_START = re.compile(_FORMULA)
_INSIDE = re.compile(f"([;\t\r\n]){_FORMULA}")

COLUMNS: dict[str, Callable[[Article], object]] = {
    "schema_version": lambda a: a.schema_version,
    "id": lambda a: a.id,
    "url": lambda a: a.url,
    "fetched_url": lambda a: a.fetched_url,
    "aliases": lambda a: _JOINED.join(a.aliases),
    "source": lambda a: a.source,
    "kind": lambda a: a.kind,
    "title": lambda a: a.title,
    "kicker": lambda a: a.kicker,
    "lead": lambda a: a.lead,
    "body": plain_body,
    "section": lambda a: a.section,
    "published": lambda a: a.published,
    "published_precision": lambda a: a.published_precision,
    "published_raw": lambda a: a.published_raw,
    "published_origin": lambda a: a.published_origin,
    "modified": lambda a: a.modified,
    "issuer": lambda a: a.issuer,
    "agencies": lambda a: _JOINED.join(agency.id for agency in a.agencies),
    "agencies_names": lambda a: _JOINED.join(agency.name for agency in a.agencies),
    "topics": lambda a: _JOINED.join(topic.id for topic in a.topics),
    "topics_labels": lambda a: _JOINED.join(topic.label for topic in a.topics),
    "regions": lambda a: _JOINED.join(a.regions),
    "image_url": lambda a: a.image and a.image.url,
    "image_alt": lambda a: a.image and a.image.alt,
    "image_caption": lambda a: a.image and a.image.caption,
    "image_credit": lambda a: a.image and a.image.credit,
    "related": lambda a: _JOINED.join(link.url for link in a.related),
    "language": lambda a: a.language,
    "words": lambda a: a.words,
    "first_seen": lambda a: a.first_seen,
    "last_seen": lambda a: a.last_seen,
    "changed": lambda a: a.changed,
    "version": lambda a: a.version,
    "content_hash": lambda a: a.content_hash,
    "degraded": lambda a: _JOINED.join(a.degraded),
    "rights_class": lambda a: a.rights.klass,
    "rights_robots": lambda a: a.rights.robots,
    "rights_tdm": lambda a: a.rights.tdm,
    "rights_policy": lambda a: a.rights.policy,
    "labelled": lambda a: a.labelled,
    "gone": lambda a: a.gone,
    "twins": lambda a: _JOINED.join(a.twins),
}
"""The columns in their order, and what stands in each; empty where the article has nothing."""


def export_csv(articles: Iterable[Article], out: BinaryIO) -> int:
    """Write a line of column names and a line per article; returns how many articles."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    out.write("\ufeff".encode())
    iterator = iter(articles)
    count = 0
    while True:
        chunk = list(islice(iterator, _CHUNK))
        writer.writerows(map(_cells, chunk))
        out.write(text.getvalue().encode())
        text.seek(0)
        text.truncate()
        count += len(chunk)
        if len(chunk) < _CHUNK:
            return count


def guarded(cell: str) -> str:
    """`cell` so that no spreadsheet takes it, or a part of it, for a formula."""
    return ("'" if _AT_START.match(cell) else "") + _INSIDE.sub(r"\1'\2", cell)


def unguarded(cell: str) -> str:
    """What `guarded` was given."""
    bare = _INSIDE.sub(lambda found: found[1] + found[2][1:], cell)
    return bare[1:] if _AT_START.match(bare) else bare


def _cells(article: Article) -> list[object]:
    values = (column(article) for column in COLUMNS.values())
    return [guarded(value) if isinstance(value, str) else value for value in values]
