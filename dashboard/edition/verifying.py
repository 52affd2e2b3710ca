"""Whether an edition is as it was made: every file by its sum, nothing missing, nothing added."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dashboard.edition.manifest import FILE, Manifest, sums


@dataclass(frozen=True)
class Altered:
    """One file that is not as it was."""

    file: str
    how: Literal["changed", "missing", "added"]


def verify(folder: Path, manifest: Manifest) -> list[Altered]:
    """What was altered since the edition was made, by name; empty if nothing was."""
    found = sums(folder)
    altered = [
        Altered(name, "missing" if name not in found else "changed")
        for name, file in manifest.files.items()
        if found.get(name) != file
    ]
    added = [Altered(name, "added") for name in found if name not in manifest.files]
    return sorted([*altered, *added], key=lambda one: one.file)


def seal(folder: Path) -> str:
    """The manifest's own sum: noted elsewhere, it shows that the manifest is the same too."""
    return hashlib.sha256((folder / FILE).read_bytes()).hexdigest()
