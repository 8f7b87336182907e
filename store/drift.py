"""Drift: what a source's pages yield lately, against what they used to yield.

When a site is redesigned, titles and dates go on and the text goes missing, wholly or but for its
first paragraph. So every field's coverage and the length of bodies are compared with the source's
own earlier runs. Runs are taken together until there are pages enough to be sure, so that a source
with a page a week is watched as well as one with a hundred a day.

An alarm needs both: a fall that matters, and pages that chance would not give once in a million
looks. Pages of a few days decide nothing on length alone, for there are days of short notices.
"""

import math
import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from store.reports import FIELDS, Fall, Figures, SourceReport

LEAST_NORM = 15
"""Pages that a source's norm must rest on."""
MOST_NORM = 300
LEAST_PAGES = 3
"""Pages that must lack a field before anything is said of it."""
MOST_PAGES = 60
"""Pages read lately that are looked at."""
LATEST = 5
"""The very last pages, which must show a fall too: else it is over."""
CHANCE = 1e-6
MATTERS, MATTERS_SHORT = 0.3, 0.5
"""Shares of all pages by which the coverage of a field, and that of bodies of any length to speak
of, must fall."""
SHORTER = 0.6
"""Part of its former length that a body must fall to, at the most."""
DAYS = 3
"""Days that bodies shorter as a whole must be seen on, unless on `MOST_PAGES` pages."""
ACCEPTED = timedelta(days=30)
"""Age at which runs that drifted count as the norm: else a field that a site has given up would be
told for ever."""


class Look(NamedTuple):
    """The last runs together: what their pages yielded, on how many days, and the norm before."""

    now: Figures
    days: int
    norm: Figures


class Share(NamedTuple):
    """How many of the pages of a look have a thing, and how many of the norm's had it."""

    present: int
    pages: int
    norm_present: int
    norm_pages: int

    @property
    def now(self) -> float:
        """The share of the look's pages."""
        return self.present / self.pages if self.pages else 1.0

    @property
    def before(self) -> float:
        """The share of the norm's pages."""
        return self.norm_present / self.norm_pages if self.norm_pages else 0.0

    def is_certain(self) -> bool:
        """Whether chance can be ruled out."""
        missing = self.pages - self.present
        return missing >= LEAST_PAGES and improbability(self) < CHANCE


NOTHING_KNOWN = Share(0, 0, 0, 0)
Measure = Callable[[Look], Share]


def falls(reports: Sequence[SourceReport]) -> list[Fall]:
    """The fields that fell, the gravest first; `reports` are newest first, the one judged leading.

    Runs count as far as they read pages, however they ended.
    """
    looks = list(_looks(reports))
    found: list[Fall] = []
    for name in FIELDS:
        measure = partial(_coverage, name=name)
        look = _clearest(looks, measure, MATTERS)
        if look:
            share = measure(look)
            found.append(_told(name, share.before, share.now, look))
    if all(fall.field != "body" for fall in found):
        look = _clearest(looks, _some_length, MATTERS_SHORT) or _clearest(
            looks, _former_length, MATTERS
        )
        if look:
            found.append(_told("words", _median(look.norm), _median(look.now), look))
    return sorted(found, key=lambda fall: fall.now / fall.before)


def _told(field: str, before: float, now: float, look: Look) -> Fall:
    return Fall(
        field=field,
        before=round(before, 3),
        now=round(now, 3),
        pages=look.now.pages,
        norm=look.norm.pages,
    )


def _looks(reports: Sequence[SourceReport]) -> Iterator[Look]:
    """The newest run with pages, then that and the one before it, and so on."""
    for length, report in enumerate(reports, 1):
        if not report.figures.pages:
            continue
        runs = reports[:length]
        now = pooled(run.figures for run in runs)
        days = {run.started[:10] for run in runs if run.figures.pages}
        norm = _norm(reports[length:], reports[0].started)
        if norm.pages < LEAST_NORM:
            return
        yield Look(now, len(days), norm)
        if now.pages >= MOST_PAGES:
            return


