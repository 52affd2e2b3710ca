"""A form from declared parameters: what the still page shows, and Panel's widgets by type."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import panel as pn
import panel_material_ui as pmui

from cypher.header import Audience, Parameter
from cypher.running import Runner
from cypher.words import words
from dashboard.figures.values import day
from dashboard.shell.bridge import Day
from dashboard.texts import say

PLACE = {"flex": "1 1 160px", "max-width": "250px"}
FEW = 40
THEME = {
    "palette": {
        "primary": {"main": "#a3221f"},
        "text": {"primary": "var(--ink)", "secondary": "var(--muted)"},
        "background": {"paper": "var(--card)"},
        "action": {"active": "var(--muted)"},
    },
    "components": {
        "MuiOutlinedInput": {
            "styleOverrides": {
                "root": {"minHeight": "40px", "fontSize": "15px", "borderRadius": "6px"},
                "notchedOutline": {"borderColor": "var(--field)"},
            }
        }
    },
    "typography": {
        "fontFamily": '"PingFang SC","HarmonyOS Sans SC","Noto Sans SC","Noto Sans CJK SC",'
        '"Microsoft YaHei",sans-serif',
        "body1": {"fontSize": "15px"},
    },
}


@dataclass(frozen=True)
class Field:
    """One blank: its declaration, its words, what may be chosen, and the value as text."""

    name: str
    type: str
    label: str
    value: str
    low: str | None
    high: str | None
    options: tuple[tuple[str, str], ...] | None
    lang: str

    @property
    def written(self) -> str:
        """A day as people write it; any day where none is given."""
        try:
            return day(date.fromisoformat(self.value), self.lang)
        except ValueError:
            return self.value or say("any_day", self.lang)


def fields(
    runner: Runner,
    declared: Mapping[str, Parameter],
    given: Mapping[str, str],
    lang: str,
    today: date | None,
    audience: Audience,
) -> list[Field]:
    """The blanks of a report. Choices are read from the graph; raises GraphError where that fails."""
    made = []
    for name, parameter in declared.items():
        value = given.get(name, _default(parameter, today))
        options = _options(runner, parameter, lang, audience)
        made.append(
            Field(
                name,
                parameter.type,
                parameter.label.get(lang),
                value,
                _bound(parameter.min),
                _bound(parameter.max),
                options,
                lang,
            )
        )
    return made


def _default(parameter: Parameter, today: date | None) -> str:
    value = parameter.default
    if value is None:
        return ""
    if parameter.type == "date" and str(value) in ("today", "今天"):
        return today.isoformat() if today else ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _bound(value: float | None) -> str | None:
    return None if value is None else f"{value:g}"


def _options(
    runner: Runner, parameter: Parameter, lang: str, audience: Audience
) -> tuple[tuple[str, str], ...] | None:
    """Values and what people read for them; an optional choice may be left open."""
    if parameter.type not in ("choice", "multi_choice"):
        return None
    if parameter.source is not None:
        table = runner.run(runner.catalogue.find(parameter.source), audience=audience)
        pairs = [
            (str(row["value"]), str(table.said("label", row["label"], lang)))
            for row in table.dicts()
        ]
    else:
        coded = words().get(parameter.words or "", {})
        pairs = [
            (value, coded[value].get(lang) if value in coded else value)
            for value in parameter.values or ()
        ]
    open_end = [("", say("all", lang))] if parameter.optional else []
    return (*open_end, *pairs)


def _day(field: Field) -> Any:
    return Day(label=field.label, value=field.value, lang=field.lang, height=40, **_place())


def _choice(field: Field) -> Any:
    options = {label: value for value, label in field.options or ()}
    make = pmui.Select if len(options) <= FEW else pmui.AutocompleteInput
    return make(options=options, value=_known(field), **_look(field))


def _several(field: Field) -> Any:
    options = {label: value for value, label in field.options or ()}
    value = [one for one in field.value.split(",") if one in options.values()]
    return pmui.MultiChoice(options=options, value=value, **_look(field))


def _boolean(field: Field) -> Any:
    return pmui.Checkbox(value=field.value == "true", **(_look(field) | {"size": "medium"}))


def _whole(field: Field) -> Any:
    low, high = (None if end is None else int(float(end)) for end in (field.low, field.high))
    return pmui.IntInput(value=_number(field.value, int), start=low, end=high, **_look(field))


def _decimal(field: Field) -> Any:
    low, high = (None if end is None else float(end) for end in (field.low, field.high))
    return pmui.FloatInput(value=_number(field.value, float), start=low, end=high, **_look(field))


def _text(field: Field) -> Any:
    return pmui.TextInput(value=field.value, **_look(field))


WIDGETS: dict[str, Callable[[Field], Any]] = {
    "date": _day,
    "choice": _choice,
    "multi_choice": _several,
    "boolean": _boolean,
    "integer": _whole,
    "number": _decimal,
    "text": _text,
}


def _look(field: Field) -> dict[str, Any]:
    return {
        "label": field.label,
        "size": "small",
        "theme_config": THEME,
        **_place(),
    }


def _place() -> dict[str, Any]:
    return {"sizing_mode": "stretch_width", "styles": PLACE, "margin": 0}


def _known(field: Field) -> str | None:
    """The value if it may be chosen; an unknown one is left to the run, which says so."""
    values = [value for value, _ in field.options or ()]
    return field.value if field.value in values else (values[0] if values else None)


def _number(text: str, kind: type[int] | type[float]) -> int | float | None:
    try:
        return kind(float(text))
    except ValueError:
        return None


class Form:
    """Panel's widgets for some fields, and their values as an address writes them."""

    def __init__(self, made: list[Field]) -> None:
        self.fields = made
        self.widgets = {field.name: WIDGETS[field.type](field) for field in made}
        side_by_side = {"flex-wrap": "wrap", "gap": "14px 12px"}
        self.view = pn.Row(
            *self.widgets.values(), styles=side_by_side, sizing_mode="stretch_width", margin=0
        )
        self._defaults = {field.name: self._text(field.name) for field in made}

    def watch(self, changed: Callable[[Any], Any]) -> None:
        """Call ``changed`` when the reader changes a value."""
        for widget in self.widgets.values():
            widget.param.watch(changed, "value")

    def values(self, given: Mapping[str, str]) -> dict[str, str]:
        """The values that an address must carry: those given before, and those changed since."""
        said = dict(given)
        for field in self.fields:
            text = self._text(field.name)
            if text != self._defaults[field.name] or field.name in given:
                said[field.name] = text
        return {name: value for name, value in said.items() if value}

    def show(self, values: Mapping[str, str]) -> None:
        """Put values back, as the back button asks; what is missing gets what it had at first."""
        for field in self.fields:
            text = values.get(field.name, self._defaults[field.name])
            fresh = WIDGETS[field.type](replace(field, value=text))
            self.widgets[field.name].value = fresh.value

    def _text(self, name: str) -> str:
        value = self.widgets[name].value
        if value is None:
            return ""
        if isinstance(value, bool):
            return str(value).lower()
        return ",".join(value) if isinstance(value, list) else str(value)
