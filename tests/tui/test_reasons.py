"""The rules of `press`, told in the reader's language."""

import pytest

from press import topics
from press.agencies import register
from tui.language import use
from tui.reasons import in_words


@pytest.mark.parametrize(
    ("rule", "german"),
    [
        ("abbreviation", "Abkürzung"),
        ("former short name (until 2021)", "Kurzname, gültig bis 2021"),
        (
            "generic name, resolved by the source's Land DE-BW",
            "allgemeiner Name, Land der Quelle: DE-BW",
        ),
        (
            'generic name, resolved by "In Hessen" in the sentence',
            "allgemeiner Name, durch „In Hessen“ im Satz",
        ),
        ("later name (since 2021)", "Name, gültig seit 2021"),
        ("abbreviation, explained in the text", "Abkürzung, im Text erklärt"),
        (
            'local abbreviation, resolved by "ZenDiS" in the text',
            "örtliche Abkürzung, durch „ZenDiS“ im Text",
        ),
        ('generic name, resolved by "Hessen" before', "allgemeiner Name, durch „Hessen“ davor"),
        (
            'generic name, resolved by "LKA Bayern", to which it belongs',
            "allgemeiner Name, durch „LKA Bayern“, wozu es gehört",
        ),
        (
            'generic name, resolved by the only Land of the text, "Bayern"',
            "allgemeiner Name, durch das einzige Land im Text: „Bayern“",
        ),
        ('name, resolved by "Wien"', "Name, durch „Wien“"),
        (
            'former generic name (until 2021), resolved by the kicker "Hessen"',
            "allgemeiner Name, gültig bis 2021, durch die Dachzeile „Hessen“",
        ),
        ('section "IT-Sicherheit"', "Rubrik „IT-Sicherheit“"),
        ("body: Open Data (3×)", "Text „Open Data (3×)“"),
        ("something new", "something new"),
    ],
)
def test_rules_are_told_in_german(rule: str, german: str) -> None:
    assert in_words(rule) == german


def test_the_rules_that_press_gives_are_known() -> None:
    use("de")
    found = register().find(
        title="Innenministerium und BSI",
        kicker=None,
        lead="Das Bundesamt für Sicherheit in der Informationstechnik in Bonn.",
        body="Das LKA Bayern ermittelt.",
        land="DE-BW",
    )
    labels = topics.assign(
        title="Offene Daten", kicker=None, lead=None, body=None, section="IT-Sicherheit"
    )
    rules = [each.rule for each in (*found, *labels)]
    assert len(rules) >= 4
    assert all(in_words(rule) != rule for rule in rules)
