"""Crashes at chosen moments, for the tests of the store."""

import itertools
from pathlib import Path
from typing import Any

import pytest


class Killed(BaseException):
    """Stands for the power going off."""


def die_at(monkeypatch: pytest.MonkeyPatch, step: int, *, after: bool) -> None:
    """Kill the process before or after its n-th change of a visible file."""
    steps = itertools.count(1)

    def dying(call: Any, visible: Any) -> Any:
        def wrapper(self: Path, *args: Any, **kwargs: Any) -> Any:
            if not visible(self, *args):
                return call(self, *args, **kwargs)
            here = next(steps) == step
            if here and not after:
                raise Killed
            result = call(self, *args, **kwargs)
            if here:
                raise Killed
            return result

        return wrapper

    monkeypatch.setattr(Path, "replace", dying(Path.replace, lambda *_: True))
    monkeypatch.setattr(Path, "unlink", dying(Path.unlink, lambda p, *_: p.suffix == ".json"))
