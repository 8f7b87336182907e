"""``presselupe agencies``: the register of public bodies."""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.errors import UsageError
from tui.language import _, mark, ngettext

if TYPE_CHECKING:
    from press.agencies import Register
    from press.register import Agency, Alias

HELP = mark("the register of public bodies: look up, search, list, check; what it misses")

_FOUND = 20
"""How many bodies a search shows."""

LEVELS = {
    "bund": mark("federation"),
    "land": mark("Land"),
    "kommune": mark("municipalities"),
    "eu": mark("European Union"),
    "international": mark("international"),
}

NAMES = {
    "name": mark("full name"),
    "short": mark("short name"),
    "abbreviation": mark("abbreviation"),
    "local": mark("abbreviation, where the Land is clear"),
    "generic": mark("name of many, where the Land is clear"),
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the action and what it needs."""
    parser.add_argument(
        "action",
        choices=tuple(_ACTIONS),
        nargs="?",
        default="list",
        help=_(
            "show one body; search by name; list bodies; check the register's files; names in the "
            "archive that are unresolved; evaluate recognition on labelled texts"
        ),
    )
    parser.add_argument(
        "words",
        metavar="ID|TEXT|QUERY|FILE",
        nargs="*",
        help=_("what to show, search, go through or evaluate"),
    )
    parser.add_argument("--level", choices=tuple(LEVELS), help=_("list: bodies of this level"))
    parser.add_argument("--land", metavar="LAND", help=_("list: bodies of this Land (bw or DE-BW)"))
    parser.add_argument(
        "--register", metavar="FILE", help=_("check: this file only, shipped or your own")
    )
    parser.add_argument(
        "--limit", metavar="N", type=int, help=_("unresolved: how many names (0: all, default 50)")
    )
    parser.add_argument("--json", action="store_true", help=_("as JSON"))


def run(options: argparse.Namespace) -> int:
    """Do the action."""
    return _ACTIONS[options.action](options)


def _show(options: argparse.Namespace) -> int:
    """Everything that is known of one body."""
    from press.agencies import names, register
    from press.tables import nearest

    if len(options.words) != 1:
        raise UsageError("agencies show: give one id; `presselupe agencies search TEXT` finds it")
    known = register()
    id_ = options.words[0]
    agency = known.get(id_) or known.get(id_.lower())
    if agency is None:
        hint = nearest(id_, names()) or "; `presselupe agencies search TEXT` finds bodies"
        raise UsageError(f"{id_}: no such body{hint}")
    if options.json:
        _print_json(_described(agency, known))
    else:
        for line in _lines(agency, known):
            print(line)
    return 0


def _described(agency: "Agency", known: "Register") -> dict[str, Any]:
    """A body as ``show --json`` gives it; the order and the keys are stable."""
    return {
        **_summary(agency),
        "official": agency.official,
        "since": agency.since,
        "until": agency.until,
        "parents": known.parents(agency.id),
        "children": known.children(agency.id),
        "predecessors": agency.predecessors,
        "successors": known.successors(agency.id),
        "domains": agency.domains,
        "wikidata": agency.wikidata,
        "names": [
            {"text": a.text, "type": a.type, "since": a.since, "until": a.until}
            for a in agency.aliases
        ],
        "files": agency.files,
    }


def _summary(agency: "Agency") -> dict[str, Any]:
    return {
        "id": agency.id,
        "name": agency.name,
        "level": agency.level,
        "land": agency.land,
        "kind": agency.kind,
    }


def _lines(agency: "Agency", known: "Register") -> Iterator[str]:
    yield f"{agency.name} [{agency.id}]"
    place = " ".join(filter(None, [_(LEVELS[agency.level]), agency.land]))
    for label, value in (
        (_("level"), place),
        (_("kind"), agency.kind),
        (_("existed"), f"{_('until')} {agency.until}" if agency.until else None),
        (_("belongs to"), _called(known.parents(agency.id), known)),
        (_("came out of"), _called(agency.predecessors, known)),
        (_("became"), _called(known.successors(agency.id), known)),
        (_("site"), ", ".join(agency.domains)),
        ("Wikidata", agency.wikidata),
        (_("file"), ", ".join(agency.files)),
    ):
        if value:
            yield f"{label}: {value}"
    yield f"{_('names')}:"
    for alias in agency.aliases:
        yield f"  {alias.text}  ({_(NAMES[alias.type])}{_time(alias)})"
    children = known.children(agency.id)
    if children:
        yield f"{_('below it')}:"
        for child in children:
            yield f"  {known.name(child)} [{child}]"


def _called(ids: list[str], known: "Register") -> str:
    return ", ".join(f"{known.name(id_)} [{id_}]" for id_ in ids)


def _time(alias: "Alias") -> str:
    since = f", {_('since')} {alias.since}" if alias.since else ""
    return since + (f", {_('until')} {alias.until}" if alias.until else "")


def _search(options: argparse.Namespace) -> int:
    """The bodies that a text may mean, best first."""
    from press.agencies import register

    text = " ".join(options.words)
    if not text.strip():
        raise UsageError("agencies search: give a name, a part of one, or an abbreviation")
    known = register()
    _print_bodies(known, known.suggest(text, _FOUND), as_json=options.json)
    return 0


def _list(options: argparse.Namespace) -> int:
    """All bodies, or those of a level and a Land."""
    from press.agencies import register

    if options.words:
        raise UsageError("agencies list takes no words; `presselupe agencies search TEXT` finds")
    known = register()
    ids = [agency.id for agency in known.all()]
    if options.level:
        ids = known.of_level(options.level)
    if options.land:
        of_land = set(known.of_land(_region(options.land)))
        ids = [id_ for id_ in ids if id_ in of_land]
    _print_bodies(known, ids, as_json=options.json)
    return 0


def _region(text: str) -> str:
    """The ISO 3166-2 code of a Land given as ``bw``, ``DE-BW`` or, for the federation, ``de``."""
    from press.places import gazetteer
    from press.tables import nearest

    regions = gazetteer().regions
    for code in (text.upper(), f"DE-{text.upper()}"):
        if code in regions:
            return code
    raise UsageError(f"--land {text}: no such Land{nearest(text.upper(), regions)}")


def _print_bodies(known: "Register", ids: list[str], *, as_json: bool) -> None:
    """A line per body: id, name, level, Land, kind; without a terminal tabs between them."""
    bodies = [_summary(agency) for id_ in ids if (agency := known.get(id_))]
    if as_json:
        _print_json(bodies)
        return
    if not sys.stdout.isatty():
        for body in bodies:
            print(*(value or "-" for value in body.values()), sep="\t")
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for name in (_("id"), _("name"), _("level"), _("Land"), _("kind")):
        table.add_column(name, overflow="fold")
    for body in bodies:
        level = _(LEVELS[body["level"]])
        table.add_row(body["id"], body["name"], level, body["land"], body["kind"])
    Console().print(table)


def _print_json(value: object) -> None:
    import msgspec

    print(msgspec.json.format(msgspec.json.encode(value)).decode())


def _check(options: argparse.Namespace) -> int:
    """Print every problem of the register, a line each; 2 if there is any."""
    from press.agencies import problems
    from press.register_data import BODIES, own

    file, only = own(), None
    if options.register:
        path = Path(options.register)
        if not path.is_file():
            raise UsageError(f"--register {path}: there is no such file")
        shipped = path.resolve().parent == BODIES.resolve()
        file, only = (None, path.name) if shipped else (path, str(path))
    found = [p for p in problems(file) if only is None or only in (p.file, p.other)]
    for problem in found:
        print(problem)
    if found and not options.quiet:
        told = ngettext("{n} problem in the register", "{n} problems in the register", len(found))
        print(told, file=sys.stderr)
    return 2 if found else 0


def _unresolved(options: argparse.Namespace) -> int:
    from cli.agencies_unresolved import unresolved

    return unresolved(options)


def _evaluate(options: argparse.Namespace) -> int:
    from cli.agencies_evaluate import evaluate

    return evaluate(options)


_ACTIONS: dict[str, Callable[[argparse.Namespace], int]] = {
    "show": _show,
    "search": _search,
    "list": _list,
    "check": _check,
    "unresolved": _unresolved,
    "evaluate": _evaluate,
}
