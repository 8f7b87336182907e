"""``python -m demo``: serve the stand-in sites until interrupted.

The first two lines on standard output are the portal's and the ministry's address; after an empty
line follows a configuration that crawls them.
"""

import argparse
import sys
from threading import Event

from demo.sites import Sites, start

_CONFIGURATION = """
[crawl]
contact = "mailto:press@example.org"
delay = 0.0                      # only for hosts you own
[sources.move-online]
base_url = "{portal}"
[sources.im-bw]
base_url = "{ministry}"
"""


def configuration(sites: Sites) -> str:
    """A configuration file with which `presselupe crawl` crawls these sites."""
    return _CONFIGURATION.format(portal=sites.portal_url, ministry=sites.ministry_url)


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m demo", description="Serve the stand-in sites.")
    parser.add_argument("--portal-port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--ministry-port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--count", type=int, default=420, help="texts of both sites together")
    parser.add_argument("--variant", type=int, default=0, help="the markup, 0 to 3")
    parser.add_argument("--edition", type=int, default=1, choices=(1, 2), help="2: a day later")
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> int:
    """Serve; the answer is the exit code."""
    options = _arguments(argv)
    try:
        sites = start(
            count=options.count,
            ports=(options.portal_port, options.ministry_port),
            variant=options.variant,
            edition=options.edition,
        )
    except ValueError as error:
        sys.stderr.write(f"demo: {error}\n")
        return 2
    except OSError as error:
        sys.stderr.write(f"demo: cannot open port: {error.strerror or error}; choose another\n")
        return 1
    try:
        with sites:
            sys.stdout.write(f"{sites.portal_url}\n{sites.ministry_url}\n{configuration(sites)}")
            sys.stdout.flush()
            Event().wait()
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
