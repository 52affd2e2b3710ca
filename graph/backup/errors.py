"""What can go wrong with a backup or a restore.

BackupFailed         no backup was written, and why
BackupDamaged        the file is no backup of ours, or not as it was written; nothing was changed
RestoreFailed        the data was not replaced; what there was is there
RestoreUnfinished    a restore was cut off, and the graph is of neither state until it is completed
"""

from pathlib import Path

from graph.errors import GraphError


class BackupFailed(GraphError):
    """No backup was written."""

    exit_code = 15


class BackupDamaged(GraphError):
    """The file is no backup of ours, or not as it was written."""

    exit_code = 16

    def __init__(self, file: Path, zh: str, en: str) -> None:
        super().__init__(
            f"{file} 不能用来恢复：{zh}。没有作任何改动。",
            f"{file} cannot be restored: {en}. Nothing was changed.",
        )


class RestoreFailed(GraphError):
    """The data was not replaced."""

    exit_code = 17


class RestoreUnfinished(GraphError):
    """A restore was cut off, and the graph is of neither state until it is completed."""

    exit_code = 18
