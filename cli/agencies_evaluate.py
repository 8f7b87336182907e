"""``presselupe agencies evaluate``: how well recognition does on labelled texts."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from cli.errors import UsageError
from tui.language import _, mark, ngettext

if TYPE_CHECKING:
    from press.evaluation import Error, Evaluation

_SCORES = {
    "agencies": mark("agencies"),
    "hard": mark("agencies in hard texts"),
    "easy": mark("agencies in easy texts"),
    "lead": mark("agencies in title or lead"),
    "regions": mark("regions"),
}
_ERRORS = {"wrong": mark("found, but not labelled"), "missed": mark("labelled, but not found")}


def evaluate(options: argparse.Namespace) -> int:
    """Print precision, recall, F1 and every error."""
    import msgspec

    from press import evaluation

    if len(options.words) != 1:
        raise UsageError("agencies evaluate: give one file of labelled texts (JSON Lines)")
    done = evaluation.evaluate(evaluation.read_labelled(Path(options.words[0])))
    if options.json:
        print(msgspec.json.format(msgspec.json.encode(_described(done))).decode())
        return 0
    print(ngettext("{n} text", "{n} texts", done.texts))
    for name, label in _SCORES.items():
        score = getattr(done, name)
        print(
            f"{_(label)}: {_('precision')} {score.precision:.3f}, {_('recall')} {score.recall:.3f},"
            f" F1 {score.f1:.3f} ({score.right} / {score.wrong} / {score.missed})"
        )
    for error in done.errors:
        print(_line(error))
    return 0


def _described(done: "Evaluation") -> dict[str, object]:
    scores = {
        name: {
            **score._asdict(),
            "precision": round(score.precision, 4),
            "recall": round(score.recall, 4),
            "f1": round(score.f1, 4),
        }
        for name in _SCORES
        for score in [getattr(done, name)]
    }
    errors = [error._asdict() for error in done.errors]
    return {"texts": done.texts, **scores, "errors": errors}


def _line(error: "Error") -> str:
    found = f': "{error.words}", {error.rule}' if error.words else ""
    return f"{error.text}: {error.what} {error.id} {_(_ERRORS[error.error])}{found}"
