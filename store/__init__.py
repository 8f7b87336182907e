"""Keeping and finding: the TinyDB archive, crawl memory, reader state, search index, export."""
