"""Whether a bundle is whole, and whether this machine is one that it is for."""

import hashlib
import json
import platform
import shutil
import sys
from pathlib import Path
from typing import Any

from dashboard.bundle.installer.showing import Refused, progress

MANIFEST, SUMS = "bundle.json", "SHA256SUMS"
_ROOM_OF_BUNDLE = 3
"""An installation takes up to so many times the room of its bundle."""


def machine() -> dict[str, str]:
    """What this machine is, as a manifest names it."""
    libc, version = platform.libc_ver()
    return {
        "system": platform.system().lower(),
        "machine": platform.machine().lower(),
        "python": "{}.{}".format(*sys.version_info[:2]),
        "libc": libc,
        "libc_version": version,
    }


def read_manifest(bundle: Path) -> dict[str, Any]:
    """The manifest of a bundle. Raises Refused where it cannot be read."""
    try:
        found: dict[str, Any] = json.loads((bundle / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise Refused(
            f"安装包不完整（{MANIFEST} 读不出来），什么都没有装。请重新复制整个安装包。",
            f"The bundle is not whole ({MANIFEST} cannot be read); nothing was installed. "
            "Copy the whole bundle again.",
        ) from error
    return found


def refuse_machine(wanted: dict[str, Any], found: dict[str, str]) -> None:
    """Raise Refused where the bundle is for another system, Python or an older C library."""
    kinds = (("system", "系统", "system"), ("machine", "处理器", "processor"),
             ("python", "Python", "Python"), ("libc", "C 库", "C library"))  # fmt: skip
    for name, zh, en in kinds:
        if wanted[name] != found[name]:
            raise Refused(
                f"{zh}不对：安装包用于 {wanted[name]}，这台机器是 {found[name] or '?'}，什么都没有装。"
                "请在同样的机器上用 lianxin bundle 另做一个。",
                f"Wrong {en}: the bundle is for {wanted[name]}, this machine has "
                f"{found[name] or '?'}; nothing was installed. Make another with lianxin bundle "
                "on a machine like this one.",
            )
    if numbers(found["libc_version"]) < numbers(wanted["libc_version"]):
        least, here = wanted["libc_version"], found["libc_version"]
        raise Refused(
            f"系统太旧：需要 {wanted['libc']} {least} 或更新，这台机器是 {here}，什么都没有装。",
            f"This system is too old: {wanted['libc']} {least} or newer is needed, it has {here}; "
            "nothing was installed.",
        )


def check_sums(bundle: Path) -> None:
    """Compare every file with its sum. Raises Refused, naming what is damaged, missing or foreign."""
    sums = _sums(bundle)
    present = {path.relative_to(bundle).as_posix() for path in bundle.rglob("*") if path.is_file()}
    wrong = sorted(present - sums.keys() - {SUMS})
    for name in progress("核对校验和 · Checking the sums", list(sums)):
        if name not in present or sum_of(bundle / name) != sums[name]:
            wrong.append(name)
    if wrong:
        names = ", ".join(wrong[:3]) + (" …" if len(wrong) > 3 else "")
        raise Refused(
            f"安装包有 {len(wrong)} 个文件损坏、缺失或多余（{names}），什么都没有装。请重新复制整个安装包。",
            f"{len(wrong)} files of the bundle are damaged, missing or foreign ({names}); nothing "
            "was installed. Copy the whole bundle again.",
        )


def refuse_without_room(bundle: Path, folder: Path) -> None:
    """Raise Refused where the disk of a folder has no room for what the bundle becomes."""
    needed = _ROOM_OF_BUNDLE * sum(p.stat().st_size for p in bundle.rglob("*") if p.is_file())
    above = next(one for one in (folder, *folder.parents) if one.exists())
    free = shutil.disk_usage(above).free
    if free < needed:
        needs, has = needed >> 20, free >> 20
        raise Refused(
            f"磁盘空间不足：{above} 需要 {needs} MB，只剩 {has} MB，什么都没有装。",
            f"No room on the disk: {above} needs {needs} MB and has {has} MB; nothing was installed.",
        )


def identity(bundle: Path) -> str:
    """A short word that no other bundle has."""
    return sum_of(bundle / SUMS)[:8] if (bundle / SUMS).is_file() else "0"


def numbers(version: str) -> tuple[int, ...]:
    """A version by which it can be compared with others."""
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def sum_of(file: Path) -> str:
    """The SHA-256 of a file."""
    with file.open("rb") as held:
        return hashlib.file_digest(held, "sha256").hexdigest()


def _sums(bundle: Path) -> dict[str, str]:
    try:
        lines = (bundle / SUMS).read_text("utf-8").splitlines()
        return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    except (OSError, ValueError) as error:
        raise Refused(
            f"安装包不完整（{SUMS} 读不出来），什么都没有装。请重新复制整个安装包。",
            f"The bundle is not whole ({SUMS} cannot be read); nothing was installed. "
            "Copy the whole bundle again.",
        ) from error
