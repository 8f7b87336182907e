"""The versions of an article: when it said what, and what was changed, word by word."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from press.article import Article
from press.text import clean_line
from tui.commands import bindings_of, commands_of, key_name
from tui.language import _, instant, mark, ngettext
from tui.screens.dialog import Dialog
from tui.widgets.article_text import Part
from tui.widgets.article_view import ArticleView
from tui.word_diff import Paragraph, Piece, changes

_FRAMES = {"deleted": ("[−", "−]"), "inserted": ("{+", "+}")}
"""What stands around words that went or came, so that it shows without colours."""
_LISTED = 6
"""Versions named above the text; of more the nearest."""


class ChangesView(ArticleView, can_focus=False):
    """The text of a version; what is gone to are its changes."""

    ONE_HIT = mark("change {n} of {all}")

    def all_hits(self, n: int) -> str:
        """How many changes there are, before one has been gone to."""
        return ngettext("{n} change", "{n} changes", n)


class VersionsScreen(Dialog[None]):
    """Shows each version against the one before, only what has changed or all of it."""

    DEFAULT_CSS = """
    VersionsScreen { align: center middle; background: $background 60%; }
    VersionsScreen > Vertical {
        width: 96; max-width: 98%; height: 94%;
        border: round $primary; border-title-color: $text-primary;
        border-subtitle-color: $foreground;
        padding: 0 1; background: $surface;
    }
    VersionsScreen #versions-list { height: auto; border-bottom: solid $foreground 20%; }
    VersionsScreen ChangesView { height: 1fr; }
    """

    def __init__(self, versions: Sequence[Article]) -> None:
        super().__init__()
        self._bindings = type(self._bindings)(bindings_of("versions"))
        self._versions = versions
        self._compared = [changes(*pair) for pair in pairwise(versions)]
        self._place = len(versions) - 1
        self._whole = False

    def compose(self) -> ComposeResult:
        """The versions, and the text of one."""
        with Vertical() as box:
            box.border_title = Content(
                _("Versions") + ": " + clean_line(self._versions[-1].title or "", 60)
            )
            box.border_subtitle = Content(self._hint())
            yield Static(id="versions-list", markup=False)
            yield ChangesView(id="version")

    def on_mount(self) -> None:
        """The latest version against the one before."""
        self._show()

    def _hint(self) -> str:
        named = ("previous_change", "next_change", "older", "newer", "toggle_whole")
        keys = {c.name: key_name(c.keys[0]) for c in commands_of("versions") if c.keys}
        titles = {c.name: c.title for c in commands_of("versions")}
        return " · ".join(f"{keys[name]} {titles[name]}" for name in named if name in keys)

    @property
    def _view(self) -> ArticleView:
        return self.query_one(ArticleView)

    def _show(self) -> None:
        self.query_one("#versions-list", Static).update(Content("\n").join(self._list()))
        self._view.show(f"{self._place} {self._whole}", list(self._parts()))

    def _list(self) -> Iterator[Content]:
        first = max(0, min(self._place - _LISTED // 2, len(self._versions) - _LISTED))
        for place in range(first, min(first + _LISTED, len(self._versions))):
            version = self._versions[place]
            at = instant(version.changed or version.first_seen)
            text = f"{version.version:>3}  {at}  {self._told(place)}"
            here = place == self._place
            yield Content(f"{'›' if here else ' '} {text}").stylize("bold" if here else "")

    def _told(self, place: int) -> str:
        if place == 0:
            return _("as first seen")
        changed = sum(paragraph.changed for paragraph in self._compared[place - 1])
        if not changed:
            return _("nothing of the text")
        return ngettext("{n} paragraph changed", "{n} paragraphs changed", changed)

    def _parts(self) -> Iterator[Part]:
        if self._place == 0:
            first = self._versions[0]
            for paragraph in changes(first, first):
                yield _part(paragraph)
            return
        skipped = 0
        for paragraph in self._compared[self._place - 1]:
            if paragraph.changed or self._whole:
                if skipped:
                    yield _skipped(skipped)
                skipped = 0
                yield _part(paragraph)
            else:
                skipped += 1
        if skipped:
            yield _skipped(skipped)

    def action_older(self) -> None:
        """Show the version before."""
        self._place = max(0, self._place - 1)
        self._show()

    def action_newer(self) -> None:
        """Show the version after."""
        self._place = min(len(self._versions) - 1, self._place + 1)
        self._show()

    def action_toggle_whole(self) -> None:
        """Show the whole text, or what has changed only."""
        self._whole = not self._whole
        self._show()

    def action_next_change(self) -> None:
        """To the next change."""
        self._view.action_next_hit()

    def action_previous_change(self) -> None:
        """To the change before."""
        self._view.action_previous_hit()

    def action_scroll_down(self) -> None:
        """Down by a line."""
        self._view.action_scroll_down()

    def action_scroll_up(self) -> None:
        """Up by a line."""
        self._view.action_scroll_up()

    def action_page_down(self) -> None:
        """Down by a page."""
        if not self._view.at_end:
            self._view.action_page_down()

    def action_page_up(self) -> None:
        """Up by a page."""
        self._view.action_page_up()

    def action_close(self) -> None:
        """Back to the article."""
        self.dismiss(None)


def _part(paragraph: Paragraph) -> Part:
    """A paragraph with its changes framed, so that they show without colours too."""
    text = ""
    marks: list[tuple[int, int, str]] = []
    for piece in paragraph.pieces:
        before = len(text)
        text += _framed(piece)
        if piece.kind != "same":
            marks.append((before, len(text), piece.kind))
    return Part(text, "body", marks=marks)


def _framed(piece: Piece) -> str:
    before, after = _FRAMES.get(piece.kind, ("", ""))
    return before + piece.text + after


def _skipped(paragraphs: int) -> Part:
    same = ngettext("{n} paragraph unchanged", "{n} paragraphs unchanged", paragraphs)
    return Part(f"… {same} …", "meta")
