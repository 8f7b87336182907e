"""Which dates on a release's page are its own: machine-readable ones, and a line in its head."""

import pytest

from tests.spiders.pages.frames import FIRST, HEAD, LEAD, PARAGRAPHS, SECOND, THIRD, ministry, text

TODAY = '<time datetime="2026-11-21">21.11.2026</time>'
LONG = '<time datetime="2026-11-21">Samstag, 21. November 2026</time>'
OTHER = '<time datetime="2019-05-02">2. Mai 2019</time>'
OWN = '<time datetime="2024-02-05">5. Februar 2024</time>'
INTRO = f'<p class="intro">{LEAD}</p>'


@pytest.mark.parametrize(
    "top",
    [
        f"<div>{TODAY}</div>",
        f"<div class=datum>Heute: {TODAY}</div>",
        f"<p>{LONG}</p>",
        f"<span>{LONG}</span>",
        f"<aside>{TODAY}</aside>",
        f"<nav>{TODAY}<a href=/de/a>Aufgaben</a></nav>",
        f"<div id=header><a href=/><img src=/l.svg alt=Logo></a>{TODAY}</div>",
        f"<div><a href=/>Start</a> › <a href=/p>Presse</a> {TODAY}</div>",
        f"<form><input name=q></form><div>{TODAY}</div>",
    ],
)
@pytest.mark.parametrize(
    "frame", ["{top}<main>{rest}</main>", "<main>{top}{rest}</main>", "<div>{top}{rest}</div>"]
)
def test_the_day_of_the_visit_over_the_headline_is_no_date(frame: str, top: str) -> None:
    rest = f"{HEAD}{INTRO}<div class=text>{PARAGRAPHS}</div>"
    assert ministry(frame.format(top=top, rest=rest)).dates == []


@pytest.mark.parametrize(
    "told",
    [
        f"<p>Am {OTHER} hatte der Rat die Fühler beschlossen, ein Jahr nach der Flut im Tal.</p>",
        f"<p>Termin: {OTHER}</p>",
        f"<p>Stand: {OTHER}</p>",
        f"<ul><li>Der erste Fühler hing am {OTHER}.</li><li>Der letzte folgt bald.</li></ul>",
        f"<ul><li>{OTHER}</li><li>3. Juni 2019</li></ul>",
        f"<p>Bis {OTHER}</p>",
        f"<table><tr><td>Baubeginn</td><td>{OTHER}</td></tr></table>",
        f"<h3>{OTHER}</h3><p>{FIRST}</p>",
    ],
)
@pytest.mark.parametrize(
    "frame",
    [
        "<main>{head}{told}{rest}</main>",
        "<article>{head}{lead}{told}{rest}</article>",
        "<main>{head}{lead}<div class=text>{told}{rest}</div></main>",
        "<div>{head}<div class=text>{rest}{told}</div></div>",
    ],
)
def test_a_time_in_prose_lists_and_notes_is_no_date(frame: str, told: str) -> None:
    page = frame.format(head=HEAD, lead=INTRO, told=told, rest=PARAGRAPHS)
    assert ministry(page).dates == []


def test_a_time_in_the_lead_is_no_date() -> None:
    lead = f"<div class=lead>Seit dem {OTHER} warnt das Tal vor Hochwasser, nun noch früher.</div>"
    assert ministry(f"<main>{HEAD}{lead}{PARAGRAPHS}</main>").dates == []


@pytest.mark.parametrize(
    "head",
    [
        f"{HEAD}<p>{OWN}</p>{INTRO}",
        f"{HEAD}<div class=meta>Veröffentlicht am {OWN}</div>{INTRO}",
        f"{HEAD}<p>Hochwasser | {OWN}, 10:15 Uhr</p>{INTRO}",
        f"<p>Brückenau</p><h1>Pegel melden sich selbst</h1><ul><li>{OWN}</li></ul>{INTRO}",
        f"<header><p>{OWN}</p>{HEAD}</header>{INTRO}",
        f"<div class=kopf><span>Pressemitteilung · {OWN}</span>{HEAD}</div>{INTRO}",
        f"<header>{HEAD}{INTRO}<p>{OWN}</p></header>",
    ],
)
def test_a_line_with_the_date_in_the_article_s_head_dates_it(head: str) -> None:
    page = f"<div>{TODAY}</div><main><div>{head}</div><div class=text>{PARAGRAPHS}</div></main>"
    assert ministry(page).dates[0] == ("2024-02-05", "time")


@pytest.mark.parametrize(
    ("line", "dates"),
    [
        ("Veröffentlicht: 05.02.2024, aktualisiert: 06.02.2024", ["05.02.2024"]),
        ("05.02.2024 <span>Hochwasser</span>", ["05.02.2024"]),
        ("Brückenau, 5. Februar 2024", ["5. Februar 2024"]),
        ("Aktualisiert am 06.02.2024, 10:15 Uhr", []),
        ("Stand: 06.02.2024", []),
        ("Heute ist Samstag, 21. November 2026", []),
    ],
)
@pytest.mark.parametrize("tag", ["p", "div"])
def test_a_line_of_text_with_a_day_under_the_headline_is_no_text(
    tag: str, line: str, dates: list[str]
) -> None:
    raw = ministry(f"<main>{HEAD}<{tag}>{line}</{tag}>{INTRO}<div>{PARAGRAPHS}</div></main>")
    assert [date.text for date in raw.dates] == dates
    assert (raw.lead, raw.body) == (LEAD, text(FIRST, SECOND, THIRD))


def test_a_date_over_the_headline_inside_the_article_element_is_its_own() -> None:
    page = f"<main><article><p>{OWN}</p>{HEAD}{PARAGRAPHS}</article></main>"
    assert ministry(page).dates == [("2024-02-05", "time")]


def test_a_head_that_repeats_the_site_s_day_does_not_date_the_article() -> None:
    page = f"<div>{TODAY}</div><main><header><p>{TODAY}</p>{HEAD}</header>{PARAGRAPHS}</main>"
    assert ministry(page).dates == []


def test_machine_readable_dates_stand_first_and_vague_ones_do_not_count() -> None:
    meta = '<meta property="article:published_time" content="2024-02-05T09:00:00+01:00">'
    vague = '<meta name="date" content="2026-11-21">'
    page = f"<main>{HEAD}<p>{OWN}</p>{FIRST}<p>{SECOND}</p></main>"
    dates = ministry(page, head=meta + vague).dates
    assert [date.origin for date in dates] == ["meta", "time", "lead"]
    assert ministry(f"<main>{HEAD}{PARAGRAPHS}</main>", head=vague).dates == []
