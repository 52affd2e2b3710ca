"""A bundle of a program that only says its version, so that it is made and installed in seconds."""

import subprocess
import sys
import tarfile
from pathlib import Path
from shutil import copyfile

from dashboard.bundle.making import make_bundle
from graph.progress import Silent
from graph.settings import Settings

ROOT = Path(__file__).parents[2]
_PROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "lianxin"
version = "{version}"
dependencies = ["tomli-w>=1"]
[tool.hatch.build.targets.wheel]
packages = ["dashboard"]
"""
_PROGRAM = """\
import sys, tomli_w
print("{version}", *sys.argv[1:])
"""


def project(folder: Path, version: str) -> Path:
    """The sources of the small program, with the pins of ours."""
    package = folder / "dashboard"
    package.mkdir(parents=True)
    (folder / "pyproject.toml").write_text(_PROJECT.format(version=version), "utf-8")
    (package / "__init__.py").touch()
    (package / "__main__.py").write_text(_PROGRAM.format(version=version), "utf-8")
    copyfile(ROOT / "constraints.txt", folder / "constraints.txt")
    return folder


def small_bundle(folder: Path, version: str) -> Path:
    """The archive of such a bundle."""
    file = folder / f"{version}.tar"
    make_bundle(project(folder / version, version), file, Settings(), Silent())
    return file


def unpacked(file: Path, folder: Path) -> Path:
    """What is in an archive, laid into a new folder."""
    with tarfile.open(file) as archive:
        archive.extractall(folder, filter="data")
    (one,) = folder.iterdir()
    return one


def install(bundle: Path, *words: object, **more: str) -> "subprocess.CompletedProcess[str]":
    """Run ``install.sh`` as somebody who has just unpacked it."""
    return subprocess.run(
        [bundle / "install.sh", *map(str, words)],
        env={"PATH": f"{sys.base_prefix}/bin:/usr/bin:/bin", "HOME": str(bundle.parent), **more},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
