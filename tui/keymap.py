"""Keys of one's own: the table ``[keys]`` of the configuration, put in the place of the usual ones.

``star = "x"`` gives an action other keys wherever it has that name, ``"article.page_down" = "f"``
in one part of the reader only; a list gives several keys, an empty one none. Names are those of
`tui.command_table` and of ``docs/keys.md``.
"""

import string
from collections.abc import Iterable, Mapping, Sequence
from typing import NoReturn

from press.tables import TableError, nearest

KEY_NAMES = (
    *("escape", "enter", "tab", "space", "backspace", "delete", "insert", "comma"),
    *("up", "down", "left", "right", "home", "end", "pageup", "pagedown"),
    *(f"f{number}" for number in range(1, 13)),
)
"""Keys that are called by a name; all others are called by what they write."""
_WITH = ("ctrl", "shift", "alt")
_PANES = ("timeline", "list", "article", "filters", "empty")
"""The parts of the reader in which the keys for everywhere count too."""

Place = tuple[str, str]
"""A part of the reader and the name of an action in it."""

_own: dict[Place, tuple[str, ...]] = {}


def own_keys(where: str, name: str) -> tuple[str, ...] | None:
    """The keys that the configuration gives an action; None where it gives none of its own."""
    return _own.get((where, name))


def use(given: Mapping[str, str | Sequence[str]], *, file: str) -> None:
    """Take over a table of keys, `file` being where it stands; an empty one restores the usual.

    Raises:
        TableError: an action or a key is unknown, or a key would mean two things in one place.
    """
    from tui.command_table import COMMANDS

    _own.clear()
    own: dict[Place, tuple[str, ...]] = {}
    usual = {(str(command.where), command.name): command.usual for command in COMMANDS}
    numbered = {command.name for command in COMMANDS if command.numbered}
    for action, value in given.items():
        keys = [value] if isinstance(value, str) else value
        for place in _places(action, usual, file):
            own[place] = tuple(_key(key, action, file) for key in keys)
            if place[1] in numbered and not all(map(str.isdecimal, own[place])):
                raise TableError(f'{file}: "keys.{action}": takes digits only, each its own number')
    _refuse_doubles(usual, own, file)
    _own.update(own)


def _places(action: str, usual: Iterable[Place], file: str) -> list[Place]:
    """Where an action of this name is: everywhere it is, or in the part it is qualified by."""
    where, dot, name = action.rpartition(".")
    places = [place for place in usual if place[1] == name and (not dot or place[0] == where)]
    if not places:
        names = {name for _, name in usual} | {".".join(place) for place in usual}
        raise TableError(
            f'{file}: "keys.{action}": there is no such action{nearest(action, sorted(names))}; '
            "`?` in the reader and docs/keys.md list them"
        )
    return places


def _key(key: str, action: str, file: str) -> str:
    """A key as it is bound; ``Ctrl+X`` is ``ctrl+x``, a comma has a name."""
    if len(key) == 1:
        if key == " ":
            return "space"
        if key.isprintable():
            return "comma" if key == "," else key
    *with_, last = key.casefold().split("+") if len(key) > 1 else [""]
    if all(each in _WITH for each in with_):
        if last in KEY_NAMES:
            return "+".join([*with_, last])
        if with_ and last in string.ascii_lowercase + string.digits:
            return "+".join([*with_, last])
    raise TableError(
        f'{file}: "keys.{action}": {key!r} is no key{nearest(key.casefold(), KEY_NAMES)}; '
        'write a sign ("x", "?"), a name ("pagedown", "f5") or "ctrl+x"'
    )


def _refuse_doubles(
    usual: Mapping[Place, tuple[str, ...]], own: Mapping[Place, tuple[str, ...]], file: str
) -> None:
    """See that every key means one thing in one part of the reader.

    A pane's own key may stand before one that means something everywhere: that is asked for. A new
    key for everywhere that a pane has already would not work there, so it is refused.
    """
    meant: dict[tuple[str, str], str] = {}
    for (where, name), keys in (dict(usual) | dict(own)).items():
        for key in keys:
            other = meant.setdefault((where, key), name)
            if other != name:
                _refuse(key, other, name, where, file)
    for place, keys in own.items():
        fresh = set(keys) - set(usual[place]) if place[0] == "everywhere" else set()
        for (where, key), other in meant.items():
            if where in _PANES and key in fresh:
                _refuse(key, other, place[1], where, file)


def _refuse(key: str, one: str, other: str, where: str, file: str) -> NoReturn:
    raise TableError(
        f'{file}: "keys": {key!r} would mean both "{one}" and "{other}" (part: {where}); '
        "give one of them another key"
    )
