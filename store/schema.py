"""The published JSON Schema: ``python -m store.schema > docs/article.schema.json``."""

import json
import sys

from press.article import json_schema


def text() -> str:
    """The content of ``docs/article.schema.json``."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
