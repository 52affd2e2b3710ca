"""A file that is written beside the place it is to have, and gets its name once it is whole."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from graph.backup.errors import BackupFailed
from graph.files import private_folder, replace_text, sync_file, sync_folder
from graph.local.errors import NoRoom
from graph.local.store.folders import free_bytes

_NOTE = "backup.draft"
"""In the home: the path of the draft that is being written."""


@contextmanager
def draft_of(file: Path, home: Path) -> Iterator[Path]:
    """The path of a draft beside ``file``; it is removed when the body is left, by ``remove_draft`` after a kill.

    Raises BackupFailed or NoRoom for an error of the disk.
    """
    draft, note = file.with_name(f".{file.name}.{secrets.token_hex(4)}"), home / _NOTE
    try:
        private_folder(file.parent)
        replace_text(note, str(draft))
        yield draft
    except OSError as error:
        raise _failed(file, error) from error
    finally:
        for path in (draft, note):
            with suppress(OSError):
                path.unlink()


def remove_draft(home: Path) -> None:
    """Remove the draft of a backup that was cut off. Called where none is being written."""
    with suppress(OSError):
        draft = Path((home / _NOTE).read_text("utf-8"))
        if draft.name.startswith("."):
            draft.unlink(missing_ok=True)
        (home / _NOTE).unlink()


def publish(whole: Path, file: Path) -> None:
    """Give a whole draft its name, unless another file has come to bear it. Raises BackupFailed."""
    sync_file(whole)
    try:
        os.link(whole, file)
    except FileExistsError:
        refuse_taken(file)
    except OSError:  # a disk that knows no links
        refuse_taken(file)
        whole.rename(file)
    sync_folder(file.parent)


def refuse_taken(file: Path) -> None:
    """Raise BackupFailed where there is something of that name."""
    if os.path.lexists(file):
        raise BackupFailed(
            f"{file} 已经存在，没有写入备份。请另选一个文件名。",
            f"{file} exists already; no backup was written. Choose another name.",
        )


def _failed(file: Path, error: OSError) -> BackupFailed | NoRoom:
    if error.errno == errno.ENOSPC:
        return NoRoom(file.parent, 2**20, free_bytes(file.parent))
    place, why = error.filename or file, error.strerror
    return BackupFailed(
        f"没有写成备份：{place}（{why}）。", f"No backup was written: {place} ({why})."
    )
