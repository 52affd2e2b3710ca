"""Why a file cannot be read or written, in words: the system says it in English alone."""

import errno
import sqlite3

_SENTENCES = {
    errno.ENOSPC: ("磁盘已满", "the disk is full"),
    errno.EDQUOT: ("磁盘配额已用完", "the disk quota is used up"),
    errno.EACCES: ("没有权限", "permission denied"),
    errno.EPERM: ("没有权限", "permission denied"),
    errno.EROFS: ("磁盘是只读的", "the disk is read-only"),
    errno.ENOENT: ("没有这个文件或文件夹", "there is no such file or folder"),
    errno.ENOTDIR: ("路径中有一段不是文件夹", "a part of the path is no folder"),
    errno.EISDIR: ("那是一个文件夹", "it is a folder"),
    errno.EEXIST: ("已有同名文件", "there is a file of that name"),
    errno.EIO: ("磁盘读写出错", "the disk fails"),
    errno.EMFILE: ("打开的文件太多", "too many files are open"),
    errno.ENAMETOOLONG: ("文件名太长", "the name is too long"),
    errno.EBUSY: ("文件正被别的程序使用", "another program uses the file"),
}
_OF_SQLITE = {
    "SQLITE_FULL": _SENTENCES[errno.ENOSPC],
    "SQLITE_READONLY": ("文件是只读的", "the file is read-only"),
    "SQLITE_CANTOPEN": ("文件打不开", "the file cannot be opened"),
    "SQLITE_BUSY": _SENTENCES[errno.EBUSY],
    "SQLITE_NOTADB": ("不是数据库文件", "it is no database"),
    "SQLITE_CORRUPT": ("文件已损坏", "the file is damaged"),
    "SQLITE_IOERR": _SENTENCES[errno.EIO],
}


def reason_of(error: BaseException) -> tuple[str, str]:
    """Why, in Chinese and English; what has no words of ours is given as the system says it."""
    if isinstance(error, sqlite3.Error):
        name = "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])
        return _OF_SQLITE.get(name, (str(error), str(error)))
    inner = error.args[0] if error.args else None
    if not isinstance(error, OSError) and isinstance(inner, BaseException):
        return reason_of(inner)  # XlsxWriter wraps what the system says
    if isinstance(error, TimeoutError):  # nobody got the lock on a file
        return _SENTENCES[errno.EBUSY]
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return _SENTENCES.get(getattr(error, "errno", None) or 0, (said, said))
