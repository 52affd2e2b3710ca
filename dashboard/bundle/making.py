"""Make a bundle: gather wheels and Neo4j's jars, sum them up, and write all into one archive.

Same sources and same wheels give the same bytes. Nothing of the machine it is made on goes in:
no path, no name of a user, no address of a registry.
"""

import json
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dashboard.bundle.errors import BundleFailed, BundleTaken
from dashboard.bundle.installer.checks import MANIFEST, SUMS, machine, sum_of
from dashboard.bundle.wheels import Wheels, least_libc
from graph.files import publish_new, reason_of
from graph.local.install.jars import Jars
from graph.local.install.lines import LINES
from graph.model import MODEL_VERSION
from graph.progress import Reporter
from graph.settings import Settings

_MADE = 315_532_800
"""The time that every file in the archive bears, in seconds: the first day of 1980, as in a ZIP."""
_INSTALLER = "dashboard/bundle/installer"
_WORDS_OF_ERRORS = "graph/files.py"
_EMPTY = ("dashboard/__init__.py", "dashboard/bundle/__init__.py", "graph/__init__.py")


def bundle_name(program: str) -> str:
    """What a bundle for this machine is called, without an ending."""
    here = machine()
    return f"lianxin-{program}-{here['system']}-{here['machine']}-py{here['python']}"


def make_bundle(
    source: Path, file: Path, settings: Settings, progress: Reporter, *, replace: bool = False
) -> dict[str, Any]:
    """Make a bundle of the checkout ``source`` as ``file``; gives its manifest.

    ``replace``: a file of that name may be replaced. Raises BundleTaken, BundleFailed, or what
    fetching Neo4j's jars raises; then the file is as it was.
    """
    file = file.absolute()
    if os.path.lexists(file) and not replace:
        raise BundleTaken(file)
    with _disk_errors(file), TemporaryDirectory(dir=file.parent, prefix=f".{file.name}.") as work:
        folder = Path(work) / "bundle"
        manifest = fill(folder, source, settings, progress)
        draft = Path(work) / "whole"
        _pack(folder, bundle_name(manifest["program"]), draft, progress)
        if replace:
            os.replace(draft, file)
        else:
            publish_new(draft, file)
    return manifest


def fill(folder: Path, source: Path, settings: Settings, progress: Reporter) -> dict[str, Any]:
    """Put everything that a bundle holds into a new folder; gives its manifest."""
    folder.mkdir()
    wheels = Wheels(source, folder / "wheels", progress).gather()
    line = LINES[settings.neo4j_line]
    jars = Jars(line, settings.cache, settings.jar_mirror, progress).ready()
    place = folder / "jars" / line.version
    place.mkdir(parents=True)
    for jar in line.jars():
        shutil.copyfile(jars / jar.file, place / jar.file)
    here = machine()
    manifest = {
        "format": 1,
        "program": wheels.version,
        "requires": [wheels.requirement],
        "model_version": MODEL_VERSION,
        "neo4j": line.version,
        "system": here["system"],
        "machine": here["machine"],
        "python": here["python"],
        "libc": here["libc"],
        "libc_version": least_libc(path.name for path in (folder / "wheels").iterdir()),
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")
    _put_installer(folder, here["python"])
    write_sums(folder)
    return manifest


def write_sums(folder: Path) -> None:
    """Write the sum of every file of a bundle, as ``sha256sum -c`` reads it."""
    names = sorted(_names(folder))
    text = "".join(f"{sum_of(folder / name)}  {name}\n" for name in names if name != SUMS)
    (folder / SUMS).write_text(text, "utf-8")


def _put_installer(folder: Path, python: str) -> None:
    """The program that installs, which needs nothing but Python: its modules, and the one of ours
    that gives the system's errors in words."""
    shipped = files("dashboard.bundle")
    text = shipped.joinpath("install.sh").read_text("utf-8").replace("@PYTHON@", python)
    script = folder / "install.sh"
    script.write_text(text, "utf-8")
    script.chmod(0o755)
    place = folder / "installer" / _INSTALLER
    words = folder / "installer" / _WORDS_OF_ERRORS
    place.mkdir(parents=True)
    words.parent.mkdir()
    for one in _EMPTY:
        (folder / "installer" / one).touch()
    for module in shipped.joinpath("installer").iterdir():
        if module.name.endswith(".py"):
            (place / module.name).write_bytes(module.read_bytes())
    words.write_bytes(files("graph").joinpath(words.name).read_bytes())


def _names(folder: Path) -> Iterator[str]:
    return (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _pack(folder: Path, name: str, draft: Path, progress: Reporter) -> None:
    """Write the archive; what is in it is compressed already."""
    names = sorted(_names(folder))
    task = progress.task("写入安装包", "Writing the bundle", len(names))
    with task, tarfile.open(draft, "w", format=tarfile.PAX_FORMAT) as archive:
        for one in names:
            archive.add(folder / one, f"{name}/{one}", filter=_of_nobody)
            task.advance()


def _of_nobody(info: tarfile.TarInfo) -> tarfile.TarInfo:
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    info.mtime = _MADE
    info.mode = 0o755 if info.name.endswith(".sh") else 0o644
    return info


@contextmanager
def _disk_errors(file: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError as error:
        raise BundleTaken(file) from error
    except OSError as error:
        zh, en = reason_of(error)
        raise BundleFailed(
            f"安装包写不了：{file}（{zh}）。",
            f"The bundle cannot be written: {file} ({en}).",
        ) from error
