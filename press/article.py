"""The article: Presselupe's public contract, as types.

Every room speaks in these types; `docs/article.schema.json` is generated from them.
Fields are flat and in a stable order. What a page does not give is ``None``, never invented.
"""

import unicodedata
from typing import Any, Literal

import msgspec

Kind = Literal["press_release", "news"]
"""A release on its issuer's own page, or a medium's report."""

Precision = Literal["day", "minute"]

DateOrigin = Literal["lead", "list", "feed", "json-ld", "meta", "time", "print"]
"""Where on the site the publication date stood."""


Outcome = Literal["canonical", "alias", "former"]
"""By what a body was named: its full name, another of its names, one that was not valid then."""

Role = Literal["lead", "mentioned"]
"""Whether a body stands in title, kicker or lead, or in the body only."""


class AgencyMention(msgspec.Struct, frozen=True, kw_only=True):
    """A public body named in the article: which, by which words, found by which rule.

    The defaults are for articles that were stored before `outcome` and `role` were given.
    """

    id: str
    name: str
    text: str
    rule: str
    outcome: Outcome = "alias"
    role: Role = "mentioned"


class TopicLabel(msgspec.Struct, frozen=True, kw_only=True):
    """A topic of the article and the rule (with the words) that assigned it."""

    id: str
    label: str
    rule: str


class Image(msgspec.Struct, frozen=True, kw_only=True):
    """The main image: `alt` describes it, `caption` is printed below, `credit` names the owner."""

    url: str | None = None
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None


class RelatedArticle(msgspec.Struct, frozen=True, kw_only=True):
    """A teaser of another article on the page; `published` is an ISO date where it gives one."""

    url: str
    title: str | None = None
    published: str | None = None


class Rights(msgspec.Struct, frozen=True, kw_only=True, rename={"klass": "class"}):
    """What the site allowed when the page was fetched.

    `klass` (``class`` in JSON) is ``official`` for releases of public bodies, ``press`` for media.
    """

    klass: Literal["official", "press"]
    robots: Literal["allowed"] = "allowed"
    tdm: Literal["reserved", "open", "unset"] = "unset"
    policy: str | None = None


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One article as kept, searched, shown and exported (design section 3).

    `id` is the first 16 hex digits of BLAKE2b of `url`, the canonical URL.
    `published` is ``YYYY-MM-DD`` or ``YYYY-MM-DDTHH:MM:SS+ZZ:ZZ`` (Europe/Berlin); with a date
    that was refused it is ``None`` while `published_raw` keeps the words as found.
    `first_seen`, `last_seen` and `changed` are UTC instants (``2026-11-21T06:00:00Z``).
    `body` is Markdown limited to blocks: see `press.text`.
    `labelled` is the version (`press.register_data.version`) of the register and rules by which
    agencies, topics and regions were found; ``None`` in articles older than this key.
    `gone` is the UTC instant at which the page was first answered with 404 or 410, ``None`` while
    it is there; the article stays. `twins` are ids of articles that say the same in edited words
    (the ministry's release and the Land portal's), the issuer's own first.
    """

    schema_version: Literal["1"] = "1"
    id: str
    url: str
    fetched_url: str
    aliases: list[str] = []
    source: str
    kind: Kind
    title: str | None = None
    kicker: str | None = None
    lead: str | None = None
    body: str | None = None
    section: str | None = None
    published: str | None = None
    published_precision: Precision | None = None
    published_raw: str | None = None
    published_origin: DateOrigin | None = None
    modified: str | None = None
    issuer: str | None = None
    agencies: list[AgencyMention] = []
    topics: list[TopicLabel] = []
    regions: list[str] = []
    image: Image | None = None
    related: list[RelatedArticle] = []
    language: str | None = None
    words: int = 0
    first_seen: str
    last_seen: str
    changed: str | None = None
    version: int = 1
    content_hash: str
    degraded: list[str] = []
    rights: Rights
    labelled: str | None = None
    gone: str | None = None
    twins: list[str] = []


def content_hash(
    *,
    title: str | None,
    kicker: str | None,
    lead: str | None,
    body: str | None,
    published: str | None,
) -> str:
    """Hash of what an article says: 32 hex digits of BLAKE2b over its normalised text.

    Blanks and line breaks count as one blank and text is in NFC, so a page re-rendered without an
    edit keeps its hash. Teasers, images and page furniture are no part of it.
    """
    import hashlib  # noqa: PLC0415 - who only reads articles needs none

    digest = hashlib.blake2b(digest_size=16)
    for part in (title, kicker, lead, body, published):
        digest.update(" ".join(unicodedata.normalize("NFC", part or "").split()).encode())
        digest.update(b"\0")
    return digest.hexdigest()


def with_labels_of(article: Article, other: Article) -> Article:
    """The article with the labels of another state of it; all else stays."""
    return msgspec.structs.replace(
        article,
        agencies=other.agencies,
        topics=other.topics,
        regions=other.regions,
        labelled=other.labelled,
    )


def has_text(article: Article) -> bool:
    """Whether there is the text that labels are found in.

    Of a publisher who reserves text and data mining, title and date alone may have been kept; then
    no label may be taken from the text either.
    """
    return article.rights.tdm != "reserved" or bool(article.body or article.lead)


def to_document(article: Article) -> dict[str, Any]:
    """The article as plain JSON types, keys in contract order, ready for TinyDB or JSON."""
    document: dict[str, Any] = msgspec.to_builtins(article)
    return document


def from_document(document: object) -> Article:
    """Read back what `to_document` made.

    Raises:
        msgspec.ValidationError: the document is not an article of this schema version.
    """
    return msgspec.convert(document, Article)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of an article, generated from the types above; every key is always there."""
    schema: dict[str, Any] = msgspec.json.schema(Article)
    for definition in schema["$defs"].values():
        definition["required"] = list(definition["properties"])
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "Presselupe article"
    return schema
