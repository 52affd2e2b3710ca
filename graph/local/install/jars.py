"""Fetch Neo4j's jars once, as the committed lock names them, each checked by its SHA-256.

The sums are checked again at a start where a file's size or time of change is not what it was.
"""

import errno
import hashlib
import json
import os
import shutil
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock

from graph.files import replace_text
from graph.local.errors import DownloadFailed, NoRoom, NotWritable
from graph.local.install.lines import Jar, Line
from graph.local.install.unsigned import copy_without_signatures
from graph.progress import Reporter, Silent, Task

if TYPE_CHECKING:
    import requests

_THREADS = 8
_TRIES_NETWORK = 3
_TRIES_SUM = 2
_TIMEOUT = (10, 60)
_CHECKED = "checked.json"
SHIPPED = Path("share", "lianxin", "jars")
"""Below the prefix of a Python environment: the jars that were installed with the program."""
ROOM = 400 * 2**20
"""Bytes wanted free before the first download: jars and a fresh store, with some to spare."""


def shipped(line: Line, prefix: Path | None = None) -> Path | None:
    """Where the installation itself holds a line's jars, as a bundle puts them; None where it does not.

    ``prefix``: of the Python environment, by default the one that runs.
    """
    folder = (prefix or Path(sys.prefix)) / SHIPPED / line.version
    whole = folder.is_dir() and all((folder / jar.file).is_file() for jar in line.jars())
    return folder if whole else None


