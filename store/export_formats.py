"""All formats that articles can be written in, by the names that command line and reader use."""

from collections.abc import Iterable
from typing import BinaryIO, Literal, get_args

import msgspec

from press.article import Article
from store.export import Record, export
from store.export_csv import export_csv
from store.export_text import export_text

FileFormat = Literal["jsonl", "json", "csv", "md", "txt"]
FORMATS: tuple[FileFormat, ...] = get_args(FileFormat)
"""Each is also the ending of a file in it."""


def write(records: Iterable[Record], out: BinaryIO, format: FileFormat) -> int:  # noqa: A002
    """Write articles in any format, and return how many; they are taken as they are written.

    Articles that are encoded already (`Library.records`) are passed on where the format is JSON,
    and read where it is not.
    """
    match format:
        case "jsonl" | "json":
            return export(records, out, format)
        case "csv":
            return export_csv(map(article_of, records), out)
        case "md" | "txt":
            return export_text(map(article_of, records), out, format)


_decode = msgspec.json.Decoder(Article).decode


def article_of(record: Record) -> Article:
    """The article that a record is."""
    return record if isinstance(record, Article) else _decode(record)
