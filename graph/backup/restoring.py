"""A backup put in place of a graph and of the home's files: all of it, or nothing.

What is needed is first made ready in the folder ``restoring`` of the home, with a journal. Then the
graph is replaced. In a private server a new store is filled beside the one that counts, and one
rename decides. In a server of the town's own a marker node is written first, the graph is emptied
and filled, and the marker is taken away at last: a restore that was cut off in between is completed
at the next start. Whether the graph is the backup's is read from the graph itself
(``schema.restored_by``); where it is, the files follow, one rename a folder.
"""

import os
import secrets
import shutil
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from graph.address import Address
from graph.backup.archive import HOME, Archive
from graph.backup.errors import RestoreFailed, RestoreUnfinished
from graph.backup.home_files import ADDED, FOLDERS
from graph.backup.importing import empty, write_graph
from graph.client import Graph
from graph.errors import GraphError, ModelVersionError
from graph.files import new_file, private_folder, replace_text, sync_folder
from graph.local import LocalServer
from graph.local.backups import replace_graph
from graph.model import MODEL_VERSION, SHANGHAI
from graph.progress import Reporter
from graph.schema import apply_schema, ensure_model_version, mark_restored, restored_by

MARKER = "LianxinRestore"
_MARK = f"MERGE (m:{MARKER} {{id: 'RESTORE'}}) SET m.restore = $restore, m.home = $home RETURN m.restore"
_MARKED = f"MATCH (m:{MARKER} {{id: 'RESTORE'}}) RETURN m.restore, m.home"
_UNMARK = f"MATCH (m:{MARKER}) DELETE m"
_FOLDER, _JOURNAL, _COPY, _FILES = "restoring", "journal.json", "backup.zip", "files"


Settled = Literal["done", "undone", ""]
_UNDER_WAY_WITHIN = 60.0


class Journal(BaseModel):
    """What a restore is about: its name, and the backup of what there was before, if any."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    restore: str
    server: Literal["private", "own"]
    before: str | None


class Restore:
    """One restore of a home, under way or cut off; all that it has made ready lies in one folder."""

    def __init__(self, home: Path, journal: Journal) -> None:
        self.home = home
        self.journal = journal
        self.folder = home / _FOLDER
        self.aside = home / "backups" / f"before-restore-{journal.restore}"

    @classmethod
    def found(cls, home: Path) -> "Restore | None":
        """The restore of a home that was cut off, or None."""
        try:
            text = (home / _FOLDER / _JOURNAL).read_text("utf-8")
        except FileNotFoundError:
            return None
        return cls(home, Journal.model_validate_json(text))

    @property
    def copy(self) -> Path:
        """The backup itself, where the server is one of the town's own."""
        return self.folder / _COPY

    def make_ready(self, archive: Archive) -> None:
        """Unpack the home's files, and write the journal last. Raises BackupDamaged or OSError."""
        shutil.rmtree(self.folder, ignore_errors=True)
        files = self.folder / _FILES
        for folder in FOLDERS:
            private_folder(files / folder)
        for name in archive.manifest.files:
            if name.split("/")[0] in (*FOLDERS, *ADDED):
                private_folder((files / name).parent)
                with new_file(files / name) as out:
                    out.writelines(archive.content(HOME + name))
                    out.flush()
                    os.fsync(out.fileno())
        if self.journal.server == "own":
            shutil.copyfile(archive.file, self.copy)
            with self.copy.open("rb+") as held:
                os.fsync(held.fileno())
        for place, _, _ in os.walk(self.folder):
            sync_folder(Path(place))
        replace_text(self.folder / _JOURNAL, self.journal.model_dump_json())

    def finish(self) -> None:
        """Put the backup's files in place, and keep those that were there; can be done again."""
        for folder in FOLDERS:
            new, old = self.folder / _FILES / folder, self.home / folder
            if not new.exists():
                continue
            if old.exists():
                private_folder(self.aside)
                os.replace(old, _free(self.aside / folder))
            os.replace(new, old)
            sync_folder(self.home)
        for folder in ADDED:
            for one in (self.folder / _FILES / folder).glob("*.json"):
                place = self.home / folder / one.name
                if not place.exists():
                    private_folder(place.parent)
                    os.replace(one, place)
        self.forget()

    def forget(self) -> None:
        """Nothing of this restore is left to do."""
        (self.folder / _JOURNAL).unlink(missing_ok=True)
        shutil.rmtree(self.folder, ignore_errors=True)


