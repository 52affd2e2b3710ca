"""A file that is written beside the place it is to have, and gets its name once it is whole."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from graph.backup.errors import BackupFailed
from graph.files import free_bytes, private_folder, publish_new, reason_of, replace_text
from graph.local.errors import NoRoom, name_taken

_OTHER_WITHIN = 30.0
_NOTE = "backup.draft"
"""In the home: the path of the draft that is being written."""


@contextmanager
def draft_of(file: Path, home: Path) -> Iterator[Path]:
    """The path of a draft beside ``file``; it is removed when the body is left.

    After a kill ``remove_draft`` does so. Raises BackupFailed or NoRoom for an error of the disk,
    and BackupFailed while another backup of this home is written.
    """
    draft, note = file.with_name(f".{file.name}.{secrets.token_hex(4)}"), home / _NOTE
    try:
        private_folder(file.parent)
        with _lock(home, _OTHER_WITHIN):
            _remove_noted(home)
            replace_text(note, str(draft))
            try:
                yield draft
            finally:
                _remove_noted(home)
    except Timeout as error:
        raise BackupFailed(
            "另一次备份正在进行，没有再做。请等它结束后再试。",
            "Another backup is under way, and no second one was begun. Try again when it has ended.",
        ) from error
    except OSError as error:
        raise _failed(file, error) from error


def remove_draft(home: Path) -> None:
    """Remove the draft of a backup that was cut off; one that is under way is left alone."""
    if (home / _NOTE).exists():
        with suppress(Timeout), _lock(home, 0):
            _remove_noted(home)


def _lock(home: Path, seconds: float) -> FileLock:
    return FileLock(home / "backup.lock", timeout=seconds, mode=0o600)


def _remove_noted(home: Path) -> None:
    with suppress(OSError):
        draft = Path((home / _NOTE).read_text("utf-8"))
        if draft.name.startswith("."):
            draft.unlink(missing_ok=True)
        (home / _NOTE).unlink()


def publish(whole: Path, file: Path) -> None:
    """Give a whole draft its name, unless another file has come to bear it. Raises BackupFailed."""
    try:
        publish_new(whole, file)
    except FileExistsError:
        refuse_taken(file)


def refuse_taken(file: Path) -> None:
    """Raise BackupFailed where there is something of that name."""
    if os.path.lexists(file):
        raise BackupFailed(*name_taken(file))


def _failed(file: Path, error: OSError) -> BackupFailed | NoRoom:
    if error.errno == errno.ENOSPC:
        return NoRoom(file.parent, 2**20, free_bytes(file.parent))
    place, (zh, en) = error.filename or file, reason_of(error)
    return BackupFailed(
        f"没有写成备份：{place}（{zh}）。", f"No backup was written: {place} ({en})."
    )
