"""Canonical addresses and article ids."""

from hashlib import blake2b
from urllib.parse import urlsplit

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from press.urls import MAX_URL, article_id, canonical

CANONICAL = [
    # scheme, host, port
    ("http://example.org/a", "https://example.org/a"),
    ("HTTPS://WWW.Example.ORG/A", "https://www.example.org/A"),
    ("http://example.org:80/a", "https://example.org/a"),
    ("https://example.org:443/a", "https://example.org/a"),
    ("https://example.org:/a", "https://example.org/a"),
    ("http://example.org:8080/a", "https://example.org:8080/a"),
    ("https://user:geheim@example.org/a", "https://example.org/a"),
    ("https://example.org./a", "https://example.org/a"),
    ("https://Müller.example/a", "https://xn--mller-kva.example/a"),
    ("https://straße.example/a", "https://xn--strae-oqa.example/a"),
    ("https://XN--MLLER-KVA.example/a", "https://xn--mller-kva.example/a"),
    ("https://[2001:DB8:0:0::1]/a", "https://[2001:db8::1]/a"),
    ("https://[::1]:8443/a", "https://[::1]:8443/a"),
    ("http://127.0.0.1:8801/a", "https://127.0.0.1:8801/a"),
    ("  https://example.org/a\n", "https://example.org/a"),
    ("https://example.org/a\n/b", "https://example.org/a/b"),
    # path
    ("https://example.org", "https://example.org/"),
    ("https://example.org/", "https://example.org/"),
    ("https://example.org/a/", "https://example.org/a"),
    ("https://example.org/a//", "https://example.org/a"),
    ("https://example.org//double//slashes", "https://example.org//double//slashes"),
    ("https://example.org/a/./b/../c", "https://example.org/a/c"),
    ("https://example.org/../../a", "https://example.org/a"),
    ("https://example.org/a/%2e%2E/b", "https://example.org/b"),
    ("https://example.org\\a\\b", "https://example.org/a/b"),
    ("https://example.org/%7ea%2fb", "https://example.org/~a%2Fb"),
    ("https://example.org/m%c3%bcller", "https://example.org/m%C3%BCller"),
    ("https://example.org/müller", "https://example.org/m%C3%BCller"),
    ("https://example.org/a b|c", "https://example.org/a%20b%7Cc"),
    ("https://example.org/100%", "https://example.org/100%25"),
    ("https://example.org/100%zz", "https://example.org/100%25zz"),
    ("https://example.org/%%34%31", "https://example.org/%2541"),
    ("https://example.org/a;jsessionid=0A1B.live?x=1", "https://example.org/a?x=1"),
    ("https://example.org/a.html;JSESSIONID=0A1B", "https://example.org/a.html"),
    ("https://example.org/a;jsessionid=0A1B/b;v=2", "https://example.org/a/b;v=2"),
    ("https://example.org/a#part", "https://example.org/a"),
    # query
    ("https://example.org/a?", "https://example.org/a"),
    ("https://example.org/a?&&", "https://example.org/a"),
    ("https://example.org/?p=49051", "https://example.org/?p=49051"),
    ("https://example.org/a/?b=2&a=1", "https://example.org/a?b=2&a=1"),
    ("https://example.org/a?b=2&b=1&c", "https://example.org/a?b=2&b=1&c"),
    ("https://example.org/a?b=", "https://example.org/a?b="),
    ("https://example.org/a?utm_source=x&utm_medium=y&id=1", "https://example.org/a?id=1"),
    ("https://example.org/a?pk_campaign=x&mtm_kwd=y", "https://example.org/a"),
    ("https://example.org/a?fbclid=x&gclid=y", "https://example.org/a"),
    ("https://example.org/a?print=1&cHash=0af3", "https://example.org/a"),
    ("https://example.org/a?PRINT&chash=0af3", "https://example.org/a"),
    ("https://example.org/a?%70rint=1", "https://example.org/a"),
    ("https://example.org/a?PHPSESSID=1&no_cache=1", "https://example.org/a"),
    ("https://example.org/a?printer=1", "https://example.org/a?printer=1"),
    (
        "https://example.org/list?tx_rsmpress_list[page]=2&cHash=0af3",
        "https://example.org/list?tx_rsmpress_list%5Bpage%5D=2",
    ),
    (
        "https://example.org/list?tx_rsmpress_list%5bpage%5d=2",
        "https://example.org/list?tx_rsmpress_list%5Bpage%5D=2",
    ),
    ("https://example.org/a?x=1&amp;cHash=2&amp;y=3", "https://example.org/a?x=1&y=3"),
    ("https://example.org/a?x=1&#038;y=3", "https://example.org/a?x=1&y=3"),
    ("https://example.org/a?x=1&amp;amp;y=3", "https://example.org/a?x=1&y=3"),
    ("https://example.org/a?amp;x=1", "https://example.org/a?x=1"),
    ("https://example.org/a?q=ä ö", "https://example.org/a?q=%C3%A4%20%C3%B6"),
    ("https://example.org/a?q=a+b", "https://example.org/a?q=a+b"),
    (
        "https://example.org/a?u=https://b.example/?c",
        "https://example.org/a?u=https://b.example/?c",
    ),
]

