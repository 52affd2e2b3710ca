"""The editions of one running dashboard: which may be seen, and the one that is being made."""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, Self

from cypher.header import Audience
from cypher.reader import Reader
from cypher.run.runner import Runner
from dashboard.edition.compared.files import About, comparisons, diff, diff_days
from dashboard.edition.compared.sides import Days
from dashboard.edition.content.folders import Editions, is_own_file
from dashboard.edition.content.order import Order
from dashboard.edition.making import make
from dashboard.edition.manifest import COMPARED, Manifest, is_name
from dashboard.edition.print.font_metrics import FontMetrics
from dashboard.errors import Cancelled, NameTaken, NoSuchEdition, NotMade
from graph.errors import GraphError

State = Literal["idle", "working", "done", "failed", "cancelled"]
_OPEN: dict[Audience, tuple[Audience, ...]] = {
    "staff": ("staff", "committee", "public"),
    "committee": ("committee", "public"),
    "public": ("public",),
}


@dataclass(frozen=True)
class Job:
    """What is under way, or how the last of it ended; ``zh`` and ``en`` say so."""

    state: State = "idle"
    name: str = ""
    zh: str = ""
    en: str = ""
    done: int = 0
    total: int = 0


class _Progress:
    """Progress that can be looked at, and stops where it is asked to."""

    def __init__(self, jobs: "EditionJobs") -> None:
        self._jobs = jobs

    def task(self, zh: str, en: str, total: int | None) -> "_Progress":
        self._jobs.step(0)
        self._jobs.note(zh=zh, en=en, done=0, total=total or 0)
        return self

    def advance(self, steps: int = 1) -> None:
        self._jobs.step(steps)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


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
        self._lock = threading.Lock()
        self._job = Job()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    @staticmethod
    def may_make(reader: Reader) -> bool:
        """Whether a reader makes editions."""
        return reader.audience == "staff"

    def visible(self, reader: Reader) -> list[Manifest]:
        """The editions that the reader may see and that can be read, each by its folder's name, the
        newest name first."""
        found = []
        for name in self.editions.names():
            with suppress(NoSuchEdition):
                one = self.editions.manifest(self.editions.root / name)
                if one.audience in _OPEN[reader.audience]:
                    found.append(one.model_copy(update={"name": name}))
        return found

    def compared(self, reader: Reader) -> list[About]:
        """The comparisons that the reader may see, the newest name first."""
        return [one for one in comparisons(self.editions) if one.audience in _OPEN[reader.audience]]

    def folder(self, name: str, reader: Reader) -> Path:
        """The folder of an edition that may be seen. Raises NoSuchEdition."""
        folder = self.editions.root / name
        if (
            not is_name(name)
            or self.editions.manifest(folder).audience not in _OPEN[reader.audience]
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

    def make(self, order: Order) -> None:
        """Begin to make an edition. Raises NameTaken where other work is under way."""
        asked = replace(order, font=self._font)

        def work() -> Path:
            return make(self._runner, self._home, asked, _Progress(self), seal=self._seal)

        self._start(order.name, work)

    def compare(self, before: str, after: str, reader: Reader) -> None:
        """Begin to compare two editions. Raises NameTaken, NoSuchEdition, NotMade."""
        if before == after:
            raise NotMade("请选两个不同的年度版。", "Choose two different editions.")
        first, second = self.folder(before, reader), self.folder(after, reader)
        letters, progress = FontMetrics(self._font), _Progress(self)
        self._start(
            f"{before}..{after}", lambda: diff(self.editions, first, second, letters, progress)
        )

    def compare_days(self, days: Days, order: Order) -> None:
        """Begin to compare two days, for the readers and in the language of the order."""
        asked = replace(order, font=self._font)
        self._start(
            "..".join(map(str, days)),
            lambda: diff_days(self._runner, self.editions, days, asked, _Progress(self)),
        )

    def cancel(self) -> None:
        """Ask what is under way to stop."""
        self._stop.set()

    def wait(self) -> None:
        """Return when nothing is under way."""
        if self._thread is not None:
            self._thread.join()

    def job(self) -> Job:
        """How far it is."""
        with self._lock:
            return self._job

    def note(self, **changes: object) -> None:
        """Note how the work stands."""
        with self._lock:
            self._job = replace(self._job, **changes)  # type: ignore[arg-type]

    def step(self, steps: int) -> None:
        """So many more steps are done. Raises Cancelled where the work is to stop."""
        if self._stop.is_set():
            raise Cancelled("已取消，没有留下任何东西。", "Cancelled; nothing was left.")
        with self._lock:
            self._job = replace(self._job, done=self._job.done + steps)

    def _start(self, name: str, work: Callable[[], object]) -> None:
        with self._lock:
            if self._job.state == "working":
                raise NameTaken(
                    f"正在制作或比较“{self._job.name}”，请等它完成。",
                    f"{self._job.name!r} is being made or compared; wait until it is done.",
                )
            self._job = Job("working", name)
            self._stop.clear()
            self._thread = threading.Thread(
                target=self._run, args=(work,), daemon=True, name="edition"
            )
            self._thread.start()

    def _run(self, work: Callable[[], object]) -> None:
        try:
            work()
        except Cancelled as error:
            self.note(state="cancelled", zh=error.zh, en=error.en)
        except GraphError as error:
            self.note(state="failed", zh=error.zh, en=error.en)
        except Exception as error:  # a fault of ours must not leave the page waiting for ever
            self.note(state="failed", zh=f"没有做成：{error}", en=f"Not made: {error}")
            raise
        else:
            self.note(state="done", zh="做好了。", en="Done.")
