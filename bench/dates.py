"""German dates: Presselupe's reader beside dateparser, in time and in what they read.

Run: python bench/dates.py
"""

import sys
import timeit
from datetime import UTC, datetime
from pathlib import Path

import dateparser

sys.path.insert(0, str(Path(__file__).parent.parent))

from press.dates import PublishedDate, read_date

SEEN = datetime(2026, 11, 21, 14, 20, tzinfo=UTC)
SETTINGS = {
    "DATE_ORDER": "DMY",
    "REQUIRE_PARTS": ["day", "month", "year"],
    "PREFER_DATES_FROM": "past",
    "RELATIVE_BASE": SEEN.replace(tzinfo=None),
}
LINES: dict[str, str | None] = {
    "13.10.2022": "2022-10-13",
    "[10.5.2016]": "2016-05-10",
    "01.11.2019": "2019-11-01",
    "13. Oktober 2022": "2022-10-13",
    "1. Maerz 2022": "2022-03-01",
    "📅 06.10.2022": "2022-10-06",
    "Donnerstag, den 13. Oktober 2022": "2022-10-13",
    "Donnerstag, den 13. Oktober 2022, 14:05 Uhr": "2022-10-13",
    "13. Oktober 2022, 14.05 Uhr": "2022-10-13",
    "Freitag, 12. März 2022 - 14:05": "2022-03-12",
    "Stand: 12.11.2025": "2025-11-12",
    "Berlin, 13. Oktober 2022": "2022-10-13",
    "Veröffentlicht am 13.10.2022": "2022-10-13",
    "Pressemitteilung Nr. 045 vom 13.10.2022": "2022-10-13",
    "Nr. 045 | 13.10.2022": "2022-10-13",
    "2022-10-13": "2022-10-13",
    "2022-10-13T14:05:00Z": "2022-10-13",
    "2022-10-13T14:05:00+02:00": "2022-10-13",
    "Thu, 13 Oct 2022 14:05:00 +0200": "2022-10-13",
    "heute, 14:05 Uhr": "2026-11-21",
    "vor 3 Stunden": "2026-11-21",
    "31.02.2022": None,
    "13/2022": None,
    "20.12.": None,
    "Oktober 2022": None,
    "Bayern1.000.": None,
    "Die Messe öffnet am 13.10.2022": None,
}


def ours(line: str) -> str | None:
    found = read_date(line, seen=SEEN)
    return found.value[:10] if isinstance(found, PublishedDate) else None


def peer(line: str) -> str | None:
    found = dateparser.parse(line, languages=["de"], settings=SETTINGS)
    return found.date().isoformat() if found else None


def micros(read: object, line: str, rounds: int, repeats: int) -> float:
    timer = timeit.Timer("read(line)", globals={"read": read, "line": line})
    return min(timer.repeat(repeats, rounds)) / rounds * 1e6


def main() -> None:
    rights = [0, 0]
    print(f"{'line':45} {'ours µs':>8} {'dateparser µs':>14}  {'ours':11} dateparser")
    for line, day in LINES.items():
        found = ours(line), peer(line)
        times = (
            micros(lambda text: read_date(text, seen=SEEN), line, 1000, 50),
            micros(peer, line, 5, 4),
        )
        marks = ["ok" if value == day else f"wrong: {value}" for value in found]
        rights = [right + (value == day) for right, value in zip(rights, found, strict=True)]
        print(f"{line:45} {times[0]:8.1f} {times[1]:14.0f}  {marks[0]:11} {marks[1]}")
    print(f"right: ours {rights[0]}, dateparser {rights[1]} of {len(LINES)}")


if __name__ == "__main__":
    main()
