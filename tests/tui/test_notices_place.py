"""Notices: on the line of the keys, for a moment, one at a time."""

import pytest
from textual.widgets._toast import Toast

from tests.tui.conftest import press, settled, until
from tui.reader import PresselupeApp
from tui.widgets.key_bar import KeyBar


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_a_notice_covers_the_keys_and_no_article(
    app: PresselupeApp, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size, notifications=True) as pilot:
        screen = await settled(pilot)
        await press(pilot, "u")
        await until(pilot, lambda: any(toast.region.area for toast in screen.query(Toast)))
        toast = screen.query_one(Toast)
        assert toast.region == screen.query_one(KeyBar).region
        assert not toast.region.overlaps(screen.list.region)
        await pilot.pause(0.1)
        await press(pilot, "<")
        assert len(screen.query(Toast)) == 1
