"""Text and data mining reservations by TDMRep."""

import json
import re
import time

from hypothesis import given
from hypothesis import strategies as st

from spiders.tdm import Verdict, decide, read_rules

URL = "https://www.example.org/k21-meldungen/ein-artikel"
NOTHING = (None, None)


def rules(*entries: object) -> bytes:
    return json.dumps(entries).encode()


def test_the_file_comes_first_then_the_header_then_the_page() -> None:
    reserved = read_rules(rules({"location": "/", "tdm-reservation": 1}))
    unset = read_rules(rules({"location": "/", "tdm-reservation": 7}))
    assert decide(URL, rules=reserved, header=("0", None), meta=("0", None)).reservation == (
        "reserved"
    )
    assert decide(URL, rules=unset, header=("0", None), meta=("1", None)).reservation == "open"
    assert decide(URL, rules=[], header=("x", None), meta=("1", "p")) == Verdict("reserved", "p")


def test_anything_but_0_and_1_is_unset() -> None:
    for value in ("yes", "", None, 2, True, 1.0, [1], {"a": 1}):
        found = read_rules(rules({"location": "/", "tdm-reservation": value}))
        assert decide(URL, rules=found, header=NOTHING, meta=NOTHING).reservation == "unset"


def test_the_most_specific_location_counts() -> None:
    found = read_rules(
        rules(
            {"location": "/", "tdm-reservation": 1, "tdm-policy": "https://example.org/policy"},
            {"location": "/k21-meldungen/*", "tdm-reservation": "0"},
        )
    )
    assert decide(URL, rules=found, header=NOTHING, meta=NOTHING).reservation == "open"
    other = decide("https://www.example.org/x", rules=found, header=NOTHING, meta=NOTHING)
    assert other == Verdict("reserved", "https://example.org/policy")


def test_a_location_may_end_with_a_dollar() -> None:
    found = read_rules(rules({"location": "/bilder/*.jpg$", "tdm-reservation": 1}))
    assert decide("https://e.org/bilder/a.jpg", rules=found, header=NOTHING, meta=NOTHING) == (
        Verdict("reserved", None)
    )
    assert decide("https://e.org/bilder/a.jpg.html", rules=found, header=NOTHING, meta=NOTHING) == (
        Verdict()
    )


def fits(location: str, path: str) -> bool:
    found = read_rules(rules({"location": location, "tdm-reservation": 1}))
    verdict = decide(f"https://e.org{path}", rules=found, header=NOTHING, meta=NOTHING)
    return verdict.reservation == "reserved"


PATTERN = st.text("/ab*", max_size=8)


@given(PATTERN, st.sampled_from(("", "$")), st.text("/ab", max_size=12))
def test_patterns_mean_what_they_mean_in_robots_txt(pattern: str, end: str, path: str) -> None:
    meant = ".*".join(map(re.escape, pattern.split("*"))) + end
    assert fits(pattern + end, f"/{path}") == bool(re.match(meant, f"/{path}"))


def test_a_hostile_pattern_takes_no_time() -> None:
    began = time.process_time()
    assert not fits("/*a" * 19 + "*b", "/" + "a/" * 2_000)
    assert time.process_time() - began < 1


def test_a_file_that_is_none_has_no_rules() -> None:
    for body in (b"", b"<html>", b"{}", b"[1, null]", b"\xff\xfe", b"[" * 100_000):
        assert read_rules(body) == []
