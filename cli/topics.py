"""``presselupe topics``: the topics of the field, and how well they are found."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.errors import UsageError
from tui.language import _, mark, ngettext

if TYPE_CHECKING:
    from press.evaluation import Score
    from press.topics_evaluation import Error

HELP = mark("the topics that articles are given: list them, evaluate how well they are found")

_ERRORS = {"wrong": mark("found, but not labelled"), "missed": mark("labelled, but not found")}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the action, its file and ``--json``."""
    parser.add_argument(
        "action",
        choices=tuple(_ACTIONS),
        nargs="?",
        default="list",
        help=_("list all topics (the default); evaluate them on labelled texts"),
    )
    parser.add_argument("file", metavar="FILE", nargs="?", help=_("evaluate: the labelled texts"))
    parser.add_argument("--json", action="store_true", help=_("as JSON"))


def run(options: argparse.Namespace) -> int:
    """Do the action."""
    return _ACTIONS[options.action](options)


def _list(options: argparse.Namespace) -> int:
    """A line per topic: id, label, IPTC code, broader topic, number of terms."""
    from press import topics
    from press.topics_table import words

    if options.file:
        raise UsageError("topics list takes no file")
    known = topics.topics()
    rows: list[dict[str, str | int | None]] = [
        {
            "id": id_,
            "label": topic.label,
            "iptc": topic.iptc,
            "broader": topic.broader,
            "terms": len(words(topic.terms)) + len(words(topic.weak)),
        }
        for id_, topic in known.items()
    ]
    if options.json:
        _print_json(rows)
        return 0
    if not sys.stdout.isatty():
        for row in rows:
            print(*("-" if value is None else value for value in row.values()), sep="\t")
        return 0
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for name in (_("id"), _("name"), "IPTC", _("part of")):
        table.add_column(name, overflow="fold")
    table.add_column(_("terms"), justify="right")
    for row in rows:
        table.add_row(*("" if value is None else str(value) for value in row.values()))
    Console().print(table)
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    """Print precision, recall and F1 of topics, of each topic and of regions, and every error."""
    from press import topics_evaluation

    if not options.file:
        raise UsageError("topics evaluate: give a file of labelled texts (JSON Lines)")
    done = topics_evaluation.evaluate(topics_evaluation.read_labelled(Path(options.file)))
    if options.json:
        _print_json(
            {
                "texts": done.texts,
                "topics": _figures(done.topics),
                "regions": _figures(done.regions),
                "by_topic": {id_: _figures(score) for id_, score in done.by_topic.items()},
                "errors": [error._asdict() for error in done.errors],
            }
        )
        return 0
    print(ngettext("{n} text", "{n} texts", done.texts))
    for name, score in (
        (_("topics"), done.topics),
        (_("regions"), done.regions),
        *done.by_topic.items(),
    ):
        print(_score(name, score))
    for error in done.errors:
        print(_error(error))
    return 0


def _figures(score: "Score") -> dict[str, float]:
    return {
        **score._asdict(),
        "precision": round(score.precision, 4),
        "recall": round(score.recall, 4),
        "f1": round(score.f1, 4),
    }


def _score(name: str, score: "Score") -> str:
    return (
        f"{name}: {_('precision')} {score.precision:.3f}, {_('recall')} {score.recall:.3f},"
        f" F1 {score.f1:.3f} ({score.right} / {score.wrong} / {score.missed})"
    )


def _error(error: "Error") -> str:
    from tui.reasons import in_words

    because = f": {in_words(error.rule)}" if error.rule else ""
    return f"{error.text}: {error.topic} {_(_ERRORS[error.error])}{because}"


def _print_json(value: Any) -> None:  # noqa: ANN401 - whatever becomes JSON
    import msgspec

    print(msgspec.json.format(msgspec.json.encode(value)).decode())


_ACTIONS: dict[str, Callable[[argparse.Namespace], int]] = {"list": _list, "evaluate": _evaluate}
