"""The grammar of German date lines: the words and patterns that `press.dates` reads with.

A line is a lead (place, label, number, weekday), a date with or without a time, and a tail. The
lead's named groups tell the role of the date behind it. Quantifiers are possessive where a line
could otherwise be searched in more than linear time.
"""

import re

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar jänner jaenner january jan jän jaen",
            "februar feber february feb",
            "märz maerz march mär maer mrz mar",
            "april apr",
            "mai may",
            "juni juno june jun",
            "juli julei july jul",
            "august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "dezember december dez dec",
        ),
        start=1,
    )
    for name in names.split()
}
"""German, Austrian and English names and abbreviations of the months, in lower case."""

WEEKDAYS = {
    name: number
    for number, names in enumerate(("mo", "di tu", "mi we", "do th", "fr", "sa", "so su"))
    for name in names.split()
}
"""The first two letters of each weekday; Monday is 0. (Sonnabend is Saturday.)"""

ZONE_HOURS = {
    name: hours
    for hours, names in (
        (0, "Z UT UTC GMT WET"),
        (1, "MEZ CET WEST"),
        (2, "MESZ CEST EET"),
        (3, "EEST"),
        (-4, "EDT"),
        (-5, "EST CDT"),
        (-6, "CST MDT"),
        (-7, "MST PDT"),
        (-8, "PST"),
    )
    for name in names.split()
}
"""Named zones of German pages and of RFC 822, with their hours ahead of UTC."""

COUNTS = {
    "ein": 1,
    "eine": 1,
    "einem": 1,
    "einer": 1,
    "zwei": 2,
    "drei": 3,
    "vier": 4,
    "fünf": 5,
    "sechs": 6,
    "sieben": 7,
    "acht": 8,
    "neun": 9,
    "zehn": 10,
    "elf": 11,
    "zwölf": 12,
}
"""Numbers in words, as in ``vor zwei Tagen``."""

_MONTH = rf"(?i:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"

_KIND = (
    r"(?i:(?:aktuelle |neue )?"
    r"(?:(?:presse|medien)?(?:mitteilung|information|info|meldung|erklärung|notiz|bericht)"
    r"|presseartikel|pressedienst|nachricht|artikel|beitrag|news|aktuelles)\b)"
)
_NUMBER = r"\d{1,5}(?: ?[/-] ?\d{2,4})?(?![\d.])"
_NUMBERED = r"(?i:nr|nummer|no)\b\.?:? ?" + _NUMBER
_NUMBERED_KIND = rf"{_KIND}(?:\W{{1,2}}(?:{_NUMBERED}|{_NUMBER}))?"
_PUBLISHED = (
    r"(?:(?:datum|tag) der veröffentlichung|veröffentlicht|publiziert|erschienen|erstellt"
    r"|eingestellt|online|published|posted"
    r"|veröffentlichung(?:sdatum)?|erscheinungs(?:datum|tag)|ausgabe|datum|date)\b"
    r"(?: (?:vom|am|seit|on)\b)?"
)
_CHANGED = (
    r"(?:zuletzt |letzte[rs]? )?"
    r"(?:geändert|aktualisiert|bearbeitet|überarbeitet|änderung(?:sdatum)?|bearbeitung|modified"
    r"|aktualisierung(?:sdatum)?|update|updated)\b"
)
_EMBARGO = r"(?:achtung\W{1,2})?(?:sperrfrist|gesperrt|embargo|frei ab)\b(?:\W{1,2}bis\b)?"
_WEEKDAY = (
    r"(?:Mo(?:ntag|n|nday)?|Di(?:enstag)?|Tue(?:sday)?|Mi(?:ttwoch)?|Wed(?:nesday)?"
    r"|Do(?:nnerstag)?|Thu(?:rsday)?|Fr(?:eitag|iday|i)?|Sa(?:mstag|turday|t)?|Sonnabend"
    r"|So(?:nntag)?|Sun(?:day)?)\b"
)
_OTHER_DATE = (
    r"(?i:heute|gestern|morgen|termine?|frist|beginn|ende|veranstaltung(?:en)?|gültig|\w*schluss"
    rf"|\w*frist|{_CHANGED})\b"
)
_LABEL_START = rf"(?![^\d|·•,:]*\b{_OTHER_DATE})(?!{_WEEKDAY})"
_NAME = r"[A-ZÄÖÜ][^\W\d]*\.?"
_PLACE = (
    rf"{_LABEL_START}{_NAME}(?:[ /-]\(?(?:{_NAME}\)?|am|an|der|im|bei|ob|vor)){{0,4}}"
    r" ?(?:,|[–—-] )"
)
_LABEL = rf"{_LABEL_START}[^\W\d][^\d|·•:]{{0,60}}[|·•]"
_CLOCK = (
    r"(\d{1,2})(?::(\d\d)(?::(\d\d))?(?: ?(?:Uhr|h)\b)?"
    r"|(?:\.(\d\d))?(?: ?(?:Uhr|h)\b|(?:(?<=um \d\.\d\d)|(?<=um \d\d\.\d\d))(?!\d)))"
)
_ZONE = r"Z\b|[A-Z]{2,4}\b"
_ISO = (
    r"(\d{4})([-/.]?)(\d\d)\2(\d\d)(?!\d)"
    r"(?:[T ](\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,]\d{1,9})?)?)?(?!\d)"
    rf" ?([+-]\d\d(?::?\d\d)?|{_ZONE})?(?:\[[A-Z][a-z]+/[A-Z][a-z]+\])?)?"
)

