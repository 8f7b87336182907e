"""The offers below the query line while something is typed there that they may complete."""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from press.query_completion import Candidate
from press.text import clean_line
from tui.widgets.rows import fit

_WIDEST = 64


class Offers(Widget):
    """A few candidates in a box laid over the list; none is chosen until the cursor goes there."""

    MOST: ClassVar[int] = 8
    """Offers shown at once."""
    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"offers--chosen", "offers--label"}
    DEFAULT_CSS = """
    Offers {
        layer: overlay; position: absolute; display: none; height: auto;
        background: $panel; color: $foreground;
        & > .offers--chosen { background: $primary 30%; text-style: bold; }
        & > .offers--label { color: $foreground 75%; }
    }
    """

    candidates: reactive[Sequence[Candidate]] = reactive((), layout=True)
    cursor: reactive[int | None] = reactive(None)

    class Taken(Message):
        """A candidate is to be put into the line."""

        def __init__(self, candidate: Candidate) -> None:
            self.candidate = candidate
            super().__init__()

    def show(self, candidates: Sequence[Candidate], column: int) -> None:
        """Show candidates, best first, below column `column` of the line; none hides the box."""
        self.cursor = None
        self.candidates = candidates
        self.display = bool(candidates)
        if candidates:
            width = max(cell_len(f" {text}  {label} ") for text, label in map(_words, candidates))
            width = min(width, _WIDEST, self.app.size.width)
            self.styles.width = width
            self.styles.offset = (max(0, min(column, self.app.size.width - width)), 1)

    @property
    def chosen(self) -> Candidate | None:
        """The candidate that the cursor has been moved to."""
        return None if self.cursor is None else self.candidates[self.cursor]

    def move(self, step: int) -> None:
        """Move the cursor, out of the list too: then none is chosen again."""
        places = [None, *range(len(self.candidates))]
        self.cursor = places[(places.index(self.cursor) + step) % len(places)]

    def render(self) -> Content:
        """One line for each candidate: what is put into the line, and what it is called."""
        width = self.size.width
        label_style = self.get_visual_style("offers--label", partial=True)
        lines = []
        for place, (text, label) in enumerate(map(_words, self.candidates)):
            shown = fit(f" {text}", min(width, cell_len(text) + 2))
            line = Content.assemble(
                Content(shown),
                Content(fit(f" {label}", width - cell_len(shown))).stylize(label_style),
            )
            if place == self.cursor:
                line = line.stylize(self.get_visual_style("offers--chosen", partial=True))
            lines.append(line)
        return Content("\n").join(lines)

    def on_click(self, event: events.Click) -> None:
        """A click takes."""
        offset = event.get_content_offset(self)
        if offset is not None and offset.y < len(self.candidates):
            self.post_message(self.Taken(self.candidates[offset.y]))


def _words(candidate: Candidate) -> tuple[str, str]:
    """The text of a candidate, and its label where that says more."""
    text, label = clean_line(candidate.text), clean_line(candidate.label, 200)
    return text, "" if label.casefold() == text.rstrip(":").casefold() else label
