"""What a reader takes from each page: the gold answers of both sites.

Taken from design section 3: the lead without its date, captions without the credit and joined by
one blank, the credit without brackets and without its introducing word, a body of plain paragraphs.
``...`` stands for a field that is not scored because the facts leave it open.
"""

import re
from typing import Any

from tests.strangers import ministry, portal
from tests.strangers.texts import Picture, Piece, credit_name, related_to, unmarked

Gold = dict[str, dict[str, Any]]
"""Article path -> its fields."""


def portal_gold(s: portal.Site) -> Gold:
    """The portal's articles; `section` is the Bereich that the teasers' heading names."""
    return {p.path: _portal_article(p, s) for p in s.pieces}


def ministry_gold(s: ministry.Site) -> Gold:
    """The ministry's releases; `section` is not scored there."""
    return {p.path: _ministry_article(p, s) for p in s.pieces}


def _common(p: Piece) -> dict[str, Any]:
    return {
        "title": p.title,
        "kicker": p.kicker,
        "lead": unmarked(p.lead) if p.lead else None,
        "published": p.day.isoformat(),
        "paragraphs": [unmarked(line) for block in p.blocks for line in block.lines],
    }


def _image(picture: Picture | None) -> dict[str, str | None]:
    if picture is None:
        return {"alt": None, "caption": None, "credit": None}
    return {
        "alt": picture.alt,
        "caption": " ".join(picture.captions) or None,
        "credit": credit_name(picture.credit),
    }


def _portal_article(p: Piece, s: portal.Site) -> dict[str, Any]:
    related = related_to(p, s.pieces, portal.RELATED)
    others = {q.path for q in s.pieces}
    return _common(p) | {
        "section": p.section,
        **_image(p.picture),
        "related": [
            (q.path, {q.title, f"{q.kicker}: {q.title}"}, q.day.isoformat()) for q in related
        ],
        "related_may": others,
    }


def _ministry_article(p: Piece, s: ministry.Site) -> dict[str, Any]:
    related = related_to(p, s.pieces, ministry.RELATED)
    article = _common(p)
    if ministry.LOST_BLANK[s.design] != "<a>":
        article["paragraphs"] = [text.replace("¦", " ") for text in article["paragraphs"]]
    return article | {
        "section": ...,
        **_image(p.picture),
        "related": [
            (
                q.path,
                {q.title, f"{q.kicker}: {q.title}"},
                q.day.isoformat() if s.design == 4 else None,
            )
            for q in related
        ],
        "related_may": set(),
    }


def aliases(s: portal.Site) -> dict[str, str]:
    """Post number -> path, for addresses like ``/?p=40037``."""
    return {str(portal.post_id(p)): p.path for p in s.pieces}


def same_day(published: str | None) -> str | None:
    """The day of an exported `published`."""
    return published and (re.match(r"\d{4}-\d{2}-\d{2}", published) or [published])[0]
