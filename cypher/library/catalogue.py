"""Every saved file, shipped and the user's own, by id; broken ones stand apart."""

import hashlib
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType

from cypher.errors import BrokenFile, UnknownReport, meant
from cypher.file.parse import SavedStatement, Source, parse
from cypher.library.approvals import Approval, Approvals
from cypher.library.references import unmet
from cypher.library.town_file import in_town, read_town
from cypher.library.walk import Found, read, walk
from graph.model import SHANGHAI
from graph.model.town import NO_TOWN, Town


@dataclass(frozen=True)
class Catalogue:
    """All saved statements by id, and the files that could not be used."""

    saved: dict[str, SavedStatement] = field(default_factory=dict)
    broken: tuple[BrokenFile, ...] = ()
    approvals: dict[str, Approval] = field(default_factory=dict)
    town: Town = NO_TOWN
    changed: dict[str, datetime] = field(default_factory=dict)
    """When each file of the user's own was last changed, by its id."""

    @classmethod
    def load(
        cls, own: Path | None = None, approvals: Path | None = None, town: Town = NO_TOWN
    ) -> "Catalogue":
        """Read the shipped files, those in the user's own folder, and the approvals of these.

        The town is the one that the folder describes (``town.yaml``), else the one given. Never raises.
        """
        shipped, broken = _shipped()
        if own is None:
            return cls(in_town(shipped, town), broken, town=town)
        town, town_faults = _town(own, town)
        mine, faults = _read_folder(own, "own", "own", shipped)
        saved, unreadable = {**shipped, **mine}, {error.id for error in (*broken, *faults)}
        faults += _without_unmet(saved, list(mine), unreadable)
        given = Approvals(approvals)
        ours = {id: given.of(saved[id]) for id in mine if id in saved}
        found = (*broken, *town_faults, *faults)
        return cls(in_town(saved, town), found, ours, town, _changed(own, ours))

    @cached_property
    def version(self) -> str:
        """A word that changes with any file: finished figures are kept under it."""
        parts = sorted(f"{one.id} {one.version}" for one in self.saved.values())
        parts += [error.en for error in self.broken]
        parts.append(self.town.model_dump_json())
        parts += sorted(f"{id} {one.state} {one.by}" for id, one in self.approvals.items())
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]

    @property
    def reports(self) -> dict[str, SavedStatement]:
        """The reports by id."""
        return {one.id: one for one in self.of("reports")}

    @property
    def choices(self) -> dict[str, SavedStatement]:
        """The lists of choices by id."""
        return {one.id: one for one in self.of("choices")}

    @property
    def checks(self) -> dict[str, SavedStatement]:
        """The checks of the data by id."""
        return {one.id: one for one in self.of("checks")}

    def approval(self, saved: SavedStatement) -> Approval:
        """Whether a file has been approved as it is; the shipped ones are, by the release."""
        unapproved = Approval("release" if saved.source == "shipped" else "unapproved")
        return self.approvals.get(saved.id, unapproved)

    def of(self, kind: str) -> list[SavedStatement]:
        """All of one kind, by id."""
        return [one for id, one in sorted(self.saved.items()) if one.kind == kind]

    def find(self, id: str) -> SavedStatement:
        """The saved file of an id, with or without ``reports/``. Raises UnknownReport."""
        one = self.saved.get(id) or self.saved.get(f"reports/{id}")
        if one is not None:
            return one
        for error in self.broken:
            if error.id in (id, f"reports/{id}"):
                raise error.with_traceback(None)
        names = [name.removeprefix("reports/") for name in sorted(self.saved)]
        last = {name.rpartition("/")[2]: name for name in names}
        zh, en = meant(id.removeprefix("reports/"), names, 3)
        if not zh and id in last:
            zh, en = f"是不是 {last[id]}？", f" Did you mean {last[id]}?"
        unknown = UnknownReport(
            f"没有名为 {id} 的报表。{zh or '用 lianxin report list 可以看到全部。'}",
            f"There is no report {id}.{en or ' See: lianxin report list.'}",
        )
        unknown.for_visitors = f"没有名为 {id} 的报表。{zh}", f"There is no report {id}.{en}"
        raise unknown


def changed_at(own: Path, id: str) -> datetime:
    """When the file of an id below ``own`` was last changed. Raises OSError."""
    return datetime.fromtimestamp((own / f"{id}.cypher").stat().st_mtime, SHANGHAI)


def _changed(own: Path, ids: Collection[str]) -> dict[str, datetime]:
    """When the files of some ids were last changed; without those that are gone."""
    found = {}
    for id in ids:
        with suppress(OSError):
            found[id] = changed_at(own, id)
    return found


def _town(own: Path, given: Town) -> tuple[Town, list[BrokenFile]]:
    """The town of a folder; where its file is broken the given one, and what is wrong."""
    try:
        return read_town(own) or given, []
    except BrokenFile as error:
        error.id = "town"
        return given, [error]


@cache
def _shipped() -> tuple[Mapping[str, SavedStatement], tuple[BrokenFile, ...]]:
    """The files that come with the program, read once."""
    saved, broken = _read_folder(files("cypher"), "shipped", "cypher", {})
    broken += _without_unmet(saved, list(saved), {error.id for error in broken})
    return MappingProxyType(saved), tuple(broken)


def _read_folder(
    root: Traversable, source: Source, shown: str, taken: Mapping[str, SavedStatement]
) -> tuple[dict[str, SavedStatement], list[BrokenFile]]:
    """The files below a folder by id, and those that cannot be used; ``shown`` is its name."""
    saved: dict[str, SavedStatement] = {}
    broken: list[BrokenFile] = []
    for found in walk(root, shown, broken):
        try:
            saved[found.id] = _parsed(found, source, saved.get(found.id) or taken.get(found.id))
        except BrokenFile as error:
            error.id = found.id
            broken.append(error)
    return saved, broken


def _without_unmet(
    saved: dict[str, SavedStatement], ids: Collection[str], unreadable: set[str]
) -> list[BrokenFile]:
    """Take out those of some files that name others in vain, until none does."""
    broken: list[BrokenFile] = []
    while True:
        names = frozenset(unreadable | {error.id for error in broken})
        found = [(id, unmet(saved[id], saved, names)) for id in ids if id in saved]
        faults = [(id, fault) for id, fault in found if fault is not None]
        if not faults:
            return broken
        for id, fault in faults:
            fault.id = id
            broken.append(fault)
            del saved[id]


def _parsed(found: Found, source: Source, other: SavedStatement | None) -> SavedStatement:
    """The statement in a file, unless an ``other`` has its id. Raises BrokenFile."""
    data = read(found)
    if other is not None:
        zh = f"编号 {found.id} 已被 {other.path} 占用，请换个文件名。"
        en = f"the id {found.id} is taken by {other.path}; rename this file."
        raise BrokenFile(found.path, 1, zh, en)
    return parse(data, found.id, found.path, source)
