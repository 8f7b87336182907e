"""The fixed wordings of German press pages: dates, credits, furniture, where an article ends."""

import re
from functools import lru_cache

from press.text import clean_line

_REMEMBERED = 1024
"""Lines of which each wording knows whether they are of it."""


_lowered = lru_cache(256)(str.lower)


class Wording:
    """What a line may say, in any case of letters.

    `match` remembers its answers: a site repeats its lines, page after page. A pattern all in small
    letters is looked for in the line in small letters: four times as fast as ignoring their case.
    """

    def __init__(self, pattern: str) -> None:
        literal = re.sub(r"\\.", "", pattern)
        self._small = literal == literal.lower()
        self._pattern = re.compile(pattern, re.NOFLAG if self._small else re.IGNORECASE)
        self.match = lru_cache(_REMEMBERED)(self._match)

    def _match(self, line: str) -> bool:
        return self._pattern.match(_lowered(line) if self._small else line) is not None


_MONTH = (
    r"(?:Jan(?:uar|\.)?|Jän(?:ner|\.)?|Feb(?:ruar|\.)?|März?\.?|Maerz|Mrz\.?|Apr(?:il|\.)?|Mai|"
    r"Juni?\.?|Juli?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Okt(?:ober|\.)?|Nov(?:ember|\.)?|"
    r"Dez(?:ember|\.)?)"
)
_DAY = (
    rf"(?:\d{{1,2}}\.\s?\d{{1,2}}\.\s?\d{{2,4}}|\d{{1,2}}\.\s?{_MONTH}\s?\d{{4}}|\d{{4}}-\d\d-\d\d)"
)
_WEEKDAY = r"(?:(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|Sonnabend|Mo|Di|Mi|Do|Fr|Sa|So)"
_CLOCK = r"(?:\s*[,|–-]?\s*(?:um\s)?\d{1,2}[:.]\d\d(?:\s?Uhr)?)?"

BRACKET_DATE = re.compile(rf"^\W{{0,2}}\[\s*({_DAY})\s*\]\s*[-–:]?\s*")
"""The date in square brackets at the start of a lead."""
ANY_DATE = re.compile(rf"(?<![\d.]){_DAY}(?!\d){_CLOCK}")
"""A full date somewhere in a short line."""
WEEKDAY_DATE = re.compile(
    rf"^(?:Heute\s*(?:ist|:)?\s*)?{_WEEKDAY}\.?,?\s*(?:den\s+)?{_DAY}", re.IGNORECASE
)
"""A line as site headers print the current day."""
DATE_LINE = Wording(
    rf"^(?:📅\s*|(?:Veröffentlicht|Erschienen|Datum|Stand|Meldung vom|Pressemitteilung vom)"
    rf"(?:\s+am)?\s*:?\s*)?(?:{_WEEKDAY}\.?,?\s*(?:den\s+)?)?{_DAY}{_CLOCK}\W*$"
)
"""A line that holds a date and nothing else."""
_DAY_OF_YEAR = rf"(?:{_DAY}|\d{{1,2}}\.\s?(?:{_MONTH}|\d{{1,2}}\.))"
_HEAD_LABEL = (
    r"(?:(?:erstmals\s+)?(?:veröffentlich(?:t|ung)(?:sdatum)?|erschienen|erstellt|datum|publiziert|"
    r"online seit|(?:presse)?(?:meldung|mitteilung|information|nachricht|artikel|beitrag))?"
    r"\s*(?:am|vom|den)?\s*:?\s*)"
)
_BESIDE = r"(?:[A-ZÄÖÜ0-9][^\s|·•,/:.]*\.?(?:\s+[^\s|·•,/:.]+\.?){0,3})"
_PUBLISHED_LINE = re.compile(
    rf"^[📅\W]*(?:{_BESIDE}\s*[|·•,/–-]\s*){{0,2}}(?i:{_HEAD_LABEL})(?:(?i:{_WEEKDAY})\.?,?\s*"
    rf"(?:den\s+)?)?{_DAY_OF_YEAR}{_CLOCK}(?:\s*[|·•,/–-]\s*{_BESIDE}|\s+{_BESIDE}$){{0,2}}"
    rf"(?:\W+(?i:(?:zuletzt\s+)?(?:aktualisiert|geändert|bearbeitet))\b.{{0,60}})?\W*$"
)
_OTHER_DAY = re.compile(
    r"^\W*(?:heute|stand|termine?|beginn|start|ende|frist|gültig|bis|ab|(?:zuletzt\s+)?aktualisier|"
    r"(?:zuletzt\s+)?geänder|letzte|anmelde|nächste|gedruckt|druck|abgerufen|sperrfrist|einsende)",
    re.IGNORECASE,
)
_STATE_LINE = re.compile(
    r"^\W*(?:heute|stand|gedruckt|(?:zuletzt |letzte )?(?:aktualisier|geänder|änderung|bearbeit))"
    r"\w*"
    rf"(?:\s+(?:am|ist|vom))?\s*:?\s*(?:{_WEEKDAY}\.?,?\s*(?:den\s+)?)?{_DAY}{_CLOCK}\W*$",
    re.IGNORECASE,
)
CALENDAR = "📅"
ISO_DAY = re.compile(r"^\d{4}-\d\d-\d\d")

