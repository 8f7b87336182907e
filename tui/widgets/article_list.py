"""The list of articles: only the lines on the screen are made, whatever the result's size."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from store.library import Row
from tui.commands import bindings_of
from tui.language import _, long_day, month
from tui.results import Grouping, Lines, Pages, Section, group, page_start
from tui.widgets.rows import ONE_LINE, Look, article_lines, heading, title_of

Hits = Callable[[str], Sequence[tuple[int, int]]]
"""Gives the spans of a title, as shown, that the query hit."""
Chosen = Callable[[object], bool]
"""Says whether an article is selected, by its id."""
SIGNS = 3
"""Cells at the beginning of a row; a click there selects."""
Remark = Callable[[str], str]
"""Gives the sign for what the reader has said of an article, by its id; empty for nothing."""


class ArticleList(ScrollView, can_focus=True):
    """Rows of articles under the headings of their days, with a cursor.

    Rows come in pages; for one that is missing the list posts `PageWanted` and shows a mark in the
    meantime. `cursor` is the index of the article under the cursor.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "article-list--unread",
        "article-list--read",
        "article-list--quiet",
        "article-list--sign",
        "article-list--star",
        "article-list--hit",
        "article-list--heading",
        "article-list--cursor",
    }
    DEFAULT_CSS = """
    ArticleList {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        & > .article-list--unread { text-style: bold; }
        & > .article-list--read { color: $foreground 85%; }
        & > .article-list--quiet { color: $foreground 75%; }
        & > .article-list--sign { color: $text-primary; }
        & > .article-list--star { color: $text-warning; }
        & > .article-list--hit { text-style: underline; }
        & > .article-list--heading { color: $text-accent; text-style: bold; }
        & > .article-list--cursor { background: $foreground 12%; }
        &:focus > .article-list--cursor { background: $primary 30%; }
    }
    """

    cursor: var[int] = var(0)

    class Highlighted(Message):
        """The cursor has come to another article (or the row under it has been fetched)."""

        def __init__(self, row: Row | None) -> None:
            self.row = row
            super().__init__()

        def can_replace(self, message: Message) -> bool:
            """Only the last place of a moving cursor matters."""
            return isinstance(message, ArticleList.Highlighted)

    class Opened(Message):
        """The reader wants to read the article under the cursor."""

        def __init__(self, row: Row) -> None:
            self.row = row
            super().__init__()

    class Selected(Message):
        """The mouse selects an article, or (`through`) all from the last one on."""

        def __init__(self, index: int, *, through: bool) -> None:
            self.index = index
            self.through = through
            super().__init__()

    class PageWanted(Message):
        """The page of rows that starts at `start` is on the screen, but has not been fetched."""

        def __init__(self, start: int) -> None:
            self.start = start
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._bindings = type(self._bindings)(bindings_of("list"))
        self.pages: Pages | None = None
        self.hits: Hits = lambda _title: ()
        self.remark: Remark = lambda _id: ""
        self.selected: Chosen = lambda _id: False
        self._names: Mapping[str, str] = {}
        self._days: Sequence[Section] = ()
        self._grouping: Grouping = "none"
        self._headings: list[Section] = []
        self._lines = Lines(0, [], 1)
        self._wanted: set[int] = set()
        self._strips: LRUCache[tuple[int, bool, Row | None, str, bool], list[Strip]] = LRUCache(512)
        self._looks: dict[bool, Look] = {}

    # What is shown

    @property
    def above(self) -> int:
        """The lines of the screen between the list's top and the cursor."""
        return self._lines.line_of(self.cursor) - self.scroll_offset.y

    def show(
        self,
        pages: Pages,
        days: Sequence[Section],
        *,
        cursor: int = 0,
        above: int | None = None,
    ) -> None:
        """Show another result, with the cursor on the article at index `cursor`.

        The cursor stays on the same line of the screen, so that a refresh does not jump, or comes
        to stand `above` lines below the list's top.
        """
        above = self.above if above is None else above
        self.pages = pages
        self._days = days
        self._grouping, self._headings = group(days)
        self._wanted.clear()
        self._strips.clear()
        self._measure()
        self.set_reactive(ArticleList.cursor, max(0, min(cursor, pages.total - 1)))
        top = self._lines.line_of(self.cursor) - above if self.cursor else 0
        self.scroll_to(y=max(0, top), animate=False, force=True)
        self._follow_cursor()
        self.refresh()
        self.post_message(self.Highlighted(self.row))

    def show_names(self, names: Mapping[str, str]) -> None:
        """Show the agencies of articles, now that it is known what they are called."""
        if names is not self._names:
            self._names = names
            self._strips.clear()
            self.refresh()

    def add_page(self, start: int) -> None:
        """Paint what has been fetched for the page that starts at `start`."""
        self._wanted.discard(start)
        self.refresh()
        if page_start(self.cursor) == start:
            self.post_message(self.Highlighted(self.row))

    def wants(self, start: int) -> bool:
        """Whether the page that starts at `start` is still on the screen, or the cursor is."""
        if not self._lines.total:
            return False
        top = self.scroll_offset.y
        first = page_start(self._lines.index_at(top))
        last = page_start(self._lines.index_at(top + self.size.height))
        return first <= start <= last or start == page_start(self.cursor)

    def forget(self, start: int) -> None:
        """A page that was asked for is not coming; ask again when it is on the screen again."""
        self._wanted.discard(start)

    @property
    def row(self) -> Row | None:
        """The row under the cursor, if there is one and it has been fetched."""
        return self.pages.get(self.cursor) if self.pages else None

    def _measure(self) -> None:
        width = self._width
        total = self.pages.total if self.pages else 0
        self._lines = Lines(total, self._headings, 1 if width >= ONE_LINE else 2)
        size = Size(width, self._lines.count)
        if (size.height > self.size.height) == self.show_vertical_scrollbar and self.size.area:
            # The scrollbar neither comes nor goes, so nothing need be laid out anew.
            self.set_reactive(ArticleList.virtual_size, size)
            self.vertical_scrollbar.window_virtual_size = size.height
        else:
            self.virtual_size = size

    def on_resize(self) -> None:
        """Lay the rows out anew; the article under the cursor stays in sight."""
        before = self._lines
        above = before.line_of(self.cursor) - self.scroll_offset.y
        self._strips.clear()
        self._measure()
        if self._lines.height != before.height:
            top = self._lines.line_of(self.cursor) - above
            self.scroll_to(y=max(0, top), animate=False, force=True)
        self._follow_cursor()

    @property
    def _width(self) -> int:
        """Cells of a line, beside the scrollbar."""
        return self.scrollable_content_region.width

    # Moving

    def watch_cursor(self, before: int, after: int) -> None:
        """Keep the cursor in sight and tell who listens."""
        if before != after:
            self._follow_cursor()
            self.refresh()
            self.post_message(self.Highlighted(self.row))

    def validate_cursor(self, cursor: int) -> int:
        """The cursor stays inside the list."""
        return max(0, min(cursor, self._lines.total - 1))

    def _follow_cursor(self) -> None:
        height = self.size.height
        if not height or not self._lines.total:
            return
        first = self._lines.line_of(self.cursor)
        last = first + self._lines.height
        above = self._lines.heading_of(self.cursor)
        first = first if above is None else above
        top = self.scroll_offset.y
        if first < top:
            self.scroll_to(y=first, animate=False, force=True)
        elif last > top + height:
            self.scroll_to(y=last - height, animate=False, force=True)

    @property
    def _page(self) -> int:
        return max(1, self.size.height // self._lines.height - 1)

    def action_cursor_down(self) -> None:
        """To the next article."""
        self.cursor += 1

    def action_cursor_up(self) -> None:
        """To the previous article."""
        self.cursor -= 1

    def action_page_down(self) -> None:
        """Down by a page."""
        self.cursor += self._page

    def action_page_up(self) -> None:
        """Up by a page."""
        self.cursor -= self._page

    def action_half_down(self) -> None:
        """Down by half a page."""
        self.cursor += max(1, self._page // 2)

    def action_half_up(self) -> None:
        """Up by half a page."""
        self.cursor -= max(1, self._page // 2)

    def action_first(self) -> None:
        """To the newest article."""
        self.cursor = 0

    def action_last(self) -> None:
        """To the last article."""
        self.cursor = self._lines.total - 1

    def action_next_day(self) -> None:
        """To the first article of the next (earlier) day."""
        self.cursor = next(
            (section.first for section in self._days if section.first > self.cursor), self.cursor
        )

    def action_previous_day(self) -> None:
        """To the first article of this day, then of the one before (later)."""
        earlier = [section.first for section in self._days if section.first < self.cursor]
        self.cursor = earlier[-1] if earlier else 0

    def action_open(self) -> None:
        """Ask to read the article under the cursor."""
        if self.row:
            self.post_message(self.Opened(self.row))

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor there; a click on the cursor opens.

        With Ctrl, or on the signs, it selects the article; with Shift all up to it.
        """
        offset = event.get_content_offset(self)
        if offset is None or not self._lines.total:
            return
        found = self._lines.at(offset.y + self.scroll_offset.y)
        if found is None or isinstance(found, Section):
            return
        if event.ctrl or event.shift or offset.x < SIGNS:
            self.post_message(self.Selected(found[0], through=event.shift))
        elif found[0] == self.cursor:
            self.action_open()
        self.cursor = found[0]

    # Painting

    def notify_style_update(self) -> None:
        """Colours have changed, by theme or focus."""
        super().notify_style_update()
        self._looks.clear()
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        """One line of the screen: a heading or a line of an article."""
        width = self._width
        found = self._lines.at(y + self.scroll_offset.y)
        if found is None:
            return Strip.blank(width, self.rich_style)
        if isinstance(found, Section):
            return heading(found, self._label(found), width, self._look(selected=False))
        index, line = found
        selected = index == self.cursor
        row = self.pages.get(index) if self.pages else None
        if row is None:
            return self._missing(index, width)
        remark = self.remark(row.id)
        chosen = self.selected(row.id)
        key = (index, selected, row, remark, chosen)
        strips = self._strips.get(key)
        if strips is None:
            strips = self._strips[key] = article_lines(
                row,
                width=width,
                height=self._lines.height,
                grouping=self._grouping,
                look=self._look(selected=selected),
                hits=self.hits(title_of(row)),
                names=self._names,
                remark=remark,
                selected=chosen,
            )
        return strips[line]

    def _missing(self, index: int, width: int) -> Strip:
        start = page_start(index)
        if start not in self._wanted:
            self._wanted.add(start)
            self.post_message(self.PageWanted(start))
        look = self._look(selected=index == self.cursor)
        return Strip([Segment("   …", look.quiet)]).adjust_cell_length(width, look.base)

    def _label(self, section: Section) -> str:
        if section.key is None:
            return _("Without date")
        return long_day(section.key) if self._grouping == "day" else month(section.key)

    def _look(self, *, selected: bool) -> Look:
        look = self._looks.get(selected)
        if look is None:
            under = ("article-list--cursor",) if selected else ()
            look = self._looks[selected] = Look(
                self.get_visual_style(*under).rich_style,
                *(
                    self.get_visual_style(*under, f"article-list--{part}").rich_style
                    for part in Look._fields[1:]
                ),
            )
        return look
