"""German dates of publication: what is read, what is refused and why."""

import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.dates import BERLIN, MAX_DATE_LINE, PublishedDate, RefusedDate, read_date

SEEN = datetime(2026, 11, 21, 14, 20, tzinfo=UTC)  # 15:20 in Berlin, a Saturday

DAYS = [
    # day.month.year
    ("13.10.2022", "2022-10-13"),
    ("[13.10.2022]", "2022-10-13"),
    ("(13.10.2022)", "2022-10-13"),
    ("06.10.2022", "2022-10-06"),
    ("01.02.2022", "2022-02-01"),
    ("[10.5.2016]", "2016-05-10"),
    ("1.2.2020", "2020-02-01"),
    ("13. 10. 2022", "2022-10-13"),
    ("13.10.22", "2022-10-13"),
    ("01.11.98", "1998-11-01"),
    ("05.06.27", "2027-06-05"),
    ("13/10/2022", "2022-10-13"),
    ("13-10-2022", "2022-10-13"),
    ("29.02.2024", "2024-02-29"),
    ("  13.10.2022\n", "2022-10-13"),
    ("13.10.2022:", "2022-10-13"),
    # named months
    ("13. Oktober 2022", "2022-10-13"),
    ("13.\u00a0Oktober\u00a02022", "2022-10-13"),
    ("13.\u202fOktober 2022", "2022-10-13"),
    ("13.Oktober 2022", "2022-10-13"),
    ("13 Oktober 2022", "2022-10-13"),
    ("13. OKTOBER 2022", "2022-10-13"),
    ("13. Okt. 2022", "2022-10-13"),
    ("13. Okt 2022", "2022-10-13"),
    ("1. Januar 2022", "2022-01-01"),
    ("1. Jan. 2022", "2022-01-01"),
    ("1. Jänner 2022", "2022-01-01"),
    ("1. Jän. 2022", "2022-01-01"),
    ("1. Feber 2022", "2022-02-01"),
    ("1. Feb. 2022", "2022-02-01"),
    ("1. März 2022", "2022-03-01"),
    ("1. Ma\u0308rz 2022", "2022-03-01"),
    ("1. Maerz 2022", "2022-03-01"),
    ("1. Mrz. 2022", "2022-03-01"),
    ("1. Mär. 2022", "2022-03-01"),
    ("1. Apr. 2022", "2022-04-01"),
    ("1. Mai 2022", "2022-05-01"),
    ("1. Juni 2022", "2022-06-01"),
    ("1. Jun. 2022", "2022-06-01"),
    ("1. Juli 2022", "2022-07-01"),
    ("1. Aug. 2022", "2022-08-01"),
    ("1. Sept. 2022", "2022-09-01"),
    ("1. Sep 2022", "2022-09-01"),
    ("1. Nov. 2022", "2022-11-01"),
    ("1. Dez. 2022", "2022-12-01"),
    ("1. Dezember 22", "2022-12-01"),
    # leads and tails
    ("Donnerstag, 13. Oktober 2022", "2022-10-13"),
    ("Donnerstag, den 13. Oktober 2022", "2022-10-13"),
    ("Do., 13.10.2022", "2022-10-13"),
    ("Do 13.10.2022", "2022-10-13"),
    ("Sonnabend, 15.10.2022", "2022-10-15"),
    ("Stand: 12.11.2025", "2025-11-12"),
    ("Stand 12. November 2025", "2025-11-12"),
    ("Veröffentlicht am 13.10.2022", "2022-10-13"),
    ("Veröffentlicht: 13.10.2022", "2022-10-13"),
    ("veröffentlicht am Donnerstag, 13. Oktober 2022", "2022-10-13"),
    ("Veröffentlichungsdatum: 13.10.2022", "2022-10-13"),
    ("Erschienen am 13.10.2022", "2022-10-13"),
    ("Datum: 13.10.2022", "2022-10-13"),
    ("Datum 2022-10-13", "2022-10-13"),
    ("Online seit 13.10.2022", "2022-10-13"),
    ("vom 13.10.2022", "2022-10-13"),
    ("Berlin, 13. Oktober 2022", "2022-10-13"),
    ("Berlin, den 13. Oktober 2022", "2022-10-13"),
    ("Berlin, Donnerstag, 13. Oktober 2022", "2022-10-13"),
    ("Frankfurt am Main, den 13. Oktober 2022", "2022-10-13"),
    ("Frankfurt (Oder), 13.10.2022", "2022-10-13"),
    ("Stuttgart – 13.10.2022", "2022-10-13"),
    ("📅 06.10.2022", "2022-10-06"),
    ("📅06.10.2022", "2022-10-06"),
    ("\U0001f5d3\ufe0f 6. Oktober 2022", "2022-10-06"),
    ("Pressemitteilung vom 13.10.2022", "2022-10-13"),
    ("Pressemitteilung Nr. 045 vom 13.10.2022", "2022-10-13"),
    ("Pressemitteilung Nr. 45/2022 vom 13. Oktober 2022", "2022-10-13"),
    ("Pressemitteilung 045/2022 vom 13.10.2022", "2022-10-13"),
    ("Pressemitteilung 13.10.2022", "2022-10-13"),
    ("Nr. 045 | 13.10.2022", "2022-10-13"),
    ("045/2022 | 13.10.2022", "2022-10-13"),
    ("Digitalisierung | 13.10.2022", "2022-10-13"),
    ("Pressemitteilung · Nr. 12 · 13.10.2022", "2022-10-13"),
    ("13.10.2022 | Pressemitteilung", "2022-10-13"),
    ("13.10.2022 | Pressemitteilung | Nr. 45", "2022-10-13"),
    ("13.10.2022 · Innere Sicherheit", "2022-10-13"),
    ("13. Oktober 2022, Berlin", "2022-10-13"),
    ("13. Oktober 2022 von Erika Beispiel", "2022-10-13"),
    ("13.10.2022 (Donnerstag)", "2022-10-13"),
    ("Datum der Veröffentlichung: 13.10.2022", "2022-10-13"),
    ("Am 13.10.2022 veröffentlicht", "2022-10-13"),
    ("13.10.2022 | Digitales | Lesezeit: 3 Minuten", "2022-10-13"),
    # several dates
    ("13.10.2022 13. Oktober 2022", "2022-10-13"),
    ("Veröffentlicht am 13.10.2022, zuletzt geändert am 15.10.2022", "2022-10-13"),
    ("Zuletzt geändert am 15.10.2022, veröffentlicht am 13.10.2022", "2022-10-13"),
    ("13.10.2022 (aktualisiert am 15.10.2022)", "2022-10-13"),
    ("13.10.2022 | Stand: 15.10.2022", "2022-10-13"),
    ("Stand: 13.10.2022, letzte Änderung: 15.10.2022", "2022-10-13"),
    ("Erstellt: 2022-10-13, geändert: 2022-10-15", "2022-10-13"),
    # machines
    ("2022-10-13", "2022-10-13"),
    ("20221013", "2022-10-13"),
    ("2022/10/13", "2022-10-13"),
    ("2022-10-13T00:00:00", "2022-10-13"),
    ("2022-10-13T00:00:00Z", "2022-10-13"),
    ("2022-10-13T00:00:00+02:00", "2022-10-13"),
    ("2022-10-13 00:00:00.000", "2022-10-13"),
    ("20221013T000000Z", "2022-10-13"),
    ("Thu, 13 Oct 2022 00:00:00 +0200", "2022-10-13"),
    ("13.10.2022, 00:00 Uhr", "2022-10-13"),
    # unusual order
    ("2022, 13. Oktober", "2022-10-13"),
    ("Oktober 13, 2022", "2022-10-13"),
]

