"""One site that misbehaves in every way at once, and what becomes of each page.

All of it is one crawl: a page that is bad must harm no other. Each test's docstring is the outcome
that an operator may rely on.
"""

import asyncio
import gzip
import socket
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from spiders.addresses import NoAddressError, addresses_of, is_public, may_be_private
from store.memory import CrawlMemory
from tests.command import Place, place
from tests.spiders.misbehaviour import (
    Conduct,
    babble,
    bomb,
    drip,
    gzipped,
    hang,
    misstate,
    properly,
    self_signed,
    serve,
)
from tests.spiders.test_manners import LIST, PID, article
from tests.stub import Answer, Stub

PUBLIC = "https://im.baden-wuerttemberg.de"
AHEAD = (date.today() + timedelta(days=365)).isoformat()  # noqa: DTZ011
KIBIBYTE = b"# " + b"x" * 1021 + b"\n"
ROBOTS = (
    b"User-agent: *\nDisallow: /intern/\n"
    + KIBIBYTE * 490
    + f"Disallow: {PID}/verboten\n".encode()
    + KIBIBYTE * 4_700
    + b"Disallow: /\n"
)
"""5 MB: what stands in the first 500 KiB counts."""


def page(title: str, *, day: str = "2026-03-01", text: str = "", head: str = "") -> bytes:
    body = article(title).body.decode()
    body = body.replace("</title>", f"</title>{head}").replace(
        "<h1>", f'<time datetime="{day}">{day}</time><h1>'
    )
    return body.replace("</main>", f"<p>{text}</p></main>" if text else "</main>").encode()


def other_text(name: str) -> str:
    return f"Der Landkreis {name} erhält für seine Feuerwehr ein neues Löschfahrzeug. " * 4


COOKIES = (
    b"<html><head><title>Cookie-Einstellungen</title></head><body><h1>Cookie-Einstellungen</h1>"
    b"<p>Wir verwenden Cookies, um Ihnen die Nutzung zu erleichtern. Bitte stimmen Sie zu.</p>"
    b"<button>Alle akzeptieren</button></body></html>"
)
CHALLENGE = (
    b"<html><head><title>Just a moment...</title></head><body><h1>Just a moment...</h1>"
    b"<p>Checking your browser before accessing the site. Verify that you are human.</p></body>"
    b"</html>"
)
MISSING = (
    b"<html><head><title>Seite nicht gefunden</title></head><body><h1>Seite nicht gefunden</h1>"
    b"<p>Die gesuchte Seite existiert leider nicht.</p></body></html>"
)
CANONICAL = f'<link rel="canonical" href="{PUBLIC}{PID}/zwei-a">'

ARTICLES: dict[str, Conduct] = {
    "haengt": hang(30),
    "gut-1": properly(Answer(page("Gut eins", text=other_text("Ulm")))),
    "tropft": drip(page("Tropft"), every=0.3, upto=30),
    "gut-2": properly(Answer(page("Gut zwei", text=other_text("Calw")))),
    "kreis": properly(Answer(status=302, headers={"Location": f"{PID}/kreis"})),
    "privat": properly(Answer(status=302, headers={"Location": "http://10.0.0.1/"})),
    "bombe": gzipped(bomb(40)),
    "abgeschnitten": gzipped(gzip.compress(page("Abgeschnitten"))[:-40]),
    "gut-3": properly(Answer(page("Gut drei", text=other_text("Lahr")))),
    "zu-lang": misstate(page("Zu lang"), 500),
    "gut-4": properly(Answer(page("Gut vier", text=other_text("Aalen")))),
    "zu-kurz": misstate(page("Zu kurz", text=other_text("Murg") + "Am Ende."), -60),
    "nach-zu-kurz": properly(Answer(page("Nach zu kurz", text=other_text("Hechingen")))),
    "unsinn": babble,
    "latin-in-utf8": properly(
        Answer(page("Grüße aus Öhringen", text=other_text("Öhringen")).decode().encode("cp1252"))
    ),
    "utf8-in-latin": properly(
        Answer(
            page("Grüße aus Bühl", text=other_text("Bühl")),
            headers={"Content-Type": "text/html; charset=iso-8859-1"},
        )
    ),
    "nicht-da": properly(Answer(MISSING)),
    "cookies": properly(Answer(COOKIES)),
    "probe": properly(Answer(CHALLENGE)),
    "leer": properly(Answer(b"")),
    "verboten": properly(Answer(page("Verboten"))),
    "naechstes-jahr": properly(
        Answer(page("Vorausdatiert", day=AHEAD, text=other_text("Weil der Stadt")))
    ),
    "zwei-a": properly(Answer(page("Zwei Adressen", text=other_text("Buchen"), head=CANONICAL))),
    "zwei-b": properly(Answer(page("Zwei Adressen", text=other_text("Buchen"), head=CANONICAL))),
    "tag-1": properly(Answer(page("Termine", day="2026-03-02", text=other_text("Horb")))),
    "tag-2": properly(Answer(page("Termine", day="2026-03-03", text=other_text("Nagold")))),
}


