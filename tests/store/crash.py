"""Crashes at chosen moments, for the tests of the store."""

import itertools
import os
import random
from pathlib import Path
from typing import Any

import pytest


class Killed(BaseException):
    """Stands for the power going off."""


def die_at(monkeypatch: pytest.MonkeyPatch, step: int, *, after: bool) -> None:
    """Kill the process before or after its n-th change of a visible file."""
    steps = itertools.count(1)

    def dying(call: Any, visible: Any) -> Any:
        def wrapper(path: Any, *args: Any, **kwargs: Any) -> Any:
            if not visible(Path(path), *args):
                return call(path, *args, **kwargs)
            here = next(steps) == step
            if here and not after:
                raise Killed
            result = call(path, *args, **kwargs)
            if here:
                raise Killed
            return result

        return wrapper

    monkeypatch.setattr(os, "replace", dying(os.replace, lambda *_: True))
    monkeypatch.setattr(os, "unlink", dying(os.unlink, lambda p, *_: p.suffix == ".json"))


class Disk:
    """A disk that loses at power failure what was not forced onto it.

    While installed it dies with `Killed` at the `step`-th change of a visible file. `fail` then
    undoes, file by file, a random part of what no fsync had made durable: content written without
    one becomes empty, names changed without one of their directory may be the old ones again.
    """

    def __init__(self, step: int, seed: int) -> None:
        self._steps = itertools.count(1)
        self._step = step
        self._chance = random.Random(seed)
        self._synced: set[str] = set()
        self._lost: dict[Path, list[bytes | None]] = {}

    def install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        fsync, replace, unlink = os.fsync, os.replace, os.unlink

        def note_fsync(handle: int) -> None:
            path = Path(f"/proc/self/fd/{handle}").readlink()
            self._synced.add(str(path))
            for target in [t for t in self._lost if t.parent == path]:
                del self._lost[target]
            fsync(handle)

        def note_replace(source: str | Path, target: str | Path) -> None:
            self._tick()
            self._remember(Path(target))
            if str(source) not in self._synced:
                self._lost[Path(target)].append(b"")
            replace(source, target)

        def note_unlink(path: str | Path) -> None:
            if Path(path).suffix == ".json" and Path(path).exists():
                self._tick()
                self._remember(Path(path))
            unlink(path)

        monkeypatch.setattr(os, "fsync", note_fsync)
        monkeypatch.setattr(os, "replace", note_replace)
        monkeypatch.setattr(os, "unlink", note_unlink)

    def fail(self) -> None:
        """Lose what may be lost."""
        for path, states in self._lost.items():
            state = self._chance.choice([*states, ...])
            if state is None:
                path.unlink(missing_ok=True)
            elif state is not ...:
                path.write_bytes(state)

    def _tick(self) -> None:
        if next(self._steps) == self._step:
            raise Killed

    def _remember(self, path: Path) -> None:
        before = path.read_bytes() if path.exists() else None
        self._lost.setdefault(path, []).append(before)
