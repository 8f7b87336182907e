"""Pages that answer 200 and are no page: bot checks, consent walls, logins, errors, maintenance.

Wordings alone never refuse a page: a release about cookies or about outages uses the same words.
What tells is that the page speaks to its visitor and says next to nothing else.
"""

import re
from typing import NamedTuple

from spiders.pages.document import FOOTER, HIDDEN, NAV, Document, Leaf
from spiders.pages.wording import APOLOGY, BRACKET_DATE, NOT_FOUND, is_sentence

NOT_THERE = "the page says that it does not exist"
"""What a page is that answers 200 although it should have answered 404."""

_PROSE = 60
_MAX_OTHER = 240
"""Characters of prose that speak of something else, from which a page is no wall."""
_PARTS = 2
_MAX_LINES = 400
"""Lines of text from which a page is no wall without counting further."""


class _Kind(NamedTuple):
    """A kind of wall: what it is called, its title or heading, what its sentences say."""

    reason: str
    head: re.Pattern[str]
    said: re.Pattern[str]


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_KINDS = (
    _Kind(
        "a check for robots instead of the page",
        _words(
            r"^\W*(?:just a moment|nur einen moment|einen moment(?: bitte)?|attention required|"
            r"(?:sorry, )?you have been blocked|access (?:to this page has been )?denied|"
            r"zugriff verweigert|zugang verweigert|request (?:rejected|unsuccessful)|"
            r"pardon our interruption|ddos-guard|making sure you.?re not a bot|"
            r"(?:wir )?(?:über)?prüfen,? (?:ob|dass) sie (?:ein mensch|kein (?:bot|roboter))|"
            r"one more step|are you (?:a )?(?:human|robot)|robot check|captcha|"
            r"human verification|"
            r"sicherheits(?:über)?prüfung|security check|checking your browser|"
            r"sind sie ein (?:mensch|roboter)|ich bin kein roboter|"
            r"(?:429|too many requests|zu viele anfragen))"
            r"(?:[\W\d]*$|\W+.{0,60}(?:cloudflare|sucuri|akamai|imperva|myra|captcha).*$)"
        ),
        _words(
            r"(?:verif|check|prüf)\w*\b.{0,60}\b(?:human|mensch|bot|roboter|browser|robot)|"
            r"\b(?:kein(?:en)? (?:ro)?bot(?:er)?|not a (?:ro)?bot)\b|\bcaptcha\b|\bray id\b|"
            r"(?:incident|support|reference|event|request) ?(?:id|#)|cloudflare|"
            r"(?:permission to access|requested url was rejected|unusual traffic)|"
            r"ungewöhnlich\w* (?:zugriff|datenverkehr|aktivität)|"
            r"automatisierte\w* (?:anfrag|zugriff|abfrag)\w*.{0,80}\b(?:ihr|sie)\b"
        ),
    ),
    _Kind(
        "a consent wall instead of the page",
        _words(
            r"^\W*(?:(?:wir|diese (?:web)?(?:seite|site)) (?:verwende|nutz|setz|benötig)\w*.{0,30}"
            r"cookies.{0,40}|cookies? (?:zustimmen|aktivieren|akzeptieren|zulassen|erforderlich)|"
            r"cookie-?(?:einstellungen|hinweis|zustimmung|auswahl|consent|richtlinie)s?|"
            r"(?:ihre )?(?:datenschutz-?einstellungen|privatsphäre(?:-einstellungen)?)|"
            r"(?:ihre )?einwilligung|"
            r"(?:mit|ohne) werbung (?:weiterlesen|lesen|nutzen).{0,40}|zustimmung erforderlich|"
            r"consent|wir respektieren ihre privatsphäre|bitte (?:aktivieren|akzeptieren|"
            r"erlauben) sie cookies.{0,40})[\W]*$"
        ),
        _words(
            r"(?=.*(?:cookies?\b|einwillig|zustimm|tracking|werbung|personenbezogene))"
            r"(?=.*\b(?:wir|unsere?\w*|sie|ihre?\w*|we|your?)\b)"
            r"(?=.*(?:zustimm|akzeptier|einwillig|aktivier|erlaub|zulassen|ablehn|einstellung|"
            r"auswahl|widerruf|verwenden|nutzen|speicher|accept|consent|enable))"
        ),
    ),
    _Kind(
        "a page that needs JavaScript",
        _words(
            r"^\W*(?:(?:bitte )?(?:aktivieren sie|activate|enable) javascript.{0,60}|"
            r"javascript (?:ist )?(?:deaktiviert|erforderlich|required|is disabled).{0,40})\W*$"
        ),
        _words(
            r"(?:aktivier|einschalt|enable|activate|benötig|requires?|erforderlich).{0,60}"
            r"javascript|javascript.{0,80}(?:aktivier|einschalt|enable|deaktiviert|disabled)"
        ),
    ),
    _Kind(
        "a login instead of the page",
        _words(
            r"^\W*(?:log-?in|sign in|anmelden|anmeldung(?: erforderlich)?|bitte (?:melden sie sich "
            r"an|einloggen)|einloggen|mitglieder-?login|geschützter bereich|401 unauthorized|"
            r"authorization required|nutzeranmeldung|benutzeranmeldung)\W*$"
        ),
        _words(
            r"(?:melden sie sich|anmelde|einlogg|log ?in|benutzername|nutzername|passwor[td]|"
            r"registrier|zugangsdaten)"
        ),
    ),
    _Kind(
        "a notice of maintenance instead of the page",
        _words(
            r"^\W*(?:(?:wir )?führen (?:gerade |derzeit )?wartungsarbeiten durch|wartung(?:smodus|"
            r"sarbeiten|sseite)?|(?:website|webseite|seite) (?:in|im) wartung(?:smodus)?|"
            r"(?:503 )?service (?:temporarily )?unavailable|(?:under )?maintenance(?: mode)?|"
            r"(?:vorübergehend|zurzeit|derzeit) nicht (?:erreichbar|verfügbar)|"
            r"(?:50[0234] )?(?:bad gateway|gateway time-?out|internal server error))\W*$"
        ),
        _words(
            r"(?:\b(?:web)?(?:seite|site|auftritt|angebot|dienst|server|service)\b.{0,80}"
            r"(?:nicht (?:erreichbar|verfügbar)|wartung|unavailable|in kürze|gleich wieder)|"
            r"(?:versuchen|besuchen) sie es .{0,40}(?:später|erneut)|try again later|"
            r"wartungsarbeiten)"
        ),
    ),
    _Kind(NOT_THERE, NOT_FOUND, APOLOGY),
)
"""Walls by kind. `head` fits whole titles and headings only; `said` any of their sentences."""