MINUTES = [
    ("13.10.2022 14:05", "2022-10-13T14:05:00+02:00"),
    ("13.10.2022, 14:05 Uhr", "2022-10-13T14:05:00+02:00"),
    ("13.10.2022, 14.05 Uhr", "2022-10-13T14:05:00+02:00"),
    ("13.10.2022 | 14:05 Uhr", "2022-10-13T14:05:00+02:00"),
    ("13.10.2022 um 14:05 Uhr", "2022-10-13T14:05:00+02:00"),
    ("13.10.2022 um 9.05", "2022-10-13T09:05:00+02:00"),
    ("13. Oktober 2022 um 14.05", "2022-10-13T14:05:00+02:00"),
    ("13.10.2022, 9 Uhr", "2022-10-13T09:00:00+02:00"),
    ("13.10.2022 (14:05 Uhr)", "2022-10-13T14:05:00+02:00"),
    ("13.10.2022 14:05:33", "2022-10-13T14:05:33+02:00"),
    ("13.10.22, 14:05", "2022-10-13T14:05:00+02:00"),
    ("26.09.2026 - 15:09", "2026-09-26T15:09:00+02:00"),
    ("25.09.2026 – 15:09", "2026-09-25T15:09:00+02:00"),
    ("Donnerstag, den 13. Oktober 2022, 14:05 Uhr", "2022-10-13T14:05:00+02:00"),
    ("Donnerstag, 13. Oktober 2022 - 14:05", "2022-10-13T14:05:00+02:00"),
    ("Freitag, 12. März 2022 - 14:05", "2022-03-12T14:05:00+01:00"),
    ("Stand: 12.11.2025, 8:15 Uhr", "2025-11-12T08:15:00+01:00"),
    ("13.10.2022, 14:05 Uhr | Pressemitteilung", "2022-10-13T14:05:00+02:00"),
    ("13.10.2022, 14:05 Uhr MESZ", "2022-10-13T14:05:00+02:00"),
    ("13.01.2022, 14:05 MEZ", "2022-01-13T14:05:00+01:00"),
    ("13.10.2022 (Stand: 13.10.2022, 14:05 Uhr)", "2022-10-13"),
    # RFC 822
    ("Thu, 13 Oct 2022 14:05:00 +0200", "2022-10-13T14:05:00+02:00"),
    ("Thu, 13 Oct 2022 14:05:00 -0500", "2022-10-13T21:05:00+02:00"),
    ("Thu, 13 Oct 2022 23:05:00 GMT", "2022-10-14T01:05:00+02:00"),
    ("Thu, 13 Oct 2022 14:05:00 CEST", "2022-10-13T14:05:00+02:00"),
    ("Thu, 13 Oct 2022 14:05 EST", "2022-10-13T21:05:00+02:00"),
    ("13 Oct 22 14:05 UT", "2022-10-13T16:05:00+02:00"),
    ("Do, 13 Okt 2022 14:05:00 +0200", "2022-10-13T14:05:00+02:00"),
    # ISO 8601
    ("2022-10-13T14:05", "2022-10-13T14:05:00+02:00"),
    ("2022-10-13 14:05", "2022-10-13T14:05:00+02:00"),
    ("2022-10-13T14:05:00", "2022-10-13T14:05:00+02:00"),
    ("2022-10-13T14:05:00Z", "2022-10-13T16:05:00+02:00"),
    ("2022-10-13T14:05:00+02:00", "2022-10-13T14:05:00+02:00"),
    ("2022-10-13T14:05:00+0200", "2022-10-13T14:05:00+02:00"),
    ("2022-10-13T14:05:00+02", "2022-10-13T14:05:00+02:00"),
    ("2022-10-13T14:05:00.123Z", "2022-10-13T16:05:00+02:00"),
    ("2022-10-13T14:05:00.123456789+00:00", "2022-10-13T16:05:00+02:00"),
    ("2022-10-13T14:05:00,5Z", "2022-10-13T16:05:00+02:00"),
    ("20221013T140500Z", "2022-10-13T16:05:00+02:00"),
    ("20221013T1405", "2022-10-13T14:05:00+02:00"),
    ("2022-10-13T14:05:00+02:00[Europe/Berlin]", "2022-10-13T14:05:00+02:00"),
    ("2022-01-13T23:30:00Z", "2022-01-14T00:30:00+01:00"),
    ("Veröffentlicht: 2022-10-13T14:05:00-05:00", "2022-10-13T21:05:00+02:00"),
    # embargo
    ("Sperrfrist: 14.12.2026, 10 Uhr", "2026-12-14T10:00:00+01:00"),
    ("Gesperrt bis 14. Dezember 2026, 10.00 Uhr", "2026-12-14T10:00:00+01:00"),
    ("Achtung, Sperrfrist: Montag, 14.12.2026, 10:00 Uhr", "2026-12-14T10:00:00+01:00"),
    ("13.10.2022, Sperrfrist: 14:00 Uhr", "2022-10-13T14:00:00+02:00"),
    # unusual order
    ("14:05 Uhr, 13.10.2022", "2022-10-13T14:05:00+02:00"),
]