_OBJECT = (
    r"(?:(?:diese[nrs]?|den|die|das|zur|zum|als)\s+)?(?:pdf-?)?(?:artikels?|beitrags?|seite|meldung|"
    r"pressemitteilung|pressemeldung|pressetext|nachricht|text|inhalts?|link|dokument|datei|bild|"
    r"pdf|druckversion|interview|thema|url)"
)
_ACT = (
    r"(?:(?:mit)?teilen|(?:aus)?drucken|merken|(?:weiter)?empfehlen|versenden|verschicken|vorlesen|"
    r"(?:ab)?speichern|anhören|kopieren|herunterladen|downloaden|öffnen|kommentieren|weiterleiten|"
    r"zitieren|melden|vergrößern|bookmarken|tweeten|twittern|posten)"
)
_SERVICE = (
    r"facebook|twitter|linkedin|xing|whatsapp|e-?mail|mail|telegram|mastodon|bluesky|threema|"
    r"instagram|signal|pinterest|pocket|reddit|youtube|rss|sms|flipboard|threads|tiktok|messenger"
)
_PRESS = (
    r"(?:pressemitteilungen|pressemeldungen|presseinformationen|meldungen|nachrichten|artikel|"
    r"beiträge|news|themen|übersicht|liste|startseite|archiv)"
)
_PHRASES = (
    r"berechne lesezeit|(?:geschätzte |ca\. )?"
    r"(?:lesezeit|lesedauer)(?:\s*:?\s*(?:ca\.\s*)?\d+.{0,12})?"
    r"|\d+\s*(?:min\.?|minuten?)(?:\s*lesezeit)?|"
    rf"(?:jetzt |hier )?(?:{_OBJECT}\s+)?(?:als pdf )?{_ACT}"
    rf"(?:\s+sie)?(?:\s+{_OBJECT})?(?:\s*(?:auf|per|via|mit|bei|als)\s*[\w-]+)?|"
    rf"{_OBJECT}\s*:|(?:auf|per|via|bei|mit|in)\s+(?:{_SERVICE}|x)(?:\s+\w+)?|{_SERVICE}|[a-z]|"
    r"link|pdf|print|share|tweet|druckversion|druckansicht|als pdf|diese seite|"
    r"pdf-?(?:version|download)|"
    r"soziale (?:medien|netzwerke)|(?:link )?in (?:die )?zwischenablage(?: kopieren)?|"
    r"folgen sie uns(?:\s+auf\s+\w+)?|"
    rf"zurück(?: zu(?:r|m|\s+allen|\s+den)? {_PRESS})?|zu(?:r|m| allen| den) {_PRESS}|übersicht|"
    rf"alle (?:aktuellen )?{_PRESS}(?: (?:an)?(?:zeigen|sehen|lesen))?|(?:zum )?pressearchiv|"
    r"(?:nach|zum seiten|zum) ?(?:oben|anfang)|seitenanfang|"
    r"schrift(?:größe)?(?: (?:vergrößern|verkleinern|ändern|anpassen))?|(?:größer|kleiner|normal)|"
    r"(?:bild )?vergrößern|großansicht|anzeige|werbung|sponsored|advertorial|"
    r"(?:\d+\s+)?kommentare?(?: (?:schreiben|hinterlassen|verfassen|abgeben|lesen|anzeigen))?|"
    r"(?:schreiben sie )?(?:einen|ihren) kommentar|diskutieren sie mit|"
    r"(?:mehr lesen|mehr erfahren|weiterlesen|mehr)|download|inhalt|"
    r"(?:jetzt |hier |kostenlos )*(?:anmelden|abonnieren|registrieren|bestellen)|"
    r"text vorlesen|schließen|(?:bitte )?(?:akzeptieren|ablehnen|zustimmen)|ok|bildunterschrift\s*:"
)
FURNITURE = Wording(rf"^[\W_]*+(?:(?>(?:{_PHRASES})(?=[\W_]|$))[\W_]*+)++$")
"""A line of tools: reading time, share, print, back."""

