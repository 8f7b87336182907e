"""What all dialogs have in common: they take keys when they are there, and close once."""

from textual.app import ScreenStackError
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, ScreenResultType


class Dialog(ModalScreen[ScreenResultType]):
    """A screen laid over the others.

    Keys come faster than screens are laid out and taken down: one that arrives before or after is
    not for it.
    """

    @property
    def _is_on_top(self) -> bool:
        try:
            return self.app.screen is self
        except ScreenStackError:  # the reader is being left
            return False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action can be done: there is no other screen above, and this one is there."""
        ready = self.is_mounted and self._is_on_top
        return ready and super().check_action(action, parameters)

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close with a result; what has been closed stays so."""
        return super().dismiss(result) if self._is_on_top else AwaitComplete()
