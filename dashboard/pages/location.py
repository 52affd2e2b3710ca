"""What an address says and how it is written: page, report, parameters, language, the table's state."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import parse_qsl, quote, urlencode

from cypher.header import Parameter
from cypher.values.parameters import RESERVED_NAMES
from cypher.values.several import join_values
from dashboard.pages import Page
from dashboard.texts import Lang, lang_of

TABLE = "t."
"""What the names of the table's state begin with, so that no parameter can be taken for one."""
OPEN = "open"
"""The name in an address that lists the ids of the folds that stand open, with commas between."""
MOST = 80
"""How many names of an address are read."""


@dataclass(frozen=True)
class Location:
    """A place in the dashboard: everything that a link must carry to show the same again.

    ``values``: an empty one takes an optional parameter's default away.
    ``table`` says how the rows are sorted, searched and paged: ``sort``, ``find``, ``is.COLUMN`` …
    """

    page: str
    lang: Lang = "zh"
    report: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    table: Mapping[str, str] = field(default_factory=dict)

    def query(self, **more: str) -> str:
        """The query of the address, parameters in the order of their names."""
        pairs = [("report", self.report)] if self.report else []
        pairs += sorted(self.values.items())
        pairs += [(TABLE + name, value) for name, value in sorted(self.table.items()) if value]
        pairs += [("lang", self.lang), *more.items()]
        return urlencode(pairs, quote_via=quote, safe="/,")

    def link(self, pages: Mapping[str, Page]) -> str:
        """The address of the page, from any other page."""
        return f"{path_of(self.page, pages)}?{self.query()}"

    def for_parameters(self, declared: Mapping[str, Parameter]) -> "Location":
        """The same place without the empty values that take no default away."""
        values = {
            name: value
            for name, value in self.values.items()
            if value or (name in declared and clears_default(declared[name]))
        }
        return self.at(values=values)

    def at(self, **changes: object) -> "Location":
        """The same place with something changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


def path_of(page: str, pages: Mapping[str, Page]) -> str:
    """The path of a page, from any other page: the first one is the root."""
    return "./" if page == next(iter(pages)) else pages[page].path


def read(page: str, query: str, otherwise: Lang) -> Location:
    """The place that an address means; what cannot be a parameter's name is left out."""
    pairs = dict(parse_qsl("&".join(query.split("&")[:MOST]), keep_blank_values=True))
    values = {
        name: value
        for name, value in pairs.items()
        if name not in RESERVED_NAMES and name.isidentifier()
    }
    table = {
        name.removeprefix(TABLE): value
        for name, value in pairs.items()
        if value and name.startswith(TABLE)
    }
    report = pairs.get("report") or None
    return Location(page, lang_of(pairs.get("lang"), otherwise), report, values, table)


def clears_default(parameter: Parameter) -> bool:
    """Whether giving it empty is another thing than not giving it."""
    return parameter.optional and parameter.default is not None


def written(value: object) -> str:
    """A value as an address writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return join_values(map(str, value))
    return value.isoformat() if isinstance(value, date) else str(value)
