"""Where the query is typed, with offers to complete what stands at the cursor."""

from typing import TYPE_CHECKING, Self

from textual import on
from textual.actions import SkipAction
from textual.message import Message
from textual.widgets import Input

from tui.commands import bindings_of

if TYPE_CHECKING:
    from textual.geometry import Region

    from press.query_completion import Candidate, Completer
    from tui.widgets.offers import Offers

_LETTERS = 2
"""Letters of a word after which names of fields are offered unasked."""


class QueryBox(Input):
    """The search box.

    Offers come unasked only where what is typed begins the name of a field, or is a field's value.
    Enter never takes one that has not been chosen, so that plain words are just words.
    """

    completer: "Completer | None" = None
    offers: "Offers | None" = None
    """The box below the line, made when somebody first types."""

    class Entered(Message):
        """Somebody is about to type."""

    def __init__(self, *, placeholder: str) -> None:
        super().__init__(placeholder=placeholder, id="query", compact=True, select_on_focus=False)
        own = type(self._bindings)(bindings_of("query"))
        self._bindings.key_to_bindings |= own.key_to_bindings

    def refresh(
        self,
        *regions: "Region",
        repaint: bool = True,
        layout: bool = False,  # noqa: ARG002 - what is typed never changes the box's size
        recompose: bool = False,
    ) -> Self:
        """Paint the box anew; nothing around it is laid out anew for a letter more."""
        return super().refresh(*regions, repaint=repaint, recompose=recompose)

    @property
    def offering(self) -> bool:
        """Whether offers are on the screen."""
        return self.offers is not None and self.offers.display

    def on_focus(self) -> None:
        """Tell who can bring the offers up to date."""
        from tui.widgets.offers import Offers

        if self.offers is None:
            self.offers = Offers()
            self.screen.mount(self.offers)
        self.post_message(self.Entered())

    def complete_by(self, completer: "Completer") -> None:
        """Take up what can be offered; the first time for what has been typed already, too."""
        is_first, self.completer = self.completer is None, completer
        if is_first and self.value:
            self._offer()

    def on_blur(self) -> None:
        """Offers are for who types."""
        self.close()

    @on(Input.Changed)
    def _offer(self) -> None:
        if self.has_focus:
            self._show_offers(_LETTERS)

    def _show_offers(self, letters: int) -> None:
        """Offer what may stand at the cursor; names of fields after some `letters`."""
        if self.completer is None or self.offers is None:
            return
        text, at = self.value, self.cursor_position
        found = self.completer.candidates(text, at, self.offers.MOST)
        found = [
            offer
            for offer in found
            if text[offer.start : offer.end] != offer.text
            and (offer.kind != "field" or at - offer.start >= letters)
        ]
        start = found[0].start if found else 0
        column = self.region.x + start - int(self.scroll_offset.x)
        self.offers.show(found, column - 1)

    def take(self, candidate: "Candidate") -> None:
        """Put a candidate into its place; a value at the end of the line is then complete."""
        rest = self.value[candidate.end :]
        text = candidate.text if candidate.kind == "field" or rest else f"{candidate.text} "
        self.value = self.value[: candidate.start] + text + rest
        self.cursor_position = candidate.start + len(text)

    def close(self) -> None:
        """Take the offers away."""
        if self.offers is not None:
            self.offers.show([], 0)

    def action_next_offer(self) -> None:
        """To the next offer; where none are shown, ask for them."""
        if self.offers and self.offering:
            self.offers.move(1)
        else:
            self._show_offers(0)

    def action_previous_offer(self) -> None:
        """To the previous offer."""
        if self.offers and self.offering:
            self.offers.move(-1)

    def action_take_offer(self) -> None:
        """Take the chosen offer, or the first; where none are shown the key means what it did."""
        if not self.offers or not self.offering:
            raise SkipAction
        self.take(self.offers.chosen or self.offers.candidates[0])

    def action_close_offers(self) -> None:
        """Take the offers away; where there are none the key means what it did."""
        if not self.offering:
            raise SkipAction
        self.close()

    async def action_submit(self) -> None:
        """Take the offer that has been chosen, else put the query."""
        if self.offers and self.offers.chosen:
            self.take(self.offers.chosen)
        else:
            self.close()
            await super().action_submit()