ISO = re.compile(_ISO)
"""A machine's timestamp. Groups: year, separator, month, day, hour, minute, second, zone."""

ISO_IN_LINE = re.compile(rf"(?<![\w.,/-]){_ISO.replace('[-/.]?', '[-/.]')}")
"""The same among words, where eight bare digits are no date."""

GERMAN = re.compile(
    r"(\d(?<!\w\d)(?<!\d[.,/-]\d)\d?)(?:(?:\. ?|([/-]))(\d{1,2})(?(2)\2|\. ?)"
    r"|(?:\.? ?|-)([A-Za-zÄä]{3,9})(?:\.? ?|-))"
    r"(\d{4}(?!\d)|\d\d(?!\d|[.:]\d| ?Uhr))"
    r"(?:[ ,;|/·•()–—-]{1,4}(?:um |ab |Uhrzeit:? |Sperrfrist:? (?:bis )?)?"
    rf"{_CLOCK}(?: ?\(?({_ZONE}|(?<= )[+-]\d{{4}}\b))?)?"
)
"""A date, day first. Groups: day, separator, month, name, year, hour, minute, second, minute after
a dot, zone."""

_WEEKDAY_LEAD = rf"(?:(?P<weekday>{_WEEKDAY})\W*+)?(?:(?:den|dem|der)\b\W*+)?"

PLAIN_LEAD = re.compile(rf"\W*+{_WEEKDAY_LEAD}")
"""What most often stands before a date: nothing, a sign, a weekday."""

LEAD = re.compile(
    rf"\W*+(?:{_LABEL}\W*+)*?"
    rf"(?:(?:{_NUMBERED_KIND}|{_NUMBERED}|{_NUMBER} ?[|·•]"
    rf"|(?i:(?P<published>{_PUBLISHED})|(?P<changed>{_CHANGED})|(?P<stand>stand\b)"
    rf"|(?P<embargo>{_EMBARGO})|(?:vom|am|on)\b))\W*+)*"
    rf"(?:{_PLACE}\W*+)?{_WEEKDAY_LEAD}"
)
"""What may stand before a date."""

TAIL = re.compile(
    rf"(?:\W*+(?:{_NUMBERED_KIND}|{_NUMBERED}|{_WEEKDAY}))*+\W*+"
    r"|(?: ?[|·•](?: ?(?i:lesezeit)\b[^|·•]{1,20}|[^\d|·•]{1,60}))+"
    rf"| (?i:{_PUBLISHED})"
    r"|,? (?:von|by) [^\d|·•:]{1,60}"
    r"|(?:,| [–—-]) [A-ZÄÖÜ][\w-]+"
)
"""What may stand after a date."""

RELATIVE = re.compile(
    rf"\W*+(?:(?:{_PUBLISHED}|stand\b)\W*+)?(?:"
    rf"(heute|gestern|vorgestern)\b(?:[ ,|·–—-]{{1,4}}(?:um )?{_CLOCK})?"
    r"|vor (?:ca\. |etwa )?(\d{1,3}|[a-zöü]+)"
    r" (sekunde|minute|min|stunde|std|tag|woche|monat|jahr)(?:n|en|e)?\b"
    r"|(?:gerade eben|soeben|jetzt))\W*+",
    re.IGNORECASE,
)
"""Words that count from now. Groups: day, hour, minute, second, minute after a dot, count, unit."""

NO_DAY = re.compile(
    rf"\W*+(?:(?:{_MONTH} ?)?(?:19|20)\d\d|\d{{1,2}}[./-] ?(?:19|20)\d\d"
    r"|(?:19|20)\d\d[-/.]\d{1,2})\W*+"
)
"""A year or a month alone."""

NO_YEAR = re.compile(
    rf"\W*+(?:{_WEEKDAY}\W*+)?(?:den )?\d{{1,2}}\. ?(?:\d{{1,2}}\.|{_MONTH})"
    rf"(?:[ ,–-]{{1,4}}(?:um )?{_CLOCK})?\W*+"
)
"""A day and month alone."""

UNUSUAL = re.compile(
    rf"(?=.*?(?:\d\.? ?{_MONTH}|{_MONTH} ?\d{{1,2}}(?!\d)|\d\.\d{{1,2}}\.\d{{4}}))"
    r"[\w .,:–-]{8,60}"
)
"""A short line with day and month, or a whole date, side by side."""

CLOCK = re.compile(r"\d:\d\d|\d\.\d\d Uhr")
"""A time in hours and minutes."""

WORD = re.compile(r"[^\W\d_]+")
"""A run of letters."""

NUMBER = re.compile(r"\d+")
"""A run of digits."""

DATE_WORDS = frozenset(
    (
        *MONTHS,
        *("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend"),
        *("sonntag", "mo", "di", "mi", "do", "fr", "sa", "so", "den", "der", "am", "um", "uhr"),
    )
)
"""The only words that a line in unusual order may hold."""
