"""Articles handed on as they are stored, without being read: what an export of many needs.

Reading an article and writing it again takes six times longer than passing its fields on. What is
passed on has exactly the fields of an `Article`, in the contract's order, on one line; the types
inside are not looked at. Take it only where the same file has been read before: the index knows.
"""

from pathlib import Path
from typing import Any

import msgspec

from press.article import Article

_FIELDS = msgspec.structs.fields(Article)
_Stored = msgspec.defstruct(
    "_Stored",
    [(field.name, str if field.name == "id" else msgspec.Raw) for field in _FIELDS],
    frozen=True,
    forbid_unknown_fields=True,
    gc=False,
    rename={field.name: field.encode_name for field in _FIELDS},
)
_tables: msgspec.json.Decoder[dict[str, dict[str, Any]]] = msgspec.json.Decoder(
    dict[str, dict[str, _Stored]]  # type: ignore[valid-type]
)
_encode = msgspec.json.Encoder().encode


def stored(path: Path, table: str) -> dict[str, msgspec.Raw] | None:
    """The articles of a file by id, encoded; ``None`` if it must be read to be understood.

    So it must if it is damaged, was stored by an older version with other fields, or is written
    over several lines.
    """
    try:
        articles = _tables.decode(path.read_bytes()).get(table, {}).values()
        lines = {article.id: _encode(article) for article in articles}
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None
    if any(b"\n" in line for line in lines.values()):
        return None
    return {id_: msgspec.Raw(line) for id_, line in lines.items()}
