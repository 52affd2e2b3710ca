"""Progress on long work: what a worker reports, and bars on a terminal."""

from threading import Lock
from typing import Protocol, Self, runtime_checkable

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, TextColumn, TimeElapsedColumn
from rich.progress import Task as Bar
from rich.text import Text

_MANY = 1000
"""Steps from which on a rate says something."""


class Task(Protocol):
    """One piece of long work under way."""

    def advance(self, steps: int = 1) -> None:
        """So many more steps are done."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...


class Reporter(Protocol):
    """Something that long work can be reported to."""

    def task(self, zh: str, en: str, total: int | None) -> Task:
        """Begin a piece of work of ``total`` steps (None: not known)."""
        ...


@runtime_checkable
class Cancellable(Protocol):
    """A reporter of work that can be asked to stop."""

    def no_way_back(self) -> None:
        """From here on the work can no longer be stopped; raises where it was asked to before."""


def no_way_back(progress: Reporter) -> None:
    """Say that the work is about to be confirmed, to a reporter by which it could be stopped."""
    if isinstance(progress, Cancellable):
        progress.no_way_back()


class Attempts:
    """One piece of work that may be begun anew: what is done again is not counted again."""

    def __init__(self, task: Task) -> None:
        self._task, self._lock = task, Lock()
        self._done = self._most = 0

    def begin(self) -> None:
        """The work begins from its start."""
        self._done = 0

    def advance(self, steps: int = 1) -> None:
        """So many more steps of this attempt are done."""
        with self._lock:
            self._done += steps
            more = max(0, self._done - self._most)
            self._most += more
        if more:
            self._task.advance(more)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


class _SilentTask:
    def advance(self, steps: int = 1) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


class Silent:
    """Reports nothing."""

    def task(self, zh: str, en: str, total: int | None) -> Task:
        """A task that shows nothing."""
        return _SilentTask()


class _RichTask:
    def __init__(self, progress: Progress, words: str, total: int | None) -> None:
        self._progress = progress
        self._id = progress.add_task(words, total=total)

    def advance(self, steps: int = 1) -> None:
        self._progress.advance(self._id, steps)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()


class _Steps(ProgressColumn):
    """Steps done of how many, and how many a second; nothing where their number is not known."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._second = "秒" if lang == "zh" else "s"

    def render(self, task: Bar) -> Text:
        if task.total is None:
            return Text("")
        text = f"{task.completed:,.0f}/{task.total:,.0f}"
        speed = task.finished_speed or task.speed
        if task.total >= _MANY and speed:
            text += f"  {speed:,.0f}/{self._second}"
        return Text(text)


class RichProgress:
    """A bar a task, in one language, on a console."""

    def __init__(self, console: Console, lang: str = "zh") -> None:
        self._console = console
        self._lang = lang

    def task(self, zh: str, en: str, total: int | None) -> Task:
        """A task with a bar of its own."""
        progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            _Steps(self._lang),
            TimeElapsedColumn(),
            console=self._console,
        )
        return _RichTask(progress, zh if self._lang == "zh" else en, total)
