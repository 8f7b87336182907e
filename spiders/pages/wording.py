"""The fixed wordings of German press pages: dates, credits, furniture, where an article ends."""

import re
from functools import lru_cache

from press.text import clean_line

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
DATE_LINE = re.compile(
    rf"^(?:📅\s*|(?:Veröffentlicht|Erschienen|Datum|Stand|Meldung vom|Pressemitteilung vom)"
    rf"(?:\s+am)?\s*:?\s*)?(?:{_WEEKDAY}\.?,?\s*(?:den\s+)?)?{_DAY}{_CLOCK}\W*$",
    re.IGNORECASE,
)
"""A line that holds a date and nothing else."""
CALENDAR = "📅"
ISO_DAY = re.compile(r"^\d{4}-\d\d-\d\d")

_PHRASES = (
    r"berechne lesezeit|(?:geschätzte |ca\. )?"
    r"(?:lesezeit|lesedauer)(?:\s*:?\s*(?:ca\.\s*)?\d+.{0,12})?"
    r"|\d+\s*(?:min\.?|minuten?)(?:\s*lesezeit)?|(?:artikel|beitrag|seite|meldung|jetzt|inhalt)?\s*"
    r"(?:teilen|drucken|merken|empfehlen|versenden|vorlesen|speichern|anhören)(?:\s*(?:auf|per|via|mit|bei)"
    r"\s*[\w-]+)?|(?:auf|per|via|bei|mit)\s+(?:facebook|twitter|x|linkedin|xing|whatsapp|e-?mail|mail|"
    r"telegram|mastodon|bluesky|threema|instagram|signal|pinterest|reddit)(?:\s+\w+)?|facebook|twitter|x|linkedin|"
    r"xing|whatsapp|e-?mail|mail|telegram|mastodon|bluesky|threema|instagram|signal|pinterest|pocket|reddit|"
    r"tweet(?:en)?|mitteilen|link kopieren|kopieren|link|pdf|rss|print|share|druckversion|"
    r"druckansicht|"
    r"seite ausdrucken|ausdrucken|als pdf(?: speichern| herunterladen)?|diese seite|"
    r"artikel versenden|weiterempfehlen|soziale (?:medien|netzwerke)|"
    r"(?:link )?in (?:die )?zwischenablage(?: kopieren)?|folgen sie uns|"
    r"zurück(?: zur (?:übersicht|liste|startseite))?|zur übersicht|übersicht|nach oben|"
    r"seitenanfang|zum seitenanfang|schriftgröße|schrift vergrößern|schrift verkleinern|"
    r"bild vergrößern|vergrößern|großansicht|anzeige|werbung|kommentare?|kommentieren|"
    r"(?:mehr|weiterlesen|mehr lesen|mehr erfahren)\s*(?:\.{3}|…|»|›)?|"
    r"(?:herunterladen|download)|inhalt|teilen sie diesen (?:artikel|beitrag)|text vorlesen"
)
FURNITURE = re.compile(rf"^[\W_]*(?:(?:{_PHRASES})(?:[\W_]+|$))+$", re.IGNORECASE)
"""A line of tools: reading time, share, print, back."""

MORE = re.compile(
    r"^[\W_]*(?:mehr(?:\s+(?:lesen|erfahren|dazu|infos?|informationen))?|weiter(?:\s?lesen)?|"
    r"zum (?:ganzen )?(?:artikel|beitrag)|zur (?:ganzen )?(?:meldung|pressemitteilung|nachricht)|"
    r"artikel lesen|lesen sie (?:mehr|weiter)|ganze[nr]? (?:artikel|meldung) lesen|details?|"
    r"(?:mehr (?:lesen|erfahren)|weiterlesen)\s+(?:über|zu|von)\b.{0,200})[\W_]*$",
    re.IGNORECASE,
)
"""The words of a link that only says "more"."""

RELATED = re.compile(
    r"^[\W_]*(?:(?:weitere|ähnliche|verwandte|neu(?:e|este)|aktuelle|letzte|andere|mehr|passende|"
    r"thematisch verwandte)\s+(?:aktuelle\s+)?"
    r"(?:meldungen|beiträge|artikel|nachrichten|pressemitteilungen|pressemeldungen|"
    r"themen|news|berichte|inhalte)\b.{0,80}|"
    r"mehr (?:zum thema|zu diesem thema|aus|von|über)\b.{0,60}|"
    r"das könnte sie auch.{0,30}|auch interessant.{0,20}|lesen sie auch.{0,10}|"
    r"zum thema|(?:meistgelesen|am meisten gelesen|meist gelesen).{0,30}|"
    r"(?:weitere )?meldungen und beiträge\b.{0,80}|verwandte (?:links|seiten)|"
    r"das interessiert.{0,30}|unsere empfehlungen?.{0,30}|empfohlene (?:artikel|beiträge).{0,20}|"
    r"(?:artikel|beiträge|meldungen) zum thema.{0,30})\s*:?$",
    re.IGNORECASE,
)
"""The heading over teasers of other articles."""

POPULAR = re.compile(
    r"^[\W_]*(?:meistgelesen|meist gelesen|am meisten gelesen|top[- ]?(?:themen|news|meldungen)|"
    r"aktuelle ausgabe|beliebt|termine|veranstaltungen|neueste)\b",
    re.IGNORECASE,
)
"""The heading over a site-wide list that has nothing to do with the article."""

