"""The archive against a model of it: whatever happens, it says what the model says."""

import shutil
import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tinydb import TinyDB

from press.article import Article
from store.archive import Archive, Arrival, Kept, day_of
from tests.store.crash import Killed, die_at
from tests.store.samples import article

names = st.sampled_from("abcde")
texts = st.sampled_from(["eins", "zwei", "drei"])
dates = st.sampled_from(["2022-10-13", "2022-10-14", "2023-01-01T08:00:00+01:00", None])
aliases = st.lists(st.sampled_from(["https://portal.example/?p=1", "https://portal.example/x"]))


class Model:
    """Articles and versions as plain dicts."""

    def __init__(self) -> None:
        self.current: dict[str, Article] = {}
        self.days: dict[str, str] = {}
        self.versions: dict[str, list[Article]] = {}

    def keep(self, new: Article) -> str:
        old = self.current.get(new.id)
        if old is None:
            self.current[new.id], self.days[new.id] = new, day_of(new)
            return "new"
        merged = list(dict.fromkeys([*old.aliases, *new.aliases]))
        if old.content_hash == new.content_hash:
            self.current[new.id] = msgspec.structs.replace(
                old, aliases=merged, last_seen=new.last_seen
            )
            return "same"
        self.versions.setdefault(new.id, []).append(old)
        self.current[new.id] = msgspec.structs.replace(
            new,
            aliases=merged,
            first_seen=old.first_seen,
            changed=new.last_seen,
            version=old.version + 1,
        )
        self.days[new.id] = day_of(self.current[new.id])
        return "changed"


class ArchiveMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.data = Path(tempfile.mkdtemp())
        self.archive = Archive(self.data)
        self.model = Model()
        self.clock = 0

    def arrival(self, name: str, text: str, date: str | None, others: list[str]) -> Arrival:
        self.clock += 1
        now = f"2026-11-21T06:{self.clock // 60 % 60:02}:{self.clock % 60:02}Z"
        fields = {"published": date, "first_seen": now, "last_seen": now}
        new = article(name, f"{text} {date}", aliases=list(dict.fromkeys(others)), **fields)
        return Arrival(new, self.model.days.get(new.id))

    def check(self, kept: list[Kept], batch: list[Arrival]) -> None:
        expected = [self.model.keep(arrival.article) for arrival in batch]
        assert [k.outcome for k in kept] == expected
        for k in kept:
            assert (k.article, k.day) == (self.model.current[k.id], self.model.days[k.id])

    @rule(data=st.data(), chosen=st.sets(names, min_size=1))
    def keep_a_batch(self, data: st.DataObject, chosen: set[str]) -> None:
        batch = [
            self.arrival(name, data.draw(texts), data.draw(dates), data.draw(aliases))
            for name in sorted(chosen)
        ]
        self.check(self.archive.keep(batch), batch)

    @rule(name=names, text=texts, date=dates, step=st.integers(1, 5), after=st.booleans())
    def crash_while_keeping_and_keep_again(
        self, name: str, text: str, date: str | None, step: int, after: bool
    ) -> None:
        arrival = self.arrival(name, text, date, [])
        id_ = arrival.article.id
        before, day_before = self.model.current.get(id_), self.model.days.get(id_)
        with pytest.MonkeyPatch.context() as monkeypatch:
            die_at(monkeypatch, step, after=after)
            try:
                self.archive.keep([arrival])
                crashed = False
            except Killed:
                crashed = True
        self.model.keep(arrival.article)
        if crashed:
            self.archive = Archive(self.data)
            new = (self.model.current[id_], self.model.days[id_])
            seen = [(a, d) for d in self.archive.days() for a in self.archive.day(d) if a.id == id_]
            assert seen in ([new], [(before, day_before)] if before else [])
            self.archive.keep([Arrival(arrival.article, day_before)])

    @rule()
    def open_anew(self) -> None:
        self.archive = Archive(self.data)

    @rule()
    def verify(self) -> None:
        assert self.archive.verify() == []

    @invariant()
    def every_article_is_shown_once_as_the_model_has_it(self) -> None:
        shown = [(a, day) for day in self.archive.days() for a in self.archive.day(day)]
        assert sorted((a.id, day) for a, day in shown) == sorted(self.model.days.items())
        for found, day in shown:
            assert found == self.model.current[found.id]
            assert self.archive.read(found.id, day) == found
            assert self.archive.versions(found.id, day) == self.model.versions.get(found.id, [])
        assert self.archive.damaged == []

    def teardown(self) -> None:
        for path in self.data.rglob("*.json"):
            with TinyDB(path, encoding="utf-8") as stock:
                stock.table("articles").all()
        shutil.rmtree(self.data)


TestArchive = ArchiveMachine.TestCase
TestArchive.settings = settings(max_examples=40, stateful_step_count=15, deadline=None)
