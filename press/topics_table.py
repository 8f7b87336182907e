"""The table of topics: `topics.toml`, with an operator's own file over it, read and checked.

`press.topics` says how topics are found with it; docs/topics.md describes the file. `topics.json`
holds the shipped table ready made, with its terms worked out; it counts only while the digest in it
is that of the table and of the words by which terms are looked up.
"""

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from press.tables import TableError, convert, nearest, read_toml
from press.words import even

TABLE = Path(__file__).with_name("topics.toml")
"""The shipped table."""
COMPILED = TABLE.with_suffix(".json")
WORDS = [TABLE.with_name(f"{name}.toml") for name in ("lexicon", "compounds", "stems")]
"""What words are analysed by."""

MINIMUM = 3.0
"""The weight that a topic needs, unless its table says another."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_IPTC = re.compile(r"\d{8}")
_STAR_INSIDE = re.compile(r"\w\*+\w")

_TERMS = ("terms", "weak", "not")

_own: Path | None = None


class Topic(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A topic as its table describes it; `without` is the key ``not``.

    Terms are one string with commas between them: thousands of strings take twice as long to read.
    """

    label: str
    iptc: str | None = None
    broader: str | None = None
    sections: list[str] = []
    terms: str = ""
    weak: str = ""
    without: str = msgspec.field(name="not", default="")
    minimum: float = MINIMUM


class Compiled(msgspec.Struct, frozen=True):
    """What `topics.json` holds; `terms` is a `press.topics_spellings.Table`."""

    digest: str
    topics: dict[str, Topic]
    terms: msgspec.Raw


def use(own: Path | None) -> None:
    """From now on an operator's own file lies over the shipped table, in this process."""
    global _own  # noqa: PLW0603 - like the register: said once at the start
    _own = own


def own() -> Path | None:
    """The operator's own file, if there is one."""
    return _own


def topics() -> dict[str, Topic]:
    """Every topic by its id, in the table's order; those of the own file alone come last.

    Raises:
        TableError: a file is wrong.
    """
    return read(TABLE, _own)


@cache
def read(shipped: Path, extra: Path | None) -> dict[str, Topic]:
    """The topics of two files; of a table in both, headings and terms add up, all else is replaced.

    Raises:
        TableError: a file is wrong.
    """
    ready = compiled(shipped, extra)
    return ready.topics if ready else from_toml(shipped, extra)


def from_toml(shipped: Path, extra: Path | None = None) -> dict[str, Topic]:
    """The same, not ready made.

    Raises:
        TableError: a file is wrong.
    """
    raw = read_toml(shipped)
    where = dict.fromkeys(raw, shipped.name)
    for id_, table in (read_toml(extra) if extra else {}).items():
        where[id_] = str(extra)
        known = raw.get(id_)
        raw[id_] = _joined(known, table) if isinstance(known, dict) else table
    found = {id_: convert({id_: raw[id_]}, dict[str, Topic], where=where[id_]) for id_ in raw}
    known_topics = {id_: table[id_] for id_, table in found.items()}
    taken: dict[str, str] = {}
    for id_, topic in known_topics.items():
        wrong = _wrong(id_, topic) or _wrong_beside(id_, known_topics, taken)
        if wrong:
            raise TableError(f"{where[id_]}: [{id_}]: {wrong}")
    return known_topics


@cache
def compiled(shipped: Path, extra: Path | None) -> Compiled | None:
    """The shipped table ready made; None if it is to be read and worked out."""
    if extra is not None:
        return None
    try:
        found = msgspec.json.decode(COMPILED.read_bytes(), type=Compiled)
    except (OSError, msgspec.DecodeError):
        return None
    return found if found.digest == digest(shipped) else None


def digest(table: Path) -> str:
    """A hash of a table of topics, and of the words by which its terms are looked up."""
    found = hashlib.blake2b(digest_size=8)
    for path in (table, *WORDS):
        found.update(path.read_bytes() + b"\0")
    return found.hexdigest()


def sections(known: dict[str, Topic]) -> dict[str, str]:
    """The topic of every heading of the sources, as `folded` writes it."""
    return {folded(name): id_ for id_, topic in known.items() for name in topic.sections}


def folded(heading: str) -> str:
    """A heading as headings are compared."""
    return even(heading).lower.strip()


def words(terms: str) -> list[str]:
    """The single terms of a string of them."""
    return [term for term in map(str.strip, terms.split(",")) if term]


def _joined(shipped: dict[str, Any], over: Any) -> Any:  # noqa: ANN401 - unchecked TOML
    if not isinstance(over, dict):
        return over
    both: dict[str, Any] = {}
    for key, value in over.items():
        known = shipped.get(key)
        if isinstance(value, list) and isinstance(known, list):
            both[key] = known + value
        elif key in _TERMS and isinstance(value, str):
            both[key] = f"{known or ''}, {value}"
    return shipped | over | both


def _wrong(id_: str, topic: Topic) -> str | None:
    """What is wrong with a topic in itself, beyond its types."""
    if not _ID.fullmatch(id_):
        return "an id is lower-case letters, digits, hyphens"
    if topic.iptc is not None and not _IPTC.fullmatch(topic.iptc):
        return f'"iptc": {topic.iptc!r} is no code of eight digits'
    for terms in (topic.terms, topic.weak, topic.without):
        if _STAR_INSIDE.search(terms):
            wrong = next(term for term in words(terms) if _STAR_INSIDE.search(term))
            return f'term "{wrong}": * stands only at the ends of a term'
    return None


def _wrong_beside(id_: str, known: dict[str, Topic], taken: dict[str, str]) -> str | None:
    """What is wrong with a topic beside the others; `taken` are the headings of those before."""
    for section in known[id_].sections:
        other = taken.setdefault(folded(section), id_)
        if other != id_:
            return f'section "{section}" already belongs to [{other}]'
    seen, above = {id_}, known[id_].broader
    while above is not None:
        if above not in known:
            return f'"broader": there is no topic "{above}"{nearest(above, known)}'
        if above in seen:
            return f'"broader": [{above}] would be above itself'
        seen.add(above)
        above = known[above].broader
    return None
