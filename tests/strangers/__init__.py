"""Two sites that the page objects have never seen, as an independent acceptance check."""
