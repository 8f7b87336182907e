"""`presselupe show` tells when an article appeared, as exactly as it is known."""

import pytest

from cli.show import as_text
from tests.store.samples import article
from tui.language import use


@pytest.mark.parametrize(
    ("published", "precision", "language", "shown"),
    [
        ("2026-10-13", "day", "de", "13.10.2026 (aus dem Vorspann)"),
        ("2026-10-13T14:05:00+02:00", "minute", "de", "13.10.2026, 14:05 Uhr (aus dem Vorspann)"),
        ("2026-10-13T14:05:00+02:00", "minute", "en", "13 Oct 2026, 14:05 (from the lead)"),
    ],
)
def test_the_time_of_day_is_shown_where_it_is_known(
    published: str, precision: str, language: str, shown: str
) -> None:
    use(language)
    known = {"published_precision": precision, "published_origin": "lead"}
    assert shown in as_text(article("a", published=published, **known)).splitlines()
