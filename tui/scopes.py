"""Which articles are to be handed out: the selection, all that is filtered, or one."""

from collections.abc import Collection
from typing import Literal, NamedTuple

from press.query import Query
from store.library import Library
from tui.language import _, ngettext

What = Literal["selection", "filter", "article"]


class Scope(NamedTuple):
    """Some articles: by their ids, or else all `size` that a query finds."""

    what: What
    size: int
    ids: Collection[str] | None
    query: Query

    @property
    def label(self) -> str:
        """The scope in words."""
        if self.what == "selection":
            return ngettext("the selected article", "the {n} selected articles", self.size)
        if self.what == "article":
            return _("this article")
        if not self.query:
            return ngettext("the whole archive: {n}", "the whole archive: {n}", self.size)
        return ngettext("all that is filtered: {n}", "all that is filtered: {n}", self.size)

    def found(self, library: Library) -> list[str]:
        """The ids of the articles; blocks."""
        return list(library.ids(self.query) if self.ids is None else self.ids)
