"""Whether an edition is as it was made: every file by its sum, and what it says by its own answers."""

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cypher.table import Table
from dashboard.edition.content.frozen_answers import ANSWERS, YEAR_BEFORE, read_frozen
from dashboard.edition.data.sheets import csv_name
from dashboard.edition.manifest import FILE, Manifest, sums
from dashboard.edition.maps.kinds import MAPS
from dashboard.errors import NoSuchEdition

_COUNTS = ("count", "person")
How = Literal["changed", "missing", "added", "contradicts"]


@dataclass(frozen=True)
class Altered:
    """One file that is not as it was, or that contradicts the edition's own answers."""

    file: str
    how: How


def verify(folder: Path, manifest: Manifest) -> list[Altered]:
    """What was altered since the edition was made, by name; empty if nothing shows.

    Whoever alters a file and its sum in the manifest as well is found where the manifest, the
    answers and the tables of the edition no longer agree; for certain only by the manifest's own
    sum (``seal``), noted elsewhere.
    """
    found = sums(folder)
    altered = [
        Altered(name, "missing" if name not in found else "changed")
        for name, file in manifest.files.items()
        if found.get(name) != file
    ]
    altered += [Altered(name, "added") for name in found if name not in manifest.files]
    if ANSWERS in manifest.files and not altered:
        altered += [Altered(name, "contradicts") for name in _contradictions(folder, manifest)]
    return sorted(altered, key=lambda one: one.file)


def seal(folder: Path) -> str:
    """The manifest's own sum: noted elsewhere, it shows that the manifest is the same too."""
    return hashlib.sha256((folder / FILE).read_bytes()).hexdigest()


def _contradictions(folder: Path, manifest: Manifest) -> Iterator[str]:
    """The files that contradict the answers that the edition holds."""
    try:
        tables = read_frozen(folder)
    except NoSuchEdition:
        yield ANSWERS
        return
    if not _says_its_statements(manifest, tables) or not _is_for(manifest, tables):
        yield FILE
    elif not manifest.counts.get("things") and _content(folder) != manifest.content:
        yield ANSWERS
    for id, table in tables.items():
        name = f"data/csv/{csv_name(id)}"
        if name in manifest.files and not _holds(folder / name, table):
            yield name


def _says_its_statements(manifest: Manifest, tables: Mapping[str, Table]) -> bool:
    """Whether the manifest counts the rows and withheld cells that the answers have."""
    day = manifest.as_of.isoformat()
    stated = {
        one.id: (one.rows, one.withheld)
        for one in manifest.statements
        if one.parameters.get("as_of", day) == day
    }
    return all(stated.get(id) == (len(one.rows), one.withheld) for id, one in tables.items())


def _is_for(manifest: Manifest, tables: Mapping[str, Table]) -> bool:
    """Whether the answers are those for the readers that the manifest names."""
    audience = manifest.audience
    open_to = all(audience in table.header.audience for table in tables.values())
    drawn = all(one.statement(audience) in tables for one in MAPS)
    of_people = any(one.parameters.get("people") is True for one in manifest.statements)
    return open_to and drawn and of_people == (audience == "staff")


def _content(folder: Path) -> str:
    """The hash of the answers, as ``Content.hash`` has it where there are no single records."""
    files = [folder / ANSWERS, folder / YEAR_BEFORE]
    found = [json.loads(file.read_text("utf-8")) for file in files if file.is_file()]
    total = hashlib.sha256()
    for one in (answers[id] for answers in found for id in sorted(answers)):
        for line in ([one["id"], one["parameters"], one["names"]], *one["rows"]):
            text = json.dumps(line, ensure_ascii=False, sort_keys=True)
            total.update(text.encode("utf-8", "replace") + b"\n")
    return total.hexdigest()


def _holds(file: Path, table: Table) -> bool:
    """Whether a CSV holds the counts of an answer, row by row."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.reader(opened))[1 : len(table.rows) + 1]
    counts = [at for at, name in enumerate(table.names) if table.column(name).unit in _COUNTS]
    if len(rows) != len(table.rows):
        return False
    return all(
        line[at] == str(row[at])
        for line, row in zip(rows, table.rows, strict=True)
        for at in counts
        if isinstance(row[at], int) and at < len(line)
    )
