"""The file of a backup: a ZIP with a manifest that holds the size and the sum of all else in it."""

import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from graph.backup.errors import BackupDamaged
from graph.backup.home_files import is_safe
from graph.backup.lines import LONGEST, Row, node_row, relationship_row
from graph.backup.values import NotAValue
from graph.files import new_file
from graph.progress import Reporter, Silent

NODES, RELATIONSHIPS = "graph/nodes.jsonl", "graph/relationships.jsonl"
HOME = "home/"
"""Before the path of a file of the home."""
_MANIFEST = "manifest.json"
_MOST_OF_MANIFEST = 64 * 2**20
_CHUNK = 2**20
_LEVEL = 3
_BROKEN = (OSError, EOFError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error)


class Member(BaseModel):
    """A file in the archive."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    size: int = Field(ge=0)
    sha256: str = Field(pattern="^[0-9a-f]{64}$")


class Manifest(BaseModel):
    """What a backup holds, of what and when.

    ``model_version``: of the graph. ``server``: whether it was the private one or one of the town's
    own, whose users, other databases and configuration are not in the file. ``last_load``: when
    data was last loaded into the graph. ``seal``: the last of the home's trail, or "".
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal[1] = 1
    made_at: datetime
    program: str
    model_version: int = Field(ge=1)
    server: Literal["private", "own"]
    neo4j: str
    nodes: int = Field(ge=0)
    relationships: int = Field(ge=0)
    last_load: datetime | None = None
    seal: str = ""
    members: dict[str, Member] = Field(default_factory=dict)

    @property
    def files(self) -> list[str]:
        """The paths of the home's files in it, as they are in the home."""
        return [name.removeprefix(HOME) for name in self.members if name.startswith(HOME)]

    @property
    def is_sound(self) -> bool:
        """Whether a graph is in it, and nothing that belongs nowhere in a home."""
        graph = self.members.keys() - {HOME + name for name in self.files}
        return graph == {NODES, RELATIONSHIPS} and all(map(is_safe, self.files))

    @property
    def size(self) -> int:
        """Bytes of all that is in it, unpacked."""
        return sum(member.size for member in self.members.values())


class Writer:
    """Writes an archive to a new file, a member at a time, in bounded memory."""

    def __init__(self, file: Path) -> None:
        self._file = new_file(file)
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL)
        self.members: dict[str, Member] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError, ValueError):  # of a draft that was given up, on a full disk
            self._zip.close()
        self._file.close()

    @contextmanager
    def member(self, name: str) -> "Iterator[Summed]":
        """Write one member in the body."""
        with self._zip.open(name, "w", force_zip64=True) as out:
            summed = Summed(out)
            yield summed
        self.members[name] = Member(size=summed.size, sha256=summed.sum.hexdigest())

    def finish(self, manifest: Manifest) -> Manifest:
        """Write the manifest, with all that was written before; gives it."""
        whole = manifest.model_copy(update={"members": self.members})
        self._zip.writestr(_MANIFEST, whole.model_dump_json(indent=1))
        self._zip.close()
        return whole


