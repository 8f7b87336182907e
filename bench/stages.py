"""Where a crawl's time goes: ``presselupe`` with a stopwatch around its stages.

``python -m bench.stages FILE ARGUMENTS`` runs the command line with ARGUMENTS in this process and
writes processor seconds per stage to FILE as JSON. A stage's own time is counted, without that of
the stages it calls; ``start`` is everything before the first request, the rest is Scrapy's.
"""

# ruff: noqa: ANN401 - a stopwatch passes on whatever it is put around
import functools
import importlib
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

STAGES = {
    "read article pages": ("spiders.pages:read_page", "spiders.articles:read_page"),
    "read lists and feeds": (
        "spiders.discovery:read_list",
        "spiders.discovery:read_feed",
        "spiders.pages:read_list",
        "spiders.pages:read_feed",
    ),
    "dates and fields": ("spiders.understand:understand",),
    "agencies": ("press.agencies:Register.find",),
    "topics": ("press.topics:assign",),
    "regions": ("press.regions:find",),
    "archive": ("store.archive:Archive.keep",),
    "doubles": ("store.twins:Doubles.settle",),
    "judging the run": ("spiders.run:_conclude",),
    "crawl memory": ("store.memory:CrawlMemory.put", "store.memory:CrawlMemory.get"),
    "index": ("store.index:Index.add",),
    "finding links, walking lists": ("spiders.discovery:SourceSpider.parse_list",),
    "article callback": ("spiders.articles:ArticleSpider.parse_article",),
}
"""What is timed, by the names it is called under."""


class Stopwatch:
    """Processor seconds per stage, each second counted once."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self._running: list[str] = []
        self._since = time.process_time()

    def turn(self, stage: str | None) -> None:
        """Begin a stage, or go back to the one before it (``None``)."""
        now = time.process_time()
        if self._running:
            self.spent[self._running[-1]] += now - self._since
        self._since = now
        if stage:
            self._running.append(stage)
        else:
            self._running.pop()

    def around(self, stage: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """The call, timed; a generator is timed while it runs."""

        @functools.wraps(call)
        def timed(*arguments: Any, **named: Any) -> Any:
            self.turn(stage)
            try:
                result = call(*arguments, **named)
            finally:
                self.turn(None)
            return self._through(stage, result) if hasattr(result, "send") else result

        return timed

    def _through(self, stage: str, items: Any) -> Any:
        while True:
            self.turn(stage)
            try:
                item = next(items)
            except StopIteration:
                return
            finally:
                self.turn(None)
            yield item


def main() -> None:
    """Run the command and write what its stages took."""
    watch = Stopwatch()
    for stage, places in STAGES.items():
        for place in places:
            _replace(watch, stage, place)
    from cli.main import main as command
    from spiders import manners

    started: list[float] = []
    first = manners.Manners.process_request

    async def noting(self: Any, request: Any) -> None:
        started or started.append(time.process_time())
        await first(self, request)

    manners.Manners.process_request = noting  # type: ignore[method-assign]
    code = command(sys.argv[2:])
    everything = time.process_time()
    known = dict(watch.spent) | {"start": started[0] if started else everything}
    known["Scrapy, manners, network"] = everything - sum(known.values())
    Path(sys.argv[1]).write_bytes(msgspec.json.encode(known))
    sys.exit(code)


def _replace(watch: Stopwatch, stage: str, place: str) -> None:
    module_name, _, name = place.partition(":")
    owner: Any = importlib.import_module(module_name)
    for part in name.split(".")[:-1]:
        owner = getattr(owner, part)
    name = name.rpartition(".")[2]
    call = getattr(owner, name, None)
    if call is not None and not hasattr(call, "__wrapped__"):
        setattr(owner, name, watch.around(stage, call))


if __name__ == "__main__":
    main()
