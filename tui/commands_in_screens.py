"""The commands of lists and screens that lie over the panes, in the order of the help."""

from tui.command import NUMBERS, Command
from tui.language import mark

IN_SCREENS: tuple[Command, ...] = (
    Command("cursor_down", ("j", "down"), mark("Down"), mark("Go to the next search."), "saved"),
    Command("cursor_up", ("k", "up"), mark("Up"), mark("Go to the previous search."), "saved"),
    Command(
        "run",
        ("enter",),
        mark("Show"),
        mark("Show what the saved search finds."),
        "saved",
        hint=True,
    ),
    Command(
        "run_number",
        NUMBERS,
        mark("Saved search"),
        mark("Show what the saved search of this number finds."),
        "saved",
        numbered=True,
    ),
    Command(
        "rename", ("r",), mark("Rename"), mark("Give the search another name."), "saved", hint=True
    ),
    Command("delete", ("x",), mark("Delete"), mark("Delete the search."), "saved", hint=True),
    Command(
        "take_back", ("u",), mark("Undo"), mark("Take back the last change."), "saved", hint=True
    ),
    Command("cursor_down", ("j", "down"), mark("Down"), mark("Go to the next row."), "links"),
    Command("cursor_up", ("k", "up"), mark("Up"), mark("Go to the previous row."), "links"),
    Command(
        "choose",
        ("enter",),
        mark("Open"),
        mark("Open the link, in the reader if the archive has it; or go to the words."),
        "links",
    ),
    Command("browse", ("o",), mark("Browser"), mark("Open the link in the browser."), "links"),
    Command("copy", ("y",), mark("Copy URL"), mark("Copy the link's address."), "links"),
    Command("close", ("escape", "q"), mark("Back"), mark("Close the list."), "links"),
    Command("scroll_down", ("j", "down"), mark("Down"), mark("Scroll down by a line."), "versions"),
    Command("scroll_up", ("k", "up"), mark("Up"), mark("Scroll up by a line."), "versions"),
    Command(
        "page_down",
        ("space", "pagedown"),
        mark("Page down"),
        mark("Scroll down by a page."),
        "versions",
    ),
    Command("page_up", ("b", "pageup"), mark("Page up"), mark("Scroll up by a page."), "versions"),
    Command("next_change", ("n",), mark("Next change"), mark("Go to the next change."), "versions"),
    Command(
        "previous_change",
        ("N",),
        mark("Previous change"),
        mark("Go to the previous change."),
        "versions",
    ),
    Command("older", ("h", "left"), mark("Older"), mark("Show the change before."), "versions"),
    Command("newer", ("l", "right"), mark("Newer"), mark("Show the change after."), "versions"),
    Command(
        "toggle_whole",
        ("a",),
        mark("Whole text"),
        mark("Show the whole text, or what was changed only."),
        "versions",
    ),
    Command("close", ("escape", "q", "c"), mark("Back"), mark("Back to the article."), "versions"),
    Command("cursor_down", ("j", "down"), mark("Down"), mark("Go to the next source."), "sources"),
    Command("cursor_up", ("k", "up"), mark("Up"), mark("Go to the previous source."), "sources"),
    Command("first", ("g", "home"), mark("First"), mark("Go to the first source."), "sources"),
    Command("last", ("G", "end"), mark("Last"), mark("Go to the last source."), "sources"),
    Command(
        "show_articles",
        ("enter",),
        mark("Articles"),
        mark("Show this source's articles in the list."),
        "sources",
        hint=True,
    ),
    Command("crawl", ("c",), mark("Crawl"), mark("Crawl this source."), "sources", hint=True),
    Command(
        "crawl_all",
        ("C",),
        mark("Crawl all"),
        mark("Crawl all sources that are enabled."),
        "sources",
        hint=True,
    ),
    Command(
        "stop",
        ("x",),
        mark("Stop"),
        mark("Stop the crawl; it keeps what it has found."),
        "sources",
        hint=True,
    ),
    Command(
        "log",
        ("L",),
        mark("Log"),
        mark("Show what the crawl says, or the source again."),
        "sources",
        hint=True,
    ),
    Command(
        "details_down",
        ("space", "pagedown"),
        mark("Details down"),
        mark("Scroll the source's details, or the log, down."),
        "sources",
    ),
    Command(
        "details_up",
        ("b", "pageup"),
        mark("Details up"),
        mark("Scroll the source's details, or the log, up."),
        "sources",
    ),
    Command(
        "refresh", ("R",), mark("Reload"), mark("Read everything again."), "sources", hint=True
    ),
)