MORE = Wording(
    r"^[\W_]*(?:mehr(?:\s+(?:lesen|erfahren|dazu|infos?|informationen))?|weiter(?:\s?lesen)?|"
    r"zum (?:ganzen )?(?:artikel|beitrag)|zur (?:ganzen )?(?:meldung|pressemitteilung|nachricht)|"
    r"artikel lesen|lesen sie (?:mehr|weiter)|ganze[nr]? (?:artikel|meldung) lesen|details?|"
    r"(?:mehr (?:lesen|erfahren)|weiterlesen)\s+(?:über|zu|von)\b.{0,200})[\W_]*$"
)
"""The words of a link that only says "more"."""

_NOUNS = (
    r"(?-i:(?:\s+(?>(?:für|zu|zur|zum|der|des|die|das|dem|den|bei|beim|an|am|auf|im|in|vom|von|"
    r"aus|und|unter|über|sowie|oder|Sie|Ihre[nr]?)\b|&|[A-ZÄÖÜ„\"0-9][^\s.!?:]*|"
    r"[a-zäöüß]+(?:e|en|em|er|es)(?=\s+[A-ZÄÖÜ])))*+)"
)
"""Further words of a heading: nouns with what stands before them; a verb makes it prose."""
_PIECES = (
    r"(?:meldungen|beiträge|artikel|nachrichten|pressemitteilungen|pressemeldungen|themen|news|"
    r"berichte|inhalte)"
)
RELATED = Wording(
    r"^[\W_]*(?:(?:weitere|ähnliche|verwandte|neu(?:e|este)|aktuelle|letzte|andere|mehr|passende|"
    rf"thematisch verwandte)\s+(?:aktuelle\s+)?{_PIECES}\b{_NOUNS}(?::.{{0,80}})?|"
    rf"mehr (?:zum thema|zu diesem thema|aus|von|über)\b{_NOUNS}(?::.{{0,80}})?|"
    r"das könnte sie (?:auch|ebenfalls)(?: noch)? interessieren|das könnte sie auch|"
    r"auch interessant|lesen sie (?:auch|dazu|mehr)|zum thema|"
    rf"(?:meistgelesene?n?|am meisten gelesen|meist gelesen)\b{_NOUNS}|"
    rf"(?:weitere )?meldungen und beiträge\b{_NOUNS}(?::.{{0,80}})?|verwandte (?:links|seiten)|"
    rf"das interessiert{_NOUNS}|unsere empfehlung(?:en)?{_NOUNS}|empfohlene (?:artikel|beiträge)|"
    rf"{_PIECES} zum thema\b{_NOUNS}(?::.{{0,80}})?)[\s:…»›>]*$"
)
"""The heading over teasers of other articles."""

