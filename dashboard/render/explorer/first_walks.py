"""With what a page of the explorer begins: worked out once for all who wait, the start kept per state of the data."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from cypher.reader import Reader
from cypher.run.runner import Runner
from dashboard.concurrency.executors import Executors
from dashboard.concurrency.shared_work import SharedWork
from dashboard.explorer.opening import good_start, opened
from dashboard.texts import Lang

Walk = Mapping[str, Any]
LINGER = 60.0
"""Seconds for which a walk goes on being worked out for a page that will ask again."""
NOTHING: Walk = {"nodes": (), "ties": (), "absent": ()}


class FirstWalks:
    """The first walks of one dashboard; all methods are for its event loop."""

    def __init__(self, runner: Runner, executors: Executors) -> None:
        self._runner, self._executors = runner, executors
        self._work: SharedWork[Walk] = SharedWork(linger=LINGER)
        self._starts: dict[str, tuple[str, list[str]]] = {}

    async def of(
        self, reader: Reader, version: str, ids: Sequence[str], day: date | None, lang: Lang
    ) -> Walk:
        """The walk of some ids; of none that begins with who supports most. Raises GraphError.

        ``version``: that of the data. Goes on for a while when nobody waits any more.
        """
        key = (reader.account, reader.name, reader.role, tuple(ids), day, lang)
        work = partial(self._read, reader, version, ids, day, lang)
        return await self._work.get(key, lambda: self._executors.quick.run(work))

    def _read(
        self, reader: Reader, version: str, ids: Sequence[str], day: date | None, lang: Lang
    ) -> Walk:
        named = list(ids) or self._start(reader, version)
        return opened(self._runner, reader, named, day, lang) if named else NOTHING

    def _start(self, reader: Reader, version: str) -> list[str]:
        kept = self._starts.get(reader.audience)
        if kept is None or kept[0] != version:
            kept = self._starts[reader.audience] = version, good_start(self._runner, reader)
        return kept[1]
