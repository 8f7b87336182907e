"""The examiner examined: its gold is what the pages say, and it sees every kind of fault."""

from datetime import date
from typing import Any

import lxml.html
import pytest

from tests.strangers import check, gold, ministry, portal

TODAY = date(2026, 11, 21)


def _words_only(text: str) -> str:
    return "".join(text.replace("¦", "").replace("\xad", "").split())


def _text(page: str) -> str:
    return _words_only("".join(map(str, lxml.html.document_fromstring(page).itertext())))


def _expected(answer: dict[str, Any], captions: tuple[str, ...]) -> list[str]:
    singles = [answer[k] for k in ("title", "kicker", "lead", "credit")]
    section = [] if answer["section"] is ... else [answer["section"]]
    return [t for t in (*singles, *section, *captions, *answer["paragraphs"]) if t]


@pytest.mark.parametrize("design", portal.DESIGNS)
def test_every_gold_answer_stands_on_its_page(design: int) -> None:
    press, house = portal.site(design, TODAY), ministry.site(design)
    pages = [(p, portal.article(press, p), gold.portal_gold(press)[p.path]) for p in press.pieces]
    answers = gold.ministry_gold(house)
    pages += [(p, ministry.article(house, p), answers[p.path]) for p in house.pieces]
    for piece, page, answer in pages:
        text = _text(page)
        captions = piece.picture.captions if piece.picture else ()
        for expected in _expected(answer, captions):
            assert _words_only(expected) in text, (piece.path, expected)


def _perfect(site: portal.Site) -> list[dict[str, Any]]:
    rows = []
    for path, answer in gold.portal_gold(site).items():
        related = [
            {"url": portal.PUBLIC + p, "title": max(titles), "published": day}
            for p, titles, day in answer["related"]
        ]
        image = {k: answer[k] for k in ("alt", "caption", "credit")}
        body = "\n\n".join(answer["paragraphs"])
        rows.append(answer | {"url": portal.PUBLIC + path, "image": image, "body": body})
        rows[-1]["related"] = related
    return rows


def test_a_perfect_export_has_no_mismatch() -> None:
    site = portal.site(1, TODAY)
    report = check.compare("portal", _perfect(site), gold.portal_gold(site))
    assert not report.mismatches
    assert [report.missing, report.extra, report.doubles] == [[], [], []]
    assert report.mean_f1 == 1.0
    assert all(report.share(name) == 1.0 for name in check.FIELDS)


def test_faults_are_seen() -> None:
    site = portal.site(1, TODAY)
    rows = _perfect(site)
    dropped = rows.pop()
    copy = rows[0] | {"url": f"{portal.PUBLIC}/druckansicht"}
    stranger = rows[0] | {"url": f"{portal.PUBLIC}/x", "title": "Seite nicht gefunden", "body": ""}
    rows[1]["title"], rows[2]["published"], rows[3]["related"] = "Falsch", "2026-11-21", []
    rows[4]["body"] += "\n\nWeitersagen bitte"
    report = check.compare("portal", [*rows, copy, stranger], gold.portal_gold(site))
    assert report.missing == [dropped["url"].removeprefix(portal.PUBLIC)]
    assert report.doubles == [copy["url"]]
    assert report.extra == [stranger["url"]]
    assert {m.field for m in report.mismatches} == {"title", "published", "related"}
    assert min(report.bodies, key=lambda b: b.f1).extra == {"Weitersagen": 1, "bitte": 1}


def test_a_blank_that_the_page_lost_counts_either_way() -> None:
    for got in ("vor der Landeskommission", "vor derLandeskommission"):
        assert check.body_score("", ["vor der¦Landeskommission"], [got]).f1 == 1.0
