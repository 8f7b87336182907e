"""Articles for the tests of the store."""

import hashlib
from typing import Any

from press.article import Article, Image, RelatedArticle, Rights, TopicLabel

SEEN = "2026-11-21T06:00:00Z"


def id_for(name: str) -> str:
    return hashlib.blake2b(name.encode(), digest_size=8).hexdigest()


def article(name: str = "a", text: str = "Ein Satz über Förderung.", **fields: Any) -> Article:
    """An article whose id follows from `name` and whose content hash follows from `text`."""
    url = f"https://portal.example/meldung/{name}"
    values: dict[str, Any] = {
        "id": id_for(name),
        "url": url,
        "fetched_url": url,
        "source": "portal",
        "kind": "news",
        "title": f"Überschrift {name}",
        "body": text,
        "published": "2022-10-13",
        "first_seen": SEEN,
        "last_seen": SEEN,
        "content_hash": hashlib.blake2b(text.encode(), digest_size=16).hexdigest(),
        "rights": Rights(klass="press"),
    }
    return Article(**values | fields)


def full_article(name: str = "full") -> Article:
    """An article with every key filled."""
    return article(
        name,
        kicker="Beispielstadt",
        lead="Ein Vorspann.",
        section="Digitales",
        aliases=["https://portal.example/?p=1"],
        published="2022-10-13T14:05:00+02:00",
        published_precision="minute",
        published_raw="13.10.2022, 14:05 Uhr",
        published_origin="lead",
        topics=[TopicLabel(id="t", label="Thema", rule="title: Förderung")],
        regions=["DE-BW"],
        image=Image(url="https://portal.example/bild.jpg", alt="Ein Bild", credit="Werkstatt"),
        related=[RelatedArticle(url="https://portal.example/meldung/b", title="Anderes")],
        language="de",
        words=4,
        degraded=["body"],
    )
