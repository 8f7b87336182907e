"""The reading pane: one article, set to a measure that reads well."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.content import Content, Span
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from tui.commands import bindings_of
from tui.widgets.article_text import Part

MEASURE = 80
"""The longest line of text, in cells."""
_AT_ONCE = 200
"""Lines set in one go; a long text's others follow without holding up the screen."""


class _Line(NamedTuple):
    """A line as set: what stands before the words, the words, and the look."""

    before: str
    words: Content
    look: str

    @property
    def plain(self) -> str:
        return self.before + self.words.plain


LOOKS = (
    *("kicker", "title", "meta", "fact", "lead", "body", "subhead", "quote"),
    *("label", "caption", "link", "hit"),
)
"""How a part may look, by the names that `article_text` gives them."""


class ArticleView(ScrollView, can_focus=True):
    """Shows the parts of an article; lines are made when they come on the screen."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"article-view--{look}" for look in LOOKS}
    DEFAULT_CSS = """
    ArticleView {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        & > .article-view--kicker { color: $text-accent; }
        & > .article-view--title { text-style: bold; color: $text-primary; }
        & > .article-view--meta { color: $foreground 75%; }
        & > .article-view--fact { color: $foreground 85%; }
        & > .article-view--lead { text-style: bold; }
        & > .article-view--subhead { text-style: bold; color: $text-accent; }
        & > .article-view--quote { text-style: italic; }
        & > .article-view--label { color: $text-accent; text-style: bold; }
        & > .article-view--caption { text-style: italic; color: $foreground 85%; }
        & > .article-view--link { color: $foreground 75%; text-style: underline; }
        & > .article-view--hit { background: $text-warning; color: $background; text-style: bold; }
    }
    """

    class Shown(Message):
        """The article has been painted with the focus on this pane: somebody reads it."""

        def __init__(self, article_id: str) -> None:
            self.article_id = article_id
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._bindings = type(self._bindings)(bindings_of("article"))
        self.article_id: str | None = None
        self._parts: Sequence[Part] = ()
        self._set: list[_Line] = []
        self._rest: Iterator[_Line] = iter(())

    def show(self, article_id: str | None, parts: Sequence[Part]) -> None:
        """Show another article (from its top), or the same one anew (where it was)."""
        same = article_id == self.article_id
        self.article_id = article_id
        self._parts = parts
        self._set_lines()
        if not same:
            self.scroll_to(y=0, animate=False, force=True)
        self.refresh()
        self._tell_when_painted()

    def on_focus(self) -> None:
        """With the focus here, what is shown is being read."""
        self._tell_when_painted()

    def _tell_when_painted(self) -> None:
        self.call_after_refresh(self._tell)

    def _tell(self) -> None:
        if self.has_focus and self.article_id:
            self.post_message(self.Shown(self.article_id))

    @property
    def _width(self) -> int:
        """Cells beside the scrollbar."""
        return self.scrollable_content_region.width

    @property
    def measure(self) -> int:
        """Cells of a full line of text here."""
        return max(1, min(MEASURE, self._width - 3))

    @property
    def _margin(self) -> int:
        """Blank cells left of the text; with much room, a third of it."""
        return 2 + max(0, self._width - 3 - self.measure) // 3

    def _set_lines(self) -> None:
        self._set = []
        self._rest = self._lines() if self._width > 0 else iter(())
        self._set_more()

    def _set_more(self) -> None:
        for _, line in zip(range(_AT_ONCE), self._rest, strict=False):
            self._set.append(line)
        if len(self._set) % _AT_ONCE == 0 and self._set:
            self.set_timer(0.001, self._set_more)
        self.virtual_size = Size(self._width, len(self._set) + 1)

    def _lines(self) -> Iterator[_Line]:
        for position, part in enumerate(self._parts):
            if part.gap and position:
                yield _Line("", Content(), "body")
            spans = [Span(start, end, "hit") for start, end in part.hits]
            content = Content(part.text, spans=spans)
            width = max(4, self.measure - cell_len(part.first))
            before = part.first
            for line in content.wrap(width):
                yield _Line(before, line.rstrip(), part.look)
                before = part.indent

    def on_resize(self) -> None:
        """Set the text to the new width and stay at about the same place of it."""
        share = self.scroll_offset.y / max(1, len(self._set))
        self._set_lines()
        self.scroll_to(y=round(share * len(self._set)), animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width = self._width
        y += self.scroll_offset.y
        base = self.visual_style.rich_style
        if y >= len(self._set):
            return Strip.blank(width, base)
        line = self._set[y]
        look = self.get_visual_style(f"article-view--{line.look}")
        words = self._with_hits(line.words)
        selection = self.text_selection
        span = selection.get_span(y) if selection else None
        if span is not None:
            start, end = (max(0, place - len(line.before) - self._margin) for place in span)
            end = len(words.plain) if span[1] == -1 else end
            chosen = self.screen.get_visual_style("screen--selection")
            words = words.stylize(chosen, start, end)
        quiet = self.get_visual_style("article-view--meta").rich_style
        strip = Strip(
            [
                Segment(" " * self._margin, base),
                Segment(line.before, quiet),
                *words.render_segments(look),
            ]
        )
        return strip.crop_extend(0, width, base).apply_offsets(0, y)

    def _with_hits(self, words: Content) -> Content:
        """Hits in the theme's colours; lines are set without them, so that a theme may change."""
        if not words.spans:
            return words
        hit = self.get_visual_style("article-view--hit")
        return Content(words.plain, [Span(span.start, span.end, hit) for span in words.spans])

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The text that the mouse has selected."""
        lines = [" " * self._margin + line.plain for line in self._set]
        return selection.extract("\n".join(lines)), "\n"

    def _move(self, lines: int) -> None:
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False)

    def action_scroll_down(self) -> None:
        """Down by a line."""
        self._move(1)

    def action_scroll_up(self) -> None:
        """Up by a line."""
        self._move(-1)

    def action_page_down(self) -> None:
        """Down by a page, two lines kept."""
        self._move(self.size.height - 2)

    def action_page_up(self) -> None:
        """Up by a page, two lines kept."""
        self._move(2 - self.size.height)

    def action_half_down(self) -> None:
        """Down by half a page."""
        self._move(self.size.height // 2)

    def action_half_up(self) -> None:
        """Up by half a page."""
        self._move(-(self.size.height // 2))

    def action_scroll_home(self) -> None:
        """To the beginning."""
        self.scroll_to(y=0, animate=False)

    def action_scroll_end(self) -> None:
        """To the end."""
        self.scroll_to(y=self.virtual_size.height, animate=False)
