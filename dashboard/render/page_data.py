"""What a page shows beside its files: the data's state, the form, the record, the finished cards."""

import asyncio
import logging
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from markupsafe import Markup

from dashboard.cards.card_request import CardRequest
from dashboard.cards.service import failure
from dashboard.concurrency.data_state import DataState
from dashboard.errors import AuditFailed, Busy, NoSuchRecord
from dashboard.render.feeding import asks_what_is_held
from dashboard.render.form import Field
from dashboard.render.page_request import PageRequest, shows_waiting
from dashboard.render.record_header import Subject, subject
from dashboard.render.site import PATIENCE, Site
from dashboard.render.waiting import InGraph
from graph.errors import GraphError

T = TypeVar("T")
log = logging.getLogger(__name__)


@dataclass
class PageData:
    """What was there in time; the browser asks for the rest."""

    state: DataState | None = None
    fields: Sequence[Field] = ()
    fields_late: bool = False
    record: Subject | None = None
    record_late: bool = False
    problem: GraphError | None = None
    held: frozenset[str] | None = None
    """The kinds of the model of which there are any; as last asked where that
    takes longer than a page waits, None where it never was."""
    held_late: bool = False
    in_graph: InGraph | None = None
    """What waits to be done by the graph; as last counted where that takes longer than a page
    waits, None where it never was or the reader is not one who does it."""
    in_graph_late: bool = False
    cards: dict[str, Markup | None] = field(default_factory=dict)
    """The HTML of each card by id; None for one that is still being made."""
    digests: dict[str, str] = field(default_factory=dict)
    """A word for the HTML of each card that is there."""

    @property
    def late(self) -> bool:
        """Whether something beside the cards is still to come."""
        beside = self.fields_late, self.record_late, self.held_late, self.in_graph_late
        return self.state is None or any(beside)


class NotYet(Exception):
    """Something is not finished in time."""


class _Deadline:
    def __init__(self, seconds: float) -> None:
        self._loop = asyncio.get_running_loop()
        self._until = self._loop.time() + seconds

    async def wait(self, work: Awaitable[T]) -> T:
        """The result, if it comes in time. Raises NotYet, and what the work raises."""
        task = asyncio.ensure_future(work)
        try:
            await asyncio.wait({task}, timeout=max(0.0, self._until - self._loop.time()))
        finally:
            in_time = task.done()
            if not in_time:
                task.cancel()
        if not in_time:
            raise NotYet
        return task.result()


async def page_data(site: Site, request: PageRequest, seconds: float = PATIENCE) -> PageData:
    """What a page shows, as far as it is there within so many seconds.

    Raises AuditFailed where it cannot be noted who looks at a person.
    """
    deadline, data = _Deadline(seconds), PageData(problem=request.problem, held=site.held)
    cards = request.cards()
    try:
        data.state = await deadline.wait(site.states.current())
    except NotYet:
        data.fields_late = bool(request.declared)
        data.record_late = request.page.kind == "record"
        data.cards = {one.card.id: None for one in cards}
        return data
    except GraphError as error:
        data.record_late = request.page.kind == "record"
        data.cards = {one.card.id: failure(one, error) for one in cards}
        return data
    await asyncio.gather(
        _add_fields(site, request, data.state, deadline, data),
        _add_record(site, request, deadline, data),
        _add_held(site, request, data.state, deadline, data),
        _add_in_graph(site, request, data.state, deadline, data),
        *(_add_card(site, one, data.state, deadline, data) for one in cards),
    )
    if request.page.kind == "record" and data.record is None and not data.record_late:
        data.cards = {}
    return data


async def _add_fields(
    site: Site, request: PageRequest, state: DataState, deadline: _Deadline, data: PageData
) -> None:
    form = request.form(site.runner, state.today)
    if form is None:
        data.problem = data.problem or request.undeclared(state.today)
        return
    fields = partial(form.fields, request.location.values)
    try:
        data.fields = await deadline.wait(site.executors.quick.run(fields))
        data.problem = data.problem or request.undeclared(state.today)
    except (NotYet, Busy):
        data.fields_late = True
    except GraphError as error:
        data.problem = error


async def _add_record(
    site: Site, request: PageRequest, deadline: _Deadline, data: PageData
) -> None:
    if request.page.kind != "record":
        return
    try:
        data.record = await deadline.wait(record_of(site, request))
    except (NotYet, Busy):
        data.record_late = True
    except AuditFailed:
        raise
    except GraphError as error:
        data.problem = error


async def _add_held(
    site: Site, request: PageRequest, state: DataState, deadline: _Deadline, data: PageData
) -> None:
    """No card waits for it: counting takes a second after each write to the graph."""
    if not asks_what_is_held(request):
        return
    try:
        data.held = await deadline.wait(site.held_kinds(state.version))
    except (NotYet, Busy):
        data.held_late = True
    except GraphError as error:
        data.problem = data.problem or error


async def _add_in_graph(
    site: Site, request: PageRequest, state: DataState, deadline: _Deadline, data: PageData
) -> None:
    """The number beside the page of what is to be done, which stands in the menu of every page."""
    if not shows_waiting(request):
        return
    data.in_graph = site.waiting.last
    try:
        work = site.waiting.in_graph(state.version, request.files.catalogue)
        data.in_graph = await deadline.wait(work)
    except (NotYet, Busy):
        data.in_graph_late = True
    except GraphError as error:
        log.info("not counted what waits: %s", error.en)


async def record_of(site: Site, request: PageRequest) -> Subject:
    """The record that the address names. Raises NoSuchRecord."""
    id = request.location.values.get("id", "")
    read = partial(subject, site.runner, id, request.reader)
    found = await site.executors.quick.run(read)
    if found is None:
        raise NoSuchRecord(
            f"没有编号为“{id}”的记录。可在页首按名称、编号或拼音查找。",
            f"There is no record {id!r}. Search by name, id or pinyin at the head of the page.",
        )
    return found


async def _add_card(
    site: Site, request: CardRequest, state: DataState, deadline: _Deadline, data: PageData
) -> None:
    data.cards[request.card.id] = None
    try:
        card = await deadline.wait(site.cards.finished(request, state))
    except (NotYet, Busy):
        return
    data.cards[request.card.id], data.digests[request.card.id] = card.html, card.digest
