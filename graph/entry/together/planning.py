"""One value for many records: what becomes of each, before anything is written."""

from collections.abc import Iterator, Mapping
from datetime import date

from graph.client import Graph
from graph.entry.held import HeldRecord
from graph.entry.kinds import Pattern, pattern_of
from graph.entry.leaving import endings_of, ends_by_form
from graph.entry.problems import SlotProblem, problem
from graph.entry.rows import SHEET, RowMaker, Values
from graph.entry.texts import even_text, text_of, value_of
from graph.entry.together.asked import END, Line, Together, TogetherPlan, fields_together
from graph.load.plan import Choices, Plan
from graph.load.plan.compare import rev_of
from graph.load.plan.describing import NAME_FIELDS
from graph.load.plan.existing import existing_nodes, named_nodes, relationships_at
from graph.load.plan.making import compared
from graph.load.record import Properties
from graph.load.registers.directory import Directory, NotFound
from graph.load.registers.records import GraphRecords
from graph.load.table.cells import NotAValue
from graph.load.table.fields import expected, fields_of
from graph.load.table.problems import excerpt
from graph.load.table.reading import Source, Table
from graph.model import FAR_DAY, NODES, RELATIONSHIPS
from graph.model.town import NO_TOWN, Town
from graph.progress import Silent

_DAY = fields_of(RELATIONSHIPS["WorksAt"])["to"]
_TOO_EARLY = SlotProblem(
    "day",
    "现在的一条不早于这一天开始，请换个日子或单独修改。",
    "The one that holds now begins on that day or later; choose another day, or edit this record alone.",
)


def plan_together(graph: Graph, asked: Together, *, town: Town = NO_TOWN) -> TogetherPlan:
    """What would become of each record; nothing is written. Raises GraphError."""
    found = existing_nodes(graph, NODES[asked.kind], asked.ids)
    named = NAME_FIELDS.get(asked.kind, "id")
    plan = TogetherPlan({
        id: Line(id, str(found[id].get(named) or id)) if id in found else Line(id, id, what="gone")
        for id in dict.fromkeys(asked.ids)
    })  # fmt: skip
    plan.revs = {id: rev_of(was) for id, was in found.items()}
    if asked.slot == END:
        _end(graph, asked, found, plan)
    elif asked.slot in fields_together(asked.kind):
        _Fields(graph, asked, found, plan, town).plan()
    else:
        _Others(graph, asked, found, plan, town).plan()
    return plan


def _met(asked: Together, line: Line) -> bool:
    """Whether a record is another than the plan showed."""
    return asked.seen is not None and asked.seen.get(line.id, "") != line.was


def _day(text: str, plan: TogetherPlan) -> date | None:
    """A day that a person wrote; where it is none, that is a fault of the plan."""
    try:
        value = value_of(_DAY, text)
        if isinstance(value, str):
            return date.fromisoformat(value)
    except (NotAValue, ValueError):
        pass
    wrong = (f"看不懂“{excerpt(text.strip())}”", f"{excerpt(text.strip())!r} cannot be read")
    plan.faults.append(problem("day", wrong, expected(_DAY)))
    return None


def _end(
    graph: Graph, asked: Together, found: Mapping[str, Properties], plan: TogetherPlan
) -> None:
    day = _day(asked.day, plan)
    if not ends_by_form(asked.kind):
        no = ("这种记录不能一起结束", "records of this kind do not end together")
        plan.faults.append(problem(END, no))
    if day is None or plan.faults:
        return
    for id, records in endings_of(graph, asked.kind, found, day).items():
        line = plan.lines[id]
        line.was, line.after = str(rev_of(found[id])), day
        if records:
            line.what = "met" if _met(asked, line) else "changes"
            line.records = records if line.what == "changes" else []


class _Planning:
    """What the two ways of giving records another value share."""

    def __init__(
        self,
        graph: Graph,
        asked: Together,
        found: Mapping[str, Properties],
        plan: TogetherPlan,
        town: Town,
    ) -> None:
        self._graph, self._asked, self._found = graph, asked, found
        self._plan, self._town = plan, town
        self._directory = Directory(GraphRecords(graph))

    def _there(self) -> Iterator[Line]:
        return (line for line in self._plan.lines.values() if line.what != "gone")

    def _row(self, line: Line, texts: Mapping[str, str]) -> Iterator[tuple[str, Values]]:
        """The row that says the new value of one record; none where it cannot be."""
        asked = self._asked
        held = HeldRecord(line.id, asked.kind, self._found[line.id])
        maker = RowMaker(self._graph, asked.kind, line.id, held, self._town, self._directory)
        rows = maker.rows(texts, frozenset())
        if rows.problems:
            line.what, line.problems = "refused", rows.problems
        else:
            yield line.id, rows.rows[0].values

    def _compare(self, kind: str, rows: dict[str, Values]) -> None:
        """Give each line the changes of its row, or what is wrong with it."""
        numbers = {number: id for number, id in enumerate(rows, start=1)}
        while numbers:
            table = Table(kind, SHEET, kind, None, [(n, rows[id]) for n, id in numbers.items()])
            source = Source(SHEET, [table], sheets=[kind])
            plan = compared(self._graph, source, "", self._town, Choices(), Silent())
            wrong = dict(_wrong(plan))
            if not wrong:
                self._take(plan, numbers)
                return
            for number, problems in wrong.items():
                alone = [numbers.pop(number)] if number in numbers else []
                for id in alone or numbers.values():
                    self._plan.lines[id].what = "refused"
                    self._plan.lines[id].problems = problems
                if not alone:
                    return

    def _take(self, plan: Plan, numbers: Mapping[int, str]) -> None:
        for record in plan.records:
            line = self._plan.lines[numbers[record.row]]
            line.records.append(record)
            line.what = "changes"


