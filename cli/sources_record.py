"""``presselupe sources record`` and ``test``: pages kept with what they are to yield."""

import argparse
import json
import sys

from cli.errors import UsageError
from tui.language import _, ngettext

_RECORD_WORDS = 2


def record(options: argparse.Namespace) -> int:
    """Keep one page of a source with the fields that it yields now; prints the case's folder."""
    from cli.sources import named, web_address
    from cli.sources_preview import page_of
    from spiders.recorded import record as keep
    from spiders.sources import catalogue
    from store.config import data_path, load_config

    if len(options.words) != _RECORD_WORDS:
        raise UsageError("sources record: give the source's id and the page's URL")
    id_, typed = options.words
    source = named([id_], catalogue(load_config(options.config)))[0]
    url = web_address(typed)
    if not source.owns(url):
        raise UsageError(f"{url}: is no page of {source.id} ({source.home})")
    folder = keep(data_path(options.data), source, page_of(url, source, options))
    print(folder)
    told = _("Look through expected.json and put right what was read wrong.")
    if not options.quiet:
        print(f"presselupe: {told}", file=sys.stderr)
    return 0


def test(options: argparse.Namespace) -> int:
    """Read all recorded pages again; 1 if one is read otherwise than expected."""
    from spiders.recorded import FOLDER, run
    from spiders.sources import catalogue
    from store.config import data_path, load_config

    if options.words:
        raise UsageError("sources test takes no arguments; it tests all recorded pages")
    data = data_path(options.data)
    outcomes = list(run(data, catalogue(load_config(options.config))))
    if options.json:
        import msgspec

        print(msgspec.json.format(msgspec.json.encode(outcomes)).decode())
    else:
        for outcome in outcomes:
            if outcome.problem:
                print(f"{outcome.case}: {outcome.problem}")
            for each in outcome.differences:
                print(f"{outcome.case}: {each.field}")
                print(f"    {_('expected')}: {_as_line(each.expected)}")
                print(f"    {_('found')}: {_as_line(each.found)}")
        right = sum(outcome.is_right for outcome in outcomes)
        told = ngettext("{n} page", "{n} pages", len(outcomes))
        print(_("{pages}, {right} as expected").format(pages=told, right=right))
    if not outcomes:
        told = _("Nothing is recorded in {folder}.").format(folder=data / FOLDER)
        print(f"presselupe: {told}", file=sys.stderr)
    return 0 if all(outcome.is_right for outcome in outcomes) else 1


def _as_line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
