# ruff: noqa: E501 -- markup reads better unbroken
"""Text for screen readers alone, under whatever class names, and text that is hidden outright."""

import pytest

from tests.spiders.pages.frames import FIRST, HEAD, IMAGE, PARAGRAPHS, SECOND, THIRD, ministry, text

HIDING = [
    "visually-hidden", "u-visually-hidden", "visuallyHidden", "hide-visually", "a11y-hidden",
    "is-vishidden", "show-for-sr", "element-invisible", "offscreen", "off-screen", "clip",
    "u-hidden-visually", "hidden-text", "sr-only", "u-sr-only", "srOnly", "aural", "versteckt",
    "screen-reader-text", "nur-screenreader", "Text_visuallyHidden__x7", "btn visually-hidden",
]  # fmt: skip
SHOWING = ["overflow-hidden", "hidden-print", "field--label-hidden", "hidden md:block", "d-none-xs",
           "js-hide", "video-clip", "show-for-medium"]  # fmt: skip


def release(inner: str) -> str | None:
    return ministry(f"<main>{HEAD}<div class=text>{inner}</div></main>").body


@pytest.mark.parametrize("name", HIDING)
def test_classes_that_say_hidden_hide(name: str) -> None:
    whole = text(FIRST, SECOND, THIRD)
    assert release(f'<h2 class="{name}">Artikel</h2>{PARAGRAPHS}') == whole
    assert (
        release(f'<div class="{name}"><p>Sprungmarke zum Text der Seite.</p></div>{PARAGRAPHS}')
        == whole
    )
    raw = ministry(
        f'<main>{HEAD}<figure><img src={IMAGE} alt=Pegel><figcaption><span class="{name}">Bild:'
        f"</span> Der Pegel am Markt</figcaption></figure><div>{PARAGRAPHS}</div></main>"
    )
    assert raw.image is not None
    assert raw.image.caption == "Der Pegel am Markt"


@pytest.mark.parametrize("name", SHOWING)
def test_classes_that_hide_something_else_do_not_hide(name: str) -> None:
    assert release(f'<div class="{name}">{PARAGRAPHS}</div>') == text(FIRST, SECOND, THIRD)


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>{}</p>",
        "<div style='display: none'><p>{}</p></div>",
        "<p aria-hidden=true>{}</p>",
    ],
)
def test_hidden_paragraphs_are_skipped_and_take_no_double_with_them(hidden: str) -> None:
    assert release(f"{hidden.format(FIRST)}{PARAGRAPHS}") == text(FIRST, SECOND, THIRD)
    assert release(f"{PARAGRAPHS}{hidden.format(FIRST)}") == text(FIRST, SECOND, THIRD)


def test_icons_are_no_words_but_dates_kept_from_screen_readers_are() -> None:
    line = '<i aria-hidden="true">arrow_forward</i> Am <span aria-hidden="true">3.2.2024</span> ging es los.'
    assert release(f"<p>{FIRST}</p><p>{line}</p><p>{SECOND}</p>") == text(
        FIRST, "Am 3.2.2024 ging es los.", SECOND
    )


def test_a_page_that_hides_all_its_text_until_a_script_runs_is_read() -> None:
    raw = ministry(f"<div class=invisible><main>{HEAD}{PARAGRAPHS}</main></div>")
    assert raw.body == text(FIRST, SECOND, THIRD)
