"""The folder that a bundle is installed into: a folder a version, and ``bin/lianxin``.

``bin/lianxin`` is put in place at last, in one step, so that an installation that was cut off
changes nothing, and so that what runs goes on with the version it began with.
"""

import json
import os
import shutil
from pathlib import Path
from typing import Any

from dashboard.bundle.installer.checks import MANIFEST, numbers
from dashboard.bundle.installer.showing import Refused

MARK = Path("share", "lianxin", "bundle.json")
"""In the folder of a version: the manifest of its bundle, there once the version is whole."""
_DRAFT = ".next"
_NAMED = "# "
"""In ``bin/lianxin``, before the name of the folder that it runs."""


def refuse_place(
    manifest: dict[str, Any], folder: Path, place: Path, *, upgrade: bool = False
) -> None:
    """Raise Refused where something is there already and was not to be replaced, or is newer."""
    if not folder.exists() or not any(folder.iterdir()):
        return
    present = installed(folder)
    if present is None and not all(map(unfinished, folder.iterdir())):
        raise Refused(
            f"{folder} 里已经有别的东西，什么都没有装。请另选一个文件夹。",
            f"{folder} holds something else; nothing was installed. Choose another folder.",
        )
    if present is None:
        return
    was, now = present["program"], manifest["program"]
    if numbers(now) < numbers(was):
        raise Refused(
            f"{folder} 里是更新的连新 {was}，安装包是 {now}，没有退回。"
            "要退回，请装到另一个文件夹，再用升级前的备份恢复到一个新的 LIANXIN_HOME。",
            f"{folder} holds the newer Lianxin {was}, the bundle is {now}; it was not stepped back. "
            "To step back, install into another folder and restore the backup of before the "
            "upgrade into a new LIANXIN_HOME.",
        )
    if (place / MARK).exists() and present["folder"] == place.name:
        raise Refused(
            f"{folder} 里装的就是这个安装包（{was}），不用再装。",
            f"{folder} holds this very bundle ({was}); there is nothing to do.",
        )
    if not upgrade:
        raise Refused(
            f"{folder} 里已经装有连新 {was}，没有改动。要升级到 {now}，请加 --upgrade。",
            f"{folder} holds Lianxin {was}, which was left as it is. To upgrade to {now}, "
            "add --upgrade.",
        )


def installed(folder: Path) -> dict[str, Any] | None:
    """The manifest of what ``bin/lianxin`` of a folder runs, with its ``folder``; None where none."""
    try:
        text = (folder / "bin" / "lianxin").read_text("utf-8")
        name = text.splitlines()[1].removeprefix(_NAMED)
        found: dict[str, Any] = json.loads((folder / name / MARK).read_text("utf-8"))
    except (OSError, ValueError, IndexError):
        return None
    return {**found, "folder": name}


def unfinished(path: Path) -> bool:
    """Whether a path is what an installation that was cut off has left."""
    if path.name == "bin":
        return {one.name for one in path.iterdir()} <= {"lianxin", f"lianxin{_DRAFT}"}
    return (path / "pyvenv.cfg").exists() and not (path / MARK).exists()


def clear_unfinished(folder: Path) -> None:
    """Make the folder, and take away what an installation that was cut off has left in it."""
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.iterdir():
        if left.name != "bin" and unfinished(left):
            shutil.rmtree(left)


def publish(bundle: Path, folder: Path, place: Path) -> None:
    """Let the new version count: its mark, then the program that everybody calls."""
    shutil.copy(bundle / MANIFEST, place / MARK)
    python = str(place / "bin" / "python").replace("'", "'\\''")
    lines = ("#!/bin/sh", _NAMED + place.name, f"exec '{python}' -P -m dashboard \"$@\"", "")
    _replace(folder / "bin" / "lianxin", "\n".join(lines))


def _replace(file: Path, text: str) -> None:
    file.parent.mkdir(exist_ok=True)
    draft = file.with_name(file.name + _DRAFT)
    draft.write_text(text, "utf-8")
    draft.chmod(0o755)
    os.replace(draft, file)
