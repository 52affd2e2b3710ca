"""What a load would do, before it is done: every record as it is and as it would be."""

from graph.load.plan.model import (
    Change,
    Choices,
    Double,
    FieldChange,
    Need,
    PlanOutdated,
    SheetChoice,
)
from graph.load.plan.plan import Plan

__all__ = [
    "Change",
    "Choices",
    "Double",
    "FieldChange",
    "Need",
    "Plan",
    "PlanOutdated",
    "SheetChoice",
]
