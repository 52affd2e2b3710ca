"""Copies without signatures of the jars whose signatures make Java slow.

Java reads a signed jar's list of sums, which are thousands of lines, anew for each service that is
looked up in it; Neo4j looks up some fifty in Eclipse Collections while it starts, which is a quarter
of the start. The jars themselves were compared with the committed sums, which say more than that.
"""

import json
import os
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from filelock import FileLock

from graph.files import replace_text
from graph.local.install.lines import Jar

_ARTIFACTS = {"eclipse-collections", "eclipse-collections-api"}
_SIGNATURES = (".SF", ".RSA", ".DSA", ".EC")
_MANIFEST = "META-INF/MANIFEST.MF"
_COPIED = "copied.json"


def _folder(jars: Path) -> Path:
    return jars / "unsigned"


def copy_without_signatures(folder: Path, jars: Iterable[Jar]) -> None:
    """Make the copies where one is missing or not as it was made, beside the checked jars in ``folder``.

    Where they cannot be made, as in a folder that cannot be written, Java takes the signed jars.
    """
    signed = [folder / jar.file for jar in jars if jar.artifact in _ARTIFACTS]
    if not signed or _recorded(folder) == _states(folder, signed):
        return
    with suppress(OSError, zipfile.BadZipFile):
        _folder(folder).mkdir(exist_ok=True)
        with FileLock(_folder(folder) / ".lock"):
            if _recorded(folder) != _states(folder, signed):
                for jar in signed:
                    _copy(jar, _folder(folder) / jar.name)
                states = json.dumps(_states(folder, signed))
                replace_text(_folder(folder) / _COPIED, states)


def class_path(jars: Path) -> list[Path]:
    """Every jar of a folder in the order of the names, as its copy without signatures where that is
    as it was made."""
    found, recorded = sorted(jars.glob("*.jar")), _recorded(jars)
    copied = [jar for jar in found if jar.name in recorded]
    if recorded != _states(jars, copied):
        return found
    return [_folder(jars) / jar.name if jar in copied else jar for jar in found]


def _recorded(folder: Path) -> dict[str, list[int]]:
    """How the jars were that were copied, and the copies when they were made; empty before that."""
    with suppress(OSError, ValueError):
        return dict(json.loads((_folder(folder) / _COPIED).read_text("utf-8")))
    return {}


def _states(folder: Path, signed: Iterable[Path]) -> dict[str, list[int]]:
    """Size and time of change of each jar and of its copy; nothing of one that is missing."""
    found: dict[str, list[int]] = {}
    for jar in signed:
        for file in (jar, _folder(folder) / jar.name):
            with suppress(OSError):
                state = file.stat()
                found[str(file.relative_to(folder))] = [state.st_size, state.st_mtime_ns]
    return found


def _copy(jar: Path, to: Path) -> None:
    """Write the jar ``jar`` to the file ``to``, which comes whole or not at all."""
    part = to.with_suffix(".part")
    try:
        with (
            zipfile.ZipFile(jar) as signed,
            zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as copy,
        ):
            for entry in signed.infolist():
                if not _is_signature(entry.filename):
                    data = signed.read(entry)
                    if entry.filename == _MANIFEST:
                        data = _first_section(data)
                    copy.writestr(entry, data, zipfile.ZIP_DEFLATED, compresslevel=1)
        os.replace(part, to)
    finally:
        part.unlink(missing_ok=True)


def _is_signature(name: str) -> bool:
    folder, _, file = name.rpartition("/")
    return folder == "META-INF" and file.upper().endswith(_SIGNATURES)


def _first_section(manifest: bytes) -> bytes:
    """What a manifest says of the whole jar; its further sections hold the sums of single files."""
    return manifest.replace(b"\r\n", b"\n").partition(b"\n\n")[0] + b"\n\n"
