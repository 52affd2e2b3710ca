"""Jobs of one process: each in a thread of its own, a few at once, its state on disk."""

import logging
import threading
from collections.abc import Callable, Mapping

from pydantic import JsonValue

from dashboard.errors import Busy, JobCancelled, JobUnderWay
from dashboard.jobs.progress import JobProgress
from dashboard.jobs.record import JobRecord, State
from dashboard.jobs.store import JobStore
from graph.errors import GraphError
from graph.local.process.lock import StoreLock

log = logging.getLogger(__name__)
MOST = 3
"""So many jobs run at once in one process."""
Work = Callable[[JobProgress], Mapping[str, JsonValue]]
"""What is done: it reports its progress and gives back what the page needs to know."""


class Jobs:
    """Begins jobs and tells how they stand, also those of other processes of the same home."""

    def __init__(self, store: JobStore) -> None:
        self.store = store
        self._lock = threading.Lock()
        self._threads: set[threading.Thread] = set()

    @property
    def running(self) -> int:
        """How many jobs of this process run."""
        with self._lock:
            return len(self._threads)

    def start(
        self,
        kind: str,
        about: str,
        work: Work,
        *,
        name: str = "",
        may_cancel: bool = True,
        note: Callable[[], None] | None = None,
    ) -> JobRecord:
        """Begin a job. Raises Busy where too many run already, JobUnderWay for one about the same,
        whichever process does it.

        ``note`` is called once nothing stands against it, before it begins; what it raises keeps it
        from beginning.
        """
        with self._lock, self.store.beginning():
            before = self.store.latest(about)
            if before is not None and before.state == "running":
                raise JobUnderWay(
                    "正在处理，请等它完成。", "This is being worked on; wait until it is done."
                )
            if len(self._threads) >= MOST:
                raise Busy(5)
            if note is not None:
                note()
            record, lock = self.store.begin(kind, about, name, may_cancel=may_cancel)
            progress = JobProgress(self.store, record)
            thread = threading.Thread(
                target=self._run, args=(work, progress, lock), daemon=True, name=f"job-{kind}"
            )
            self._threads.add(thread)
        thread.start()
        return record

    def wait(self) -> None:
        """Return when no job of this process runs."""
        with self._lock:
            threads = list(self._threads)
        for thread in threads:
            thread.join()

    def _run(self, work: Work, progress: JobProgress, lock: StoreLock) -> None:
        try:
            result = work(progress)
        except JobCancelled as error:
            self._end(progress, "cancelled", error.zh, error.en)
        except GraphError as error:
            log.warning("job %s refused", progress.record.kind, exc_info=error)
            self._end(progress, "failed", error.zh, error.en)
        except Exception as error:  # a fault of ours must not leave the page waiting for ever
            name = type(error).__name__
            zh = f"程序出错（{name}），详情已记入日志。"
            self._end(progress, "failed", zh, f"The program failed ({name}); the log says where.")
            log.exception("job %s", progress.record.kind)
        else:
            self._end(progress, "done", "做好了。", "Done.", result)
        finally:
            lock.release()
            with self._lock:
                self._threads.discard(threading.current_thread())

    def _end(
        self,
        progress: JobProgress,
        state: State,
        zh: str,
        en: str,
        result: Mapping[str, JsonValue] | None = None,
    ) -> None:
        ended = progress.record.model_copy(update={"state": state, "zh": zh, "en": en})
        self.store.finish(ended, result or {})
