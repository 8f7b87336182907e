import re
import time
from collections import Counter
from datetime import date

import pytest

from demo.german import MONTHS
from demo.texts import PressText, edited, expected, first_sentence, press_texts
from demo.vocabulary import BODIES, TOPICS
from demo.writing import TRAITS
from press import agencies, topics
from press.text import blocks_of, clean_line, plain, to_markdown

UNTIL = date(2026, 11, 20)


@pytest.fixture(scope="module")
def texts() -> list[PressText]:
    return list(press_texts(420, until=UNTIL))


def everything(text: PressText) -> list[str]:
    image = text.image
    parts = [text.title, text.kicker, text.lead, *(block.text for block in text.blocks)]
    parts += [image.alt, image.caption, image.credit] if image else []
    return [part for part in parts if part]


def test_the_same_arguments_give_the_same_texts(texts: list[PressText]) -> None:
    assert list(press_texts(420, until=UNTIL)) == texts


def test_another_seed_gives_other_texts(texts: list[PressText]) -> None:
    others = press_texts(420, seed=2, until=UNTIL)
    assert not {t.body for t in texts} & {t.body for t in others}


def test_the_portal_has_about_250_and_the_ministry_about_170(texts: list[PressText]) -> None:
    sites = Counter(text.site for text in texts)
    assert sites["portal"] >= 230
    assert sites["ministry"] >= 150


def test_texts_come_newest_first_and_the_last_are_from_old_times(texts: list[PressText]) -> None:
    days = [text.day for text in texts[:-4]]
    assert days == sorted(days, reverse=True)
    assert days[0] == UNTIL
    assert (UNTIL - days[-1]).days <= 730
    assert {text.day.year for text in texts[-4:]} == {2011, 2016}
    assert all("old" in text.traits for text in texts[-4:])


def test_addresses_are_unique_and_repeats_are_numbered() -> None:
    many = list(press_texts(4000, until=UNTIL))
    addresses = [text.url for text in many]
    assert len(set(addresses)) == len(addresses)
    assert any(text.site == "portal" and text.slug.endswith("-2") for text in many)
    assert any(text.site == "ministry" and text.slug.endswith("-1") for text in many)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text.slug) for text in many)


def test_every_peculiarity_occurs(texts: list[PressText]) -> None:
    assert {trait for text in texts for trait in text.traits} == TRAITS.keys()


@pytest.mark.parametrize(
    "pattern", [r" \| ", " - ", "^„.*“$", r"^\d", r"\d$", ":"], ids=lambda p: p.strip() or p
)
def test_titles_have_what_splits_titles_wrongly(texts: list[PressText], pattern: str) -> None:
    assert any(re.search(pattern, text.title) for text in texts)


@pytest.mark.parametrize("pattern", [r"\w/\w", r" / ", r"\(Teil \d\)", r" 20\d\d$"])
def test_kickers_have_slashes_brackets_and_years(texts: list[PressText], pattern: str) -> None:
    assert any(re.search(pattern, text.kicker or "") for text in texts)


def test_fields_are_missing_here_and_there(texts: list[PressText]) -> None:
    for field in ("kicker", "lead", "image"):
        assert 0 < sum(getattr(text, field) is None for text in texts) < len(texts) / 2
    images = [text.image for text in texts if text.image]
    assert any(image.caption is None for image in images)
    assert any(image.credit is None for image in images)
    assert any(image.alt == image.caption for image in images)
    assert any((image.caption or "").startswith("v.l.: ") for image in images)


def test_bodies_have_every_kind_of_block(texts: list[PressText]) -> None:
    kinds = {block.kind for text in texts for block in text.blocks}
    assert kinds == {"paragraph", "subhead", "item", "numbered", "quote"}
    assert any(len(text.blocks) == 1 for text in texts), "one-paragraph statements"


def test_prose_names_days_without_year(texts: list[PressText]) -> None:
    bodies = " ".join(plain(text.body) for text in texts)
    months = "|".join(MONTHS)
    assert re.search(rf"am \d+\. ({months}) ", bodies)
    assert re.search(rf"am \w+tag \(\d+\. ({months})\)", bodies)


