"""All sources: how they are, what they lately brought, and a crawl of them with its log."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.coordinate import Coordinate
from textual.message import Message
from textual.notifications import SeverityLevel
from textual.style import Style
from textual.widgets import DataTable, Static

from press.text import clean_line
from store.lock import running_since
from tui.catalogue import Watch
from tui.commands import bindings_of, commands_of, key_name
from tui.language import _, ngettext
from tui.screens.dialog import Dialog
from tui.source_table import COLUMNS, STATE_WIDTH, WIDE, cells, columns, details, moment
from tui.watching import (
    NEVER,
    Crawl,
    SourceNews,
    exit_in_words,
    read_log,
    read_sources,
    urgency,
)
from tui.widgets.rows import fit

LOOKS_EVERY = 1.0
"""Seconds between two looks at a crawl that is running."""
_LINE = 300


class SourcesRead(Message):
    """All sources as they are now; or why they cannot be read."""

    def __init__(self, sources: Sequence[SourceNews], error: str = "") -> None:
        self.sources = sources
        self.error = error
        super().__init__()


class SourcesScreen(Dialog[str | None]):
    """A line for each source, those in trouble first; gives the one whose articles are wanted.

    `crawl` is the crawl that was started from the reader last, or None; `keep` is told of a new
    one, because it outlives this screen.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,Q", "close", show=False)]
    DEFAULT_CSS = """
    SourcesScreen { layout: vertical; background: $background; }
    SourcesScreen #crawl { height: auto; padding: 0 1; color: $text-accent; }
    SourcesScreen DataTable { height: 1fr; min-height: 5; background: $background; }
    SourcesScreen VerticalScroll {
        height: 40%; border-top: solid $primary; border-title-color: $text-primary;
        border-title-style: bold; padding: 0 1; scrollbar-size-vertical: 1;
    }
    SourcesScreen #keys {
        height: auto; padding: 0 1; background: $panel;
        link-style: none; link-color: $foreground; link-background: $panel;
    }
    """

    def __init__(
        self, data: Path, watch: Watch, crawl: Crawl | None, keep: Callable[[Crawl], object]
    ) -> None:
        super().__init__()
        self._bindings = type(self._bindings).merge(
            [self._bindings, type(self._bindings)(bindings_of("sources"))]
        )
        self._data = data
        self._watch = watch
        self._crawl = crawl
        self._keep = keep
        self._sources: Sequence[SourceNews] = ()
        self._shows_log = False
        self._ended = crawl is None or crawl.code is not None
        self.awaits_answer = True
        """Whether the sources are not there yet (see `tui.typing_ahead`)."""

    def compose(self) -> ComposeResult:
        """How the crawl stands, the table, details or log, and the keys."""
        yield Static("", id="crawl", markup=False)
        yield DataTable(cursor_type="row", id="table")
        with VerticalScroll(id="details", can_focus=False):
            yield Static("", id="text", markup=False)
        yield Static(_keys(), id="keys")

    def on_mount(self) -> None:
        """Read all, and look after a crawl."""
        self.query_one(DataTable).focus()
        self._tell(_("Reading …"))
        self.read()
        self.set_interval(LOOKS_EVERY, self._look)

    @property
    def _table(self) -> DataTable[Text]:
        return self.query_one(DataTable)

    @work(thread=True, exclusive=True, group="sources")
    def read(self) -> None:
        """Read catalogue, reports and index."""
        try:
            found = read_sources(self._data, self._watch.catalogue())
        except Exception as error:  # noqa: BLE001 - whatever it is, the reader goes on
            self.post_message(SourcesRead((), str(error) or type(error).__name__))
        else:
            self.post_message(SourcesRead(found))

    @on(SourcesRead)
    def _read_done(self, event: SourcesRead) -> None:
        self.awaits_answer = False
        if event.error:
            self._tell(event.error)
            return
        here = self._here
        self._sources = event.sources
        self._fill(here.source.id if here else None)
        self._tell_state()

    # The table

    def _fill(self, chosen: str | None) -> None:
        table = self._table
        table.clear(columns=True)
        widths = columns(self.size.width)
        for name, width in widths.items():
            label = Text(_(COLUMNS[name]), style="bold", no_wrap=True)
            table.add_column(label, width=width, key=name)
        for each in self._sources:
            texts = cells(each, short=self.size.width < WIDE)
            shown = (Text(fit(texts[name], width), no_wrap=True) for name, width in widths.items())
            table.add_row(*shown, key=each.source.id)
        places = [each.source.id for each in self._sources]
        if chosen in places:
            table.move_cursor(row=places.index(chosen), animate=False)
        if not self._shows_log:
            self._show_details()

    def on_resize(self) -> None:
        """Show as many columns as there is room for."""
        if self._sources:
            here = self._here
            self.call_after_refresh(self._fill, here.source.id if here else None)

    @property
    def _here(self) -> SourceNews | None:
        place = self._table.cursor_row
        return self._sources[place] if 0 <= place < len(self._sources) else None

    @on(DataTable.RowHighlighted)
    def _highlighted(self) -> None:
        if not self._shows_log:
            self._show_details()

    @on(DataTable.RowSelected)
    def action_show_articles(self) -> None:
        """Show this source's articles in the list."""
        if self._here:
            self.dismiss(self._here.source.id)

    def action_cursor_down(self) -> None:
        """To the next source."""
        self._table.action_cursor_down()

    def action_cursor_up(self) -> None:
        """To the previous source."""
        self._table.action_cursor_up()

    def action_first(self) -> None:
        """To the first source."""
        self._table.move_cursor(row=0, animate=False)

    def action_last(self) -> None:
        """To the last source."""
        self._table.move_cursor(row=len(self._sources) - 1, animate=False)

    # Details and log

    def _show_details(self) -> None:
        box, here = self.query_one("#details", VerticalScroll), self._here
        self._shows_log = False
        box.border_title = Content(clean_line(here.source.name, _LINE)) if here else ""
        text = Content("\n").join(map(Content, details(here))) if here else Content("")
        self.query_one("#text", Static).update(text)
        box.scroll_home(animate=False)

    def action_log(self) -> None:
        """Show the log of the last crawl from here, or the source again."""
        if self._shows_log:
            self._show_details()
        else:
            self._shows_log = True
            self._show_log()

    def _show_log(self) -> None:
        from tui.watching import LOG

        path = self._data / LOG
        box = self.query_one("#details", VerticalScroll)
        box.border_title = Content(_("Log") + f": {path}")
        text = read_log(path) or _("No crawl has been started from here yet.")
        self.query_one("#text", Static).update(Content(text))
        box.scroll_end(animate=False)

    def action_scroll(self, lines: int) -> None:
        """Scroll details or log by some lines."""
        box = self.query_one("#details", VerticalScroll)
        box.scroll_to(y=box.scroll_offset.y + lines, animate=False)

    def action_details_down(self) -> None:
        """Scroll details or log down."""
        self.action_scroll(5)

    def action_details_up(self) -> None:
        """Scroll details or log up."""
        self.action_scroll(-5)

    # The crawl

    def action_crawl(self) -> None:
        """Crawl this source."""
        if self._here:
            self._start([self._here.source.id])

    def action_crawl_all(self) -> None:
        """Crawl all sources that are enabled."""
        self._start([])

    def _start(self, ids: Sequence[str]) -> None:
        if self._crawl is not None and self._crawl.code is None:
            self.notify(_("A crawl is running already; x stops it."), severity="warning")
            return
        try:
            self._crawl = Crawl(self._data, self._watch.config, ids)
        except OSError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self._ended = False
        self._keep(self._crawl)
        self._tell_state()

    def action_stop(self) -> None:
        """Stop the crawl that was started from here."""
        if self._crawl is None or self._crawl.code is not None:
            self.notify(_("No crawl that was started from here is running."))
            return
        self._crawl.stop()
        self.notify(_("The crawl is asked to stop; it keeps what it has found."))

    def _look(self) -> None:
        """See how the crawl stands; when it has ended, what it brought."""
        crawl = self._crawl
        if crawl is not None and crawl.code is not None and not self._ended:
            self._ended = True
            self.notify(exit_in_words(crawl.code), severity=_severity(crawl.code))
            self.read()
        if self._shows_log and not self._ended:
            self._show_log()
        if self._sources:
            self._tell_state()

    def _tell_state(self) -> None:
        crawl = self._crawl
        if crawl is not None and crawl.code is None:
            what = ", ".join(crawl.sources) or _("all sources")
            told = _("Crawling {sources}").format(sources=what)
            progress = crawl.progress()
            last = list(progress.items())[-1:]
            self._tell(" · ".join([told, *(f"{source}: {text}" for source, text in last)]))
            self._show_progress(progress)
        elif crawl is not None and crawl.code is not None:
            self._tell(" · ".join([exit_in_words(crawl.code), self._summary()]))
        elif since := running_since(self._data):
            told = _("A crawl that was not started from here is running, since {time}.")
            self._tell(" · ".join([told.format(time=moment(since)), self._summary()]))
        else:
            self._tell(self._summary())

    def _show_progress(self, progress: Mapping[str, str]) -> None:
        for place, each in enumerate(self._sources):
            text = progress.get(each.source.id)
            if text is not None:
                shown = Text(fit(f"↻ {clean_line(text)}", STATE_WIDTH), no_wrap=True)
                self._table.update_cell_at(Coordinate(place, 0), shown)

    def _summary(self) -> str:
        trouble = sum(urgency(each) < NEVER for each in self._sources)
        text = ngettext("{n} source", "{n} sources", len(self._sources))
        if trouble:
            text += ", " + ngettext("{n} needs a look", "{n} need a look", trouble)
        return text

    def _tell(self, text: str) -> None:
        self.query_one("#crawl", Static).update(Content(clean_line(text, _LINE)))

    def action_refresh(self) -> None:
        """Read everything again."""
        self.read()

    def action_close(self) -> None:
        """Back to the list; a crawl goes on."""
        self.dismiss(None)


def _keys() -> Content:
    """The keys that can be pressed; a click does the same."""
    hints = [(c.keys[0], c.title, c.name) for c in commands_of("sources") if c.hint and c.keys]
    return Content("  ").join(
        Content.assemble((key_name(key), "bold $text-accent"), f" {title}").stylize(
            Style.from_meta({"@click": f"screen.{name}"})
        )
        for key, title, name in [*hints, ("escape", _("Back"), "close")]
    )


def _severity(code: int) -> SeverityLevel:
    return "information" if code == 0 else "warning"
