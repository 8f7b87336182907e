"""Bring what is made of TOML up to date with it: ``python -m press.compile_register``.

The register, all forms of its names, and the table of topics with its terms worked out.
"""

import sys
from collections.abc import Mapping, Sequence

import msgspec

from press import names, register_data, topics_spellings, topics_table
from press.agencies import problems
from press.register import Agency
from press.register_files import Reading


def compiled(agencies: list[Agency]) -> bytes:
    """The content of `register.json`."""
    return _file(register_data.digest(), bodies=_list(agencies))


def compiled_names(agencies: list[Agency]) -> bytes:
    """The content of `names.json`."""
    groups = dict(sorted(names.compiled(agencies).items()))
    return _file(register_data.digest(), names=_mapping(groups))


def compiled_topics() -> bytes:
    """The content of `topics.json`."""
    topics = topics_table.from_toml(topics_table.TABLE)
    terms = topics_spellings.worked_out(topics)
    return _file(
        topics_table.digest(topics_table.TABLE),
        topics=_mapping(topics),
        terms=b'{"keys":' + _mapping(terms.keys) + b',"spellings":' + _list(terms.spellings) + b"}",
    )


def _file(digest: str, **parts: bytes) -> bytes:
    """A file of parts that have a line per item, for the sake of its diffs."""
    lines = (b',"' + name.encode() + b'":' + content for name, content in parts.items())
    return b'{"digest":"' + digest.encode() + b'"' + b"".join(lines) + b"}\n"


def _list(items: Sequence[object]) -> bytes:
    return b"[\n" + b",\n".join(map(msgspec.json.encode, items)) + b"\n]"


def _mapping(items: Mapping[str, object]) -> bytes:
    encode = msgspec.json.encode
    lines = b",\n".join(encode(name) + b":" + encode(item) for name, item in items.items())
    return b"{\n" + lines + b"\n}"


def main() -> int:
    """Write the files; 2 and no file if anything in the register is wrong."""
    wrong = problems()
    for problem in wrong:
        sys.stderr.write(f"{problem}\n")
    if wrong:
        return 2
    bodies = Reading().agencies
    register_data.COMPILED.write_bytes(compiled(bodies))
    register_data.COMPILED_NAMES.write_bytes(compiled_names(bodies))
    topics_table.COMPILED.write_bytes(compiled_topics())
    return 0


if __name__ == "__main__":
    sys.exit(main())
