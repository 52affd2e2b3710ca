"""Where editions lie, and how one comes to be: built beside its place, renamed when it is done."""

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import ValidationError

from cypher.errors import meant
from cypher.writers.archive import zipped
from dashboard.edition.content.frozen_answers import DAYS
from dashboard.edition.manifest import COMPARED, FILE, Manifest, is_name
from dashboard.errors import NameTaken, NoSuchEdition

_MAKING, _LOCK = ".making-", ".lock"


class Editions:
    """The editions below one home. What begins with a dot is none.

    A manifest is read again only where its file has changed.
    """

    def __init__(self, home: Path) -> None:
        self.root = home / "editions"
        self._read: dict[Path, tuple[tuple[int, int], Manifest]] = {}

    def names(self) -> list[str]:
        """The names of all editions, the newest name first."""
        if not self.root.is_dir():
            return []
        return sorted((one.name for one in self.root.iterdir() if _is_edition(one)), reverse=True)

    def find(self, named: str) -> Path:
        """The folder of an edition by its name or by a path. Raises NoSuchEdition."""
        for folder in (self.root / named, Path(named)):
            if named and not named.startswith(".") and _is_edition(folder):
                return folder
        names = self.names()
        zh, en = meant(named, names)
        if not names:
            zh, en = "还没有做过年度版。", " None has been made yet."
        raise NoSuchEdition(f"没有年度版“{named}”。{zh}", f"There is no edition {named!r}.{en}")

    def manifest(self, folder: Path) -> Manifest:
        """What an edition says of itself. Raises NoSuchEdition where it is none or unreadable."""
        file = folder / FILE
        try:
            stamp = _stamp(file)
            if folder not in self._read or self._read[folder][0] != stamp:
                _refuse_links(folder)
                self._read[folder] = stamp, Manifest.model_validate_json(file.read_bytes())
            return self._read[folder][1]
        except OSError:
            raise NoSuchEdition(
                f"{folder} 不是年度版：里面没有 {FILE}。",
                f"{folder} is no edition: it holds no {FILE}.",
            ) from None
        except ValidationError:
            raise NoSuchEdition(
                f"{folder} 的 {FILE} 读不懂，可能被改动过，或由更新的程序写成。",
                f"{folder}'s {FILE} cannot be read; it was altered, or a newer program wrote it.",
            ) from None

    def file(self, folder: Path, path: str) -> Path:
        """A file of an edition by its place in the manifest. Raises NoSuchEdition."""
        if path in self.manifest(folder).files and is_own_file(folder, path):
            return folder / path
        raise NoSuchEdition(f"{folder.name} 里没有 {path}。", f"{folder.name} holds no {path}.")

    def archive(self, folder: Path) -> bytes:
        """A ZIP of an edition: its manifest and the files that this lists. Raises NoSuchEdition."""
        names = [*self.manifest(folder).files, FILE]
        found = [name for name in sorted(names) if is_own_file(folder, name)]
        return zipped((f"{folder.name}/{name}", (folder / name).read_bytes()) for name in found)

    def published(self) -> tuple[Path, ...]:
        """The folders of all that the public has read: editions, and days that were compared."""
        found = []
        for name in reversed(self.names()):
            with suppress(NoSuchEdition):
                if self.manifest(self.root / name).audience == "public":
                    found.append(self.root / name)
        compared = sorted((self.root / COMPARED).glob("[!.]*"))
        found += [one for one in compared if any(is_own_file(one, file) for file in DAYS)]
        return tuple(found)

    def tidy(self) -> None:
        """Take away what was left by a program that ended while it made something."""
        for root in (self.root, self.root / COMPARED):
            left = {work.name.removeprefix(_MAKING) for work in root.glob(f"{_MAKING}*")}
            left |= {file.name[1:].removesuffix(_LOCK) for file in root.glob(f".?*{_LOCK}")}
            for name in sorted(left):
                with suppress(Timeout), _held(root, name):
                    shutil.rmtree(root / f"{_MAKING}{name}", ignore_errors=True)

    @contextmanager
    def building(self, name: str, *, among: str = "") -> Iterator[Path]:
        """An empty folder to build in; it takes the edition's name when the body ends well.

        What lies ``among`` others, such as comparisons, takes the place of the one before. Raises
        NameTaken where that edition is there, or is being made by someone else.
        """
        self.tidy()
        root = self.root / among
        root.mkdir(parents=True, exist_ok=True)
        make_room = partial(shutil.rmtree, ignore_errors=True) if among else self._refuse_taken
        if not among:
            self._refuse_taken(root / name)
        with whole_folder(root, name, make_room) as work:
            yield work

    def _refuse_taken(self, place: Path) -> None:
        if place.exists():
            raise NameTaken(
                f"年度版“{place.name}”已经做过，做好的不再改动。请换个名字（如 {place.name}-2），或先把 {place} 移走。",
                f"The edition {place.name!r} is there already and is not changed any more. "
                f"Choose another name, such as {place.name}-2, or move {place} away first.",
            )


