"""A file looked through for the bytes of a name, also in what is packed in it."""

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from graph.removal.names import NamesInBytes

_BLOCK = 2**20
_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"
_DEEPEST = 3
"""Archives within archives that are opened: a workbook in an edition in a backup."""
_BROKEN = (OSError, EOFError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error)


def file_holds(path: Path, names: NamesInBytes) -> bool:
    """Whether one of the names stands in a file, or in what is packed in it.

    What cannot be read as an archive is looked at as it is. Raises OSError.
    """
    with path.open("rb") as file:
        return _holds(file, names, _DEEPEST)


def _holds(file: IO[bytes], names: NamesInBytes, depth: int) -> bool:
    head = file.read(4)
    file.seek(0)
    if depth:
        with suppress(*_BROKEN):
            if head == _ZIP:
                return any(_holds(member, names, depth - 1) for member in _members(file))
            if head[:2] == _GZIP:
                return _in_blocks(gzip.open(file), names)  # type: ignore[arg-type]
    file.seek(0)
    return _in_blocks(file, names)


def _members(file: IO[bytes]) -> Iterator[IO[bytes]]:
    with zipfile.ZipFile(file) as archive:
        for info in archive.infolist():
            if not info.is_dir():
                with archive.open(info) as member:
                    yield member


def _in_blocks(file: IO[bytes], names: NamesInBytes) -> bool:
    rest = b""
    while True:
        block = file.read(_BLOCK)
        held = rest + block
        # a name at the end of a block may be the beginning of somebody else's, which is longer
        sure = len(held) - names.longest if block else len(held)
        if any(at < sure for at, _ in names.places(held)):
            return True
        if not block:
            return False
        rest = held[max(0, sure - 1) :]