CLOCK_CHANGES = [
    ("26.03.2022, 14:05 Uhr", "2022-03-26T14:05:00+01:00"),
    ("27.03.2022, 01:59 Uhr", "2022-03-27T01:59:00+01:00"),
    ("27.03.2022, 02:00 Uhr", "2022-03-27T03:00:00+02:00"),
    ("27.03.2022, 02:30 Uhr", "2022-03-27T03:30:00+02:00"),
    ("27.03.2022, 03:00 Uhr", "2022-03-27T03:00:00+02:00"),
    ("2022-03-27T00:59:59Z", "2022-03-27T01:59:59+01:00"),
    ("2022-03-27T01:00:00Z", "2022-03-27T03:00:00+02:00"),
    ("30.10.2022, 01:59 Uhr", "2022-10-30T01:59:00+02:00"),
    ("30.10.2022, 02:30 Uhr", "2022-10-30T02:30:00+02:00"),
    ("30.10.2022, 02:30 Uhr MESZ", "2022-10-30T02:30:00+02:00"),
    ("30.10.2022, 02:30 Uhr MEZ", "2022-10-30T02:30:00+01:00"),
    ("30.10.2022, 03:00 Uhr", "2022-10-30T03:00:00+01:00"),
    ("2022-10-30T00:30:00Z", "2022-10-30T02:30:00+02:00"),
    ("2022-10-30T01:30:00Z", "2022-10-30T02:30:00+01:00"),
    ("15.03.2022, 02:30 Uhr", "2022-03-15T02:30:00+01:00"),
]

