"""Whether the trail is as it was written: the first line of each file that was altered, dropped, added or swapped."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from dashboard.audit.chain import ChainState, chains, file_of, unsealed
from dashboard.audit.line import FIRST, Line, NotALine, decoded
from dashboard.audit.pruning import KEPT_DAYS
from dashboard.audit.seals import FILE, Seal

What = Literal["altered", "dropped", "added", "swapped", "cut", "missing", "unsealed", "replaced"]


@dataclass(frozen=True)
class Fault:
    """The first thing that is wrong in a file: what, at which line (from 1; 0: the file as a whole).

    ``until``: where only a span of lines can be named, its last.
    """

    file: str
    line: int
    what: What
    until: int = 0


@dataclass
class Write:
    """A write as the trail has it: the sum of its change records, and whether it says that it landed."""

    at: datetime | None
    sha256: str
    changes: int
    done: bool = False


@dataclass
class Verified:
    """What was looked at, and what is wrong with it."""

    faults: list[Fault] = field(default_factory=list)
    lines: int = 0
    chains: int = 0
    seals: dict[int, str] = field(default_factory=dict)
    """The hash of each seal by its number."""
    trail: str = ""
    writes: dict[str, "Write"] = field(default_factory=dict)
    """What was written, by the id of its load."""
    cleared: dict[str, set[tuple[int, str]]] = field(default_factory=lambda: defaultdict(set))
    """Number and sum of the change records that a removed person has left of a write."""
    redacted: set[tuple[str, int, str]] = field(default_factory=set)
    """Lines out of which a name was taken (``dashboard.removal.trail_lines``): chain, number, sum since."""
    restored: datetime | None = None
    """When a backup was last put in the place of the data."""
    half_lines: list[str] = field(default_factory=list)
    """Files that end with half a line: a crash or a loss of power cut it."""

    def note(self, line: Line) -> None:
        """Keep what the graph can be asked about."""
        kind, id = line.text("kind"), line.text("about")
        more = line.values.get("more")
        if kind == "write_begun" and isinstance(more, dict):
            changes = more.get("changes")
            count = changes if isinstance(changes, int) else 0
            self.writes[id] = Write(line.at, str(more.get("sha256", "")), count)
        elif kind == "write_cleared" and isinstance(more, dict):
            self.cleared[id].add((int(str(more.get("changes", 0))), str(more.get("sha256", ""))))
        elif kind == "write_done" and id in self.writes:
            self.writes[id].done = True
        elif kind == "restore" and line.at and (not self.restored or line.at > self.restored):
            self.restored = line.at

    def holds(self, seal: Seal) -> bool:
        """Whether a seal that was noted elsewhere is one of this trail's."""
        return seal.trail == self.trail and self.seals.get(seal.n) == seal.hash


@dataclass(frozen=True)
class _Sealed:
    """What the common chain says of one chain."""

    states: Sequence[ChainState]
    last: datetime | None
    """When it was last sealed while its file was there."""
    pruned: datetime | None

    @property
    def was_pruned(self) -> bool:
        """Whether the file may be gone: it was removed, and was old enough for that."""
        aged = self.pruned - self.last if self.pruned and self.last else timedelta(0)
        return aged >= timedelta(days=KEPT_DAYS - 1)


def verify_files(folder: Path) -> Verified:
    """Look at every file of a trail. Raises OSError where one cannot be read."""
    found, there = Verified(), chains(folder)
    found.redacted = {one for name in there for one in _redacted(file_of(folder, name))}
    begun = set(there) & set(unsealed(folder))
    seals = list(_verified(folder / FILE, found))
    if seals:
        found.trail = seals[0].hash[:12]
    found.seals = {one.n: one.hash for one in seals}
    sealed = _sealed(seals)
    for name in sorted({*there, *sealed}):
        of = sealed.get(name)
        if name not in there:
            if of is not None and not of.was_pruned:
                found.faults.append(Fault(file_of(folder, name).name, 0, "missing"))
            continue
        found.chains += 1
        if of is None and name in begun:  # begun this moment, and about to be sealed
            continue
        if of is None:
            found.faults.append(Fault(file_of(folder, name).name, 0, "unsealed"))
        else:
            _verify_chain(file_of(folder, name), of.states, found)
    return found