REFUSED = [
    ("", "it does not begin with http:// or https://"),
    ("/a/b", "it does not begin with http:// or https://"),
    ("//example.org/a", "it does not begin with http:// or https://"),
    ("ftp://example.org/", "it does not begin with http:// or https://"),
    ("mailto:presse@example.org", "it does not begin with http:// or https://"),
    ("javascript:alert(1)", "it does not begin with http:// or https://"),
    ("https://", "it names no host"),
    ("https:///a", "it names no host"),
    ("https://a b/", "'a b' is no host name"),
    ("https://a..b/", "'a..b' is no host name"),
    ("https://example.org:99999/", "Port out of range 0-65535"),
    ("https://example.org:x/", "Port could not be cast"),
    ("https://[::1/", "Invalid IPv6 URL"),
    ("https://[fe80::1%25eth0]/", "is no host name"),
    (f"https://{'a' * 64}.example/", "is no host name"),
    (f"https://example.org/{'a' * MAX_URL}", "longer than 8,000 characters"),
    (f"https://example.org/{'ä' * (MAX_URL // 2)}", "longer than 8,000 characters"),
]


@pytest.mark.parametrize(("url", "expected"), CANONICAL)
def test_an_address_has_one_canonical_form(url, expected):
    assert canonical(url) == expected
    assert canonical(expected) == expected


@pytest.mark.parametrize(("url", "why"), REFUSED, ids=lambda value: value[:40])
def test_what_is_no_web_address_is_refused_in_one_clear_line(url, why):
    with pytest.raises(ValueError, match=r"^no web address: ") as refused:
        canonical(url)

    message = str(refused.value)
    assert why in message
    assert message.isprintable()
    assert len(message) < 600


def test_the_sources_host_takes_the_place_of_the_one_seen():
    seen = "http://user@example.org:8080/a/?p=1#x"

    assert canonical(seen, host="www.example.org") == "https://www.example.org/a?p=1"
    assert canonical(seen, host="WWW.Example.org:443") == "https://www.example.org/a?p=1"
    assert canonical(seen, host="127.0.0.1:8801") == "https://127.0.0.1:8801/a?p=1"


def test_a_host_that_is_none_is_refused_even_where_the_source_gives_another():
    with pytest.raises(ValueError, match="no web address"):
        canonical("https://example.org/a", host="kein host")


def test_an_id_is_the_start_of_the_blake2b_of_the_canonical_url():
    url = "https://example.org/a"

    assert article_id(url) == blake2b(url.encode()).hexdigest()[:16] == "c2b369a29c17d4fb"


pieces = st.sampled_from(
    [
        *"aBäß/.;&=?#%+[]:@\\|\t\n\x00 \ud800\u202e",
        *("//", "..", "&&", "%2e", "%2F", "%zz", "%41", "%25", "amp;", "&amp;", "&#38;", "print=1"),
        *(";jsessionid=x", "utm_a=1", "cHash=", "p=1", "tx_a[page]=2", "%70rint"),
    ]
)
tails = st.lists(pieces, max_size=14).map("".join)
hosts = st.sampled_from(
    ["example.org", "WWW.Example.org:80", "ä.example", "[::1]", "u:p@x.example"]
)
addresses = st.builds("{}://{}/{}".format, st.sampled_from(["http", "HTTPS"]), hosts, tails)


@given(addresses)
def test_the_canonical_form_of_a_canonical_form_is_itself(url):
    once = canonical(url)

    assert canonical(once) == once
    assert once.isascii()
    assert once.isprintable()
    assert " " not in once


@given(addresses)
def test_a_canonical_form_has_no_fragment_no_dots_no_final_slash_no_junk(url):
    parts = urlsplit(canonical(url))

    assert parts.scheme == "https"
    assert parts.fragment == ""
    assert parts.username is None
    assert parts.port not in (80, 443)
    assert parts.path == "/" or not parts.path.endswith("/")
    assert not {".", ".."} & set(parts.path.split("/"))
    assert ";jsessionid=" not in parts.path.lower()
    names = [parameter.partition("=")[0] for parameter in parts.query.split("&")]
    assert not any(name.lower().startswith("utm_") for name in names)


@given(st.text(max_size=200) | st.builds("https://{}".format, st.text(max_size=60)))
def test_junk_is_either_an_address_or_a_value_error(url):
    try:
        address = canonical(url)
    except ValueError as refused:
        message = str(refused)
    else:
        assert canonical(address) == address
        return
    assert message.startswith("no web address: ")
    assert message.isprintable()


@given(addresses, addresses)
def test_two_pages_share_an_id_only_if_they_share_the_address(one, other):
    one, other = canonical(one), canonical(other)
    assume(one != other)

    assert article_id(one) != article_id(other)
