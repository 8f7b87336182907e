"""The reader's desk: one thread that does everything with the library, in the order asked.

The screen asks and goes on; the answer comes back as a message. One thread, because then marks,
pages and searches see the library in the order in which the reader acted, and the library need
not be shared between threads.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.events import Callback
from textual.message import Message

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor


class Failed(Message):
    """Something that was asked of the library went wrong."""

    def __init__(self, error: BaseException) -> None:
        self.error = error
        super().__init__()


class Desk:
    """Runs jobs one after another in a thread of its own; what a job returns is posted."""

    def __init__(self, post: Callable[[Message], object]) -> None:
        self._post = post
        self._thread: ThreadPoolExecutor | None = None
        self._tickets: dict[str, int] = {}
        self._pending: set[int] = set()
        self._awaited: set[int] = set()
        self._asked = 0
        self._closed = False

    def ask(
        self,
        job: Callable[[], Message | None],
        *,
        kind: str | None = None,
        awaited: bool = False,
    ) -> None:
        """Do `job` when all before it is done.

        Of jobs of one `kind` only the last counts: one that has been overtaken is not begun, and
        if it runs already, its answer is dropped. `awaited` says that the answer opens a dialog or
        changes what keys are about: keys that have been typed meanwhile wait for it.
        """
        if self._closed:
            return
        self._asked += 1
        ticket = self._asked
        if kind:
            self._tickets[kind] = ticket

        def current() -> bool:
            return not kind or self._tickets[kind] == ticket

        def dealt_with() -> None:
            self._awaited.discard(ticket)

        def done(future: "Future[Message | None]") -> None:
            error = future.exception()
            answer = Failed(error) if error else future.result()
            if answer is not None and current() and not self._closed:
                self._post(answer)
            if awaited and not self._post(Callback(dealt_with)):
                dealt_with()
            self._pending.discard(ticket)

        self._pending.add(ticket)
        if awaited:
            self._awaited.add(ticket)
        if self._thread is None:
            from concurrent.futures import ThreadPoolExecutor

            self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")
        self._thread.submit(lambda: job() if current() else None).add_done_callback(done)

    def drop(self, kind: str) -> None:
        """Begin no waiting job of a kind any more, and drop the answer of one that runs."""
        self._asked += 1
        self._tickets[kind] = self._asked

    @property
    def is_awaited(self) -> bool:
        """Whether something awaited has not been answered, or its answer not been dealt with."""
        return bool(self._awaited)

    @property
    def closed(self) -> bool:
        """Whether nothing more is taken: a long job had better end itself."""
        return self._closed

    @property
    def idle(self) -> bool:
        """Whether everything asked for has been done."""
        return not self._pending

    def close(self) -> None:
        """Finish what has been asked for, so that no mark is lost, and take no more."""
        self._closed = True
        if self._thread is not None:
            self._thread.shutdown(wait=True)