class Jars:
    """The jars of one line: those that came with the installation, or a cache that all homes share."""

    def __init__(
        self,
        line: Line,
        cache: Path,
        mirror: str | None = None,
        progress: Reporter | None = None,
        *,
        room: int = ROOM,
    ) -> None:
        self.line = line
        self.folder = shipped(line) or cache / "jars" / line.version
        self._mirror = mirror
        self._progress = progress or Silent()
        self._room = room

    def ready(self) -> Path:
        """The folder with every jar in it, fetched first where any is missing or damaged.

        Raises DownloadFailed, NoRoom or NotWritable. Two processes at once wait for each other.
        """
        self._have_all()
        copy_without_signatures(self.folder, self.line.jars())
        return self.folder

    def _have_all(self) -> None:
        unchecked = self._unchecked()
        if not unchecked:
            return
        try:
            if self._wrong(unchecked):
                self.folder.mkdir(parents=True, exist_ok=True)
                with FileLock(self.folder / ".lock"):
                    if wrong := self._wrong(self._unchecked()):
                        self._fetch_all(wrong)
        except OSError as error:
            raise self._of_disk(error) from error
        self._keep_checked()

    def _unchecked(self) -> list[Jar]:
        """The jars that are missing or are not as they were when their sums were last checked."""
        checked: dict[str, list[int]] = {}
        with suppress(OSError, ValueError):
            checked = json.loads((self.folder / _CHECKED).read_text("utf-8"))
        return [
            jar
            for jar in self.line.jars()
            if (now := self._size_and_time(jar)) is None or now != checked.get(jar.file)
        ]

    def _size_and_time(self, jar: Jar) -> list[int] | None:
        try:
            found = (self.folder / jar.file).stat()
        except OSError:
            return None
        return [found.st_size, found.st_mtime_ns]

    def _wrong(self, jars: Sequence[Jar]) -> list[Jar]:
        """Those jars that are missing or are not what the lock says."""
        return [jar for jar in jars if self._sum(jar) != jar.sha256]

    def _sum(self, jar: Jar) -> str | None:
        try:
            with (self.folder / jar.file).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            return None

    def _keep_checked(self) -> None:
        """Remember how the jars are now; in a cache that cannot be written they are checked again."""
        now = {jar.file: self._size_and_time(jar) for jar in self.line.jars()}
        with suppress(OSError):
            replace_text(self.folder / _CHECKED, json.dumps(now))

    def _fetch_all(self, missing: Sequence[Jar]) -> None:
        import requests  # here and not above: needed once, and slow to import at every start

        room = self._room * len(missing) // len(self.line.jars())
        free = shutil.disk_usage(self.folder).free
        if free < room:
            raise NoRoom(self.folder, room, free)
        version = self.line.version
        task = self._progress.task(
            f"下载 Neo4j {version}", f"Fetching Neo4j {version}", len(missing)
        )
        with task, requests.Session() as session:
            for scheme in ("http://", "https://"):
                session.mount(scheme, requests.adapters.HTTPAdapter(pool_maxsize=_THREADS))
            self._share_out(session, missing, task)

    def _share_out(self, session: "requests.Session", missing: Sequence[Jar], task: Task) -> None:
        base = self._base()
        with ThreadPoolExecutor(_THREADS) as pool:
            work = [pool.submit(self._fetch, session, base, jar) for jar in missing]
            try:
                for done in work:
                    done.result()
                    task.advance()
            finally:
                pool.shutdown(cancel_futures=True)

    def _base(self) -> str:
        from jgo.constants import MAVEN_CENTRAL_URL

        return str(self._mirror or MAVEN_CENTRAL_URL).rstrip("/")

    def _fetch(self, session: "requests.Session", base: str, jar: Jar) -> None:
        """Fetch one jar into place. A cut download or a wrong sum is begun again, then refused."""
        import requests

        part = self.folder / f"{jar.file}.part"
        wrong_sums = cuts = 0
        while True:
            try:
                if self._download(session, f"{base}/{jar.path}", part) == jar.sha256:
                    os.replace(part, self.folder / jar.file)
                    return
                wrong_sums += 1
                if wrong_sums == _TRIES_SUM:
                    raise _wrong_sum(jar)
            except requests.RequestException as error:
                cuts += 1
                if cuts == _TRIES_NETWORK:
                    raise _cut(jar, error) from error
            finally:
                part.unlink(missing_ok=True)

    def _download(self, session: "requests.Session", url: str, part: Path) -> str:
        """Fetch the whole file anew and give the SHA-256 of what came."""
        found = hashlib.sha256()
        with session.get(url, stream=True, timeout=_TIMEOUT) as reply, part.open("wb") as out:
            reply.raise_for_status()
            for chunk in reply.iter_content(1 << 18):
                found.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())  # a power cut must not leave an empty jar under the final name
        return found.hexdigest()

    def _of_disk(self, error: OSError) -> NoRoom | NotWritable:
        if error.errno == errno.ENOSPC:
            return NoRoom(self.folder, self._room, shutil.disk_usage(self.folder).free)
        return NotWritable(self.folder, "LIANXIN_CACHE")


def _wrong_sum(jar: Jar) -> DownloadFailed:
    return DownloadFailed(
        f"下载的 {jar.file} 与校验和不符（试了 {_TRIES_SUM} 次），没有采用。"
        "请检查 LIANXIN_JAR_MIRROR 所指的镜像。",
        f"{jar.file} as fetched does not have the sum it should ({_TRIES_SUM} tries) and was "
        "not taken. Check the mirror named in LIANXIN_JAR_MIRROR.",
    )


def _cut(jar: Jar, error: "requests.RequestException") -> DownloadFailed:
    status = getattr(error.response, "status_code", None)
    reason = f"HTTP {status}" if status else type(error).__name__
    return DownloadFailed(
        f"下载 {jar.file} 失败（{reason}，试了 {_TRIES_NETWORK} 次）。请检查网络，"
        "或用 LIANXIN_JAR_MIRROR 指明可用的镜像；再次运行会接着下载其余的文件。",
        f"{jar.file} could not be fetched ({reason}, {_TRIES_NETWORK} tries). Check the network, "
        "or name a mirror in LIANXIN_JAR_MIRROR; the next run goes on with what is missing.",
    )
