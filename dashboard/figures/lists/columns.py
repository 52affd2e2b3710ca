"""Which columns of the desk's table are shown: all, but for those that the address leaves out."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from cypher.format import format_heading
from cypher.table import Table
from dashboard.pages.location import Location
from dashboard.texts import say

STATE = "hide"
"""The name in the table's state: names of columns that are left out, by commas."""
_FEW = 3


def shown(names: Sequence[str], state: Mapping[str, str]) -> list[str]:
    """The columns that are shown, of those that a report lists; never none."""
    left_out = _left_out(state)
    return [name for name in names if name not in left_out] or list(names)


def chooser(location: Location, table: Table, names: Sequence[str]) -> Markup:
    """A link for each column that shows it or leaves it out; open while any is left out."""
    if len(names) <= _FEW:
        return Markup("")
    lang, left_out = location.lang, [name for name in names if name in _left_out(location.table)]

    def link(name: str) -> Markup:
        is_out = name in left_out
        others = [one for one in left_out if one != name] if is_out else [*left_out, name]
        state = {**location.table, STATE: ",".join(others)}
        kept = {key: value for key, value in state.items() if value}
        return Markup('<a href="?{}" data-go role="switch" aria-checked="{}">{}</a>').format(
            location.at(table=kept).query(),
            "false" if is_out else "true",
            format_heading(table, name, lang),
        )

    return Markup(
        '<details class="columns"{open}><summary>{label}</summary><p>{links}</p></details>'
    ).format(
        open=Markup(" open") if left_out else "",
        label=say("columns_left_out", lang, n=len(left_out)) if left_out else say("columns", lang),
        links=Markup(" ").join(map(link, names)),
    )


def _left_out(state: Mapping[str, str]) -> set[str]:
    return {one for one in state.get(STATE, "").split(",") if one}
