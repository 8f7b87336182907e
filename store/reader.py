"""Reader state: what a person has read, starred, tagged, noted and saved; apart from the archive.

Below ``reader/<user>/``: ``marks/`` holds a document per article in small files (`store.shards`),
``searches.json`` the saved searches, ``undo/`` one small file per action. So a mark costs the same
at any size. Every change is a read-modify-write under the user's lock: two windows, or a window
and a command, do not lose each other's marks; `refresh` takes over what others did.
"""

import contextlib
import getpass
import re
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import msgspec

from press.text import clean_line, clean_text
from store.files import DamageList, WriteLock, remove_file, write_soon
from store.ids import Ids
from store.searches import SavedSearches
from store.shards import Shards
from store.storage import TableFile, document, own_id
from store.visits import Place, Visits

KEPT_ACTIONS = 100
"""Actions that can be undone."""

_MARKS = "marks"
_FEW = 200
"""Articles whose marks are looked up one by one as long as not all are loaded."""

Field = Literal["read", "starred", "tags", "note"]
Verb = Literal["read", "unread", "star", "unstar", "tag", "note", "search"]


class Mark(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What a reader has said of one article; `read` and `starred` are UTC instants."""

    id: str
    read: str | None = None
    starred: str | None = None
    tags: list[str] = []
    note: str | None = None


class _Action(msgspec.Struct, frozen=True, omit_defaults=True):
    """An entry of the undo journal: the field changed and what it was before, by article id.

    For a saved search the field is ``search``, `before` its query by name, `order` all names.
    """

    verb: Verb
    field: Literal["read", "starred", "tags", "note", "search"]
    before: dict[str, Any]
    order: list[str] = []


_Stamp = tuple[int, int, int]


class ReaderState:
    """One person's marks on the articles of one data directory.

    Marks are loaded when something is asked of all of them, and kept in memory. `changes` counts
    every change of what is in memory, so that a view knows when to draw again. `damaged` lists
    files found unreadable; they have been set aside and count as empty.

    Methods that change something are on disk when they return, and raise `StoreError` where that
    is impossible (full disk, read-only directory), ValueError for what is no article id.
    """

    def __init__(self, data: Path, user: str | None = None) -> None:
        self.damaged = DamageList()
        self.changes = 0
        directory = data / "reader" / user_folder(user)
        self._lock = WriteLock(directory)
        self._marks = Shards(directory / _MARKS, _MARKS, self._lock, self.damaged.report)
        self._searches = SavedSearches(directory, self._lock, self.damaged.report)
        self.visits = Visits(data, directory, self._lock, self.damaged.report)
        self._journal = directory / "undo"
        # Sets and dicts are replaced, never changed, so that other threads may hold on to them.
        self._read = Ids()
        self._starred = Ids()
        self._tags: dict[str, list[str]] = {}
        self._notes: dict[str, str] = {}
        self._stamps: dict[Path, _Stamp | None] = {}
        self._journal_names: list[str] | None = None

    def load(self) -> None:
        """Read all marks now rather than at the first question."""
        if self._journal_names is None:
            self.refresh()

    def refresh(self) -> bool:
        """Take over what other processes have marked since; whether there was anything new."""
        names = self._action_names()
        if names == self._journal_names:
            return False
        self._journal_names = names
        marks: list[Mark] = []
        for path in self._marks.files():
            stamp = _stamp(path)
            if stamp != self._stamps.get(path):
                self._stamps[path] = stamp
                marks += self._marks.file(path).records(Mark).values()
        return self._take_over(marks)

    def is_read(self, id: str) -> bool:  # noqa: A002
        """Whether an article has been marked read."""
        return self.flags([id])[0][0]

    def is_starred(self, id: str) -> bool:  # noqa: A002
        """Whether an article is starred."""
        return self.flags([id])[0][1]

    def flags(self, ids: Sequence[str]) -> list[tuple[bool, bool]]:
        """Whether each of some articles is read and starred; for few, without loading all marks."""
        if self._journal_names is None and len(ids) <= _FEW:
            marks = self._current(ids)
            return [(bool(marks[id_].read), bool(marks[id_].starred)) for id_ in ids]
        self.load()
        return [(id_ in self._read, id_ in self._starred) for id_ in ids]

    def read_ids(self) -> Ids:
        """The articles marked read."""
        self.load()
        return self._read

    def starred_ids(self) -> Ids:
        """The starred articles."""
        self.load()
        return self._starred

    def tagged(self, tag: str) -> frozenset[str]:
        """The articles with a tag, upper and lower case being the same."""
        self.load()
        wanted = tag.casefold()
        return frozenset(
            id_ for id_, tags in self._tags.items() if wanted in map(str.casefold, tags)
        )

    def tags(self, id: str) -> list[str]:  # noqa: A002
        """The tags of an article, in the order they were given."""
        self.load()
        return list(self._tags.get(id, ()))

    def note(self, id: str) -> str | None:  # noqa: A002
        """The note on an article."""
        self.load()
        return self._notes.get(id)

    def all_tags(self) -> list[str]:
        """Every tag in use, once in each spelling, the most frequent first."""
        self.load()
        counts = Counter(tag for tags in self._tags.values() for tag in tags)
        return [tag for tag, _ in counts.most_common()]

    def mark_read(self, ids: Iterable[str], read: bool = True) -> None:  # noqa: FBT001, FBT002
        """Mark articles read or unread."""
        now = _now() if read else None
        self._change("read" if read else "unread", "read", dict.fromkeys(ids, now))

    def star(self, ids: Iterable[str], starred: bool = True) -> None:  # noqa: FBT001, FBT002
        """Star articles or take their stars away."""
        now = _now() if starred else None
        self._change("star" if starred else "unstar", "starred", dict.fromkeys(ids, now))

    def set_tags(self, id: str, tags: Iterable[str]) -> None:  # noqa: A002
        """Replace the tags of an article; cleaned, each once, blank ones dropped."""
        cleaned = dict.fromkeys(filter(None, map(clean_line, tags)))
        self._change("tag", "tags", {id: list(cleaned)})

    def retag(self, ids: Iterable[str], add: Iterable[str], drop: Iterable[str]) -> None:
        """Give articles tags and take others from them, all as one action; the rest stay.

        Upper and lower case are the same.
        """
        given = list(dict.fromkeys(filter(None, map(clean_line, add))))
        gone = {clean_line(tag).casefold() for tag in drop}
        with self._lock:
            tags: dict[str, list[str]] = {}
            for id_, mark in self._current(ids).items():
                kept = [tag for tag in mark.tags if tag.casefold() not in gone]
                there = set(map(str.casefold, kept))
                tags[id_] = kept + [tag for tag in given if tag.casefold() not in there]
            self._change("tag", "tags", tags)

    def set_note(self, id: str, note: str | None) -> None:  # noqa: A002
        """Replace the note on an article; ``None`` or blank deletes it."""
        self._change("note", "note", {id: clean_text(note or "").strip() or None})

    def begin_visit(self) -> Place:
        """Begin a visit (`store.visits`); where the reader was left."""
        self.changes += 1
        return self.visits.begin()

    def renew_visit(self, until: str | None) -> None:
        """Begin another visit without leaving; `until` is what the last one had been shown."""
        self.changes += 1
        self.visits.renew(until)

    def searches(self) -> dict[str, str]:
        """The saved searches: query by name, in the order they were saved in or moved to."""
        return self._searches.read()

    def save_search(self, name: str, query: str) -> None:
        """Save a search under a name, in place of one that has it.

        Raises:
            ValueError: the name is blank.
        """
        self._change_searches({_search_name(name): clean_line(query)})

    def delete_search(self, name: str) -> bool:
        """Delete a saved search; whether there was one."""
        return self._change_searches({name: None})

    def rename_search(self, name: str, to: str) -> bool:
        """Give a saved search another name, in its place; whether there was one.

        One that has the new name goes; undoing brings both back.

        Raises:
            ValueError: the new name is blank.
        """
        to = _search_name(to)
        with self._lock:
            names = self.searches()
            if name not in names or name == to:
                return False
            order = [to if each == name else each for each in names if each != to]
            return self._change_searches({name: None, to: names[name]}, order)

    def move_search(self, name: str, step: int) -> bool:
        """Move a saved search so many places down, or up; whether it stands elsewhere now."""
        with self._lock:
            searches = self.searches()
            order = list(searches)
            if name not in searches:
                return False
            place = order.index(name)
            order.insert(max(0, min(place + step, len(order) - 1)), order.pop(place))
            return self._change_searches({name: searches[name]}, order)

    def last_action(self) -> int:
        """When the last action that `undo` would take back was done (`time.time_ns`), or 0."""
        names = self._action_names()
        return int(names[-1].removesuffix(".json")) if names else 0

    def undo(self) -> str | None:
        """Take back the last action, whichever window did it.

        Returns what it was, verb and number of articles (``"read 3"``; the verbs are those of
        `Verb`), or ``None`` when there is nothing to undo. What others have changed since in
        other respects stays.
        """
        with self._lock:
            for name in reversed(self._action_names()):
                action = self._read_action(name)
                if action:
                    self._take_back(action)
                remove_file(self._journal / name)
                if action:
                    return f"{action.verb} {len(action.before)}"
        return None

    def _change(self, verb: Verb, field: Field, values: Mapping[str, Any]) -> None:
        """Set one field of several marks and note in the journal what it was."""
        with self._lock:
            old = self._current(values)
            changed = {
                id_: value
                for id_, value in values.items()
                if not _alike(field, getattr(old[id_], field), value)
            }
            if changed:
                before = {id_: getattr(old[id_], field) for id_ in changed}
                self._put(old, field, changed)
                self._write_action(_Action(verb, field, before))

    def _put(self, old: Mapping[str, Mark], field: Field, values: Mapping[str, Any]) -> None:
        marks = [
            msgspec.structs.replace(old[id_], **{field: value}) for id_, value in values.items()
        ]
        self._marks.put({own_id(mark.id): document(mark) for mark in marks})
        if self._journal_names is not None:
            self._take_over(marks)

    def _current(self, ids: Iterable[str]) -> dict[str, Mark]:
        """The marks on disk, new ones where there are none."""
        wanted = {own_id(id_): id_ for id_ in ids}
        known = self._marks.get(wanted, Mark)
        return {id_: known.get(key) or Mark(id=id_) for key, id_ in wanted.items()}

    def _take_over(self, marks: Sequence[Mark]) -> bool:
        """Bring what is in memory up to these marks; whether that changed anything."""
        ids = {mark.id for mark in marks}
        now_read = {mark.id for mark in marks if mark.read}
        now_starred = {mark.id for mark in marks if mark.starred}
        read = self._read.but(now_read, ids - now_read)
        starred = self._starred.but(now_starred, ids - now_starred)
        tags = _replace(self._tags, {m.id: m.tags for m in marks if m.tags or m.id in self._tags})
        notes = _replace(
            self._notes, {m.id: m.note for m in marks if m.note or m.id in self._notes}
        )
        before = (self._read, self._starred, self._tags, self._notes)
        after = (read, starred, tags, notes)
        if all(new is old for new, old in zip(after, before, strict=True)):
            return False
        self._read, self._starred, self._tags, self._notes = after
        self.changes += 1
        return True

    def _change_searches(
        self, queries: Mapping[str, str | None], order: Sequence[str] = ()
    ) -> bool:
        with self._lock:
            before = self.searches()
            self._searches.change(queries, order)
            after = self.searches()
            if list(after.items()) == list(before.items()):
                return False
            old = {name: before.get(name) for name in queries}
            self._write_action(_Action("search", "search", old, list(before)))
        self.changes += 1
        return True

    def _take_back(self, action: _Action) -> None:
        if action.field == "search":
            self._searches.change(action.before, action.order)
            self.changes += 1
        else:
            self._put(self._current(action.before), action.field, action.before)

    def _action_names(self) -> list[str]:
        """The files of the undo journal, oldest first; no name is ever used twice."""
        try:
            return sorted(path.name for path in self._journal.glob("[0-9]*.json"))
        except OSError:
            return []

    def _action_file(self, name: str) -> TableFile:
        return TableFile(self._journal / name, "actions", self._lock, self.damaged.report)

    def _write_action(self, action: _Action) -> None:
        """Enter an action in the journal; the oldest beyond `KEPT_ACTIONS` go.

        The journal is not forced to the disk: a power failure may cost the undo of the last
        actions, never a mark, and a mark costs half as much.
        """
        names = self._action_names()
        for name in names[: max(0, len(names) + 1 - KEPT_ACTIONS)]:
            with contextlib.suppress(OSError):
                (self._journal / name).unlink()
        number = max(time.time_ns(), int(names[-1].removesuffix(".json")) + 1 if names else 0)
        file = self._action_file(f"{number:020}.json")
        write_soon(file.path, file.encode({"1": document(action)}))

    def _read_action(self, name: str) -> _Action | None:
        return next(iter(self._action_file(name).records(_Action).values()), None)


def _alike(field: Field, old: object, new: object) -> bool:
    """Whether a change changes nothing; what was read or starred stays so since it first was."""
    return bool(old) == bool(new) if field in ("read", "starred") else old == new


def _replace(values: dict[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """`values` with `new` ones, empty ones dropped; the same object where nothing changes."""
    if all(values.get(id_) == (value or None) for id_, value in new.items()):
        return values
    return {id_: value for id_, value in (values | dict(new)).items() if value}


def _search_name(name: str) -> str:
    name = clean_line(name)
    if not name:
        raise ValueError("a saved search needs a name")
    return name


def user_folder(user: str | None) -> str:
    """A directory name for a person; by default for whoever is logged in."""
    if user is None:
        try:
            user = getpass.getuser()
        except (OSError, KeyError):
            user = ""
    return re.sub(r"[^A-Za-z0-9._-]+", "_", user).strip("._")[:64] or "reader"


def _stamp(path: Path) -> _Stamp | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return (stat.st_mtime_ns, stat.st_size, stat.st_ino)


def _now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"


def amend_note(reader: ReaderState, id: str, note: str | None) -> None:  # noqa: A002
    """Replace a note while it is being written, without another entry in the undo journal.

    Undoing the `set_note` before takes both back. Other windows see it with the next action.
    """
    text = clean_text(note or "").strip() or None
    with reader._lock:  # noqa: SLF001
        reader._put(reader._current([id]), "note", {id: text})  # noqa: SLF001
