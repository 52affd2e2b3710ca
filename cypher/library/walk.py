"""The files of a folder of saved Cypher: found by id, read with care, and whether any has changed."""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple, TypeVar

from cypher.errors import BrokenFile
from graph.errors import GraphError
from graph.files import reason_of

T = TypeVar("T")

KINDS = ("reports", "choices", "checks", "explore")
MOST_BYTES = 1_000_000
_ID = re.compile(r"[\w\-]+(/[\w\-]+)*")
Stamp = tuple[tuple[str, int, int], ...]


class Found(NamedTuple):
    """A file by the id it goes by, and where it lies for people."""

    id: str
    path: str
    file: Traversable


def is_id(id: str) -> bool:
    """Whether something can be the id of a file: folders and a name of letters, digits, _ and -."""
    return bool(_ID.fullmatch(id))


def stamp(root: Path) -> Stamp:
    """Name, size and time of every file below a folder: another stamp means that something changed."""
    found = []
    for folder, _, names in os.walk(root):
        for name in names:
            path = os.path.join(folder, name)
            try:
                status = os.lstat(path)
            except OSError:
                continue  # gone between two looks
            found.append((path, status.st_size, status.st_mtime_ns))
    return tuple(sorted(found))


def walk(
    root: Traversable, shown: str, broken: list[BrokenFile], kinds: tuple[str, ...] = KINDS
) -> Iterator[Found]:
    """Every .cypher file below the kinds' folders; what cannot be looked into goes to ``broken``."""
    for kind in kinds:
        try:
            base = root.resolve() if isinstance(root, Path) else root
            folder = base.joinpath(kind)
            if folder.is_dir():
                yield from _entry(folder, kind, shown, broken)
        except (OSError, RuntimeError) as error:
            broken.append(_unreadable(f"{shown}/{kind}", error))


def _below(folder: Traversable, id: str, shown: str, broken: list[BrokenFile]) -> Iterator[Found]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        broken.append(_unreadable(f"{shown}/{id}", error))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        inner = f"{id}/{entry.name.removesuffix('.cypher')}"
        try:
            yield from _entry(entry, inner, shown, broken)
        except OSError as error:
            broken.append(_unreadable(f"{shown}/{inner}", error))


def is_link(file: Traversable) -> bool:
    """Whether a file is reached by a link, itself or a folder above it; a circle of links is one."""
    try:
        return isinstance(file, Path) and file.resolve() != file
    except RuntimeError:  # what Python 3.11 and 3.12 say of a circle
        return True


def _entry(entry: Traversable, id: str, shown: str, broken: list[BrokenFile]) -> Iterator[Found]:
    is_folder, is_file = entry.is_dir(), entry.name.endswith(".cypher")
    if is_link(entry):
        if is_folder or is_file:
            broken.append(leads_out(f"{shown}/{id}{'.cypher' * is_file}", id))
    elif is_folder:
        yield from _below(entry, id, shown, broken)
    elif is_file:
        yield Found(id, f"{shown}/{id}.cypher", entry)


def read(found: Found) -> bytes:
    """A file's bytes. Raises BrokenFile."""
    id, path, file = found
    if not is_id(id):
        zh = f"文件名 {id} 只能用字母、汉字、数字、下划线和连字符。"
        raise BrokenFile(path, 1, zh, f"the name {id} may hold letters, digits, _ and - only.")
    try:
        if not file.is_file():
            raise BrokenFile(path, 1, "这不是一个普通文件。", "this is not a plain file.")
        with file.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise _unreadable(path, error) from None
    if len(data) > MOST_BYTES:
        zh, en = "文件太大，超过 1 MB。", "the file is too large: more than 1 MB."
        raise BrokenFile(path, 1, zh, en)
    return data


def read_own(file: Traversable, path: str) -> bytes:
    """The bytes of a YAML file of the user's own, by its place for people. Raises BrokenFile, also for
    a link."""
    id = path.rpartition("/")[2].removesuffix(".yaml")
    if is_link(file):
        raise leads_out(path, id)
    return read(Found(id, path, file))


def yaml_files(
    shipped: Traversable, shown: str, own: Path | None, own_shown: str
) -> Iterator[tuple[str, Traversable, bool]]:
    """The YAML files of a shipped folder and of one of the user's own, where there is one: its place
    for people, the file, and whether it is a shipped one."""
    folders: list[tuple[str, Traversable, bool]] = [(shown, shipped, True)]
    if own is not None and own.is_dir():
        folders.append((own_shown, own.resolve(), False))
    for path, folder, is_shipped in folders:
        for file in sorted(folder.iterdir(), key=lambda file: file.name):
            if file.name.endswith(".yaml"):
                yield f"{path}/{file.name}", file, is_shipped


def merged_yaml(
    shipped: Traversable,
    shown: str,
    own: Path | None,
    own_shown: str,
    read: Callable[[str, bytes], Mapping[str, T]],
) -> tuple[dict[str, T], tuple[GraphError, ...]]:
    """What ``read`` makes of each of ``yaml_files``, put together: the user's own stands before a shipped one.

    A file of the user's own that is broken is among the errors and takes no other down. Raises
    what ``read`` does for a shipped one.
    """
    found: dict[str, T] = {}
    problems: list[GraphError] = []
    for path, file, is_shipped in yaml_files(shipped, shown, own, own_shown):
        try:
            found |= read(path, file.read_bytes() if is_shipped else read_own(file, path))
        except GraphError as error:
            if is_shipped:
                raise
            problems.append(error)
    return found, tuple(problems)


def leads_out(path: str, id: str) -> BrokenFile:
    """What is said of a link."""
    zh = "这是一个链接，链接不予读取；请把文件本身放在这里。"
    error = BrokenFile(
        path, 1, zh, "this is a link, and links are not followed; put the file itself here."
    )
    error.id = id
    return error


def _unreadable(path: str, error: OSError | RuntimeError) -> BrokenFile:
    zh, en = reason_of(error)
    return BrokenFile(path, 1, f"无法读取：{zh}。", f"cannot be read: {en}.")
