"""What the report is made of, before anyone decides whether it becomes a PDF or a Word file."""

from dataclasses import dataclass

from cypher.table import Table


@dataclass(frozen=True)
class Heading:
    """A heading; ``level`` 1 begins a chapter. ``label`` is what a pointer leads to."""

    level: int
    text: str
    label: str = ""


@dataclass(frozen=True)
class Text:
    """A paragraph; ``small`` ones are notes, and one that ``leads`` stays with what follows it."""

    text: str
    small: bool = False
    leads: bool = False


@dataclass(frozen=True)
class Finding:
    """What a chapter says, in a sentence."""

    text: str


@dataclass(frozen=True)
class Picture:
    """A picture of an answer, at most ``high`` millimetres high where its letters allow it; one that is
    ``noted`` stays with what follows it."""

    table: Table
    high: int = 104
    noted: bool = False

    @property
    def file(self) -> str:
        """The name of its file: the same answer is drawn once."""
        name = self.table.id.removeprefix("reports/").replace("/", "-")
        return f"{name}-{self.high}.svg"


@dataclass(frozen=True)
class Rows:
    """The first rows of an answer, in some of its columns; ``short`` ones stand in a chapter."""

    table: Table
    names: tuple[str, ...]
    most: int
    short: bool = False


@dataclass(frozen=True)
class Pairs:
    """A list of terms and what is said of each."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Pointers:
    """Where the whole tables of a chapter stand: label and title of each."""

    to: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Tile:
    """A number of the year beside that of the year before, in words and as two bars of 0 to 1."""

    label: str
    value: str
    beside: str
    bars: tuple[float, float] | None


Block = Heading | Text | Finding | Picture | Rows | Pairs | Pointers


@dataclass(frozen=True)
class Front:
    """The first page: what was done, beside last year, what is open, what is to be decided."""

    lead: str
    more: str
    tiles: tuple[Tile, ...]
    picture: Picture | None
    open: tuple[str, ...]
    decide: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """The whole report but its cover and its maps. ``tables`` stand on pages that lie across."""

    front: Front
    chapters: tuple[Block, ...]
    annexes: tuple[Block, ...]
    tables: tuple[Block, ...]

    @property
    def pictures(self) -> dict[str, Picture]:
        """Every picture by its file."""
        blocks = [self.front.picture, *self.chapters, *self.annexes, *self.tables]
        return {one.file: one for one in blocks if isinstance(one, Picture)}
