"""The manifest: what an edition says of itself, and the sums by which it is verified."""

import hashlib
import re
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict

from cypher.header import Audience, Words
from dashboard.texts import Lang

FILE = "manifest.json"
NAME = re.compile(r"(?!\.)(?!.*\.\.)(?P<year>\d{4})?[\w.\-]*")
"""An edition's name: letters, digits, _, . and -, no dot first and no two dots together."""
_LONGEST = 60
COMPARED = "compared"
"""The folder of the comparisons, beside the editions."""
_PART = r"[^/\\:.\x00-\x1f][^/\\:\x00-\x1f]*"
_PATH = re.compile(rf"{_PART}(/{_PART}){{0,3}}")


def is_name(text: str) -> bool:
    """Whether a text can be the name of an edition."""
    return 0 < len(text) <= _LONGEST and text != COMPARED and NAME.fullmatch(text) is not None


def _name(text: str) -> str:
    if not is_name(text):
        raise ValueError("not a name of an edition")
    return text


def _path(text: str) -> str:
    """A file's place in its edition: plain names with slashes between, none of which leads out."""
    if not _PATH.fullmatch(text):
        raise ValueError("not a file in the edition's own folder")
    return text


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Statement(_Strict):
    """One statement that was run: its hash, the values it was given, what came of it."""

    id: str
    sha256: str
    parameters: dict[str, object]
    rows: int
    withheld: int = 0


class LeftOut(_Strict):
    """Something that is not in the edition, and why; a report with its title."""

    what: str
    why: Words
    title: Words | None = None


class Earlier(_Strict):
    """The edition whose positions were taken over."""

    name: str
    as_of: date
    content: str


class File(_Strict):
    """One file: its sum and its size."""

    sha256: str
    bytes: int


class Manifest(_Strict):
    """An edition's own account. ``content`` is the hash of all answers without times of entry."""

    format: Literal[1] = 1
    name: Annotated[str, AfterValidator(_name)]
    as_of: date
    since: date
    audience: Audience
    lang: Lang
    synthetic: bool
    provenance: tuple[str, ...]
    content: str
    after: Earlier | None
    printed: date | None = None
    """The day of printing that stands on the pages of the report; none in editions before 2026-12."""
    gaps_closed: bool = False
    """Whether what has gone since ``after`` has left no empty rows on the maps."""
    versions: dict[str, str]
    statements: tuple[Statement, ...]
    counts: dict[str, dict[str, int]]
    left_out: tuple[LeftOut, ...]
    seal: str = ""
    """The last seal of the home's trail when it was made; "" where there was none."""
    files: dict[Annotated[str, AfterValidator(_path)], File]

    def text(self) -> str:
        """The manifest as it is written: the same bytes each time."""
        return self.model_dump_json(indent=1) + "\n"


def sums(folder: Path) -> dict[str, File]:
    """Every file below a folder but the manifest, by its path with slashes, in order."""
    found = {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if path.is_file() and path != folder / FILE
    }
    return {name: _sum(found[name]) for name in sorted(found)}


def _sum(path: Path) -> File:
    with path.open("rb") as file:
        return File(
            sha256=hashlib.file_digest(file, "sha256").hexdigest(), bytes=path.stat().st_size
        )