END = re.compile(
    r"^[\W_]*(?:link (?:dieser|zu dieser|zur) seite|(?:kurz)?link zum (?:artikel|beitrag)|"
    r"(?:kategorien?|rubrik|verschlagwortet)\s*:.*|"
    r"(?:stichwörter|schlagwörter|schlagworte|stichworte|tags)\b[^.!?]*|"
    r"kommentar(?:e)? (?:schreiben|hinterlassen|verfassen)|schreiben sie einen kommentar|"
    r"quelle dieser (?:seite|meldung).*|(?:url|adresse) dieser seite.*)\s*:?$",
    re.IGNORECASE,
)
"""A line after which an article is over."""

CONTACT = re.compile(
    r"^[\W_]*(?:(?:presse|medien)?-?\s?kontakt(?:e|daten|adresse)?(?:\s+(?:für|zur|zum|der|des)\b.{0,60})?|"
    r"(?:ihr(?:e)?\s+)?ansprechpartner(?:in|innen|\*innen|/in|/-in)?(?:\s.{0,60})?|"
    r"rückfragen(?:\s.{0,60})?|pressestelle(?:\s.{0,60})?|pressesprecher(?:in)?(?:\s.{0,40})?|"
    r"herausgeber(?:in)?|impressum|medienkontakt|kontakt für (?:medien|presse|rückfragen).{0,60}|"
    r"pressereferat|über (?:uns|den herausgeber))\s*:?$",
    re.IGNORECASE,
)
"""The heading of contact boilerplate."""
CONTACT_LINE = re.compile(
    r"(?:\bTel(?:efon|\.)?|\bFon|\bMobil|\bE-?Mail|\bFax|\bTelefax)\s*[.:]?\s*(?:\+?\d|0|\(|\S+@\S)|^\S+@\S+\.\w+$",
    re.IGNORECASE,
)
FOOT = re.compile(
    r"^[\W_]*(?:©|\(c\)\s|copyright\b|impressum\b|alle rechte vorbehalten|"
    r"wir (?:verwenden|nutzen|setzen) cookies|"
    r"diese (?:web)?seite (?:verwendet|nutzt|setzt) cookies|cookie|unsere website verwendet|"
    r"newsletter (?:abonnieren|bestellen)|jetzt newsletter|abonnieren sie)",
    re.IGNORECASE,
)
"""A line of the site's foot or of its cookie notice."""

LEGAL_LINK = re.compile(
    r"^(?:impressum|datenschutz(?:erklärung|hinweise?)?|barrierefreiheit(?:serklärung)?|agb|"
    r"nutzungsbedingungen|cookie-?einstellungen|mediadaten)$",
    re.IGNORECASE,
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
BRACKET_CREDIT = re.compile(rf"^\(\s*{_CREDIT_WORD}\s*:[^)]*.*\)\.?$")

LABELLED = re.compile(r"^[\W_]*(?:themen|rubrik|kategorien?|ressort)\s*:", re.IGNORECASE)
"""A line that files the article, as sites print it behind the text."""

SECTION = re.compile(
    r"aus (?:dem|der) (?:Bereich|Rubrik|Kategorie|Ressort|Thema)\s*:?\s*(.*)$", re.IGNORECASE
)
"""The site's own heading as the line over the teasers names it."""

LABEL = re.compile(
    r"^[\W_]*(?:pressemitteilung(?:en)?|pressemeldung|meldung|nachricht(?:en)?|artikel|"
    r"startseite|home|presse|aktuelles|news|service|menü|suche|sie sind hier|inhalt|"
    r"seite drucken|schließen|navigation)\b\s*:?[\W_]*$",
    re.IGNORECASE,
)
"""A label that is neither kicker nor title."""

NOT_FOUND = re.compile(
    r"\b404\b|seite (?:wurde )?nicht (?:gefunden|verfügbar|vorhanden)|page not found|"
    r"nicht (?:mehr )?gefunden|existiert nicht(?: mehr)?|fehler 40[34]|wurde nicht gefunden",
    re.IGNORECASE,
)
"""The title or heading of an error page."""

_FOLDED = str.maketrans(
    dict.fromkeys("„“”«»‟〝〞", '"')
    | dict.fromkeys("‚‘’‛´`‹›", "'")
    | dict.fromkeys("‐‑‒–—―−", "-")
)


@lru_cache(maxsize=1024)
def folded(text: str) -> str:
    """`text` for comparison, of the same length: case, quotation marks and dashes made alike."""
    lowered = text.translate(_FOLDED).lower()
    return lowered if len(lowered) == len(text) else text.translate(_FOLDED)


def split_credit(text: str) -> tuple[str, str | None]:
    """A caption without its credit, and the credit's name.

    ``"Feuerwehrfahrzeug (Foto: dpa)"`` gives ``("Feuerwehrfahrzeug", "dpa")``.
    """
    match = CREDIT.search(text)
    if not match:
        return text, None
    name = match["bracket"] if match["bracket"] is not None else match["plain"]
    return text[: match.start()].strip(), clean_line(name).strip(" .;,") or None


def is_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does."""
    return text.rstrip("\"“”’'»*) ").endswith((".", "!", "?", ":", "…"))
