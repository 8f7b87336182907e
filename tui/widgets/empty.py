"""What stands in the list's place when there is nothing to list."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from press.query import Query
from tui.commands import bindings_of
from tui.language import _, ngettext, number
from tui.query_texts import written
from tui.widgets.rows import fit

if TYPE_CHECKING:
    from tui.counts import Loosening

_MARGIN = 2
"""Cells on either side, and the column in which the cursor stands."""


class EmptyResult(Widget, can_focus=True):
    """Says why the list is empty and what to do about it.

    Under a query that finds nothing it offers what could be left out of it, with the number of
    articles that there would then be.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"empty--cursor", "empty--quiet"}
    DEFAULT_CSS = """
    EmptyResult {
        padding: 1 2; display: none; height: auto;
        & > .empty--cursor { background: $foreground 12%; }
        &:focus > .empty--cursor { background: $primary 30%; }
        & > .empty--quiet { color: $foreground 75%; }
    }
    """

    cursor: reactive[int] = reactive(0)

    class Loosened(Message):
        """The reader wants a query without one of its parts."""

        def __init__(self, query: Query) -> None:
            self.query = query
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._bindings = type(self._bindings)(bindings_of("empty"))
        self.asked = Query()
        self.offers: Sequence[Loosening] | None = None
        self._building: float | None = None

    def show(self, query: Query, total: int, *, building: bool = False) -> None:
        """Appear if there are no articles.

        An empty archive reads otherwise than an empty result or an index that is still being
        built.
        """
        self.display = total == 0
        self.asked = query
        self.offers = None
        self._building = 0.0 if building else None
        self.refresh(layout=True)

    def show_building(self, share: float) -> None:
        """Say how much of the index (0 to 1) has been built."""
        self._building = share
        self.refresh(layout=True)

    def offer(self, query: Query, offers: "Sequence[Loosening]") -> None:
        """Offer what to leave out of `query`; for another query than the one shown it is late."""
        if query == self.asked and self.display:
            self.offers = offers
            self.cursor = 0
            self.refresh(layout=True)

    def validate_cursor(self, cursor: int) -> int:
        """The cursor stays on the offers."""
        return max(0, min(cursor, len(self.offers or ()) - 1))

    def render(self) -> Content:
        """The lines."""
        if self._building is not None:
            return self._being_built(self._building)
        if not self.asked:
            return _nothing_there()
        lines = self._head()
        lines += [self._line(place) for place in range(len(self.offers or ()))]
        lines += [Content(""), Content(self._advice())]
        return Content("\n").join(lines)

    @staticmethod
    def _being_built(share: float) -> Content:
        return Content.assemble(
            (_("The search index is being built."), "bold"),
            "\n\n",
            Content(
                _("{n} % of the archive; the list appears when it is done.").format(
                    n=number(int(share * 100))
                )
            ),
        )

    def _head(self) -> list[Content]:
        found = Content(f"  {written(self.asked)}").stylize("$text-accent")
        head = [Content(_("No article fits the query.")).stylize("bold"), Content(""), found]
        if self.offers:
            head += [Content(""), Content(_("It would find:"))]
        return [*head, Content("")]

    def _advice(self) -> str:
        if self.offers:
            return _("Enter leaves that out; Esc goes back to the query before.")
        return _("Esc goes back to the query before; f opens the filters to take one away.")

    def _line(self, place: int) -> Content:
        offer = (self.offers or ())[place]
        what = (
            _("without {part}").format(part=written(offer.part))
            if offer.part
            else _("with no restriction at all")
        )
        count = ngettext("{n} article", "{n} articles", offer.hits)
        room = max(8, self.size.width - cell_len(count) - 2 * _MARGIN)
        quiet = self.get_visual_style("empty--quiet", partial=True)
        line = Content.assemble(
            Content("  " + fit(what, room) + "  "), Content(count).stylize(quiet)
        )
        if place == self.cursor:
            line = line.stylize(self.get_visual_style("empty--cursor", partial=True))
        return line

    def action_cursor_down(self) -> None:
        """To the next offer."""
        self.cursor += 1

    def action_cursor_up(self) -> None:
        """To the previous offer."""
        self.cursor -= 1

    def action_choose(self) -> None:
        """Leave out what the cursor is on."""
        if self.offers:
            self.post_message(self.Loosened(self.offers[self.cursor].query))

    def on_click(self, event: events.Click) -> None:
        """A click leaves out."""
        offset = event.get_content_offset(self)
        if offset is None or not self.offers:
            return
        place = offset.y - len(self._head())
        if 0 <= place < len(self.offers):
            self.cursor = place
            self.action_choose()


def _nothing_there() -> Content:
    return Content.assemble(
        (_("The archive is empty."), "bold"),
        "\n\n",
        Content(_("Fill it with the sources' press articles:")),
        "\n\n",
        ("  presselupe crawl", "bold $text-primary"),
        "\n\n",
        Content(_("Or look around first, without the internet:")),
        "\n\n",
        ("  presselupe demo", "bold $text-primary"),
        "\n\n",
        Content(_("What a crawl brings appears here by itself.")),
    )
