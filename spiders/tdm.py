"""Text and data mining reservations by TDMRep (W3C community report).

A site says in three places whether it reserves its rights (§ 44b UrhG): the file
``/.well-known/tdmrep.json``, then the response headers, then the page's meta tags. The first place
that says 0 or 1 counts; anything else is unset. What a reservation means is the operator's setting.
"""

from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

import msgspec

from press.text import clean_line

Reservation = Literal["reserved", "open", "unset"]
WELL_KNOWN = "/.well-known/tdmrep.json"
MAX_RULES = 1_000


class Rule(NamedTuple):
    """One entry of the file: a path pattern (``*`` and a final ``$`` as in robots.txt)."""

    location: str
    reservation: Reservation
    policy: str | None


class Verdict(NamedTuple):
    """What holds for one page, and the address of the licence terms if given."""

    reservation: Reservation = "unset"
    policy: str | None = None


def reservation(value: object) -> Reservation:
    """``"0"`` or 0 is open, ``"1"`` or 1 is reserved; anything else is unset."""
    text = str(value).strip() if isinstance(value, (str, int)) else ""
    return {"0": "open", "1": "reserved"}.get(text, "unset")  # type: ignore[return-value]


def read_rules(body: bytes) -> list[Rule]:
    """The rules of a ``tdmrep.json``; a file that is not one has none."""
    try:
        entries: Any = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return []
    if not isinstance(entries, list):
        return []
    return [
        Rule(
            entry["location"][:2000],
            reservation(entry.get("tdm-reservation")),
            _policy(entry.get("tdm-policy")),
        )
        for entry in entries[:MAX_RULES]
        if isinstance(entry, dict) and isinstance(entry.get("location"), str)
    ]


def decide(
    url: str,
    *,
    rules: list[Rule],
    header: tuple[str | None, str | None],
    meta: tuple[str | None, str | None],
) -> Verdict:
    """The verdict for one page; `header` and `meta` are (reservation, policy) as found."""
    path = urlsplit(url).path or "/"
    matching = [rule for rule in rules if _matches(rule.location, path)]
    # The most specific pattern speaks, as in robots.txt.
    for rule in sorted(matching, key=lambda rule: -len(rule.location)):
        if rule.reservation != "unset":
            return Verdict(rule.reservation, rule.policy)
    for value, policy in (header, meta):
        found = reservation(value)
        if found != "unset":
            return Verdict(found, _policy(policy))
    return Verdict()


def _policy(value: object) -> str | None:
    return clean_line(value) or None if isinstance(value, str) else None


def _matches(location: str, path: str) -> bool:
    """Whether a pattern fits a path.

    Each part between two ``*`` is looked for once, from the left: a regular expression would let a
    hostile pattern take hours.
    """
    first, *others = location.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at, exact = len(first), location.endswith("$")
    last = others.pop() if others and exact else None
    for part in others:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    if last is not None:
        return path.endswith(last) and len(path) - len(last) >= at
    return not exact or at == len(path)
