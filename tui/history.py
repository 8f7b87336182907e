"""The queries asked one after another, to step back and forth through them."""

from press.query import Query

_KEPT = 200


class History:
    """Where one stands among the queries asked; it begins with everything."""

    def __init__(self) -> None:
        self._asked = [Query()]
        self._here = 0

    def visit(self, query: Query, *, instead: bool = False) -> None:
        """Go on to another query; what lay ahead is forgotten.

        `instead` puts it in the place of the present one, as the next letters of a word do.
        """
        if query == self._asked[self._here]:
            return
        del self._asked[self._here + 1 :]
        if instead and self._here:
            self._asked.pop()
        if query != self._asked[-1]:
            self._asked.append(query)
        del self._asked[1 : len(self._asked) - _KEPT]
        self._here = len(self._asked) - 1

    def step(self, steps: int) -> Query | None:
        """Go back (-1) or forward (1); None at the end."""
        if not 0 <= self._here + steps < len(self._asked):
            return None
        self._here += steps
        return self._asked[self._here]
