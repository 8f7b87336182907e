"""How far a back-fill (``--full``, ``--since``) has come, so that an interrupted one goes on there.

A list's articles are fetched before its next page is asked for, and a page counts as done when each
article on it has a durable outcome. The first page that is not done is noted with every page read.
The next back-fill of the same extent reads the list from its top as far as something is new, then
goes on at that page; what was fetched since the back-fill began is not fetched again.
"""

from collections.abc import Iterable
from datetime import timedelta

from msgspec.structs import replace

from spiders.visit import Visit, utc
from store.memory import BackFill

GOES_ON = timedelta(days=30)
"""A back-fill that was begun longer ago than this begins anew."""


class Trail:
    """One list's part of a back-fill."""

    def __init__(self, visit: Visit, url: str) -> None:
        self._memory = visit.memory
        since = visit.options.since.isoformat() if visit.options.since else ""
        began = utc(visit.started)
        known = self._memory.back_fills().get(url)
        if known and (known.since != since or known.started < utc(visit.started - GOES_ON)):
            known = None
        if known:
            visit.refetched_since = min(visit.refetched_since or began, known.started)
        self._resume = known.page if known else None
        self._noted = known or BackFill(url=url, since=since, started=began, page="")
        self._pages: list[tuple[str, frozenset[str]]] = []

    def go_on(
        self, page: str, asked: Iterable[str], following: str | None, awaiting: set[str]
    ) -> str | None:
        """Note a page that was read, with the articles asked for; gives the page to read next.

        `following` is where the list itself goes on, `awaiting` what has no durable outcome yet.

        Raises:
            StoreError: it cannot be noted.
        """
        self._pages.append((page, frozenset(asked)))
        if self._resume and following and not self._pages[-1][1]:
            following, self._resume = self._resume, None
        elif not self._resume:
            self._note(awaiting)
        return following

    def _note(self, awaiting: set[str]) -> None:
        while len(self._pages) > 1 and self._pages[0][1].isdisjoint(awaiting):
            del self._pages[0]
        first = self._pages[0][0]
        if first != self._noted.page:
            self._noted = replace(self._noted, page=first)
            self._memory.put_back_fill(self._noted)
