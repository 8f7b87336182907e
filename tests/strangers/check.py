"""Compare exported articles with the gold answers, field by field.

``python -m tests.strangers.check EXPORT.jsonl DESIGN`` prints the tables for both sites.
"""

import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.strangers import gold as answers
from tests.strangers import ministry, portal

FIELDS = ("title", "kicker", "lead", "published", "section", "alt", "caption", "credit", "related")


@dataclass
class Mismatch:
    """One wrong field: what was expected, what came."""

    field: str
    path: str
    expected: object
    got: object

    def __str__(self) -> str:
        return (
            f"{self.field}  {self.path}\n    expected {self.expected!r}\n    got      {self.got!r}"
        )


@dataclass
class BodyScore:
    """Token F1 of one body, with the words too many and too few."""

    path: str
    f1: float
    extra: Counter[str]
    missing: Counter[str]


@dataclass
class Report:
    """The outcome of one site."""

    name: str
    found: int = 0
    right: Counter[str] = field(default_factory=Counter)
    scored: Counter[str] = field(default_factory=Counter)
    mismatches: list[Mismatch] = field(default_factory=list)
    bodies: list[BodyScore] = field(default_factory=list)
    same_paragraphs: int = 0
    missing: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    doubles: list[str] = field(default_factory=list)

    def share(self, name: str) -> float:
        """Exact share of a field, 1.0 where nothing was scored."""
        return self.right[name] / self.scored[name] if self.scored[name] else 1.0

    @property
    def mean_f1(self) -> float:
        """Mean body F1 of the articles found."""
        return sum(b.f1 for b in self.bodies) / len(self.bodies) if self.bodies else 0.0

    def table(self, *, most: int = 4) -> str:
        """The report as text; at most `most` examples per field."""
        lines = [f"== {self.name}: {self.found} articles"]
        lines += [
            f"  {name:10} {self.share(name):7.1%}  {self.right[name]}/{self.scored[name]}"
            for name in FIELDS
        ]
        worst = min((b.f1 for b in self.bodies), default=0.0)
        lines.append(
            f"  body F1    mean {self.mean_f1:.4f}, worst {worst:.4f}, "
            f"same paragraphs {self.same_paragraphs}/{self.found}"
        )
        for label in ("missing", "extra", "doubles"):
            rows: list[str] = getattr(self, label)
            lines.append(f"  {label:10} {len(rows)}  {rows[:most]}")
        for name in FIELDS:
            lines += [str(m) for m in self.mismatches if m.field == name][:most]
        for body in sorted(self.bodies, key=lambda b: b.f1)[:most]:
            if body.f1 < 1:
                lines.append(
                    f"body  {body.path}  F1 {body.f1:.4f}\n    extra   {_words(body.extra)}\n"
                    f"    missing {_words(body.missing)}"
                )
        return "\n".join(lines)


def _words(words: Counter[str]) -> str:
    return " ".join(list(words.elements())[:25]) or "-"


def plain_line(text: str | None) -> str | None:
    """A field for comparison: NFC, blanks as one blank; nothing is None."""
    if text is None:
        return None
    return " ".join(unicodedata.normalize("NFC", text).split()) or None


def paragraphs_of(body: str | None) -> list[str]:
    """The plain blocks of an exported body (Markdown limited to blocks)."""
    lines = [line.strip() for line in (body or "").split("\n")]
    marks = re.compile(r"^(?:#{1,6}\s+|[-*+]\s+|\d+[.)]\s+|>\s?|\\)")
    return [plain_line(marks.sub("", line)) or "" for line in lines if line]


def body_score(path: str, expected: list[str], got: list[str]) -> BodyScore:
    """Token F1; a blank that the page may have lost (``¦``) counts either way."""
    text = "\n".join(expected)
    scores = [_score(path, text.replace("¦", blank), "\n".join(got)) for blank in (" ", "")]
    return max(scores, key=lambda s: s.f1)


def _score(path: str, expected: str, got: str) -> BodyScore:
    want, have = Counter(re.findall(r"\w+", expected)), Counter(re.findall(r"\w+", got))
    common = (want & have).total()
    f1 = 2 * common / (want.total() + have.total()) if want or have else 1.0
    return BodyScore(path, f1, have - want, want - have)


