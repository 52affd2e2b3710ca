"""Folders and files that are their owner's alone, files that are written whole or not at all, and why
one cannot be read or written, in words; how much room a disk has."""

import errno
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import get_ident
from time import time
from typing import IO

DRAFT = ".next"
"""What the name of a file that is being written ends with."""
_DEAD_AFTER = 3600.0
"""Seconds after which nobody writes a draft any more."""
_OTHERS = stat.S_IRWXG | stat.S_IRWXO

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


def free_bytes(folder: Path) -> int:
    """The bytes that are free on the disk of a folder, which may be yet to be made."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free


def private_folder(folder: Path) -> None:
    """Make a folder and those above it that are missing, each for its owner alone.

    Raises OSError where that cannot be.
    """
    if not folder.is_dir():
        private_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


@contextmanager
def owner_only() -> Iterator[None]:
    """While the body runs, whatever this process makes is its owner's alone."""
    before = os.umask(_OTHERS)
    try:
        yield
    finally:
        os.umask(before)


def take_from_others(folder: Path) -> None:
    """Take a folder, and all that is in it, from everybody but its owner.

    What another user owns is left as it is; symbolic links are not followed.
    """
    _close(folder)
    for place, names, files in os.walk(folder):
        for name in (*names, *files):
            _close(Path(place, name))


def _close(path: Path) -> None:
    with suppress(OSError):
        mode = path.lstat().st_mode
        if mode & _OTHERS and not stat.S_ISLNK(mode):
            path.chmod(stat.S_IMODE(mode) & ~_OTHERS)


def replace_text(file: Path, text: str) -> None:
    """Put a text in place of what a file holds, in one step that no crash can cut in two.

    Only the owner can read it, from its first byte on. A file that holds the text is left alone,
    so that this needs no room.
    """
    with suppress(OSError, UnicodeDecodeError):
        if file.read_text("utf-8") == text:
            return
    replace_bytes(file, [text.encode()])


def replace_bytes(file: Path, parts: Iterable[bytes]) -> None:
    """As ``replace_text`` for bytes that come a part at a time. A failure leaves nothing behind.

    Of two who write at once, in any process, the last one's stands whole.
    """
    draft = file.with_name(f"{file.name}.{os.getpid()}-{get_ident()}{DRAFT}")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as out:
            out.writelines(parts)
            out.flush()
            os.fsync(out.fileno())
        os.replace(draft, file)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    sync_folder(file.parent)


def remove_dead_drafts(folder: Path) -> None:
    """Remove what processes that were killed had begun to write in a folder, an hour ago or more."""
    before = time() - _DEAD_AFTER
    for draft in folder.glob(f"*{DRAFT}"):
        with suppress(OSError):
            if draft.stat().st_mtime < before:
                draft.unlink()


def new_file(file: Path) -> IO[bytes]:
    """A file that was not there before, for its owner alone, open for writing.

    Raises FileExistsError.
    """
    return open(file, "xb", opener=lambda path, flags: os.open(path, flags, 0o600))


def publish_new(draft: Path, file: Path) -> None:
    """Give a whole draft its name. Raises FileExistsError where another file has come to bear it."""
    sync_file(draft)
    try:
        os.link(draft, file)
    except FileExistsError:
        raise
    except OSError:  # a disk that knows no links
        if os.path.lexists(file):
            raise FileExistsError(file) from None
        draft.rename(file)
    sync_folder(file.parent)


def append_line(file: Path, line: str) -> None:
    """Write a line at the end of a file that only its owner can read.

    Half a line that a crash or a full disk left there stays by itself and swallows nothing.
    """
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "rb+") as held:
        size = held.seek(0, os.SEEK_END)
        held.seek(max(size - 1, 0))
        torn = size > 0 and held.read(1) != b"\n"
        held.write(b"\n" * torn + line.encode() + b"\n")
        held.flush()
        os.fsync(held.fileno())


def sync_file(file: Path) -> None:
    """Have the system write down what a file holds."""
    with file.open("rb+") as held:
        os.fsync(held.fileno())


def sync_folder(folder: Path) -> None:
    """Have the system write down which names a folder holds, where it can be asked to."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


REMOVED = ".removed"
"""What follows the name of a file that was taken away and is kept beside the others."""


def set_aside(file: Path) -> Path:
    """Take a file away; it is kept beside the others under the name that is returned. Raises OSError."""
    kept, number = file.with_name(f"{file.name}{REMOVED}"), 2
    while kept.exists():
        kept, number = file.with_name(f"{file.name}{REMOVED}-{number}"), number + 1
    return file.rename(kept)


def reason_of(error: BaseException) -> tuple[str, str]:
    """Why, in Chinese and English; what has no words of ours is given as the system says it."""
    if of_sqlite := getattr(error, "sqlite_errorname", ""):
        name = "_".join(of_sqlite.split("_")[:2])
        return _OF_SQLITE.get(name, (str(error), str(error)))
    inner = error.args[0] if error.args else None
    if not isinstance(error, OSError) and isinstance(inner, BaseException):
        return reason_of(inner)  # XlsxWriter wraps what the system says
    if isinstance(error, TimeoutError):  # nobody got the lock on a file
        return _SENTENCES[errno.EBUSY]
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return _SENTENCES.get(getattr(error, "errno", None) or 0, (said, said))
