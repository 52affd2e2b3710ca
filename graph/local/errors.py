"""What can go wrong with the private server, each with one sentence that names the way out.

LocalServerError (graph.errors)
├── NoJava               no Java that fits, or none at all
├── DownloadFailed       a jar could not be fetched, or is not what the lock says
├── NoRoom               not enough room on the disk
├── NotWritable          a folder that must be written to cannot be
├── AlreadyRunning       another program has the server of this data folder
├── StartFailed          Neo4j ended, or did not answer, while it started
├── NewerStore           the data was written by a newer Neo4j
├── StoreCommandFailed   a backup or a restore failed
├── PasswordLost         the server does not take the password that was kept
├── StopFailed           the server could not be ended
└── StartCancelled       whoever waited for the start waits no longer
"""

from pathlib import Path

from graph.errors import LocalServerError


class NoJava(LocalServerError):
    """No Java that fits this line of Neo4j."""

    exit_code = 31

    def __init__(self, wanted: tuple[int, ...], tried: str) -> None:
        versions = " / ".join(map(str, wanted))
        super().__init__(
            f"找不到可用的 Java（需要 {versions}；{tried}）。"
            "请安装其中一个版本，或用 LIANXIN_JAVA 指明 java 程序。",
            f"No fitting Java was found (needed: {versions}; {tried}). "
            "Install one of these, or name the java program in LIANXIN_JAVA.",
        )


class DownloadFailed(LocalServerError):
    """A jar could not be fetched, or is not what the lock says."""

    exit_code = 32


class NoRoom(LocalServerError):
    """Not enough room on the disk."""

    exit_code = 33

    def __init__(self, folder: Path, needed: int, free: int) -> None:
        needs, has = needed // 2**20, free // 2**20
        super().__init__(
            f"磁盘空间不足：{folder} 需要 {needs} MB，只剩 {has} MB。请腾出空间后再试。",
            f"No room on the disk: {folder} needs {needs} MB and has {has} MB. "
            "Free some and try again.",
        )


class NotWritable(LocalServerError):
    """A folder that must be written to cannot be; ``setting`` names another one."""

    exit_code = 34

    def __init__(self, folder: Path, setting: str = "LIANXIN_HOME") -> None:
        super().__init__(
            f"无法写入 {folder}。请检查权限，或用 {setting} 另指一个文件夹。",
            f"{folder} cannot be written to. Check its permissions, "
            f"or name another folder in {setting}.",
        )


class AlreadyRunning(LocalServerError):
    """Another program has the server of this data folder."""

    exit_code = 35

    def __init__(self, folder: Path, pid: int | None) -> None:
        zh, en = (f"（进程 {pid}）", f" (process {pid})") if pid else ("", "")
        super().__init__(
            f"数据文件夹 {folder} 正被另一个连新{zh}使用。"
            "请先在它的窗口按 Ctrl-C 停止它，或用 LIANXIN_HOME 另指一个文件夹。",
            f"The data folder {folder} is in use by another Lianxin{en}. Stop that "
            "one first (Ctrl-C in its window), or name another folder in LIANXIN_HOME.",
        )


class StartFailed(LocalServerError):
    """Neo4j ended, or did not answer, while it started."""

    exit_code = 36

    def __init__(self, log: Path, last_lines: str) -> None:
        super().__init__(
            f"Neo4j 没能启动。请看日志 {log}，最后几行：\n{last_lines}",
            f"Neo4j did not start. See its log, {log}; the last lines:\n{last_lines}",
        )


class NewerStore(LocalServerError):
    """The data was written by a newer Neo4j."""

    exit_code = 37

    def __init__(self, folder: Path, made_by: str, ours: str) -> None:
        super().__init__(
            f"{folder} 中的数据由更新的 Neo4j（{made_by}）写成，Neo4j {ours} 打不开。"
            "请更新连新，或用 LIANXIN_NEO4J_LINE 选用新的版本。",
            f"The data in {folder} was written by a newer Neo4j ({made_by}), which {ours} cannot "
            "open. Update Lianxin, or choose the newer line with LIANXIN_NEO4J_LINE.",
        )


class StoreCommandFailed(LocalServerError):
    """A backup or a restore failed; the data is as it was."""

    exit_code = 38


class PasswordLost(LocalServerError):
    """The server does not take the password that was kept."""

    exit_code = 39

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"Neo4j 不接受 {file} 中保存的密码。请放回原来的密码文件，"
            "或把数据文件夹移开后用 lianxin neo4j restore 恢复备份。",
            f"Neo4j does not accept the password kept in {file}. Put the former file back, or "
            "move the data folder away and restore a backup with lianxin neo4j restore.",
        )


class StopFailed(LocalServerError):
    """The server could not be ended."""

    exit_code = 40

    def __init__(self, pid: int) -> None:
        super().__init__(
            f"无法停止 Neo4j（进程 {pid}）。它可能属于另一个用户，请由该用户停止。",
            f"Neo4j (process {pid}) could not be stopped. It may be another user's; "
            "let them stop it.",
        )


class StartCancelled(LocalServerError):
    """Whoever waited for the start of the server waits no longer."""

    exit_code = 41

    def __init__(self) -> None:
        super().__init__(
            "程序正在结束，没有再启动 Neo4j。",
            "The program is ending; Neo4j was not started again.",
        )


def name_taken(file: Path) -> tuple[str, str]:
    """That no backup was written because there is a file of its name, in Chinese and English."""
    return (
        f"{file} 已经存在，没有写入备份。请另选一个文件名。",
        f"{file} exists already; no backup was written. Choose another name.",
    )
