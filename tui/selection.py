"""The articles that have been selected: kept by id, so that no refresh loses them.

Each change can be taken back. Marks are undone through the journal of the reader's state, so what
was done last is decided by time: `take_back` is told when the last mark was made.
"""

import time
from collections.abc import Collection, Iterable

from store.ids import Ids

_KEPT = 100
"""Changes that can be taken back."""


class Selection:
    """Which articles actions are about, when there are any; `anchor` is where a range begins.

    `ids` is changed by the screen. `remember` and `take_back` are for the desk's thread, so that
    changes stand in the order of the marks that the desk keeps.
    """

    def __init__(self) -> None:
        self.ids = Ids()
        self.anchor: str | None = None
        self._past: list[tuple[int, Ids]] = []

    def __contains__(self, article_id: object) -> bool:
        return article_id in self.ids

    def __len__(self) -> int:
        return len(self.ids)

    def change(self, add: Iterable[str] = (), drop: Iterable[str] = ()) -> Ids | None:
        """Select some articles and others no longer; what was selected before, if that changed."""
        before = self.ids
        self.ids = before.but(add, drop)
        return None if self.ids is before else before

    def remember(self, before: Ids) -> None:
        """Make a change one that can be taken back."""
        self._past.append((time.time_ns(), before))
        del self._past[:-_KEPT]

    def take_back(self, last_mark: int) -> Ids | None:
        """What was selected before the last change; None if a mark was made after it.

        `last_mark` is in nanoseconds of `time.time_ns`.
        """
        if not self._past or self._past[-1][0] < last_mark:
            return None
        return self._past.pop()[1]


def between(ids: Collection[str], loaded: Iterable[str]) -> list[str]:
    """The ids of a range as found, with those that only the list still shows."""
    return list(dict.fromkeys([*ids, *loaded]))
