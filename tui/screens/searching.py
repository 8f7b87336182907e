"""The saved searches, as the reading screen keeps and runs them."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from tui.language import _
from tui.query_texts import written
from tui.screens.counting import CountingScreen

if TYPE_CHECKING:
    from tui.screens.saved import SavedScreen
    from tui.searches import Saved


class SearchesRead(Message):
    """The saved searches as they are now; their numbers may follow."""

    def __init__(self, searches: "Sequence[Saved]") -> None:
        self.searches = searches
        super().__init__()


class SearchFound(Message):
    """The saved search of a number; None: there is none."""

    def __init__(self, number: int, search: "Saved | None") -> None:
        self.number = number
        self.search = search
        super().__init__()


class Told(Message):
    """Something has been done, in a sentence."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__()


class SearchingScreen(CountingScreen):
    """Saves the query, lists what has been saved, and asks it again."""

    def action_save_search(self) -> None:
        """Ask for a name, and save the query under it."""
        text = str(self.search)
        if not text:
            self.notify(_("The list shows everything; there is no query to save."))
            return

        from tui.screens.prompt import PromptScreen

        def answered(name: str | None) -> None:
            if name:
                done = _("Saved as “{name}”; u takes it back.").format(name=name)
                self._change(lambda: self.library.reader.save_search(name, text), done)

        shown = written(self.search)
        self.app.push_screen(PromptScreen(_("Save as"), hint=shown), answered)

    def action_saved_searches(self) -> None:
        """Show the saved searches."""
        from tui.screens.saved import SavedScreen

        self.app.push_screen(SavedScreen(self.post_message), self._run)
        self._read_searches()

    def action_run_saved(self, number: str = "") -> None:
        """Ask the saved search of this number; without one, show them all."""
        if not number:
            self.action_saved_searches()
            return

        def job() -> SearchFound:
            from tui.searches import saved

            searches = saved(self.library)
            place = int(number) - 1
            found = searches[place] if place < len(searches) else None
            return SearchFound(place + 1, found)

        self.desk.ask(job, awaited=True)

    @on(SearchFound)
    def _run_found(self, event: SearchFound) -> None:
        if event.search is None:
            text = _("There is no saved search {n}; + saves the query that the list shows.")
            self.notify(text.format(n=event.number))
        else:
            self._run(event.search)

    def _run(self, search: "Saved | None") -> None:
        if search is None:
            return
        if search.query is None:
            text = _("The saved search “{name}” is not understood: {query}")
            text = text.format(name=search.name, query=search.text)
            self.notify(text, severity="warning", markup=False)
            return
        self.set_query(search.query)
        self.focus_list()

    def _read_searches(self) -> None:
        """Ask for the searches: first their names, then the numbers of each in turn."""
        from tui.searches import counted, saved

        def names() -> SearchesRead:
            return SearchesRead(saved(self.library))

        def numbers() -> SearchesRead:
            return SearchesRead([counted(self.library, each) for each in saved(self.library)])

        self.desk.ask(names, awaited=True)
        self.desk.ask(numbers, kind="searches")

    @on(SearchesRead)
    def _show_searches(self, event: SearchesRead) -> None:
        from tui.screens.saved import SavedScreen

        for screen in self.app.screen_stack:
            if isinstance(screen, SavedScreen):
                screen.show(event.searches)

    def on_saved_screen_changed(self, event: "SavedScreen.Changed") -> None:
        """A saved search is to be renamed, deleted, moved or taken back."""
        reader = self.library.reader
        if event.what == "delete":
            done = _("“{name}” is deleted; u takes it back.").format(name=event.name)
            self._change(lambda: reader.delete_search(event.name), done)
        elif event.what == "rename":
            done = _("“{name}” is now “{to}”.").format(name=event.name, to=event.to)
            self._change(lambda: reader.rename_search(event.name, event.to), done)
        elif event.what != "undo":
            self._move_search(event.name, 1 if event.what == "down" else -1)
        else:
            self.action_undo()  # what is taken back may be a mark in the list
        self._read_searches()

    def _move_search(self, name: str, step: int) -> None:
        def job() -> None:
            self.library.reader.move_search(name, step)

        self.desk.ask(job)

    def action_undo(self) -> None:
        """Take back what was done last."""
        raise NotImplementedError

    def _change(self, change: Callable[[], object], done: str) -> None:
        def job() -> Told:
            change()
            return Told(done)

        self.desk.ask(job)

    @on(Told)
    def _tell(self, event: Told) -> None:
        self.notify(event.text, markup=False)
