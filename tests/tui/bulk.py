"""A library of any size that costs nothing: rows are computed when they are asked for."""

import threading
from collections.abc import Iterator
from datetime import date, timedelta

from press.article import Article, Rights
from press.query import Query
from store.library import Facets, Row
from store.visits import Place

NEWEST = date(2026, 11, 20)


class Visits:
    """The first visit."""

    since = None

    def keep(self, until, *, place=None, ended=False):
        pass


class Reader:
    """Marks in memory, with undo."""

    visits = Visits()
    changes = 0

    def __init__(self) -> None:
        self.read: set[str] = set()
        self.stars: set[str] = set()

    def mark_read(self, ids, read=True):
        (self.read.update if read else self.read.difference_update)(ids)

    def star(self, ids, starred=True):
        (self.stars.update if starred else self.stars.difference_update)(ids)

    def is_read(self, id_):
        return id_ in self.read

    def is_starred(self, id_):
        return id_ in self.stars

    def tags(self, id_):
        return []

    def note(self, id_):
        return None

    def all_tags(self):
        return []

    def flags(self, ids):
        return [(id_ in self.read, id_ in self.stars) for id_ in ids]

    def last_action(self):
        return 0

    def undo(self):
        return None

    def begin_visit(self):
        return Place()


class BulkLibrary:
    """`total` articles, `per_day` on each day; the query is not looked at but for its size.

    A query of the word ``slow`` takes until `free` is set, ``none`` finds nothing.
    """

    def __init__(self, total: int, *, per_day: int = 40) -> None:
        self.total = total
        self.per_day = per_day
        self.reader = Reader()
        self.fetched = 0
        self.asked: list[str] = []
        self.free = threading.Event()
        self.notices: list[str] = []
        self.is_sound = True
        self.is_searchable = True

    def read_ahead(self) -> None:
        """There is no index."""

    def heal(self, progress=None) -> bool:
        return False

    def _size(self, query: Query) -> int:
        words = [word.text for word in query.words()]
        if words == ["none"]:
            return 0
        return max(1, self.total // 10) if words else self.total

    def count(self, query: Query) -> int:
        self.asked.append(str(query))
        if "slow" in str(query):
            self.free.wait(30)
        return self._size(query)

    def _row(self, index: int, prefix: str) -> Row:
        day = NEWEST - timedelta(days=index // self.per_day)
        id_ = f"{prefix}{index:015x}"
        return Row(
            id=id_,
            published=day.isoformat(),
            source="move-online",
            kind="news",
            title=f"{prefix}{index}. Meldung über die Verwaltung und ihre neuen Dienste im Netz",
            kicker="Musterstadt",
            lead="Ein Vorspann.",
            agencies=(),
            topics=(),
            issuer=None,
            changed=False,
            read=self.reader.is_read(id_),
            starred=self.reader.is_starred(id_),
        )

    def rows(self, query: Query, start: int = 0, limit: int = 200) -> list[Row]:
        self.fetched += 1
        prefix = "h" if query.words() else "a"
        return [self._row(i, prefix) for i in range(start, min(start + limit, self._size(query)))]

    def ids(self, query: Query) -> Iterator[str]:
        return iter(())

    def articles(self, query: Query) -> Iterator[Article]:
        return iter(())

    def facets(self, query: Query) -> Facets:
        n = self._size(query)
        return Facets(topic={}, agency={}, source={"move-online": n}, region={}, kind={"news": n})

    def histogram(self, query: Query, by: str = "day") -> dict[str, int]:
        total = self._size(query)
        days = -(-total // self.per_day)
        counts = [self.per_day] * (days - 1) + [total - self.per_day * (days - 1)] if days else []
        return {(NEWEST - timedelta(days=i)).isoformat(): n for i, n in enumerate(counts)}

    def article(self, id_or_url: str) -> Article | None:
        return Article(
            id=id_or_url,
            url=f"https://example.org/{id_or_url}",
            fetched_url=f"https://example.org/{id_or_url}",
            source="move-online",
            kind="news",
            title=f"Artikel {id_or_url}",
            body="Ein Absatz.",
            first_seen="2026-11-20T06:00:00Z",
            last_seen="2026-11-20T06:00:00Z",
            content_hash="0",
            rights=Rights(klass="press"),
        )

    def versions(self, id_or_url: str) -> list[Article]:
        return []

    def refresh(self) -> bool:
        return False

    def last_change(self) -> str | None:
        return None
