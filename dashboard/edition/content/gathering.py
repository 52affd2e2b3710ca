"""Asks every saved statement that an edition is made from, on one state of the data."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

from cypher.errors import NotAdmitted, NotAsExpected
from cypher.file.parse import SavedStatement
from cypher.header import Words
from cypher.run.runner import Runner
from cypher.table import Table
from dashboard.edition.content.as_of import snapshot
from dashboard.edition.content.asking import ask
from dashboard.edition.content.content import Content
from dashboard.edition.content.for_readers import for_readers
from dashboard.edition.content.frozen_answers import as_json
from dashboard.edition.content.order import OF_EDITIONS, EditionPlan
from dashboard.edition.manifest import LeftOut, Statement
from dashboard.edition.maps.kinds import MAPS
from dashboard.errors import NotMade
from graph.errors import StatementFailed
from graph.progress import Attempts, Task

Read = TypeVar("Read")
NODES, RELATIONSHIPS = "reports/edition/things", "reports/edition/ties"
_UNNAMED = "reports/edition/unnamed"
_INTERNAL = ("reports/overview/", "reports/records/")
"""What pages are made of, not a report that one reads."""
_IMPORTS = "reports/sources/imports"
_AT_ONCE = 2
_TRIES = 3
_CUT = Words(
    zh="结果超过上限，只有前 {rows} 行。",
    en="More rows than its limit; it holds the first {rows}.",
)
_BROKEN = Words(
    zh="运行不了，或结果与文件头的约定不符；lianxin check {id} 会说明原因。",
    en="It cannot be run, or does not answer as its header promises; lianxin check {id} says why.",
)
_UNASKED = Words(
    zh="有必须填写的参数 {names}，年度版不知道填什么。",
    en="It needs a value for {names}, which an edition does not know.",
)
_NOT_OPEN = Words(zh="不对本版的读者开放。", en="It is not open to the readers of this edition.")
_EMPTY = Words(zh="期间内没有可画的。", en="There is nothing to draw in the period.")
_ENTERED = Words(
    zh="录入时间与导入批次不是数据的内容，未写入。",
    en="Times of entry and import runs are not what the data say; they are not written.",
)
_PEOPLE = Words(
    zh="骑手、子女与同意书是个人记录，只进入工作人员版。",
    en="Riders, children and consents are persons' records; only the staff's edition has them.",
)
_IN_HASTE = Words(
    zh="推算哪些数字必须隐去用时过长，隐去的比必要的多。",
    en="Working out which counts must be withheld took too long; more are withheld than need be.",
)
_SENTENCES = Words(zh="{zh}", en="{en}")
_PUBLIC = Words(
    zh="公开版只有各类别、站点与合计，不含单条记录。",
    en="The public edition holds groups, sites and totals, and no single record.",
)


def asked_for(runner: Runner, plan: EditionPlan) -> int:
    """How many statements an edition asks."""
    return len(_Gathering(runner, plan).wanted())


def gather(runner: Runner, plan: EditionPlan, task: Task) -> Content:
    """Run every statement on one state of the data. Raises NotMade where it will not rest."""
    attempts = Attempts(task)

    def read() -> Content:
        attempts.begin()
        return _Gathering(runner, plan).content(attempts)

    return at_rest(runner, read)


def answers(runner: Runner, plan: EditionPlan, ids: Iterable[str]) -> Content:
    """Only some of the answers, as these readers may see them."""
    gathering = _Gathering(runner, plan)
    asked = {id: gathering.ask(runner.catalogue.find(id)) for id in ids}
    return Content(plan, for_readers(runner, plan, asked, correct=False).tables, (), ())


def at_rest(runner: Runner, read: Callable[[], Read]) -> Read:
    """What was read of one state of the data. Raises NotMade where it will not rest."""
    for _ in range(_TRIES):
        before = runner.graph.data_version(at_most_every=0)
        found = read()
        if runner.graph.data_version(at_most_every=0) == before:
            return found
    raise NotMade(
        "制作期间数据一直有改动，年度版要取同一时刻的数据。请在没有人录入时再试。",
        "The data kept changing meanwhile, and an edition is of one state of them. "
        "Try again when nobody is entering any.",
    )


@dataclass
class _Gathering:
    """One attempt to read everything."""

    runner: Runner
    plan: EditionPlan
    left_out: list[LeftOut] = field(default_factory=list)

    def content(self, task: Task) -> Content:
        wanted = self.wanted()
        asked = self._all(wanted, task)
        earlier = self._year_before(wanted)
        found = for_readers(self.runner, self.plan, asked, earlier)
        tables = dict(found.tables)
        if found.unfinished:
            self._leave("data", _IN_HASTE)
        statements = tuple(
            _statement(wanted[id], answers[id])
            for answers in (tables, found.year_before)
            for id in sorted(answers)
        )
        for id, table in sorted(tables.items()):
            if table.truncated:
                self._leave(id, _CUT, table.title, rows=len(table.rows))
        nodes, relationships = tables.pop(NODES, None), tables.pop(RELATIONSHIPS, None)
        for one in MAPS:
            if not tables[one.statement(self.plan.audience)].rows:
                self._leave(f"maps/{one.id}", _EMPTY, one.title)
        whole = (
            snapshot(nodes, relationships, self.plan.as_of) if nodes and relationships else ((), ())
        )
        left_out = tuple(self.left_out)
        return Content(
            self.plan, tables, statements, left_out, *whole, found.corrections, found.year_before
        )

    def _year_before(self, wanted: Mapping[str, SavedStatement]) -> dict[str, Table]:
        """The answers a year earlier that sentences set beside this year's, where they have a past."""
        plan = self.plan
        for problem in plan.sentences.problems:
            self._leave("own/sentences", _SENTENCES, zh=problem.zh, en=problem.en)
        asked = {
            report
            for one in plan.sentences.by_name.values()
            for report, year_before in one.asked
            if year_before
        }
        return {
            id: ask(self.runner, plan.year_before, saved, self._given(saved, plan.year_before))
            for id, saved in wanted.items()
            if id in asked and "as_of" in saved.header.parameters
        }

    def _all(self, wanted: Mapping[str, SavedStatement], task: Task) -> dict[str, Table]:
        """The answers by id; one of staff's own that cannot be run is left out and stops no edition."""

        def ask_one(saved: SavedStatement) -> Table | None:
            table = self._asked(saved)
            task.advance()
            return table

        with ThreadPoolExecutor(_AT_ONCE) as pool:
            answers = dict(zip(wanted, pool.map(ask_one, wanted.values()), strict=True))
        for id in sorted(id for id, table in answers.items() if table is None):
            self._leave(id, _BROKEN, id=id.removeprefix("reports/"))
        return {id: table for id, table in answers.items() if table is not None}

    def wanted(self) -> dict[str, SavedStatement]:
        """The statements to run; what is left out is noted."""
        found, plan = {}, self.plan
        others = {one.inside if plan.audience == "public" else one.public for one in MAPS}
        others -= {one.statement(plan.audience) for one in MAPS}
        others |= {_IMPORTS, _UNNAMED}
        for saved in self.runner.catalogue.of("reports"):
            asked = [
                name
                for name, one in saved.header.parameters.items()
                if not one.optional and one.default is None
            ]
            if saved.id in others or saved.id.startswith(_INTERNAL):
                continue
            if plan.audience not in saved.header.audience:
                if not saved.id.startswith(OF_EDITIONS):
                    self._leave(saved.id, _NOT_OPEN, saved.header.title)
            elif asked:
                self._leave(saved.id, _UNASKED, saved.header.title, names="、".join(asked))
            else:
                found[saved.id] = saved
        if plan.audience == "public":
            self._leave("data/graph", _PUBLIC)
        else:
            self._leave("createdAt, updatedAt, importId, rev", _ENTERED)
        if plan.audience == "committee":
            self._leave("Rider, Child, Consent", _PEOPLE)
        return found

    def _asked(self, saved: SavedStatement) -> Table | None:
        """One answer; None for one of staff's own that cannot be run, or does not answer as its header
        promises, which stops no edition."""
        try:
            return self.ask(saved)
        except (NotAdmitted, NotAsExpected, StatementFailed):
            if saved.source != "own":
                raise
            return None

    def ask(self, saved: SavedStatement) -> Table:
        """One answer; for the public with every value, of which ``for_readers`` takes away."""
        return ask(self.runner, self.plan, saved, self._given(saved, self.plan))

    @staticmethod
    def _given(saved: SavedStatement, plan: EditionPlan) -> dict[str, object]:
        """The values that an edition gives to a statement that declares them."""
        ours: dict[str, object] = {
            "as_of": plan.as_of,
            "since": plan.since,
            "people": plan.audience == "staff",
        }
        return {name: value for name, value in ours.items() if name in saved.header.parameters}

    def _leave(self, what: str, why: Words, title: Words | None = None, **values: object) -> None:
        text = Words(zh=why.zh.format(**values), en=why.en.format(**values))
        self.left_out.append(LeftOut(what=what, why=text, title=title))


def _statement(saved: SavedStatement, table: Table) -> Statement:
    return Statement(
        id=saved.id,
        sha256=hashlib.sha256(saved.text.encode()).hexdigest(),
        parameters=json.loads(json.dumps(table.parameters, default=as_json)),
        rows=len(table.rows),
        withheld=table.withheld,
    )
