"""Groups of bodies in words: what is looked for, and what a body found has to do with it."""

from datetime import date

import pytest

from press.query import parse
from press.query_explain import Marks, explain, understood
from tests.store.samples import article
from tui.language import use
from tui.query_explained import meaning, reasons

TODAY = date(2026, 11, 21)
BMWA = "Bundesministerium für Wirtschaft und Arbeit"
RELEASE = article("a", issuer="bsi", published="2026-11-20")
FORMER = article("b", issuer="bmwa", published="2004-11-20")


@pytest.mark.parametrize(
    ("query", "of", "looked_for", "found"),
    [
        ("issuer:bsi", RELEASE, "issuer: BSI", "issued by BSI"),
        ("actor:bsi", RELEASE, "issuer or lead actor: BSI", "issued by BSI"),
        (
            "portfolio:bmi",
            RELEASE,
            "body with all below it: Bundesinnenministerium",
            "issued by BSI, below Bundesinnenministerium",
        ),
        ("level:federal", RELEASE, "level: federation", "issued by BSI, level: federation"),
        (
            "level:eu,federal",
            RELEASE,
            "level: European Union or federation",
            "issued by BSI, level: federation",
        ),
        (
            "lineage:bmwe",
            FORMER,
            "body with predecessors and successors: Bundeswirtschaftsministerium",
            f"issued by {BMWA}, predecessor of Bundeswirtschaftsministerium",
        ),
    ],
)
def test_a_group_of_bodies_is_told_in_words(query, of, looked_for, found):
    use("en")
    asked = parse(query)
    (line,) = meaning(understood(asked, TODAY))
    (why,) = reasons(explain(asked, of, Marks(), TODAY))
    assert line.text == looked_for
    assert why.text == found


def test_a_land_is_named_in_full():
    use("de")
    asked = parse("ebene:bw")
    (line,) = meaning(understood(asked, TODAY))
    (why,) = reasons(explain(asked, article("c", issuer="im-bw"), Marks(), TODAY))
    assert line.text == "Ebene: Baden-Württemberg"
    assert why.text.endswith(", Land: Baden-Württemberg")
