"""What pages of the families without a page object of their own yield, field by field.

The pages are of our own wording, in the markup that records of such sites show.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from spiders.pages import RawArticle, read_page
from spiders.sources import Source

FOLDER = Path(__file__).with_name("families")
CASES: dict[str, dict[str, Any]] = {
    path.parent.name: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted(FOLDER.glob("*/expected.json"))
}


def source_of(case: dict[str, Any]) -> Source:
    return msgspec.convert(case["source"], Source)


@cache
def read(name: str) -> RawArticle:
    html = (FOLDER / name / "page.html").read_bytes()
    return read_page(html, url=CASES[name]["url"], source=source_of(CASES[name]))


@pytest.mark.parametrize(
    ("name", "field"), [(name, field) for name, case in CASES.items() for field in case["fields"]]
)
def test_a_field_of_a_page_is_exact(name: str, field: str) -> None:
    found = json.loads(msgspec.json.encode(read(name)))
    assert found[field] == CASES[name]["fields"][field]


def test_every_family_has_a_page() -> None:
    families = {case["source"]["family"] for case in CASES.values()}
    assert families >= {"gsb", "typo3-news", "wordpress", "presseportal", "listing"}


@pytest.mark.parametrize("name", CASES)
def test_every_filled_field_names_its_origin(name: str) -> None:
    raw = read(name)
    for field in ("title", "kicker", "lead", "body"):
        assert (getattr(raw, field) is not None) == (field in raw.origins), field


def test_what_a_configured_selector_misses_is_told() -> None:
    told = " ".join(read("listing-drifted").problems)
    for selector in ("page.title", "page.date", "page.body"):
        assert f'"{selector}" selects nothing' in told
