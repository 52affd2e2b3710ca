"""How a walk begins: with the records named in an address, or with the one that supports most."""

from collections.abc import Sequence
from datetime import date

from cypher.reader import Reader
from cypher.run.runner import Runner
from dashboard.explorer.asking import Asker
from dashboard.explorer.relationships import derived_of
from dashboard.explorer.walking import add


def opened(
    runner: Runner, reader: Reader, ids: Sequence[str], as_of: date | None, lang: str
) -> dict[str, object]:
    """The answer of ``/explore/add`` for a picture in which nothing stands. Raises GraphError."""
    return add(Asker(runner, reader, lang, as_of), ids)


def good_start(runner: Runner, reader: Reader) -> list[str]:
    """The record from which the strongest derived relationships go out, and where they lead.

    Empty in a graph without any. Raises GraphError.
    """
    asker = Asker(runner, reader, "zh")
    strength: dict[str, float] = {}
    leads: dict[str, list[tuple[float, str]]] = {}
    for saved in asker.files("derived"):
        if saved.id != "explore/derived/supports":
            continue
        for one in derived_of(asker, saved, None):
            strength[one.start] = strength.get(one.start, 0.0) + one.weight
            leads.setdefault(one.start, []).append((-one.weight, one.end))
    if not strength:
        return []
    most = min(strength, key=lambda id: (-strength[id], id))
    return [most, *(end for _, end in sorted(leads[most])[:12])]
