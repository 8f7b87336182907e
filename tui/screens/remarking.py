"""Own tags and a note on an article."""

import subprocess
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal

from textual import on
from textual.app import SuspendNotSupported
from textual.message import Message

from store.files import StoreError
from tui.language import _
from tui.screens.searching import SearchingScreen
from tui.widgets.rows import title_of

if TYPE_CHECKING:
    from tui.widgets.article_text import Own

Use = Literal["tags", "note", "editor"]
_QUOTES = str.maketrans(dict.fromkeys('"„“”«»'))
"""Signs that a tag cannot have, because the filter language could not name it."""
_SHOWN = 200


class Remarks(Message):
    """What the reader has said of an article, and what is to be done with it."""

    def __init__(self, id_: str, title: str, use: Use, own: "Own", known: Sequence[str]) -> None:
        self.id = id_
        self.title = title
        self.use: Use = use
        self.own = own
        self.known = known
        super().__init__()


class Remarked(Message):
    """The tags or the note of an article (None: of any) are known now, or have changed."""

    def __init__(self, id_: str | None) -> None:
        self.id = id_
        super().__init__()


class NoteNotKept(Message):
    """A note could not be written."""

    def __init__(self, id_: str, text: str, error: StoreError) -> None:
        self.id = id_
        self.text = text
        self.error = error
        super().__init__()


def tags_in(line: str) -> list[str]:
    """The tags that were typed with commas between them."""
    return [tag.translate(_QUOTES).strip() for tag in line.split(",")]


class RemarkingScreen(SearchingScreen):
    """Edits tags and notes; they show as a sign in the list, and in the article."""

    def __init__(self, today: date) -> None:
        super().__init__(today)
        self._unkept: dict[str, str] = {}
        """Notes that could not be written, by article: they are there when one is edited again."""

    def action_edit_tags(self) -> None:
        """Edit the article's tags."""
        self._fetch_remarks("tags")

    def action_edit_note(self) -> None:
        """Edit the article's note."""
        self._fetch_remarks("note")

    def action_edit_note_outside(self) -> None:
        """Edit the article's note in the editor."""
        self._fetch_remarks("editor")

    def load_remarks(self) -> None:
        """Have the signs of tags and notes shown as soon as they are known."""

        def job() -> Remarked:
            self.library.reader.all_tags()
            return Remarked(None)

        self.desk.ask(job, kind="remarks")

    def _fetch_remarks(self, use: Use) -> None:
        row = self.target
        if row is None:
            return
        title = title_of(row) or _("(without title)")

        def job() -> Remarks:
            reader = self.library.reader
            from tui.widgets.article_text import Own

            own = Own(tags=reader.tags(row.id), note=reader.note(row.id))
            return Remarks(row.id, title, use, own, reader.all_tags())

        self.desk.ask(job, awaited=True)

    @on(Remarks)
    def _edit(self, event: Remarks) -> None:
        if event.use == "tags":
            self._edit_tags(event)
        elif event.use == "note":
            self._edit_note(event)
        else:
            self._edit_outside(event.id, self._unkept.get(event.id, event.own.note or ""))

    def _edit_tags(self, event: Remarks) -> None:
        from tui.screens.prompt import PromptScreen

        def answered(line: str | None) -> None:
            if line is not None:
                tags = tags_in(line)
                self._keep(event.id, lambda: self.library.reader.set_tags(event.id, tags))

        known = _("Separate tags by commas; → completes.")
        if event.known:
            known += " " + _("In use: {tags}").format(tags=", ".join(event.known)[:_SHOWN])
        value = "".join(f"{tag}, " for tag in event.own.tags)
        title = _("Tags") + f": {event.title}"[:_SHOWN]
        self.app.push_screen(PromptScreen(title, value, hint=known, known=event.known), answered)

    def _edit_note(self, event: Remarks) -> None:
        from tui.screens.note import NoteScreen

        written = self._unkept.get(event.id, event.own.note or "")

        def keep(text: str, goes_on: bool) -> None:  # noqa: FBT001 - as the screen calls it
            nonlocal written
            written = text
            self._keep_note(event.id, text, goes_on=goes_on)

        def closed(outside: bool | None) -> None:  # noqa: FBT001 - what the screen gives
            if outside:
                self._edit_outside(event.id, written)

        self.app.push_screen(NoteScreen(event.title, written, keep), closed)

    def _edit_outside(self, id_: str, text: str) -> None:
        from tui.editing import edit, editor

        command = editor()
        if command is None:
            self.notify(_("There is no editor; set $EDITOR, or press e."), severity="warning")
            return
        try:
            with self.app.suspend():
                changed = edit(command, text)
        except SuspendNotSupported:
            self.notify(_("This terminal cannot be left to an editor; press e."))
        except (OSError, subprocess.CalledProcessError) as error:
            said = _("The editor has failed; the note is as it was. {error}").format(error=error)
            self.notify(said, severity="error", markup=False)
        else:
            self._keep_note(id_, changed, goes_on=False)

    def _keep_note(self, id_: str, text: str, *, goes_on: bool) -> None:
        from store.reader import amend_note

        reader = self.library.reader
        self._unkept.pop(id_, None)

        def job() -> Remarked | NoteNotKept:
            try:
                if goes_on:
                    amend_note(reader, id_, text)
                else:
                    reader.set_note(id_, text)
            except StoreError as error:
                return NoteNotKept(id_, text, error)
            return Remarked(id_)

        self.desk.ask(job)

    @on(NoteNotKept)
    def _tell_not_kept(self, event: NoteNotKept) -> None:
        self._unkept[event.id] = event.text
        told = _("The note is not kept, but here until you leave; e shows it. {reason}")
        self.notify(told.format(reason=event.error), severity="error", markup=False)

    def _keep(self, id_: str, write: Callable[[], object]) -> None:
        def job() -> Remarked:
            write()
            return Remarked(id_)

        self.desk.ask(job)
