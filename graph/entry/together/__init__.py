"""Many records changed as one act: planned, looked at, written and taken back as one."""

from graph.entry.together.asked import (
    END,
    MOST,
    Line,
    Together,
    TogetherPlan,
    fields_together,
    patterns_together,
)
from graph.entry.together.planning import plan_together
from graph.entry.together.writing import write_together

__all__ = [
    "END",
    "MOST",
    "Line",
    "Together",
    "TogetherPlan",
    "fields_together",
    "patterns_together",
    "plan_together",
    "write_together",
]
