"""The Python environment of one version: every wheel of the bundle in it, and Neo4j beside them."""

import os
import shutil
import subprocess
import venv
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from dashboard.bundle.installer.showing import Refused, progress, show


def make_environment(bundle: Path, manifest: dict[str, Any], place: Path) -> None:
    """An environment of Python's with every wheel in it."""
    print("建立 Python 环境 · Making the Python environment", flush=True)
    venv.create(place, symlinks=True, with_pip=False)
    wheels = bundle / "wheels"
    (pip,) = wheels.glob("pip-*.whl")
    command = [
        *(place / "bin" / "python", "-I", pip / "pip", "install", "--isolated", "--no-index"),
        *("--find-links", wheels, "--no-cache-dir", "--disable-pip-version-check", "--quiet"),
        *("--no-warn-script-location", "--root-user-action=ignore", *manifest["requires"]),
    ]
    total = len(list(wheels.glob("*.whl"))) - 1  # pip itself is not installed
    _run(command, "安装程序包 · Installing packages", lambda: _distributions(place), total)


def copy_jars(bundle: Path, place: Path) -> None:
    """Put Neo4j where the program looks first."""
    jars = sorted((bundle / "jars").rglob("*.jar"))
    for jar in progress("放好 Neo4j · Putting Neo4j in place", jars):
        target = place / "share" / "lianxin" / jar.relative_to(bundle)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(jar, target)


def try_out(place: Path) -> None:
    """Run what was installed once. Raises Refused where it does not run."""
    words = "试运行 · Trying it"
    _run([place / "bin" / "python", "-I", "-m", "dashboard", "--version"], words, lambda: 0, 1)


def _distributions(place: Path) -> int:
    return sum(1 for _ in place.glob("lib/*/site-packages/*.dist-info"))


def _run(command: Iterable[object], words: str, done: Callable[[], int], total: int) -> None:
    """Run a program that says nothing, and show how far it is. Raises Refused where it fails."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PIP_", "PYTHON", "VIRTUAL_ENV"))
    }
    environment["PIP_CONFIG_FILE"] = os.devnull
    with subprocess.Popen(
        list(map(str, command)),
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as running:
        try:
            errors = _errors_of(running, lambda: show(words, min(done(), total - 1), total))
        except BaseException:
            running.kill()
            raise
    if running.returncode:
        last = (errors.strip().splitlines() or ["?"])[-1]
        raise Refused(f"没有装成：{last}", f"Not installed: {last}")
    show(words, total, total)


def _errors_of(running: "subprocess.Popen[str]", meanwhile: Callable[[], None]) -> str:
    """What a program wrote to its standard error, once it has ended."""
    while True:
        try:
            return running.communicate(timeout=0.5)[1]
        except subprocess.TimeoutExpired:
            meanwhile()
