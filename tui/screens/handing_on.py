"""What leads out of the reading screen: browser, clipboard, help, palette, the way out."""

from typing import Literal

from textual import on, work
from textual.message import Message

from store.library import Library, Row
from tui.desk import Desk
from tui.language import _
from tui.links import browse, copy
from tui.screens.panes import PanesScreen

Use = Literal["browse", "copy", "show"]


class UrlFound(Message):
    """The address of the article that a command is about, and what to do with it."""

    def __init__(self, url: str | None, use: Use) -> None:
        self.url = url
        self.use: Use = use
        super().__init__()


class Browsed(Message):
    """A browser has been asked for; `opened` says whether there was one."""

    def __init__(self, url: str, *, opened: bool) -> None:
        self.url = url
        self.opened = opened
        super().__init__()


class Copied(Message):
    """An address has been put on the clipboard; `tool` is the local program that took it too."""

    def __init__(self, tool: str | None) -> None:
        self.tool = tool
        super().__init__()


class HandingOnScreen(PanesScreen):
    """The commands that hand an article's address on, and those that open other screens."""

    library: Library
    desk: Desk

    @property
    def target(self) -> Row | None:
        """The article that a command is about."""
        raise NotImplementedError

    def action_open_in_browser(self) -> None:
        """Open the article's page in the browser."""
        self._find_url("browse")

    def action_copy_url(self) -> None:
        """Copy the article's address."""
        self._find_url("copy")

    def action_show_url(self) -> None:
        """Show the article's address."""
        self._find_url("show")

    def _find_url(self, use: Use) -> None:
        row = self.target
        if row is None:
            return

        def job() -> UrlFound:
            article = self.library.article(row.id)
            return UrlFound(article.url if article else None, use)

        self.desk.ask(job)

    @on(UrlFound)
    def _hand_on(self, event: UrlFound) -> None:
        if event.url is None:
            self.notify(_("The archive no longer has this article."), severity="warning")
        elif event.use == "browse":
            self._browse(event.url)
        elif event.use == "copy":
            self.app.copy_to_clipboard(event.url)
            self._copy(event.url)
        else:
            self._show_url(event.url)

    @work(thread=True, group="browse")
    def _browse(self, url: str) -> None:
        self.post_message(Browsed(url, opened=browse(url)))

    @work(thread=True, group="copy", exclusive=True)
    def _copy(self, url: str) -> None:
        self.post_message(Copied(copy(url)))

    @on(Browsed)
    def _browsed(self, event: Browsed) -> None:
        if event.opened:
            self.notify(_("Opened in the browser."))
        else:
            self._show_url(event.url, _("There is no browser to open this with."))

    @on(Copied)
    def _copied(self, event: Copied) -> None:
        if event.tool:
            text = _("Address copied, by {tool} and by the terminal (OSC 52).")
            self.notify(text.format(tool=event.tool), markup=False)
        else:
            self.notify(_("Address sent to the terminal's clipboard (OSC 52); U shows it."))

    def _show_url(self, url: str, reason: str = "") -> None:
        from tui.screens.url import UrlScreen

        self.app.clear_notifications()
        self.app.push_screen(UrlScreen(url, reason))

    def action_help(self) -> None:
        """Show all keys."""
        from tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen())

    def action_palette(self) -> None:
        """Find a command by its name."""
        from tui.screens.palette import open_palette

        open_palette(self.app)

    def action_change_theme(self) -> None:
        """Choose another theme."""
        self.app.search_themes()

    def action_quit(self) -> None:
        """Leave; the desk finishes its marks first."""
        self.app.exit(0)
