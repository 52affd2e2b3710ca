"""Plans and loads as the terminal shows them."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from rich.table import Table as Grid
from rich.text import Text

from dashboard.cli.problems import print_problems
from dashboard.cli.shared import Run
from dashboard.imports.page_context import ACTIONS
from dashboard.imports.plans.differing import differing
from dashboard.imports.plans.plan_items import change_item
from dashboard.imports.plans.planning import Planned
from dashboard.imports.plans.value_text import ValueText
from dashboard.texts import say
from graph.load.plan import Change, Plan

_FEW = 20
"""So many changes are listed unless all are wanted."""


def print_plan(run: Run, planned: Planned, texts: ValueText, *, whole: bool) -> None:
    """A plan: how many of what by sheet, what changes, doubles, open questions, faults, notes."""
    plan = planned.plan
    print_counts(run, plan.counts())
    shown = [one for one in plan.changes if whole or one.action != "new"]
    print_changes(run, shown, texts, whole=whole)
    in_a_row = Counter((double.sheet, double.row) for double in plan.doubles)
    for double in plan.doubles:
        place = double.sheet, double.row
        ref = double.ref if in_a_row[place] > 1 else f"{double.sheet}!{double.row}"
        why = say(f"import_why_{double.why}", run.lang)
        run.say(
            f"可能是同一个（{why}）：{ref} {double.name} = {double.other_id} {double.other_name}",
            f"Perhaps the same ({why}): {ref} {double.name} = {double.other_id} {double.other_name}",
        )
    for need in plan.needs:
        run.say(f"请先定下：{need.words[0]}", f"To be settled: {need.words[1]}")
    for problems in (plan.problems, planned.notes):
        if problems:
            print_problems(run.err, run.lang, problems)


def print_differs(run: Run, shown: Plan, now: Plan, texts: ValueText) -> None:
    """What of a plan made again is not as it was shown."""
    listed = [
        {one.ref: one for one in (change_item(c, texts) for c in plan.changes)}
        for plan in (shown, now)
    ]
    as_json = [{ref: json.dumps(dict(one.data)) for ref, one in items.items()} for items in listed]
    changes = {change.ref: change for plan in (shown, now) for change in plan.changes}
    differs = list(differing(*as_json))
    run.note(
        f"与刚才列出的有 {len(differs):,} 处不同。",
        f"{len(differs):,} changes are not as they were listed.",
    )
    for item in differs[:_FEW]:
        since = say(f"import_since_{item.data['since']}", run.lang)
        run.out.print(Text(f"{since}{_line(changes[item.ref], texts, run.lang)}"))


def print_counts(run: Run, counts: Mapping[str, Mapping[Any, int]]) -> None:
    """A line for each sheet with the number of each action that occurs."""
    actions = [one for one in ACTIONS if any(of.get(one) for of in counts.values())]
    if not actions:
        return
    grid = Grid(box=None, header_style="bold", padding=(0, 2, 0, 0))
    grid.add_column(Text(say("import_sheet", run.lang)))
    for action in actions:
        grid.add_column(Text(say(f"import_{action}", run.lang)), justify="right")
    for sheet, of in counts.items():
        grid.add_row(Text(sheet), *(Text(f"{of.get(one, 0):,}") for one in actions))
    run.out.print(grid)


def print_changes(run: Run, changes: Iterable[Change], texts: ValueText, *, whole: bool) -> None:
    """Each change in a line, its fields before and after; how many are not listed is said."""
    listed = list(changes)
    for change in listed if whole else listed[:_FEW]:
        run.out.print(Text(_line(change, texts, run.lang)))
    more = len(listed) - _FEW
    if not whole and more > 0:
        run.note(f"另有 {more:,} 处，加 --all 全部列出。", f"{more:,} more; --all lists every one.")


def _line(change: Change, texts: ValueText, lang: str) -> str:
    data = change_item(change, texts).data
    fields = [
        f"{one['header'][lang]} {one['before'][lang] or say('import_empty', lang)} → "
        f"{one['after'][lang] or say('import_empty', lang)}"
        for one in data["fields"]
    ]
    place = f"{change.sheet} {change.row}" if change.row else change.sheet
    action, kind = say(f"import_{change.action}", lang), data["kind"][lang]
    about = ("；" if lang == "zh" else "; ").join(fields)
    return f"  {action} {kind} {data['name'][lang]}（{place}） {about}".rstrip()