class Aftermath(NamedTuple):
    """What was left after the crawl."""

    here: Place
    site: Stub
    code: int
    report: dict[str, Any]
    stored: dict[str, dict[str, Any]]
    notes: dict[str, str]

    def told(self, slug: str) -> str:
        return self.notes[f"{PID}/{slug}"]


def listed(*slugs: str) -> bytes:
    items = "".join(f'<li><h3><a href="{PID}/{slug}">{slug}</a></h3></li>' for slug in slugs)
    return f"<html><body><main><ul>{items}</ul></main></body></html>".encode()


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aftermath]:
    conducts = {
        "/robots.txt": properly(Answer(ROBOTS, headers={"Content-Type": "text/plain"})),
        LIST: properly(Answer(listed(*ARTICLES))),
        "/feed": properly(Answer(b"<html><body><h1>Willkommen</h1></body></html>")),
    } | {f"{PID}/{slug}": conduct for slug, conduct in ARTICLES.items()}
    with serve(conducts) as site:
        here = place(tmp_path_factory.mktemp("bad"), ministry=site.url)
        text = here.config.read_text("utf-8").replace("[crawl]", "[crawl]\ntimeout = 1.0")
        here.config.write_text(text + 'feeds = ["/feed"]\n', encoding="utf-8")
        code, reports = here.report()
        stored = {each["url"].rpartition("/")[2]: each for each in here.articles()}
        notes = {
            note["url"].replace(PUBLIC, "").replace(site.url, ""): note["reason"]
            for note in reversed(reports["im-bw"]["notes"])
        }
        yield Aftermath(here, site, code, reports["im-bw"], stored, notes)


def state(after: Aftermath, slug: str) -> str:
    known = CrawlMemory(after.here.data, "im-bw").get(f"{PUBLIC}{PID}/{slug}")
    return known.state if known else "unknown"


def test_a_good_page_among_bad_ones_is_stored_whole(after: Aftermath) -> None:
    """Bad pages harm no other page of the run; the run tells each of them."""
    assert {"gut-1", "gut-2", "gut-3", "gut-4"} <= after.stored.keys()


def test_a_page_that_hangs_is_given_up_in_time(after: Aftermath) -> None:
    """Given up after `timeout` (30 s), asked twice more, then again in the next runs."""
    assert after.told("haengt") == "no whole answer within 1 s"
    assert state(after, "haengt") == "failed"
    assert after.site.asked.count(f"{PID}/haengt") == 3


def test_a_page_that_drips_is_given_up_in_time(after: Aftermath) -> None:
    """`timeout` is for the whole answer: bytes that drip in do not prolong it."""
    assert after.told("tropft") == "no whole answer within 1 s"
    assert state(after, "tropft") == "failed"


