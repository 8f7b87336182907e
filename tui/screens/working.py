"""Handing articles out of the reader: to a file, to a command."""

import subprocess
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from textual import on, work
from textual.message import Message
from textual.worker import get_current_worker

from press.text import clean_line
from store.files import StoreError
from store.output import write_output
from tui.language import _, ngettext
from tui.scopes import Scope
from tui.screens.bulk import BulkScreen

if TYPE_CHECKING:
    from store.export_process import Said
    from tui.handing_out import HandingOut
    from tui.pipes import Pipe
    from tui.screens.exporting import ProgressScreen, Wish
    from tui.screens.piping import OutputScreen, Piped

PATIENCE = 0.5
"""Seconds that an export takes before it is shown how far it is."""
COMMANDS_KEPT = 30
"""Commands that are remembered."""


class Ready(Message):
    """The articles of a scope, in the order of the marks made before; what is to be done now."""

    def __init__(self, ids: list[str], begin: "Callable[[list[str]], Awaitable[None]]") -> None:
        self.ids = ids
        self.begin = begin
        super().__init__()


class Written(Message):
    """So many articles of an export have been written."""

    def __init__(self, done: int) -> None:
        self.done = done
        super().__init__()

    def can_replace(self, message: Message) -> bool:
        """Only the last number matters."""
        return isinstance(message, Written)


class ExportEnded(Message):
    """An export has ended: how many articles it wrote; None if it was stopped or failed.

    `error` says why it failed, or what was wrong with what it wrote.
    """

    def __init__(self, path: Path, count: int | None = None, error: str = "") -> None:
        self.path = path
        self.count = count
        self.error = error
        super().__init__()


class Heard(Message):
    """A command has said something; `cut` if it has said more than is kept."""

    def __init__(self, text: str, *, cut: bool) -> None:
        self.text = text
        self.cut = cut
        super().__init__()


