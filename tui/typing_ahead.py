"""Keys one after another, also when they come faster than what they set going is done.

A key goes to the widget with the focus and from there up to the app, which runs what it stands for;
that may ask the desk, open a dialog, move the focus. On a slow line, or when something is pasted,
several keys arrive at once. Sent on at once they would all go where the focus was before the first
of them had moved it: the letters of a word typed after `/` would be taken for commands.
"""

import asyncio
from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.widget import Widget

Typed = events.Key | events.Paste
_LOOK_AGAIN = 0.005
"""Seconds between two looks whether what a key asked for has come."""


class TypingAhead(App[int]):
    """An app in which a key waits until the one before it has had its effect.

    A screen whose attribute `awaits_answer` is true has asked for something on which the meaning of
    keys depends. Letters for a box that has the focus wait for no answer.
    """

    PATIENCE: ClassVar[float] = 2.0
    """Seconds that a key waits at most: what hangs must not lock the keyboard."""
    HURRY: ClassVar[float] = 0.05
    """The same for the keys after one that has waited in vain."""

    def __init__(self) -> None:
        super().__init__()
        self.typed = asyncio.Queue[Typed]()
        """What has been typed and not been sent on yet."""

    async def on_event(self, event: events.Event) -> None:
        """Put what is typed in line, send everything else on at once."""
        if isinstance(event, Typed) and not event.is_forwarded:
            self.typed.put_nowait(event)
        else:
            await super().on_event(event)

    def on_mount(self) -> None:
        """Begin to send on what is typed."""
        self.run_worker(self._send_in_turn(), name="typed", group="typed")

    async def _send_in_turn(self) -> None:
        box: Widget | None = None
        patience = self.PATIENCE
        while True:
            event = await self.typed.get()
            if box is None or box is not self._box_for(event):
                try:
                    async with asyncio.timeout(patience):
                        await self._at_rest(event)
                    patience = self.PATIENCE
                except TimeoutError:
                    patience = self.HURRY
            box = self._box_for(event)
            await super().on_event(event)
            self.typed.task_done()

    def _box_for(self, event: Typed) -> Widget | None:
        """The box that has the focus, if this is a letter for it: such a letter moves no focus."""
        box = self.focused
        if box and isinstance(event, events.Key):
            return box if box.check_consume_key(event.key, event.character) else None
        return None

    async def _at_rest(self, event: Typed) -> None:
        """Wait until nothing that keys have set going changes where `event` belongs any more.

        A key may send a message, and that one another, each from a widget up to the app.
        """
        while True:
            await _passed(self._way)
            if any(node.message_queue_size for node in self._way):
                continue
            if self._box_for(event) or not self._awaits_answer:
                return
            await asyncio.sleep(_LOOK_AGAIN)

    @property
    def _awaits_answer(self) -> bool:
        return any(getattr(screen, "awaits_answer", False) for screen in self.screen_stack)

    @property
    def _way(self) -> Sequence[DOMNode]:
        """What a key passes: the widget with the focus, all that it is in, the app."""
        return (self.focused or self.screen).ancestors_with_self


async def _passed(way: Sequence[DOMNode]) -> None:
    """Wait until each of `way`, one after another, has dealt with what it has got so far.

    The last one, the app, may still be at it with an empty queue: it runs the actions.
    """
    for node in way:
        passed = asyncio.Event()
        if (node.message_queue_size or node is way[-1]) and node.call_later(passed.set):
            await passed.wait()
