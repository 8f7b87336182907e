"""An hour of somebody's random keys in some minutes: no traceback, no mark lost.

    python bench/monkey.py [STEPS] [--seed N] [--articles N]

Drives the real app without a terminal on a generated archive, with keys, clicks, searches and
resizes from 20x5 to 200x60. Every fifty steps the marks on the screen must be those on the disk.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from store.library import Library  # noqa: E402
from store.settings import SettingsFile  # noqa: E402
from tests.tui.conftest import keep, settled, small_archive  # noqa: E402
from tests.tui.monkey import BETWEEN, check_marks, let_loose  # noqa: E402
from tui.language import use  # noqa: E402
from tui.reader import PresselupeApp  # noqa: E402

_EACH = 500
"""Steps after which the reader is left and opened again."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("steps", nargs="?", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--articles", type=int, default=400)
    options = parser.parse_args()
    use("de")
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as directory:
        data = Path(directory)
        fill(data, options.articles)
        for first in range(0, options.steps, _EACH):
            steps = min(_EACH, options.steps - first)
            asyncio.run(round_of(data, steps, options.seed + first))
            took = time.perf_counter() - started
            print(f"{first + steps:>7} steps {took:>7.0f} s", flush=True)
        each = (time.perf_counter() - started) / max(1, options.steps)
        print(f"{each * 1000:.0f} ms a step, {BETWEEN * 1000:.0f} ms of them between two keys")
        state = Library(data).reader
        print(f"marks kept: {len(state.read_ids())} read, {len(state.starred_ids())} starred")


def fill(data: Path, articles: int) -> None:
    """An archive of generated articles, and the few that have everything."""
    from demo.bulk import articles as generated

    keep(data, list(generated(articles)))
    keep(data, small_archive())
    Library(data)


async def round_of(data: Path, steps: int, seed: int) -> None:
    """Open the reader, let the monkey loose, leave it."""
    app = PresselupeApp(Library(data), settings=SettingsFile(data))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await let_loose(pilot, steps=steps, seed=seed)
        await check_marks(pilot)


if __name__ == "__main__":
    main()