def compare(
    name: str,
    articles: Iterable[dict[str, Any]],
    gold: answers.Gold,
    *,
    numbers: dict[str, str] | None = None,
) -> Report:
    """Compare one site's exported articles with its gold answers."""
    report = Report(name)
    seen: dict[str, dict[str, Any]] = {}
    for article in articles:
        path = _path(article["url"], numbers or {})
        if path in seen:
            report.doubles.append(article["url"])
        elif path in gold:
            seen[path] = article
        elif _copy_of(article, gold):
            report.doubles.append(article["url"])
        else:
            report.extra.append(article["url"])
    report.missing = [path for path in gold if path not in seen]
    report.found = len(seen)
    for path, article in seen.items():
        _compare_article(report, path, article, gold[path], numbers or {})
    return report


def _path(url: str, numbers: dict[str, str]) -> str:
    parts = urlsplit(url)
    post = parse_qs(parts.query).get("p", [""])[0]
    if parts.path in ("", "/") and post in numbers:
        return numbers[post]
    return parts.path.rstrip("/")


def _copy_of(article: dict[str, Any], gold: answers.Gold) -> bool:
    got = paragraphs_of(article.get("body"))
    return any(
        g["title"] == article.get("title") and body_score("", g["paragraphs"], got).f1 > 0.8
        for g in gold.values()
    )


def _compare_article(
    report: Report,
    path: str,
    article: dict[str, Any],
    gold: dict[str, Any],
    numbers: dict[str, str],
) -> None:
    image = article.get("image") or {}
    got: dict[str, object] = {
        k: plain_line(article.get(k)) for k in ("title", "kicker", "lead", "section")
    }
    got["published"] = answers.same_day(article.get("published"))
    got |= {k: plain_line(image.get(k)) for k in ("alt", "caption", "credit")}
    for name in FIELDS:
        if name == "related" or gold[name] is ...:
            continue
        report.scored[name] += 1
        if got[name] == plain_line(gold[name]):
            report.right[name] += 1
        else:
            report.mismatches.append(Mismatch(name, path, gold[name], got[name]))
    _compare_related(report, path, article, gold, numbers)
    paragraphs = paragraphs_of(article.get("body"))
    report.bodies.append(body_score(path, gold["paragraphs"], paragraphs))
    wanted = [plain_line(p.replace("¦", " ")) for p in gold["paragraphs"]]
    report.same_paragraphs += wanted == paragraphs


def _compare_related(
    report: Report,
    path: str,
    article: dict[str, Any],
    gold: dict[str, Any],
    numbers: dict[str, str],
) -> None:
    report.scored["related"] += 1
    got = {_path(r["url"], numbers): r for r in article.get("related") or []}
    wrong: list[object] = []
    for other, titles, day in gold["related"]:
        entry = got.pop(other, None)
        if entry is None:
            wrong.append(("absent", other))
        elif plain_line(entry.get("title")) not in titles:
            wrong.append(("title", other, entry.get("title")))
        elif day is not None and answers.same_day(entry.get("published")) != day:
            wrong.append(("day", other, day, entry.get("published")))
    wrong += [("too many", other) for other in got if other not in gold["related_may"]]
    if wrong:
        expected = f"{len(gold['related'])} teasers"
        report.mismatches.append(Mismatch("related", path, expected, wrong[:3]))
    else:
        report.right["related"] += 1


def compare_export(articles: Iterable[dict[str, Any]], design: int, today: date) -> list[Report]:
    """Reports of both sites for one export."""
    rows = list(articles)
    p, m = portal.site(design, today), ministry.site(design)
    by_source = {
        source: [row for row in rows if row["source"] == source]
        for source in ("move-online", "im-bw")
    }
    return [
        compare(
            f"portal {design}",
            by_source["move-online"],
            answers.portal_gold(p),
            numbers=answers.aliases(p),
        ),
        compare(f"ministry {design}", by_source["im-bw"], answers.ministry_gold(m)),
    ]


def main() -> None:
    """Print the tables of an export."""
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    today = date.today()  # noqa: DTZ011
    for report in compare_export(map(json.loads, lines), int(sys.argv[2]), today):
        sys.stdout.write(report.table() + "\n\n")


if __name__ == "__main__":
    main()
