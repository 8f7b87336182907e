"""Texts, plurals, dates and numbers in both languages; catalogues complete and current."""

from datetime import date

import pytest

from press.query import QueryError, parse
from tui import language
from tui.compile_locales import as_mo, as_po, missing, po_file, said, texts, updated
from tui.language import LANGUAGES, ngettext, number, parse_day, preferred, use
from tui.query_errors import in_words


@pytest.fixture(autouse=True)
def english_again():
    yield
    use("en")


@pytest.mark.parametrize("name", LANGUAGES)
def test_catalogues_are_current_and_complete(name: str) -> None:
    catalogue = updated(name)
    assert missing(catalogue) == []
    po = as_po(catalogue)
    assert po_file(name).read_bytes() == po, "run: python -m tui.compile_locales"
    assert po_file(name).with_suffix(".mo").read_bytes() == as_mo(po, name)


@pytest.mark.parametrize("name", LANGUAGES)
def test_translations_keep_their_placeholders(name: str) -> None:
    from string import Formatter

    def fields(text: str) -> set[str]:
        return {field for _, field, _, _ in Formatter().parse(text) if field is not None}

    for message in texts(updated(name)):
        ids = message.id if isinstance(message.id, (tuple, list)) else [message.id]
        strings = message.string if isinstance(message.string, (tuple, list)) else [message.string]
        if "{" in ids[0]:
            assert all(fields(string) == fields(ids[-1]) for string in strings), message.id


def test_dates_have_the_form_of_the_language() -> None:
    use("de")
    assert language.day("2022-10-13") == "13.10.2022"
    assert language.day(date(2022, 3, 1)) == "01.03.2022"
    assert language.short_day("2022-10-03") == "03.10."
    assert language.long_day("2022-10-13") == "Donnerstag, 13. Oktober 2022"
    assert language.month("2022-03") == "März 2022"
    assert language.moment("2022-10-13T14:05:00+02:00") == (
        "Donnerstag, 13. Oktober 2022, 14:05 Uhr"
    )
    use("en")
    assert language.day("2022-10-13") == "13 Oct 2022"
    assert language.short_day("2022-10-03") == " 3 Oct"
    assert language.long_day("2022-10-13") == "Thursday, 13 October 2022"
    assert language.moment("2022-10-13T14:05:00+02:00") == "Thursday, 13 October 2022, 14:05"
    assert language.clock("2022-10-13") is None


def test_numbers_and_plurals_have_the_form_of_the_language() -> None:
    use("de")
    assert number(1234567) == "1.234.567"
    assert ngettext("{n} new, R to load", "{n} new, R to load", 1) == "1 neuer, R zum Laden"
    assert ngettext("{n} new, R to load", "{n} new, R to load", 1200) == "1.200 neue, R zum Laden"
    use("en")
    assert number(1234567) == "1,234,567"
    assert ngettext("{n} article", "{n} articles", 1) == "1 article"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("13.10.2022", "2022-10-13"),
        ("3.1.2022", "2022-01-03"),
        ("13.10.22", "2022-10-13"),
        ("13.10.", "2026-10-13"),
        ("2022-10-13", "2022-10-13"),
        ("13 Oct 2022", "2022-10-13"),
        ("31.02.2022", None),
        ("29.2.", None),
        ("gestern", None),
        ("", None),
    ],
)
def test_days_are_read_as_people_type_them(typed: str, read: str | None) -> None:
    assert parse_day(typed, date(2026, 11, 20)) == read


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, "de"),
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "C.UTF-8"}, "de"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
    ],
)
def test_the_environment_names_the_language(environ: dict[str, str], expected: str) -> None:
    assert preferred(environ) == expected


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="de, en"):
        use("fr")


@pytest.mark.parametrize(
    ("query", "german"),
    [
        ("(cyber", "Stelle 1: „(“ wird nicht geschlossen; erwartet: )"),
        ("datum:morgens", "„morgens“ ist kein Wert des Feldes „datum“; erwartet: ein Tag,"),
        ("tpic:x", "es gibt kein Feld „tpic“ (meinten Sie „thema“?); erwartet: eines von titel"),
        ("a*", "der Wortanfang „a*“ ist zu kurz; erwartet: mindestens 2 Buchstaben vor dem *"),
        ('"offen', "das Anführungszeichen wird nicht geschlossen"),
        ("OR", "erwartet: ein Wort, eine Wendung, ein Feld oder ("),
        ("topic:", "das Feld „thema“ hat keinen Wert"),
        ("(" * 60 + "a" + ")" * 60, "zu viele Klammern ineinander; erwartet: höchstens 40"),
    ],
)
def test_query_errors_are_told_in_german(query: str, german: str) -> None:
    use("de")
    with pytest.raises(QueryError) as caught:
        parse(query)
    said = in_words(caught.value)
    assert german in said
    assert "expected" not in said
    use("en")
    assert in_words(caught.value) == str(caught.value)


def test_texts_are_found_wherever_they_stand() -> None:
    source = """
a = _("one") + f"{x} {_('two')}" + _(variable)
b = [mark("three"), ngettext("{n} four", "{n} fours", n)]
"""
    assert said(source) == [
        (2, "one"),
        (2, "two"),
        (3, "three"),
        (3, ("{n} four", "{n} fours")),
    ]
