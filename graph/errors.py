"""What can go wrong on the graph's side, each with one sentence in Chinese and in English.

GraphError
├── SettingsError            a setting that cannot be used
├── ConnectionFailed
│   ├── ServerUnreachable    nothing answers at the address
│   ├── WrongPassword        the server does not accept the name and password
│   └── UnknownDatabase      the server has no database of that name
├── StatementFailed          a statement that the server turned down (``code`` is the server's)
│   ├── NotReadOnly          it would write, or do what a read must not
│   ├── TimedOut             it took longer than its limit
│   │   └── StillRunning     the server cannot end what was given up before
│   ├── ReadCancelled        nobody waits for it any more
│   ├── OutOfMemory          it needed more memory than the server grants
│   └── ConstraintViolated   two things would have had the same id
├── GateClosed               a backup or a restore is under way, and nothing can be written
├── DiskFull                 too little room is left to write anything
├── ModelVersionError        the graph was made by a newer program
├── FileError                a file of the user's that cannot be used; has its path and line
├── LoadError                rows that cannot be loaded (graph.load)
├── BackupFailed, BackupDamaged, RestoreFailed, RestoreUnfinished   (graph.backup)
└── LocalServerError         the private server (graph.local)
"""

from pathlib import Path
from typing import ClassVar

from graph.text import printable


class GraphError(Exception):
    """Base of every error of this package.

    ``zh`` and ``en`` are the sentences for people, fit for any screen whatever they quote; ``exit_code`` is what the command line ends with.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, zh: str, en: str) -> None:
        self.zh, self.en = printable(zh), printable(en)
        super().__init__(self.en)


class SettingsError(GraphError):
    """A setting that cannot be used."""

    exit_code = 2


class ConnectionFailed(GraphError):
    """No working connection to the server."""

    exit_code = 10


class ServerUnreachable(ConnectionFailed):
    """Nothing answers at the address."""

    exit_code = 11


class WrongPassword(ConnectionFailed):
    """The server does not accept the name and password."""

    exit_code = 12


class UnknownDatabase(ConnectionFailed):
    """The server has no database of that name."""

    exit_code = 13


class StatementFailed(GraphError):
    """A statement that the server turned down; ``code`` is the server's own."""

    exit_code = 20

    def __init__(self, zh: str, en: str, code: str = "") -> None:
        super().__init__(zh, en)
        self.code = code


class NotReadOnly(StatementFailed):
    """The statement would write, or do what a read must not."""


class TimedOut(StatementFailed):
    """The statement took longer than its limit."""


class StillRunning(TimedOut):
    """The server is still working on queries that were given up, so this one was not begun."""


class ReadCancelled(StatementFailed):
    """Whoever asked has cancelled the statement."""


class OutOfMemory(StatementFailed):
    """The statement needed more memory than the server grants."""


class ConstraintViolated(StatementFailed):
    """Two things would have had the same id."""


class GateClosed(GraphError):
    """A backup or a restore is under way, and nothing can be written."""

    exit_code = 19


class ModelVersionError(GraphError):
    """The graph was made by a newer program."""

    exit_code = 14


class DiskFull(GraphError):
    """There is too little room where the data lie for anything to be written."""

    exit_code = 33

    def __init__(self, folder: Path, needed: int, free: int) -> None:
        needs, has = needed // 2**20, free // 2**20
        super().__init__(
            f"磁盘快满了：{folder} 只剩 {has} MB，不足 {needs} MB 时不写入数据，以免损坏；查看不受影响。"
            "请腾出空间后再试。",
            f"The disk is nearly full: {folder} has {has} MB. With less than {needs} MB nothing is "
            "written, so that no data is damaged; reading goes on. Free some and try again.",
        )


class LocalServerError(GraphError):
    """The private server could not do what was asked; graph.local has the kinds."""

    exit_code = 30


class FileError(GraphError):
    """A file of the user's that cannot be used: ``path`` and ``line`` (from 1) say where."""

    exit_code = 6

    def __init__(self, path: str, line: int, zh: str, en: str) -> None:
        super().__init__(f"{path}:{line}：{zh}", f"{path}:{line}: {en}")
        self.path = path
        self.line = line


class LoadError(GraphError):
    """Rows that cannot be loaded; graph.load has the kinds."""

    exit_code = 5
