"""``presselupe sources preview``: what one page yields, field by field, storing nothing."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.errors import UsageError

if TYPE_CHECKING:
    from spiders.client import Answer
    from spiders.sources import Source


def preview(options: argparse.Namespace) -> int:
    """Read one page, fetched or saved, and print its fields."""
    from cli.sources import web_address
    from spiders.client import NotReadError
    from spiders.preview import preview as read
    from spiders.sources import catalogue
    from store.config import load_config

    given = options.words if options.url is None else [options.url]
    if len(given) != 1 or len(options.words) > 1:
        raise UsageError("sources preview: give one URL (with --html: --url URL)")
    url = web_address(given[0])
    source = _source_of(url, options.source, catalogue(load_config(options.config)))
    page = page_of(url, source, options)
    try:
        seen = read(page.body, url=page.url, source=source, encoding=page.encoding)
    except NotReadError as error:
        print(f"presselupe: {page.url}: {error}", file=sys.stderr)
        return 1
    if options.json:
        import msgspec

        print(msgspec.json.format(msgspec.json.encode(seen)).decode())
    else:
        _print_fields(seen)
    return 0


def page_of(url: str, source: "Source", options: argparse.Namespace) -> "Answer":
    """The page at `url`: the saved one of ``--html``, else fetched politely.

    Raises:
        UsageError: the saved page cannot be read.
        NotReadError: it cannot be fetched.
    """
    from spiders.client import Answer, Client
    from store.config import load_config

    if not options.html:
        return Client(source, load_config(options.config)).page(source.as_spoken(url))
    try:
        html = Path(options.html).read_bytes()
    except OSError as error:
        raise UsageError(f"{options.html}: cannot be read: {error.strerror}") from error
    return Answer(url, 200, html, None, "text/html")


def _source_of(url: str, name: str | None, sources: "list[Source]") -> "Source":
    from cli.sources import named
    from spiders.sources import owner_of

    if name:
        return named([name], sources)[0]
    source = owner_of(url, sources)
    if source is None:
        raise UsageError(f"{url}: belongs to no source; say which one reads it with --source ID")
    return source


def _print_fields(seen: dict[str, Any]) -> None:
    """A line per field: name, origin, value; lists and bodies below their names."""
    origins: dict[str, str] = seen["origins"]
    for name, value in seen.items():
        if name in ("origins", "notes") or value in (None, [], ""):
            continue
        origin = f"  [{origins[name]}]" if name in origins else ""
        print(f"{name}{origin}")
        for part in value if isinstance(value, list) else [value]:
            for line in _value_lines(part):
                print(f"    {line}")
    for note in seen["notes"]:
        print(f"! {note}")


def _value_lines(value: object) -> list[str]:
    if isinstance(value, dict):
        return ["  ".join(f"{key}: {part}" for key, part in value.items() if part is not None)]
    return str(value).splitlines()
