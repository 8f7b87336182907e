"""A row of the list: what it says, in every width."""

import pytest
from rich.cells import cell_len
from rich.style import Style

from press.text import kicker_beside
from store.library import Row
from tui.widgets.rows import Look, article_lines

LOOK = Look(*[Style() for _ in Look._fields])
NAMES = {"bsi": "BSI", "fitko": "FITKO", "bka": "BKA"}


def row(**fields: object) -> Row:
    known = {
        "id": "0" * 16,
        "published": "2026-11-20T14:05:00+01:00",
        "source": "move-online",
        "kind": "news",
        "title": "Kreis Nordau stellt um",
        "kicker": None,
        "lead": None,
        "agencies": (),
        "topics": (),
        "issuer": None,
        "changed": False,
        "read": False,
        "starred": False,
    }
    return Row(**known | fields)  # type: ignore[arg-type]


def lines(shown: Row, width: int = 110) -> str:
    strips = article_lines(
        shown, width=width, height=1 if width >= 64 else 2, grouping="day", look=LOOK, names=NAMES
    )
    assert all(cell_len(strip.text) == width for strip in strips)
    return "\n".join(strip.text for strip in strips)


@pytest.mark.parametrize(
    ("title", "kicker", "beside"),
    [
        ("Kreis Nordau stellt um", "Kreis Nordau", ""),
        ("KREIS NORDAU: Umstellung beginnt", "Kreis Nordau", ""),
        ("Kreisumlage steigt", "Kreis", "Kreis"),
        ("Offene Daten", "Seelingen", "Seelingen"),
        ("Offene Daten", None, ""),
        (None, "Seelingen", "Seelingen"),
        ("Offene Daten", "»…«", ""),
    ],
)
def test_a_kicker_that_the_title_repeats_is_not_set_beside_it(
    title: str | None, kicker: str | None, beside: str
) -> None:
    assert kicker_beside(title, kicker) == beside


def test_a_row_names_source_time_kicker_agencies_and_lead() -> None:
    text = lines(row(kicker="Seelingen", lead="Der Vorspann.", agencies=("bsi", "bka", "fitko")))
    for words in ("●", "move-online", "14:05", "Seelingen", "BSI, BKA +1", "Der Vorspann."):
        assert words in text
    assert lines(row(kicker="Kreis Nordau")).count("Kreis Nordau") == 1


def test_agencies_whose_names_are_not_known_yet_are_left_out() -> None:
    assert "+1" not in lines(row(agencies=("unbekannt",)))


def test_what_its_site_no_longer_has_bears_a_sign() -> None:
    assert "×" in lines(row(gone=True, changed=True))
    assert "±" in lines(row(changed=True))


@pytest.mark.parametrize("width", [20, 30, 56, 64, 80, 200])
def test_every_width_is_filled_exactly(width: int) -> None:
    lines(row(kicker="日本語", lead="Wort " * 80, agencies=("bsi", "fitko"), title="ä" * 90), width)