POPULAR = Wording(
    r"^[\W_]*(?:meistgelesen|meist gelesen|am meisten gelesen|top[- ]?(?:themen|news|meldungen)|"
    r"aktuelle ausgabe|beliebt|termine|veranstaltungen|neueste)\b"
)
"""The heading over a site-wide list that has nothing to do with the article."""

END = Wording(
    r"^[\W_]*(?:(?:link (?:dieser|zu dieser|zur) seite|(?:kurz)?link zum (?:artikel|beitrag)|"
    r"quelle dieser (?:seite|meldung)|(?:url|adresse) dieser seite)\s*(?::.*)?|"
    r"(?:kategorien?|rubrik|verschlagwortet)\s*:.*|"
    r"kommentare? (?:schreiben|hinterlassen|verfassen)|schreiben sie einen kommentar)\s*:?$"
)
"""A line after which an article is over."""

TAGS = Wording(
    r"^[\W_]*(?:stichwörter|schlagwörter|schlagworte|stichworte|keywords|tags)\s*(?P<list>:.*)?$"
)
"""A line of keywords, or the label over them."""
TAGS_OPEN = Wording(r"^[\W_]*(?:stichwörter|schlagwörter|schlagworte|stichworte|keywords|tags)\b")

_PERSON = r"(?:in|innen|\*innen|:innen|/in|/-in|\(in\))?"
CONTACT = Wording(
    rf"^[\W_]*(?:(?:(?:presse|medien)?-?\s?kontakt(?:e|daten|adresse)?|"
    rf"(?:ihre?\s+)?ansprechpartner{_PERSON}|(?:presse|medien)?(?:rück|an)fragen|pressestelle|"
    rf"pressesprecher{_PERSON}|herausgeber{_PERSON}|pressereferat){_NOUNS}|impressum|"
    rf"über (?:uns|den herausgeber|die autor(?:in|en)|den autor)|"
    rf"(?:weitere|mehr|nähere|weiterführende)\s+(?:informationen|infos|links|hinweise){_NOUNS}|"
    r"(?:links|downloads?|dokumente|anhänge|material(?:ien)?)(?: zum thema)?)\s*:?$"
)
"""The heading of contact boilerplate or of a list of links."""
BOILERPLATE = re.compile(
    r"^[\W_]*(?:über|herausgeber|impressum|pressestelle|pressekontakt|medienkontakt)", re.IGNORECASE
)
"""Contact headings under which prose about the publisher may stand."""
BYLINE = re.compile(
    r"^(?:(?i:von|text|autor(?:in)?|redaktion|verfasst von|ein beitrag von)\s*:?\s+)"
    r"(?:(?:der\s+|unserer\s+)?Redaktion|(?:(?:Dr\.|Prof\.)\s+)*[A-ZÄÖÜ][\w-]+(?:\s+(?:von\s+|van\s+)?"
    r"[A-ZÄÖÜ][\w-]+){1,2}(?:,\s*[\w-]+)?)$"
)
"""A line that names the author."""
CONTACT_LINE = re.compile(
    r"(?:\bTel(?:efon|\.)?|\bFon|\bMobil|\bE-?Mail|\bFax|\bTelefax)\s*[.:]?\s*(?:\+?\d|0|\(|\S+@\S)|^\S+@\S+\.\w+$",
    re.IGNORECASE,
)
_COOKIES = (
    r"wir (?:verwenden|nutzen|setzen)\b.{0,40}\bcookies|"
    r"(?:diese|unsere) (?:web)?(?:seite|site) (?:verwendet|nutzt|setzt|benötigt)\b.{0,60}\bcookies|"
    r"(?:zum|um) .{0,60}(?:abspielen|anzeigen|anzuzeigen|video|inhalte?).{0,80}\bcookies"
)
COOKIE_NOTICE = Wording(rf"^[\W_]*(?:{_COOKIES})")
"""A line that asks for consent."""
FOOT = Wording(
    r"^[\W_]*(?:©|\(c\)\s|copyright\s*(?:©|\(c\)|by\b|\d{4})|alle rechte vorbehalten|"
    r"(?:(?:impressum|datenschutz(?:erklärung)?|kontakt|agb|barrierefreiheit|cookies?"
    rf"(?:-?(?:einstellungen|hinweise?|richtlinie|banner))?)(?:[\W_]+|$))+$|{_COOKIES}|"
    r"newsletter (?:abonnieren|bestellen)|jetzt newsletter|abonnieren sie)"
)
"""A line of the site's foot or of its cookie notice."""

