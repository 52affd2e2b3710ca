"""Every saved action, shipped and the home's own: found by id, read again when a file has changed."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from time import monotonic
from types import MappingProxyType

from cypher.act.action_file import SavedAction, parse_action
from cypher.errors import BrokenFile, UnknownAction, meant
from cypher.file.parse import Source
from cypher.library.approvals import Approval, Approvals
from cypher.library.walk import Stamp, read, stamp, walk

FOLDER = "actions"


@dataclass(frozen=True)
class Actions:
    """All actions by id, the files that could not be used, and where each of the home's own stands."""

    saved: Mapping[str, SavedAction] = field(default_factory=dict)
    broken: tuple[BrokenFile, ...] = ()
    approvals: Mapping[str, Approval] = field(default_factory=dict)

    def approval(self, saved: SavedAction) -> Approval:
        """Whether an action has been approved as it is; the shipped ones are, by the release."""
        unapproved = Approval("release" if saved.source == "shipped" else "unapproved")
        return self.approvals.get(saved.id, unapproved)

    def find(self, id: str) -> SavedAction:
        """The action of an id. Raises UnknownAction, or BrokenFile where its file cannot be used."""
        bare = id.removeprefix(f"{FOLDER}/")
        if bare in self.saved:
            return self.saved[bare]
        for error in self.broken:
            if error.id == bare:
                raise error.with_traceback(None)
        zh, en = meant(bare, self.saved, 3)
        raise UnknownAction(
            f"没有名为 {bare} 的操作。{zh or '用 lianxin action list 可以看到全部。'}",
            f"There is no action {bare}.{en or ' See: lianxin action list.'}",
        )


class ActionLibrary:
    """The actions that come with the program and those of a home; opens nothing until it is asked.

    ``own`` is the home's folder of own files, ``approvals`` that of their approvals. The folders are
    looked at when the actions are asked for, at most once in ``every`` seconds.
    """

    def __init__(
        self, own: Path | None = None, approvals: Path | None = None, *, every: float = 1.0
    ) -> None:
        self.own = own
        self.approvals = approvals
        self._every = every
        self._lock = threading.Lock()
        self._held: Actions | None = None
        self._stamp: tuple[Stamp, ...] = ()
        self._looked = 0.0

    def all(self) -> Actions:
        """Every action as the files are now, also those that nobody has approved."""
        with self._lock:
            held = self._held
            if held is not None and (self.own is None or monotonic() - self._looked < self._every):
                return held
            folders = (self.own, self.approvals)
            now = tuple(stamp(folder) for folder in folders if folder is not None)
            if held is None or now != self._stamp:
                held = self._held = _loaded(self.own, self.approvals)
                self._stamp = now
            self._looked = monotonic()
            return held

    def actions(self) -> dict[str, SavedAction]:
        """The actions that may run, by id: the shipped ones and those approved as they are."""
        held = self.all()
        return {id: one for id, one in held.saved.items() if held.approval(one).holds}

    def on(self, label: str) -> list[SavedAction]:
        """The actions on records of a kind that exist already, in the order of their buttons."""
        found = [
            one for one in self.actions().values() if one.header.on == label and not one.header.new
        ]
        return sorted(found, key=lambda one: (one.header.order, one.id))


def approvable(saved: SavedAction) -> "NamedFile":
    """An action as approvals know it: under ``actions/``, beside the reports."""
    return NamedFile(f"{FOLDER}/{saved.id}", saved.source, saved.digest)


@dataclass(frozen=True)
class NamedFile:
    """A file that can be approved: its id among all files of the home, and its digest."""

    id: str
    source: Source
    digest: str


def _loaded(own: Path | None, approvals: Path | None) -> Actions:
    shipped, broken = _shipped()
    if own is None:
        return Actions(shipped, broken)
    mine, faults = _read_folder(own, "own", "own", shipped)
    given = Approvals(approvals)
    ours = {id: given.of(approvable(one)) for id, one in mine.items()}
    return Actions(dict(sorted({**shipped, **mine}.items())), (*broken, *faults), ours)


@cache
def _shipped() -> tuple[Mapping[str, SavedAction], tuple[BrokenFile, ...]]:
    """The actions that come with the program, read once."""
    saved, broken = _read_folder(files("cypher"), "shipped", "cypher", {})
    return MappingProxyType(saved), tuple(broken)


def _read_folder(
    root: Traversable, source: Source, shown: str, taken: Mapping[str, SavedAction]
) -> tuple[dict[str, SavedAction], list[BrokenFile]]:
    """The actions below a folder by id, and those that cannot be used; ``shown`` is its name."""
    saved: dict[str, SavedAction] = {}
    broken: list[BrokenFile] = []
    for found in walk(root, shown, broken, (FOLDER,)):
        id = found.id.removeprefix(f"{FOLDER}/")
        try:
            if id in taken:
                zh = f"编号 {id} 已被 {taken[id].path} 占用，请换个文件名。"
                en = f"the id {id} is taken by {taken[id].path}; rename this file."
                raise BrokenFile(found.path, 1, zh, en)
            saved[id] = parse_action(read(found), id, found.path, source)
        except BrokenFile as error:
            error.id = id
            broken.append(error)
    return saved, broken
