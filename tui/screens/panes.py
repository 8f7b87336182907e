"""How the panes stand side by side, which has the focus, and what Tab and Esc do about it.

From 120 columns on filters, list and article stand side by side; from 80 on list and article, with
the filters laid over them on demand; below, one at a time.
"""

from datetime import date
from typing import TYPE_CHECKING, Literal

from textual import events, on
from textual.app import ComposeResult
from textual.css.query import NoMatches

from press.query import Query
from tui.commands import bindings_of
from tui.language import _
from tui.screens.part import Part
from tui.widgets.article_list import ArticleList
from tui.widgets.article_view import ArticleView
from tui.widgets.ground import PaneGround, PanesGround
from tui.widgets.key_bar import KeyBar
from tui.widgets.query_line import QueryLine
from tui.widgets.time_strip import TimeStrip

if TYPE_CHECKING:
    from tui.counts import Counts
    from tui.widgets.empty import EmptyResult

Pane = Literal["filters", "list", "article"]

_HIGH = 24
"""Lines of a screen from which on there is room for the bars above the list."""


class PanesScreen(Part):
    """The panes and the moves between them; what they show is the business of `ReadingScreen`."""

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual's declaration
        (0, "-narrow"),
        (80, "-middle"),
        (120, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012 - Textual's declaration
        (0, "-low"),
        (_HIGH, "-high"),
    ]

    _has_been_shown = False
    AUTO_FOCUS = ""  # the list takes the focus; on the way there no other pane need have it

    def __init__(self, today: date) -> None:
        super().__init__()
        self._bindings = type(self._bindings)(bindings_of("everywhere"))
        self.today = today
        self.search = Query()
        self.counts: Counts | None = None

    @on(events.ScreenResume)
    def _keep_fresh_styles(self, event: events.ScreenResume) -> None:
        """When the reader opens, its styles are fresh: finding them all again would double that."""
        event.refresh_styles = event.refresh_styles and self._has_been_shown
        self._has_been_shown = True

    def compose(self) -> ComposeResult:
        """Query line, panes, keys. The filters come when the list is there.

        The classes for the size are set before the first layout, which then need not be done twice.
        """
        width, height = self.app.size
        self.add_class(max(step for step in self.HORIZONTAL_BREAKPOINTS if step[0] <= width)[1])
        self.add_class(max(step for step in self.VERTICAL_BREAKPOINTS if step[0] <= height)[1])
        yield QueryLine()
        with PanesGround(id="panes"):
            yield PaneGround(id="filters-pane")
            with PaneGround(id="list-pane"):
                yield TimeStrip(id="timeline")
                yield ArticleList(id="list")
            yield PaneGround(id="article-pane")
        yield KeyBar()

    @property
    def list(self) -> ArticleList:
        """The list of articles."""
        return self.query_one("#list", ArticleList)

    @property
    def empty(self) -> "EmptyResult":
        """What stands in the list's place where there is nothing to list; made when needed."""
        from tui.widgets.empty import EmptyResult

        for there in self.query(EmptyResult):
            return there
        made = EmptyResult(id="empty")
        self.query_one("#list-pane").mount(made)
        return made

    @property
    def on_hits(self) -> bool:
        """Whether the list, what stands in its place, or nothing has the focus."""
        return self.focused is None or self.focused.id in ("list", "empty")

    @property
    def view(self) -> ArticleView:
        """Where an article is read; made when the first one is to be shown, after the list."""
        try:
            return self.query_one("#article", ArticleView)
        except NoMatches:
            made = ArticleView(id="article")
            self.query_one("#article-pane").mount(made)
            return made

    @property
    def line(self) -> QueryLine:
        """The query line."""
        return self.query_one(QueryLine)

    @property
    def strip(self) -> TimeStrip:
        """The bars above the list."""
        return self.query_one(TimeStrip)

    @property
    def wide(self) -> bool:
        """Whether there is room for all three panes."""
        return self.has_class("-wide")

    @property
    def article_in_sight(self) -> bool:
        """Whether the reading pane is on the screen."""
        return not self.has_class("-narrow") or self.has_class("-reading")

    # Filters

    def show_filters(self) -> None:
        """Bring the filter panel up to the query and the latest counts, if it is there."""
        from tui.widgets.filters import FilterPanel

        for panel in self.query(FilterPanel):
            fresh = self.counts if self.counts and self.counts.query == self.search else None
            panel.show(self.search, fresh)

    async def mount_filters(self) -> None:
        """Make the filter panel, unless it is there."""
        from tui.widgets.filters import FilterPanel

        pane = self.query_one("#filters-pane")
        if not self.query(FilterPanel) and pane.is_attached:
            panel = FilterPanel(today=self.today)
            await pane.mount(panel)
            panel.show(self.search, self.counts)

    async def action_filters(self) -> None:
        """Go to the filters, or back from them to the list."""
        if self._in_filters:
            self.focus_list()
        else:
            await self.open_filters()

    async def open_filters(self) -> None:
        """Go to the filters; where there is no room for them they lie over the list."""
        from tui.widgets.filters import FilterPanel

        await self.mount_filters()
        self.add_class("-filtering")
        self.query_one(FilterPanel).focus_first()

    def _leave_filters(self) -> None:
        """Where they lie over the list they go; they will show all their values again."""
        if self._in_filters or self.has_class("-filtering"):
            from tui.widgets.filters import FilterPanel

            self.remove_class("-filtering")
            for panel in self.query(FilterPanel):
                panel.end_finding()

    @property
    def _in_filters(self) -> bool:
        pane = self.query_one("#filters-pane")
        return self.focused is not None and pane in self.focused.ancestors

    # Moving between the panes

    def action_search(self) -> None:
        """Go to the query line."""
        self.set_focus(self.line.box)

    def action_timeline(self) -> None:
        """Go to the bars above the list, or back from them; bars taken away come again."""
        if self.focused is self.strip:
            self.focus_list()
            return
        if self.has_class("-low"):
            self.notify(_("The bars need a screen of {n} lines.").format(n=_HIGH))
            return
        self.remove_class("-no-timeline", "-reading")
        self._leave_filters()
        self.set_focus(self.strip)

    def action_toggle_timeline(self) -> None:
        """Take the bars above the list away, or show them again."""
        if self.focused is self.strip:
            self.focus_list()
        self.toggle_class("-no-timeline")

    def action_back(self) -> None:
        """One step back: out of the query line, the filters, the article; then the query before."""
        if not self.on_hits:
            self.focus_list()
        else:
            self.step_back()

    def step_back(self) -> bool:
        """Ask again what was asked before; whether there was anything."""
        raise NotImplementedError

    def focus_list(self) -> None:
        """Go to the list; filters that lie over it go, and an article that has taken its place."""
        self.remove_class("-reading")
        self._leave_filters()
        self.set_focus(self.list if self.list.display else self.empty)

    def focus_article(self) -> None:
        """Go to the article; where there is only one pane, it takes the list's place."""
        self.add_class("-reading")
        self.set_focus(self.view)

    async def action_next_pane(self) -> None:
        """Filters, list, article, and round again."""
        await self._go_round(1)

    async def action_previous_pane(self) -> None:
        """Article, list, filters, and round again."""
        await self._go_round(-1)

    async def action_pane_right(self) -> None:
        """From the filters to the list, from the list to the article."""
        await self._focus_pane("list" if self.here == "filters" else "article")

    async def action_pane_left(self) -> None:
        """From the article to the list, from the list to the filters."""
        await self._focus_pane("list" if self.here == "article" else "filters")

    @property
    def here(self) -> Pane:
        """The pane with the focus; the list stands for all else."""
        if self._in_filters:
            return "filters"
        return "article" if self.focused is self.view else "list"

    async def _go_round(self, step: int) -> None:
        panes: list[Pane] = ["filters", "list", "article"] if self.wide else ["list", "article"]
        place = panes.index(self.here) + step if self.here in panes else 0
        await self._focus_pane(panes[place % len(panes)])

    async def _focus_pane(self, pane: Pane) -> None:
        if pane == "filters":
            await self.open_filters()
        elif pane == "article":
            self.list.action_open()
        else:
            self.focus_list()
