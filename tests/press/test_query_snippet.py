"""The piece of an article's text that shows best what a query found."""

import time

import pytest

from press.query import parse
from press.query_snippet import snippet
from tests.store.samples import article

FILLER = "Das Verfahren läuft nach Plan und wird im nächsten Jahr ausgeweitet. " * 3 + "Punkt."


def shown(query: str, body: str | None, width: int = 60, **fields: str | None) -> str | None:
    """The snippet with its hits in brackets."""
    found = snippet(article("a", body, **fields), parse(query).words(), width)
    if found is None:
        return None
    text = found.text
    for start, end in reversed(found.hits):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


@pytest.mark.parametrize(
    ("query", "body", "expected"),
    [
        ("haushalt", "Der Haushalt steht.", "Der [Haushalt] steht."),
        ("haushalt nirgends", "Der Haushalt steht.", "Der [Haushalt] steht."),
        ("nirgends", "Der Haushalt steht.", None),
        ("topic:ki -haushalt title:haushalt", "Der Haushalt steht.", None),
        ("behoerden", "Die\n\n## Behörde\n\n- übt", "Die [Behörde] übt"),
        ('"neuer haushalt"', f"Haushalt. {FILLER} Ein neuer Haushalt.",
         "…im nächsten Jahr ausgeweitet. Punkt. Ein [neuer Haushalt]."),
        ("haus* jahr", "", None),
    ],
)  # fmt: skip
def test_hits_are_marked_as_they_are_written(query, body, expected):
    assert shown(query, body) == expected


def test_the_place_with_most_of_the_words_is_chosen_before_one_with_most_hits():
    body = f"Cyber, Cyber, Cyber. {FILLER} Die Cyberagentur der Behörden. {FILLER}"
    assert "Die [Cyberagentur] der [Behörden]." in (shown("cyber* behörde", body) or "")
    assert (shown("cyber*", body) or "").startswith("[Cyber], [Cyber], [Cyber].")


def test_lead_and_body_are_compared_and_the_lead_comes_first():
    assert shown("plan", FILLER, lead="Ein Plan.") == "Ein [Plan]."
    both = shown("plan behörde", f"{FILLER} Behörde mit Plan.", lead="Ein Plan.")
    assert "[Behörde] mit [Plan]." in (both or "")


def test_it_fits_the_width_and_says_where_text_is_left_out():
    for width in (20, 40, 60, 100):
        text = shown("ausgeweitet", FILLER, width) or ""
        assert text.startswith("…")
        assert text.endswith("…")
        assert len(text.replace("[", "").replace("]", "")) <= width
    assert shown("x", "x" * 500 + " x", 30) == "…[x]"


def test_many_words_are_no_reason_to_wait():
    body = " ".join(f"wort{number}" for number in range(2_000))
    query = " OR ".join(f"wort{number}" for number in range(300))
    shown(query, body)
    started = time.process_time()
    assert shown(query, body)
    assert time.process_time() - started < 1
