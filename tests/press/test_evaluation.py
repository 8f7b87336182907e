"""How well bodies and regions are recognised in labelled texts, and how that is counted."""

from pathlib import Path

import pytest

from press.evaluation import Labelled, Score, evaluate, read_labelled
from press.tables import TableError

GOLD = Path(__file__).parents[1] / "gold"


def text(
    id_: str, body: str, *agencies: str, title: str = "", lead: tuple[str, ...] = ()
) -> Labelled:
    return Labelled(
        id=id_, title=title, body=body, agencies=list(agencies), lead_agencies=list(lead)
    )


def test_what_is_right_wrong_and_missed_is_counted_by_text_and_body() -> None:
    done = evaluate(
        [
            text("a", "Das BSI, das BSI und das BKA.", "bsi", "bfv"),
            text("b", "Niemand.", title="Das BSI", lead=()),
        ]
    )
    assert done.agencies == Score(right=1, wrong=2, missed=1)
    assert done.agencies.precision == pytest.approx(1 / 3)
    assert done.agencies.recall == pytest.approx(1 / 2)
    assert done.agencies.f1 == pytest.approx(0.4)
    assert done.lead == Score(right=0, wrong=1, missed=0)
    assert [(e.text, e.what, e.error, e.id, e.words, e.rule) for e in done.errors][:3] == [
        ("a", "agency", "wrong", "bka", "BKA", "abbreviation"),
        ("a", "agency", "missed", "bfv", None, None),
        ("a", "region", "wrong", "DE", None, None),
    ]


def test_nothing_to_find_and_nothing_found_is_perfect() -> None:
    done = evaluate([])
    assert (done.agencies.precision, done.agencies.recall, done.agencies.f1) == (1, 1, 1)


def test_a_line_that_is_no_labelled_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"id": "a"}\n\n{"id": 3}\n', encoding="utf-8")
    with pytest.raises(TableError, match=r"x\.jsonl: line 3: is no labelled text"):
        read_labelled(path)
    with pytest.raises(TableError, match="cannot be read"):
        read_labelled(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["ministries.jsonl", "trade.jsonl", "pages.jsonl"])
def test_the_labelled_texts_are_recognised(name: str) -> None:
    path = GOLD / name
    if not path.exists():
        pytest.skip(f"no labelled texts: {path}")
    done = evaluate(read_labelled(path))
    assert done.agencies.precision >= 0.98, done.errors
    assert done.agencies.recall >= 0.95, done.errors
    assert done.lead.f1 >= 0.93
    assert done.regions.f1 >= 0.95
