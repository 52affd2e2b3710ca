"""What a sentence's file may say: figures from the answers of saved reports, and the forms of its clauses."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from cypher.header import Words

NAME = r"^[a-z][a-z0-9_]{0,47}$"
_PLACE = re.compile(r"\{([a-z][a-z0-9_]*)(?:\|([^|{}]*)\|([^|{}]*))?\}")
Fault = tuple[tuple[object, ...], str, str]
"""Where in a sentence, by keys, and what is wrong there in Chinese and in English."""
Scalar = bool | int | float | str | None


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Bounds(_Strict):
    """Which numbers match: those above one bound and below another."""

    above: float | None = None
    below: float | None = None


Condition = Bounds | Scalar | tuple[Scalar, ...]
"""What a cell must be: a value, one of several, or within bounds; null is a cell without a value."""


class Figure(_Strict):
    """One value of a sentence, worked out from the rows of a saved report that match ``where``.

    One of: ``column`` (the cell of the one row), ``sum`` (of a column), ``distinct`` (how many
    different values a column holds), ``count`` (how many rows). ``largest`` picks of these rows the
    ones that hold most in a column; with ``column`` their cells are listed. ``year_before``: the same
    report asked a year earlier. Or ``less``: one figure of the sentence less another.
    """

    report: str = ""
    where: dict[str, Condition] = {}
    column: str = ""
    sum: str = ""
    distinct: str = ""
    count: bool = False
    largest: str = ""
    year_before: bool = False
    less: tuple[str, str] | None = None

    @property
    def columns(self) -> Iterator[tuple[str, str]]:
        """Each column that it reads, with the key that names it."""
        for key in ("column", "sum", "distinct", "largest"):
            if name := getattr(self, key):
                yield key, name
        yield from (("where", name) for name in self.where)


def _several(value: object) -> object:
    return [value] if isinstance(value, Mapping) else value


class Clause(_Strict):
    """One part of a sentence, in the form that the figure ``by`` asks for.

    ``none`` where it is 0, ``one`` where it is 1, ``less`` where it is below 0, ``many`` otherwise;
    ``one`` and ``less`` may be left out, and then it is ``many``. Without ``none`` nothing is said
    where there is none. ``withheld`` is said where a figure of the clause is not for the readers;
    without it, what the figure is called and that it is not published.
    """

    by: str = ""
    none: Words | None = None
    one: Words | None = None
    less: Words | None = None
    many: Words
    withheld: Words | None = None

    @property
    def forms(self) -> dict[str, Words]:
        """The forms that are written."""
        written = {key: getattr(self, key) for key in ("none", "one", "less", "many", "withheld")}
        return {key: words for key, words in written.items() if words is not None}


class Sentence(_Strict):
    """A sentence: clauses over figures. ``figures`` may name, for each, several reports to take it
    from: the first that the readers may see. ``labels`` is what a figure is called by itself."""

    figures: dict[
        Annotated[str, Field(pattern=NAME)],
        Annotated[tuple[Figure, ...], BeforeValidator(_several), Field(min_length=1)],
    ]
    labels: dict[str, Words] = {}
    clauses: tuple[Clause, ...] = ()

    @property
    def reports(self) -> set[str]:
        """The reports that it asks, as catalogues name them."""
        return {report for report, _ in self.asked}

    @property
    def asked(self) -> set[tuple[str, bool]]:
        """Each report that it asks, and whether a year earlier."""
        return {
            (f"reports/{one.report}", one.year_before)
            for figure in self.figures.values()
            for one in figure
            if one.report
        }

    def faults(self) -> Iterator[Fault]:
        """What does not fit together in it, in the order of the file."""
        for name, several in self.figures.items():
            for one in several:
                if zh_en := _figure_fault(one, self.figures):
                    yield ("figures", name), *zh_en
        for name in self.labels.keys() - self.figures.keys():
            yield ("labels", name), *_no_figure(name)
        for at, clause in enumerate(self.clauses):
            if clause.by and clause.by not in self.figures:
                yield ("clauses", at, "by"), *_no_figure(clause.by)
            for key, words in clause.forms.items():
                for text in (words.zh, words.en):
                    if zh_en := _text_fault(text, self.figures):
                        yield ("clauses", at, key), *zh_en


def places(text: str) -> Iterator[tuple[str, str, str, str]]:
    """The places in a form: the text before each, its figure, and the noun for one and for many;
    at the end the rest of the text with no figure."""
    at = 0
    for found in _PLACE.finditer(text):
        yield text[at : found.start()], found[1], found[2] or "", found[3] or ""
        at = found.end()
    yield text[at:], "", "", ""


def _figure_fault(one: Figure, figures: Mapping[str, object]) -> tuple[str, str] | None:
    if one.less is not None:
        lacking = [name for name in one.less if name not in figures]
        return _no_figure(lacking[0]) if lacking else None
    if not one.report:
        return "要有 report 或 less。", "it needs a report, or less."
    if sum(map(bool, (one.column, one.sum, one.distinct, one.count))) != 1:
        return (
            "column、sum、distinct、count 只写一种。",
            "it takes exactly one of column, sum, distinct, count.",
        )
    return None


def _text_fault(text: str, figures: Mapping[str, object]) -> tuple[str, str] | None:
    found = list(places(text))
    if any("{" in before or "}" in before for before, *_ in found):
        return (
            "花括号里只能是一个数的名字，或“名字|单数|复数”。",
            "braces hold the name of a figure, or name|one|many.",
        )
    lacking = [name for _, name, *_ in found if name and name not in figures]
    return _no_figure(lacking[0]) if lacking else None


def _no_figure(name: str) -> tuple[str, str]:
    return f"figures 里没有 {name}。", f"there is no {name} among figures."