RELATIVE = [
    ("heute", "2026-11-21"),
    ("Heute, 14:05 Uhr", "2026-11-21T14:05:00+01:00"),
    ("heute, 14.05 Uhr", "2026-11-21T14:05:00+01:00"),
    ("heute um 9 Uhr", "2026-11-21T09:00:00+01:00"),
    ("gestern", "2026-11-20"),
    ("gestern, 23:10 Uhr", "2026-11-20T23:10:00+01:00"),
    ("Veröffentlicht: gestern", "2026-11-20"),
    ("vorgestern", "2026-11-19"),
    ("vor 3 Stunden", "2026-11-21T12:20:00+01:00"),
    ("vor einer Stunde", "2026-11-21T14:20:00+01:00"),
    ("vor 1 Std.", "2026-11-21T14:20:00+01:00"),
    ("vor 16 Stunden", "2026-11-20T23:20:00+01:00"),
    ("vor 5 Minuten", "2026-11-21T15:15:00+01:00"),
    ("vor 5 Min.", "2026-11-21T15:15:00+01:00"),
    ("vor 20 Sekunden", "2026-11-21T15:20:00+01:00"),
    ("gerade eben", "2026-11-21T15:20:00+01:00"),
    ("vor 2 Tagen", "2026-11-19"),
    ("vor zwei Tagen", "2026-11-19"),
    ("Vor einem Tag", "2026-11-20"),
]

