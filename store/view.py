"""One state of the search index, as it is asked: where articles lie, and what stands there."""

from typing import NamedTuple

import tantivy
from tantivy import Query

from store import entries


class View(NamedTuple):
    """One state of the index; `generation` counts them."""

    searcher: tantivy.Searcher
    schema: tantivy.Schema
    generation: int

    def newest(self, query: Query, limit: int, offset: int = 0) -> list[tantivy.DocAddress]:
        """Where the newest articles that `query` finds lie."""
        if limit <= 0:
            return []
        found = self.searcher.search(
            query, limit, count=False, order_by_field="order", offset=offset
        )
        return [address for _, address in found.hits]

    def every(self, query: Query) -> list[tantivy.DocAddress]:
        """Where all articles that `query` finds lie, newest first."""
        found = self.searcher.search(query, 1, order_by_field="order")
        return self.newest(query, found.count)  # type: ignore[attr-defined] # its stub lacks it

    def entry(self, address: tantivy.DocAddress) -> entries.Entry:
        """The row of an article."""
        return entries.entry(self.searcher.doc(address))

    def ids(self, addresses: list[tantivy.DocAddress]) -> list[str]:
        """The ids of articles."""
        return list(map(entries.id_of, self.numbers("id", addresses)))

    def numbers(self, field: str, addresses: list[tantivy.DocAddress]) -> list[int]:
        """What articles have in a field of one number."""
        return [int(number or 0) for number in self.searcher.fast_field_values(field, addresses)]
