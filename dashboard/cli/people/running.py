"""Where the dashboards of a home are served now: each writes down its address while it runs."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from dashboard.network import Network
from graph.files import private_folder, replace_text
from graph.local.process.identity import ProcessIdentity

FOLDER = "serving"


@dataclass(frozen=True)
class Dashboard:
    """One that runs: the address at which it is opened, and whether it stands behind a proxy, through
    which nobody is known to sit at this machine."""

    process: ProcessIdentity
    url: str
    is_behind: bool


class Running:
    """The dashboards of a home, a file each; what a dead process left is taken away."""

    def __init__(self, home: Path) -> None:
        self._folder = home / FOLDER

    def enter(self, network: Network) -> None:
        """Write down that this process serves a dashboard there until it leaves, or dies."""
        me = ProcessIdentity.current()
        private_folder(self._folder)
        one = Dashboard(me, network.url, bool(network.behind))
        replace_text(self._file(me), json.dumps(asdict(one)))

    def leave(self) -> None:
        """This process serves none any more."""
        self._file(ProcessIdentity.current()).unlink(missing_ok=True)

    def all(self) -> list[Dashboard]:
        """Those that run, the one that has run for longest first."""
        found = []
        for file in self._folder.glob("*.json"):
            one = _read(file)
            if one is None or not one.process.alive:
                file.unlink(missing_ok=True)
                continue
            with suppress(OSError):
                found.append((file.stat().st_mtime_ns, one))
        return [one for _, one in sorted(found, key=lambda pair: pair[0])]

    def _file(self, process: ProcessIdentity) -> Path:
        return self._folder / f"{process.pid}.json"


def _read(file: Path) -> Dashboard | None:
    try:
        given = json.loads(file.read_text("utf-8"))
        process = ProcessIdentity(**given.pop("process"))
        return Dashboard(process, **given)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