def _norm(earlier: Sequence[SourceReport], judged: str) -> Figures:
    """What pages used to yield, but for runs that drifted and are not accepted yet.

    Pages published long before they were read count where there are too few others: a site may
    have written otherwise then.
    """
    accepted = datetime.fromisoformat(judged) - ACCEPTED
    lately, every = Figures(), Figures()
    for report in earlier:
        drifted = report.drift or report.state == "drift"
        if not drifted or datetime.fromisoformat(report.started) < accepted:
            lately = pooled((lately, report.figures))
            every = pooled((every, report.figures, report.older))
        if lately.pages >= MOST_NORM:
            break
    return lately if lately.pages >= LEAST_NORM else every


def _clearest(looks: Sequence[Look], measure: Measure, matters: float) -> Look | None:
    """The look that shows a fall most clearly; none if the very last pages show none any more."""

    def fell(look: Look) -> bool:
        share = measure(look)
        return share.before - share.now >= matters

    certain = [look for look in looks if fell(look) and measure(look).is_certain()]
    latest = next(
        (look for look in looks if look.now.pages >= LATEST), looks[-1] if looks else None
    )
    if not certain or not latest or not fell(latest._replace(days=DAYS)):
        return None
    return min(certain, key=lambda look: measure(look).now)


def _coverage(look: Look, name: str) -> Share:
    """Pages with a field."""
    now, norm = look.now, look.norm
    return Share(now.present.get(name, 0), now.pages, norm.present.get(name, 0), norm.pages)


def _some_length(look: Look) -> Share:
    """Bodies at least half as long as the shortest tenth of the norm's longer ones."""
    norm, now = _lengths(look.norm), _lengths(look.now)
    if len(norm) < LEAST_NORM:
        return NOTHING_KNOWN
    return _reaching(statistics.quantiles(norm, n=10)[0] / 2, now, norm)


def _former_length(look: Look) -> Share:
    """Bodies longer than half of the norm's are; no matter if shorter for a day, or by a little."""
    norm, now = _lengths(look.norm), _lengths(look.now)
    lasting = look.days >= DAYS or len(now) >= MOST_PAGES
    if len(norm) < LEAST_NORM or not now or not lasting:
        return NOTHING_KNOWN
    median = statistics.median(norm)
    if statistics.median(now) > SHORTER * median:
        return NOTHING_KNOWN
    return _reaching(median, now, norm)


def _reaching(words: float, now: Sequence[int], norm: Sequence[int]) -> Share:
    """Bodies that have so many words."""
    long, once = (sum(length >= words for length in lengths) for lengths in (now, norm))
    return Share(long, len(now), once, len(norm))


def _lengths(figures: Figures) -> list[int]:
    """The words of the bodies that there are."""
    return [words for words in figures.words if words]


def _median(figures: Figures) -> float:
    return float(statistics.median(_lengths(figures) or [0]))


def pooled(figures: Iterable[Figures]) -> Figures:
    """Several runs' figures as one."""
    total = Figures(present={}, words=[])
    for each in figures:
        total.pages += each.pages
        total.words += each.words
        for name, count in each.present.items():
            total.present[name] = total.present.get(name, 0) + count
    return total


def improbability(share: Share) -> float:
    """The chance that no more pages than these have a thing, if nothing has changed.

    How many pages really have it is known from the norm's pages only, the less exactly the fewer
    they are: hence the beta-binomial distribution, with Jeffreys' prior.
    """
    having = share.norm_present + 0.5
    lacking = share.norm_pages - share.norm_present + 0.5
    whole = _log_beta(having, lacking)
    return sum(
        math.comb(share.pages, k)
        * math.exp(_log_beta(k + having, share.pages - k + lacking) - whole)
        for k in range(share.present + 1)
    )


def _log_beta(a: float, b: float) -> float:
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
