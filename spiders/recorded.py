"""Pages kept with what they are to yield, so that a change of the readers shows on them.

A case is a folder ``FAMILY/NAME`` with the page as fetched (``page.html``) and the fields expected
of it (``expected.json``: its address as ``url``, then fields of `RawArticle`). The project's own
cases have the same form (`tests/spiders/pages/fixtures`), so that one can move there.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from spiders.client import Answer, NotReadError
from spiders.pages import RawArticle, read_page
from spiders.pages.decoding import text_of
from spiders.sources import Source, owner_of
from store.files import StoreError, read_file, write_files

FOLDER = "fixtures"
"""Where cases are kept in the data directory."""
ALWAYS = ("title", "kicker", "lead", "body", "section", "image", "dates")
"""Fields that are expected even if they are empty: filling one is a change too."""
WHERE_FILLED = ("related", "language", "modified", "canonical", "aliases", "print_url")

_UTF8_MARK = b"\xef\xbb\xbf"
_MAX_NAME = 60


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """A field that is read otherwise than expected."""

    field: str
    expected: Any
    found: Any


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """One case: what differs, or why it could not be read."""

    case: str
    url: str | None = None
    differences: list[Difference] = []
    problem: str | None = None

    @property
    def is_right(self) -> bool:
        """Whether everything was read as expected."""
        return not self.differences and self.problem is None


def record(data: Path, source: Source, answer: Answer) -> Path:
    """Keep a page with the fields that it yields now; gives back the case's folder.

    Raises:
        NotReadError: there is no article on it.
        StoreError: it is recorded already, or cannot be written.
    """
    body = _self_telling(answer, source)
    raw = read_page(body, url=answer.url, source=source)
    if raw.title is None or not (raw.body or raw.lead):
        because = f" ({'; '.join(raw.problems)})" if raw.problems else ""
        raise NotReadError(f"{answer.url}: no article found{because}; there is nothing to expect")
    folder = data / FOLDER / source.family / _name(source, answer.url)
    if (folder / "expected.json").exists():
        raise StoreError(f"{folder}: is recorded already; delete it to record the page again")
    expected = msgspec.json.format(msgspec.json.encode(_expected(raw, answer.url)), indent=1)
    write_files({folder / "page.html": body, folder / "expected.json": expected + b"\n"})
    return folder


def _self_telling(answer: Answer, source: Source) -> bytes:
    """The page's bytes such that they are read without the header that came with them."""
    told = read_page(answer.body, url=answer.url, source=source, encoding=answer.encoding)
    if told == read_page(answer.body, url=answer.url, source=source):
        return answer.body
    return _UTF8_MARK + text_of(answer.body, answer.encoding).encode()


def _expected(raw: RawArticle, url: str) -> dict[str, Any]:
    fields = _fields(raw)
    kept = {name: fields[name] for name in ALWAYS}
    return {"url": url} | kept | {name: fields[name] for name in WHERE_FILLED if fields[name]}


def _fields(raw: RawArticle) -> dict[str, Any]:
    """The fields as they read in a file."""
    fields: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(raw))
    return fields


def _name(source: Source, url: str) -> str:
    last = urlsplit(url).path.rstrip("/").rsplit("/", 1)[-1]
    slug = re.sub(r"[^a-z0-9]+", "-", last.lower().rpartition(".")[0] or last.lower()).strip("-")
    return f"{source.id}-{slug[:_MAX_NAME].rstrip('-')}" if slug else source.id


def cases(data: Path) -> list[Path]:
    """The folders of all cases, in order."""
    return [path.parent for path in sorted((data / FOLDER).glob("*/*/expected.json"))]


def run(data: Path, sources: Sequence[Source]) -> Iterator[Outcome]:
    """Read every case again and compare."""
    for folder in cases(data):
        family, name = folder.parts[-2:]
        yield _outcome(folder, f"{family}/{name}", [s for s in sources if s.family == family])


def _outcome(folder: Path, case: str, sources: Sequence[Source]) -> Outcome:
    try:
        expected = msgspec.json.decode(read_file(folder / "expected.json") or b"")
        url = expected.pop("url")
        html = read_file(folder / "page.html")
    except (msgspec.DecodeError, UnicodeDecodeError, AttributeError, KeyError, TypeError):
        return Outcome(case=case, problem=f"{folder / 'expected.json'}: is no case; see its form")
    except StoreError as error:
        return Outcome(case=case, problem=str(error))
    source = owner_of(url, sources)
    if html is None:
        return Outcome(case=case, url=url, problem=f"{folder / 'page.html'}: is missing")
    if source is None:
        return Outcome(case=case, url=url, problem=f"{url}: belongs to no source of this family")
    found = _fields(read_page(html, url=url, source=source))
    differences = [
        Difference(field=name, expected=value, found=found.get(name))
        for name, value in expected.items()
        if found.get(name) != value
    ]
    return Outcome(case=case, url=url, differences=differences)
