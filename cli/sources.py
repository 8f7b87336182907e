"""``presselupe sources``: the catalogue, and everything by which a site becomes a source."""

import argparse
import importlib
import sys
from typing import TYPE_CHECKING

from cli.errors import UsageError
from tui.language import _, mark

if TYPE_CHECKING:
    from spiders.sources import Source

HELP = mark("the catalogue of sources: list, check, add, preview; record pages; OPML")

_ACTIONS = {
    "list": "cli.sources",
    "check": "cli.sources_check",
    "add": "cli.sources_add",
    "preview": "cli.sources_preview",
    "record": "cli.sources_record",
    "test": "cli.sources_record",
    "import": "cli.sources_opml",
    "export": "cli.sources_opml",
}
"""Each action, and the module whose function of that name (``import_`` for ``import``) does it."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the action and what it needs."""
    parser.add_argument(
        "action",
        nargs="?",
        choices=tuple(_ACTIONS),
        default="list",
        help=_(
            "list sources, those with TEXT if given; check whether they work (without ID: those "
            "enabled) and note the verdict; find out what a site offers and add it; read one page "
            "and show every field, storing nothing; record a page and what it yields; test all "
            "recorded pages; import or export feeds as OPML"
        ),
    )
    parser.add_argument(
        "words",
        metavar="TEXT|ID|URL|FILE",
        nargs="*",
        help=_("what to look for, check, add, preview, record, import or export"),
    )
    parser.add_argument(
        "--all", action="store_true", help=_("check, export: also sources that are not enabled")
    )
    parser.add_argument("--id", metavar="ID", help=_("add: what the source is to be called"))
    parser.add_argument("--yes", action="store_true", help=_("add: write it without asking"))
    parser.add_argument(
        "--html",
        metavar="FILE",
        help=_("preview, record: read this saved page, fetch nothing"),
    )
    parser.add_argument("--url", metavar="URL", help=_("preview: the address of --html"))
    parser.add_argument(
        "--source", metavar="ID", help=_("preview: read it as a page of this source")
    )
    parser.add_argument("-o", "--output", metavar="FILE", default="-", help=_("export: file"))
    parser.add_argument("--json", action="store_true", help=_("as JSON"))


def run(options: argparse.Namespace) -> int:
    """Do the action."""
    module = importlib.import_module(_ACTIONS[options.action])
    name = "import_" if options.action == "import" else options.action
    code: int = (_list if options.action == "list" else getattr(module, name))(options)
    return code


def web_address(text: str) -> str:
    """A web address as someone typed it.

    Raises:
        UsageError: it is none; a host alone is not taken for one, nor for a path.
    """
    from spiders.sources import site_of

    url = text.strip()
    if site_of(url):
        return url
    is_host = "://" not in url and "." in url.split("/")[0] and site_of(f"https://{url}")
    meant = f"https://{url}" if is_host else "https://…"
    raise UsageError(f"{text[:200]!r}: is no web address; write {meant}")


def named(ids: list[str], sources: "list[Source]", *, all_: bool = False) -> "list[Source]":
    """The sources with these ids, or without any the enabled ones (all with `all_`).

    Raises:
        UsageError: one is not in the catalogue.
    """
    from press.tables import nearest

    if not ids:
        return [source for source in sources if source.enabled or all_]
    known = {source.id: source for source in sources}
    for id_ in ids:
        if id_ not in known:
            raise UsageError(
                f"{id_}: no such source{nearest(id_, known)}; `presselupe sources` lists them"
            )
    return [known[id_] for id_ in dict.fromkeys(ids)]


def _list(options: argparse.Namespace) -> int:
    import msgspec

    from press.folding import fold
    from spiders.sources import catalogue
    from store.config import load_config

    sources = catalogue(load_config(options.config))
    wanted = [fold(word) for word in options.words]
    found = [source for source in sources if all(_has(source, word) for word in wanted)]
    if options.json:
        print(msgspec.json.format(msgspec.json.encode(found)).decode())
        return 0
    rows = [_row(source) for source in found]
    if not sys.stdout.isatty():
        for row in rows:
            print(*row, sep="\t")
    else:
        _print_table(rows)
    if wanted and not found:
        print(_("No source has these words."), file=sys.stderr)
    return 0 if found else 1


def _has(source: "Source", word: str) -> bool:
    """Whether a folded word is in a source's names, or one of its properties begins with it."""
    from press.folding import fold

    names = (source.id, source.name, source.home, source.issuer or "", source.base_url or "")
    if word in fold(" ".join(names)):
        return True
    return any(fold(each).startswith(word) for each in _row(source)[2:])


def _row(source: "Source") -> tuple[str, ...]:
    """What a line says of a source; what is not known is a dash."""
    return (
        source.id,
        source.name,
        source.family,
        source.kind,
        source.land or "-",
        "enabled" if source.enabled else "disabled",
        source.state,
        source.checked or "-",
    )


_STATES = {
    "enabled": mark("yes"),
    "disabled": mark("no"),
    "verified": mark("verified"),
    "unverified": mark("unverified"),
    "press_release": mark("press release"),
    "news": mark("news"),
}


def _print_table(rows: list[tuple[str, ...]]) -> None:
    from rich.table import Table

    from cli.output import terminal

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for name in (
        _("id"),
        _("name"),
        _("family"),
        _("kind"),
        _("Land"),
        _("enabled"),
        _("state"),
        _("checked"),
    ):
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(_(_STATES[value]) if value in _STATES else value for value in row))
    console = terminal()
    if console:
        console.print(table)
