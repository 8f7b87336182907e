"""Where the register's bodies come from: the compiled files, the TOML, an operator's own file.

Reading TOML takes some ten times longer than all else, so `register.json` holds the shipped bodies
ready made, and `names.json` all forms of their names, each with a digest of the TOML that it was
made from. They count only while that is current: who edits a shipped file in place is read from
TOML until ``python -m press.compile_register``.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

from press import topics_table
from press.register import Agency

HERE = Path(__file__).parent
BODIES = HERE / "bodies"
"""The folder of the shipped register."""
COMPILED = HERE / "register.json"
COMPILED_NAMES = HERE / "names.json"

RULES = "2026-11-22.1"
"""The rules of recognition; a new value by hand whenever the same text may give other bodies."""

_own: Path | None = None
Content = TypeVar("Content")


class Compiled(msgspec.Struct, frozen=True):
    """What `register.json` holds."""

    digest: str
    bodies: list[Agency]


class CompiledNames(msgspec.Struct, frozen=True):
    """What `names.json` holds: the forms of names (see `press.names`) by their first words."""

    digest: str
    names: dict[str, msgspec.Raw]


class _Named(msgspec.Struct, frozen=True):
    id: str
    name: str


class _Names(msgspec.Struct, frozen=True):
    digest: str
    bodies: list[_Named]


def use(own: Path | None) -> None:
    """From now on an operator's own file lies over the shipped register, in this process."""
    global _own  # noqa: PLW0603 - like the language: said once at the start
    _own = own


def own() -> Path | None:
    """The operator's own file, if there is one."""
    return _own


def shipped_files() -> list[Path]:
    """The TOML files of the shipped register, by name."""
    return sorted(BODIES.glob("*.toml"))


def bodies(extra: Path | None = None) -> list[Agency]:
    """All bodies of the register, with those of `extra` over them; nothing is checked."""
    compiled = _if_current(Compiled, COMPILED) if extra is None else None
    return compiled.bodies if compiled else _from_toml(extra)


def compiled_names(extra: Path | None = None) -> dict[str, msgspec.Raw] | None:
    """The names of the shipped bodies, ready made; None if they are to be worked out."""
    compiled = _if_current(CompiledNames, COMPILED_NAMES) if extra is None else None
    return compiled.names if compiled else None


def names() -> dict[str, str]:
    """What every body is called, by id: all that showing them needs, at a fraction of the cost.

    Slips in the operator's own file are passed over.
    """
    return _names(_own)


@cache
def _names(extra: Path | None) -> dict[str, str]:
    compiled = _if_current(_Names, COMPILED) if extra is None else None
    return {body.id: body.name for body in (compiled.bodies if compiled else _from_toml(extra))}


def version() -> str:
    """A short hash of all data and rules that articles are labelled by; stored with their labels.

    It covers bodies and topics (also the operator's own), regions and `RULES`.
    """
    parts: list[str | bytes] = [digest(), RULES, topics_table.TABLE.read_bytes()]
    for name, path in (("bodies", _own), ("topics", topics_table.own())):
        if path is not None:
            parts += [name, path.read_bytes()]
    return _hash(parts, 5)


@cache
def digest() -> str:
    """A hash of the shipped files as they are now, and of the regions that they refer to."""
    files = [*shipped_files(), HERE / "regions.toml"]
    return _hash([part for path in files for part in (path.name, path.read_bytes())], 8)


def _hash(parts: list[str | bytes], size: int) -> str:
    found = hashlib.blake2b(digest_size=size)
    for part in parts:
        found.update(part if isinstance(part, bytes) else part.encode())
        found.update(b"\0")
    return found.hexdigest()


def _if_current(model: type[Content], file: Path) -> Content | None:
    try:
        compiled: Content = msgspec.json.decode(file.read_bytes(), type=model)
    except (OSError, msgspec.DecodeError):
        return None
    return compiled if compiled.digest == digest() else None  # type: ignore[attr-defined]


def _from_toml(extra: Path | None) -> list[Agency]:
    from press.register_files import Reading  # noqa: PLC0415 - needs the gazetteer

    return Reading(extra).agencies
