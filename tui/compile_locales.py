"""Bring the catalogues up to date with the source: ``python -m tui.compile_locales``.

Collects what `tui` and `cli` say, merges it into the ``.po`` files (new texts are empty in German,
and themselves in English) and compiles the ``.mo`` files. Needs Babel, so the development tools.
"""

import ast
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tui.language import DOMAIN, LANGUAGES, LOCALES

ROOT = Path(__file__).parents[1]
SPEAKING = ("tui", "cli")
"""The rooms that speak to people."""
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
Text = str | tuple[str, str]
"""A text, or its singular and plural."""
KEYWORDS = {"_": 1, "mark": 1, "ngettext": 2}
"""The functions that mark texts, and how many texts they take."""


def collected() -> Catalog:
    """All texts of the source, without translations."""
    found = Catalog(domain=DOMAIN, charset="utf-8")
    for room in SPEAKING:
        for path in sorted((ROOT / room).rglob("*.py")):
            file = path.relative_to(ROOT).as_posix()
            for line, message in said(path.read_text(encoding="utf-8")):
                found.add(message, None, [(file, line)])
    return found


def said(source: str) -> list[tuple[int, Text]]:
    """The texts that a module marks, with their lines; also those inside of f-strings."""
    found: list[tuple[int, Text]] = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        texts = [
            argument.value
            for argument in node.args[: KEYWORDS.get(node.func.id, 0)]
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        ]
        if len(texts) == KEYWORDS.get(node.func.id):
            found.append((node.lineno, texts[0] if len(texts) == 1 else (texts[0], texts[1])))
    return sorted(found, key=lambda each: each[0])


def po_file(language: str) -> Path:
    """Where a language's translations are written by hand."""
    return LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def updated(language: str) -> Catalog:
    """A language's catalogue as it should be: the source's texts with what is translated."""
    path = po_file(language)
    if path.exists():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language, domain=DOMAIN)
    else:
        catalogue = Catalog(locale=language, domain=DOMAIN, charset="utf-8")
    catalogue.update(collected(), no_fuzzy_matching=True, update_header_comment=False)
    catalogue.obsolete.clear()
    if language == "en":
        for message in texts(catalogue):
            message.string = message.id
    return catalogue


def texts(catalogue: Catalog) -> Iterator[Message]:
    """The messages of a catalogue without its header."""
    return (message for message in catalogue if message.id)


def missing(catalogue: Catalog) -> list[str]:
    """The texts that are not translated, plural forms included."""
    return [
        str(message.id)
        for message in texts(catalogue)
        if not message.string
        or (isinstance(message.string, (tuple, list)) and not all(message.string))
    ]


def as_po(catalogue: Catalog) -> bytes:
    """A catalogue as its ``.po`` file; without line numbers and dates, which change often."""
    for message in texts(catalogue):
        message.locations = sorted({(file, 0) for file, _line in message.locations})
    out = BytesIO()
    write_po(out, catalogue, width=98, include_lineno=False, omit_header=True, sort_by_file=True)
    header = f'msgid ""\nmsgstr ""\n"Language: {catalogue.locale_identifier}\\n"\n'
    header += f'"Plural-Forms: {catalogue.plural_forms}\\n"\n'
    header += '"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    return header.encode() + out.getvalue()


def as_mo(po: bytes, language: str) -> bytes:
    """The compiled form of a ``.po`` file; without dates: it changes only with its texts."""
    catalogue = read_po(BytesIO(po), locale=language, domain=DOMAIN)
    catalogue.creation_date = catalogue.revision_date = _EPOCH
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def main() -> int:
    """Write all catalogues; 1 if a text is not translated."""
    incomplete = 0
    for language in LANGUAGES:
        catalogue = updated(language)
        path = po_file(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        po = as_po(catalogue)
        path.write_bytes(po)
        path.with_suffix(".mo").write_bytes(as_mo(po, language))
        for text in missing(catalogue):
            incomplete += 1
            sys.stderr.write(f"{language}: not translated: {text}\n")
    return 1 if incomplete else 0


if __name__ == "__main__":
    sys.exit(main())