@contextmanager
def whole_folder(
    root: Path, name: str, make_room: Callable[[Path], object] = lambda place: None
) -> Iterator[Path]:
    """An empty folder to build in, below ``root``; it takes its name when the body ends well.

    What a process that was killed had begun is taken away. ``make_room`` is called with the place
    just before. Raises NameTaken where that is being made by someone else.
    """
    place, work = root / name, root / f"{_MAKING}{name}"
    try:
        with _held(root, name):
            shutil.rmtree(work, ignore_errors=True)
            work.mkdir()
            try:
                yield work
                make_room(place)
                work.rename(place)
            finally:
                shutil.rmtree(work, ignore_errors=True)
    except Timeout:
        raise NameTaken(
            f"“{name}”正在制作，请等它完成。",
            f"{name!r} is being made; wait until it is done.",
        ) from None


def is_own_file(folder: Path, path: str) -> bool:
    """Whether a path leads to a plain file below a folder, over no link and never out of it."""
    parts = Path(path).parts
    if not parts or ".." in parts or Path(path).is_absolute():
        return False
    places = [folder, *(folder.joinpath(*parts[: at + 1]) for at in range(len(parts)))]
    try:
        kinds = [os.lstat(place).st_mode for place in places]
    except OSError:
        return False
    return all(map(stat.S_ISDIR, kinds[:-1])) and stat.S_ISREG(kinds[-1])


def _is_edition(folder: Path) -> bool:
    """Whether a folder may hold an edition: a folder by a fit name, with a manifest of its own."""
    return is_name(folder.name or folder.resolve().name) and is_own_file(folder, FILE)


def _refuse_links(folder: Path) -> None:
    """Raise NoSuchEdition where a folder holds anything but plain files in folders."""
    for place, folders, files in os.walk(folder):
        for name in [*folders, *files]:
            mode = os.lstat(Path(place) / name).st_mode
            if not stat.S_ISDIR(mode) and not stat.S_ISREG(mode):
                raise NoSuchEdition(
                    f"{folder} 不是年度版：里面的 {name} 不是普通文件，而是链接之类。",
                    f"{folder} is no edition: {name} in it is no plain file but a link or the like.",
                )


def _stamp(file: Path) -> tuple[int, int]:
    found = os.lstat(file)
    if not stat.S_ISREG(found.st_mode):
        raise OSError(f"{file} is no file")
    return found.st_mtime_ns, found.st_size


@contextmanager
def _held(root: Path, name: str) -> Iterator[None]:
    """Hold a name alone, by a file that is taken away at the end. Raises Timeout where another does.

    ``FileLock`` takes no lock on a file that was removed meanwhile, so that two never hold a name.
    """
    file = root / f".{name}{_LOCK}"
    with FileLock(file, timeout=0):
        try:
            yield
        finally:
            with suppress(OSError):  # Windows removes no open file; the next to tidy tries again
                file.unlink()
