"""``presselupe sources check``: whether sources work, field by field; the verdict is noted."""

import argparse
import sys
from typing import TYPE_CHECKING

from tui.language import _

if TYPE_CHECKING:
    from spiders.checking import ArticleSeen, Checked, ListSeen
    from store.config import Config

_WIDTH = 12


def check(options: argparse.Namespace) -> int:
    """Check sources; 1 if one does not work, 4 if no host answered at all."""
    import msgspec

    from cli.sources import named
    from spiders.checking import check_all
    from spiders.sources import catalogue
    from store.config import load_config
    from store.reports import EXIT_DONE, EXIT_NOTHING_FETCHED, EXIT_SOME_FAILED

    config = load_config(options.config)
    sources = named(options.words, catalogue(config), all_=options.all)
    if not sources:
        print(f"presselupe: {_('No source is enabled; name one, or take --all.')}", file=sys.stderr)
    mirrored = {source.id: source.base_url for source in sources if source.base_url}
    results: list[Checked] = []
    noted = True
    for result in check_all(sources, config):
        results.append(result)
        if not options.json:
            print_checked(result)
            sys.stdout.flush()
        noted = _note(result, config, mirrored.get(result.source)) and noted
    if options.json:
        print(msgspec.json.format(msgspec.json.encode(results)).decode())
    if results and all(result.is_unreached for result in results):
        return EXIT_NOTHING_FETCHED
    is_done = noted and all(result.state == "verified" for result in results)
    return EXIT_DONE if is_done else EXIT_SOME_FAILED


def _note(result: "Checked", config: "Config", mirror: str | None) -> bool:
    """Keep the verdict in the operator's catalogue, if it says something of the site itself.

    False if it should have been kept and could not be.
    """
    from spiders.own_sources import note_verdict
    from spiders.sources import own_path
    from store.files import StoreError

    if result.is_unreached:
        _tell(_("{source}: no host answered, so the verdict stays as it was"), result)
    elif mirror:
        told = _("{source}: read from {mirror} instead of the site, so no verdict is noted")
        _tell(told, result, mirror=mirror)
    else:
        try:
            note_verdict(own_path(config), result.source, result.state, result.day)
        except StoreError as error:
            print(f"presselupe: {error}", file=sys.stderr)
            return False
    return True


def _tell(text: str, result: "Checked", **values: str) -> None:
    print(f"presselupe: {text.format(source=result.source, **values)}", file=sys.stderr)


def print_checked(result: "Checked") -> None:
    """What was found, as lines: lists and feeds, articles with their fields, the verdict."""
    print(f"{result.source}  {result.name}  ({result.family})")
    for each in result.lists:
        print(f"  {each.kind:<5} {each.url}  {_list_line(each)}")
    for article in result.articles:
        print(f"  {article.url}")
        _print_article(article)
    if result.state == "verified":
        print(f"  {_('verified')}")
    else:
        print(f"  {_('not verified')}:")
        for reason in result.reasons:
            print(f"    ! {reason}")


def _list_line(each: "ListSeen") -> str:
    if each.problem:
        return f"! {each.problem}"
    counted = _("{entries} entries, {dated} with a date").format(
        entries=each.entries, dated=each.dated
    )
    return f"{counted}, {_('goes on')}" if each.goes_on else counted


def _print_article(article: "ArticleSeen") -> None:
    from spiders.checking import FIELDS

    if article.problem:
        print(f"    ! {article.problem}")
        return
    for name in FIELDS:
        seen = article.fields.get(name)
        if seen:
            origin = f"  [{seen.origin}]" if seen.origin else ""
            print(f"    {name:<{_WIDTH}}{seen.value}{origin}")
        else:
            missing = _("missing") if name in article.missing else "-"
            print(f"    {name:<{_WIDTH}}{missing}")
    for note in article.notes:
        print(f"    ! {note}")
