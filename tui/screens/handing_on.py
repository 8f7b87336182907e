"""What leads out of the reading screen: browser, clipboard, help, palette, the way out."""

from typing import Literal

from textual import on, work
from textual.message import Message

from tui.language import _, mark
from tui.links import browse, copy
from tui.screens.following import FollowingScreen
from tui.widgets.key_bar import KeyBar

Use = Literal["browse", "copy", "show"]
What = Literal["address", "citation", "text"]

_COPIED = {
    "address": (
        mark("Address copied, by {tool} and by the terminal (OSC 52)."),
        mark("Address sent to the terminal's clipboard (OSC 52); U shows it."),
    ),
    "citation": (
        mark("Citation copied, by {tool} and by the terminal (OSC 52)."),
        mark("Citation sent to the terminal's clipboard (OSC 52)."),
    ),
    "text": (
        mark("Text copied, by {tool} and by the terminal (OSC 52)."),
        mark("Text sent to the terminal's clipboard (OSC 52)."),
    ),
}
"""What is said of a copy that a local program has taken, and of one that the terminal alone got."""


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


class TextFound(Message):
    """What is to be put on the clipboard; None: the archive no longer has the article."""

    def __init__(self, text: str | None, what: What) -> None:
        self.text = text
        self.what: What = what
        super().__init__()


class Copied(Message):
    """Something has been put on the clipboard; `tool` is the local program that took it too."""

    def __init__(self, tool: str | None, what: What) -> None:
        self.tool = tool
        self.what: What = what
        super().__init__()


class HandingOnScreen(FollowingScreen):
    """The commands that hand an article or its address on, and those that open other screens."""

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

        self.desk.ask(job, awaited=True)

    @on(UrlFound)
    def _hand_on(self, event: UrlFound) -> None:
        if event.url is None:
            self.notify(_("The archive no longer has this article."), severity="warning")
        elif event.use == "browse":
            self.browse_url(event.url)
        elif event.use == "copy":
            self.copy_url(event.url)
        else:
            self._show_url(event.url)

    def action_copy_citation(self) -> None:
        """Copy issuer, title, date and address in German form."""
        self._find_text("citation")

    def action_copy_text(self) -> None:
        """Copy the article's text with its citation."""
        self._find_text("text")

    def _find_text(self, what: What) -> None:
        row = self.target
        if row is None:
            return

        def job() -> TextFound:
            from press import register_data
            from tui.citation import citation, text

            article = self.library.article(row.id)
            if article is None:
                return TextFound(None, what)
            issuer = register_data.names().get(article.issuer or "", article.issuer)
            made = citation(article, issuer) if what == "citation" else text(article, issuer)
            return TextFound(made, what)

        self.desk.ask(job)

    @on(TextFound)
    def _copy_found(self, event: TextFound) -> None:
        if event.text is None:
            self.notify(_("The archive no longer has this article."), severity="warning")
        else:
            self.app.copy_to_clipboard(event.text)
            self._copy(event.text, event.what)

    def browse_url(self, url: str) -> None:
        """Open an address in the browser; in a browser that shows the reader, there."""
        if self.app.is_web:
            self.app.open_url(url)
            self.post_message(Browsed(url, opened=True))
        else:
            self._browse(url)

    def copy_url(self, url: str) -> None:
        """Put an address on the clipboard."""
        self.app.copy_to_clipboard(url)
        self._copy(url)

    @work(thread=True, group="browse")
    def _browse(self, url: str) -> None:
        self.post_message(Browsed(url, opened=browse(url)))

    @work(thread=True, group="copy", exclusive=True)
    def _copy(self, text: str, what: What = "address") -> None:
        self.post_message(Copied(copy(text), what))

    @on(Browsed)
    def _browsed(self, event: Browsed) -> None:
        if event.opened:
            self.notify(_("Opened in the browser."))
        else:
            self._show_url(event.url, _("There is no browser to open this with."))

    @on(Copied)
    def _copied(self, event: Copied) -> None:
        by_both, by_terminal = _COPIED[event.what]
        if event.tool:
            self.notify(_(by_both).format(tool=event.tool), markup=False)
        else:
            self.notify(_(by_terminal))

    def _show_url(self, url: str, reason: str = "") -> None:
        from tui.screens.url import UrlScreen

        self.app.clear_notifications()
        self.app.push_screen(UrlScreen(url, reason))

    def action_help(self) -> None:
        """Show all keys."""
        from tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.query_one(KeyBar).place or "everywhere"))

    def action_palette(self) -> None:
        """Find a command by its name."""
        from tui.screens.palette import open_palette

        open_palette(self.app)

    def action_change_theme(self) -> None:
        """Choose another theme."""
        from tui.screens.palette import open_themes

        open_themes(self.app)

    def action_quit(self) -> None:
        """Leave; the desk finishes its marks first."""
        self.app.exit(0)
