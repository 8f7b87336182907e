"""Panes, themes, language and keys as the reader sets them up, and that they are remembered."""

import asyncio
from pathlib import Path

import pytest
from textual.color import Color
from textual.widgets import Static

from store.library import Library
from store.settings import Settings, SettingsFile
from tests.tui.conftest import TODAY, painted, press, reading, settled, until
from tui.answers import StatesReady
from tui.language import current
from tui.reader import PresselupeApp
from tui.screens.help import HelpScreen
from tui.themes import ANSI_DARK, DARK, LIGHT, OWN, first_theme
from tui.widgets.filters import FilterPanel

SIZE = (140, 40)


def app_on(data: Path, **options: bool) -> PresselupeApp:
    """The app with its settings kept in the data directory, as it is really opened."""
    library = Library(data, today=lambda: TODAY)
    return PresselupeApp(library, settings=SettingsFile(data), today=lambda: TODAY, **options)


def widths(screen) -> dict[str, int]:
    return {name: screen.query_one(f"#{name}-pane").size.width for name in ("filters", "list")}


async def test_panes_are_made_wider_and_narrower_and_stay_so(data: Path) -> None:
    async with app_on(data).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        usual = widths(screen)
        screen = await press(pilot, *"...")
        wider = widths(screen)
        assert wider["list"] > usual["list"]
        screen = await press(pilot, "f", "comma", "comma", "f")
        assert widths(screen)["filters"] == usual["filters"] - 4
        left = widths(screen)
    async with app_on(data).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        assert widths(screen) == left
        screen = await press(pilot, "=")
        assert widths(screen) == usual
    async with app_on(data).run_test(size=SIZE) as pilot:
        assert widths(await settled(pilot)) == usual


async def test_the_article_grows_at_the_lists_cost(data: Path) -> None:
    async with app_on(data).run_test(size=(100, 30)) as pilot:
        screen = await settled(pilot)
        before = widths(screen)["list"]
        screen = await press(pilot, "enter", ".", ".")
        assert widths(screen)["list"] < before
        await pilot.resize_terminal(60, 20)
        screen = await settled(pilot)
        assert screen.query_one("#article-pane").size.width == 60


@pytest.mark.parametrize(("pane", "to"), [("article", 90), ("list", 44)])
async def test_borders_are_dragged_with_the_mouse(data: Path, pane: str, to: int) -> None:
    async with app_on(data).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        border = screen.query_one(f"#{pane}-pane").region
        await pilot.mouse_down(offset=(border.x, border.y + 8))
        await pilot.hover(offset=(to - 3, border.y + 8))
        await pilot.hover(offset=(to, border.y + 8))
        await pilot.mouse_up(offset=(to, border.y + 8))
        screen = await settled(pilot)
        assert abs(screen.query_one(f"#{pane}-pane").region.x - to) <= 1
        assert screen.app.mouse_captured is None
    assert SettingsFile(data).read() != Settings()


async def test_panes_keep_their_least_and_most(data: Path) -> None:
    async with app_on(data).run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await press(pilot, *["."] * 30)
        assert screen.view.size.width > 15
        screen = await press(pilot, *["comma"] * 60)
        assert screen.list.size.width > 15


@pytest.mark.parametrize("size", [SIZE, (80, 24), (60, 20)])
async def test_zen_leaves_the_article_alone(data: Path, size: tuple[int, int]) -> None:
    async with app_on(data).run_test(size=size) as pilot:
        await settled(pilot)
        screen = await press(pilot, "z")
        assert screen.view.size == size
        assert screen.focused is screen.view
        first = screen.article.id
        screen = await press(pilot, "n")
        assert screen.article.id != first
        assert screen.has_class("-zen")
        screen = await press(pilot, "escape")
        assert not screen.has_class("-zen")
        assert screen.focused is screen.list
        screen = await press(pilot, "z", "slash")
        assert screen.focused is screen.line.box


async def test_the_language_is_switched_and_remembered(data: Path) -> None:
    async with app_on(data).run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await press(pilot, "slash", *"cyberangriff", "enter", "j", "s")
        row = screen.list.row
        assert "Freitag, 20. November 2026" in "\n".join(painted(screen, "article"))
        await screen.run_action("switch_language")
        screen = await settled(pilot)
        assert current() == "en"
        assert screen.list.row.id == row.id
        assert screen.list.row.starred
        assert screen.line.box.value == "cyberangriff"
        assert "Friday, 20 November 2026" in "\n".join(painted(screen, "article"))
        assert str(screen.query_one("#search-label", Static).render()) == "Search"
        screen = await press(pilot, "f")
        headings = [str(each.render()) for each in screen.query("#filters-pane .heading")]
        assert "Topics" in headings
        assert any("today" in line for line in painted(screen, "facet-date"))
        screen = await press(pilot, "f", "u")
        assert not screen.list.row.starred
    assert SettingsFile(data).read().language == "en"


