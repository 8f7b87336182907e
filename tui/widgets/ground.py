"""The grounds that panes stand on."""

from textual.containers import Container, Horizontal
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Ground(Widget):
    """Something empty that others cover, with borders at its sides at most.

    Its lines are all alike: one of them is set, instead of forty which nobody sees.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """The same line as often as it takes."""
        if not crop.height:
            return []
        return super().render_lines(crop._replace(height=1)) * crop.height


class PaneGround(Container, Ground):
    """What one pane stands on."""


class PanesGround(Horizontal, Ground):
    """What panes stand on side by side."""
