"""Messages to the operator: on changes of a source's state only, by whatever Apprise can reach.

Every change stands in the run report; where the configuration names addresses, it is sent there
too. What each address was told is remembered apart. A message that cannot be sent never fails a
crawl: it is told, and sent again with the next run, to those alone who have not had it.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from store.files import StoreError
from store.health import explanation
from store.reports import WELL_STATES, Change, RunReport, SourceReport, State
from store.told import ToldStates

NAMED = 3
"""Sources that a message's subject names."""
INSTALL = "install it beside presselupe: pipx inject presselupe apprise"


def changes(reports: Iterable[SourceReport], known: Mapping[str, State]) -> list[Change]:
    """The sources that are otherwise than is known; an interrupted one is no news."""
    return [
        Change(
            source=report.source,
            before=known.get(report.source),
            state=report.state,
            text=_text(report, known.get(report.source)),
        )
        for report in reports
        if report.state != "interrupted"
        and _kind(report.state) != _kind(known.get(report.source, "ok"))
    ]


def tell(report: RunReport, data: Path, urls: Sequence[str]) -> None:
    """Note a run's changes in its report, and send them; what hinders that is noted too."""
    told = ToldStates(data)
    problems: list[str] = []
    try:
        report.changes = changes(report.sources, told.read())
        if report.changes:
            told.put(_states(report.changes))
    except StoreError as error:
        problems.append(str(error))
    for url in dict.fromkeys(urls):
        try:
            problems += _tell_one(url, report, told)
        except StoreError as error:
            problems.append(str(error))
    report.notices += dict.fromkeys(problems)


def _tell_one(url: str, report: RunReport, told: ToldStates) -> list[str]:
    """Send an address what it does not know yet; why it could not be reached."""
    news = changes(report.sources, told.read(url))
    if not news:
        return []
    problems = send([url], title_of(news), "\n".join(change.text for change in news))
    if not problems:
        told.put(_states(news), url)
    return problems


def _states(told: Sequence[Change]) -> dict[str, State]:
    return {change.source: change.state for change in told}


def title_of(told: Sequence[Change]) -> str:
    """The subject of a message."""
    names = [change.source for change in told]
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"Presselupe: {', '.join(names[:NAMED])}{more}"


def send(urls: Sequence[str], title: str, body: str) -> list[str]:
    """Send a message to every address; a line for each that could not be reached.

    Addresses may hold passwords, so lines name them without.
    """
    if not urls:
        return []
    try:
        from apprise import Apprise  # noqa: PLC0415 - heavy, and only needed now
    except ImportError:
        return [f"messages cannot be sent: Apprise is not installed; {INSTALL}"]
    problems = []
    for url in urls:
        messenger = Apprise()
        heard = _Heard()
        with heard:
            if not messenger.add(url):
                problems.append(f"[notify]: {_scheme(url)} is no address that Apprise knows")
            elif not messenger.notify(title=title, body=body):
                name = str(messenger[0].url(privacy=True)).partition("?")[0]  # type: ignore[no-untyped-call]
                problems.append(f"message to {name} was not sent: {heard.reason}")
    return problems


class _Heard(logging.Handler):
    """What Apprise says while it works; it would else go to stderr."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.reason = "no reason given"
        self._logger = logging.getLogger("apprise")

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what was said last, in one line."""
        self.reason = " ".join(record.getMessage().split())[:300]

    def __enter__(self) -> None:
        self._propagates, self._logger.propagate = self._logger.propagate, False
        self._logger.addHandler(self)

    def __exit__(self, *_exception: object) -> None:
        self._logger.removeHandler(self)
        self._logger.propagate = self._propagates


def _text(report: SourceReport, before: State | None) -> str:
    if report.state in WELL_STATES:
        return f"{report.source}: well again ({report.state}); it was told as: {before}"
    return f"{report.source}: {report.state}: {explanation(report)}"


def _kind(state: State) -> str:
    return "well" if state in WELL_STATES else state


def _scheme(url: str) -> str:
    scheme, found, _ = url.partition("://")
    return f"{scheme[:30]}://…" if found else f"{url[:10]}…"
