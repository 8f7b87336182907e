"""The last layer: trafilatura, for pages in which the source's own page object finds no body."""

from press.text import Block, clean_line, to_markdown
from spiders.pages.base import RawArticle

MIN_BODY = 200
"""Characters below which a generic extraction is taken for rubbish."""

MAX_CHARACTERS = 1_000_000
"""Characters of the largest page that the generic layer is asked about; it takes its time."""


def extract(text: str, url: str) -> str | None:
    """The main text of a page as Markdown, or ``None`` when there is none to speak of."""
    from trafilatura import extract as run  # noqa: PLC0415

    found = run(
        text,
        url=url,
        output_format="txt",
        include_comments=False,
        include_tables=True,
        favor_precision=True,
        target_language=None,
    )
    if not found:
        return None
    lines = [clean_line(line, 100_000) for line in found.split("\n")]
    blocks = [
        Block("item", line[2:]) if line.startswith("- ") else Block("paragraph", line)
        for line in lines
        if line
    ]
    body = to_markdown(blocks)
    return body if len(body) >= MIN_BODY else None


def read(text: str, url: str) -> RawArticle:
    """A whole page by the generic layer alone: title, date and body, for measurements."""
    from trafilatura import bare_extraction  # noqa: PLC0415

    from spiders.pages.base import DateWords  # noqa: PLC0415

    found = bare_extraction(text, url=url, with_metadata=True, include_comments=False)
    if found is None or isinstance(found, dict):
        return RawArticle(problems=["the generic layer finds nothing"])
    dates = [DateWords(found.date, "meta")] if found.date else []
    blocks = [Block("paragraph", line) for line in (found.text or "").split("\n")]
    return RawArticle(title=found.title, body=to_markdown(blocks) or None, dates=dates)
