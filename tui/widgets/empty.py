"""What stands in the list's place when there is nothing to list."""

from textual.content import Content
from textual.widgets import Static

from press.query import Query
from tui.language import _
from tui.query_texts import written


class EmptyResult(Static):
    """Says why the list is empty and what to do about it."""

    DEFAULT_CSS = """
    EmptyResult { padding: 1 2; display: none; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__("", id=id, markup=False)

    def show(self, query: Query, total: int) -> None:
        """Appear if there are no articles; an empty archive reads otherwise than a result."""
        self.display = total == 0
        if total:
            return
        self.update(_nothing_found(query) if query else _nothing_there())


def _nothing_there() -> Content:
    return Content.assemble(
        (_("The archive is empty."), "bold"),
        "\n\n",
        Content(_("Fill it with the sources' press articles:")),
        "\n\n",
        ("  presselupe crawl", "bold $text-primary"),
        "\n\n",
        Content(_("Or look around first, without the internet:")),
        "\n\n",
        ("  presselupe demo", "bold $text-primary"),
        "\n\n",
        Content(_("What a crawl brings appears here by itself.")),
    )


def _nothing_found(query: Query) -> Content:
    return Content.assemble(
        (_("No article fits the query."), "bold"),
        "\n\n",
        Content(f"  {written(query)}").stylize("$text-accent"),
        "\n\n",
        Content(_("Esc goes back to the query before; f opens the filters to take one away.")),
    )
