"""Panes at every width, keys between them, and texts that would like to break the screen."""

import random
import time
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.color import Color
from textual.theme import BUILTIN_THEMES
from textual.widgets import Input, Static

from store.library import Library
from tests.tui.bulk import NEWEST, BulkLibrary
from tests.tui.conftest import (
    TODAY,
    article,
    keep,
    make_app,
    painted,
    press,
    settled,
    small_archive,
    until,
)
from tui.reader import PresselupeApp
from tui.screens.help import HelpScreen
from tui.screens.url import UrlScreen
from tui.widgets.key_bar import KeyBar
from tui.widgets.rows import break_at, fit

HOSTILE = [
    "[bold red]Kein[/] Markup [@click=app.quit]hier[/]",
    "Lösch\x1b[2J\x1b[31mmich\x07 nicht\x9b1m",
    "Wort " * 400,
    "Lang" * 500,
    "👩‍👩‍👧‍👦 Familie 🇩🇪 und 日本語のタイトル auf der Seite",
    "שלום עולם מהעירייה مرحبا بالعالم",
    "e\u0301\u0302\u0303" * 40,
    "\u202egekehrt\u202c und \u200bunsichtbar",
    "\t\n  ",
]


def visible(screen, name: str) -> bool:
    widget = screen.query_one(name)
    return bool(widget.display and widget.region.area)


@pytest.mark.parametrize(
    ("size", "panes"),
    [
        ((200, 60), {"#filters-pane", "#list-pane", "#article-pane"}),
        ((120, 40), {"#filters-pane", "#list-pane", "#article-pane"}),
        ((119, 30), {"#list-pane", "#article-pane"}),
        ((80, 24), {"#list-pane", "#article-pane"}),
        ((79, 24), {"#list-pane"}),
        ((60, 20), {"#list-pane"}),
        ((20, 5), {"#list-pane"}),
    ],
)
async def test_the_width_says_how_many_panes_there_are(
    app: PresselupeApp, size: tuple[int, int], panes: set[str]
) -> None:
    async with app.run_test(size=size) as pilot:
        screen = await settled(pilot)
        names = ("#filters-pane", "#list-pane", "#article-pane")
        assert {name for name in names if visible(screen, name)} == panes