REFUSED = [
    ("", "not a date line"),
    ("   ", "not a date line"),
    ("\x1b[2J\u202e", "not a date line"),
    ("ohne Datum", "not a date line"),
    ("Bayern1.000.", "not a date line"),
    ("1.000.", "not a date line"),
    ("Aktenzeichen | 20221013", "not a date line"),
    ("Nutzer66, 13.10.2022", "not a date line"),
    ("13.10.2022, 14.05", "not a date line"),
    ("Bayern1.10.2022", "not a date line"),
    ("Version 3.13.10.2022", "not a date line"),
    ("192.168.10.22", "not a date line"),
    ("Die Konferenz beginnt am 13. Oktober 2022.", "not a date line"),
    ("Am 13. Oktober 2022 eröffnet der Minister die Messe.", "not a date line"),
    ("Der Stand vom 13.10.2022 wird fortgeschrieben", "not a date line"),
    ("seit 13.10.2022", "not a date line"),
    ("bis 13.10.2022", "not a date line"),
    ("Termin: 13.10.2022", "not a date line"),
    ("Termin, 13.10.2022", "not a date line"),
    ("Anmeldeschluss | 13.10.2022", "not a date line"),
    ("Heute, 13.10.2022", "not a date line"),
    ("13.–15.10.2022", "not a date line"),
    ("1.-5.10.2022", "not a date line"),
    ("13. bis 15. Oktober 2022", "not a date line: no month is called bis"),
    ("13.10. bis 15.10.2022", "not a date line"),
    ("13.10.2022, 14:00 – 16:00 Uhr", "not a date line"),
    ("Oktober 2022 (13)", "not a date line"),
    ("Oktober 2022 – 13", "not a date line"),
    ("13 10 2022", "not a date line"),
    ("Seite zuletzt geändert | 13.10.2022", "not a date line"),
    ("Öffentliche Veranstaltung | 13.10.2022", "not a date line"),
    ("vor vielen Tagen", "not a date line: vielen is no number"),
    ("morgen", "not a date line"),
    ("31.02.2022", "no such day: 31.2.2022"),
    ("29.02.2023", "no such day: 29.2.2023"),
    ("32.01.2022", "no such day: 32.1.2022"),
    ("00.10.2022", "no such day: 0.10.2022"),
    ("10.13.2022", "no such day: 10.13.2022"),
    ("2022-13-10", "no such day: 10.13.2022"),
    ("2022-02-30T10:00:00Z", "no such day: 30.2.2022"),
    ("31. April 2022", "no such day: 31.4.2022"),
    ("13. Brumaire 2022", "not a date line: no month is called Brumaire"),
    ("13.10.2022, 25:00 Uhr", "no such time: 25:00:00"),
    ("13.10.2022, 24:00 Uhr", "no such time: 24:00:00"),
    ("13.10.2022, 14:61 Uhr", "no such time: 14:61:00"),
    ("2022-10-13T14:05:61Z", "no such time: 14:05:61"),
    ("2022-10-13T14:05:00+25:00", "no such time zone: +25:00"),
    ("2022-10-13T14:05:00 XYZ", "no known time zone: XYZ"),
    ("13.10.2022 02:05 PM", "no known time zone: PM"),
    ("2022", "a year or month names no day"),
    ("Oktober 2022", "a year or month names no day"),
    ("13/2022", "a year or month names no day"),
    ("10.2022", "a year or month names no day"),
    ("2022-10", "a year or month names no day"),
    ("vor 3 Wochen", "weeks, months and years ago name no day"),
    ("vor einem Monat", "weeks, months and years ago name no day"),
    ("vor 2 Jahren", "weeks, months and years ago name no day"),
    ("20.12.", "it names no year"),
    ("20. Dezember", "it names no year"),
    ("Donnerstag, 20. Dezember", "it names no year"),
    ("20. Dezember, 14 Uhr", "it names no year"),
    ("20. Dezember 14:05 Uhr", "it names no year"),
    ("13.10.1989", "the year 1989 is not within 1990 to 2027"),
    ("13.10.2028", "the year 2028 is not within 1990 to 2027"),
    ("13.10.55", "the year 1955 is not within 1990 to 2027"),
    ("0001-01-01T00:00:00", "the year 1 is not within 1990 to 2027"),
    ("9999-12-31", "the year 9999 is not within 1990 to 2027"),
    ("24.11.2026", "2026-11-24 is more than a day ahead of the response"),
    ("2026-11-22T14:21:00Z", "2026-11-22 is more than a day ahead of the response"),
    ("13.10.2022 – 15.10.2022", "different dates: 2022-10-13 and 2022-10-15"),
    ("Stand: 13.10.2022, Stand: 15.10.2022", "different dates: 2022-10-13 and 2022-10-15"),
    (
        "zuletzt geändert am 15.10.2022",
        "it says when the page was changed, not when it was published",
    ),
    (
        "Letzte Aktualisierung: 15.10.2022",
        "it says when the page was changed, not when it was published",
    ),
    (
        "Zuletzt geändert | 15.10.2022",
        "it says when the page was changed, not when it was published",
    ),
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_a_line_with_a_day_gives_the_day(text, day):
    found = read_date(text, seen=SEEN, embargo=day > "2026-11-22")

    assert isinstance(found, PublishedDate), found
    assert (found.value, found.precision) == (day, "day")


@pytest.mark.parametrize(("text", "moment"), [*MINUTES, *CLOCK_CHANGES])
def test_a_line_with_a_time_gives_the_minute_in_berlin(text, moment):
    found = read_date(text, seen=SEEN)

    assert isinstance(found, PublishedDate), found
    assert found.value == moment
    assert found.precision == ("minute" if "T" in moment else "day")


@pytest.mark.parametrize(("text", "moment"), RELATIVE)
def test_relative_words_count_from_the_response(text, moment):
    found = read_date(text, seen=SEEN)

    assert isinstance(found, PublishedDate), found
    assert (found.value, found.rule) == (moment, "relative")
    assert found.precision == ("minute" if "T" in moment else "day")


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_what_is_no_publication_date_is_refused_with_its_reason(text, reason):
    found = read_date(text, seen=SEEN)

    assert isinstance(found, RefusedDate), found
    assert found.reason == reason


def test_relative_words_without_a_response_time_are_refused():
    found = read_date("gestern")

    assert found == RefusedDate("gestern", "relative to the response's time, which is not known")


def test_relative_hours_are_right_across_the_clock_change():
    after = datetime(2022, 10, 30, 1, 30, tzinfo=UTC)  # 02:30, the second time

    found = read_date("vor 2 Stunden", seen=after)

    assert found[0] == "2022-10-30T01:30:00+02:00"


def test_today_is_the_day_in_berlin_not_in_utc():
    late = datetime(2022, 7, 1, 22, 30, tzinfo=UTC)

    assert read_date("heute", seen=late)[0] == "2022-07-02"


@pytest.mark.parametrize("text", ["22.11.2026", "2026-11-22T14:20:00Z", "22.11.2026, 15:20 Uhr"])
def test_a_date_up_to_a_day_ahead_is_taken(text):
    assert isinstance(read_date(text, seen=SEEN), PublishedDate)


def test_a_future_date_is_taken_where_the_page_states_an_embargo():
    assert isinstance(read_date("24.12.2026"), PublishedDate)
    assert isinstance(read_date("24.12.2026", seen=SEEN), RefusedDate)
    assert isinstance(read_date("24.12.2026", seen=SEEN, embargo=True), PublishedDate)


def test_with_an_embargo_the_releases_own_date_still_counts_first():
    found = read_date("13.10.2022 – Sperrfrist: 14.10.2022, 10 Uhr", seen=SEEN)

    assert found[0] == "2022-10-13"


def test_a_contradicting_weekday_keeps_the_date_and_is_noted_in_the_rule():
    right = read_date("Samstag, 12. März 2022", seen=SEEN)
    wrong = read_date("Freitag, 12. März 2022", seen=SEEN)

    assert isinstance(right, PublishedDate)
    assert isinstance(wrong, PublishedDate)
    assert right.value == wrong.value == "2022-03-12"
    assert (right.rule, wrong.rule) == ("named month", "named month, weekday differs")


def test_the_raw_words_are_kept_clean_on_one_line():
    found = read_date("\x1b[31m13.\u00a0Oktober\n2022\u202e", seen=SEEN)

    assert isinstance(found, PublishedDate)
    assert found.raw == "13. Oktober 2022"


def test_a_response_time_without_zone_is_a_programming_error():
    with pytest.raises(ValueError, match="time zone"):
        read_date("13.10.2022", seen=datetime(2022, 10, 13))  # noqa: DTZ001


@pytest.mark.parametrize("filling", ["x", " ", "!", "A ", "Berlin ", "1.", "13.10.2022 ", "| a"])
def test_a_long_text_is_refused_at_once(filling):
    long = (filling * (MAX_DATE_LINE + 1))[: MAX_DATE_LINE + 1]

    found = read_date(long, seen=SEEN)

    assert isinstance(found, RefusedDate)
    assert found.reason == "not a date line: longer than 300 characters"
    assert len(found.raw) <= MAX_DATE_LINE


@pytest.mark.parametrize(
    "filling", ["!", "A ", "Aa.", "|a", "a|", "Nr. 1 ", "Berlin am ", "1 |", "am "]
)
def test_no_line_makes_the_patterns_run_away(filling):
    line = (filling * MAX_DATE_LINE)[: MAX_DATE_LINE - 15] + "zz 13.10.2022 x"

    start = time.process_time()
    read_date(line, seen=SEEN)

    assert time.process_time() - start < 0.2


def test_dateparser_is_loaded_only_for_unusual_lines():
    script = (
        "import sys; from press.dates import read_date\n"
        "for text in ('13.10.2022', 'gestern', 'Messe am 13.10.2022 in Ulm', 'Bayern1.000.'):\n"
        "    read_date(text)\n"
        "print('dateparser' in sys.modules)\n"
        "read_date('2022, 13. Oktober')\n"
        "print('dateparser' in sys.modules)\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == ["False", "True"]


MONTHS = [
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
]
WEEKDAYS = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"]
DAY_FORMS = [
    lambda d: f"{d.day:02}.{d.month:02}.{d.year}",
    lambda d: f"{d.day}.{d.month}.{d.year}",
    lambda d: f"[{d.day}.{d.month}.{d.year}]",
    lambda d: f"{d.day:02}.{d.month:02}.{d.year % 100:02}",
    lambda d: f"{d.day}. {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{d.day}. {MONTHS[d.month - 1][:3]}. {d.year}",
    lambda d: f"{WEEKDAYS[d.weekday()]}, den {d.day}. {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{WEEKDAYS[d.weekday()][:2]}., {d:%d.%m.%Y}",
    lambda d: f"Stand: {d:%d.%m.%Y}",
    lambda d: f"Veröffentlicht am {d:%d.%m.%Y}",
    lambda d: f"Berlin, {d.day}. {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"📅 {d:%d.%m.%Y}",
    lambda d: f"Pressemitteilung Nr. 045 vom {d:%d.%m.%Y}",
    lambda d: f"Nr. 045 | {d:%d.%m.%Y}",
    lambda d: d.isoformat(),
    lambda d: f"{d:%Y%m%d}",
    lambda d: f"{d:%Y-%m-%d}T00:00:00Z",
]
days = st.dates(date(1990, 1, 1), date(2026, 11, 21))
zones = st.integers(-12 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
instants = st.datetimes(datetime(1990, 1, 2), datetime(2026, 11, 20), timezones=zones)  # noqa: DTZ001


@given(days, st.sampled_from(DAY_FORMS))
def test_every_day_in_every_form_reads_back(day, form):
    found = read_date(form(day), seen=SEEN)

    assert found[:2] == (day.isoformat(), "day")
    assert isinstance(found, PublishedDate)
    assert "differs" not in found.rule


@given(instants)
def test_every_instant_of_a_machine_is_the_same_instant_in_berlin(instant):
    instant = instant.replace(microsecond=0)
    found = read_date(instant.isoformat(), seen=SEEN)

    assert isinstance(found, PublishedDate)
    if found.precision == "day":
        assert found.value == instant.date().isoformat()
        assert (instant.hour, instant.minute, instant.second) == (0, 0, 0)
    else:
        read = datetime.fromisoformat(found.value)
        assert read == instant
        assert read.utcoffset() == instant.astimezone(BERLIN).utcoffset()


@given(st.datetimes(datetime(1990, 1, 2), datetime(2026, 11, 20)))  # noqa: DTZ001
def test_every_german_time_is_the_wall_clocks_unless_the_clock_change_left_it_out(wall):
    found = read_date(f"{wall:%d.%m.%Y}, {wall:%H:%M} Uhr", seen=SEEN)

    assert isinstance(found, PublishedDate)
    if found.precision == "minute":
        read = datetime.fromisoformat(found.value).replace(tzinfo=None)
        wall = wall.replace(second=0, microsecond=0)
        assert read in (wall, wall + timedelta(hours=1))
        if read != wall:
            assert (wall.month, wall.hour) == (3, 2)


@given(st.integers(1, 12), st.integers(1, 12), st.integers(1990, 2026))
def test_the_day_stands_before_the_month_always(day, month, year):
    if (year, month, day) > (2026, 11, 21):
        year = 2025

    assert read_date(f"{day}.{month}.{year}", seen=SEEN)[0] == f"{year}-{month:02}-{day:02}"
    assert read_date(f"{day}/{month}/{year}", seen=SEEN)[0] == f"{year}-{month:02}-{day:02}"


PIECES = [
    *("13", "10", "2022", "22", "14", "05", "31", "2", "00", "1.000", "045", "+0200"),
    *(*".,:/-–|[]()TZ+📅\n\u00a0", " ", " ", ". "),
    *("Oktober", "März", "Donnerstag", "Uhr", "MEZ", "GMT", "um", "den", "am", "vom"),
    *("Stand", "Veröffentlicht", "zuletzt", "geändert", "Sperrfrist", "Berlin", "Bayern1", "Nr."),
    *("heute", "gestern", "vor", "Stunden", "Tagen"),
]
lines = st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | st.text(max_size=300)


@given(lines)
def test_no_text_raises_and_no_date_is_invented(text):
    found = read_date(text, seen=SEEN)

    if isinstance(found, RefusedDate):
        assert found.reason
        return
    value = datetime.fromisoformat(found.value)
    assert 1990 <= value.year <= 2027
    if found.rule != "relative":
        numbers = "".join(c if c.isdecimal() else " " for c in found.raw)
        assert f"{value.year % 100:02}" in numbers
        near = {(value + timedelta(days=n)).day for n in (-1, 0, 1)}
        assert any(f"{day}" in numbers for day in near)


@given(lines)
def test_what_is_read_reads_the_same_from_its_raw_words(text):
    found = read_date(text, seen=SEEN)

    assert read_date(found.raw, seen=SEEN) == found
