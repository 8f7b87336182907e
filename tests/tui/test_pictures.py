"""How the reader looks, at four sizes, in both languages, and in its special states."""

from pathlib import Path

import pytest

from store.library import Library
from tests.tui.conftest import keep, make_app, settled, small_archive
from tui.language import use

SIZES = [(60, 20), (80, 24), (120, 40), (200, 60)]


@pytest.fixture
def still(tmp_path: Path):
    """The app on the small archive, nothing blinking."""

    def make(*, empty: bool = False):
        if not empty:
            keep(tmp_path, small_archive())
            Library(tmp_path)  # builds the index, of which the reader then has nothing to tell
        return make_app(tmp_path)

    return make


def driven(*groups: str | list[str]):
    """Press groups of keys, and let the reader come to rest before and after each."""

    async def run_before(pilot) -> None:
        screen = await settled(pilot)
        screen.line.box.cursor_blink = False
        for keys in groups:
            await pilot.press(*([keys] if isinstance(keys, str) else keys))
            await settled(pilot)
        await pilot.pause(0.3)

    return run_before


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
def test_list_and_article_in_german(snap_compare, still, size) -> None:
    assert snap_compare(still(), terminal_size=size, run_before=driven("j", "j"))


@pytest.mark.parametrize("size", SIZES[:2], ids=lambda size: "x".join(map(str, size)))
def test_an_opened_article(snap_compare, still, size) -> None:
    assert snap_compare(still(), terminal_size=size, run_before=driven("j", "enter"))


def test_english(snap_compare, still) -> None:
    use("en")
    assert snap_compare(still(), terminal_size=(120, 40), run_before=driven("j"))


def test_a_query_with_filters_and_hits(snap_compare, still) -> None:
    keys = ["slash", *"cyber* behörde:bsi", "enter"]
    assert snap_compare(still(), terminal_size=(120, 40), run_before=driven(keys))


def test_filters_over_the_list(snap_compare, still) -> None:
    assert snap_compare(still(), terminal_size=(80, 24), run_before=driven("f", "j", "j"))


def test_a_query_that_is_not_understood(snap_compare, still) -> None:
    keys = ["slash", *"nahverkehr"]
    assert snap_compare(still(), terminal_size=(80, 24), run_before=driven(keys, [*" bogus:1"]))


def test_nothing_found(snap_compare, still) -> None:
    keys = ["slash", *"xylophon", "enter"]
    assert snap_compare(still(), terminal_size=(80, 24), run_before=driven(keys))


def test_an_empty_archive(snap_compare, still) -> None:
    assert snap_compare(still(empty=True), terminal_size=(80, 24), run_before=driven())


def test_help(snap_compare, still) -> None:
    assert snap_compare(still(), terminal_size=(120, 40), run_before=driven("question_mark"))
