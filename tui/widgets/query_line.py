"""The query line: always there, always the whole truth about what the list shows."""

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from press.query import QueryError
from tui.language import _, ngettext
from tui.widgets.query_box import QueryBox

_BESIDE_THE_BOX = 26
"""Cells that label and number of hits take, at most."""
_AROUND_NEWS = 4
"""Cells that a border keeps around its text."""


def _hint(width: int) -> str:
    """What can be typed, in so many examples as a line of `width` cells has room for."""
    hint = _("words, topic:…, agency:…, source:…, date:7d, is:unread")
    while cell_len(hint) > width - _BESIDE_THE_BOX and ", " in hint:
        hint = hint.rpartition(", ")[0]
    return hint


class Notice(Static):
    """One line that is there only while it has something to say."""

    text: reactive[str] = reactive("")

    def watch_text(self, text: str) -> None:
        """Show the line, or give its place back."""
        self.update(Content(text))
        self.display = bool(text)


class QueryLine(Vertical):
    """The search box, the number of hits, and below them an error or a piece of news."""

    DEFAULT_CSS = """
    QueryLine {
        height: auto;
        & > #box { height: 1; }
        & #search-label { width: auto; padding: 0 1; color: $text-accent; text-style: bold; }
        & #query { width: 1fr; background: $surface; padding: 0; }
        & #query:focus { background-tint: $foreground 5%; }
        & #hits { width: auto; padding: 0 1; }
        & > #error {
            height: auto; max-height: 4; padding: 0 1; display: none;
            color: $text-error; background: $surface;
        }
        border-subtitle-color: $text-warning; border-subtitle-style: bold;
    }
    """

    def compose(self) -> ComposeResult:
        """Box, hits, error; news stand in the border, so that nothing moves when there are some."""
        with Horizontal(id="box"):
            yield Static(_("Search"), id="search-label", markup=False)
            yield QueryBox(placeholder=_hint(self.app.size.width))
            yield Static("", id="hits", markup=False)
        yield Notice("", id="error", markup=False)

    def on_resize(self) -> None:
        """Hint at as much of the filter language as there is room for."""
        self.box.placeholder = _hint(self.size.width)
        self._show_news()

    @property
    def box(self) -> QueryBox:
        """Where the query is typed."""
        return self.query_one(QueryBox)

    _total = _selected = 0
    _numbers = ""

    def show_hits(self, total: int) -> None:
        """Say how many articles the list holds."""
        self._total = total
        self._show_numbers()

    def show_selected(self, number: int) -> None:
        """Say how many articles are selected, if any."""
        self._selected = number
        self._show_numbers()

    def _show_numbers(self) -> None:
        text = ngettext("{n} article", "{n} articles", self._total)
        if self._selected:
            text = ngettext("{n} selected", "{n} selected", self._selected) + f" · {text}"
        layout = cell_len(text) != cell_len(self._numbers)
        self._numbers = text
        self.query_one("#hits", Static).update(Content(text), layout=layout)

    def show_error(self, error: QueryError | None) -> None:
        """Point at the place in the query that is not understood, or at none."""
        notice = self.query_one("#error", Notice)
        if error is None:
            notice.text = ""
            return
        from tui.query_errors import in_words

        message = in_words(error)
        box = self.box
        before = cell_len(box.value[: error.position]) - box.scroll_offset.x
        width = self.size.width - 2
        column = max(0, min(box.region.x - self.region.x - 1 + before, width - 1))
        if column + 2 + cell_len(message) <= width:
            notice.text = " " * column + f"▲ {message}"
        elif cell_len(message) + 1 <= column:
            notice.text = " " * (column - cell_len(message) - 1) + f"{message} ▲"
        else:
            notice.text = " " * column + f"▲\n{message}"

    _news = _visit = ""

    def show_news(self, text: str) -> None:
        """Say what has happened in the archive; an empty text says nothing."""
        self._news = text
        self._show_news()

    def show_visit(self, text: str) -> None:
        """Say what is new since the last visit; an empty text says nothing."""
        self._visit = text
        self._show_news()

    def _show_news(self) -> None:
        texts = [text for text in (self._news, self._visit) if text]
        whole = " · ".join(texts)
        if texts and cell_len(whole) > self.size.width - _AROUND_NEWS:
            whole = texts[0]
        self.border_subtitle = Content(whole)

    def on_click(self, event: events.Click) -> None:
        """A click on the news does what they say."""
        if event.widget is self and event.y == self.outer_size.height - 1:
            if self._news:
                self.app.simulate_key("R")
            elif self._visit:
                self.app.simulate_key("N")
