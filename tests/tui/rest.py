"""When the app under test is at rest: told by the app itself, not by how busy the processor is.

Textual's own pilot takes a process that has not computed for a moment for one that has finished.
On a machine that has much else to do that is wrong, and on a quiet one it is slow.
"""

import asyncio
from time import monotonic

from textual._context import active_app
from textual.app import App
from textual.screen import Screen

from tui.screens.reading import ReadingScreen
from tui.typing_ahead import TypingAhead

HELD = 2.0
"""Seconds that is waited for what a test itself may be holding up: the desk, and keys in line."""
STUCK = 30.0
"""Seconds until an app that always has something to do is taken as it is."""


async def at_rest(_least: float = 0, _most: float = 0) -> None:
    """Wait until all that has been sent is dealt with, answered by the desk, and painted.

    Takes the place of `textual._wait.wait_for_idle`. What has been put off by a timer is not waited
    for (see `settled`), nor are threads other than the desk's.
    """
    app = active_app.get()
    loop = asyncio.get_running_loop()
    started = monotonic()
    while monotonic() - started < STUCK:
        await asyncio.sleep(0)
        busy = is_busy(app)  # asked first: the desk posts its answer, and is idle after that
        if loop._ready:  # type: ignore[attr-defined]
            continue
        if not app.is_running or not app._screen_stack:
            return
        unpainted = [screen for screen in app._screen_stack if _to_paint(screen)]
        for screen in unpainted:  # those below a dialog, too
            screen._on_timer_update()
        if unpainted:
            continue
        if not busy or monotonic() - started > HELD:
            return
        await asyncio.sleep(0.002)


def is_busy(app: App) -> bool:
    """Whether the desk has something to do, or keys or a new size wait for their turn."""
    below = app.screen_stack[0] if app.screen_stack else None
    if isinstance(below, ReadingScreen) and not below.desk.idle:
        return True
    return app._resize_timer is not None or (isinstance(app, TypingAhead) and not app.typed.empty())


def _to_paint(screen: Screen) -> bool:
    """Whether the screen waits for its next frame, and for what is to happen after it."""
    if screen._callbacks:
        return True
    dirty = (
        screen._layout_required
        or screen._scroll_required
        or (screen._repaint_required and screen is screen.app.screen)
        or screen._recompose_required
        or screen._dirty_widgets
    )
    return bool(dirty) and screen.is_current and not screen.app._batch_count
