"""A name taken out of lines of the trail: written over where it stands, and that noted in the trail itself.

A line keeps its length, its place and the hash by which the next one is bound to it. That its words
are no longer what this hash was made of is right for exactly the words that a later line names.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from cypher.reader import Reader
from dashboard.audit.chain import chains, file_of
from dashboard.audit.line import decoded, said_of
from dashboard.audit.trail import Trail
from graph.removal.names import NamesInBytes

_STAR = b"*"


def lines_naming(folder: Path, names: NamesInBytes) -> Iterator[tuple[str, int, int, bytes]]:
    """Chain, number and place of each line that says a name, and the line without it."""
    for chain in chains(folder):
        at = 0
        for number, raw in enumerate(file_of(folder, chain).read_bytes().split(b"\n")[:-1], 1):
            clean = _without(raw, names)
            if clean != raw:
                yield chain, number, at, clean
            at += len(raw) + 1


def redact(trail: Trail, reader: Reader, names: NamesInBytes) -> int:
    """Take names out of the trail; gives of how many lines. Raises AuditFailed, OSError.

    It is noted first: where this is cut off, a line is still as it was, or as the note says.
    """
    if trail.folder is None or not names:
        return 0
    count = 0
    for chain, number, at, clean in list(lines_naming(trail.folder, names)):
        trail.record("redacted", reader, shown(chain), line=number, sha256=decoded(clean).sum)
        _write_over(file_of(trail.folder, chain), at, clean)
        count += 1
    return count


def shown(chain: str) -> str:
    """The name of a chain in short parts, as a line of the trail may say it."""
    return chain.replace("T", "-T")


def _without(raw: bytes, names: NamesInBytes) -> bytes:
    """A line with stars over the names that stand in what it is about, and in what it says beside."""
    clean = bytearray(raw)
    begin, end = said_of(raw)
    for at, form in names.places(raw[begin:end]):
        clean[begin + at : begin + at + len(form)] = _STAR * len(form)
    return bytes(clean)


def _write_over(file: Path, at: int, line: bytes) -> None:
    with file.open("r+b") as held:
        held.seek(at)
        held.write(line)
        held.flush()
        os.fsync(held.fileno())
