"""What is wrong in a file, place by place, and the error that carries all of it."""

from dataclasses import dataclass

from graph.errors import LoadError


@dataclass(frozen=True)
class Place:
    """Where a row came from; ``row`` is the number a spreadsheet shows."""

    file: str
    sheet: str
    row: int


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: where, what, and what was expected, in both languages."""

    place: Place
    column: str
    wrong: tuple[str, str]
    expected: tuple[str, str] = ("", "")

    def words(self, lang: str) -> tuple[str, str]:
        """What is wrong and what was expected, in a language."""
        at = 0 if lang == "zh" else 1
        return self.wrong[at], self.expected[at]


class FaultyRows(LoadError):
    """Rows that cannot be loaded: all their faults, and nothing was written."""

    exit_code = 5

    def __init__(self, faults: list[Fault]) -> None:
        first = faults[0]
        where = f"{first.place.file} · {first.place.sheet} · {first.place.row} · {first.column}"
        super().__init__(
            f"有 {len(faults)} 处问题,没有写入任何数据。第一处在 {where}:{first.wrong[0]}",
            f"{len(faults)} faults were found and nothing was written. "
            f"The first is at {where}: {first.wrong[1]}",
        )
        self.faults = faults
