"""What can go wrong with a backup or a restore.

BackupFailed         no backup was written, and why
BackupDamaged        the file is no backup of ours, or not as it was written; nothing was changed
RestoreFailed        the data was not replaced; what there was is there
RestoreUnfinished    a restore was cut off, and the graph is of neither state until it is completed
NewerHome            a newer version of the program has used the home; nothing was opened
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


class NewerHome(GraphError):
    """A newer version of the program has used the home."""

    exit_code = 27

    def __init__(self, home: Path, was: str, now: str, backup: Path | None) -> None:
        restore = f"lianxin restore {backup}" if backup else "lianxin restore"
        super().__init__(
            f"{home} 已由更新的连新 {was} 使用过，这个是 {now}，没有打开。请换回 {was}；"
            f"确要退回，就把升级前的备份恢复到一个新的文件夹：LIANXIN_HOME=新文件夹 {restore}",
            f"{home} has been used by the newer Lianxin {was}; this is {now}, and nothing was "
            f"opened. Use {was} again; or, to step back, restore the backup of before the upgrade "
            f"into a new folder: LIANXIN_HOME=NEW_FOLDER {restore}",
        )