async def test_with_one_pane_the_article_takes_the_place_of_the_list(app: PresselupeApp) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        screen = await settled(pilot)
        assert screen.article is None
        screen = await press(pilot, "enter")
        assert visible(screen, "#article-pane")
        assert not visible(screen, "#list-pane")
        assert screen.library.reader.is_read(screen.article.id)
        screen = await press(pilot, "escape")
        assert visible(screen, "#list-pane")
        assert screen.focused is screen.list


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_where_there_is_no_room_the_filters_lie_over_the_list(
    app: PresselupeApp, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        screen = await settled(pilot)
        width = screen.list.region.width
        screen = await press(pilot, "f")
        assert visible(screen, "#filters-pane")
        assert screen.list.region.width == width
        screen = await press(pilot, "j", "space")
        assert screen.line.box.value == "datum:gestern"
        screen = await press(pilot, "f")
        assert not visible(screen, "#filters-pane")
        assert screen.focused is screen.list


async def test_the_cursor_stays_on_its_article_through_all_sizes(app: PresselupeApp) -> None:
    async with app.run_test(size=(200, 60)) as pilot:
        await settled(pilot)
        screen = await press(pilot, *"jjjjjj")
        id_ = screen.list.row.id
        for size in ((120, 40), (80, 24), (60, 20), (20, 5), (120, 40)):
            await pilot.resize_terminal(*size)
            screen = await settled(pilot)
            assert screen.list.row.id == id_
            y = screen.list._lines.line_of(screen.list.cursor) - screen.list.scroll_offset.y
            assert 0 <= y < max(1, screen.list.size.height)


async def test_arrows_and_letters_lead_from_pane_to_pane(app: PresselupeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await settled(pilot)
        screen = await press(pilot, "l")
        assert screen.focused is screen.view
        screen = await press(pilot, "h")
        assert screen.focused is screen.list
        screen = await press(pilot, "left")
        assert screen.focused is screen.query_one("#facet-date")
        screen = await press(pilot, "tab")
        assert screen.focused is screen.list
        screen = await press(pilot, "tab", "tab")
        assert screen.focused is screen.query_one("#facet-date")
        screen = await press(pilot, "shift+tab")
        assert screen.focused is screen.view


async def test_the_cursor_walks_through_all_filters(app: PresselupeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        screen = await press(pilot, "f", "G", "j")
        assert screen.focused is screen.query_one("#facet-topic")
        screen = await press(pilot, "k", "space")
        assert screen.focused is screen.query_one("#since")
        screen = await press(pilot, "down")
        assert screen.focused is screen.query_one("#facet-topic")
        screen = await press(pilot, "G", "j", "G", "j")
        assert screen.focused is screen.query_one("#facet-source")
        screen = await press(pilot, "J")
        assert screen.focused is screen.query_one("#facet-state")
        screen = await press(pilot, "K", "K", "K", "K")
        assert screen.focused is screen.query_one("#facet-date")


async def test_letters_that_move_never_land_in_a_date_box(app: PresselupeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        screen = await press(pilot, "f", *"GjGjGjkkGkJKGjk")
        assert screen.query_one("#since", Input).value == ""
        assert screen.query_one("#until", Input).value == ""
        assert screen.line.box.value == ""


async def test_the_long_article_scrolls_with_the_known_keys(app: PresselupeApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await settled(pilot)
        screen.list.cursor = 3
        screen = await press(pilot, "g", "enter")
        rows = {row.title: index for index, row in screen.pages.rows()}
        screen = await press(pilot, "escape")
        screen.list.cursor = rows["Bürgerdienste nach Cyberangriff wieder geöffnet"]
        screen = await press(pilot, "enter", "space")
        assert screen.view.scroll_offset.y == screen.view.page - 2
        screen = await press(pilot, "j", "k", "b")
        assert screen.view.scroll_offset.y == 0
        screen = await press(pilot, "G")
        assert screen.view.is_vertical_scroll_end
        screen = await press(pilot, "g")
        assert screen.view.scroll_offset.y == 0


@pytest.mark.parametrize("size", [(60, 20), (120, 40), (200, 60)])
async def test_hostile_texts_break_neither_lines_nor_markup(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    keep(
        tmp_path,
        [
            article(n, title=text, kicker=text[:30], lead=text, body=f"Ein Text.\n\n{text}")
            for n, text in enumerate(HOSTILE)
        ],
    )
    async with make_app(tmp_path).run_test(size=size) as pilot:
        screen = await settled(pilot)
        for _ in HOSTILE:
            for line in painted(screen):
                assert cell_len(line) == screen.list._width
                assert "\x1b" not in line
                assert "\x9b" not in line
            screen = await press(pilot, "enter")
            for line in painted(screen, "article"):
                assert cell_len(line) == screen.view._width
                assert "\x1b" not in line
            screen = await press(pilot, "escape", "j")
        assert any("[bold red]Kein[/] Markup" in line for line in painted(screen)) or size[0] < 64


def test_texts_are_cut_by_cells_not_by_characters() -> None:
    for text in HOSTILE:
        clean = "".join(c for c in text if c.isprintable())
        for width in (1, 2, 7, 30):
            assert cell_len(fit(clean, width)) == width
            assert cell_len(clean[: break_at(clean, width)].rstrip()) <= max(width, 2)


async def test_help_shows_every_command(app: PresselupeApp) -> None:
    from tui.commands import COMMANDS

    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        text = " ".join(str(app.screen.query_one(Static).render()).split())
        assert all(command.sentence in text for command in COMMANDS)
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(app.screen, HelpScreen)
        await pilot.press("f1")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)


async def test_the_address_can_always_be_shown(app: PresselupeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await settled(pilot)
        await press(pilot, "U")
        assert isinstance(app.screen, UrlScreen)
        url = str(app.screen.query_one("#url", Static).render())
        assert url == screen.library.article(screen.list.row.id).url


async def test_the_palette_runs_a_command_by_its_german_name(app: PresselupeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await settled(pilot)
        await pilot.press("colon")
        await pilot.pause(0.3)
        await pilot.press(*"Stern")
        await pilot.pause(0.5)
        await pilot.press("enter", "enter")
        screen = await settled(pilot)
        assert screen.list.row.starred


async def test_a_hundred_thousand_rows_fetch_only_what_is_looked_at() -> None:
    library = BulkLibrary(100_000)
    app = PresselupeApp(library, today=lambda: NEWEST)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await settled(pilot)
        screen = await press(pilot, "G")
        assert screen.list.row.title.startswith("a99999.")
        assert "a99999." in painted(screen)[-2]
        screen = await press(pilot, "g")
        assert screen.list.row.title.startswith("a0.")
        assert library.fetched < 12
        screen.list._strips.clear()
        started = time.process_time()
        painted(screen)
        assert time.process_time() - started < 0.2


async def test_a_million_rows_scroll() -> None:
    library = BulkLibrary(1_000_000)
    app = PresselupeApp(library, today=lambda: NEWEST)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await settled(pilot)
        for share in (0.1, 0.5, 0.93):
            screen.list.cursor = round(1_000_000 * share)
            screen = await settled(pilot)
            assert screen.list.row is not None
            assert screen.list.row.title.startswith(f"a{screen.list.cursor}.")


async def test_typing_over_a_slow_library_ends_with_the_last_query() -> None:
    library = BulkLibrary(10_000)
    app = PresselupeApp(library, today=lambda: NEWEST)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await settled(pilot)
        screen.set_query(screen.search.with_text("slow"))
        await until(pilot, lambda: "slow" in library.asked)
        screen.set_query(screen.search.with_text("slower"))
        screen.set_query(screen.search.with_text("none"))
        library.free.set()
        screen = await settled(pilot)
        assert screen.pages.total == 0
        assert "slower" not in library.asked


async def test_no_color_leaves_sign_and_weight(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = make_app(data)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await settled(pilot)
        assert app.no_color
        assert any("●" in line for line in painted(screen))


def test_the_small_archive_has_what_the_tests_count_on(data: Path) -> None:
    library = Library(data, today=lambda: TODAY)
    from press.query import parse

    assert library.count(parse("")) == len(small_archive())


async def test_a_very_long_article_is_set_bit_by_bit(tmp_path: Path) -> None:
    paragraph = "Die Verwaltung berichtet über ihre Vorhaben und deren Stand in diesem Jahr. " * 8
    keep(tmp_path, [article(1, body="\n\n".join([paragraph.strip()] * 500))])
    async with make_app(tmp_path).run_test(size=(120, 40)) as pilot:
        screen = await settled(pilot)
        screen.view._set_lines()
        assert len(screen.view._set) < 500
        address = "https://www.example.org/meldung/1"
        await until(pilot, lambda: screen.view._set[-1].words == address)
        assert len(screen.view._set) > 4_000
        screen = await press(pilot, "enter", "G")
        assert "https://www.example.org/meldung/1" in "\n".join(painted(screen, "article"))


async def test_random_keys_break_nothing(app: PresselupeApp) -> None:
    keys = [
        *("j", "k", "g", "G", "d", "D", "space", "b", "ctrl+d", "ctrl+u", "enter", "escape"),
        *("h", "l", "tab", "shift+tab", "m", "s", "u", "n", "f", "slash", "R", "a", "colon"),
        *("question_mark", "U", "left", "right", "up", "down", "backspace", "asterisk"),
        *("v", "V", "<", ">", "1", "2", "+", "S", "t", "e", "w", "x", "r"),
    ]
    generator = random.Random(4)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        for step in range(250):
            await pilot.press(generator.choice(keys))
            if step % 60 == 59:
                await pilot.resize_terminal(*generator.choice([(60, 20), (80, 24), (130, 40)]))
        assert app.is_running


@pytest.mark.parametrize("theme", ["tokyo-night", "catppuccin-latte"])
def test_the_colours_of_text_stand_out_from_the_ground(theme: str) -> None:
    colours = BUILTIN_THEMES[theme].to_color_system().generate()
    ground = Color.parse(colours["background"])
    for name in ("foreground", "text-primary", "text-accent", "text-warning", "text-error"):
        assert _contrast(Color.parse(colours[name]), ground) >= 4.5, name


def _contrast(one: Color, other: Color) -> float:
    """The ratio of luminances, as WCAG 2 defines it."""

    def luminance(color: Color) -> float:
        channels = [value / 255 for value in color.rgb]
        linear = [v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


async def test_the_mouse_chooses_and_opens(app: PresselupeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await settled(pilot)
        await pilot.click("#list", offset=(8, 3))
        screen = await settled(pilot)
        assert screen.list.cursor == 1
        assert not screen.list.row.read
        await pilot.click("#list", offset=(8, 3))
        screen = await settled(pilot)
        assert screen.focused is screen.view
        assert screen.list.row.read
        await pilot.click("#facet-date", offset=(3, 1))
        screen = await settled(pilot)
        assert screen.line.box.value == "datum:gestern"


async def test_a_click_on_a_key_does_what_the_key_does(app: PresselupeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await settled(pilot)
        bar = screen.query_one(KeyBar)
        line = bar.render_line(0).text
        await pilot.hover(KeyBar, offset=(line.index("Stern"), 0))
        assert bar.tooltip == "Dem Artikel einen Stern geben oder ihn wieder nehmen."
        await pilot.click(KeyBar, offset=(line.index("Stern"), 0))
        screen = await settled(pilot)
        assert screen.list.row.starred


async def test_help_and_the_way_out_are_named_at_any_width(app: PresselupeApp) -> None:
    async with app.run_test(size=(40, 20)) as pilot:
        screen = await settled(pilot)
        assert screen.query_one(KeyBar).render_line(0).text.rstrip().endswith("q Ende")