def test_redirects_in_circles_are_refused(after: Aftermath) -> None:
    """Refused after five redirects."""
    assert after.told("kreis") == "redirects in circles"
    assert after.site.asked.count(f"{PID}/kreis") == 6


def test_a_redirect_to_a_private_address_is_refused(after: Aftermath) -> None:
    """Refused: redirects are followed on the source's own hosts only."""
    assert after.told("privat").startswith("redirects to another host")


def test_a_gzip_bomb_is_refused(after: Aftermath) -> None:
    """Unpacked to 10 MB at the most, then refused; tried again in the next runs."""
    assert after.told("bombe") == "is larger than allowed once it is decompressed"


def test_a_gzip_that_was_cut_off_is_no_article(after: Aftermath) -> None:
    """Never stored in part; tried again in the next runs."""
    assert after.told("abgeschnitten") == "its gzip was cut off"
    assert "abgeschnitten" not in after.stored
    assert state(after, "abgeschnitten") == "failed"


def test_an_answer_shorter_than_it_says_is_no_article(after: Aftermath) -> None:
    """Never stored in part; asked twice more, then again in the next runs."""
    assert after.told("zu-lang") == "its answer was cut off"
    assert "zu-lang" not in after.stored


def test_an_answer_longer_than_it_says_ends_where_it_says(after: Aftermath) -> None:
    """Read as far as its length says; what follows is not taken for the next answer."""
    assert "Löschfahrzeug" in after.stored["zu-kurz"]["body"]
    assert after.stored["nach-zu-kurz"]["title"] == "Nach zu kurz"


def test_what_is_no_http_is_a_failed_page(after: Aftermath) -> None:
    """Failed; tried again in the next runs."""
    assert after.told("unsinn") == "what it answers is no HTTP"
    assert state(after, "unsinn") == "failed"


def test_a_wrong_charset_is_seen_through(after: Aftermath) -> None:
    """Umlauts are right whether header, page or neither tells the truth about the charset."""
    assert after.stored["latin-in-utf8"]["title"] == "Grüße aus Öhringen"
    assert after.stored["utf8-in-latin"]["title"] == "Grüße aus Bühl"
    assert "Öhringen" in after.stored["latin-in-utf8"]["body"]


def test_a_page_that_says_not_found_is_refused(after: Aftermath) -> None:
    """Refused with its reason; an article stored from it before is marked as gone instead."""
    assert after.told("nicht-da") == "the page says that it does not exist"
    assert state(after, "nicht-da") == "refused"


@pytest.mark.parametrize(
    ("slug", "reason"),
    [
        ("cookies", "a consent wall instead of the page"),
        ("probe", "a check for robots instead of the page"),
    ],
)
def test_a_wall_is_refused_and_tried_again(after: Aftermath, slug: str, reason: str) -> None:
    """Refused with its reason, never stored, never got round; asked for again in the next runs."""
    assert after.told(slug) == reason
    assert slug not in after.stored
    assert state(after, slug) == "failed"


def test_an_empty_page_is_refused(after: Aftermath) -> None:
    """Refused: no title, no text."""
    assert "leer" not in after.stored
    assert after.told("leer").startswith(("no title found", "no text found"))


def test_robots_txt_of_5_mb_counts_as_far_as_500_kib(after: Aftermath) -> None:
    """RFC 9309: its first 500 KiB count, what follows is cut off."""
    assert f"{PID}/verboten" not in after.site.asked
    assert after.told("verboten") == "robots.txt forbids this address"
    assert after.report["robots"] == "allowed"


def test_a_feed_that_is_html_is_told(after: Aftermath) -> None:
    """Told in the report; the source is not well as long as its feed names no article."""
    assert "/feed" in after.notes
    assert after.report["lists_empty"] + after.report["lists_failed"] == 1


def test_a_date_a_year_ahead_is_no_date(after: Aftermath) -> None:
    """Stored without a date, with the words as found, and told."""
    ahead = after.stored["naechstes-jahr"]
    assert ahead["published"] is None
    assert ahead["published_raw"] == AHEAD
    assert "undated" in after.told("naechstes-jahr")