async def test_what_is_told_while_the_language_changes_finds_all_panes(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app_on(data).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        make_anew = screen.recompose

        async def recompose() -> None:
            # Those within go first.
            await screen.query_one(FilterPanel).query_children().remove()
            screen.post_message(StatesReady(screen.search, {"unread": 7}))
            await asyncio.sleep(0.1)
            await make_anew()

        monkeypatch.setattr(screen, "recompose", recompose)
        await screen.run_action("switch_language")
        screen = await settled(pilot)
        assert str(screen.query_one("#search-label", Static).render()) == "Search"
        assert screen.list.row is not None


async def test_the_theme_is_remembered(data: Path) -> None:
    async with app_on(data).run_test(size=SIZE) as pilot:
        await settled(pilot)
        pilot.app.theme = LIGHT
        await settled(pilot)
    async with app_on(data).run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert pilot.app.theme == LIGHT


async def test_settings_that_cannot_be_read_are_the_usual_ones(data: Path) -> None:
    file = SettingsFile(data)
    file.write(Settings(theme="no-such-theme", filters=44))
    path = next((data / "reader").rglob("settings.json"))
    async with app_on(data).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        assert pilot.app.theme == DARK
        assert widths(screen)["filters"] == 44 - 2
    path.write_text('{"settings": {"1": {"filters": "wide"}}}', encoding="utf-8")
    assert SettingsFile(data).read() == Settings()


def test_16_colours_get_the_terminals_own() -> None:
    assert first_theme(None, few_colours=True) == ANSI_DARK
    assert first_theme(LIGHT, few_colours=True) == LIGHT
    assert first_theme("gone", few_colours=False) == DARK


# Contrast

DIALOGS = {
    "P": "export",
    "t": "tags",
    "e": "note",
    "S": "saved",
    "colon": "palette",
    "T": "themes",
    "w": "why",
    "W": "labels",
    "Q": "sources",
    "vertical_line": "pipe",
    "U": "address",
}


async def _screens(pilot):
    """The reader in the states that show different colours."""
    await settled(pilot)
    yield "list", await press(pilot, "j", "s", "m")
    yield "hits", await press(pilot, "slash", *"cyberangriff", "enter", "enter", "n")
    yield "filters", await press(pilot, "f", "j", "space")
    yield "error", await press(pilot, "slash", *" bogus:1")
    await press(pilot, "escape", "escape")
    yield "links", await press(pilot, "enter", "L")
    yield "help", await press(pilot, "escape", "question_mark")
    await press(pilot, "escape", "escape")
    for key, name in DIALOGS.items():
        await press(pilot, key)
        await until(pilot, lambda: len(pilot.app.screen_stack) > 1)
        yield name, await settled(pilot)
        await press(pilot, "escape")
        await until(pilot, lambda: len(pilot.app.screen_stack) == 1)
    yield "nothing", await press(pilot, "slash", *" xylophon", "enter")


@pytest.mark.parametrize("theme", [theme.name for theme in OWN])
async def test_every_text_stands_out_from_its_ground(data: Path, theme: str) -> None:
    app = app_on(data)
    async with app.run_test(size=SIZE) as pilot:
        app.theme = theme
        async for name, _screen in _screens(pilot):
            await pilot.pause(0.1)
            weak = set(_weak_texts(app))
            assert not weak, (name, weak)


def _weak_texts(app: PresselupeApp):
    """Texts painted on the top screen at less than 4.5:1, dimmed screens below left out."""
    screen = app.screen
    strips = screen._compositor.render_strips()
    boxes = [child.region for child in screen.children] if len(app.screen_stack) > 1 else None
    for y, strip in enumerate(strips):
        x = 0
        for text, style, _control in strip:
            inside = boxes is None or any(box.contains(x, y) for box in boxes)
            x += len(text)
            if not inside or not any(character.isalnum() for character in text):
                continue
            if style and style.color and style.bgcolor and style.color.triplet:
                front, ground = style.color.triplet, style.bgcolor.triplet
                front, ground = (ground, front) if style.reverse else (front, ground)
                ratio = contrast(Color(*front), Color(*ground))
                if ratio < 4.5:
                    yield text.strip(), round(ratio, 2), front.hex, ground.hex


def contrast(one: Color, other: Color) -> float:
    """The ratio of luminances, as WCAG 2 defines it."""

    def luminance(color: Color) -> float:
        channels = [value / 255 for value in color.rgb]
        linear = [v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


async def test_the_cursor_shows_in_16_colours(data: Path) -> None:
    app = app_on(data, few_colours=True)
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        assert app.theme == ANSI_DARK
        y = screen.list._lines.line_of(0) - screen.list.scroll_offset.y
        at, below = screen.list.render_line(y), screen.list.render_line(y + 4)
        grounds = [{segment.style.bgcolor for segment in strip} for strip in (at, below)]
        assert grounds[0].isdisjoint(grounds[1])
        assert all(colour.is_default or colour.number < 16 for colour in set.union(*grounds))


# Help


async def test_help_begins_where_the_focus_is_and_can_be_searched(data: Path) -> None:
    app = app_on(data)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "question_mark")
        text = str(app.screen.query_one("#keys", Static).render())
        assert text.strip().startswith("Im Artikel")
        await pilot.press("slash", *"zwischenablage")
        await pilot.pause()
        text = str(app.screen.query_one("#keys", Static).render())
        assert "Die Adresse des Artikels in die Zwischenablage kopieren." in text
        assert "Im Artikel" not in text
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is reading(pilot)


async def test_the_palette_runs_commands_of_other_panes(data: Path) -> None:
    app = app_on(data)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "colon")
        await pilot.press(*"Nächster Tag")
        await pilot.pause(0.5)
        await pilot.press("enter", "enter")
        screen = await settled(pilot)
        assert screen.list.row.published == "2026-11-19"