def _verify_chain(file: Path, states: Sequence[ChainState], found: Verified) -> None:
    """Look at one chain, and whether it is as each of its seals says."""
    before = len(found.faults)
    hashes: list[str] = [FIRST]
    for line in _verified(file, found):
        hashes.append(line.hash)
        found.note(line)
    found.lines += len(hashes) - 1
    if len(found.faults) > before:
        return
    right = 0
    for state in states:
        if state.lines >= len(hashes):
            found.faults.append(Fault(file.name, len(hashes), "cut", state.lines))
            return
        if hashes[state.lines] != state.hash:
            found.faults.append(Fault(file.name, right + 1, "altered", state.lines))
            return
        right = state.lines
    last = states[-1]
    if last.closed and len(hashes) - 1 > last.lines:
        found.faults.append(Fault(file.name, last.lines + 1, "added"))


def _verified(file: Path, found: Verified) -> Iterator[Line]:
    """The lines of a file up to the first that is wrong, which is noted."""
    raw = _lines(file, found)
    before: Line | None = None
    for at, text in enumerate(raw, 1):
        line = _read(text)
        prev, n = (before.hash, before.n + 1) if before else (FIRST, 1)
        if line is None or not _is_right(line, file, found) or line.prev != prev or line.n != n:
            found.faults.append(_fault(file.name, raw, at, before))
            return
        before = line
        yield line


def _redacted(file: Path) -> Iterator[tuple[str, int, str]]:
    """The lines of any chain out of which lines of this one say that a name was taken."""
    for text in file.read_bytes().split(b"\n"):
        line = _read(text) if b'"kind":"redacted"' in text else None
        more = line.values.get("more") if line is not None and line.is_intact else None
        if line is not None and isinstance(more, dict):
            yield (
                line.text("about").replace("-T", "T"),
                int(str(more.get("line", 0))),
                str(more.get("sha256", "")),
            )


def _is_right(line: Line, file: Path, found: Verified) -> bool:
    """Whether a line says what it said, or exactly what is left of it without a name."""
    chain = file.stem.removeprefix("chain-")
    return line.is_intact or (chain, line.n, line.sum) in found.redacted


def _fault(file: str, raw: Sequence[bytes], at: int, before: Line | None) -> Fault:
    """What has happened at the first line that does not fit, told from what stands around it."""
    line, after = _read(raw[at - 1]), _read(raw[at]) if at < len(raw) else None
    prev, n = (before.hash, before.n + 1) if before else (FIRST, 1)
    follows = after is not None and after.is_intact and after.n == n and after.prev == prev
    if line is None or not line.is_intact or (line.n == n and follows):
        return Fault(file, at, "added" if follows else "altered")
    if line.n > n:
        later = any((one := _read(text)) is not None and one.n == n for text in raw[at:])
        return Fault(
            file, at, "swapped" if later else "dropped", 0 if later else at + line.n - n - 1
        )
    if line.n < n:
        is_rival = before is not None and line.prev == before.prev and line.hash != before.hash
        return Fault(file, at - 1 if is_rival and _follows_on(after, line) else at, "added")
    if before is not None:  # this one fits what stood before it, and what stands there is another
        return Fault(file, at - 1, "altered")
    return Fault(file, at, "altered")


def _follows_on(after: Line | None, line: Line) -> bool:
    """Whether a line was written after another."""
    return after is not None and after.prev == line.hash


def _lines(file: Path, found: Verified) -> list[bytes]:
    try:
        *lines, rest = file.read_bytes().split(b"\n")
    except FileNotFoundError:
        return []
    if rest:
        found.half_lines.append(file.name)
    return lines


def _read(raw: bytes) -> Line | None:
    try:
        return decoded(raw)
    except NotALine:
        return None


def _sealed(seals: Sequence[Line]) -> Mapping[str, _Sealed]:
    states: defaultdict[str, list[ChainState]] = defaultdict(list)
    last: dict[str, datetime | None] = {}
    pruned: dict[str, datetime | None] = {}
    for seal in seals:
        moments = pruned if seal.text("why") == "pruned" else last
        for state in states_of(seal):
            states[state.chain].append(state)
            moments[state.chain] = seal.at
    return {name: _Sealed(of, last.get(name), pruned.get(name)) for name, of in states.items()}


def states_of(seal: Line) -> Iterator[ChainState]:
    """What a seal says of each chain."""
    listed = seal.values.get("chains")
    for one in listed if isinstance(listed, list) else []:
        yield ChainState(
            str(one["chain"]),
            int(one["lines"]),
            str(one["hash"]),
            int(one["size"]),
            bool(one["closed"]),
        )
