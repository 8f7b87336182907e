"""Where things stand on a source's pages, as its entry in the catalogue says in CSS selectors."""

import msgspec
from cssselect import HTMLTranslator, SelectorError

from press.tables import TableError


class ListSelectors(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """CSS selectors of a source's list pages: the TOML table ``[ID.list]``.

    `item` selects the entries of the list; `link`, `date`, `title`, `teaser` and `kicker` select
    elements inside an entry, `next` the page's link to the next page. Each selects elements, never
    attributes: of a link its address is taken, of a ``time`` its ``datetime``, of others the text.
    Without `link` the entry's first link to an article counts.
    """

    item: str
    link: str | None = None
    date: str | None = None
    title: str | None = None
    teaser: str | None = None
    kicker: str | None = None
    next: str | None = None


class PageSelectors(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """CSS selectors of a source's article pages: the TOML table ``[ID.page]``.

    They are hints: where one selects nothing, the page is read as if it were not there. `drop`
    selects what is no part of an article.
    """

    title: str | None = None
    kicker: str | None = None
    date: str | None = None
    lead: str | None = None
    body: str | None = None
    drop: list[str] = []


def check_selectors(table: str, selectors: msgspec.Struct, where: str) -> None:
    """See that every selector of a table (``list``, ``page``) is one; `where` begins the message.

    Raises:
        TableError: one is none, or selects an attribute or a text instead of an element.
    """
    for field in msgspec.structs.fields(selectors):
        value = getattr(selectors, field.name)
        for css in value if isinstance(value, list) else [value]:
            if css is None:
                continue
            try:
                HTMLTranslator().css_to_xpath(css)
            except (SelectorError, ValueError) as error:
                raise TableError(
                    f'{where}: "{table}.{field.name}": {css!r} is no CSS selector: {error}'
                ) from error
