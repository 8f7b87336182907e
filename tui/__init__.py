"""Reading: the Textual app."""
