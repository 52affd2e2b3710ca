"""Backup and restore of the private server's data, with neo4j-admin and the server stopped.

A restore loads into a data folder of its own, tries a server out on it, and then lets that folder
count by replacing one file (``graph.local.store.current``): until then nothing has changed, from
then on it is done. What a kill leaves, the next start cleans (``graph.local.store.unfinished``).
"""

import logging
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.client import Graph
from graph.errors import LocalServerError
from graph.files import private_folder, publish_new, sync_file
from graph.local.errors import StartFailed, StoreCommandFailed, name_taken
from graph.local.server import LocalServer
from graph.local.store.admin import Admin
from graph.local.store.current import Current
from graph.local.store.folders import NEW_STORE
from graph.local.store.unfinished import (
    FORMER_DUMP,
    backup_before,
    backup_folder,
    new_data_folder,
    settle,
)
from graph.schema import mark_restored

_OF_DUMP = 4
"""A store takes up to so many times the room of its backup."""
_log = logging.getLogger(__name__)


def backup(server: LocalServer, file: Path) -> None:
    """Write all data to ``file``, which must not be there yet; it is there only once it is whole.

    The server is stopped meanwhile. Raises StoreCommandFailed.
    """
    file = file.absolute()
    _refuse_taken(file)
    _make_place(file)
    server.folders.make()
    with _restart_said(server, f"备份已写入 {file}。", f"The backup is in {file}."):
        scratch = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
        try:
            with backup_folder(server.folders, scratch):
                _admin(server).dump(server.folders.data, scratch / "whole", scratch)
                _publish(scratch / "whole", file)
        except OSError as error:
            raise _no_place(file) from error


def restore(server: LocalServer, file: Path) -> Path | None:
    """Put the data of the backup ``file`` in place of what there is; the password stays as it is.

    Gives where the data that there was is kept: a backup of it or, where none could be written,
    its folder; None where there was none. A server that ran runs again afterwards, for the same
    owner. Raises StoreCommandFailed or NoRoom; then the data is as it was.
    """
    if not file.is_file():
        raise StoreCommandFailed(
            f"找不到备份文件 {file}，数据没有改动。",
            f"There is no backup file {file}; the data is as it was.",
        )
    folders = server.folders
    folders.make()
    needed = NEW_STORE + _OF_DUMP * file.stat().st_size
    folders.refuse_without_room(folders.root, needed)

    def load(former: Path, new: Path) -> Path | None:
        _admin(server).load(file, new, folders.work)  # first: one that is broken is refused at once
        backed_up = _back_up_former(server, former)
        _try_out(server, new, mark_restored)
        return backup_before(folders, new.name) if backed_up else None

    return _replaced(server, load)


def replace_graph(
    server: LocalServer, write: Callable[[Graph], None], backup: Path | None
) -> Path | None:
    """Put what ``write`` writes into an empty database in place of the graph.

    It counts once ``write`` has returned; until then the data is as it was. ``backup``, in the
    home's folder for backups, holds the graph that there was; where there is none its store is
    kept. Gives where that is. Raises what ``write`` raises, StoreCommandFailed or NoRoom.
    """
    server.folders.make()
    server.folders.refuse_without_room(server.folders.root, NEW_STORE)

    def load(former: Path, new: Path) -> Path | None:
        _try_out(server, new, write)
        return backup

    return _replaced(server, load)


def _replaced(server: LocalServer, load: Callable[[Path, Path], Path | None]) -> Path | None:
    """Stop the server, have a new data folder filled, and let it count.

    ``load`` is given the former folder and the new one, and gives the backup of the former data,
    which ends up in the folder for backups. Gives where what there was is kept.
    """
    folders = server.folders
    with _restart_said(server, "数据已恢复。", "The data is restored."):
        former, new = folders.data, new_data_folder(folders)
        try:
            private_folder(folders.work)
            _copy_all_but_the_database(former, new)
            backup = load(former, new)
            held = former.name if (former / "databases" / "neo4j").exists() else None
            Current(new.name, held, backup.name if backup else None).write(folders.current)
        finally:
            settle(folders)
    kept = former.with_name(f"kept-{new.name}")
    return next((path for path in (backup, kept) if path is not None and path.exists()), None)


@contextmanager
def _restart_said(server: LocalServer, zh: str, en: str) -> Iterator[None]:
    """Run the body while the server is stopped; where it does not come up again afterwards, the
    error says first what the body has done.
    """
    done = False
    try:
        with server.stopped_for_a_while():
            yield
            done = True
    except LocalServerError as error:
        if not done:
            raise
        raise StoreCommandFailed(f"{zh}{error.zh}", f"{en} {error.en}") from error


def _admin(server: LocalServer) -> Admin:
    java, jars = server.tools()
    return Admin(java, jars, server.folders, server.line)


def _back_up_former(server: LocalServer, former: Path) -> bool:
    """Write a backup of the data there is; False where there is none, or where it cannot be read."""
    if not (former / "databases" / "neo4j").exists():
        return False
    work = server.folders.work
    try:
        _admin(server).dump(former, work / FORMER_DUMP, work)
    except StoreCommandFailed as error:
        _log.warning("The data before the restore is kept as a folder: %s", error)
        return False
    sync_file(work / FORMER_DUMP)
    return True


def _copy_all_but_the_database(former: Path, new: Path) -> None:
    """Bring the server's users, with their passwords, to the new data folder."""
    if former.exists():
        shutil.copytree(former, new, ignore=shutil.ignore_patterns("neo4j"))
    else:
        private_folder(new)


def _try_out(server: LocalServer, data: Path, work: Callable[[Graph], None]) -> None:
    """Have a server come up on the new data, and something done with it."""
    try:
        with server.trial(data) as address, Graph(address) as graph:
            work(graph)
    except StartFailed as error:
        raise StoreCommandFailed(
            f"Neo4j 打不开备份中的数据，原有数据没有改动。{error.zh}",
            f"Neo4j cannot open the data of this backup; the data is as it was. {error.en}",
        ) from error


def _publish(whole: Path, file: Path) -> None:
    """Give a whole backup its name, unless another file has come to bear it meanwhile."""
    try:
        publish_new(whole, file)
    except FileExistsError:
        _refuse_taken(file)


def _refuse_taken(file: Path) -> None:
    if os.path.lexists(file):
        raise StoreCommandFailed(*name_taken(file))


def _make_place(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _no_place(file) from error
    if not os.access(file.parent, os.W_OK):
        raise _no_place(file)


def _no_place(file: Path) -> StoreCommandFailed:
    return StoreCommandFailed(
        f"无法在 {file.parent} 中写入备份，请另选一个位置。",
        f"The backup cannot be written in {file.parent}; choose another place.",
    )