def wall(document: Document) -> str | None:
    """What a page is instead of what its address promises; ``None`` for every other page.

    Conservative: a page with a dated lead, or with a paragraph or two of its own, is none.
    """
    lines = [leaf for leaf in document.leaves if leaf.text and not leaf.flags & HIDDEN]
    if len(lines) > _MAX_LINES:
        return None
    if any("[" in leaf.text[:3] and BRACKET_DATE.match(leaf.text) for leaf in lines):
        return None
    titles, shown = _titles(document), _headings(lines)
    prose = [leaf.text for leaf in lines if _is_prose(leaf)]
    for reason, head, said in _KINDS:
        named = any(map(head.match, titles)) or (shown and all(map(head.match, shown)))
        if named and _says_only(said, prose):
            return reason
    return None


def _titles(document: Document) -> list[str]:
    """The page's title as a whole, and without the site's name before or behind it."""
    parts = re.split(r"\s+[|–—-]\s+", document.title)
    return [document.title, parts[0], parts[-1]] if len(parts) <= _PARTS else [document.title]


def _headings(lines: list[Leaf]) -> list[str]:
    """The main headings of a page; of one without any the first of the others."""
    shown = [leaf for leaf in lines if leaf.level and not leaf.flags & (NAV | FOOTER)]
    return [leaf.text for leaf in shown if leaf.level == 1] or [leaf.text for leaf in shown[:1]]


def _is_prose(leaf: Leaf) -> bool:
    """Whether a line is running text, not a link or a part of menu or foot."""
    running = len(leaf.text) >= _PROSE and (is_sentence(leaf.text) or len(leaf.text) > 2 * _PROSE)
    return running and leaf.linked < 0.5 and not leaf.flags & (NAV | FOOTER)  # noqa: PLR2004


def _says_only(said: re.Pattern[str], prose: list[str]) -> bool:
    """Whether hardly any prose speaks of anything but what such a wall says."""
    return sum(len(text) for text in prose if not said.search(text)) < _MAX_OTHER
