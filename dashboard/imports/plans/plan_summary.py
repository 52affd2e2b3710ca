"""What is kept of a plan beside its items: its counts, what is still open, whether it may land."""

from collections import Counter
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from dashboard.imports.plans.choices import ChosenOnPage
from dashboard.imports.plans.plan_items import is_choosable
from graph.files import replace_text
from graph.load.plan import Need, Plan
from graph.model import SHANGHAI

FILE = "plan.json"


class Open(BaseModel):
    """A question that has to be answered before the plan can land."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str
    sheet: str
    ref: str
    zh: str
    en: str
    number: int = 0


class PlanSummary(BaseModel):
    """One plan of an upload, for what was chosen; ``counts`` is by sheet and action.

    ``refused`` counts by sheet the faults that must be mended in the file, ``choosable`` those that can be
    answered by choice. ``differs`` says how many changes are others than in the plan before it, where
    that was made anew because somebody wrote meanwhile; else it is None.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    made: datetime
    data_version: str
    chosen: ChosenOnPage
    counts: dict[str, dict[str, int]]
    needs: list[Open]
    refused: dict[str, int]
    choosable: int
    differs: int | None = None

    @property
    def may_land(self) -> bool:
        """Whether nothing is open and something would change."""
        return not (self.needs or self.problems or self.choosable) and self.writes > 0

    @property
    def problems(self) -> int:
        """How many faults must be mended in the file."""
        return sum(self.refused.values())

    @property
    def writes(self) -> int:
        """How many records would be written."""
        return sum(
            number
            for counts in self.counts.values()
            for action, number in counts.items()
            if action not in ("unchanged", "missing")
        )

    def write(self, folder: Path) -> None:
        """Keep the summary in an upload's folder."""
        replace_text(folder / FILE, self.model_dump_json())


def summary_of(plan: Plan, chosen: ChosenOnPage, differs: int | None = None) -> PlanSummary:
    """The summary of a plan as it is now."""
    counts = {sheet: dict(counted) for sheet, counted in plan.counts().items()}
    refused = Counter(one.place.sheet for one in plan.problems if not is_choosable(one))
    for problem in plan.problems:
        counts.setdefault(problem.place.sheet, {})
    return PlanSummary(
        made=datetime.now(SHANGHAI),
        data_version=plan.data_version,
        chosen=chosen,
        counts=counts,
        needs=[_open(need) for need in plan.needs],
        refused=dict(refused),
        choosable=len(plan.problems) - refused.total(),
        differs=differs,
    )


def read_summary(folder: Path) -> PlanSummary | None:
    """The summary that an upload's folder holds; None where no plan has been made."""
    try:
        return PlanSummary.model_validate_json((folder / FILE).read_bytes())
    except (OSError, ValidationError):
        return None


def _open(need: Need) -> Open:
    zh, en = need.words
    return Open(code=need.code, sheet=need.sheet, ref=need.ref, zh=zh, en=en, number=need.number)
