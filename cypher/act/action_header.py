"""The header of a saved action as frozen models: nothing unknown is taken."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from cypher.header import Parameter, Words

ActorRole = Literal[
    "rider", "station_staff", "staff", "reviewer", "claimant", "centre", "unknown"
]  # fmt: skip
"""Who takes a step, as a wish's event says it."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ActionParameter(Parameter):
    """A parameter of a form; ``node`` is the label (or some, with | between) of the
    record whose id the value is: it is locked before the guard looks at it.
    A choice with ``depends_on: id`` takes its
    choices from a file that is given the id of the record that the action is done to. ``asked_when``
    says when an optional one is asked for all the same, as the guard does.
    """

    node: str | None = None
    asked_when: Words | None = None


class Writes(_Strict):
    """All that the change may write.

    ``nodes``: labels of nodes that it makes, at most one of each. ``relationships``: types that it
    makes or whose fields it sets. ``changes``: label or type to the fields set of what exists.
    """

    nodes: tuple[str, ...] = ()
    relationships: tuple[str, ...] = ()
    changes: dict[str, tuple[str, ...]] = {}


class ActionHeader(_Strict):
    """Everything that stands before the two statements.

    ``on`` is the label of the record, ``from`` the states in which it can be done (none: any),
    ``to`` the state afterwards (none: unchanged); ``new``: it makes the record itself. ``order`` is
    the place of its button. ``notes`` is what the form says first, where the guard returns its
    code as ``note``. ``needs`` is the right that one must have. ``deletes``: the change may
    take relationships or nodes away, in a file that comes with the program only.
    """

    title: Words
    about: Words
    on: str
    before: tuple[str, ...] = Field((), alias="from")
    to: str | None = None
    new: bool = False
    actor: ActorRole = "staff"
    needs: str = Field("act", pattern=r"^[a-z_]+$")
    order: int = 100
    parameters: dict[str, ActionParameter] = {}
    writes: Writes = Writes()
    confirm: Words | None = None
    refusals: dict[str, Words] = {}
    notes: dict[str, Words] = {}
    deletes: bool = False
    author: str | None = None