class Summed:
    """A member being written."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self.size = 0
        self.sum = hashlib.sha256()

    def write(self, data: bytes) -> None:
        """Write some bytes of it."""
        self._out.write(data)
        self.sum.update(data)
        self.size += len(data)


class Archive:
    """A backup being read. Every method raises BackupDamaged for what is not as it was written."""

    def __init__(self, file: Path) -> None:
        self.file = file
        with ExitStack() as stack, self._damage_told():
            raw = stack.enter_context(
                file.open("rb")
            )  # a member that is left half read holds the ZIP open
            try:
                self._zip = stack.enter_context(zipfile.ZipFile(raw))
            except zipfile.BadZipFile:
                raise self._damaged(
                    "不是备份文件，或不完整", "it is no backup, or not whole"
                ) from None
            self.manifest = self._read_manifest()
            self._opened = stack.pop_all()

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    def verify(self, progress: Reporter | None = None) -> None:
        """Read all of it: every sum, and every line of the graph as what it will become."""
        names = [NODES, RELATIONSHIPS, *(HOME + name for name in self.manifest.files)]
        total = self.manifest.nodes + self.manifest.relationships + len(names)
        with (progress or Silent()).task("核对备份", "Verifying the backup", total) as task:
            for _ in self.nodes():
                task.advance()
            for _ in self.relationships():
                task.advance()
            for name in names[2:]:
                for _ in self.content(name):
                    pass
                task.advance()

    def nodes(self) -> Iterator[Row]:
        """The row of every node, for ``lines.WRITE_NODES``; all are right once the last was given."""
        numbered = enumerate(self._lines(NODES))
        rows = (node_row(line, number) for number, line in numbered)
        yield from self._counted(rows, self.manifest.nodes)

    def relationships(self) -> Iterator[Row]:
        """The row of every relationship, its ends as the numbers of nodes."""
        nodes = self.manifest.nodes
        rows = (relationship_row(line, nodes) for line in self._lines(RELATIONSHIPS))
        yield from self._counted(rows, self.manifest.relationships)

    def _counted(self, rows: Iterator[Row], expected: int) -> Iterator[Row]:
        found = 0
        with self._damage_told():
            for found, row in enumerate(rows, 1):
                if found > expected:
                    break
                yield row
        if found != expected:
            raise self._damaged("行数与清单不符", "its lines are not as many as its manifest says")

    def content(self, name: str) -> Iterator[bytes]:
        """The bytes of a member, a part at a time; whole and right once the last has been read."""
        expected = self.manifest.members[name]
        size, found = 0, hashlib.sha256()
        with self._damage_told(), self._zip.open(name) as member:
            while part := member.read(min(_CHUNK, expected.size + 1 - size)):
                size += len(part)
                if size > expected.size:
                    break
                found.update(part)
                yield part
        if size != expected.size or found.hexdigest() != expected.sha256:
            raise self._damaged(f"{name} 的校验和不符", f"the sum of {name} is not right")

    def _lines(self, name: str) -> Iterator[bytes]:
        """The lines of a member; whole and right once the last has been read."""
        rest = b""
        for part in self.content(name):
            *whole, rest = (rest + part).split(b"\n")
            yield from whole
            if len(rest) > LONGEST:
                raise self._damaged(f"{name} 有一行太长", f"a line of {name} is too long")
        if rest:
            raise self._damaged(f"{name} 的最后一行不完整", f"the last line of {name} is cut off")

    def _read_manifest(self) -> Manifest:
        names = [info.filename for info in self._zip.infolist()]
        if _MANIFEST not in names:
            raise self._damaged("不是连新的备份", "it is no backup of Lianxin's")
        if self._zip.getinfo(_MANIFEST).file_size > _MOST_OF_MANIFEST:
            raise self._damaged("清单太大", "its manifest is too large")
        with self._zip.open(_MANIFEST) as member:
            text = member.read(_MOST_OF_MANIFEST)
        try:
            manifest = Manifest.model_validate_json(text)
        except ValidationError as error:
            raise self._damaged(
                "清单看不懂，也许来自更新的连新",
                "its manifest is not understood; perhaps a newer Lianxin wrote it",
            ) from error
        if sorted(names) != sorted([*manifest.members, _MANIFEST]) or not manifest.is_sound:
            raise self._damaged("内容与清单不符", "what is in it is not what its manifest says")
        return manifest

    def _damaged(self, zh: str, en: str) -> BackupDamaged:
        return BackupDamaged(self.file, zh, en)

    @contextmanager
    def _damage_told(self) -> Iterator[None]:
        try:
            yield
        except NotAValue as error:
            raise self._damaged(
                f"有一行看不懂（{error}）", f"a line is not understood ({error})"
            ) from error
        except _BROKEN as error:
            if isinstance(error, OSError) and error.errno:
                raise self._damaged(
                    f"读不出来（{error.strerror}）", f"it cannot be read ({error.strerror})"
                ) from error
            raise self._damaged("文件已损坏", "it is damaged") from error
