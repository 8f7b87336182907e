"""All stand-in sites as servers: portal and ministry, and one press page of each other family.

The Land's portal among them publishes the ministry's newest releases again, most of them edited; a
sister site the portal's reports, word for word.
"""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, datetime
from typing import Self

from demo.press_site import (
    PressSite,
    Table,
    portal_versions,
    releases,
    sister_versions,
    tables,
)
from demo.site import BERLIN
from demo.sites import Request, Sites, answer, open_server, start
from demo.texts import PressText

PUBLIC = {
    "bmi": "https://www.bmi.bund.de",
    "bmds": "https://bmds.bund.de",
    "behoerden-spiegel": "https://www.behoerden-spiegel.de",
    "pp-aalen": "https://www.presseportal.de",
    "mags-nw": "https://www.mags.nrw",
    "landesportal-nw": "https://www.land.nrw",
    "landesportal-bw": "https://www.baden-wuerttemberg.de",
    "kommune21": "https://www.kommune21.de",
}
"""The public addresses that the press pages stand in for, by source."""


class Families(ExitStack):
    """All sites, running until `close` or the end of the ``with`` block.

    `urls` says where each source is, by id; `pages` are the press pages, `main` portal and
    ministry; `requests` is the log of all, oldest first.
    """

    def __init__(self, main: Sites, each: int, *, seed: int, today: Callable[[], date]) -> None:
        super().__init__()
        self.main = self.enter_context(main)
        self.requests: list[Request] = main.requests
        self.urls = {"move-online": main.portal_url, "im-bw": main.ministry_url}
        self.pages: dict[str, PressSite] = {}
        for name, table in tables().items():
            texts = self._texts(name, table, each, seed, today())
            server = open_server()
            self.callback(server.server_close)
            base = f"http://127.0.0.1:{server.server_address[1]}"
            site = PressSite(name, table, texts, public=PUBLIC[name], base=base, today=today)
            answer(server, site, self.requests)
            self.callback(server.shutdown)
            self.pages[name], self.urls[name] = site, base

    def _texts(self, name: str, table: Table, each: int, seed: int, until: date) -> list[PressText]:
        if table.style == "twins":
            recent = [text for text in self.main.ministry.texts if "old" not in text.traits]
            return portal_versions(recent[:each])
        if table.style == "sister":
            return sister_versions(self.main.portal.texts)[:each]
        return releases(name, table, each, seed=seed, until=until)

    def set_variant(self, variant: int) -> None:
        """The same texts in other markup, on all sites."""
        self.main.set_variant(variant)
        for site in self.pages.values():
            site.set_variant(variant)

    def configuration(self) -> str:
        """A configuration file's text with which `presselupe crawl` crawls these sites only."""
        tables_ = [
            f'[sources.{name}]\nbase_url = "{url}"\nenabled = true\ndelay = 0.0\n'
            for name, url in self.urls.items()
        ]
        return "[crawl]\ndelay = 0.0\n" + "".join(tables_)

    def __enter__(self) -> Self:
        return self


def start_all(
    count: int = 280,
    each: int = 10,
    *,
    seed: int = 1,
    until: date | None = None,
) -> Families:
    """Serve all sites: `count` texts on portal and ministry together, `each` on every press page.

    The newest are of `until` (default: today), which is also the day that pages print as the
    crawl's.
    """
    day = until

    def today() -> date:
        return day or datetime.now(BERLIN).date()

    return Families(
        start(count=count, until=until, seed=seed, today=today), each, seed=seed, today=today
    )
