"""What article pages yield, case by case and field by field.

Each case is a page of our own wording with the parts in one arrangement that the sites' records
show, and what must come out of it. Markup and class names differ from case to case on purpose.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from spiders.pages import RawArticle, read_page
from spiders.sources import Source, load

FIXTURES = Path(__file__).with_name("fixtures")
CASES = {
    f"{path.parent.parent.name}/{path.parent.name}": path.parent
    for path in sorted(FIXTURES.glob("*/*/expected.json"))
}
EXPECTED: dict[str, dict[str, Any]] = {
    name: json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    for name, folder in CASES.items()
}
FIELDS = [
    (name, field) for name, expected in EXPECTED.items() for field in expected if field != "url"
]


def source_of(url: str) -> Source:
    """The shipped source that owns an address."""
    return next(source for source in load() if source.owns(url))


@cache
def read(name: str) -> RawArticle:
    url = EXPECTED[name]["url"]
    return read_page((CASES[name] / "page.html").read_bytes(), url=url, source=source_of(url))


@pytest.mark.parametrize(("name", "field"), FIELDS, ids=[f"{n}-{f}" for n, f in FIELDS])
def test_a_field_of_a_page_is_exact(name: str, field: str) -> None:
    assert json.loads(msgspec.json.encode(read(name)))[field] == EXPECTED[name][field]


def test_there_are_enough_arrangements_of_both_families() -> None:
    families = [name.split("/")[0] for name in CASES]
    assert families.count("k21") >= 15
    assert families.count("rsmpress") >= 12


@pytest.mark.parametrize("name", CASES)
def test_every_filled_field_names_its_origin(name: str) -> None:
    raw = read(name)
    for field in ("title", "kicker", "lead", "body", "section", "image"):
        assert (getattr(raw, field) is not None) == (field in raw.origins), field
