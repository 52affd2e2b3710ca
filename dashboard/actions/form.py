"""The form of a step: a field for each of its parameters, filled as far as is known."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from cypher.act.action_file import SavedAction
from cypher.act.action_header import ActionParameter
from cypher.header import Parameter, Words
from cypher.reader import Reader
from cypher.run.runner import Runner
from dashboard.render.form import Choice, Field, Form
from dashboard.texts import say
from graph.model.words import is_coded, word_of

_LONG = ("plan", "reason", "note", "about", "text")
"""Parameters in which people write sentences."""
_ID = Parameter(type="text", label=Words(zh="编号", en="Id"), optional=True)


@dataclass(frozen=True)
class StepField:
    """One field: ``choices`` are all that may be chosen, ``area`` says that sentences are written."""

    field: Field
    choices: tuple[Choice, ...]
    required: bool
    area: bool
    when: str = ""
    """When an optional one is asked for all the same."""

    @property
    def labels(self) -> Mapping[str, str]:
        """The choices by value."""
        return dict(self.choices)


def step_form(runner: Runner, saved: SavedAction, lang: str, today: date, reader: Reader) -> Form:
    """The parameters of a step as a form; choices may depend on the id of the record."""
    return Form(runner, {"id": _ID, **saved.header.parameters}, lang, today, reader)


def step_fields(
    runner: Runner,
    saved: SavedAction,
    id: str,
    values: Mapping[str, str],
    lang: str,
    today: date,
    reader: Reader,
    *,
    sent: bool,
) -> list[StepField]:
    """The fields of a step for a record, the given values in them.

    Why a value is refused is said once the form was ``sent``; before, an empty field is not wrong.
    Raises GraphError where choices cannot be had.
    """
    form = step_form(runner, saved, lang, today, reader)
    declared, given = form.declared, {"id": id, **values}
    return [
        _field(form, one, declared[one.name], given, saved.header.on, sent=sent)
        for one in form.fields(given)
        if one.name != "id"
    ]


def _field(
    form: Form,
    field: Field,
    parameter: Parameter,
    given: Mapping[str, str],
    kind: str,
    *,
    sent: bool,
) -> StepField:
    choices: tuple[Choice, ...] = ()
    if parameter.type in ("choice", "multi_choice"):
        choices = tuple(form.choices(field.name, given))
    if parameter.values and is_coded(kind, field.name):  # as the record itself will say it
        choices = tuple((code, word_of(kind, field.name, code, field.lang)) for code, _ in choices)
    required = not parameter.optional and parameter.type != "boolean"
    wrong = field.wrong if sent else None
    if wrong and not field.value:
        wrong = say("steps_fill", field.lang, label=field.label)
    long = parameter.type == "text" and field.name in _LONG
    asked = parameter.asked_when if isinstance(parameter, ActionParameter) else None
    when = asked.get(field.lang) if asked else ""
    return StepField(replace(field, wrong=wrong), choices, required, long, when)


def is_direct(saved: SavedAction) -> bool:
    """Whether a step is taken by its button alone: it asks for no value, and no question comes first."""
    return not saved.header.parameters and saved.header.confirm is None
