"""The next page of a list: by relation, by number, by words; and what is none."""

import pytest

from spiders.pages import read_list
from spiders.sources import load

SOURCES = {source.id: source for source in load()}
HOME = "https://www.move-online.de/"
TOPIC = f"{HOME}k21-themen/verkehr/"
LIST = "https://im.baden-wuerttemberg.de/de/service/presse-und-oeffentlichkeitsarbeit/pressemitteilungen"
PAGE = "tx_rsmpress_list%5Bpage%5D"


def following(body: str, url: str = HOME, source: str = "move-online") -> str | None:
    page = f'<ul><li><a href="/k21-meldungen/a/">Ein Radweg für Ulm</a></li></ul>{body}'
    return read_list(page.encode(), url=url, source=SOURCES[source]).next_url


@pytest.mark.parametrize(
    "words",
    [
        "Weitere Meldungen laden",
        "Mehr laden",
        "mehr Meldungen",
        "Weitere Meldungen anzeigen",
        "mehr anzeigen …",
        "Weitere anzeigen",
        "Zeige mehr",
        "Zeige weitere Beiträge",
        "Noch mehr Nachrichten",
        "Weitere 20 Treffer laden",
        "Weitere Pressemitteilungen",
        "Ältere Pressemitteilungen",
        "Die nächsten 10 Meldungen",
        "Zu den nächsten Einträgen",
        "vorwärts blättern",
        "weiterblättern »",
        "Seite 2",
        "Zur nächsten Seite",
        "Folgende Seite",
        "Load more",
        "Older posts",
        "2",
        "- 2 -",
        "›",
        ">>",
    ],
)
@pytest.mark.parametrize("target", ["?pg=2", "/page/2/", "/2/", "?query-1-page=2", "?liste=x-2"])
def test_a_page_is_known_by_its_number_whatever_the_link_says(words: str, target: str) -> None:
    assert following(f'<p><a href="{target}">{words}</a></p>') == HOME + target.lstrip("/")


@pytest.mark.parametrize(
    ("here", "link"),
    [
        (TOPIC, f"{TOPIC}?seite=2"),
        (f"{TOPIC}?seite=2", f"{TOPIC}?seite=3"),
        (TOPIC, f"{TOPIC}page/2/"),
        (f"{TOPIC}page/2/", f"{TOPIC}page/3"),
        (f"{TOPIC}seite-9/", f"{TOPIC}seite-10/"),
        (TOPIC, f"{TOPIC}?paged=2&utm_source=liste"),
        (f"{TOPIC}?sort=neu", f"{TOPIC}?e-page-7ab=2&sort=neu"),
        (f"{HOME}aktuelles.html", f"{HOME}aktuelles,seite2.html"),
        (f"{HOME}aktuelles-seite-2.html", f"{HOME}aktuelles-seite-3.html"),
        (LIST, f"{LIST}?{PAGE}=2&cHash=0f9a"),
        (f"{LIST}?{PAGE}=11&cHash=77", f"{LIST}?cHash=8b&{PAGE}=12"),
    ],
)
def test_a_parameter_or_segment_named_page_needs_no_words(here: str, link: str) -> None:
    source = "im-bw" if here.startswith(LIST) else "move-online"
    assert following(f'<a href="{link}"></a>', here, source) == link


@pytest.mark.parametrize(
    "link",
    [
        '<a class="next page-numbers" href="?pg=2"><i class="fa"></i></a>',
        '<ul><li class="pagination-next"><a href="?pg=2"><img src="/r.gif" alt=""></a></li></ul>',
        '<a href="?pg=2"><img src="/icons/r.png" alt="nächste Seite"></a>',
        '<a href="?pg=2" aria-label="Weitere Meldungen"><svg></svg></a>',
        '<a href="?pg=2" title="Seite 2 aufrufen"></a>',
        '<a href="?pg=2"><svg aria-label="vorwärts"></svg></a>',
        '<a href="?pg=2"><svg><title>Nächste</title></svg></a>',
        '<a href="?pg=2"><i class="sr-only">Nächste Seite</i><b aria-hidden="true">›</b></a>',
        '<button data-href="?pg=2">Mehr laden</button>',
        '<button data-next-url="/?pg=2" aria-label="Ältere Beiträge"></button>',
        '<a href="#" data-url="?pg=2">Mehr anzeigen</a>',
        '<form action="/"><input type="hidden" name="pg" value="2"><button>Weiter</button></form>',
        '<form method="get"><button name="pg" value="2">2</button></form>',
        '<form><button name="pg" value="1">1</button><input type=submit name=pg value=2></form>',
    ],
)
def test_signs_buttons_and_forms_lead_on_as_links_do(link: str) -> None:
    assert following(link) == f"{HOME}?pg=2"


