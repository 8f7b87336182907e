"""The two seed pages of `../shared`: every row of their table that concerns page objects."""

from pathlib import Path

import pytest

from press.text import blocks_of, plain
from spiders.pages import RawArticle, read_page
from spiders.sources import load

SEEDS = Path(__file__).resolve().parents[4] / "shared/data/seeds"
SOURCES = {source.id: source for source in load()}
PORTAL = "https://www.move-online.de/k21-meldungen/transatlantisches-buendnis-fuer-cybersecurity/"


def seed(name: str) -> Path:
    path = SEEDS / name
    if not path.exists():
        pytest.skip(f"{path} is absent: the seed pages are not checked")
    return path


@pytest.fixture(scope="module")
def portal() -> RawArticle:
    html = seed("move-online-2022-10-13.html").read_bytes()
    return read_page(html, url=PORTAL, source=SOURCES["move-online"])


@pytest.fixture(scope="module")
def ministry() -> RawArticle:
    html = seed("im-bw-2022-10-06.html").read_bytes()
    text = seed("im-bw-2022-10-06.txt").read_text(encoding="utf-8")
    url = text.rsplit("<", 1)[1].split(">")[0]
    return read_page(html, url=url, source=SOURCES["im-bw"])


def test_kicker_and_title_of_the_portal_page(portal: RawArticle) -> None:
    assert portal.kicker == "Baden-Württemberg"
    assert portal.title == "Transatlantisches Bündnis für Cybersecurity"


def test_the_portal_page_is_dated_by_its_lead_alone(portal: RawArticle) -> None:
    assert portal.dates == [("[13.10.2022]", "lead")]


def test_lead_section_and_image_of_the_portal_page(portal: RawArticle) -> None:
    assert portal.lead is not None
    assert portal.lead.startswith("Baden-Württemberg und Kalifornien")
    assert portal.lead.count(".") == 2
    assert portal.section == "IT-Sicherheit"
    assert portal.image is not None
    assert portal.image.caption == portal.image.alt
    assert portal.image.credit == "Cal OES"


def test_the_portal_page_has_four_paragraphs_and_a_subhead(portal: RawArticle) -> None:
    kinds = [block.kind for block in blocks_of(portal.body)]
    assert kinds == ["paragraph", "paragraph", "paragraph", "subhead", "paragraph"]
    assert plain(portal.body).endswith("derzeit Gespräche statt.")


def test_the_portal_page_has_fifteen_teasers_with_address_title_and_date(
    portal: RawArticle,
) -> None:
    assert len(portal.related) == 15
    assert all(
        r.url.startswith("https://www.move-online.de/k21-meldungen/") for r in portal.related
    )
    assert all(r.title and r.published for r in portal.related)
    assert portal.related[0].title == "Interview: Sicher mobil arbeiten"
    assert portal.related[0].published == "2025-11-12"


def test_nothing_of_the_teasers_is_in_the_portal_page_s_text(portal: RawArticle) -> None:
    text = f"{portal.title} {portal.kicker} {portal.lead} {plain(portal.body)}"
    for word in ("BSI", "LSI", "ZenDiS", "KRITIS", "Berlin", "Nordrhein-Westfalen", "2025"):
        assert word not in text


def test_kicker_title_section_of_the_ministry_s_print_view(ministry: RawArticle) -> None:
    assert ministry.kicker == "DIGITALISIERUNG"
    assert ministry.section == "Digitalisierung"
    assert ministry.title == "Kalifornien und Baden-Württemberg unterzeichnen Letter of Intent"


def test_date_lead_and_credit_of_the_ministry_s_print_view(ministry: RawArticle) -> None:
    assert ministry.dates == [("06.10.2022", "print")]
    assert ministry.lead is not None
    assert ministry.lead.startswith("CIO/CDO Stefan Krebs")
    assert ministry.image is not None
    assert ministry.image.credit == "Cal OES"
    assert ministry.related == []


def test_the_ministry_s_print_view_has_four_subheads_and_ends_with_the_text(
    ministry: RawArticle,
) -> None:
    kinds = [block.kind for block in blocks_of(ministry.body)]
    assert kinds.count("subhead") == 4
    assert plain(ministry.body).endswith("derzeit Gespräche statt.")
    assert "Link dieser Seite" not in plain(ministry.body)
