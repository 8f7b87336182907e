"""Writing to the operator's own catalogue, which people edit by hand too."""

import tomllib
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from press.tables import TableError
from spiders.own_sources import add, note_verdict, text_of

DAY = date(2026, 11, 22)
HAND = """# Meine Quellen
[bmi]   # das Haus
enabled = true # ja
delay   = 12

[bmi.page]
drop = [ "nav" ]

# Ein Blog
[blog]
name = 'Ein "Blog"'
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "presselupe" / "sources.toml"
    path.parent.mkdir()
    path.write_text(HAND, encoding="utf-8")
    return path


def test_a_verdict_changes_two_keys_and_nothing_else(path: Path) -> None:
    note_verdict(path, "bmi", "verified", DAY)
    text = path.read_text(encoding="utf-8")
    added = 'state = "verified"\nchecked = "2026-11-22"\n'
    assert added in text
    assert text.replace(added, "") == HAND
    note_verdict(path, "bmi", "unverified", date(2026, 11, 23))
    later = path.read_text(encoding="utf-8")
    assert later == text.replace('"verified"', '"unverified"').replace("11-22", "11-23")


def test_a_verdict_on_a_shipped_source_gets_a_table_of_its_own(path: Path) -> None:
    note_verdict(path, "bsi", "verified", DAY)
    text = path.read_text(encoding="utf-8")
    assert text.startswith(HAND)
    assert tomllib.loads(text)["bsi"] == {"state": "verified", "checked": "2026-11-22"}


def test_a_missing_catalogue_is_made_and_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "new" / "sources.toml"
    note_verdict(path, "bsi", "verified", DAY)
    assert path.read_text(encoding="utf-8").startswith("# Sources of your own")


def test_an_entry_is_added_with_its_tables_and_reads_back_as_it_was(path: Path) -> None:
    table = {
        "name": "Amt",
        "lists": ["/presse"],
        "article": r"^/presse/\d+$",
        "enabled": False,
        "list": {"item": "li.a", "link": "a"},
    }
    add(path, {"amt": table, "zwei": {"name": "Zwei"}})
    text = path.read_text(encoding="utf-8")
    assert text.startswith(HAND)
    assert tomllib.loads(text)["amt"] == table
    assert r"article = '^/presse/\d+$'" in text
    assert text_of("amt", table) in text


def test_what_is_there_is_never_added_twice_or_half(path: Path) -> None:
    with pytest.raises(TableError, match=r"sources\.toml: \[blog\] is there already"):
        add(path, {"neu": {"name": "Neu"}, "blog": {"name": "Noch einer"}})
    assert path.read_text(encoding="utf-8") == HAND


@pytest.mark.parametrize("text", ["[bmi", "bmi = 1\n", "\ufeff[bmi]\nx = \x00"])
def test_a_broken_catalogue_is_left_as_it_is(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TableError, match=r"sources\.toml"):
        note_verdict(path, "bmi", "verified", DAY)
    assert path.read_text(encoding="utf-8") == text


def test_a_link_to_a_file_kept_elsewhere_stays_a_link(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "config" / "sources.toml"
    link.parent.mkdir()
    link.symlink_to(path)
    note_verdict(link, "bsi", "verified", DAY)
    assert link.is_symlink()
    assert "[bsi]" in path.read_text(encoding="utf-8")


def test_writers_at_the_same_time_lose_nothing_of_each_other(path: Path) -> None:
    names = [f"quelle-{number}" for number in range(24)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda name: note_verdict(path, name, "verified", DAY), names))
    assert set(names) <= tomllib.loads(path.read_text(encoding="utf-8")).keys()
