"""Tags for all that is selected, and its addresses: what is otherwise done with one article."""

from collections.abc import Collection
from typing import Literal

from textual import on, work
from textual.message import Message

from tui.language import _, ngettext
from tui.marks import Marked, asks_for_marks
from tui.screens.handing_on import Browsed
from tui.screens.remarking import Remarked, tags_in
from tui.screens.selecting import SelectingScreen

WINDOWS = 10
"""Pages that are opened in the browser at once, at most."""
ADDRESSES = 1_000
"""Addresses that are put on the clipboard at once, at most."""

Use = Literal["browse", "copy"]


class TagsKnown(Message):
    """The tags in use, for articles that are to be given some."""

    def __init__(self, ids: Collection[str], known: list[str]) -> None:
        self.ids = ids
        self.known = known
        super().__init__()


class AddressesFound(Message):
    """The addresses of the selection, and what to do with them."""

    def __init__(self, urls: list[str], use: Use) -> None:
        self.urls = urls
        self.use: Use = use
        super().__init__()


class BulkScreen(SelectingScreen):
    """Gives tags to the selection where there is one, opens its pages and copies its addresses."""

    # Tags

    def action_edit_tags(self) -> None:
        """Edit the article's tags; give the selection some, or take some."""
        ids = list(self.selection.ids)
        if not ids:
            super().action_edit_tags()
            return
        self.desk.ask(lambda: TagsKnown(ids, self.library.reader.all_tags()), awaited=True)

    @on(TagsKnown)
    def _ask_tags(self, event: TagsKnown) -> None:
        from tui.screens.prompt import PromptScreen

        ids = event.ids

        def answered(line: str | None) -> None:
            tags = tags_in(line or "")
            add = [tag for tag in tags if not tag.startswith("-")]
            drop = [tag[1:] for tag in tags if tag.startswith("-")]
            if add or drop:
                question = ngettext(
                    "Change the tags of {n} article?", "Change the tags of {n} articles?", len(ids)
                )
                self.sure(len(ids), question, lambda: self._retag(ids, add, drop))

        title = ngettext("Tags for {n} article", "Tags for {n} articles", len(ids))
        hint = _("Separate tags by commas; -tag takes one away.")
        self.app.push_screen(PromptScreen(title, hint=hint, known=event.known), answered)

    def _retag(self, ids: Collection[str], add: list[str], drop: list[str]) -> None:
        stale = asks_for_marks(self.search)

        def tagged() -> Marked:
            self.library.reader.retag(ids, add, drop)
            told = ngettext(
                "The tags of {n} article are changed; u takes it back.",
                "The tags of {n} articles are changed; u takes it back.",
                len(ids),
            )
            return Marked(told, stale=stale)

        self.desk.ask(tagged)
        shown = self.article.id if self.article and self.article.id in ids else None
        self.desk.ask(lambda: Remarked(shown))

    # Handing on

    def action_open_in_browser(self) -> None:
        """Open the pages of the selection, or of the article, in the browser."""
        if not len(self.selection):
            super().action_open_in_browser()
        elif len(self.selection) > WINDOWS:
            text = _("{n} articles are selected; at most {most} are opened at once.")
            self.notify(text.format(n=len(self.selection), most=WINDOWS), severity="warning")
        else:
            self._find_addresses("browse")

    def action_copy_url(self) -> None:
        """Copy the addresses of the selection, or of the article."""
        if not len(self.selection):
            super().action_copy_url()
        elif len(self.selection) > ADDRESSES:
            text = _("{n} articles are selected; export writes their addresses to a file.")
            self.notify(text.format(n=len(self.selection)), severity="warning")
        else:
            self._find_addresses("copy")

    def _find_addresses(self, use: Use) -> None:
        ids = list(self.selection.ids)

        def job() -> AddressesFound:
            from store.export_formats import article_of

            found = map(article_of, self.library.records_of(ids))
            return AddressesFound([article.url for article in found], use)

        self.desk.ask(job)

    @on(AddressesFound)
    def _hand_on_all(self, event: AddressesFound) -> None:
        if not event.urls:
            self.notify(_("The archive no longer has these articles."), severity="warning")
        elif event.use == "browse":
            self._browse_all(event.urls)
        else:
            text = "\n".join(event.urls)
            self.app.copy_to_clipboard(text)
            self._copy(text)

    @work(thread=True, group="browse")
    def _browse_all(self, urls: list[str]) -> None:
        from tui.links import browse

        for url in urls:
            opened = browse(url)
            if not opened or url is urls[-1]:
                self.post_message(Browsed(url, opened=opened))
            if not opened:
                break
