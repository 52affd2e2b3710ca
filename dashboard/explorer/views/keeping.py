"""Keeping, sharing and removing a view, each noted in the trail before it is done."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from cypher.reader import Reader
from dashboard.explorer.asking import Asker, is_person, refuse_too_many
from dashboard.explorer.views.store import Views
from dashboard.explorer.views.then import look
from dashboard.explorer.views.view import Name, SavedWalk, Shared, Then, Title, View, clean_title
from graph.model import SHANGHAI

_LOOKS = 5
"""How often is looked anew while the data move."""
_LETTERS = "abcdefghjkmnpqrstuvwxyz"


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class KeepAsked(_Asked):
    """A walk to be kept; with the ``name`` of one of one's own it takes that one's place."""

    title: Title
    name: Name | None = None
    as_of: date | None = None
    shared: Shared = "me"
    walk: SavedWalk


class ShareAsked(_Asked):
    """Who may open a view from now on."""

    name: Name
    shared: Shared


class RemoveAsked(_Asked):
    """A view to be removed."""

    name: Name


class ChangesAsked(_Asked):
    """What has changed since a view was kept."""

    name: Annotated[str, Field(max_length=64)]
    as_of: date | None = None


Act = Literal["save", "share", "remove"]


def new_name() -> str:
    """A name that nobody guesses."""
    return "".join(secrets.choice(_LETTERS) for _ in range(16))


def keep(views: Views, asker: Asker, given: KeepAsked, note: Callable[[Act, View], object]) -> View:
    """Keep a walk as a view, with what the graph holds of it now. Nothing about persons is kept.

    Raises ViewRefused, NoSuchView, GraphError.
    """
    refuse_too_many(given.walk.nodes)
    if given.name is not None:
        views.own(given.name, asker.reader)
    walk = without_persons(given.walk)
    ids, reader = [one.id for one in walk.nodes], asker.reader
    then, then_of_committee = _looked(asker, ids)
    view = View(
        name=given.name or new_name(),
        title=clean_title(given.title) or given.title,
        owner=reader.name,
        account=reader.account,
        shared=given.shared,
        saved_at=datetime.now(SHANGHAI),
        as_of=given.as_of,
        data_day=asker.day,
        walk=walk,
        audience=reader.audience,
        left_out=len(given.walk.nodes) - len(walk.nodes),
        then=then,
        then_of_committee=then_of_committee,
    )
    note("save", view)
    views.put(view)
    return view


def _looked(asker: Asker, ids: Sequence[str]) -> tuple[Then, Then | None]:
    """What the graph holds of some records for who asks and, where that is more, for the committee:
    of one state of the data, so that neither is told later what the other is not."""
    others = replace(asker, reader=asker.reader.for_audience("committee"))
    graph = asker.runner.graph
    for _ in range(_LOOKS):
        version = graph.data_version(at_most_every=0)
        then = look(asker, ids).kept()
        then_of_committee = look(others, ids).kept() if asker.reader.audience == "staff" else None
        if graph.data_version(at_most_every=0) == version:
            break
    return then, then_of_committee


def share(
    views: Views, reader: Reader, given: ShareAsked, note: Callable[[Act, View], object]
) -> View:
    """Share one's own view with others, or no more. Raises ViewRefused, NoSuchView."""
    view = views.own(given.name, reader).model_copy(update={"shared": given.shared})
    note("share", view)
    views.put(view)
    return view


def remove(
    views: Views,
    reader: Reader,
    given: RemoveAsked,
    note: Callable[[Act, View], object],
    others: bool,
) -> View:
    """Remove one's own view; with ``others`` also one that somebody else shares."""
    view = (views.get if others else views.own)(given.name, reader)
    note("remove", view)
    views.remove(view)
    return view


def without_persons(walk: SavedWalk) -> SavedWalk:
    """A walk without riders, children and consents, and without their relationships."""
    return walk.model_copy(
        update={
            "nodes": tuple(one for one in walk.nodes if not is_person(one.id)),
            "hidden": tuple(id for id in walk.hidden if not is_person(id)),
            "ties": tuple(id for id in walk.ties if not any(map(is_person, id.split("|")[1:3]))),
        }
    )