LEGAL_LINK = Wording(
    r"^(?:impressum|datenschutz(?:erklärung|hinweise?)?|barrierefreiheit(?:serklärung)?|agb|"
    r"nutzungsbedingungen|cookie-?einstellungen|mediadaten)$"
)
"""The words of the links that only a site's foot holds."""

_CREDIT_WORD = (
    r"(?:Bildquellen?|Bildnachweise?|Bildrechte|Bilder|Bild|Fotos?|Fotonachweis|Fotograf(?:in)?|"
    r"Quelle|Copyright|Grafik|Abbildung|Illustration|Screenshot|Urheber)"
)
CREDIT = re.compile(
    rf"(?:\(\s*(?:{_CREDIT_WORD}\s*[:©]|©)\s*(?P<bracket>[^()]*(?:\([^()]*\)[^()]*)*)\)"
    rf"|(?:(?:^|(?<=[\s.!?|]))(?:{_CREDIT_WORD}\s*:|©)\s*(?P<plain>\S.{{0,200}}?)))\s*\.?$",
)
"""A credit at the end of a caption or alternative text, or as a whole line."""
_CREDIT_PIECES = (
    *("Bild", "Foto", "Quelle", "Copyright", "Grafik", "Abbildung", "Illustration", "Screenshot"),
    "Urheber",
)
"""Pieces of which each of these words holds one."""
_OWNER_WORD = (
    r"(?:Bildquellen?|Bildnachweise?|Bildrechte|Fotonachweis|Fotograf(?:in)?|Quelle|Copyright|"
    r"Urheber)"
)
_ALT_CREDIT = re.compile(
    rf"(?:\(\s*(?:{_CREDIT_WORD}\s*[:©]|©)\s*(?P<bracket>[^()]*(?:\([^()]*\)[^()]*)*)\)"
    rf"|(?:(?<=[.!?|]\s)(?:{_CREDIT_WORD}\s*:|©)|(?:^|(?<=\s))(?:{_OWNER_WORD}\s*:|©))"
    r"\s*(?P<plain>\S.{0,200}?))\s*\.?$",
)
"""A credit in an alternative text: ``Grafik:`` or ``Bild:`` at its front tells what is shown."""
BRACKET_CREDIT = re.compile(rf"^\(\s*{_CREDIT_WORD}\s*:[^)]*.*\)\.?$")

LABELLED = re.compile(r"^[\W_]*(?:themen|rubrik|kategorien?|ressort)\s*:", re.IGNORECASE)
"""A line that files the article, as sites print it behind the text."""

SECTION = re.compile(
    r"aus (?:dem|der) (?:Bereich|Rubrik|Kategorie|Ressort|Thema)\s*:?\s*(.*)$", re.IGNORECASE
)
"""The site's own heading as the line over the teasers names it."""

LABEL = Wording(
    r"^[\W_]*(?:pressemitteilung(?:en)?|pressemeldung|meldung|nachricht(?:en)?|artikel|"
    r"startseite|home|presse|aktuelles|news|service|menü|suche|sie sind hier|inhalt|"
    r"seite drucken|schließen|navigation)\b\s*:?[\W_]*$"
)
"""A label that is neither kicker nor title."""

