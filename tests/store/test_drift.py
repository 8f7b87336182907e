"""Drift: what fell is told with its figures; what is only odd, short or new is not."""

import random
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.drift import Share, falls, improbability
from store.reports import FIELDS, Fall, SourceReport

NOW = datetime.fromisoformat("2026-11-21T06:00:00Z")
WHOLE = frozenset(FIELDS)
Page = tuple[Iterable[str], int]


def run(pages: Iterable[Page], days_ago: float = 0, *, state: str = "ok") -> SourceReport:
    started = (NOW - timedelta(days=days_ago)).strftime("%Y-%m-%dT%H:%M:%SZ")
    report = SourceReport(source="im-bw", started=started, state=state)  # type: ignore[arg-type]
    for found, words in pages:
        report.saw_page(found, words, recent=True)
    return report


def usual(count: int, seed: int = 1) -> list[Page]:
    """Pages as they are: bodies of all lengths, now and then one without kicker or image."""
    chance = random.Random(seed)
    pages: list[Page] = []
    for _ in range(count):
        odd = {name for name in ("kicker", "image", "lead") if chance.random() < 0.1}
        pages.append((WHOLE - odd, max(20, int(chance.lognormvariate(5.7, 0.5)))))
    return pages


def told(reports: list[SourceReport]) -> dict[str, Fall]:
    return {fall.field: fall for fall in falls(reports)}


def without(name: str) -> Callable[[Page], Page]:
    return lambda page: (set(page[0]) - {name}, 0 if name == "body" else page[1])


def test_a_body_gone_missing_is_told_from_what_to_what() -> None:
    fall = told([run(map(without("body"), usual(10))), run(usual(60), 1)])["body"]
    assert (fall.before, fall.now, fall.pages, fall.norm) == (1.0, 0.0, 10, 60)


def test_of_several_fields_the_one_that_fell_deepest_comes_first() -> None:
    pages = [
        (found, 0) for found in (WHOLE - {"body", "title"}, WHOLE - {"body"}) for _ in range(10)
    ]
    assert [fall.field for fall in falls([run(pages), run(usual(60), 1)])] == ["body", "title"]


def test_bodies_cut_to_their_first_paragraph_are_told_in_words() -> None:
    fall = told([run([(WHOLE, 30)] * 8), run(usual(60), 1)])["words"]
    assert fall.now == 30
    assert 250 < fall.before < 350


def test_bodies_half_as_long_are_told_once_that_lasts() -> None:
    halves = [(found, words * 2 // 5) for found, words in usual(45, seed=2)]
    norm = run(usual(100), 5)
    assert told([run(halves), norm]) == {}
    days = [run(halves[start : start + 15], start / 15) for start in (0, 15, 30)]
    assert "words" in told([*days, norm])


def test_a_slow_source_is_watched_over_days() -> None:
    history = [run([page], 3 * number + 20) for number, page in enumerate(usual(20))]
    lost = [run([without("body")(page)], 3 * number) for number, page in enumerate(usual(6))]
    assert [len(told(lost[-count:] + history)) for count in (1, 2, 3)] == [0, 0, 0]
    assert "body" in told(lost + history)


def test_runs_without_pages_change_nothing() -> None:
    drifted = run(map(without("body"), usual(10)), 1)
    assert "body" in told([run([]), run([]), drifted, run([], 2), run(usual(60), 3)])


def test_the_alarm_ends_when_the_last_pages_are_well_again() -> None:
    drifted = run(map(without("body"), usual(10)), 1, state="drift")
    assert told([run(usual(6, seed=3)), drifted, run(usual(60), 3)]) == {}


def test_the_alarm_does_not_become_the_norm_of_itself_before_a_month() -> None:
    lost = [run(map(without("kicker"), usual(10, day)), day, state="drift") for day in range(45)]
    for report in lost:
        report.drift = [Fall(field="kicker", before=0.9, now=0.0, pages=10, norm=60)]
    assert "kicker" in told([*lost[:20], run(usual(60), 20)])
    assert told([*lost, run(usual(60), 46)]) == {}


def test_pages_of_long_ago_are_the_norm_of_nothing_new_but_count_as_norm() -> None:
    back = SourceReport(source="im-bw", started="2026-11-21T06:00:00Z")
    for _ in range(30):
        back.saw_page(WHOLE - {"lead"}, 300, recent=False)
    assert told([back, run(usual(60), 1)]) == {}


def test_harmless_changes_are_no_drift() -> None:
    norm = run(usual(60), 1)
    shorter_day = run([(found, words * 2 // 3) for found, words in usual(12, seed=4)])
    odd_article = run([*usual(7, seed=5), ((), 0)])
    two_odd = run([((), 0), ((), 0)])
    no_images_today = run(map(without("image"), usual(2, seed=6)))
    for report in (shorter_day, odd_article, two_odd, no_images_today):
        assert told([report, norm]) == {}


def test_a_field_that_few_pages_ever_had_cannot_fall() -> None:
    rare = [(WHOLE if number % 4 == 0 else WHOLE - {"kicker"}, 300) for number in range(60)]
    assert told([run(map(without("kicker"), usual(20))), run(rare, 1)]).keys() <= {"lead", "image"}


def test_little_history_raises_no_alarm() -> None:
    assert told([run(map(without("body"), usual(10))), run(usual(14), 1)]) == {}
    assert told([run(map(without("body"), usual(10)))]) == {}
    assert falls([]) == []


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10_000), st.integers(1, 12))
def test_the_same_site_does_not_drift_by_chance(seed: int, per_run: int) -> None:
    pages = usual(90, seed)
    later = [pages[start : start + per_run] for start in range(60, 90, per_run)]
    history = [run(pages[:60], 40)]
    for number, group in enumerate(later):
        history.insert(0, run(group, 30 - number))
        assert told(history) == {}


def test_chance_is_reckoned_with_what_little_is_known() -> None:
    assert improbability(Share(0, 4, 60, 60)) < 1e-6 < improbability(Share(0, 3, 60, 60))
    assert improbability(Share(0, 4, 20, 20)) > improbability(Share(0, 4, 200, 200))
    assert improbability(Share(10, 10, 30, 60)) == pytest.approx(1)
    assert improbability(Share(0, 1, 1, 2)) == pytest.approx(0.5)
