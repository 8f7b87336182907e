"""``presselupe sources add``: from an address to an entry of the operator's catalogue."""

import argparse
import sys
from typing import TYPE_CHECKING

from cli.errors import UsageError
from tui.language import _

if TYPE_CHECKING:
    from spiders.checking import Checked
    from spiders.finding import Finding
    from spiders.sources import Source
    from store.config import Config

ARTICLES = 5
"""Articles that are shown before the question."""
_YES = frozenset(("y", "yes", "j", "ja"))


def add(options: argparse.Namespace) -> int:
    """Find out what a site offers, show it, and write the entry after a yes.

    0 if it was written or only shown, 1 after a no, 3 if it was written although it does not yet
    read as a source should.
    """
    from cli.sources import web_address
    from spiders.checking import check
    from spiders.client import Host
    from spiders.finding import draft_of, find, source_of
    from spiders.sources import catalogue, require_contact
    from store.config import load_config
    from store.reports import EXIT_ATTENTION, EXIT_DONE, EXIT_SOME_FAILED

    if len(options.words) != 1:
        raise UsageError("sources add: give one URL, of a page that lists articles or of a feed")
    url = web_address(options.words[0])
    config = load_config(options.config)
    sources = catalogue(config)
    _require_new(url, options.id, sources)
    require_contact(draft_of(url), config)
    _say(_("Asking {url} …").format(url=url), options)
    hosts: dict[str, Host] = {}
    taken = [source.id for source in sources]
    finding = find(url, config, hosts=hosts, taken=taken, named=options.id)
    source = source_of(finding)
    checked = check(source, config, hosts=hosts, articles=ARTICLES)
    if not options.json:
        _print(finding, checked)
    yes = options.yes or _ask(options)
    if yes:
        _write(finding, checked, config)
    if options.json:
        _print_json(finding, checked, written=yes)
    if not yes:
        return EXIT_SOME_FAILED if sys.stdin.isatty() and not options.json else EXIT_DONE
    return EXIT_DONE if checked.state == "verified" else EXIT_ATTENTION


def _require_new(url: str, name: str | None, sources: "list[Source]") -> None:
    """See that the site is not in the catalogue; with an id of its own it may be there twice.

    Raises:
        UsageError: it is, or the id is taken.
    """
    from spiders.sources import owner_of

    if name in {source.id for source in sources}:
        raise UsageError(f"--id {name}: is in use; `presselupe sources list {name}` shows it")
    owner = owner_of(url, sources)
    if owner and not name:
        raise UsageError(
            f"{url}: belongs to {owner.id}, which is in the catalogue already; try it with "
            f"`presselupe sources check {owner.id}`, or add another entry with --id NAME"
        )


def _print(finding: "Finding", checked: "Checked") -> None:
    from cli.sources_check import print_checked
    from spiders.own_sources import text_of

    if finding.mark:
        print(_("recognised by: {mark}").format(mark=finding.mark))
    for feed in finding.feeds:
        if feed.problem:
            print(f"! {feed.problem}")
    for name, found in (
        (_("sitemap"), finding.sitemaps),
        ("WordPress REST", [finding.wordpress_rest] if finding.wordpress_rest else []),
    ):
        for each in found:
            print(f"{name}: {each}")
    print_checked(checked)
    print()
    print(text_of(finding.id, finding.table), end="")


def _ask(options: argparse.Namespace) -> bool:
    """Whether the entry is to be written; without a terminal no one can say so."""
    if options.json or not sys.stdin.isatty():
        _say(_("Not written; --yes writes it."), options)
        return False
    print(_("Write this entry? [y/N]"), end=" ", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in _YES


def _write(finding: "Finding", checked: "Checked", config: "Config") -> None:
    from spiders.own_sources import add as write
    from spiders.sources import own_path

    path = own_path(config)
    verdict = {"state": checked.state, "checked": checked.day.isoformat()}
    write(path, {finding.id: finding.table | verdict})
    told = _("{source} is in {path} now").format(source=finding.id, path=path)
    print(f"presselupe: {told}", file=sys.stderr)


def _print_json(finding: "Finding", checked: "Checked", *, written: bool) -> None:
    import msgspec

    told = {"finding": finding, "checked": checked, "written": written}
    print(msgspec.json.format(msgspec.json.encode(told)).decode())


def _say(text: str, options: argparse.Namespace) -> None:
    if not options.quiet:
        print(text, file=sys.stderr)
