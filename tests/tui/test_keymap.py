"""Keys of one's own: what the configuration may say, and that it counts everywhere."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest

from cli import demo
from press.tables import TableError
from store.config import load_config
from tests.tui.conftest import press, settled
from tui import keymap
from tui.commands import COMMANDS, commands_of
from tui.reader import PresselupeApp


@pytest.fixture(autouse=True)
def usual_keys() -> Iterator[None]:
    yield
    keymap.use({}, file="")


def keys_of(where: str, name: str) -> tuple[str, ...]:
    return next(command.keys for command in commands_of(where) if command.name == name)


def test_an_action_gets_other_keys_wherever_it_has_that_name() -> None:
    keymap.use({"page_down": "ü", "toggle_star": ["ctrl+s", ";"]}, file="config.toml")
    assert keys_of("list", "page_down") == keys_of("article", "page_down") == ("ü",)
    assert keys_of("everywhere", "toggle_star") == ("ctrl+s", ";")


def test_a_part_of_the_reader_can_be_named() -> None:
    keymap.use({"article.page_down": "PageDown", "zen": []}, file="config.toml")
    assert keys_of("article", "page_down") == ("pagedown",)
    assert "space" in keys_of("list", "page_down")
    assert keys_of("everywhere", "zen") == ()


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"toggle_sta": "x"}, '"keys.toggle_sta": there is no such action (did you mean "toggle_'),
        ({"article.pagedown": "x"}, 'did you mean "article.page_down"'),
        ({"zen": "PgDown"}, "'PgDown' is no key (did you mean \"pagedown\"?)"),
        ({"zen": "hyper+x"}, "'hyper+x' is no key"),
        ({"zen": ""}, "is no key"),
        ({"zen": "m"}, '\'m\' would mean both "toggle_read" and "zen" (part: everywhere)'),
        ({"zen": "j"}, '"cursor_down"'),
        ({"run_saved": "x"}, "takes digits only"),
    ],
)
def test_a_slip_is_one_line_with_the_nearest_name(keys: dict[str, str], said: str) -> None:
    before = [command.keys for command in COMMANDS]
    with pytest.raises(TableError) as error:
        keymap.use(keys, file="config.toml")
    assert said in str(error.value)
    assert str(error.value).startswith("config.toml: ")
    assert "\n" not in str(error.value)
    assert [command.keys for command in COMMANDS] == before


def test_every_usual_key_could_be_written_in_the_configuration() -> None:
    for command in COMMANDS:
        if not command.numbered:
            keymap.use({f"{command.where}.{command.name}": list(command.usual)}, file="x")
            assert command.keys == command.usual


def test_the_configuration_has_a_table_for_keys(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[keys]\nzen = "Z"\n"list.page_down" = ["space", "f6"]\n', encoding="utf-8")
    assert load_config(str(path)).keys == {"zen": "Z", "list.page_down": ["space", "f6"]}
    path.write_text("[keys]\nzen = 3\n", encoding="utf-8")
    with pytest.raises(TableError, match="keys"):
        load_config(str(path))


async def test_other_keys_work_and_are_shown(app: PresselupeApp) -> None:
    keymap.use({"toggle_star": "Ä"}, file="config.toml")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await settled(pilot)
        assert "Ä Stern" in screen.query_one("KeyBar").render_line(0).text
        screen = await press(pilot, "s")
        assert not screen.list.row.starred
        screen = await press(pilot, "Ä")
        assert screen.list.row.starred


def test_the_demo_has_the_keys_of_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[keys]\ntoggle_star = "Ä"\n', encoding="utf-8")
    sites = SimpleNamespace(configuration=lambda: "", urls={})
    opened: list[tuple[str, ...]] = []

    def open_reader(*_args: object, **_more: object) -> int:
        opened.append(keys_of("everywhere", "toggle_star"))
        return 0

    monkeypatch.setattr("demo.families.start_all", lambda: nullcontext(sites))
    monkeypatch.setattr("cli.demo.require_terminal", lambda _instead: None)
    monkeypatch.setattr("cli.demo._crawl", lambda *_args, **_more: 0)
    monkeypatch.setattr("tui.app.run", open_reader)
    data = str(tmp_path / "data")
    options = Namespace(data=data, config=str(config), lang="de", quiet=0, no_reader=False)
    assert demo.run(options) == 0
    assert opened == [("Ä",)]