def test_two_addresses_of_an_article_are_one_article(after: Aftermath) -> None:
    """Stored once, the other address is an alias."""
    assert "zwei-b" not in after.stored
    assert f"{PUBLIC}{PID}/zwei-b" in after.stored["zwei-a"]["aliases"]


def test_the_same_title_every_day_is_an_article_every_day(after: Aftermath) -> None:
    """Each is an article: titles tell nothing apart."""
    titles = {
        after.stored[slug]["published"]: after.stored[slug]["title"] for slug in ("tag-1", "tag-2")
    }
    assert titles == {"2026-03-02": "Termine", "2026-03-03": "Termine"}


def test_each_bad_page_is_told_and_the_rest_of_the_run_is_well(after: Aftermath) -> None:
    """The report names each; as long as most pages can be read, the source itself is well."""
    assert after.code == 0
    assert after.report["state"] == "ok"
    assert after.report["failed"] == 6
    assert after.report["left_alone"] is False


def test_only_addresses_of_the_internet_are_public() -> None:
    for private in ("127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.1.1", "100.64.0.1", "0.0.0.0"):
        assert not is_public(private)
    assert not is_public("::1")
    assert not is_public("fe80::1")
    assert not is_public("224.0.0.1")
    assert not is_public("no address")
    assert is_public("193.197.1.1")
    assert is_public("2a00:1450::1")


def test_a_public_name_that_leads_to_a_private_address_is_not_connected_to(tmp_path: Path) -> None:
    """Not connected to, whatever DNS says; own hosts are named by address or in `base_url`."""
    name = socket.gethostname()
    try:
        address = socket.gethostbyname(name)
    except OSError:
        address = ""
    if not address or is_public(address) or name == "localhost":
        pytest.skip("this machine's own name leads to no private address")
    with serve({"/robots.txt": properly(Answer(b""))}) as site:
        here = place(tmp_path, ministry=f"http://{name}:{site.url.rpartition(':')[2]}")
        text = here.config.read_text("utf-8").replace("base_url", "home")
        text = text.replace("[crawl]", '[crawl]\ncontact = "mailto:a@example.org"')
        here.config.write_text(text, encoding="utf-8")
        code, reports = here.report()
        assert site.asked == []
    assert code == 4
    reason = reports["im-bw"]["notes"][0]["reason"]
    assert f"{name} leads to the private address {address}" in reason


def test_a_mirror_that_the_operator_names_may_have_a_private_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.7", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: found)
    own = may_be_private(["mirror.intern"])
    assert asyncio.run(addresses_of("mirror.intern", 443, own)) == ["10.0.0.7"]
    with pytest.raises(NoAddressError) as refused:
        asyncio.run(addresses_of("www.example.org", 443, own))
    assert str(refused.value) == "www.example.org leads to the private address 10.0.0.7"


def test_of_a_host_s_addresses_only_public_ones_are_taken_ipv4_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = ("2a00:1450::1", "10.0.0.7", "193.197.1.1", "::1")
    found = [
        (socket.AF_INET6 if ":" in name else socket.AF_INET, 1, 6, "", (name, 443))
        for name in names
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: found)
    addresses = asyncio.run(addresses_of("www.example.org", 443, ()))
    assert addresses == ["193.197.1.1", "2a00:1450::1"]


def test_a_certificate_that_nobody_vouches_for_is_not_accepted(tmp_path: Path) -> None:
    """Nothing is fetched: robots.txt counts as unreachable, and the report says why."""
    with serve({"/robots.txt": properly(Answer(b""))}, certificate=self_signed(tmp_path)) as site:
        here = place(tmp_path, ministry=site.url)
        code, reports = here.report()
        assert site.asked == []
    assert code == 4
    assert reports["im-bw"]["state"] == "robots unreachable"
    assert "certificate" in reports["im-bw"]["notes"][0]["reason"].lower()
