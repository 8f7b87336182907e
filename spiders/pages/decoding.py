"""From a response's bytes to text, when the charsets that header and page state may be wrong."""

import codecs

from w3lib.encoding import html_body_declared_encoding, html_to_unicode

_LONGEST = 4
"""Bytes of the longest character in UTF-8; a bounded body may end amid one."""


def text_of(body: bytes, encoding: str | None) -> str:
    """A page's text. `encoding` is what the response's header says; nothing is raised.

    Bytes that are valid UTF-8 are UTF-8, whatever is stated: text in another charset practically
    never is by chance. Else the header counts, then the page itself, as browsers do; a page that
    wrongly calls itself UTF-8 is read as windows-1252, unless only single bytes of it are broken.
    """
    plain = _valid_utf8(body)
    if plain is not None:
        return plain
    stated = encoding or html_body_declared_encoding(body)
    if (stated or "").strip().lower() in ("utf-8", "utf8"):
        text = body.decode("utf-8", "replace")
        broken = text.count("\ufffd")
        mended = sum(character > "\x7f" for character in text) - broken
        return text if mended > broken else body.decode("windows-1252", "replace")
    _name, text = html_to_unicode(
        f"text/html; charset={encoding}" if encoding else None,
        body,
        default_encoding="windows-1252",
    )
    return text


def _valid_utf8(body: bytes) -> str | None:
    """The text of bytes that are UTF-8 throughout, with or without its mark."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in body[:1000]:
        return None
    body = body.removeprefix(codecs.BOM_UTF8)
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        if len(body) - error.start >= _LONGEST or error.reason != "unexpected end of data":
            return None
        return body[: error.start].decode()
