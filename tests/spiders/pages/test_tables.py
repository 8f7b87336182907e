"""Tables: those that lay out a page leave its text as it is, those of data become lines."""

import pytest

from tests.spiders.pages.frames import FIRST, LEAD, SECOND, THIRD, ministry, portal, text

TITLE = "<h1>Pegel melden sich selbst</h1>"
INNER = (
    f"<p><strong>{LEAD}</strong></p><p>{FIRST}</p><p><strong>Was es kostet</strong></p>"
    f"<p>{SECOND} {THIRD}</p>"
)


@pytest.mark.parametrize(
    "frame",
    [
        "<table><tr><td>{}</td></tr><tr><td>{}</td></tr></table>",
        "<table><tbody><tr><td><img src=/f/l.gif width=9></td><td>{}{}</td></tr></tbody></table>",
        "{}<table><tr><td>{}</td></tr></table>",
        "<table><tr><td>{}<table><tr><td>{}</td></tr></table></td></tr></table>",
    ],
)
def test_a_table_that_lays_out_the_page_keeps_lead_subheads_and_paragraphs(frame: str) -> None:
    raw = ministry(frame.format(TITLE, INNER))
    assert raw.lead == LEAD
    assert raw.body == text(FIRST, "## Was es kostet", f"{SECOND} {THIRD}")


@pytest.mark.parametrize("cell", ["<td>{}</td>", "<td><p>{}</p></td>", "<td>{}<br>mm</td>"])
def test_a_table_of_data_becomes_one_line_per_row(cell: str) -> None:
    rows = "".join(
        f"<tr>{''.join(cell.format(word) for word in row)}</tr>"
        for row in (("Linde", "12"), ("Aue", "7"))
    )
    raw = portal(f"<p>{FIRST}</p><table>{rows}</table><p>{SECOND}</p>")
    unit = " mm" if "mm" in cell else ""
    lines = (f"Linde{unit} 12{unit}", f"Aue{unit} 7{unit}")
    assert raw.body == text(FIRST, *lines, SECOND)


def test_a_single_break_stays_within_its_paragraph() -> None:
    raw = portal(f"<p>{FIRST}<br>{SECOND}</p><p>{THIRD}</p>")
    assert raw.body == text(f"{FIRST} {SECOND}", THIRD)


@pytest.mark.parametrize(
    "frame",
    [
        "<table><tr><td>{}</td></tr><tr><td>{}</td></tr><tr><td>{}</td></tr><tr><td>{}</td></tr></table>",
        "<table><tr><td>{}</td></tr><tr><td><table><tr><td>{}</td></tr><tr><td>{}</td></tr></table>{}</td></tr></table>",
        "{}<table><tr><td>{}</td><td>{}</td></tr><tr><td colspan=2>{}</td></tr></table>",
    ],
)
def test_a_caption_in_a_cell_of_a_page_laid_out_by_tables(frame: str) -> None:
    caption = "Der neue Fühler an der Alten Brücke misst das Wasser der Linde Tag und Nacht."
    inner = f"<p><strong>{LEAD}</strong></p><p>{FIRST} {SECOND}</p><p>{SECOND} {THIRD}</p>"
    raw = ministry(frame.format(TITLE, "<img src=/f/a.jpg>", caption, inner))
    assert raw.image is not None
    assert (raw.image.caption, raw.lead) == (caption, LEAD)
    assert raw.body == text(f"{FIRST} {SECOND}", f"{SECOND} {THIRD}")
