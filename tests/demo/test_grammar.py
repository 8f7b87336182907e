import random

import pytest

from demo.grammar import Grammar, compile_rules


def grammar(rules: dict[str, list[str]], words: dict[str, str] | None = None) -> Grammar:
    return Grammar(compile_rules(rules), words or {}, random.Random(1).random)


def test_a_slot_takes_the_articles_own_word_before_a_rule() -> None:
    made = grammar({"s": ["{town} wächst"], "town": ["Irgendwo"]}, {"town": "Lindenmoos"})
    assert made.pick("s") == "Lindenmoos wächst"


def test_a_slot_with_a_capital_capitalises() -> None:
    assert grammar({"s": ["{Actor} lädt ein"]}, {"actor": "die Stadt"}).pick("s").startswith("Die")


def test_rules_expand_within_rules() -> None:
    assert grammar({"s": ["({a})"], "a": ["[{b}]"], "b": ["x"]}).pick("s") == "([x])"


def test_a_fresh_sentence_repeats_only_when_all_have_come() -> None:
    made = grammar({"s": ["a", "b", "c"]})
    seen = [made.fresh("s") for _ in range(6)]
    assert sorted(seen[:3]) == sorted(seen[3:]) == ["a", "b", "c"]


def test_an_unknown_slot_is_an_error() -> None:
    with pytest.raises(KeyError):
        grammar({"s": ["{nowhere}"]}).pick("s")


@pytest.mark.parametrize(
    ("template", "phrase", "written"),
    [
        ("Fragen zu {t}", "dem Portal", "Fragen zum Portal"),
        ("Zumeldung zu {t}", "der Warnung", "Zumeldung zur Warnung"),
        ("kooperieren bei {t}", "dem Dienst", "kooperieren beim Dienst"),
        ("von {t} lernen", "dem Kreis", "vom Kreis lernen"),
        ("Hinzu {t}", "dem Kreis", "Hinzu dem Kreis"),
        ("zu {t}", "einem Portal", "zu einem Portal"),
    ],
)
def test_a_preposition_and_an_article_become_one_word_as_in_german(
    template: str, phrase: str, written: str
) -> None:
    assert grammar({"s": [template]}, {"t": phrase}).pick("s") == written
