"""Groups of bodies: who belongs to a lineage, a portfolio, a level, and as what."""

import subprocess
import sys
from pathlib import Path

import pytest

from press import register_data
from press.agencies import register
from press.query_bodies import group

OWN = """
[amt-alt]
name = "Altes Amt"
level = "bund"
until = "2005"

[amt]
name = "Amt"
level = "bund"
since = "2005"
predecessors = ["amt-alt"]

[anderes-amt]
name = "Anderes Amt"
level = "bund"
since = "2005"
predecessors = ["amt-alt"]

[amt-neu]
name = "Neues Amt"
level = "bund"
since = "2021"
predecessors = ["amt"]

[stelle]
name = "Stelle"
level = "bund"
parent = "amt-neu"

[aussenstelle]
name = "Außenstelle"
level = "land"
land = "DE-SL"
parent = "stelle"
"""


@pytest.fixture
def own(tmp_path: Path):
    """An operator's own bodies: one was split in two, one of these was renamed."""
    file = tmp_path / "agencies.toml"
    file.write_text(OWN, encoding="utf-8")
    register_data.use(file)
    yield
    register_data.use(None)


@pytest.mark.usefixtures("own")
def test_a_lineage_is_a_body_with_all_before_and_after_it_but_not_beside_it():
    assert group("lineage", "amt") == {
        "amt": None,
        "amt-alt": "predecessor",
        "amt-neu": "successor",
    }
    assert group("lineage", "amt-neu") == {
        "amt-neu": None,
        "amt": "predecessor",
        "amt-alt": "predecessor",
    }
    assert set(group("lineage", "amt-alt").values()) == {None, "successor"}


@pytest.mark.usefixtures("own")
def test_a_portfolio_is_a_body_and_all_below_it():
    assert group("portfolio", "amt-neu") == {
        "amt-neu": None,
        "stelle": "below",
        "aussenstelle": "below",
    }
    assert group("portfolio", "aussenstelle") == {"aussenstelle": None}


@pytest.mark.usefixtures("own")
def test_a_level_is_all_its_bodies_and_a_land_those_of_any_level_in_it():
    assert group("level", "bund")["stelle"] == "level"
    assert "aussenstelle" not in group("level", "bund")
    assert group("level", "land")["aussenstelle"] == "level"
    assert group("level", "DE-SL")["aussenstelle"] == "land"
    assert "stelle" not in group("level", "DE-SL")


@pytest.mark.parametrize("field", ["agency", "issuer", "actor", "lineage", "portfolio"])
def test_an_unknown_body_is_alone(field: str):
    assert group(field, "gibts-nicht") == {"gibts-nicht": None}


@pytest.mark.parametrize("field", ["agency", "issuer", "actor"])
def test_other_fields_mean_the_body_alone(field: str):
    assert group(field, "bmi") == {"bmi": None}


def test_groups_are_those_of_the_register():
    known = register()
    for body in known.all():
        assert all(body.id in group("lineage", other) for other in group("lineage", body.id))
        assert all(body.id in group("portfolio", above) for above in known.parents(body.id))
    for level in ("bund", "land", "kommune", "eu", "international"):
        assert list(group("level", level)) == known.of_level(level)
    assert list(group("level", "DE-BW")) == known.of_land("DE-BW")


def test_a_group_needs_no_finder_of_bodies_in_texts():
    asked = "import sys; from press.query_bodies import group; assert group('level', 'land');"
    said = "print([m for m in sys.modules if m in ('press.mentions', 'press.agencies')])"
    done = subprocess.run(
        [sys.executable, "-c", asked + said], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
