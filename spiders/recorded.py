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

from press.tables import TableError, nearest
from spiders.client import Answer, NotReadError
from spiders.pages import RawArticle, read_page
from spiders.pages.decoding import text_of
from spiders.sources import Source, owner_of, site_of
from store.files import StoreError, read_file, write_files

FOLDER = "fixtures"
"""Where cases are kept in the data directory."""
ALWAYS = ("title", "kicker", "lead", "body", "section", "image", "dates")
"""Fields that are expected even if they are empty: filling one is a change too."""
WHERE_FILLED = ("related", "language", "modified", "canonical", "aliases", "print_url")

_FORM = "see docs/sources.md, section Pages that must keep reading right"
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
    """The folders of all cases, whole or not, in order."""
    return sorted(path for path in (data / FOLDER).glob("[!.]*/[!.]*") if path.is_dir())


def run(data: Path, sources: Sequence[Source]) -> Iterator[Outcome]:
    """Read every case again and compare."""
    for folder in cases(data):
        family, name = folder.parts[-2:]
        yield _outcome(folder, f"{family}/{name}", [s for s in sources if s.family == family])


def _outcome(folder: Path, case: str, sources: Sequence[Source]) -> Outcome:
    try:
        expected = _read_expected(folder / "expected.json")
        url = expected.pop("url")
        html = read_file(folder / "page.html")
    except (TableError, StoreError) as error:
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


def _read_expected(path: Path) -> dict[str, Any]:
    """What is expected of a page: its address as ``url``, and fields.

    Raises:
        TableError: the file is missing, no JSON object, or a key in it is wrong.
        StoreError: it cannot be read.
    """
    content = read_file(path)
    if content is None:
        raise TableError(f"{path}: is missing; record the page again, or delete its folder")
    try:
        expected = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise TableError(f"{path}: is no JSON ({error}); {_FORM}") from error
    if not isinstance(expected, dict):
        raise TableError(f"{path}: is no object of fields; {_FORM}")
    if "url" not in expected:
        raise TableError(f'{path}: key "url" is missing, the address of the page; {_FORM}')
    if not isinstance(expected["url"], str) or site_of(expected["url"]) is None:
        raise TableError(f'{path}: "url": {expected["url"]!r} is no web address; {_FORM}')
    names = {"url", *RawArticle.__struct_fields__}
    for name in expected:
        if name not in names:
            raise TableError(f'{path}: unknown key "{name}"{nearest(name, names)}; {_FORM}')
    return expected
