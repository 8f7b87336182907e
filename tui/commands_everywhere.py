"""The commands that can be given in every pane, in the order of the help."""

from tui.command import NUMBERS, Command
from tui.language import mark

EVERYWHERE: tuple[Command, ...] = (
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
)