_THING = (
    r"(?:web)?(?:seite|site|inhalt|dokument|adresse|url|datei|objekt|ressource|artikel|beitrag|"
    r"meldung|pressemitteilung|eintrag|page|document|file)"
)
_LACKS = (
    r"(?:.{0,40}\b(?:nicht (?:mehr )?(?:gefunden|"
    r"verfügbar|vorhanden|existent|erreichbar|aufgerufen|angezeigt)|gelöscht|entfernt|verschoben)|"
    r"existier(?:t|en) (?:leider )?nicht|(?:gibt|hat) es (?:leider )?nicht|fehlt|not found)"
)
NOT_FOUND = re.compile(
    r"^\W*(?:(?:http|status|fehler|error)(?:[ -]?(?:fehler|error|code|status))*[\s:-]*"
    r"(?:404|410)\b|"
    r"(?:404|410)\b(?:\W*$|\s*[-–:|]|\s+(?:nicht|seite|not|page|fehler|error)\b)|"
    rf"(?:fehler|error)\W*$|nicht gefunden|not found|"
    rf"(?:die|diese|der|das|unter)?\s*(?:(?:von ihnen )?(?:gesuchte|gewünschte|angeforderte|"
    rf"aufgerufene)[nrs]?\s+)?{_THING}\b\s*{_LACKS})",
    re.IGNORECASE,
)
"""The title or heading of an error page."""
APOLOGY = re.compile(
    rf"^\W*(?:leider|entschuldig|hoppla|ups|sorry|die (?:von ihnen|gesuchte|gewünschte|"
    rf"angeforderte|aufgerufene)|diese|unter dieser adresse).{{0,80}}?"
    rf"(?:{_THING}\b.{{0,60}}{_LACKS}|nichts zu finden)",
    re.IGNORECASE,
)
"""The one sentence of an error page."""

_FOLDED = {
    **dict.fromkeys("„“”«»‟〝〞", '"'),
    **dict.fromkeys("‚‘’‛´`‹›", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
}


_TO_FOLD = re.compile(f"[{re.escape(''.join(_FOLDED))}]")


@lru_cache(maxsize=1024)
def folded(text: str) -> str:
    """`text` for comparison, of the same length: case, quotation marks and dashes made alike."""
    # Ten times as fast as `str.translate`, which asks for every character.
    text = _TO_FOLD.sub(_plain_sign, text)
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text


def _plain_sign(sign: re.Match[str]) -> str:
    return _FOLDED[sign[0]]


def split_credit(text: str) -> tuple[str, str | None]:
    """A caption without its credit, and the credit's name.

    ``"Feuerwehrfahrzeug (Foto: dpa)"`` gives ``("Feuerwehrfahrzeug", "dpa")``.
    """
    return _split(text, CREDIT)


def split_alt(text: str) -> tuple[str, str | None]:
    """An alternative text without the credit that closes it, and the credit's name."""
    return _split(text, _ALT_CREDIT)


def _split(text: str, credit: re.Pattern[str]) -> tuple[str, str | None]:
    # To search takes a hundred times as long as to ask for what every credit holds.
    if "©" not in text and (":" not in text or not any(map(text.__contains__, _CREDIT_PIECES))):
        return text, None
    match = credit.search(text)
    if not match:
        return text, None
    name = match["bracket"] if match["bracket"] is not None else match["plain"]
    return text[: match.start()].strip(), clean_line(name).strip(" .;,") or None


def is_date_line(text: str) -> bool:
    """Whether a line says when something was published and at most under which topic or where.

    ``"Veröffentlicht am 3. Mai 2025"`` and ``"Feuerwehr | 3.5.2025, 10:15 Uhr"`` do; a line that
    tells of another day (``"Termin: 3.5.2025"``, ``"Stand: …"``) or a sentence does not.
    """
    return bool(_PUBLISHED_LINE.match(text)) and not _OTHER_DAY.match(text)


def is_day_line(text: str) -> bool:
    """Whether a line in an article's head says no more than a day, be it its own or another."""
    return bool(DATE_LINE.match(text) or _STATE_LINE.match(text)) or is_date_line(text)


def is_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does."""
    return text.rstrip("\"“”’'»*) ").endswith((".", "!", "?", ":", "…"))
