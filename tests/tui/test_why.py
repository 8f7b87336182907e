"""Why an article is among the hits."""

from pathlib import Path

import pytest

from tests.tui.conftest import article, keep, make_app, press, settled
from tui.reader import PresselupeApp
from tui.screens.why import WhyScreen

SIZE = (80, 24)


def said(app: PresselupeApp) -> str:
    assert isinstance(app.screen, WhyScreen)
    return str(app.screen.query_one("#why").render())


async def test_each_part_of_the_query_is_shown_with_what_fits_it(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        query = "cyberangriff* behörde:bsi thema:it-sicherheit datum:2026 ist:ungelesen -bayern"
        screen = await press(pilot, "slash")
        screen.line.box.value = query
        await press(pilot, "enter", "w")
        text = said(app)
        for words in (
            "Bürgerdienste nach Cyberangriff wieder geöffnet",
            "cyberangriff*",
            "Titel: Cyberangriff",
            "behörde:bsi",
            "BSI (Abkürzung „BSI“",
            "IT-Sicherheit (Vorspann „Cyberangriff“)",
            "veröffentlicht am 20.11.2026",
            "kommt nicht vor",
        ):
            assert words in text, words
        screen = await press(pilot, "escape")
        assert screen.focused is screen.list


async def test_without_a_query_there_is_nothing_to_explain(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "w")
        assert "keine Anfrage zu erklären" in next(iter(app._notifications)).message


async def test_the_article_that_is_being_read_is_explained_too(app: PresselupeApp) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        await press(pilot, "slash", *"quelle:im-bw", "enter", "enter", "w")
        assert "im-bw" in said(app)
        screen = await press(pilot, "w")
        assert screen.focused is screen.view


async def test_what_the_article_says_is_never_markup(tmp_path: Path) -> None:
    keep(tmp_path, [article(1, title="[red]Kreis[/] \x1b[2J", body="Kreis.")])
    app = make_app(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "slash", *"kreis", "enter", "w")
        assert "[red]Kreis[/]" in said(app)
        assert "\x1b" not in said(app)


async def test_an_article_that_is_gone_is_told(
    app: PresselupeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        await press(pilot, "slash", *"kreis", "enter")
        monkeypatch.setattr(screen.library, "article", lambda _id: None)
        await press(pilot, "w")
        assert "nicht mehr" in next(iter(app._notifications)).message
