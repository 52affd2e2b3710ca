"""What every command shares: settings, the language, errors as one sentence, progress bars."""

import logging
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from dashboard.app_log import start_logging
from dashboard.texts import Lang
from graph.address import Address
from graph.errors import GraphError
from graph.files import reason_of, replace_bytes, take_from_others
from graph.progress import RichProgress
from graph.settings import Settings
from graph.text import printable

if TYPE_CHECKING:
    from cypher.library.catalogue import Catalogue
    from cypher.library.reload import Library
    from cypher.run.runner import Runner
    from dashboard.audit.trail import Trail
    from graph.backup.automatic import Server
    from graph.client import Graph
    from graph.door.gate import WriteGate
    from graph.local import Keeper, LocalServer
    from graph.model.town import Town

INTERRUPTED = 130
NOT_WRITTEN = 9
UNEXPECTED = 70
_YES = {"y", "yes", "是", "是的", "好", "继续"}

_log = logging.getLogger(__name__)


class TextConsole(Console):
    """A terminal or pipe on which text is text: no markup or emoji codes, nothing that steers it."""

    def __init__(self, **more: Any) -> None:
        super().__init__(highlight=False, soft_wrap=True, markup=False, emoji=False, **more)

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """The pieces of what is printed, each character that cannot be shown as a sign."""
        for text, style, control in super().render(renderable, options):
            yield Segment(text if control else printable(text), style, control)


@dataclass
class Run:
    """One run of the command line: its settings, its language, where it writes."""

    settings: Settings
    lang: Lang = "zh"
    acts_as: str | None = None
    """The account in whose name the command acts; None: the owner of the home."""
    out: Console = field(default_factory=TextConsole)
    err: Console = field(default_factory=lambda: TextConsole(stderr=True))
    interrupted: tuple[str, str] = ("已中断，没有写入。", "Interrupted; nothing was written.")
    """What Ctrl-C is answered by; who has written something puts another sentence in its place."""

    @cached_property
    def trail(self) -> "Trail":
        """Where it is noted who did what with the home of this run; sealed when the run ends."""
        from dashboard.audit.trail import Trail

        return Trail(self.settings.home)

    @property
    def trail_folder(self) -> Path:
        """Where the trail of this home lies."""
        from dashboard.audit.chain import FOLDER

        return self.settings.home / FOLDER

    def close(self) -> None:
        """Seal what this run has noted, and leave the home to its owner alone."""
        if "trail" in self.__dict__:
            self.trail.close()
        take_from_others(self.settings.home)

    @property
    def server(self) -> "Server":
        """Whose server the graph is in."""
        return "private" if self.settings.neo4j_uri is None else "own"

    def words(self, zh: str, en: str) -> str:
        """The sentence in the language of this run."""
        return zh if self.lang == "zh" else en

    def say(self, zh: str, en: str) -> None:
        """Print one sentence."""
        self.out.print(self.words(zh, en))

    def note(self, zh: str, en: str) -> None:
        """Print one sentence beside the output, for people and not for pipes."""
        self.err.print(self.words(zh, en), style="dim")

    def fail(self, zh: str, en: str, code: int = 1) -> NoReturn:
        """Say what went wrong and end with an exit code."""
        self.err.print(self.words(zh, en), style="bold red")
        sys.exit(code)

    def progress(self) -> RichProgress:
        """Progress bars on standard error, for what takes more than a second."""
        return RichProgress(self.err, self.lang)


pass_run = click.make_pass_decorator(Run)


def language() -> Lang:
    """zh unless LIANXIN_LANG says en."""
    return "en" if os.environ.get("LIANXIN_LANG", "zh").lower().startswith("en") else "zh"


def library_of(run: Run) -> "Library":
    """The shipped files, the user's own and their approvals."""
    from cypher.library.reload import Library
    from dashboard.audit.own_files import OwnFiles
    from seed.township import heqing

    home = run.settings.home
    changed = partial(OwnFiles(home).look, lambda: run.trail)
    return Library(home / "own", home / "approvals", town=heqing(), changed=changed)


def town_of(run: Run) -> "Town":
    """The home's own town, else Heqing. Raises BrokenFile."""
    from cypher.library.town_file import read_town
    from seed.township import heqing

    return read_town(run.settings.home / "own") or heqing()


def runner_of(run: Run, graph: "Graph") -> "Runner":
    """Runs saved Cypher, and notes each reading about a person in the trail."""
    from cypher.run.runner import Runner

    return Runner(graph, library_of(run), readings=run.trail.reading)