def test_no_slot_is_left_and_nothing_needs_cleaning(texts: list[PressText]) -> None:
    for text in texts:
        for part in everything(text):
            assert "{" not in part
            assert "}" not in part
            assert clean_line(part) == part
            assert part.count("„") == part.count("“"), part
            assert not re.search(r"[.!?]{2}|[.!?]“\.| ,|\?\.", part), part


def test_sentences_and_headlines_begin_with_a_capital_or_a_figure(texts: list[PressText]) -> None:
    for text in texts:
        paragraphs = [block.text for block in text.blocks if block.kind not in ("item", "numbered")]
        for part in [text.title, text.lead, *paragraphs]:
            assert part is None or re.match(r"[„*]? ?[A-ZÄÖÜ\d]", part), part


def test_texts_hardly_repeat_whole_paragraphs(texts: list[PressText]) -> None:
    paragraphs = Counter(
        block.text for text in texts for block in text.blocks if len(block.text) > 120
    )
    assert sum(paragraphs.values()) / len(paragraphs) < 1.05


def test_teasers_below_a_text_are_of_newer_texts_of_its_site(texts: list[PressText]) -> None:
    by_address = {(text.site, text.slug): text for text in texts}
    for text in texts:
        assert len(text.related) <= (15 if text.site == "portal" else 3)
        for other in text.related:
            found = by_address[other.site, other.slug]
            assert found.number < text.number
            assert found.site == text.site
            if text.site == "portal":
                assert found.section == text.section
    assert sum(len(text.related) == 15 for text in texts) > 30


def test_body_and_blocks_are_the_same_text(texts: list[PressText]) -> None:
    for text in texts:
        assert blocks_of(text.body) == text.blocks
        assert expected(text)["body"] == to_markdown(text.blocks)


def test_expected_names_the_canonical_address_and_the_printed_teasers(
    texts: list[PressText],
) -> None:
    text = next(t for t in texts if t.site == "portal" and t.related and t.related[0].kicker)
    found = expected(text)
    assert found["url"] == f"https://www.move-online.de/k21-meldungen/{text.slug}"
    assert found["section"] == text.section
    assert found["published"] == text.published
    assert found["related"][0]["title"] == f"{text.related[0].kicker}: {text.related[0].title}"


def test_the_ministrys_teasers_have_no_date(texts: list[PressText]) -> None:
    text = next(t for t in texts if t.site == "ministry" and t.related)
    assert {other["published"] for other in expected(text)["related"]} == {None}
    assert "section" not in expected(text)


def test_an_edit_changes_the_body_alone(texts: list[PressText]) -> None:
    before, after = expected(texts[9]), expected(edited(texts[9]))
    assert {key for key in before if before[key] != after[key]} == {"body"}


def test_a_first_sentence_ends_neither_at_a_day_nor_at_a_figure() -> None:
    assert first_sentence("Am 10. Juli kamen 2.300 Gäste. Es regnete.") == (
        "Am 10. Juli kamen 2.300 Gäste."
    )


def test_statements_say_so_in_the_headline(texts: list[PressText]) -> None:
    statements = [text for text in texts if "zumeldung" in text.traits]
    assert any(text.title.startswith("Zumeldung") for text in statements)
    assert {len(text.blocks) for text in statements} == {1, 2}


def test_all_topics_are_in_the_table() -> None:
    assert {topic.id for topic in TOPICS} <= topics.labels().keys()


def test_all_public_bodies_are_in_the_register() -> None:
    register = agencies.register()
    assert [body.id for body in BODIES if register.get(body.id) is None] == []


def test_a_hundred_thousand_texts_take_well_under_a_minute() -> None:
    taken: list[float] = []
    for _ in range(3):
        start = time.process_time()
        list(press_texts(1000, until=UNTIL))
        taken.append(time.process_time() - start)
    assert min(taken) * 100_000 / 1000 < 45
