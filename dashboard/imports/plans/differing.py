"""A plan that was made again beside the one that was looked at: what is new, gone, or other now."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from dashboard.imports.plans.plan_file import Item

Since = Literal["new", "gone", "other"]


def differing(shown: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Item]:
    """An item for each change that is not as it was shown.

    ``shown`` and ``now`` give for the reference of a change what is shown of it, as JSON. What is
    ``gone`` has been done meanwhile or is no longer needed; what is ``other`` has what was shown
    ``then`` beside what would happen now.
    """
    for ref, text in now.items():
        if ref not in shown:
            yield _item("new", ref, json.loads(text))
        elif shown[ref] != text:
            yield _item(
                "other", ref, {**json.loads(text), "then": json.loads(shown[ref])["fields"]}
            )
    for ref, text in shown.items():
        if ref not in now:
            yield _item("gone", ref, json.loads(text))


def _item(since: Since, ref: str, data: dict[str, Any]) -> Item:
    return Item("differs", data["sheet"], data["action"], ref, "", {**data, "since": since})
