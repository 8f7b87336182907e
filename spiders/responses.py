"""What a response's status and headers say."""

import re
from http import HTTPStatus

from scrapy.http import Response


def is_not_modified(response: Response) -> bool:
    """Whether an answer is the 304 that was asked for; without a condition it means nothing."""
    headers = response.request.headers if response.request else {}
    is_conditional = "If-None-Match" in headers or "If-Modified-Since" in headers
    return response.status == HTTPStatus.NOT_MODIFIED and is_conditional


def header(response: Response, name: str) -> str | None:
    """A response header as text, bounded."""
    value = response.headers.get(name)
    return value.decode("latin-1").strip()[:2000] or None if value else None


def charset(response: Response) -> str | None:
    """The character encoding that the Content-Type header names."""
    match = re.search(
        r"charset=[\"']?([\w.:-]+)", header(response, "Content-Type") or "", re.IGNORECASE
    )
    return match[1] if match else None
