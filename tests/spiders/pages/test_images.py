# ruff: noqa: E501 -- markup reads better unbroken
"""Images loaded late, captions before, behind and twice, credits by their markup."""

import pytest

from tests.spiders.pages.frames import (
    FIRST,
    HEAD,
    PARAGRAPHS,
    SECOND,
    THIRD,
    ministry,
    portal,
    text,
)

BLANK = "data:image/gif;base64,R0lGODlhAQABAAAAACw="
LAZY = [
    f'<img src="{BLANK}" data-src="/f/a.jpg" alt="Der Pegel">',
    '<img src="/theme/blank.gif" data-original="/f/a.jpg" alt="Der Pegel">',
    '<img src="/img/placeholder.png" data-lazy-src="/f/a.jpg" alt="Der Pegel">',
    '<img srcset="/f/a.jpg 800w, /f/b.jpg 300w" alt="Der Pegel">',
    '<img data-srcset="/f/a.jpg 2x" alt="Der Pegel">',
    '<noscript><img src="/f/a.jpg" alt="Der Pegel"></noscript>',
    '<img class=lazy data-src="/f/a.jpg" alt="Der Pegel"><noscript><img src="/f/a.jpg" alt=""></noscript>',
    f'<picture><source srcset="/f/a.jpg"><img src="{BLANK}" alt="Der Pegel"></picture>',
    f'<picture><source data-srcset="/f/a.webp"><img src="{BLANK}" data-src="/f/a.jpg" alt="Der Pegel"></picture><noscript><img src="/f/a.jpg" alt="Der Pegel"></noscript>',
]


@pytest.mark.parametrize("image", LAZY)
@pytest.mark.parametrize(
    "frame",
    [
        "<figure>{}<figcaption>Am Markt. (Bildquelle: Kreis Au)</figcaption></figure>",
        "<div class=bild><a href=/f/gross.jpg>{}</a><p>Am Markt. (Bildquelle: Kreis Au)</p></div>",
    ],
)
def test_images_that_load_late_are_found_with_their_captions(frame: str, image: str) -> None:
    raw = portal(f"<div class=text>{frame.format(image)}{PARAGRAPHS}</div>")
    assert raw.image is not None
    assert raw.image.url == "https://www.move-online.de/f/a.jpg"
    assert (raw.image.alt, raw.image.caption, raw.image.credit) == (
        "Der Pegel", "Am Markt.", "Kreis Au",
    )  # fmt: skip
    assert raw.body == text(FIRST, SECOND, THIRD)


@pytest.mark.parametrize(
    "counter",
    [
        '<noscript><img src="https://zaehler.example/m.php?id=1" alt=""></noscript>',
        '<noscript><img height=1 width=1 src="https://z.example/tr.gif"></noscript>',
        '<img src="/theme/spacer.gif" alt="">',
    ],
)
def test_counters_and_placeholders_are_no_images(counter: str) -> None:
    assert portal(f"{counter}{PARAGRAPHS}").image is None


@pytest.mark.parametrize(
    ("box", "caption", "credit"),
    [
        ("{}<span class=copyright>Kreis Au</span>", None, "Kreis Au"),
        ("{}<p>Am Markt <span class='bild__credit'>Kreis Au</span></p>", "Am Markt", "Kreis Au"),
        ("{}<p>Am Markt <span class=quelle>(Foto: Kreis Au)</span></p>", "Am Markt", "Kreis Au"),
        (
            "{}<small>Am Markt.</small><small>v.l.: Uwe Sand</small>",
            "Am Markt. v.l.: Uwe Sand",
            None,
        ),
        ("<p>Am Markt (Foto: dpa)</p>{}", "Am Markt", "dpa"),
        ("{}<p><span>Bildunterschrift:</span> Am Markt</p>", "Am Markt", None),
        (
            "{}<p><span>Am Markt.</span> <span>(Foto: dpa)</span> <span>Am Markt.</span> <span>(Foto: dpa)</span></p>",
            "Am Markt.",
            "dpa",
        ),
    ],
)
@pytest.mark.parametrize("tag", ["div", "figure"])
def test_captions_and_credits_in_the_image_s_box(
    tag: str, box: str, caption: str | None, credit: str | None
) -> None:
    image = box.format('<img src="/f/a.jpg" alt="Der Pegel">')
    raw = ministry(f"<main>{HEAD}<{tag}>{image}</{tag}><div class=text>{PARAGRAPHS}</div></main>")
    assert raw.image is not None
    assert (raw.image.caption, raw.image.credit) == (caption, credit)
    assert raw.body == text(FIRST, SECOND, THIRD)


