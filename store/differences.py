"""Where archive and index differ, article by article."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from store import counting, documents, entries
from store.archive import Archive
from store.asking import between, both
from store.index import Index
from store.view import View


class Difference(NamedTuple):
    """An article of `day` that is not in the index as it is in the archive.

    ``missing``: in the archive alone. ``surplus``: in the index alone, or there once more.
    ``other``: the index has another state of it.
    """

    kind: Literal["missing", "surplus", "other"]
    id: str
    day: str


def differences(archive: Archive, index: Index) -> Iterator[Difference]:
    """All differences, a day at a time, newest first.

    Reads the whole archive but no text of the index: each of its articles carries a digest of all
    that it was made from. What a crawl stores meanwhile may be told as missing.
    """
    slots = counting.count(index.view, both([]), [counting.SLOTS])[counting.SLOTS]
    indexed = map(entries.day_of_slot, slots)
    for day in dict.fromkeys([*archive.fingerprints(), *indexed]):
        found = _of_day(day, archive, index.view)
        if found and index.refresh():
            found = _of_day(day, archive, index.view)
        yield from found


def _of_day(day: str, archive: Archive, view: View) -> list[Difference]:
    left = {article.id: documents.digest(article) for article in archive.day(day)}
    addresses = view.every(between(view.schema, *entries.slots(day)))
    found: list[Difference] = []
    for id_, digest in zip(view.ids(addresses), view.numbers("digest", addresses), strict=True):
        known = left.pop(id_, None)
        if known is None:
            found.append(Difference("surplus", id_, day))
        elif known != digest:
            found.append(Difference("other", id_, day))
    return found + [Difference("missing", id_, day) for id_ in left]
