"""``presselupe relabel``: label the archive anew by the register and rules of today."""

import argparse
import contextlib
import sys
from typing import TYPE_CHECKING

from tui.language import _, mark, ngettext, number

if TYPE_CHECKING:
    from store.relabel import Changes, Lands, Report

HELP = mark("label the archive anew after the register or the rules have changed")

_SHOWN = 20
"""Labels shown of each kind; ``--json`` has all."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what to label, and how to tell what came of it."""
    parser.add_argument("--dry-run", action="store_true", help=_("change nothing; report only"))
    parser.add_argument("--source", metavar="ID", help=_("articles of this source only"))
    parser.add_argument("--json", action="store_true", help=_("as JSON"))


def run(options: argparse.Namespace) -> int:
    """Label; progress on a terminal, the report on stdout; 1 if a file was found damaged."""
    from cli.crawl import choose
    from cli.progress import Meter
    from press import agencies, topics
    from spiders.sources import catalogue
    from store.archive import Archive
    from store.config import data_path, load_config
    from store.index import Index
    from store.lock import hold
    from store.relabel import relabel

    config = load_config(options.config)
    sources = catalogue(config)
    if options.source:
        choose(sources, [options.source])
    agencies.register()  # a slip in the operator's own tables is said before anything is read
    topics.topics()
    data = data_path(options.data)
    lock = contextlib.nullcontext() if options.dry_run else hold(data, what="relabel")
    with lock:
        archive = Archive(data)
        index = None if options.dry_run else Index(data, archive)
        meter = Meter(quiet=options.quiet)
        report = relabel(
            archive,
            index,
            {source.id: source.land for source in sources},
            source=options.source,
            progress=meter.show,
        )
    meter.clear()
    for notice in [*(index.notices if index else []), *archive.damaged]:
        print(f"presselupe: {notice}", file=sys.stderr)
    if not options.quiet and report.labelled:
        told = ngettext("{n} article labelled", "{n} articles labelled", report.labelled)
        print(f"{told}, {meter.took(report.labelled)}", file=sys.stderr)
    _print(report, as_json=options.json)
    return int(bool(archive.damaged))


def tell_due(config: str | None, data: str | None) -> None:
    """Say on stderr how many articles are due, if there are any; reads the whole archive."""
    from spiders.sources import catalogue
    from store.archive import Archive
    from store.config import data_path, load_config
    from store.relabel import due

    settings = load_config(config)
    lands: Lands = {s.id: s.land for s in catalogue(settings)}
    count = due(Archive(data_path(data)), lands)
    if count:
        told = ngettext(
            "{n} article was labelled by an older register; run presselupe relabel",
            "{n} articles were labelled by an older register; run presselupe relabel",
            count,
        )
        print(told, file=sys.stderr)


def _print(report: "Report", *, as_json: bool) -> None:
    import msgspec

    from press import agencies, regions, topics

    if as_json:
        print(msgspec.json.format(msgspec.json.encode(report)).decode())
        return
    print(_("{n} looked at").format(n=number(report.seen)))
    for count, told in (
        (report.labelled, _("{n} labelled by another version than {version}")),
        (report.reasons, _("{n} with the same labels for other reasons")),
        (report.source_unknown, _("{n} left: their source is not in the catalogue any more")),
        (report.no_text, _("{n} left: kept without their text")),
    ):
        if count:
            print(told.format(n=number(count), version=report.version))
    print(_("{n} with other labels").format(n=number(report.changed)))
    names, labels = agencies.names(), topics.labels()
    _print_changes(_("agencies"), report.agencies, names)
    _print_changes(_("topics"), report.topics, labels)
    _print_changes(
        _("regions"),
        report.regions,
        {code: regions.label(code) for code in {*report.regions.added, *report.regions.removed}},
    )


def _print_changes(kind: str, changes: "Changes", names: dict[str, str]) -> None:
    """The labels of a kind, most changed first: in how many articles new, from how many gone."""
    totals = {
        id_: changes.added.get(id_, 0) + changes.removed.get(id_, 0)
        for id_ in [*changes.added, *changes.removed]
    }
    if not totals:
        return
    print(f"\n{kind}")
    for id_ in sorted(totals, key=lambda id_: (-totals[id_], id_))[:_SHOWN]:
        added = number(changes.added.get(id_, 0))
        removed = number(changes.removed.get(id_, 0))
        print(f"{'+' + added:>9} {'-' + removed:>9}  {id_}  {names.get(id_, '')}".rstrip())
    if len(totals) > _SHOWN:
        more = ngettext(
            "… and {n} more; --json has all", "… and {n} more; --json has all", len(totals) - _SHOWN
        )
        print(f"{'':>19}  {more}")
