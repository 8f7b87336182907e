"""``presselupe notify``: whether messages on changes of a source's state reach anyone."""

import argparse
import sys

from cli.errors import UsageError
from tui.language import _, mark, ngettext

HELP = mark("send a test message to the addresses that hear of failures")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add ``--test``."""
    parser.add_argument("--test", action="store_true", help=_("send a test message"))


def run(options: argparse.Namespace) -> int:
    """Send a test message to every address; 1 if one could not be reached.

    Raises:
        UsageError: no address is configured, or it was not said what to do.
    """
    import socket

    from spiders.notices import send
    from store.config import default_config_path, load_config

    config = load_config(options.config)
    urls = config.notify.urls
    if not options.test:
        raise UsageError("notify: say --test to send a test message")
    if not urls:
        where = config.path or default_config_path()
        raise UsageError(
            f'{where}: "notify.urls" is missing; name whom to tell: '
            'urls = ["mailto://user:password@example.org"]'
        )
    body = f"Test message from presselupe on {socket.gethostname()}: this address is reached."
    problems = send(urls, "Presselupe: test", body)
    for problem in problems:
        print(f"presselupe: {problem}", file=sys.stderr)
    reached = len(urls) - len(problems)
    if reached > 0 and not options.quiet:
        print(ngettext("{n} test message sent", "{n} test messages sent", reached), file=sys.stderr)
    return int(bool(problems))
