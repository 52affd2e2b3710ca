"""Where editions lie, and how one comes to be: built beside its place, renamed when it is done."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import ValidationError

from cypher.errors import meant
from dashboard.edition.manifest import FILE, Manifest
from dashboard.errors import NameTaken, NoSuchEdition


class Editions:
    """The editions below one home. What begins with a dot is none."""

    def __init__(self, home: Path) -> None:
        self.root = home / "editions"

    def names(self) -> list[str]:
        """The names of all editions, the newest name first."""
        if not self.root.is_dir():
            return []
        folders = [one for one in self.root.iterdir() if not one.name.startswith(".")]
        return sorted((one.name for one in folders if (one / FILE).is_file()), reverse=True)

    def find(self, named: str) -> Path:
        """The folder of an edition by its name or by a path. Raises NoSuchEdition."""
        for folder in (self.root / named, Path(named)):
            if named and not named.startswith(".") and (folder / FILE).is_file():
                return folder
        known = self.names()
        zh, en = meant(named, known)
        if not known:
            zh, en = "还没有做过年度版。", " None has been made yet."
        raise NoSuchEdition(f"没有年度版“{named}”。{zh}", f"There is no edition {named!r}.{en}")

    def manifest(self, folder: Path) -> Manifest:
        """What an edition says of itself. Raises NoSuchEdition where it is none or unreadable."""
        try:
            return Manifest.model_validate_json((folder / FILE).read_bytes())
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

    @contextmanager
    def building(self, name: str, *, among: str = "") -> Iterator[Path]:
        """An empty folder to build in; it takes the edition's name when the body ends well.

        What lies ``among`` others, such as comparisons, takes the place of the one before. Raises
        NameTaken where that edition is there, or is being made by someone else.
        """
        root = self.root / among
        root.mkdir(parents=True, exist_ok=True)
        place, work = root / name, root / f".making-{name}"
        make_room = partial(shutil.rmtree, ignore_errors=True) if among else self._refuse_taken
        try:
            with FileLock(root / f".{name}.lock", timeout=0):
                if not among:
                    self._refuse_taken(place)
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

    def _refuse_taken(self, place: Path) -> None:
        if place.exists():
            raise NameTaken(
                f"年度版“{place.name}”已经做过，做好的不再改动。请换个名字（如 {place.name}-2），或先把 {place} 移走。",
                f"The edition {place.name!r} is there already and is not changed any more. "
                f"Choose another name, such as {place.name}-2, or move {place} away first.",
            )
