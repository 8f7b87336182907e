"""Texts, sizes and machines that would like to break the reader: stated and survived."""

import random
from itertools import pairwise
from pathlib import Path

import pytest
from rich.cells import cell_len

from press.article import AgencyMention, Image, RelatedArticle, TopicLabel
from tests.tui.conftest import article, keep, make_app, painted, press, settled, told, until
from tests.tui.test_layout import HOSTILE
from tui import links
from tui.reader import PresselupeApp
from tui.screens import handing_on
from tui.screens.url import UrlScreen
from tui.screens.why import WhyScreen
from tui.widgets.setting import lines_of

DIALOGS = ["L", "W", "c", "question_mark", "colon", "S", "T", "U", "t", "e", "w"]


@pytest.fixture
def hostile(tmp_path: Path) -> PresselupeApp:
    """An archive in which every field is as bad as a page can make it."""
    keep(
        tmp_path,
        [
            article(
                n,
                title=text or None,
                kicker=text,
                lead=text,
                body=f"{text}\n\n- {text}",
                agencies=[AgencyMention(id="bsi", name=text, text=text, rule=text)],
                topics=[TopicLabel(id="x", label=text, rule=f"title: {text}")],
                image=Image(url=f"https://www.example.org/{n}.jpg", caption=text, credit=text),
                related=[RelatedArticle(url=f"https://www.example.org/{n}/x", title=text)],
                published_raw=text,
            )
            for n, text in enumerate(HOSTILE)
        ],
    )
    return make_app(tmp_path)


@pytest.mark.parametrize("size", [(20, 5), (60, 20), (120, 40)])
async def test_every_dialog_withstands_hostile_texts_at_every_size(
    hostile: PresselupeApp, size: tuple[int, int]
) -> None:
    async with hostile.run_test(size=size) as pilot:
        await settled(pilot)
        for number, key in enumerate(DIALOGS):
            await press(pilot, "enter", key)
            for line in hostile.screen._compositor.render_strips():
                assert cell_len(line.text) == size[0]
                assert "\x1b" not in line.text
            await pilot.press("escape", "escape")
            await settled(pilot)
            if number % len(HOSTILE):
                await press(pilot, "j")
        assert hostile.is_running


@pytest.mark.parametrize("key", [*DIALOGS, "P", "Q", "|", "+", "M"])
async def test_keys_typed_faster_than_a_dialog_opens_are_meant_for_it(
    app: PresselupeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.chdir(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "slash", *"cyber*", "enter")
        for each in (key, "down", "up", "pagedown", "escape"):
            app.simulate_key(each)
        await settled(pilot)
        await press(pilot, "escape", "escape")
        assert app.is_running


async def test_a_dialog_does_nothing_before_it_is_there_and_closes_once(
    app: PresselupeApp,
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await settled(pilot)
        dialog = WhyScreen("Titel", [])
        app.push_screen(dialog)
        assert not await app.run_action("scroll(1)", dialog)
        await until(pilot, lambda: dialog.is_mounted)
        assert await app.run_action("scroll(1)", dialog)
        dialog.dismiss(None)
        dialog.dismiss(None)
        await settled(pilot)
        assert app.screen_stack == [screen]


async def test_resizing_with_a_dialog_open_breaks_nothing(hostile: PresselupeApp) -> None:
    sizes = [(20, 5), (200, 60), (1, 1), (80, 24), (20, 5)]
    async with hostile.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        for key in ("z", "L", "question_mark", "f"):
            await press(pilot, key)
            for size in sizes:
                await pilot.resize_terminal(*size)
                await pilot.pause()
            await press(pilot, "escape", "escape")
        assert hostile.is_running


@pytest.mark.parametrize("width", [1, 2, 4, 9, 40, 80])
@pytest.mark.parametrize("text", [*HOSTILE, "äöü ß " * 50, "日本語" * 99, "e\u0301" * 90])
def test_lines_fit_their_width_and_lose_nothing(text: str, width: int) -> None:
    text = " ".join("".join(c for c in text if c.isprintable()).split())
    lines = list(lines_of(text, width))
    assert "".join(text[a:b] for a, b in lines).replace(" ", "") == text.replace(" ", "")
    for start, end in lines:
        assert end > start
        assert cell_len(text[start:end]) <= max(width, 2)


def test_lines_of_random_texts_are_broken_at_blanks_where_there_are_any() -> None:
    generator = random.Random(3)
    for _ in range(300):
        words = ["x" * generator.randint(1, 9) for _ in range(generator.randint(1, 40))]
        text, width = " ".join(words), generator.randint(9, 30)
        shown = [text[a:b] for a, b in lines_of(text, width)]
        assert [word for line in shown for word in line.split()] == words
        for line, following in pairwise(shown):
            assert len(f"{line} {following.split()[0]}") > width


async def test_a_browser_that_vanishes_is_stated(
    hostile: PresselupeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    import webbrowser

    class Vanished:
        name = "firefox"

        def open(self, _url: str) -> bool:
            raise FileNotFoundError("firefox")

    monkeypatch.setattr(webbrowser, "get", Vanished)
    async with hostile.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "o")
        await until(pilot, lambda: isinstance(hostile.screen, UrlScreen))
        assert any("Browser" in line for line in _screen_text(hostile))


async def test_a_clipboard_that_vanishes_is_stated(
    hostile: PresselupeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "clipboard_tool", lambda: ["/no/such/tool"])
    assert handing_on.copy is links.copy
    async with hostile.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "C")
        await told(pilot, "OSC 52")
        (notice,) = hostile._notifications
        assert notice.message == "Text an die Zwischenablage des Terminals geschickt (OSC 52)."
        assert "\x1b" not in hostile.clipboard


def _screen_text(app: PresselupeApp) -> list[str]:
    return [strip.text for strip in app.screen._compositor.render_strips()]


async def test_an_article_without_anything_can_be_read(tmp_path: Path) -> None:
    bare = {"published": None, "published_precision": None, "published_origin": None}
    keep(tmp_path, [article(1, title=None, body=None, **bare)])
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await settled(pilot)
        screen = await press(pilot, "enter", "n", "N")
        shown = "\n".join(painted(screen, "article"))
        assert "(ohne Titel)" in shown
        assert "Ohne Datum" in shown
        assert "Das Archiv hat keinen Text" in shown
