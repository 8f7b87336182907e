"""Page objects: HTML in, raw fields with their origins out."""
