"""The table of all commands, in the order of the help."""

from tui.command import Command
from tui.language import mark

NUMBERS = tuple("123456789")

COMMANDS: tuple[Command, ...] = (
    Command(
        "search",
        ("/",),
        mark("Search"),
        mark("Type words or filters; hits show as you type."),
        hint=True,
    ),
    Command(
        "filters", ("f",), mark("Filters"), mark("Go to the filters, or back from them."), hint=True
    ),
    Command(
        "timeline",
        ("v",),
        mark("Timeline"),
        mark("Go to the bars above the list, or back from them."),
    ),
    Command(
        "toggle_timeline",
        ("V",),
        mark("Timeline on/off"),
        mark("Take the bars above the list away, or show them again."),
    ),
    Command(
        "save_search",
        ("+",),
        mark("Save query"),
        mark("Save the query that the list shows under a name."),
    ),
    Command(
        "saved_searches",
        ("S",),
        mark("Saved searches"),
        mark("Show the saved searches with the numbers of their hits."),
    ),
    Command(
        "run_saved",
        NUMBERS,
        mark("Saved search"),
        mark("Show what the saved search of this number finds."),
        numbered=True,
    ),
    Command(
        "back",
        ("escape",),
        mark("Back"),
        mark("One step back: from the article, the filters, the search; then to the query before."),
    ),
    Command("query_back", ("<",), mark("Query before"), mark("Ask again what was asked before.")),
    Command(
        "query_forward",
        (">",),
        mark("Query after"),
        mark("Ask again what was asked after, when you have stepped back."),
    ),
    Command(
        "next_pane", ("tab",), mark("Next pane"), mark("Go to the next pane, and round again.")
    ),
    Command(
        "previous_pane",
        ("shift+tab",),
        mark("Previous pane"),
        mark("Go to the previous pane, and round again."),
    ),
    Command(
        "pane_right",
        ("l", "right"),
        mark("To the right"),
        mark("Go from the filters to the list, from the list to the article."),
    ),
    Command(
        "pane_left",
        ("h", "left"),
        mark("To the left"),
        mark("Go from the article to the list, from the list to the filters."),
    ),
    Command(
        "next_unread",
        ("n",),
        mark("Next unread"),
        mark("Open the next article that has not been read."),
        hint=True,
    ),
    Command(
        "toggle_read",
        ("m",),
        mark("Read/unread"),
        mark("Mark the article read, or unread again."),
        hint=True,
    ),
    Command(
        "toggle_star",
        ("s",),
        mark("Star"),
        mark("Star the article, or take the star away."),
        hint=True,
    ),
    Command(
        "mark_all_read",
        ("M",),
        mark("All read"),
        mark("Mark everything read that the list shows, on the screen or not."),
    ),
    Command(
        "select",
        ("x",),
        mark("Select"),
        mark("Select the article, or no longer, and go on; actions are about what is selected."),
    ),
    Command(
        "select_range",
        ("X",),
        mark("Select range"),
        mark("Select all from the article selected last to this one."),
    ),
    Command(
        "select_all",
        ("a",),
        mark("Select all"),
        mark("Select everything that the list shows, on the screen or not."),
    ),
    Command("select_none", ("A",), mark("Select none"), mark("Select nothing any more.")),
    Command(
        "export",
        ("P",),
        mark("Export"),
        mark("Write the selection, all that is filtered, or the article to a file."),
    ),
    Command(
        "pipe",
        ("|",),
        mark("Pipe"),
        mark("Give the selection or the article to a command, and show what it says."),
    ),
    Command(
        "sources",
        ("Q",),
        mark("Sources"),
        mark("Show how all sources are, and crawl them."),
    ),
    Command(
        "edit_tags", ("t",), mark("Tags"), mark("Give the article tags of your own, or other ones.")
    ),
    Command(
        "edit_note", ("e",), mark("Note"), mark("Write a note on the article, here in the reader.")
    ),
    Command(
        "edit_note_outside",
        ("E",),
        mark("Note in the editor"),
        mark("Write the note on the article in the editor that $EDITOR names."),
    ),
    Command(
        "why",
        ("w",),
        mark("Why"),
        mark("Show what in the article fits each part of the query."),
    ),
    Command("undo", ("u",), mark("Undo"), mark("Take back the last mark, tag, note or search.")),
    Command(
        "links",
        ("L",),
        mark("Links"),
        mark("Show the article's links with their numbers, and open one."),
        hint="article",
    ),
    Command(
        "labels",
        ("W",),
        mark("Why labels"),
        mark("Show why the article has its agencies and topics, and go to the words."),
        hint="article",
    ),
    Command(
        "versions",
        ("c",),
        mark("Changes"),
        mark("Show the article's versions and what was changed, word by word."),
    ),
    Command(
        "zen",
        ("z",),
        mark("Zen"),
        mark("Leave the article alone on the screen, or show all panes again."),
    ),
    Command(
        "open_in_browser", ("o",), mark("Browser"), mark("Open the article's page in the browser.")
    ),
    Command(
        "copy_url", ("y",), mark("Copy URL"), mark("Copy the article's address to the clipboard.")
    ),
    Command(
        "copy_citation",
        ("Y",),
        mark("Copy citation"),
        mark("Copy issuer, title, date and address of the article, as one cites it in German."),
    ),
    Command(
        "copy_text",
        ("C",),
        mark("Copy text"),
        mark("Copy the article's text with its citation to the clipboard."),
    ),
    Command(
        "show_url",
        ("U",),
        mark("Show URL"),
        mark("Show the article's address, to copy it by hand."),
    ),
    Command(
        "show_new",
        ("N",),
        mark("New ones"),
        mark("Show what is new since your last visit, and nothing else."),
    ),
    Command("reload", ("R",), mark("Reload"), mark("Show what has been crawled in the meantime.")),
    Command(
        "palette", (":", "ctrl+p"), mark("Commands"), mark("Find and run any command by its name.")
    ),
    Command("change_theme", ("T",), mark("Colours"), mark("Choose another theme.")),
    Command(
        "switch_language",
        (),
        mark("German/English"),
        mark("Speak the other language, German or English."),
    ),
    Command("wider", (".",), mark("Wider"), mark("Make the pane with the focus wider.")),
    Command(
        "narrower", ("comma",), mark("Narrower"), mark("Make the pane with the focus narrower.")
    ),
    Command(
        "usual_widths", ("=",), mark("Usual widths"), mark("Give all panes their usual widths.")
    ),
    Command("help", ("?", "f1"), mark("Help"), mark("Show all keys."), hint=True),
    Command("quit", ("q",), mark("Quit"), mark("Leave Presselupe; all marks are kept."), hint=True),
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
"""All commands, in the order of the help."""
