"""One place says every action; keys, palette, help and documentation follow from it."""

import subprocess
import sys
from pathlib import Path

import pytest
from textual.screen import ModalScreen

from tui.commands import COMMANDS, PLACES, bindings_of, commands_of, key_name, keys_page
from tui.language import use
from tui.screens.choosing import ChoosingScreen
from tui.screens.reading import ReadingScreen
from tui.screens.saved import SavedScreen
from tui.screens.sources import SourcesScreen
from tui.screens.versions import VersionsScreen
from tui.widgets.article_list import ArticleList
from tui.widgets.article_view import ArticleView
from tui.widgets.empty import EmptyResult
from tui.widgets.facet_list import FacetList
from tui.widgets.query_box import QueryBox
from tui.widgets.time_strip import TimeStrip

OWNERS = {
    "everywhere": ReadingScreen,
    "query": QueryBox,
    "timeline": TimeStrip,
    "list": ArticleList,
    "article": ArticleView,
    "filters": FacetList,
    "saved": SavedScreen,
    "sources": SourcesScreen,
    "links": ChoosingScreen,
    "versions": VersionsScreen,
    "empty": EmptyResult,
}


OVERRIDDEN = {
    "query": {"tab", "escape"},
    "timeline": {"h", "left", "l", "right"},
    "article": {"n", "N"},
    "filters": {"/"},
    "sources": {"c", "C", "x", "L", "R"},
}
"""Keys that mean something else first where they are pressed. A dialog hides all others' keys."""


@pytest.mark.parametrize("where", PLACES)
def test_every_command_has_its_action(where: str) -> None:
    for command in commands_of(where):
        assert hasattr(OWNERS[where], f"action_{command.name}"), command.name


@pytest.mark.parametrize("where", PLACES)
def test_no_key_means_two_things_in_one_place(where: str) -> None:
    keys = [key for command in commands_of(where) for key in command.keys]
    assert len(keys) == len(set(keys))
    everywhere = {key for command in commands_of("everywhere") for key in command.keys}
    if where != "everywhere" and not issubclass(OWNERS[where], ModalScreen):
        assert everywhere & set(keys) == OVERRIDDEN.get(where, set())


def test_every_action_can_be_reached_without_ctrl_or_alt() -> None:
    paging = {"half_down", "half_up"}
    for command in COMMANDS:
        plain = [key for key in command.keys if "ctrl" not in key and "alt" not in key]
        in_palette = command.where == "everywhere" and not command.keys
        assert plain or in_palette or command.name in paging, command.name


def test_bindings_can_be_remapped_by_name() -> None:
    ids = [binding.id for where in PLACES for binding in bindings_of(where) if binding.id]
    assert len(ids) == len(set(ids)) == len([command for command in COMMANDS if command.keys])


def test_the_page_of_keys_is_current() -> None:
    use("en")
    page = Path(__file__).parents[2] / "docs" / "keys.md"
    assert page.read_text(encoding="utf-8") == keys_page(), "run: python -m tui.commands"


def test_keys_are_named_as_the_keyboard_names_them() -> None:
    use("de")
    assert key_name("ctrl+d") == "Strg+d"
    assert key_name("shift+tab") == "Umschalt+Tab"
    assert key_name("pagedown") == "Bild↓"
    assert key_name("+") == "+"
    use("en")
    assert key_name("ctrl+d") == "Ctrl+d"


def test_languages_need_no_textual() -> None:
    script = (
        "import sys, tui.language, tui.query_errors; tui.language.use('de');"
        "sys.exit(any(m.split('.')[0] in ('textual', 'rich', 'scrapy') for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