def test_a_caption_whose_image_is_unknown_is_no_text() -> None:
    figure = (
        "<figure><svg></svg><figcaption>Karte der Pegel (Grafik: Kreis Au)</figcaption></figure>"
    )
    assert portal(f"{figure}{PARAGRAPHS}").body == text(FIRST, SECOND, THIRD)


PEOPLE = (
    "Landrätin Hedwig Moor, Bauhofleiter Jens Tolk, Pegelwart Arne Quast und Schülerin Lea Brandt "
    "(von links) stehen an der Alten Brücke vor dem ersten der zwölf Messfühler."
)


@pytest.mark.parametrize(
    ("alt", "credit"),
    [
        ("Illustration: Brücke, unter der Wasser in Zahlen fließt", None),
        ("Grafik: Karte. Die Pegel sind blau", None),
        ("Bild: Zwei Frauen am Ufer", None),
        ("Illustration: Brücke mit Zahlen. Bild: Kreis Au", "Kreis Au"),
        ("Zwei Frauen am Ufer (Grafik: Kreis Au)", "Kreis Au"),
        ("Zwei Frauen am Ufer © Kreis Au", "Kreis Au"),
        ("Bildquelle: Kreis Au", "Kreis Au"),
    ],
)
def test_a_label_before_an_alternative_text_names_no_owner(alt: str, credit: str | None) -> None:
    figure = f'<figure><img src="/f/a.jpg" alt="{alt}"></figure>'
    raw = ministry(f"<main>{HEAD}{figure}<div class=text>{PARAGRAPHS}</div></main>")
    assert raw.image is not None
    assert (raw.image.alt, raw.image.caption, raw.image.credit) == (alt, None, credit)


@pytest.mark.parametrize(
    "lead",
    ["", "<div class=vorspann><p>Neue Fühler warnen Brückenau vor dem Hochwasser.</p></div>"],
)
@pytest.mark.parametrize(
    "box",
    [
        "<div class=image><img src=/f/a.jpg><p>Am Markt in Au.</p><p>{}</p></div>",
        "<div><img src=/f/a.jpg><p>Am Markt in Au.</p><p>{}</p></div>",
        "<div class=media><img src=/f/a.jpg><div class=media__caption>Am Markt in Au.<br>{}</div></div>",
        "<div class=media><div><img src=/f/a.jpg></div><div class=media__caption>Am Markt in Au.<br>{}</div></div>",
        "<img src=/f/a.jpg><div class=media__caption>Am Markt in Au.<br>{}</div>",
    ],
)
@pytest.mark.parametrize("line", [PEOPLE, f"v.l.: {PEOPLE}"])
def test_a_long_second_line_in_the_image_s_box_is_caption(line: str, box: str, lead: str) -> None:
    raw = ministry(f"<main>{HEAD}<div class=text>{lead}{box.format(line)}{PARAGRAPHS}</div></main>")
    assert raw.image is not None
    assert raw.image.caption == f"Am Markt in Au. {line}"
    assert raw.body == text(FIRST, SECOND, THIRD)


def test_sections_that_open_with_an_image_stay_text() -> None:
    section = "<div><img src=/f/a.jpg><p>Der Pegel</p><p>{}</p></div>"
    sections = "".join(section.format(f"{line} {line}") for line in (FIRST, SECOND, THIRD))
    raw = ministry(f"<main>{HEAD}{sections}</main>")
    for line in (FIRST, SECOND, THIRD):
        assert line in (raw.body or "")


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td><img src=/f/a.jpg></td></tr><tr><td>{}</td></tr></table>",
        "<table><tr><td><img src=/f/a.jpg></td><td>{}</td></tr></table>",
        "<table><tbody><tr><td><a href=/g.jpg><img src=/f/a.jpg></a></td></tr><tr><td><p>{}</p></td></tr></tbody></table>",
    ],
)
def test_the_row_beside_an_image_holds_its_caption(table: str) -> None:
    caption = "Der neue Fühler an der Alten Brücke misst das Wasser der Linde Tag und Nacht."
    raw = portal(f"{table.format(caption)}{PARAGRAPHS}")
    assert raw.image is not None
    assert raw.image.caption == caption
    assert raw.body == text(FIRST, SECOND, THIRD)
