"""The private server: start it or attach to it, restart it, stop it, say how it is."""

import logging
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, Self

from filelock import FileLock, Timeout

from graph.address import Address
from graph.local.bolt.blocklist import private_server_blocks_addresses
from graph.local.bolt.sign_in import address_on, sign_in
from graph.local.errors import AlreadyRunning, StartCancelled, StartFailed
from graph.local.install.jars import Jars
from graph.local.install.java import find_java
from graph.local.install.lines import LINES
from graph.local.launch import Launch
from graph.local.process.identity import ProcessIdentity
from graph.local.process.ports import free_port
from graph.local.process.spawn import end_supervisor, let_go
from graph.local.process.state import State
from graph.local.status import Status, status_of
from graph.local.store.folders import Folders
from graph.local.store.logs import log_tail
from graph.local.store.unfinished import settle
from graph.progress import Reporter, Silent
from graph.settings import Settings

_STOP_WITHIN, _GRACE, _GRACE_OF_SICK = 60.0, 30.0, 5.0
_SILENT_FOR, _ASK_EVERY = 30.0, 0.2
_log = logging.getLogger(__name__)


class LocalServer:
    """The private Neo4j of one home. Does nothing until it is told to.

    Who starts it owns it: it ends with that process, unless started with ``owner="none"``, or
    another process uses it for long, which then owns it.
    Every method may be called from any thread.
    """

    def __init__(self, settings: Settings, progress: Reporter | None = None) -> None:
        self.settings = settings
        self.line = LINES[settings.neo4j_line]
        self.folders = Folders(settings.home, self.line)
        self.owned = False
        self._lasting = False
        self._start_lock = FileLock(self.folders.start_lock, mode=0o600)
        self._progress = progress or Silent()
        self._supervisor: subprocess.Popen[str] | None = None
        self._cancelled = threading.Event()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop_if_owned()

    def start(
        self,
        owner: Literal["process", "none"] = "process",
        *,
        exclusive: bool = False,
        lasting: bool = False,
    ) -> Address:
        """Start the server, or attach to the one that runs; gives its address once it answers.

        What a backup or a restore that was cut off has left is settled first. ``exclusive``
        refuses another process's. ``lasting``: from now on the server outlives whoever started it
        until ``stop_if_owned``. Raises the errors of ``graph.local.errors``.
        """
        self.folders.make()
        with self._alone():
            if lasting:
                self.folders.users.enter()
                self._lasting = True
            state = self._settled()
            if state is not None and state.running:
                if exclusive:
                    self.refuse_anothers()
                return self._attached(state)
            self.folders.stopped_by_hand.unlink(missing_ok=True)
            stays = owner == "none" or self.folders.stays.exists()
            address = self._start_for(None if stays else ProcessIdentity.current())
            self.folders.stays.unlink(missing_ok=True)
            return address

    def refuse_anothers(self) -> None:
        """Raise AlreadyRunning where the server is another process's, and not just standing."""
        state = self.folders.state()
        if state is not None and state.running and not state.ends and state.owner is not None:
            raise AlreadyRunning(self.folders.root, state.owner.pid)

    def restart(self, reason: str, found: State | None = None) -> Address | None:
        """End the server, by force where it does not end by itself, and start it again.

        It runs for the same owner as before; gives its address. ``reason``, in English, goes to
        the log. ``found`` is the state in which it needed that: a server that another has started
        since is left as it is, and None is given where it was stopped. Raises the errors of a start.
        """
        self.folders.make()
        with self._alone():
            state = self._settled()
            if found is not None and (state is None or state.java != found.java):
                return self._attached(state) if state is not None and state.running else None
            return self._restarted(state, reason)

    @contextmanager
    def starts_cancelled(self) -> Iterator[None]:
        """While the body runs, every start in another thread gives up with StartCancelled."""
        self._cancelled.set()
        try:
            yield
        finally:
            self._cancelled.clear()

    def stop(self) -> bool:
        """Stop the server, whoever owns it, for good: no ``Keeper`` starts it again.

        Says whether it was running.
        """
        if self.folders.root.exists():
            self.folders.stopped_by_hand.touch(0o600)
        return self._end(_GRACE)

    def stop_if_owned(self) -> None:
        """Stop the server where this object started it, or has used it for long, and this process
        owns it still; where another uses it for long, that one owns it from now on."""
        if self._lasting:
            with self._alone():  # nobody attaches to what ends
                self.folders.users.leave()
                self._leave()
        else:
            self._leave()
        self._lasting = False

    def _leave(self) -> None:
        state, me = self.folders.state(), ProcessIdentity.current()
        if (self.owned or self._lasting) and state is not None and state.owner == me:
            if self.folders.users.heir(but=me) is None:
                self._end(_GRACE)
            else:
                self._let_go()
        self._end_supervisor()
        self.owned = False

    @contextmanager
    def stopped_for_a_while(self) -> Iterator[None]:
        """Stop the server for the body, which nobody can start it in.

        Afterwards it runs again for the same owner, if it did before and that owner is left.
        """
        with self._alone():
            state = self._settled()
            was = state if state is not None and state.running else None
            if was is not None and was.owner is None:
                self.folders.stays.touch(0o600)  # for the next start, should this one be killed
            self._end(_GRACE)
            try:
                yield
            finally:
                if was is not None and was.wanted and not self.folders.stopped_by_hand.exists():
                    self._start_for(was.owner)
                self.folders.stays.unlink(missing_ok=True)

    @contextmanager
    def trial(self, data: Path) -> Iterator[Address]:
        """A server on a data folder that does not count yet, at an address that nobody else has.

        It ends with the body. To be called while the server is stopped. Raises StartFailed.
        """
        work = self.folders.work
        launch = self._launch(data, work / "conf", free_port(), work / "trial.log", shared=False)
        supervisor = launch.spawn(*self.tools(), ProcessIdentity.current())
        with supervisor:  # whose standard input is closed when the body is left, which ends it
            yield launch.address(supervisor, self._cancelled.is_set)

    def status(self) -> Status:
        """Whether it runs, where, as which process."""
        return status_of(self.folders)

    def address(self) -> Address | None:
        """The address of the server that runs, None where none does. Nothing is started."""
        state = self.folders.state()
        return address_on(self.folders, state.port) if state and state.running else None

    def log_tail(self, lines: int = 40) -> str:
        """The last lines of what the server printed."""
        return log_tail(self.folders.console, lines)

    def tools(self) -> tuple[Path, Path]:
        """The java program and the folder of jars, fetched first where they are missing."""
        jars = Jars(self.line, self.settings.cache, self.settings.jar_mirror, self._progress)
        return find_java(self.line, self.settings.java), jars.ready()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the start lock: nobody else starts, restarts, backs up or restores meanwhile."""
        try:
            self._start_lock.acquire(cancel_check=self._cancelled.is_set)
        except Timeout:
            raise StartCancelled() from None
        try:
            yield
        finally:
            self._start_lock.release()

    def _settled(self) -> State | None:
        """The state, once what is ending has ended and what was cut off is settled."""
        state = self.folders.state_within(_STOP_WITHIN)
        if state is None or not state.running:
            if state is not None:
                state.java.end(_GRACE)
            if not self.folders.lock.free_within(_STOP_WITHIN):
                raise AlreadyRunning(self.folders.root, self.folders.supervisor_pid())
        settle(self.folders)
        return state

    def _attached(self, state: State) -> Address:
        """The address of the server that runs, which is restarted where it is not well."""
        end, reason = time.monotonic() + _SILENT_FOR, "it does not answer"
        try:
            while time.monotonic() < end:
                if address := sign_in(self.folders, state.port, self.folders.console):
                    return address
                if self._cancelled.wait(_ASK_EVERY):
                    raise StartCancelled()
        except StartFailed as error:
            reason = str(error)
        return self._restarted(state, reason)

    def _restarted(self, state: State | None, reason: str) -> Address:
        _log.warning("Neo4j is restarted: %s", reason)
        owner = state.owner if state is not None and state.wanted else ProcessIdentity.current()
        if state is not None:
            state.java.end(_GRACE_OF_SICK)
        self._end(_GRACE_OF_SICK)
        return self._start_for(owner)

    def _start_for(self, owner: ProcessIdentity | None) -> Address:
        """Start the stopped server so that it ends with ``owner`` (None: it stays until stopped)."""
        folders = self.folders
        java, jars = self.tools()
        launch = self._launch(
            folders.data, folders.conf, folders.choose_port(), folders.console, shared=True
        )
        self._end_supervisor()  # of a server that ended by itself
        self.owned = owner == ProcessIdentity.current()
        with self._progress.task("启动 Neo4j", "Starting Neo4j", None):
            try:
                self._supervisor = launch.spawn(java, jars, owner)
                address = launch.address(self._supervisor, self._cancelled.is_set)
            except BaseException:
                self._end(_GRACE)
                raise
        if not self.owned:
            self._let_go()
        folders.keep_made_by()
        if not private_server_blocks_addresses(address):
            _log.warning("LOAD CSV can reach other machines: Neo4j does not heed its blocklist")
        return address

    def _launch(self, data: Path, conf: Path, port: int, log: Path, *, shared: bool) -> Launch:
        return Launch(self.settings, self.folders, self.line, data, conf, port, log, shared)

    def _end(self, grace: float) -> bool:
        """Stop the server for now; says whether it was running."""
        folders, state = self.folders, self.folders.state()
        was_running = state is not None and state.running
        if state is None and not folders.lock.free_within(0):  # an older version's
            folders.stop_request.touch(0o600)
            was_running = folders.lock.free_within(_STOP_WITHIN)
        if state is not None:
            if state.supervisor.alive:
                folders.stop_request.touch(0o600)
                if not state.supervisor.gone_within(_STOP_WITHIN):
                    state.supervisor.end(grace)
            state.java.end(grace)
        if was_running or state is not None:
            folders.forget_state()
        self._end_supervisor()
        self.owned = False
        return was_running

    def _end_supervisor(self) -> None:
        """Close our end of the pipe, which ends the supervisor, and wait for it."""
        supervisor, self._supervisor = self._supervisor, None
        if supervisor is not None:
            end_supervisor(supervisor, _STOP_WITHIN, ask=not self.owned)

    def _let_go(self) -> None:
        """The supervisor outlives this process; nobody here waits for it."""
        supervisor, self._supervisor = self._supervisor, None
        if supervisor is not None:
            let_go(supervisor)
