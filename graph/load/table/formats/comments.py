"""The cells of a sheet in a workbook that carry a comment of somebody's."""

from posixpath import basename, dirname, join, normpath
from typing import Any
from xml.etree.ElementTree import iterparse
from zipfile import ZipFile

_KIND = "/comments"


def comments_of(sheet: Any) -> tuple[str, ...]:
    """The cells (``B7``) of a sheet of openpyxl's with a comment that has an author.

    Those that the product writes itself, on headers and on cells with faults, have none.
    """
    archive: ZipFile = sheet.parent._archive
    return tuple(
        cell
        for part in _parts(archive, str(sheet._worksheet_path))
        for cell in _cells(archive, part)
    )


def _parts(archive: ZipFile, sheet: str) -> list[str]:
    """The parts of the archive that hold a sheet's comments."""
    folder = dirname(sheet)
    relations = join(folder, "_rels", f"{basename(sheet)}.rels")
    if relations not in archive.namelist():
        return []
    with archive.open(relations) as part:
        found = [
            one.get("Target", "")
            for _, one in iterparse(part)
            if one.get("Type", "").endswith(_KIND)
        ]
    paths = [
        normpath(target[1:] if target[:1] == "/" else join(folder, target)) for target in found
    ]
    return [path for path in paths if path in archive.namelist()]


def _cells(archive: ZipFile, part: str) -> list[str]:
    cells, authors = [], []
    with archive.open(part) as xml:
        for _, one in iterparse(xml):
            name = one.tag.rpartition("}")[2]
            if name == "author":
                authors.append((one.text or "").strip())
            elif name == "comment":
                at = int(one.get("authorId", "0"))
                if at < len(authors) and authors[at]:
                    cells.append(one.get("ref", ""))
                one.clear()
    return [cell for cell in cells if cell]
