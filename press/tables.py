"""Reading data tables (TOML) so that an operator's slip becomes one clear line.

Sources, agencies, topics and the configuration are TOML that people edit by hand.
Every error names the file, the key and, for a misspelt key or value, the nearest valid one.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

import msgspec

Model = TypeVar("Model")


class TableError(ValueError):
    """A data or configuration file is wrong; `str()` is one line: file, key, what to do."""


def nearest(word: str, choices: Iterable[str]) -> str:
    """`` (did you mean "x"?)`` for the choice most like `word`, or nothing."""
    import difflib  # noqa: PLC0415 - only mistakes need it

    found = difflib.get_close_matches(word, list(choices), n=1, cutoff=0.6)
    return f' (did you mean "{found[0]}"?)' if found else ""


def read_toml(path: Path) -> dict[str, Any]:
    """Parse one TOML file.

    Raises:
        TableError: the file cannot be read or is not TOML.
    """
    import tomllib  # noqa: PLC0415 - the filter language reads no file

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise TableError(f"{path}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise TableError(f"{path}: is not UTF-8 text (byte {error.start})") from error
    except tomllib.TOMLDecodeError as error:
        raise TableError(f"{path}: is not valid TOML: {error}") from error
    except RecursionError as error:
        raise TableError(f"{path}: is not valid TOML: nested too deeply") from error


def convert(value: object, model: type[Model], *, where: str) -> Model:
    """Check `value` against a msgspec type.

    `where` stands at the front of the message: the file, and the table in it if it helps.

    Raises:
        TableError: a key is unknown or missing, or a value has the wrong type or range.
    """
    try:
        return msgspec.convert(value, model)
    except msgspec.ValidationError as error:
        raise TableError(f"{where}: {_explain(str(error), value, model)}") from error


def _explain(message: str, value: object, model: type[Any]) -> str:
    """Turn msgspec's message into ours: the key first, then what is wrong, then the nearest key."""
    text, _, path = message.partition(" - at `")
    path = path.rstrip("`").removeprefix("$").removeprefix(".")
    key = _real_path(path, value)
    prefix = f'"{key}": ' if key else ""
    unknown = re.fullmatch(r"Object contains unknown field `(.+)`", text)
    if unknown:
        name = unknown[1]
        return f'unknown key "{f"{key}.{name}" if key else name}"' + nearest(
            name, _all_field_names(model)
        )
    missing = re.fullmatch(r"Object missing required field `(.+)`", text)
    if missing:
        return f'key "{f"{key}.{missing[1]}" if key else missing[1]}" is missing'
    invalid = re.fullmatch(r"Invalid enum value '(.+)'", text)
    if invalid:
        return f"{prefix}{invalid[1]!r} is not allowed{nearest(invalid[1], _choices(model))}"
    return f"{prefix}{text[0].lower()}{text[1:]}"


def _real_path(path: str, value: object) -> str:
    """Replace msgspec's ``[...]`` (any key of a mapping) by the key, where only one is there."""
    if "[...]" not in path or not isinstance(value, dict):
        return path
    head, _, tail = path.partition("[...]")
    inner: object = value
    for step in filter(None, head.split(".")):
        inner = inner.get(step) if isinstance(inner, dict) else None
    if isinstance(inner, dict) and len(inner) == 1:
        return f"{head}.{next(iter(inner))}{tail}".lstrip(".")
    return path


def _walk(model: object, seen: set[object]) -> Iterable[type[msgspec.Struct]]:
    """All Struct types reachable from a type annotation."""
    if isinstance(model, type) and issubclass(model, msgspec.Struct):
        if model in seen:
            return
        seen.add(model)
        yield model
        for field in msgspec.structs.fields(model):
            yield from _walk(field.type, seen)
    for argument in getattr(model, "__args__", ()):
        yield from _walk(argument, seen)


def _all_field_names(model: object) -> list[str]:
    structs = _walk(model, set())
    return sorted({field.encode_name for s in structs for field in msgspec.structs.fields(s)})


def _choices(model: object) -> list[str]:
    found: set[str] = set()
    for struct in _walk(model, set()):
        for field in msgspec.structs.fields(struct):
            for part in (field.type, *getattr(field.type, "__args__", ())):
                found.update(a for a in getattr(part, "__args__", (part,)) if isinstance(a, str))
    return sorted(found)
