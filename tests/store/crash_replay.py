"""A whole crawl's changes to the disk, recorded, and what a power failure may leave of them.

``python -m tests.store.crash_replay LOG ARGUMENTS`` runs the command line and records in order what
it does to files: contents forced to disk, names given, taken away and made durable. `Replay` then
plays any beginning of it: content that was never forced to disk is lost, and of the changes of
names in a directory that was not forced to disk since, only the first few may have arrived.
"""

import os
import pickle
import random
import sys
from collections import defaultdict
from pathlib import Path
from typing import IO, Any, NamedTuple


class Step(NamedTuple):
    """One change. `what` is content, name, gone, made, durable or kept; the rest as it needs."""

    what: str
    path: str
    target: str = ""
    content: bytes = b""


class Recorder:
    """Writes down what this process does to files."""

    def __init__(self, log: IO[bytes]) -> None:
        self._log = log

    def write(self, step: Step) -> None:
        pickle.dump(tuple(step), self._log)
        self._log.flush()

    def install(self) -> None:
        self._around_fsync()
        for name, what in (
            ("replace", "name"),
            ("rename", "name"),
            ("unlink", "gone"),
            ("mkdir", "made"),
        ):
            setattr(os, name, self._around(getattr(os, name), what))

    def _around(self, call: Any, what: str) -> Any:
        def wrapper(path: Any, *arguments: Any, **named: Any) -> Any:
            here = Path(path).exists()
            result = call(path, *arguments, **named)
            # A name below an open directory (shutil.rmtree) is none of what a store writes.
            if Path(path).is_absolute() and (what == "name" or here == (what == "gone")):
                self.write(Step(what, str(path), str(arguments[0]) if what == "name" else ""))
            return result

        return wrapper

    def _around_fsync(self) -> None:
        fsync = os.fsync

        def wrapper(handle: int) -> None:
            fsync(handle)
            path = Path(f"/proc/self/fd/{handle}").readlink()
            if path.is_dir():
                self.write(Step("durable", str(path)))
            else:
                self.write(Step("content", str(path), content=path.read_bytes()))

        os.fsync = wrapper


class Replay:
    """The recorded changes below one directory."""

    def __init__(self, log: Path, root: Path) -> None:
        self.root = root
        self.steps: list[Step] = []
        with log.open("rb") as file:
            while True:
                try:
                    self.steps.append(Step(*pickle.load(file)))  # noqa: S301 - our own log
                except EOFError:
                    break

    def kept(self, count: int) -> set[str]:
        """The ids of articles that were acknowledged within the first `count` steps."""
        return {step.path for step in self.steps[:count] if step.what == "kept"}

    def crash(self, count: int, target: Path, seed: int) -> None:
        """Lay out below `target` what may be left if the power fails after `count` steps."""
        chance = random.Random(seed)
        contents: dict[str, bytes] = {}
        names: dict[str, bytes] = {}
        pending: dict[str, list[Step]] = defaultdict(list)
        for step in self.steps[:count]:
            if step.what == "content":
                contents[step.path] = step.content
            elif step.what == "durable":
                for done in pending.pop(step.path, []):
                    self._apply(done, names)
            elif step.what != "kept":
                content = contents.pop(step.path, None) if step.what == "name" else None
                directory = str(Path(step.target or step.path).parent)
                pending[directory].append(step._replace(content=content or b""))
        for steps in pending.values():
            for done in steps[: chance.randint(0, len(steps))]:
                self._apply(done, names)
        for path, content in names.items():
            if not path.endswith("/"):
                self._place(target, path).write_bytes(content)

    @staticmethod
    def _apply(step: Step, names: dict[str, bytes]) -> None:
        if step.what == "name":
            names.pop(step.path, None)
            names[step.target] = step.content
        elif step.what == "gone":
            names.pop(step.path, None)
        else:
            names[f"{step.path}/"] = b""

    def _place(self, target: Path, path: str) -> Path:
        place = target / Path(path).relative_to(self.root)
        place.parent.mkdir(parents=True, exist_ok=True)
        return place


def main() -> int:
    """Record one run; every article is noted once the archive has acknowledged it."""
    with Path(sys.argv[1]).open("wb") as log:
        recorder = Recorder(log)
        from cli.main import main as command
        from spiders import keep
        from store.archive import Archive

        acknowledge = Archive.keep

        def noting(self: Archive, batch: Any) -> Any:
            kept = acknowledge(self, batch)
            for each in kept:
                recorder.write(Step("kept", each.id))
            return kept

        Archive.keep = noting  # type: ignore[method-assign]
        keep.BATCH = 6
        recorder.install()
        return command(sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