class PipeEnded(Message):
    """A command has ended."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__()


class _Stopped(Exception):  # noqa: N818 - not an error
    """What is being written is not wanted any more."""


class WorkingScreen(BulkScreen):
    """Exports articles, and gives them to commands, while reading goes on."""

    _exporting: "Wish | None" = None
    _done = 0
    _writing: "HandingOut | None" = None
    _piping: "tuple[Pipe, HandingOut] | None" = None

    def scopes(self) -> list[Scope]:
        """The articles that may be meant, the most likely first."""
        found: list[Scope] = []
        if len(self.selection):
            ids = self.selection.ids
            found.append(Scope("selection", len(ids), ids, self.search))
        row = self.target
        single = [Scope("article", 1, [row.id], self.search)] if row else []
        total = self.pages.total if self.pages else 0
        every = [Scope("filter", total, None, self.search)] if total else []
        return found + (single + every if self.here == "article" else every + single)

    def _in_browser(self) -> bool:
        """Whether the reader is served to a browser; then it says why this cannot be done.

        There is no login: whoever reaches the page must neither write files nor run commands.
        """
        if self.app.is_web:
            told = _("In a browser neither files are written nor commands run; use the terminal.")
            self.notify(told, severity="warning")
        return self.app.is_web

    def _with_ids(self, scope: Scope, begin: "Callable[[list[str]], Awaitable[None]]") -> None:
        """Begin something with the articles of a scope, when the desk has kept all marks."""
        self.desk.ask(lambda: Ready(scope.found(self.library), begin), awaited=True)

    @on(Ready)
    async def _begin(self, event: Ready) -> None:
        await event.begin(event.ids)

    # Export

    def action_export(self) -> None:
        """Ask what to export; while something is being exported, show how far it is."""
        if self._exporting is not None:
            self._show_progress()
            return
        if self._in_browser():
            return
        scopes = self.scopes()
        if not scopes:
            self.notify(_("There is nothing to export."))
            return
        from tui.screens.exporting import ExportScreen

        name = f"presselupe-{self.today.isoformat()}"
        self.app.push_screen(ExportScreen(scopes, Path.cwd() / name), self._start_export)

    def _start_export(self, wish: "Wish | None") -> None:
        if wish is None:
            return
        self._exporting, self._done = wish, 0
        self._with_ids(wish.scope, partial(self._begin_export, wish))
        self.set_timer(PATIENCE, self._show_progress)

    async def _begin_export(self, wish: "Wish", ids: list[str]) -> None:
        self._write_export(wish, ids)

    def _show_progress(self) -> None:
        if self._exporting is None or self.app.screen is not self:
            return
        from tui.screens.exporting import ProgressScreen

        def answered(stop: bool | None) -> None:  # noqa: FBT001 - what the screen gives
            if stop:
                self.workers.cancel_group(self, "export")

        self.app.push_screen(ProgressScreen(self._exporting), answered)
        self._tell_progress()

    def _tell_progress(self) -> None:
        screen = self._progress
        if screen is not None and screen.is_mounted:
            screen.show(self._done)
        elif screen is not None:
            screen.call_after_refresh(screen.show, self._done)

    @property
    def _progress(self) -> "ProgressScreen | None":
        from tui.screens.exporting import ProgressScreen

        found = (screen for screen in self.app.screen_stack if isinstance(screen, ProgressScreen))
        return next(found, None)

    @work(thread=True, group="export")
    def _write_export(self, wish: "Wish", ids: list[str]) -> None:
        from tui.handing_out import HandingOut, fill

        worker = get_current_worker()

        def look(done: int) -> None:
            if worker.is_cancelled:
                raise _Stopped
            self.post_message(Written(done))

        def write(out: BinaryIO) -> "Said":
            self._writing = HandingOut(self.library.data, ids, wish.format, out)
            return fill(self._writing, look)

        try:
            said = write_output(wish.path, write)
        except _Stopped:
            self.post_message(ExportEnded(wish.path))
        except (StoreError, OSError, ValueError) as error:
            self.post_message(ExportEnded(wish.path, error=str(error)))
        else:
            from tui.notices import in_words

            self.post_message(ExportEnded(wish.path, said.done, error=in_words(said.notices)))

    @on(Written)
    def _written(self, event: Written) -> None:
        self._done = event.done
        self._tell_progress()

    @on(ExportEnded)
    def _export_ended(self, event: ExportEnded) -> None:
        self._exporting = None
        screen = self._progress
        if screen is not None:
            screen.dismiss(False)  # noqa: FBT003 - nothing is left to stop
        if event.count is not None:
            text = ngettext("{n} article is in {file}.", "{n} articles are in {file}.", event.count)
            told = "\n".join(filter(None, [text.format(file=event.path), event.error]))
            self.notify(told, severity="warning" if event.error else "information", markup=False)
        elif event.error:
            self.notify(event.error, severity="error", markup=False)
        else:
            text = _("The export is stopped; {file} is as it was.")
            self.notify(text.format(file=event.path), markup=False)

    # Pipe

    def action_pipe(self) -> None:
        """Ask for a command that is to be given the selection or the article."""
        if self._in_browser():
            return
        scopes = sorted(self.scopes(), key=lambda scope: scope.what == "filter")
        if not scopes:
            self.notify(_("There is nothing to give to a command."))
            return
        from tui.screens.piping import PipeScreen

        self.app.push_screen(PipeScreen(scopes, self.settings.commands), self._start_pipe)

    def _start_pipe(self, wish: "Piped | None") -> None:
        if wish is None:
            return
        earlier = [command for command in self.settings.commands if command != wish.command]
        self.keep_settings(commands=(wish.command, *earlier)[:COMMANDS_KEPT])
        self._with_ids(wish.scope, partial(self._run_pipe, wish))

    async def _run_pipe(self, wish: "Piped", ids: list[str]) -> None:
        from tui.handing_out import HandingOut
        from tui.pipes import Pipe
        from tui.screens.piping import OutputScreen

        try:
            source = HandingOut(self.library.data, ids, wish.format, subprocess.PIPE)
            articles = source.articles
            if articles is None:
                return
            pipe = Pipe(wish.command, articles)
        except (OSError, ValueError) as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self._piping = (pipe, source)
        stop = partial(self._stop_pipe, pipe, source)
        await self.app.push_screen(OutputScreen(wish.command, stop))
        self._feed_pipe(source)
        self._read_pipe(pipe)

    @staticmethod
    def _stop_pipe(pipe: "Pipe", source: "HandingOut") -> None:
        source.stop()
        pipe.stop(at_once=pipe.stopped)

    @work(thread=True, group="pipe")
    def _feed_pipe(self, source: "HandingOut") -> None:
        for said in source.said():
            wrong = [said.error] if said.error else said.notices
            if wrong:
                self.post_message(Heard("\n".join(["", *map(clean_line, wrong), ""]), cut=False))

    @work(thread=True, group="pipe")
    def _read_pipe(self, pipe: "Pipe") -> None:
        code = pipe.read(lambda text, cut: self.post_message(Heard(text, cut=cut)))
        self.post_message(PipeEnded(code))

    @property
    def _output(self) -> "OutputScreen | None":
        from tui.screens.piping import OutputScreen

        found = (screen for screen in self.app.screen_stack if isinstance(screen, OutputScreen))
        return next(found, None)

    @on(Heard)
    def _heard(self, event: Heard) -> None:
        screen = self._output
        if screen is not None:
            screen.show(event.text, cut=event.cut)

    @on(PipeEnded)
    def _pipe_ended(self, event: PipeEnded) -> None:
        screen = self._output
        if screen is not None and self._piping is not None:
            screen.ended(event.code, stopped=self._piping[0].stopped)
        self._piping = None

    def on_unmount(self) -> None:
        """Neither an export nor a command that is still running is left behind."""
        if self._writing is not None:
            self._writing.stop()
        if self._piping is not None:
            pipe, source = self._piping
            source.stop()
            pipe.stop(at_once=True)
