"""The registers of one's own in a home: listed, taken away, put back."""

from dataclasses import dataclass
from pathlib import Path

from graph.errors import FileError, LoadError
from graph.files import REMOVED, set_aside
from graph.load.registers.files import FOLDER, read_register
from graph.load.registers.language import Register


@dataclass(frozen=True)
class OwnFile:
    """One file below ``own/registers``: its name without ending, and the register or why it is none."""

    name: str
    register: Register | None
    wrong: FileError | None = None


def own_files(own: Path) -> list[OwnFile]:
    """The registers of one's own, also those whose file is broken."""
    return [_read(path) for path in sorted((own / FOLDER).glob("*.yaml"))]


def _read(path: Path) -> OwnFile:
    try:
        return OwnFile(path.stem, read_register(path))
    except FileError as error:
        return OwnFile(path.stem, None, error)


def removed_files(own: Path) -> list[str]:
    """The names of the files that were taken away and are kept."""
    return sorted(path.name for path in (own / FOLDER).glob(f"*.yaml{REMOVED}*"))


def remove(own: Path, name: str) -> str:
    """Take a register away; its file is kept under the name that is returned. Raises LoadError."""
    if name not in {one.name for one in own_files(own)}:
        raise LoadError(
            f"没有名为 {name} 的自己的台账。", f"There is no register {name} of your own."
        )
    return set_aside(own / FOLDER / f"{name}.yaml").name


def put_back(own: Path, file: str) -> str:
    """Put back a register that was taken away, by the name of its kept file; its name is returned.

    Raises LoadError where there is no such file, or another register has the name by now.
    """
    if file not in removed_files(own):
        raise LoadError(f"没有 {file}。", f"There is no {file}.")
    name = file.partition(f".yaml{REMOVED}")[0]
    path = own / FOLDER / f"{name}.yaml"
    if path.exists():
        raise LoadError(
            f"现在另有名为 {name} 的台账。请先移除它。",
            f"There is another register {name} by now. Remove that one first.",
        )
    (own / FOLDER / file).rename(path)
    return name


def free_name(own: Path, reads_as: str) -> str:
    """A name that no register of one's own has: ``own_riders``, ``own_riders_2``."""
    base = f"own_{reads_as}"
    name, number = base, 2
    while (own / FOLDER / f"{name}.yaml").exists():
        name, number = f"{base}_{number}", number + 1
    return name
