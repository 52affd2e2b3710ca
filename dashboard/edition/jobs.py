"""The editions of one running dashboard: which may be seen, and the one that is being made."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from pydantic import JsonValue

from cypher.reader import OPEN_TO, Reader
from cypher.run.runner import Runner
from dashboard.edition.compared.files import About, comparisons, diff, diff_days
from dashboard.edition.compared.sides import Days
from dashboard.edition.content.folders import Editions, is_own_file
from dashboard.edition.content.order import Order
from dashboard.edition.making import make
from dashboard.edition.manifest import COMPARED, Manifest, is_name
from dashboard.edition.print.font_metrics import FontMetrics
from dashboard.errors import JobUnderWay, NoSuchEdition, NotMade
from dashboard.jobs import JobProgress, Jobs, JobStore
from graph.model import SHANGHAI

State = Literal["idle", "working", "done", "failed", "cancelled"]
_ABOUT = "editions"
"""What these jobs are about: one at a time among all processes of a home."""
Note = Callable[[], None] | None
"""What is called where work begins, once nothing stands against it."""
_TOLD = timedelta(hours=1)
"""How long it is told how the last one ended."""


@dataclass(frozen=True)
class Job:
    """What is under way, or how the last of it ended; ``zh`` and ``en`` say so."""

    state: State = "idle"
    name: str = ""
    zh: str = ""
    en: str = ""
    done: int = 0
    total: int = 0


class EditionJobs:
    """The editions below one home, each shown to those whom it is open to. One piece of work at a time.

    ``seal`` gives the last seal of the home's trail, for manifests.
    """

    def __init__(
        self, runner: Runner, home: Path, font: Path | None, seal: Callable[[], str] = str
    ) -> None:
        self.editions = Editions(home)
        self._runner, self._home, self._font = runner, home, font
        self._seal = seal
        self.jobs = Jobs(JobStore(home / "jobs"))

    def visible(self, reader: Reader) -> list[Manifest]:
        """The editions that the reader may see and that can be read, each by its folder's name, the
        newest name first."""
        found = []
        for name in self.editions.names():
            with suppress(NoSuchEdition):
                one = self.editions.manifest(self.editions.root / name)
                if one.audience in OPEN_TO[reader.audience]:
                    found.append(one.model_copy(update={"name": name}))
        return found

    def compared(self, reader: Reader) -> list[About]:
        """The comparisons that the reader may see, the newest name first."""
        return [
            one for one in comparisons(self.editions) if one.audience in OPEN_TO[reader.audience]
        ]

    def folder(self, name: str, reader: Reader) -> Path:
        """The folder of an edition that may be seen. Raises NoSuchEdition."""
        folder = self.editions.root / name
        if (
            not is_name(name)
            or self.editions.manifest(folder).audience not in OPEN_TO[reader.audience]
        ):
            raise NoSuchEdition(f"没有年度版“{name}”。", f"There is no edition {name!r}.")
        return folder

    def file(self, name: str, path: str, reader: Reader) -> Path:
        """One file of an edition, by its name in the manifest. Raises NoSuchEdition."""
        return self.editions.file(self.folder(name, reader), path)

    def compared_file(self, name: str, path: str, reader: Reader) -> Path:
        """One file of a comparison. Raises NoSuchEdition."""
        folder = self.editions.root / COMPARED / name
        is_compared = name in [one.name for one in self.compared(reader)]
        if not is_compared or "/" in path or not is_own_file(folder, path):
            raise NoSuchEdition("还没有比较过这两个。", "These two have not been compared yet.")
        return folder / path

    def make(self, order: Order, note: Note = None) -> None:
        """Begin to make an edition. Raises JobUnderWay where other work is under way.

        ``note`` is called where it begins, just before.
        """
        asked = replace(order, font=self._font)
        seal = self._seal
        self._start(
            order.name,
            lambda progress: make(self._runner, self._home, asked, progress, seal=seal),
            note,
        )

    def compare(self, before: str, after: str, reader: Reader, note: Note = None) -> None:
        """Begin to compare two editions; ``note`` as for ``make``. Raises JobUnderWay, NoSuchEdition, NotMade."""
        if before == after:
            raise NotMade("请选两个不同的年度版。", "Choose two different editions.")
        first, second = self.folder(before, reader), self.folder(after, reader)
        letters = FontMetrics(self._font)
        self._start(
            f"{before}..{after}",
            lambda progress: diff(self.editions, first, second, letters, progress),
            note,
        )

    def compare_days(self, days: Days, order: Order, note: Note = None) -> None:
        """Begin to compare two days, for the readers and in the language of the order; ``note`` as
        for ``make``."""
        asked = replace(order, font=self._font)
        self._start(
            "..".join(map(str, days)),
            lambda progress: diff_days(self._runner, self.editions, days, asked, progress),
            note,
        )

    def cancel(self) -> None:
        """Ask what is under way to stop, whichever process does it."""
        record = self.jobs.store.latest(_ABOUT)
        if record is not None and record.state == "running":
            self.jobs.store.ask_to_stop(record.id)

    def wait(self) -> None:
        """Return when nothing of this process is under way."""
        self.jobs.wait()

    def job(self) -> Job:
        """How far it is, or how the last of it ended within the hour, in any process."""
        record = self.jobs.store.latest(_ABOUT)
        if record is None or record.state == "broken_off":
            return Job()
        if record.state != "running" and datetime.now(SHANGHAI) - record.started > _TOLD:
            return Job()
        state: State = "working" if record.state == "running" else record.state
        return Job(state, record.name, record.zh, record.en, record.done, record.total)

    def _start(self, name: str, work: Callable[[JobProgress], object], note: Note) -> None:
        def run(progress: JobProgress) -> Mapping[str, JsonValue]:
            work(progress)
            return {}

        try:
            self.jobs.start("edition", _ABOUT, run, name=name, note=note)
        except JobUnderWay:
            under_way = self.job().name
            raise JobUnderWay(
                f"正在制作或比较“{under_way}”，请等它完成。",
                f"{under_way!r} is being made or compared; wait until it is done.",
            ) from None
