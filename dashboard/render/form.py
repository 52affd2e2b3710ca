"""A form's fields from declared parameters: values, words, choices, bounds, and what is refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cypher.errors import BadValue
from cypher.header import Parameter
from cypher.reader import Reader
from cypher.run.runner import Runner
from cypher.values.days import Period, day_meant, period_meant
from cypher.values.parameters import given_or_default, meaning, parsed
from cypher.values.pinyin_match import found
from cypher.values.refusing import check_choice
from cypher.values.several import join_values, split_values
from cypher.words import words
from dashboard.cards.error_html import in_words
from dashboard.pages.location import clears_default, written
from dashboard.texts import say

FEW = 12
"""So many choices are listed; among more one searches."""
FOUND = 50
"""How many choices a search lists at once."""
MACROS = {
    "date": "day",
    "period": "period",
    "choice": "pick",
    "multi_choice": "several",
    "boolean": "tick",
    "integer": "number",
    "number": "number",
    "text": "text",
    "ids": "text",
}
"""Type of parameter to the macro of ``shell/form.html`` that draws its field."""
PERIODS = (
    "this_year", "last_year", "this_quarter", "last_quarter", "this_month", "last_month",
    "last_7_days", "last_30_days", "last_90_days", "last_365_days",
)  # fmt: skip

Choice = tuple[str, str]
"""A value and what people read for it."""


@dataclass(frozen=True)
class Field:
    """One field. ``value`` and ``default`` are as an address writes them, ``clears_default`` says that
    an empty value is not the default; ``meaning`` is what a value comes to in words, ``options`` are
    those to choose from at once, ``chosen`` those that are chosen; ``first`` and ``last`` are the days
    that a date or period comes to; ``wrong`` is why a value is refused."""

    name: str
    macro: str
    label: str
    lang: str
    value: str
    default: str
    optional: bool
    clears_default: bool = False
    meaning: str = ""
    options: tuple[Choice, ...] = ()
    chosen: tuple[Choice, ...] = ()
    first: str = ""
    last: str = ""
    low: float | None = None
    high: float | None = None
    whole: bool = False
    depends_on: str | None = None
    wrong: str | None = None

    @property
    def bounds(self) -> str:
        """The bounds as people read them: 1–365, 最少 1."""
        low, high = _plainly(self.low), _plainly(self.high)
        if low and high:
            return f"{low}–{high}"
        if low:
            return say("at_least", self.lang, n=low)
        return say("at_most", self.lang, n=high) if high else ""


def _plainly(bound: float | None) -> str:
    """A bound in full: 100,000,000, not 1e+08."""
    return "" if bound is None else f"{bound:,.6f}".rstrip("0").rstrip(".")


class Form:
    """The fields of some parameters for the values of an address. Choices are asked of the graph."""

    def __init__(
        self,
        runner: Runner,
        declared: Mapping[str, Parameter],
        lang: str,
        today: date,
        reader: Reader,
    ) -> None:
        self.declared = declared
        self._runner, self._lang, self._today, self._reader = runner, lang, today, reader

    def fields(self, given: Mapping[str, str]) -> list[Field]:
        """Every field with its value. Raises GraphError where choices cannot be had."""
        return [self._field(name, one, given) for name, one in self.declared.items()]

    def fitting(self, given: Mapping[str, str], changed: str) -> dict[str, str]:
        """The values without those that no longer fit, now that one of them was changed; what hung
        on a value that is taken away goes with it."""
        kept, gone = dict(given), set[str]()
        for name, parameter in self.declared.items():
            above = parameter.depends_on
            if name not in kept or above is None or (above != changed and above not in gone):
                continue
            offered = () if above in gone else {value for value, _ in self.choices(name, kept)}
            fits = join_values(one for one in split_values(kept[name]) if one in offered)
            if fits != kept[name]:
                gone.add(name)
                kept[name] = fits
                if not fits:
                    del kept[name]
        return kept

    def short(self, given: Mapping[str, str]) -> dict[str, str]:
        """The values that an address must say: those that differ from their defaults."""
        return {
            name: value
            for name, value in given.items()
            if name not in self.declared or value != written(self.declared[name].default)
        }

    def choices(self, name: str, given: Mapping[str, str]) -> list[Choice]:
        """What may be chosen for a parameter, the others having their values; nothing where the
        one that it depends on is refused."""
        values = {}
        for other, parameter in self.declared.items():
            try:
                value = given_or_default(other, parameter, given)
                values[other] = parsed(other, parameter, value, self._today)
            except BadValue:
                continue
        try:
            return self._runner.choices(
                self.declared[name], reader=self._reader, given=values, lang=self._lang
            )
        except BadValue:
            return []

    def search(self, name: str, given: Mapping[str, str], typed: str) -> tuple[list[Choice], int]:
        """The first choices that what was typed may mean, and how many there are beside."""
        by_label: dict[str, list[Choice]] = {}
        for choice in self.choices(name, given):
            by_label.setdefault(choice[1], []).append(choice)
        kept = [one for label in found(by_label, typed) for one in by_label[label]]
        return kept[:FOUND], max(0, len(kept) - FOUND)

    def _field(self, name: str, parameter: Parameter, given: Mapping[str, str]) -> Field:
        default = written(parameter.default)
        value = written(given_or_default(name, parameter, given)).strip()
        field = Field(
            name,
            MACROS[parameter.type],
            parameter.label.get(self._lang),
            self._lang,
            value,
            default,
            parameter.optional,
            clears_default(parameter),
            low=parameter.min,
            high=parameter.max,
            whole=parameter.type == "integer",
            depends_on=parameter.depends_on,
        )
        more: dict[str, object] = {}
        try:
            meant = parsed(name, parameter, value, self._today)
            if parameter.type in ("choice", "multi_choice"):
                more = self._chosen(name, parameter, given, meant)
            elif meant is not None:
                more = self._meaning(name, parameter, value, meant)
        except BadValue as error:
            more = {"wrong": in_words(error, self._lang)}
            if parameter.type in ("choice", "multi_choice"):
                more |= self._as_given(parameter, value, self.choices(name, given))
        if parameter.type in ("date", "period"):
            more["options"] = self._usual(parameter)
            if not value:
                more["meaning"] = self._open_end(parameter)
        return replace(field, **more)  # type: ignore[arg-type]

    def _meaning(
        self, name: str, parameter: Parameter, value: str, meant: object
    ) -> dict[str, object]:
        """What a value comes to: its days, its words."""
        # today's day is said plainly: 今天 would be another day to a later reader
        today = meant == self._today
        words_of_value = meaning(name, parameter, meant if today else value, self._today)
        more: dict[str, object] = {
            "meaning": words_of_value.get(self._lang) if words_of_value else ""
        }
        if isinstance(meant, Period):
            more |= {"first": meant.first.isoformat(), "last": meant.last.isoformat()}
        elif isinstance(meant, date):
            more |= {"first": meant.isoformat()}
        elif isinstance(meant, bool):
            more |= {"value": written(meant)}
        return more

    def _chosen(
        self, name: str, parameter: Parameter, given: Mapping[str, str], meant: object
    ) -> dict[str, object]:
        """The choices, and which of them are chosen. Raises BadValue for one that is not there."""
        offered = self.choices(name, given)
        chosen = [] if meant is None else meant if isinstance(meant, list) else [meant]
        if parameter.source is not None and not self._is_cut(parameter, offered):
            check_choice(
                name, parameter, chosen, [(value, label, label) for value, label in offered]
            )
        return self._as_given(parameter, written(chosen), offered)

    def _as_given(
        self, parameter: Parameter, value: str, offered: Sequence[Choice]
    ) -> dict[str, object]:
        """The choices and what is chosen, whether or not it may be."""
        labels = dict(offered)
        given = split_values(value)
        chosen = tuple((one, labels.get(one, one)) for one in given)
        return {"options": self._options(parameter, offered), "chosen": chosen}

    def _is_cut(self, parameter: Parameter, offered: Sequence[Choice]) -> bool:
        """Whether there are more choices than are read at once; the run itself then checks."""
        fed = self._runner.catalogue.find(parameter.source or "")
        return len(offered) >= fed.header.limits.rows

    def _options(self, parameter: Parameter, offered: Sequence[Choice]) -> tuple[Choice, ...]:
        """Few choices are listed in the form itself, after the open end; not those that come and
        go with another choice, for which one field stays what it is."""
        if len(offered) > FEW or parameter.type == "multi_choice" or parameter.depends_on:
            return ()
        open_end = [("", say("all", self._lang))] if parameter.optional else []
        return (*open_end, *offered)

    def _open_end(self, parameter: Parameter) -> str:
        """What an empty day or period means."""
        empty = parameter.when_empty
        return empty.get(self._lang) if empty else say("any_day", self._lang)

    def _usual(self, parameter: Parameter) -> tuple[Choice, ...]:
        """Days or periods by name, each saying what it comes to."""
        open_end = [("", self._open_end(parameter))] if parameter.optional else []
        if parameter.type == "period":
            named = [(code, period_meant(code, self._today)) for code in PERIODS]
        else:
            codes = [code for code in words()["day"] if code != "far"]
            named = [(code, day_meant(code, self._today)) for code in codes]
        return (*open_end, *((code, words.get(self._lang)) for code, words in named))
