import time
from itertools import pairwise

from demo.bulk import articles
from press.article import from_document, to_document
from press.text import count_words


def test_articles_are_complete_and_valid() -> None:
    for article in articles(200):
        assert from_document(to_document(article)) == article
        assert article.title
        assert article.agencies
        assert article.topics
        assert article.words == count_words(article.body)


def test_ids_are_unique_and_days_descend() -> None:
    made = list(articles(3000))
    assert len({article.id for article in made}) == 3000
    assert all((a.published or "") >= (b.published or "") for a, b in pairwise(made))


def test_the_same_arguments_give_the_same_articles() -> None:
    assert list(articles(50, seed=3)) == list(articles(50, seed=3))
    assert list(articles(50, seed=3)) != list(articles(50, seed=4))


def test_bodies_have_about_5_kb_and_short_ones_a_tenth() -> None:
    sizes = [len((article.body or "").encode()) for article in articles(500)]
    assert 4_000 < sum(sizes) / 500 < 6_000
    short = [len((article.body or "").encode()) for article in articles(500, short=True)]
    assert 300 < sum(short) / 500 < 900


def test_the_vocabulary_keeps_growing() -> None:
    words: set[str] = set()
    sizes = []
    for number, article in enumerate(articles(2000), start=1):
        words.update((article.body or "").split())
        if number % 1000 == 0:
            sizes.append(len(words))
    assert sizes[1] > sizes[0] * 1.15


def test_a_hundred_thousand_articles_take_well_under_a_minute() -> None:
    made = articles(5000)
    next(made)  # the stock is written once, however many are dealt out
    start = time.process_time()
    for _ in made:
        pass
    assert (time.process_time() - start) * 20 < 50