def _free(path: Path) -> Path:
    """A path that nothing has."""
    return next(
        one
        for one in (path, *(path.with_name(f"{path.name}-{n}") for n in range(2, 100)))
        if not one.exists()
    )


def new_name() -> str:
    """A name for a restore, by its time."""
    return f"{datetime.now(SHANGHAI):%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"


def refuse_newer(archive: Archive) -> None:
    """Raise ModelVersionError where a newer program wrote the backup."""
    found = archive.manifest.model_version
    if found > MODEL_VERSION:
        raise ModelVersionError(
            f"这份备份由更新的连新写成（模型第 {found} 版，本程序为第 {MODEL_VERSION} 版）。"
            "请先升级程序。没有作任何改动。",
            f"A newer Lianxin wrote this backup (model {found}; this program has "
            f"{MODEL_VERSION}). Upgrade the program first. Nothing was changed.",
        )


def restore_private(
    server: LocalServer, archive: Archive, restore: Restore, progress: Reporter
) -> Path | None:
    """Replace the graph of the private server and the home's files.

    Gives where what there was is kept. Raises what ``graph.local.backups.replace_graph`` raises,
    or BackupDamaged; then nothing was changed.
    """

    def write(graph: Graph) -> None:
        _fill(graph, archive, restore.journal.restore, progress)

    before = restore.journal.before
    kept = replace_graph(server, write, Path(before) if before else None)
    restore.finish()
    return kept


def _fill(graph: Graph, archive: Archive, name: str, progress: Reporter) -> None:
    write_graph(graph, archive, progress)
    ensure_model_version(graph)
    apply_schema(graph, progress)
    mark_restored(graph, name)


def restore_own(address: Address, restore: Restore, progress: Reporter) -> None:
    """Replace the graph of a server of the town's own and the home's files; or go on with that.

    Raises RestoreFailed where the backup cannot be written; then what there was is back.
    """
    name = restore.journal.restore
    with Graph(address) as graph:  # whose gate is its own: ours is closed by whoever restores
        graph.write(_MARK, {"restore": name, "home": str(restore.home)})
        try:
            with Archive(restore.copy) as archive:
                _refill(graph, archive, name, progress)
        except GraphError as error:
            _give_back(graph, restore, error, progress)
            raise RestoreFailed(
                f"没有恢复，原有数据已放回。{error.zh}",
                f"Nothing was restored; the data that there was is back. {error.en}",
            ) from error
    restore.finish()


def _refill(graph: Graph, archive: Archive, name: str, progress: Reporter) -> None:
    empty(graph, MARKER, progress)
    _fill(graph, archive, name, progress)
    graph.write(_UNMARK)


def _give_back(graph: Graph, restore: Restore, error: GraphError, progress: Reporter) -> None:
    before = restore.journal.before
    if before is None:
        raise error
    with Archive(Path(before)) as archive:
        _refill(graph, archive, "", progress)
    restore.forget()


def settle_restore(graph: Graph, home: Path, progress: Reporter) -> Settled:
    """Complete a restore that was cut off, or clear it away where the graph was not replaced yet.

    Says which, or nothing where there was none. Raises RestoreUnfinished where another home's is
    unfinished, and GateClosed where it is not cut off but under way.
    """
    if not (home / _FOLDER).exists() and not graph.read(_MARKED).rows:
        return ""
    with graph.gate.closed(_UNDER_WAY_WITHIN):
        return _settled(graph, home, progress)


def _settled(graph: Graph, home: Path, progress: Reporter) -> Settled:
    restore, marked = Restore.found(home), graph.read(_MARKED).rows
    if marked and (restore is None or marked[0][0] != restore.journal.restore):
        raise _others(str(marked[0][1]))
    if restore is None:  # cut off before anything was changed
        shutil.rmtree(home / _FOLDER, ignore_errors=True)
        return ""
    if marked:
        restore_own(graph.address, restore, progress)
    elif restored_by(graph) == restore.journal.restore:
        restore.finish()
    else:
        restore.forget()
        return "undone"
    return "done"


def _others(home: str) -> RestoreUnfinished:
    return RestoreUnfinished(
        f"这个数据库的恢复没有完成。请在做恢复的那台机器上（数据文件夹 {home}）再启动一次连新。",
        f"A restore of this database was not completed. Start Lianxin once more on the machine "
        f"that did it (data folder {home}).",
    )