def write_file(run: Run, path: Path, parts: Iterable[bytes]) -> None:
    """Write a file whole or not at all; end with one sentence where that fails."""
    try:
        replace_bytes(path, parts)
    except OSError as error:
        zh, en = reason_of(error)
        run.fail(
            f"文件写不了：{path}（{zh}）。",
            f"The file cannot be written: {path} ({en}).",
            NOT_WRITTEN,
        )


def catalogue_of(run: Run) -> "Catalogue":
    """The catalogue as the files are now."""
    return library_of(run).catalogue


def ask(run: Run, zh: str, en: str) -> bool:
    """Ask a question that is answered by yes or no; anything but a yes is a no."""
    words = run.words(f"{zh}（是 y／否 n）", f"{en} (y/n)")
    answer = click.prompt(words, default="", show_default=False, prompt_suffix=" ", err=True)
    return str(answer).strip().lower() in _YES


@contextmanager
def sentences(run: Run) -> Iterator[None]:
    """Run the body; an error becomes a sentence and an exit code, and what it was goes to the log."""
    start_logging(run.settings.home, run.settings.log_format)
    try:
        yield
    except GraphError as error:
        _log.warning("refused with exit code %d", error.exit_code, exc_info=error)
        faults = getattr(error, "faults", None)
        if faults:
            from dashboard.cli.problems import print_problems

            print_problems(run.err, run.lang, faults)
        run.fail(error.zh, error.en, error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        run.fail(*run.interrupted, INTERRUPTED)
    except Exception as error:
        if isinstance(error, click.ClickException | click.exceptions.Exit):
            raise
        _log.exception("unexpected")
        run.fail(
            f"程序出错（{type(error).__name__}），详情已记入日志，用 lianxin log 查看。",
            f"The program failed ({type(error).__name__}); lianxin log shows where.",
            UNEXPECTED,
        )


def given_address(settings: Settings) -> Address | None:
    """The address of a server of the town's own, or None where the private one is meant."""
    if settings.neo4j_uri is None:
        return None
    return Address(
        settings.neo4j_uri,
        settings.neo4j_username,
        settings.password(),
        settings.neo4j_database,
    )


@contextmanager
def opened(run: Run, *, exclusive: bool = False, lasting: bool = False) -> Iterator["Graph"]:
    """An open graph: the town's own server, or the private one, started if it is not running.

    ``lasting``: the private one is started again where it dies meanwhile. A restore that was cut
    off is completed, or cleared away, first.
    """
    with opened_with_server(run, exclusive=exclusive, lasting=lasting) as (graph, _):
        yield graph


@contextmanager
def opened_with_server(
    run: Run, *, exclusive: bool = False, lasting: bool = False
) -> Iterator[tuple["Graph", "LocalServer | None"]]:
    """As ``opened``, with the private server where that is the one."""
    from graph.backup.upgrading import refuse_newer_home
    from graph.client import Graph
    from graph.local import LocalServer
    from graph.local.bolt.blocklist import warn_of_open_addresses

    start_logging(run.settings.home, run.settings.log_format)
    refuse_newer_home(run.settings.home)
    take_from_others(run.settings.home)
    address = given_address(run.settings)
    if address is not None:
        with Graph(address, gate=write_gate(run.settings)) as graph:
            graph.open()
            if lasting:
                warn_of_open_addresses(address)
            _settle(run, graph)
            yield graph, None
        return
    server = LocalServer(run.settings, run.progress())
    try:
        started = server.start(owner="process", exclusive=exclusive, lasting=lasting)
        with (
            Graph(started, gate=write_gate(run.settings)) as graph,
            _kept_running(run, server, graph) if lasting else nullcontext(),
        ):
            graph.open()
            _settle(run, graph)
            yield graph, server
    finally:
        server.stop_if_owned()


def write_gate(settings: Settings) -> "WriteGate":
    """Where writers wait while a backup or a restore of this home is under way, in any process."""
    from graph.door.gate import WriteGate

    return WriteGate(settings.home / "writing.lock")


def _settle(run: Run, graph: "Graph") -> None:
    from dashboard.cli.people.settling import settle_removed, settle_restored

    settle_restored(run, graph)
    settle_removed(run, graph)


def _kept_running(run: Run, server: "LocalServer", graph: "Graph") -> "Keeper":
    from graph.local import Keeper

    def restarted(address: Address) -> None:
        graph.move(address)
        run.note("Neo4j 意外停止，已重新启动。", "Neo4j had stopped and was started again.")

    def stuck() -> None:
        with suppress(GraphError):  # the keeper goes on trying, and says why none comes up
            server.restart("queries that were given up do not end")

    graph.on_stuck(stuck)
    return Keeper(server, restarted, lambda error: run.note(error.zh, error.en))
