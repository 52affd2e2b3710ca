"""What can go wrong when a bundle is made.

DashboardError
├── NoSources     the program runs without its sources, of which a bundle is made
├── BundleTaken   there is a file of that name
└── BundleFailed  wheels could not be gathered, or the archive not be written
"""

from pathlib import Path

from dashboard.errors import DashboardError


class NoSources(DashboardError):
    """The program runs without its sources, of which a bundle is made."""

    exit_code = 26

    def __init__(self) -> None:
        super().__init__(
            "安装包要从源代码做：请在源代码的文件夹里 make 之后，用那里的 .venv/bin/lianxin bundle。",
            "A bundle is made of the sources: run make in their folder, then its "
            ".venv/bin/lianxin bundle.",
        )


class BundleTaken(DashboardError):
    """There is a file of that name."""

    exit_code = 9

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"{file} 已经存在，没有改动。请另选一个文件名，或加 --replace。",
            f"{file} exists and was left as it is. Choose another name, or add --replace.",
        )


class BundleFailed(DashboardError):
    """Wheels could not be gathered, or the archive not be written."""

    exit_code = 26
