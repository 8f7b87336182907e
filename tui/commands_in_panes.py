"""The commands of single panes, in the order of the help."""

from tui.command import Command
from tui.language import mark

IN_PANES: tuple[Command, ...] = (
    Command(
        "submit",
        ("enter",),
        mark("Hits"),
        mark("Go to the hits; where an offer has been chosen, take it."),
        "query",
        hint=True,
    ),
    Command(
        "take_offer",
        ("tab",),
        mark("Take"),
        mark("Take the offer that has been chosen, or the first one."),
        "query",
        hint=True,
    ),
    Command(
        "next_offer",
        ("down",),
        mark("Offers"),
        mark("Show what can be typed here, then go down in it."),
        "query",
        hint=True,
    ),
    Command("previous_offer", ("up",), mark("Up"), mark("Go up in the offers."), "query"),
    Command(
        "close_offers",
        ("escape",),
        mark("Back"),
        mark("Take the offers away; pressed again, leave the line."),
        "query",
        hint=True,
    ),
    Command(
        "earlier",
        ("h", "left"),
        mark("Earlier"),
        mark("Go to the earlier bar."),
        "timeline",
        hint=True,
    ),
    Command(
        "later", ("l", "right"), mark("Later"), mark("Go to the later bar."), "timeline", hint=True
    ),
    Command("first", ("g", "home"), mark("Earliest"), mark("Go to the earliest bar."), "timeline"),
    Command("last", ("G", "end"), mark("Latest"), mark("Go to the latest bar."), "timeline"),
    Command(
        "anchor",
        ("space",),
        mark("From here"),
        mark("Begin a range at this bar, or give it up."),
        "timeline",
        hint=True,
    ),
    Command(
        "pick",
        ("enter",),
        mark("Restrict"),
        mark("Show the articles of this bar, or of the range, only; Esc in the list steps back."),
        "timeline",
        hint=True,
    ),
    Command("cursor_down", ("j", "down"), mark("Down"), mark("Go to the next article."), "list"),
    Command("cursor_up", ("k", "up"), mark("Up"), mark("Go to the previous article."), "list"),
    Command(
        "page_down", ("space", "pagedown"), mark("Page down"), mark("Go down by a page."), "list"
    ),
    Command("page_up", ("b", "pageup"), mark("Page up"), mark("Go up by a page."), "list"),
    Command(
        "half_down", ("ctrl+d",), mark("Half a page down"), mark("Go down by half a page."), "list"
    ),
    Command("half_up", ("ctrl+u",), mark("Half a page up"), mark("Go up by half a page."), "list"),
    Command("first", ("g", "home"), mark("Newest"), mark("Go to the newest article."), "list"),
    Command(
        "last", ("G", "end"), mark("Oldest"), mark("Go to the last article of the list."), "list"
    ),
    Command(
        "next_day",
        ("d",),
        mark("Next day"),
        mark("Go to the first article of the next (earlier) day."),
        "list",
    ),
    Command(
        "previous_day",
        ("D",),
        mark("Previous day"),
        mark("Go to the first article of the previous (later) day."),
        "list",
    ),
    Command(
        "open",
        ("enter",),
        mark("Read"),
        mark("Open the article; it then counts as read."),
        "list",
        hint=True,
    ),
    Command(
        "next_hit",
        ("n",),
        mark("Next hit"),
        mark("Go to the next hit of the query; without hits, open the next unread article."),
        "article",
        hint=True,
    ),
    Command(
        "previous_hit",
        ("N",),
        mark("Previous hit"),
        mark("Go to the previous hit of the query."),
        "article",
    ),
    Command("scroll_down", ("j", "down"), mark("Down"), mark("Scroll down by a line."), "article"),
    Command("scroll_up", ("k", "up"), mark("Up"), mark("Scroll up by a line."), "article"),
    Command(
        "page_down",
        ("space", "pagedown"),
        mark("Page down"),
        mark("Scroll down by a page; at the end, open the next unread article."),
        "article",
    ),
    Command("page_up", ("b", "pageup"), mark("Page up"), mark("Scroll up by a page."), "article"),
    Command(
        "half_down",
        ("ctrl+d",),
        mark("Half a page down"),
        mark("Scroll down by half a page."),
        "article",
    ),
    Command(
        "half_up", ("ctrl+u",), mark("Half a page up"), mark("Scroll up by half a page."), "article"
    ),
    Command(
        "scroll_home",
        ("g", "home"),
        mark("Top"),
        mark("Go to the beginning of the article."),
        "article",
    ),
    Command(
        "scroll_end", ("G", "end"), mark("End"), mark("Go to the end of the article."), "article"
    ),
    Command("cursor_down", ("j", "down"), mark("Down"), mark("Go to the next filter."), "filters"),
    Command("cursor_up", ("k", "up"), mark("Up"), mark("Go to the previous filter."), "filters"),
    Command(
        "first",
        ("g", "home"),
        mark("First"),
        mark("Go to the first filter of the group."),
        "filters",
    ),
    Command(
        "last", ("G", "end"), mark("Last"), mark("Go to the last filter of the group."), "filters"
    ),
    Command(
        "choose",
        ("space", "enter"),
        mark("Choose"),
        mark("Add this restriction, or take it away."),
        "filters",
        hint=True,
    ),
    Command(
        "find_value",
        ("/",),
        mark("Find"),
        mark("Find a value of the group by its name."),
        "filters",
        hint=True,
    ),
    Command(
        "next_group",
        ("J",),
        mark("Next group"),
        mark("Go to the next group of filters."),
        "filters",
    ),
    Command(
        "previous_group",
        ("K",),
        mark("Previous group"),
        mark("Go to the previous group of filters."),
        "filters",
    ),
    Command("cursor_down", ("j", "down"), mark("Down"), mark("Go to the next offer."), "empty"),
    Command("cursor_up", ("k", "up"), mark("Up"), mark("Go to the previous offer."), "empty"),
    Command(
        "choose",
        ("enter", "space"),
        mark("Leave out"),
        mark("Ask again without this part of the query."),
        "empty",
        hint=True,
    ),
)
