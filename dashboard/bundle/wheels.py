"""Gather wheels: the program's own, and every one that it needs, as constraints.txt pins them."""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

from dashboard.bundle.errors import BundleFailed, NoSources
from dashboard.bundle.installer.checks import numbers
from graph.progress import Reporter

CONSTRAINTS = "constraints.txt"
_LIBC = re.compile(r"manylinux_(\d+)_(\d+)|(manylinux1|manylinux2010|manylinux2014)_")
_OLD_NAMES = {"manylinux1": "2.5", "manylinux2010": "2.12", "manylinux2014": "2.17"}
_NOT_SHIPPED = {"dev"}
_LAST_LINES = 3


def source_folder() -> Path:
    """The checkout that the running program is of. Raises NoSources."""
    folder = Path(__file__).parents[2]
    if not ((folder / "pyproject.toml").is_file() and (folder / CONSTRAINTS).is_file()):
        raise NoSources()
    return folder


def least_libc(names: Iterable[str]) -> str:
    """The oldest C library that every one of these wheels runs on; "" where none asks for any."""
    wanted = [min(found, key=numbers) for name in names if (found := _libcs(name))]
    return max(wanted, key=numbers, default="")


def _libcs(name: str) -> list[str]:
    """The C libraries that one wheel says it runs on; the oldest counts."""
    return [_OLD_NAMES[old] if old else f"{a}.{b}" for a, b, old in _LIBC.findall(name)]


class Wheels:
    """The wheels of a checkout, gathered by pip into a folder."""

    def __init__(self, source: Path, folder: Path, progress: Reporter) -> None:
        self._source = source
        self._folder = folder
        self._progress = progress
        project = tomllib.loads((source / "pyproject.toml").read_text("utf-8"))["project"]
        self.version = str(project["version"])
        extras = sorted(project.get("optional-dependencies", {}).keys() - _NOT_SHIPPED)
        named = f"[{','.join(extras)}]" if extras else ""
        self.requirement = f"lianxin{named}=={self.version}"
        """What the installer asks pip for."""

    def gather(self) -> "Wheels":
        """Build the program's own wheel and bring all others, pip's among them; gives itself.

        Raises BundleFailed.
        """
        into = ["--quiet", "--disable-pip-version-check"]
        with self._progress.task("制作程序包", "Building the program's wheel", None):
            self._pip("wheel", *into, "-w", self._folder, "--no-deps", self._source)
        with self._progress.task("收集依赖包", "Gathering what it needs", None):
            find = ["--find-links", self._folder, "--only-binary", ":all:"]
            self._pip("download", *into, "-d", self._folder, *find, self.requirement, "pip")
        return self

    def _pip(self, *words: object) -> None:
        """Run pip with the constraints, those of a build's own environment too."""
        constraints = self._source / CONSTRAINTS
        done = subprocess.run(
            [sys.executable, "-P", "-m", "pip", *map(str, words)],
            env={**os.environ, "PIP_CONSTRAINT": str(constraints)},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            last = " ".join(done.stderr.strip().splitlines()[-_LAST_LINES:])
            raise BundleFailed(
                f"没有收集齐程序包，请检查网络后再试。pip 说：{last}",
                f"The wheels could not be gathered; check the network and try again. pip says: {last}",
            )
