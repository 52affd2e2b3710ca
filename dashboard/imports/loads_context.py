"""The loads so far as the page lists them."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from dashboard.imports.loads import heading, state_words
from dashboard.texts import say
from graph.load import LoadRecord, LoadStore


def loads_of(
    store: LoadStore, values: Mapping[str, str], lang: str, only: str | None = None
) -> list[dict[str, Any]]:
    """Every load, the latest first; that which the address names is open. ``only``: whose alone the
    reader may undo; None for everybody's."""
    named = values.get("load") or values.get("undone")
    return [
        {
            "id": one.id, "file": one.file or one.id, "open": one.id == named,
            "about": heading(one, lang), "counts": _counts(one, lang),
            "state": state_words(one, lang), "gone": one.state == "undone",
            "may_undo": one.state == "landed" and only in (None, one.by),
            "not_own": one.state == "landed" and only not in (None, one.by), "accepted": one.accepted,
            "has_changes": one.state in ("landed", "undone"),
        }
        for one in store.list()
    ]  # fmt: skip


def _counts(load: LoadRecord, lang: str) -> list[str]:
    total = Counter[str]()
    for of_sheet in load.counts.values():
        total.update(of_sheet)
    return [
        say("import_counts", lang, name=say(f"import_{action}", lang), n=f"{total[action]:,}")
        for action in ("new", "changed", "ended", "removed")
        if total[action]
    ]
