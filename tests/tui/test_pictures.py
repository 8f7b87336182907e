"""How the reader looks, at four sizes, in both languages, and in its special states."""

from itertools import product
from pathlib import Path

import msgspec
import pytest

from store.library import Library
from tests.tui.conftest import keep, make_app, settled, small_archive, until
from tui.language import use
from tui.themes import ANSI_DARK, DARK, LIGHT

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
    """Press groups of keys, and let the reader come to rest before and after each.

    Marks are counted at the end: the reader does so by itself, but when that is due is chance.
    """

    async def run_before(pilot) -> None:
        screen = await settled(pilot)
        screen.line.box.cursor_blink = False
        for keys in groups:
            await pilot.press(*([keys] if isinstance(keys, str) else keys))
            await settled(pilot)

        def counted() -> bool:
            screen.recount_states()
            return not screen.counts or screen._counted_marks == screen.library.reader.changes

        await until(pilot, counted)
        await settled(pilot)

    return run_before


@pytest.mark.parametrize(
    ("size", "language", "theme"),
    list(product(SIZES, ("de", "en"), (DARK, LIGHT))),
    ids=lambda value: "x".join(map(str, value)) if isinstance(value, tuple) else value,
)
def test_list_and_article(snap_compare, still, size, language, theme) -> None:
    use(language)
    app = still()
    app.theme = theme
    assert snap_compare(app, terminal_size=size, run_before=driven("j", "j"))


@pytest.mark.parametrize("size", SIZES[:2], ids=lambda size: "x".join(map(str, size)))
def test_an_opened_article(snap_compare, still, size) -> None:
    assert snap_compare(still(), terminal_size=size, run_before=driven("j", "enter"))


@pytest.mark.parametrize("key", ["L", "W"], ids=["links", "labels"])
def test_what_belongs_to_an_article(snap_compare, still, key) -> None:
    assert snap_compare(still(), terminal_size=(120, 40), run_before=driven("enter", key))


def test_what_was_changed(snap_compare, tmp_path) -> None:
    first = small_archive()[0]
    keep(tmp_path, [first])
    body = first.body.replace("verschlüsselte Dateien", "gesperrte Akten")
    changed = msgspec.structs.replace(first, body=body, content_hash="f" * 32)
    keep(tmp_path, [msgspec.structs.replace(changed, last_seen="2026-11-21T09:00:00Z")])
    Library(tmp_path)
    assert snap_compare(make_app(tmp_path), terminal_size=(80, 24), run_before=driven("c"))


def test_the_article_alone(snap_compare, still) -> None:
    keys = ["slash", *"cyber*", "enter"]
    assert snap_compare(still(), terminal_size=(80, 24), run_before=driven(keys, "z", "n"))


def test_16_colours(snap_compare, still) -> None:
    app = still()
    app.theme = ANSI_DARK
    keys = ["slash", *"cyber*", "enter"]
    assert snap_compare(app, terminal_size=(80, 24), run_before=driven(keys, "enter", "n"))


def test_a_query_with_filters_and_hits(snap_compare, still) -> None:
    keys = ["slash", *"cyber* behörde:bsi", "enter"]
    assert snap_compare(still(), terminal_size=(120, 40), run_before=driven(keys))


def test_filters_over_the_list(snap_compare, still) -> None:
    assert snap_compare(still(), terminal_size=(80, 24), run_before=driven("f", "j", "j"))


def test_a_query_that_is_not_understood(snap_compare, still) -> None:
    keys = ["slash", *"nahverkehr"]
    assert snap_compare(still(), terminal_size=(80, 24), run_before=driven(keys, [*" datum:x"]))


def test_nothing_found(snap_compare, still) -> None:
    keys = ["slash", *"xylophon", "enter"]
    assert snap_compare(still(), terminal_size=(80, 24), run_before=driven(keys))


def test_an_empty_archive(snap_compare, still) -> None:
    assert snap_compare(still(empty=True), terminal_size=(80, 24), run_before=driven())


def test_help(snap_compare, still) -> None:
    assert snap_compare(still(), terminal_size=(120, 40), run_before=driven("question_mark"))
