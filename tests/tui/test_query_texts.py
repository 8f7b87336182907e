"""What the reader writes into its search box is in the user's language, and means the same."""

import pytest

from press.query import parse
from tui.language import use
from tui.query_texts import written


@pytest.mark.parametrize(
    ("query", "german"),
    [
        ("topic:ki,e-akte", "thema:ki,e-akte"),
        ("date:today agency:bsi", "datum:heute behörde:bsi"),
        ("date:2026-11-01..yesterday", "datum:2026-11-01..gestern"),
        ("-is:unread (kind:news OR source:im-bw)", "-ist:ungelesen (art:news OR quelle:im-bw)"),
        ("issuer:im-bw actor:bsi", "herausgeber:im-bw akteur:bsi"),
        ("lineage:bmwe portfolio:bmi", "nachfolge:bmwe ressort:bmi"),
        (
            "level:federal,state,municipal,eu,bw -(state:bw level:eu)",
            "ebene:bund,land,kommune,eu,bw -(land:bw ebene:eu)",
        ),
        ('title:"neuer Haushalt"', 'titel:"neuer Haushalt"'),
        ('"is:unread date:today"', '"is:unread date:today"'),
        ('tag:"date:today"', "schlagwort:date:today"),
        ("cyber* förderung", "cyber* förderung"),
    ],
)
def test_fields_and_fixed_values_are_german_in_german(query: str, german: str) -> None:
    shown = written(parse(query))
    assert parse(shown) == parse(query)
    assert shown == german.replace("art:news", "art:nachricht")


def test_english_stays_as_the_language_prints_it() -> None:
    use("en")
    assert written(parse("thema:ki datum:heute")) == "topic:ki date:today"
