"""Some hundred random keys: no traceback, no mark lost. ``bench/monkey.py`` presses thousands."""

from pathlib import Path

import pytest

from store.library import Library
from store.settings import SettingsFile
from tests.tui.conftest import TODAY, settled
from tests.tui.monkey import check_marks, let_loose
from tui.reader import PresselupeApp


@pytest.mark.parametrize("seed", [1, 2])
async def test_random_keys_break_nothing_and_lose_no_mark(data: Path, seed: int) -> None:
    library = Library(data, today=lambda: TODAY)
    app = PresselupeApp(library, settings=SettingsFile(data), today=lambda: TODAY)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await let_loose(pilot, steps=150, seed=seed)
        await check_marks(pilot)
