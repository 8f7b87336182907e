"""The reading pane: one article, set to a measure that reads well."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from tui.commands import bindings_of
from tui.language import _, mark, ngettext, number
from tui.widgets.hits import Hits
from tui.widgets.rows import fit
from tui.widgets.setting import Line, Spot, lines_of, styled

if TYPE_CHECKING:
    from tui.widgets.article_text import Part

MEASURE = 80
"""The longest line of text, in cells."""
_AT_ONCE = 400
"""Lines set in one go; a long text's others follow without holding up the screen."""
_KEPT = 2
"""Lines that stay on the screen when a page is turned."""
_ROOM_FOR_STATUS = 6
"""Lines from which on the last one tells where in the article one is."""


LOOKS = (
    *("kicker", "title", "meta", "notice", "fact", "lead", "body", "subhead", "quote"),
    *("label", "caption", "link", "hit", "spot", "status", "deleted", "inserted"),
)
"""How a part may look, by the names that `article_text` gives them, and some words in it."""


class ArticleView(ScrollView, can_focus=True):
    """Shows the parts of an article; lines are made when they come on the screen.

    The last line says how far one has read, and among which of the hits one is.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"article-view--{look}" for look in LOOKS}
    DEFAULT_CSS = """
    ArticleView {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        & > .article-view--kicker { color: $text-accent; }
        & > .article-view--title { text-style: bold; color: $text-primary; }
        & > .article-view--meta { color: $foreground 75%; }
        & > .article-view--notice { color: $text-warning; text-style: bold; }
        & > .article-view--fact { color: $foreground 85%; }
        & > .article-view--lead { text-style: bold; }
        & > .article-view--subhead { text-style: bold; color: $text-accent; }
        & > .article-view--quote { text-style: italic; }
        & > .article-view--label { color: $text-accent; text-style: bold; }
        & > .article-view--caption { text-style: italic; color: $foreground 85%; }
        & > .article-view--link { color: $foreground 75%; text-style: underline; }
        & > .article-view--hit { background: $text-warning; color: $background; text-style: bold; }
        & > .article-view--spot {
            background: $primary; color: $background; text-style: bold underline;
        }
        & > .article-view--deleted { color: $text-error; text-style: strike; }
        & > .article-view--inserted { color: $text-success; text-style: bold underline; }
        & > .article-view--status { color: $foreground 75%; background: $surface; }
    }
    """

    ONE_HIT = mark("hit {n} of {all}")
    """What the last line says of the places that are gone to one after another."""

    class Shown(Message):
        """The article has been painted with the focus on this pane: somebody reads it."""

        def __init__(self, article_id: str) -> None:
            self.article_id = article_id
            super().__init__()

    class Finished(Message):
        """The reader wants to go on at the end of the article."""

    class NoHit(Message):
        """The reader wants to go to a hit, the next one or the one before; there is none here."""

        def __init__(self, step: int) -> None:
            self.step = step
            super().__init__()

    class Followed(Message):
        """The reader wants to go where the link of this number leads."""

        def __init__(self, link: int) -> None:
            self.link = link
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._bindings = type(self._bindings)(bindings_of("article"))
        self.article_id: str | None = None
        self._parts: Sequence[Part] = ()
        self.hits = Hits()
        self._set: list[Line] = []
        self._rest: Iterator[Line] = iter(())

    def show(self, article_id: str | None, parts: "Sequence[Part]") -> None:
        """Show another article (from its top), or the same one anew (where it was)."""
        same = article_id == self.article_id
        top = self._top() if same else None
        self.article_id = article_id
        self._parts = parts
        hits = Hits(parts)
        if not same or hits.spots != self.hits.spots:
            self.hits = hits
        self._set_lines(top)
        if not same:
            self.scroll_to(y=0, animate=False, force=True)
        self.refresh()
        self._tell_when_painted()

    @property
    def has_hits(self) -> bool:
        """Whether there are places to go to one after another."""
        return bool(self.hits.spots)

    @property
    def parts(self) -> "Sequence[Part]":
        """What is shown."""
        return self._parts

    def on_focus(self) -> None:
        """With the focus here, what is shown is being read."""
        self._tell_when_painted()

    def _tell_when_painted(self) -> None:
        self.call_after_refresh(self._tell)

    def _tell(self) -> None:
        if self.has_focus and self.article_id:
            self.post_message(self.Shown(self.article_id))

    # Setting the text

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

    def _set_lines(self, top: Spot | None = None) -> None:
        """Set the text anew; the words at `top` come to stand at the top."""
        self._set = []
        self._rest = self._lines() if self._width > 0 else iter(())
        self._set_more()
        if top is not None:
            self.scroll_to(y=self._line_of(top), animate=False, force=True)

    def _set_more(self) -> None:
        before = len(self._set)
        for _unused, line in zip(range(_AT_ONCE), self._rest, strict=False):
            self._set.append(line)
        if len(self._set) - before == _AT_ONCE:
            self.set_timer(0.001, self._set_more)
        self.virtual_size = Size(self._width, len(self._set) + 1 + self._status_height)

    def _lines(self) -> Iterator[Line]:
        for position, part in enumerate(self._parts):
            if part.gap and position:
                yield Line("", "", position, -1)
            before = part.first
            for start, end in lines_of(part.text, max(4, self.measure - cell_len(part.first))):
                yield Line(before, part.text[start:end], position, start)
                before = part.indent

    def _line_of(self, spot: Spot) -> int:
        """The line where these words begin; the text is set as far as there."""
        key = (spot.part, spot.start)
        while not self._set or (self._set[-1].part, self._set[-1].end) < key:
            line = next(self._rest, None)
            if line is None:
                break
            self._set.append(line)
        self.virtual_size = Size(self._width, len(self._set) + 1 + self._status_height)
        found = bisect_right(self._set, key, key=lambda line: (line.part, line.start))
        return max(0, found - 1)

    def _top(self) -> Spot | None:
        """The words at the top of the screen, if they are not the first."""
        y = self.scroll_offset.y
        if not 0 < y < len(self._set):
            return None
        line = self._set[y]
        return Spot(line.part, line.start, line.end)

    def on_resize(self) -> None:
        """Set the text to the new width and stay at the same place of it."""
        seen = bool(self._set)
        self._set_lines(self._top())
        if self.hits.words and not seen:
            self._bring(self.hits.words)

    # Painting

    @property
    def _status_height(self) -> int:
        """One line, where there is room for more than a few."""
        return int(self.size.height >= _ROOM_FOR_STATUS)

    @property
    def page(self) -> int:
        """Lines of text on the screen."""
        return max(1, self.size.height - self._status_height)

    @property
    def at_end(self) -> bool:
        """Whether the end of the article is on the screen."""
        return next(iter(self._set[self.scroll_offset.y + self.page :]), None) is None

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width = self._width
        base = self.visual_style.rich_style
        if self._status_height and y == self.size.height - 1:
            return self._status(width)
        y += self.scroll_offset.y
        if y >= len(self._set):
            return Strip.blank(width, base)
        line = self._set[y]
        quiet = self.get_visual_style("article-view--meta").rich_style
        words = self._words(line, y)
        strip = Strip([Segment(" " * self._margin, base), Segment(line.before, quiet), *words])
        return strip.crop_extend(0, width, base).apply_offsets(0, y)

    def _words(self, line: Line, y: int) -> Iterator[Segment]:
        """The words of a line, hits and what has been selected in their own styles."""
        spans = list(self.hits.on(line))
        here = self.hits.here
        if here is not None and here.part == line.part:
            spans.append((here, "spot"))
        cuts = [
            (spot.start - line.start, spot.end - line.start, f"article-view--{look}")
            for spot, look in spans
        ]
        selection = self.text_selection
        chosen = selection.get_span(y) if selection else None
        if chosen is not None:
            before = len(line.before) + self._margin
            start, end = (max(0, place - before) for place in chosen)
            end = len(line.words) if chosen[1] == -1 else end
            cuts.append((start, end, "screen--selection"))
        look = self.get_visual_style(f"article-view--{self._parts[line.part].look}").rich_style
        yield from styled(line.words, look, [(a, b, self._look(name)) for a, b, name in cuts])

    def _look(self, name: str) -> Style:
        if name == "screen--selection":
            return self.screen.get_visual_style(name).rich_style
        return self.get_visual_style(name).rich_style

    def _status(self, width: int) -> Strip:
        """Which hit of how many, and how much has been read."""
        hits, every = "", len(self.hits.spots)
        if self.hits.at is not None:
            hits = _(self.ONE_HIT).format(n=number(self.hits.at + 1), all=number(every))
        elif every:
            hits = self.all_hits(every)
        seen = self.scroll_offset.y + self.page
        share = "" if not self._set else _("end")
        if self._set and not self.at_end:
            share = f"{100 * seen // max(1, self._whole)} %"
        style = self.get_visual_style("article-view--status").rich_style
        left = " " * self._margin + hits
        text = fit(left, width - len(share) - 1) + share + " "
        return Strip([Segment(fit(text, width), style)])

    def all_hits(self, n: int) -> str:
        """How many there are, before one has been gone to."""
        return ngettext("{n} hit", "{n} hits", n)

    @property
    def _whole(self) -> int:
        """All lines, as far as can be told before they are set."""
        last = self._set[-1]
        if last.part + 1 >= len(self._parts):
            return len(self._set)
        return len(self._set) * len(self._parts) // (last.part + 1)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The text that the mouse has selected."""
        lines = [" " * self._margin + line.plain for line in self._set]
        return selection.extract("\n".join(lines)), "\n"

    # Going to hits and other places

    def action_next_hit(self) -> None:
        """To the next hit of the query, and round again."""
        self._go_to_hit(1)

    def action_previous_hit(self) -> None:
        """To the hit before, and round again."""
        self._go_to_hit(-1)

    def _go_to_hit(self, step: int) -> None:
        spot = self.hits.step(step, self._top() or Spot(0, 0, 0))
        if spot is None:
            self.post_message(self.NoHit(step))
        else:
            self._bring(spot)

    def go_to(self, part: int, start: int, end: int) -> None:
        """Show some words of the article and mark them."""
        spot = Spot(part, start, end)
        self.hits.go_to(spot)
        self._bring(spot)

    def _bring(self, spot: Spot) -> None:
        """Have some words on the screen, a third from its top unless they are there already."""
        y, top = self._line_of(spot), self.scroll_offset.y
        if not top <= y < top + self.page:
            self.scroll_to(y=max(0, y - self.page // 3), animate=False, force=True)
        self.refresh()

    # Scrolling

    def _move(self, lines: int) -> None:
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False)

    def action_scroll_down(self) -> None:
        """Down by a line."""
        self._move(1)

    def action_scroll_up(self) -> None:
        """Up by a line."""
        self._move(-1)

    def action_page_down(self) -> None:
        """Down by a page, some lines kept; at the end, on to the next article."""
        if self.at_end:
            self.post_message(self.Finished())
        else:
            self._move(max(1, self.page - _KEPT))

    def action_page_up(self) -> None:
        """Up by a page, some lines kept."""
        self._move(-max(1, self.page - _KEPT))

    def action_half_down(self) -> None:
        """Down by half a page."""
        self._move(self.page // 2)

    def action_half_up(self) -> None:
        """Up by half a page."""
        self._move(-(self.page // 2))

    def action_scroll_home(self) -> None:
        """To the beginning."""
        self.scroll_to(y=0, animate=False)

    def action_scroll_end(self) -> None:
        """To the end."""
        self._line_of(Spot(len(self._parts), 0, 0))
        self.scroll_to(y=self.virtual_size.height, animate=False)

    def on_click(self, event: events.Click) -> None:
        """A click on a numbered line follows that link."""
        offset = event.get_content_offset(self)
        y = self.scroll_offset.y + offset.y if offset is not None else len(self._set)
        link = self._parts[self._set[y].part].link if y < len(self._set) else 0
        if link and not self.text_selection:
            self.post_message(self.Followed(link))
