"""``presselupe sources``: the catalogue, and what a page yields."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.errors import UsageError
from tui.language import _, mark

if TYPE_CHECKING:
    from spiders.sources import Source

HELP = mark("the catalogue of sources; what a page yields, field by field")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the action and what ``preview`` needs."""
    parser.add_argument(
        "action",
        nargs="?",
        choices=("list", "preview"),
        default="list",
        help=_("list the sources; or read one page and show every field, storing nothing"),
    )
    parser.add_argument("page", metavar="URL", nargs="?", help=_("the page to preview"))
    parser.add_argument("--html", metavar="FILE", help=_("read this saved page, fetch nothing"))
    parser.add_argument("--url", metavar="URL", help=_("the address of --html"))
    parser.add_argument("--source", metavar="ID", help=_("read it as a page of this source"))
    parser.add_argument("--json", action="store_true", help=_("as JSON"))


def run(options: argparse.Namespace) -> int:
    """List, or preview."""
    from spiders.sources import load
    from store.config import load_config

    config = load_config(options.config)
    sources = load(config.sources, where=config.path)
    if options.action == "preview":
        return _preview(options, sources)
    return _list(sources, as_json=options.json)


def _list(sources: "list[Source]", *, as_json: bool) -> int:
    import msgspec

    if as_json:
        print(msgspec.json.encode(sources).decode())
        return 0
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for name in (_("id"), _("name"), _("family"), _("enabled"), _("fetched from")):
        table.add_column(name, overflow="fold")
    for source in sources:
        enabled = _("yes") if source.enabled else _("no")
        where = source.base_url or source.home
        table.add_row(source.id, source.name, source.family, enabled, where)
    console = Console()
    console.print(table) if console.is_terminal else Console(width=160).print(table)
    return 0


def _preview(options: argparse.Namespace, sources: "list[Source]") -> int:
    url = options.url or options.page
    if not url:
        raise UsageError("preview: give the page's URL (with --html: --url URL)")
    source = _source_of(url, options.source, sources)

    from spiders.preview import NotReadError, fetch, preview

    if options.html:
        try:
            html = Path(options.html).read_bytes()
        except OSError as error:
            raise UsageError(f"{options.html}: cannot be read: {error.strerror}") from error
        encoding = None
    else:
        from store.config import load_config

        url, html, encoding = fetch(url, source, load_config(options.config))
    try:
        seen = preview(html, url=url, source=source, encoding=encoding)
    except NotReadError as error:
        print(f"presselupe: {url}: {error}", file=sys.stderr)
        return 1
    if options.json:
        import msgspec

        print(msgspec.json.format(msgspec.json.encode(seen)).decode())
    else:
        _print_fields(seen)
    return 0


def _source_of(url: str, named: str | None, sources: "list[Source]") -> "Source":
    from press.tables import nearest

    if named:
        for source in sources:
            if source.id == named:
                return source
        raise UsageError(
            f"--source {named}: no such source{nearest(named, [s.id for s in sources])}"
        )
    for source in sources:
        if source.owns(url):
            return source
    raise UsageError(f"{url}: belongs to no source; say which one reads it with --source ID")


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
