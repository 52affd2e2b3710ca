"""Every saved file, shipped and the user's own, by id; broken ones stand apart."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import yaml

from cypher.errors import BrokenFile, UnknownReport
from cypher.header import Words
from cypher.parsing import Saved, Source, parse

KINDS = ("reports", "choices", "checks", "actions")


@dataclass(frozen=True)
class Catalogue:
    """All saved statements by id, and the files that could not be read."""

    saved: dict[str, Saved] = field(default_factory=dict)
    broken: tuple[BrokenFile, ...] = ()

    @classmethod
    def load(cls, own: Path | None = None) -> "Catalogue":
        """Read the shipped files, then those in the user's own folder. Never raises."""
        saved: dict[str, Saved] = {}
        broken: list[BrokenFile] = []
        places: list[tuple[Traversable, Source]] = [(files("cypher"), "shipped")]
        if own is not None and own.is_dir():
            places.append((own, "own"))
        for root, source in places:
            for id, path, file in _walk(root):
                try:
                    one = parse(file.read_bytes(), id, path, source)
                    if id in saved:
                        raise BrokenFile(path, 1, f"编号 {id} 已被占用。", f"the id {id} is taken.")
                    saved[id] = one
                except BrokenFile as error:
                    broken.append(error)
        return cls(saved, tuple(broken))

    def of(self, kind: str) -> list[Saved]:
        """All of one kind, by id."""
        return [one for id, one in sorted(self.saved.items()) if one.kind == kind]

    def find(self, id: str) -> Saved:
        """The saved file of an id, with or without ``reports/``. Raises UnknownReport."""
        one = self.saved.get(id) or self.saved.get(f"reports/{id}")
        if one is None:
            near = get_close_matches(id, [*self.saved, *(i[8:] for i in self.saved)], 3, 0.4)
            zh = f"是不是 {'、'.join(near)}?" if near else "用 lianxin report list 看有哪些。"
            en = f"Did you mean {', '.join(near)}?" if near else "See: lianxin report list."
            raise UnknownReport(f"没有名为 {id} 的报表。{zh}", f"There is no report {id}. {en}")
        return one


def _walk(root: Traversable) -> Iterator[tuple[str, str, Traversable]]:
    """Id, path for people, and file of every .cypher file below the kinds' folders."""

    def below(folder: Traversable, id: str) -> Iterator[tuple[str, str, Traversable]]:
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if entry.is_dir():
                yield from below(entry, f"{id}/{entry.name}")
            elif entry.name.endswith(".cypher"):
                yield f"{id}/{entry.name[:-7]}", f"cypher/{id}/{entry.name}", entry

    for kind in KINDS:
        folder = root.joinpath(kind)
        if folder.is_dir():
            yield from below(folder, kind)


@cache
def words() -> dict[str, dict[str, Words]]:
    """The words for coded values, by list and code."""
    told = yaml.safe_load(files("cypher").joinpath("words.yaml").read_text("utf-8"))
    return {
        name: {str(code): Words.model_validate(said) for code, said in codes.items()}
        for name, codes in told.items()
    }
