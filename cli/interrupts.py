"""Ctrl-C, whenever it comes."""

import os
import signal
from threading import current_thread, main_thread

EXIT_INTERRUPTED = 130


def end_at_once() -> None:
    """Let Ctrl-C end the process on the spot, for as long as nothing needs to be ended in order.

    An exception would not do: it is lost where modules are being loaded (Python runs part of that
    where exceptions have nowhere to go) or where a framework catches everything.
    """
    _on_interrupt(lambda *_: os._exit(EXIT_INTERRUPTED))


def end_in_order() -> None:
    """Let Ctrl-C raise `KeyboardInterrupt`, as is usual."""
    _on_interrupt(signal.default_int_handler)


def _on_interrupt(handler: "signal._HANDLER") -> None:
    if current_thread() is main_thread():
        signal.signal(signal.SIGINT, handler)
