"""How far the walk of one list or feed has come."""

from dataclasses import dataclass
from typing import Literal

from spiders.backfill import Trail


@dataclass(slots=True)
class Walk:
    """One list or feed being followed from its first page.

    `named` are the articles that its pages named so far, `asked` the pages themselves, `repeats`
    how many of them in a row named nothing new. `moved_to` is where it has moved for good. `trail`
    is kept of a look back.
    """

    url: str
    kind: Literal["list", "feed"]
    complete_at: str | None = None
    page: int = 1
    named: frozenset[str] = frozenset()
    repeats: int = 0
    moved_to: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    asked: frozenset[str] = frozenset()
    trail: Trail | None = None
