"""What the reading screen's parts are made of."""

from typing import TYPE_CHECKING

from textual.screen import Screen

if TYPE_CHECKING:
    Part = Screen[None]
else:

    class Part(metaclass=type(Screen)):
        """A part of a screen that only the whole makes one.

        To types it is a screen. To Textual it is nothing but a place for handlers: for each class
        of screen it goes through all that screens have, which for a dozen parts took a seventh of
        loading the reader.
        """
