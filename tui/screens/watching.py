"""From the list to the sources and back; a crawl that was started there goes on."""

from typing import TYPE_CHECKING

from press.query import Field, Query
from tui.catalogue import Watch, crawled
from tui.language import _
from tui.screens.working import WorkingScreen

if TYPE_CHECKING:
    from tui.watching import Crawl


class WatchingScreen(WorkingScreen):
    """Opens the screen of the sources; keeps the crawl that was started there."""

    sources: Watch | None = None
    """How to read the catalogue of sources; without it those are shown that have been crawled."""
    _crawl: "Crawl | None" = None

    def action_sources(self) -> None:
        """Show all sources and how they are."""
        from tui.screens.sources import SourcesScreen

        def answered(source: str | None) -> None:
            if source:
                self.set_query(Query((Field("source", (source,)),)))
                self.focus_list()

        def keep(crawl: "Crawl") -> None:
            self._crawl = crawl

        data = self.library.data
        watch = self.sources or Watch(lambda: crawled(data))
        self.app.push_screen(SourcesScreen(data, watch, self._crawl, keep), answered)

    def action_quit(self) -> None:
        """Leave; a crawl goes on, which is said behind the last picture."""
        crawl = self._crawl
        if crawl is not None and crawl.code is None:
            text = _("The crawl goes on; its log is {file}.").format(file=crawl.log)
            self.app.exit(0, message=text)
        else:
            super().action_quit()
