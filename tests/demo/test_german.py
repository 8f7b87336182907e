from datetime import date

import pytest

from demo.german import long_date, noun_forms, slug, thing_forms


def test_a_noun_takes_the_article_of_each_case() -> None:
    assert noun_forms("n", "Bundesamt", "Bundesamts", "für Justiz") == {
        "": "das Bundesamt für Justiz",
        ".acc": "das Bundesamt für Justiz",
        ".dat": "dem Bundesamt für Justiz",
        ".gen": "des Bundesamts für Justiz",
    }


@pytest.mark.parametrize(
    ("gender", "noun", "definite", "indefinite"),
    [
        ("m", "Dienst", "den neuen Dienst", "einen neuen Dienst"),
        ("f", "Karte", "die neue Karte", "eine neue Karte"),
        ("n", "Netz", "das neue Netz", "ein neues Netz"),
    ],
)
def test_adjectives_agree(gender: str, noun: str, definite: str, indefinite: str) -> None:
    forms = thing_forms("t", gender, noun, f"{noun}s", "neu")
    assert forms["t.acc"] == definite
    assert forms["et.acc"] == indefinite
    assert forms["t.noun"] == noun


def test_without_an_adjective_there_is_no_double_blank() -> None:
    assert thing_forms("t", "n", "Netz", "Netzes", "")["t.gen"] == "des Netzes"


def test_dates_are_written_out() -> None:
    day = date(2025, 8, 7)
    assert long_date(day, weekday=True) == "Donnerstag, 7. August 2025"
    assert long_date(day, year=False) == "7. August"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Gebündelte Kräfte", "gebuendelte-kraefte"),
        ("1.000. Straße geht an Köln", "1-000-strasse-geht-an-koeln"),
        ("„Melden“ 4.0", "melden-4-0"),
    ],
)
def test_slugs_write_umlauts_out_and_hyphens_for_the_rest(title: str, expected: str) -> None:
    assert slug(title) == expected


def test_a_slug_may_be_cut_but_never_ends_in_a_hyphen() -> None:
    assert slug("abc def", 4) == "abc"