def _wrong(plan: Plan) -> Iterator[tuple[int, list[SlotProblem]]]:
    """By the number of a row, what is wrong with it."""
    by_row: dict[int, list[SlotProblem]] = {}
    for one in plan.problems:
        found = by_row.setdefault(one.place.row, [])
        found.append(problem(one.column, one.wrong, one.expected))
    for need in plan.needs:
        number = need.ref.split("!")[1]
        by_row.setdefault(int(number), []).append(
            SlotProblem("", f"{need.words[0]}。", f"{need.words[1]}.")
        )
    yield from by_row.items()


class _Fields(_Planning):
    """A field is given one value."""

    def plan(self) -> None:
        """Look at each record."""
        asked, name = self._asked, self._asked.slot
        one = fields_together(asked.kind)[name]
        wanted = even_text(one, asked.text, self._town)
        rows: dict[str, Values] = {}
        for line in self._there():
            line.before = self._found[line.id].get(name)
            line.was = text_of(one, line.before)
            if line.was == wanted:
                line.after = line.before
            elif _met(asked, line):
                line.what = "met"
            else:
                rows.update(self._row(line, {name: asked.text}))
        self._compare(asked.kind, rows)
        for line in self._plan.of("changes"):
            line.after = (line.records[0].after or {}).get(name)


class _Others(_Planning):
    """What a record has one of is given another: its site, its area, who operates it."""

    def plan(self) -> None:
        """Look at each record."""
        asked = self._asked
        name, _, way = asked.slot.partition("|")
        pattern = pattern_of(asked.kind, name, way)
        day = _day(asked.day, self._plan) if pattern and "from" in pattern.fields() else None
        other = self._other(pattern) if pattern else None
        if pattern is None or other is None or self._plan.faults:
            return
        now = self._now(pattern)
        ids = {one for some in now.values() for one, _ in some} | {other}
        names = named_nodes(self._graph, ids, NAME_FIELDS)
        rows: dict[str, Values] = {}
        texts = {f"{asked.slot}|+0|other": other}
        if day is not None:
            texts[f"{asked.slot}|+0|from"] = asked.day
        for line in self._there():
            held = now.get(line.id, [])
            line.before = "、".join(names.get(one, one) for one, _ in held)
            line.was = ";".join(f"{one} {was.get('from', '')}" for one, was in held)
            line.after = names.get(other, other)
            if [one for one, _ in held] == [other]:
                line.after = line.before
            elif _met(asked, line):
                line.what = "met"
            elif day is not None and any(_begins_late(was, day) for _, was in held):
                line.what, line.problems = "refused", [_TOO_EARLY]
            else:
                rows.update(self._row(line, texts))
        self._compare(name, rows)

    def _other(self, pattern: Pattern) -> str | None:
        """The record at the other end: by name and id as the list offers it, by its id or its name."""
        text = self._asked.text.strip()
        try:
            return self._directory.find(pattern.others, (text.split() or [""])[-1].strip("()（）"))
        except NotFound:
            pass
        try:
            return self._directory.find(pattern.others, text)
        except NotFound as error:
            self._plan.faults.append(problem("text", error.wrong, error.expected))
            return None

    def _now(self, pattern: Pattern) -> dict[str, list[tuple[str, Properties]]]:
        """By record, what stands at the other end and has not ended."""
        side, near = ("a", 0) if pattern.way == "out" else ("b", 1)
        found: dict[str, list[tuple[str, Properties]]] = {}
        ids = [line.id for line in self._there()]
        for key, was in relationships_at(self._graph, pattern.kind, side, ids):
            if was.get("to", FAR_DAY) == FAR_DAY:
                found.setdefault(str(key[near]), []).append((str(key[1 - near]), was))
        return found


def _begins_late(was: Properties, day: date) -> bool:
    begin = was.get("from")
    return isinstance(begin, date) and begin >= day
