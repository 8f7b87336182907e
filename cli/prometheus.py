"""Every source's health as metrics, for the textfile collector of Prometheus' node_exporter."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple, get_args

from store.health import Health
from store.reports import SourceReport, State

_PREFIX = "presselupe_source_"


class Metric(NamedTuple):
    """A gauge per source; sources that have no value are left out."""

    name: str
    help: str
    value: Callable[[Health], float | None]


def _of_run(value: Callable[[SourceReport], float | None]) -> Callable[[Health], float | None]:
    return lambda health: value(health.last_run) if health.last_run else None


METRICS = (
    Metric("articles", "Articles in the archive.", lambda health: health.articles),
    Metric(
        "last_run_timestamp_seconds",
        "When the last crawl ended.",
        _of_run(lambda run: _seconds(run.finished)),
    ),
    Metric(
        "last_success_timestamp_seconds",
        "When a crawl last ended well.",
        lambda health: _seconds(health.last_well),
    ),
    Metric(
        "newest_article_timestamp_seconds",
        "Day of the newest article.",
        lambda health: _seconds(health.newest),
    ),
    Metric(
        "quiet_working_days",
        "Working days without anything new.",
        lambda health: health.quiet,
    ),
    Metric(
        "allowed_working_days",
        "Working days without anything new that are this source's rhythm.",
        lambda health: health.rhythm.allowed if health.rhythm else None,
    ),
    Metric(
        "fallen_fields",
        "Fields that pages lately yield less of than before.",
        lambda health: len(health.falls),
    ),
    Metric(
        "last_run_duration_seconds", "Length of the last crawl.", _of_run(lambda run: run.seconds)
    ),
    Metric("last_run_bytes", "Bytes read in the last crawl.", _of_run(lambda run: run.bytes)),
    *(
        Metric(
            f"last_run_{name}",
            f"{text} of the last crawl.",
            _of_run(lambda run, name=name: getattr(run, name)),  # type: ignore[misc]
        )
        for name, text in (
            ("requests", "Requests"),
            ("not_modified", "Answers 304"),
            ("new", "New articles"),
            ("changed", "Changed articles"),
            ("refused", "Refused articles"),
            ("failed", "Failed articles"),
            ("undated", "Undated articles"),
            ("degraded", "Degraded articles"),
        )
    ),
)


def exposition(healths: Sequence[Health], now: datetime) -> str:
    """All metrics in Prometheus' text format."""
    lines = [
        "# HELP presselupe_status_timestamp_seconds When these metrics were written.",
        "# TYPE presselupe_status_timestamp_seconds gauge",
        f"presselupe_status_timestamp_seconds {now.timestamp():.0f}",
        *_states(healths),
    ]
    for metric in METRICS:
        name = _PREFIX + metric.name
        samples = [
            f'{name}{{source="{health.source}"}} {value:.15g}'
            for health in healths
            if (value := metric.value(health)) is not None
        ]
        if samples:
            lines += [f"# HELP {name} {metric.help}", f"# TYPE {name} gauge", *samples]
    return "\n".join(lines) + "\n"


def _states(healths: Sequence[Health]) -> list[str]:
    """A sample per source and state: 1 for the state it is in, 0 for all others."""
    name = f"{_PREFIX}state"
    return [
        f"# HELP {name} Whether the source is in this state.",
        f"# TYPE {name} gauge",
        *(
            f'{name}{{source="{health.source}",state="{state}"}} {int(health.state == state)}'
            for health in healths
            for state in get_args(State)
        ),
    ]


def _seconds(moment: str | None) -> float | None:
    """A UTC instant or a day as seconds since 1970."""
    if moment is None:
        return None
    at = datetime.fromisoformat(moment)
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()
