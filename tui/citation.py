"""An article to hand on: as a citation in German form, and as plain text."""

from urllib.parse import urlsplit

from press.article import Article
from press.text import blocks_of, clean_line

_SIGNS = {"item": "– ", "quote": "> "}


def citation(article: Article, issuer: str | None) -> str:
    """Issuer or site, title, kind and date, address: ``BSI: „Titel“. Pressemitteilung vom …``.

    In German whatever language the reader speaks, as it is quoted in German texts.
    """
    who = clean_line(issuer or "") or urlsplit(article.url).hostname or clean_line(article.source)
    title = clean_line(article.title or "") or "ohne Titel"
    kind = "Pressemitteilung" if article.kind == "press_release" else "Meldung"
    date = f"{kind} vom {_day(article.published)}" if article.published else f"{kind} ohne Datum"
    seen = f"abgerufen am {_day(article.last_seen)}"
    return f"{who.removeprefix('www.')}: „{title}“. {date}, {clean_line(article.url)} ({seen})"


def text(article: Article, issuer: str | None) -> str:
    """Title, lead and body as plain text, and below them the citation."""
    parts = [clean_line(part) for part in (article.kicker, article.title, article.lead) if part]
    number = 0
    for block in blocks_of(article.body):
        number = number + 1 if block.kind == "numbered" else 0
        sign = f"{number}. " if number else _SIGNS.get(block.kind, "")
        parts.append(sign + clean_line(block.text, 2_000_000))
    return "\n\n".join([*parts, citation(article, issuer)]) + "\n"


def _day(value: str) -> str:
    year, month, day = value[:10].split("-")
    return f"{day}.{month}.{year}"
