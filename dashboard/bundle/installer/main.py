"""What ``install.sh`` hands over to: check, install, say what comes next."""

import argparse
import io
import os
import sys
import time
from pathlib import Path
from typing import NoReturn

from dashboard.bundle.installer.checks import (
    check_sums,
    identity,
    machine,
    read_manifest,
    refuse_machine,
    refuse_without_room,
)
from dashboard.bundle.installer.environment import copy_jars, make_environment, try_out
from dashboard.bundle.installer.place import clear_unfinished, publish, refuse_place
from dashboard.bundle.installer.showing import Refused
from graph.files import reason_of

REFUSED = 3
"""The exit code where nothing was installed."""


def main(bundle: Path, arguments: list[str]) -> int:
    """Install a bundle, by the arguments of ``install.sh``; the exit code."""
    given = _options().parse_args(arguments)
    try:
        install(bundle, given.folder.expanduser().absolute(), upgrade=given.upgrade)
    except Refused as refused:
        return _end(refused.zh, refused.en)
    except OSError as error:
        (zh, en), file = reason_of(error), f"{error.filename}" if error.filename else ""
        return _end(
            f"没有装成：{zh}{file and f'（{file}）'}。原来的安装没有改动。",
            f"Not installed: {en}{file and f' ({file})'}. What was installed before is as it was.",
        )
    except KeyboardInterrupt:
        return _end(
            "已中断。原来的安装没有改动，可以再次运行。",
            "Interrupted. What was installed before is as it was; run it again.",
        )
    return 0


def install(bundle: Path, folder: Path, *, upgrade: bool = False) -> Path:
    """Check machine and bundle, then install into ``folder``; gives the new version's folder.

    Raises Refused or OSError.
    """
    begun = time.monotonic()
    manifest = read_manifest(bundle)
    refuse_machine(manifest, machine())
    place = folder / f"{manifest['program']}-{identity(bundle)}"
    refuse_place(manifest, folder, place, upgrade=upgrade)
    check_sums(bundle)
    refuse_without_room(bundle, folder)
    clear_unfinished(folder)
    make_environment(bundle, manifest, place)
    copy_jars(bundle, place)
    try_out(place)
    publish(bundle, folder, place)
    _say_next(folder, time.monotonic() - begun, upgrade=upgrade)
    return place


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(
        prog="install.sh",
        description="安装连新，不需要网络 · Install Lianxin; no network is needed.",
    )
    options.add_argument(
        "folder",
        nargs="?",
        type=Path,
        default=Path("/opt/lianxin" if os.geteuid() == 0 else "~/lianxin"),
        help="装到哪里 · where to install it (%(default)s)",
    )
    options.add_argument(
        "--upgrade",
        action="store_true",
        help="升级已装的连新，数据不动 · replace an older one; the data stays",
    )
    return options


def _end(zh: str, en: str) -> int:
    print(f"{zh}\n{en}", file=sys.stderr)
    return REFUSED


def _say_next(folder: Path, seconds: float, *, upgrade: bool) -> None:
    program = folder / "bin" / "lianxin"
    new = (
        ("demo           ", "看看示例镇 · look at the invented town"),
        ("init           ", "建自己的空图 · make an empty graph of your own"),
        ("serve          ", "打开看板 · serve the dashboard"),
        ("service install", "开机自动运行 · start it with the machine"),
    )
    newer = (
        ("upgrade --check", "看看数据会怎样 · what becomes of the data"),
        ("upgrade        ", "先备份，再升级数据 · back up, then upgrade the data"),
        ("service install", "服务改用新版本 · let the service use this version"),
    )
    print(f"\n装好了，用时 {seconds:.0f} 秒 · Installed in {seconds:.0f} s: {folder}")
    print("接下来 · Next:")
    for words, about in newer if upgrade else new:
        print(f"  {program} {words}   {about}")


def entry(bundle: str, *arguments: str) -> NoReturn:
    """Install the bundle in a folder and end the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main(Path(bundle), list(arguments)))
