"""robots.txt by RFC 9309."""

import pytest

from spiders.robots import Robots, RobotsUnreachableError, read_robots

URL = "https://www.example.org/k21-meldungen/ein-artikel"


def test_a_missing_robots_txt_allows_everything() -> None:
    for status in (400, 401, 403, 404, 410):
        assert read_robots(status, b"User-agent: *\nDisallow: /").allows(URL)


def test_a_server_error_allows_nothing() -> None:
    for status in (500, 502, 503, 429, 304):
        with pytest.raises(RobotsUnreachableError):
            read_robots(status, b"")


def test_the_group_for_presselupe_wins_over_the_group_for_all() -> None:
    robots = read_robots(200, b"User-agent: *\nDisallow: /\n\nUser-agent: presselupe\nDisallow: /x")
    assert robots.allows(URL)
    assert not robots.allows("https://www.example.org/x/1")


def test_the_longest_rule_wins_and_allow_wins_a_tie() -> None:
    robots = read_robots(200, b"User-agent: *\nDisallow: /intern/\nAllow: /intern/offen/")
    assert robots.allows("https://www.example.org/intern/offen/1")
    assert not robots.allows("https://www.example.org/intern/1")


def test_case_matters_in_paths() -> None:
    robots = read_robots(200, b"User-agent: *\nDisallow: /DE/Service/")
    assert robots.allows("https://www.example.org/DE/service/rss.xml")


def test_crawl_delay_is_read_and_bounded() -> None:
    assert read_robots(200, b"User-agent: *\nCrawl-delay: 10").crawl_delay == 10
    assert read_robots(200, b"User-agent: *\nCrawl-delay: 99999999").crawl_delay == 3600
    assert read_robots(200, b"User-agent: *\nCrawl-delay: morgen").crawl_delay == 0
    assert Robots(None).crawl_delay == 0


def test_a_huge_or_binary_file_is_no_harm() -> None:
    robots = read_robots(200, b"User-agent: *\nDisallow: /intern/\n" + b"\xff\x00# x\n" * 1_000_000)
    assert not robots.allows("https://www.example.org/intern/1")
    assert robots.allows(URL)


@pytest.mark.parametrize(
    ("agent", "is_ours"),
    [
        ("presselupe", True),
        ("PresseLupe", True),
        ("Presselupe/1.0", True),
        ("Presselupe # us", True),
        ("Presse", False),
        ("Presselupe-Bilder", False),
        ("p", False),
    ],
)
def test_a_group_is_ours_by_the_whole_product_token(agent: str, is_ours: bool) -> None:
    robots = read_robots(200, f"User-agent: {agent}\nDisallow: /\n".encode())
    assert robots.allows(URL) is not is_ours


def test_several_groups_of_ours_count_together_and_one_may_have_several_names() -> None:
    robots = read_robots(
        200,
        b"User-agent: presselupe\nDisallow: /a\n\nUser-agent: x\nUser-agent: PRESSELUPE\n"
        b"Disallow: /b\n\nUser-agent: *\nDisallow: /\n",
    )
    allowed = [robots.allows(f"https://www.example.org/{path}") for path in "abc"]
    assert allowed == [False, False, True]


def test_wildcards_line_ends_and_percent_encoding() -> None:
    robots = read_robots(
        200, "\ufeffUser-agent: *\r\nDisallow: /*.pdf$\rDisallow: /%C3%A4\n".encode()
    )
    assert not robots.allows("https://www.example.org/a.pdf")
    assert robots.allows("https://www.example.org/a.pdf?seite=1")
    assert not robots.allows("https://www.example.org/ä")


def test_crawl_delay_with_a_comma_and_request_rate_slow_down_too() -> None:
    assert read_robots(200, b"User-agent: *\nCrawl-delay: 2,5\n").crawl_delay == 2.5
    assert read_robots(200, b"User-agent: *\nRequest-rate: 1/10s\n").crawl_delay == 10
    ours = b"User-agent: *\nCrawl-delay: 9\n\nUser-agent: Presselupe\nCrawl-delay: 3\n"
    assert read_robots(200, ours).crawl_delay == 3