@pytest.mark.parametrize(
    ("here", "links", "expected"),
    [
        ("", "0 1 2", "?page=1"),
        ("?page=1", "0 2 3", "?page=2"),
        ("?page=4", "0 3 5 9", "?page=5"),
    ],
)
def test_pages_counted_from_zero_are_told_by_what_their_links_show(
    here: str, links: str, expected: str
) -> None:
    pager = "".join(f'<a href="?page={n}">{int(n) + 1}</a> ' for n in links.split())
    assert following(pager, HOME + here) == HOME + expected


@pytest.mark.parametrize(
    ("here", "expected"), [("", "?start=10"), ("?start=10", "?start=20"), ("?start=20", None)]
)
def test_offsets_grow(here: str, expected: str | None) -> None:
    starts = [n for n in (0, 10, 20) if f"?start={n}" != here]
    pager = "".join(f'<a href="?start={n}">{n // 10 + 1}</a>' for n in starts)
    found = following(f'{pager}<a href="?start=20">Letzte</a>', HOME + here)
    assert found == (HOME + expected if expected else None)


def test_the_number_goes_before_the_words_and_the_relation_before_both() -> None:
    pager = '<a href="?pg=9">»</a><a href="?pg=2">2</a>'
    assert following(pager) == f"{HOME}?pg=2"
    assert following(f'{pager}<a rel="next" href="?ab=20">x</a>') == f"{HOME}?ab=20"


def test_a_next_link_may_name_more_than_the_number() -> None:
    link = f"{TOPIC}?tx_news%5Baction%5D=list&tx_news%5BcurrentPage%5D=2"
    assert following(f'<a href="{link}">nächste</a>', TOPIC) == link


@pytest.mark.parametrize(
    ("here", "body"),
    [
        (f"{HOME}page/3/", '<a href="/page/2/">Neuere Beiträge</a><a href="/">1</a>'),
        (f"{HOME}?pg=3", '<a href="?pg=2">vorherige Seite</a>'),
        (f"{HOME}?pg=3", '<a class="prev" href="?pg=2"><i></i></a>'),
        (HOME, '<a href="?pg=9">Letzte Seite</a>'),
        (HOME, '<a href="?pg=9">»</a>'),
        (HOME, '<a href="/k21-themen/verkehr/">Weitere Meldungen</a>'),
        (HOME, '<a href="/k21-themen/verkehr/">weiter</a>'),
        (HOME, '<a href="/k21-meldungen/zwei-2/">2</a>'),
        (HOME, '<a href="/?p=2">Weiter</a>'),
        (f"{HOME}archiv/2025/", '<a href="/archiv/2026/">2026</a>'),
        (f"{HOME}archiv?jahr=2025", '<a href="?jahr=2026">weiter</a>'),
        (LIST, f'<a href="{LIST}?ministerium=2">Finanzministerium</a>'),
        (LIST, f'<a href="{LIST}?per_page=2">mehr Treffer je Seite</a>'),
        (LIST, f'<a href="{LIST}-archiv">Ältere Pressemitteilungen</a>'),
        (TOPIC, '<a href="/k21-themen/bildung/page/2/">Nächste</a>'),
        (HOME, '<form><input name="q"><button name="pg" value="2">Suchen</button></form>'),
        (HOME, '<form method="post"><button name="pg" value="2">Weiter</button></form>'),
        (HOME, '<a href="https://andere.test/?pg=2">2</a>'),
    ],
)
def test_the_way_back_the_end_articles_and_other_lists_are_no_next_page(
    here: str, body: str
) -> None:
    source = "im-bw" if here.startswith(LIST) else "move-online"
    assert following(body, here, source) is None
