"""Where an article leads: links and twins, earlier versions, why it has its labels and is found."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from press.article import Article
from press.query import Query
from store.library import Library, Row
from tui.answers import ArticleRead, WhyFound, find_why, read_article
from tui.language import _
from tui.screens.arranging import ArrangingScreen
from tui.widgets.article_list import ArticleList
from tui.widgets.article_view import ArticleView
from tui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from tui.article_links import Link
    from tui.labels import Label
    from tui.screens.choosing import Chosen
    from tui.widgets.setting import Spot


class LinksFound(Message):
    """The links of an article; `number` is the one that is to be followed at once, if any."""

    def __init__(self, links: "Sequence[Link]", number: int | None) -> None:
        self.links = links
        self.number = number
        super().__init__()


class LabelsFound(Message):
    """Why an article has its agencies and topics."""

    def __init__(self, article_id: str, labels: "Sequence[Label]") -> None:
        self.id = article_id
        self.labels = labels
        super().__init__()


class VersionsFound(Message):
    """All that an article has said, oldest first."""

    def __init__(self, versions: Sequence[Article]) -> None:
        self.versions = versions
        super().__init__()


class ArticleGone(Message):
    """The archive no longer has the article that something was asked of."""


class FollowingScreen(ArrangingScreen):
    """Opens what belongs to an article; Esc leads back to where one came from."""

    library: Library
    search: Query
    article: ArticleRead | None = None

    def __init__(self, today: date) -> None:
        super().__init__(today)
        self._trail: list[str] = []
        self._awaited: tuple[str, Spot] | None = None

    @property
    def target(self) -> Row | None:
        """The article that a command is about."""
        raise NotImplementedError

    def fetch_article(self, article_id: str, *, awaited: bool = False) -> None:
        """Have an article read and shown."""
        raise NotImplementedError

    def browse_url(self, url: str) -> None:
        """Open an address in the browser."""
        raise NotImplementedError

    def copy_url(self, url: str) -> None:
        """Put an address on the clipboard."""
        raise NotImplementedError

    # Links

    def action_links(self) -> None:
        """Show the article's links with their numbers."""
        self._find_links(None)

    @on(ArticleView.Followed)
    def _follow(self, event: ArticleView.Followed) -> None:
        self._find_links(event.link)

    def _find_links(self, number: int | None) -> None:
        row = self.target
        if row is None:
            return
        query = self.search

        def job() -> LinksFound | ArticleGone:
            from tui.article_links import links_of

            library = self.library
            article = library.article(row.id)
            if article is None:
                return ArticleGone()
            links = read_article(library, row.id, query).links
            found = {link.url: library.row(link.url) for link in links}
            kept = {url: each.id for url, each in found.items() if each}
            twins = {id_: each for id_ in article.twins if (each := library.article(id_))}
            return LinksFound(links_of(article, twins, kept), number)

        self.desk.ask(job, kind="links", awaited=True)

    @on(LinksFound)
    def _show_links(self, event: LinksFound) -> None:
        links = event.links
        if event.number is not None and event.number <= len(links):
            self._open_link(links[event.number - 1])
            return
        from tui.screens.choosing import Choice, ChoosingScreen

        kept = _("in the archive")
        choices = [
            Choice(f"{link.kind}: {link.title}", link.url, kept if link.article_id else "")
            for link in links
        ]

        def chosen(choice: "Chosen | None") -> None:
            if choice is None:
                return
            link = links[choice.place]
            if choice.verb == "copy":
                self.copy_url(link.url)
            elif choice.verb == "browse":
                self.browse_url(link.url)
            else:
                self._open_link(link)

        screen = ChoosingScreen(_("Links"), choices, verbs=("choose", "browse", "copy"))
        self.app.push_screen(screen, chosen)

    def _open_link(self, link: "Link") -> None:
        """Open an article that the archive has here, all else in the browser."""
        if link.article_id is None:
            self.browse_url(link.url)
            return
        here = self.view.article_id
        if here and here != link.article_id:
            self._trail.append(here)
        self.open_article(link.article_id)

    def open_article(self, article_id: str, spot: "Spot | None" = None) -> None:
        """Show an article, whatever the list shows, and go to some words of it."""
        self._awaited = (article_id, spot) if spot else None
        if self.view.article_id == article_id:
            self._go_to_awaited()
        else:
            self.fetch_article(article_id, awaited=True)
        self.focus_article()

    # The way back

    def action_back(self) -> None:
        """One step back; from an article that a link led to, to the one with the link."""
        if self.focused is self.view and self._trail:
            self.open_article(self._trail.pop())
        else:
            super().action_back()

    @on(ArticleList.Opened)
    def _begin_trail(self) -> None:
        self._trail.clear()

    def focus_list(self) -> None:
        """Go to the list; beside it stands the article at its cursor again."""
        followed = bool(self._trail)
        self._trail.clear()
        super().focus_list()
        row = self.list.row
        if followed and row and self.article_in_sight:
            self.fetch_article(row.id)

    # Labels

    def action_labels(self) -> None:
        """Show why the article has its agencies and topics."""
        row, query = self.target, self.search
        if row is None:
            return

        def job() -> LabelsFound | ArticleGone:
            from tui.labels import labels_of

            article = self.library.article(row.id)
            parts = read_article(self.library, row.id, query).parts
            if article is None or parts is None:
                return ArticleGone()
            return LabelsFound(row.id, labels_of(article, parts))

        self.desk.ask(job, kind="labels", awaited=True)

    @on(LabelsFound)
    def _show_labels(self, event: LabelsFound) -> None:
        if not event.labels:
            self.notify(_("No agency and no topic has been found in this article."))
            return
        from tui.screens.choosing import Choice, ChoosingScreen

        nowhere = _("not in the text")
        choices = [
            Choice(f"{label.kind}: {label.name}", label.why, "" if label.spot else nowhere)
            for label in event.labels
        ]

        def chosen(choice: "Chosen | None") -> None:
            if choice is not None:
                self.open_article(event.id, event.labels[choice.place].spot)

        self.app.push_screen(ChoosingScreen(_("Why these agencies and topics"), choices), chosen)

    # Why it is among the hits

    def action_why(self) -> None:
        """Show why the article is among the hits."""
        row, query = self.target, self.search
        if row is None:
            return
        if not query:
            self.notify(_("The list shows everything; there is no query to explain."))
            return

        def job() -> WhyFound:
            return find_why(self.library, row.id, query, self.today)

        self.desk.ask(job, kind="why", awaited=True)

    @on(WhyFound)
    def _show_why(self, event: WhyFound) -> None:
        if event.reasons is None:
            self.notify(_("The archive no longer has this article."), severity="warning")
            return
        from tui.screens.why import WhyScreen

        self.app.push_screen(WhyScreen(event.title, event.reasons))

    @on(ArticleRead)
    def _shown(self) -> None:
        self.query_one(KeyBar).with_hits = self.view.has_hits
        self._go_to_awaited()

    def _go_to_awaited(self) -> None:
        if self._awaited is None:
            return
        article_id, spot = self._awaited
        if self.view.article_id == article_id:
            self._awaited = None
            self.call_after_refresh(self.view.go_to, *spot)

    # Versions

    def action_versions(self) -> None:
        """Show what has been changed in the article."""
        row = self.target
        if row is None:
            return

        def job() -> VersionsFound:
            return VersionsFound(self.library.versions(row.id))

        self.desk.ask(job, kind="versions", awaited=True)

    @on(VersionsFound)
    def _show_versions(self, event: VersionsFound) -> None:
        if not event.versions:
            self.post_message(ArticleGone())
        elif len(event.versions) == 1:
            self.notify(_("The article is as it was first seen."))
        else:
            from tui.screens.versions import VersionsScreen

            self.app.push_screen(VersionsScreen(event.versions))

    @on(ArticleGone)
    def _tell_gone(self) -> None:
        self.notify(_("The archive no longer has this article."), severity="warning")

    # Hits and the end

    @on(ArticleView.NoHit)
    def _look_further(self, event: ArticleView.NoHit) -> None:
        if event.step > 0:
            self.action_next_unread()
        else:
            self.notify(_("The query has no hits in this article."))

    @on(ArticleView.Finished)
    def _go_on(self) -> None:
        self.action_next_unread()

    def action_next_unread(self) -> None:
        """Open the next unread article."""
        raise NotImplementedError
