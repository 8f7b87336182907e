"""Keys one after another, also when they come faster than they are worked off.

A key goes to the widget with the focus and up to the app, which runs what it stands for. On a slow
line several arrive at once; sent on at once they would all go where the focus was before the first
had moved it, and the letters of a word typed after `/` would be taken for commands.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import App
from textual.dom import DOMNode


class TypingAhead(App[int]):
    """An app in which a key waits until the one before has had its effect."""

    PATIENCE: ClassVar[float] = 1.0
    """Seconds after which a key is taken for done though its widget has gone meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[events.Key] = deque()
        self._turn = 0
        self._under_way = False

    async def on_event(self, event: events.Event) -> None:
        """Send keys on in turn, everything else at once."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
        elif self._under_way:
            self._typed.append(event)
        else:
            await self._send(event)

    async def _send(self, key: events.Key) -> None:
        self._turn += 1
        self._under_way = True
        turn, way = self._turn, self._way()
        await super().on_event(key)

        def done() -> None:
            self.call_later(self._done, turn)

        # What a key does may send messages of its own: the second time all of them have arrived.
        _follow(way, lambda: _follow(self._way(), done))
        asyncio.get_running_loop().call_later(self.PATIENCE, done)

    async def _done(self, turn: int) -> None:
        if turn == self._turn and self._under_way:
            self._under_way = False
            if self._typed:
                await self._send(self._typed.popleft())

    def _way(self) -> list[DOMNode]:
        """What a key passes: the widget with the focus, all around it, the app."""
        return list((self.focused or self.screen).ancestors_with_self)


def _follow(way: list[DOMNode], arrived: Callable[[], object]) -> None:
    """Call `arrived` when each of `way`, one after another, has dealt with what it has got."""
    for place, node in enumerate(way, start=1):
        if node.call_later(_follow, way[place:], arrived):
            return
    arrived()
