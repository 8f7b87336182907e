"""The sources as the reader is told of them; whoever opens it knows where they are written down."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple


class Watched(NamedTuple):
    """A source; `home` is its address, `land` the Land whose holidays it keeps."""

    id: str
    name: str
    home: str = ""
    land: str | None = None
    enabled: bool = True


class Watch(NamedTuple):
    """How to read the catalogue, and the configuration that crawls are started with.

    `catalogue` blocks, and may raise anything where the configuration is wrong.
    """

    catalogue: Callable[[], Sequence[Watched]]
    config: str | None = None


def crawled(data: Path) -> list[Watched]:
    """The sources ever crawled into a data directory: what is known without a catalogue."""
    found = sorted((data / "crawl").glob("*/reports.json"))
    return [Watched(path.parent.name, path.parent.name) for path in found]
