"""Fetching Neo4j's jars: each checked, never half of one in place, whatever the network does."""

import errno
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from threading import Thread

import pytest

from graph.local.errors import DownloadFailed, NoRoom, NotWritable
from graph.local.install.jars import Jars
from graph.local.install.lines import LINES, Jar, Line

BODIES = {f"part{number}": f"jar {number} ".encode() * 9000 for number in range(12)}


class Small(Line):
    """A line of a few small jars."""

    def jars(self) -> tuple[Jar, ...]:
        return tuple(
            Jar.of(f"org.example:{name}:1", hashlib.sha256(body).hexdigest())
            for name, body in BODIES.items()
        )


LINE = Small("small", "1.0", "none", (17,))


@dataclass
class Mirror:
    """A Maven repository that misbehaves as told, a jar's first requests only or every one."""

    uri: str
    asked: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    wrong: dict[str, int] = field(default_factory=dict)
    cut: dict[str, int] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)


@pytest.fixture
def mirror() -> Iterator[Mirror]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            name = self.path.split("/")[-3]
            found.asked[name] += 1
            body = BODIES[name]
            if name in found.missing:
                self.send_error(404)
                return
            if found.asked[name] <= found.wrong.get(name, 0):
                body = body[::-1]
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            half = found.asked[name] <= found.cut.get(name, 0)
            self.wfile.write(body[: len(body) // 2] if half else body)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        found = Mirror(f"http://127.0.0.1:{server.server_port}/maven/")
        Thread(target=server.serve_forever, args=(0.01,)).start()
        yield found
        server.shutdown()


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir() if file.name not in (".lock", "checked.json")}


ALL = {f"{name}-1.jar" for name in BODIES}


def test_every_jar_is_fetched_once_and_never_again(mirror: Mirror, tmp_path: Path):
    for _ in range(2):
        folder = Jars(LINE, tmp_path, mirror.uri).ready()
        assert names(folder) == ALL
    assert set(mirror.asked.values()) == {1}


def test_jars_that_came_with_the_installation_are_used_and_nothing_is_fetched(
    mirror: Mirror, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    came = tmp_path / "environment" / "share" / "lianxin" / "jars" / LINE.version
    came.mkdir(parents=True)
    for name, body in BODIES.items():
        (came / f"{name}-1.jar").write_bytes(body)
    monkeypatch.setattr("sys.prefix", str(tmp_path / "environment"))
    assert Jars(LINE, tmp_path / "cache", mirror.uri).ready() == came
    assert not mirror.asked and not (tmp_path / "cache").exists()
    (came / "part3-1.jar").unlink()  # of no whole installation: the cache, as ever
    assert Jars(LINE, tmp_path / "cache", mirror.uri).ready().is_relative_to(tmp_path / "cache")


def test_a_jar_cut_short_later_is_noticed_and_fetched_again(mirror: Mirror, tmp_path: Path):
    folder = Jars(LINE, tmp_path, mirror.uri).ready()
    jar = folder / "part7-1.jar"
    jar.write_bytes(jar.read_bytes()[:1000])
    assert Jars(LINE, tmp_path, mirror.uri).ready() == folder
    assert jar.read_bytes() == BODIES["part7"]
    assert {name for name, count in mirror.asked.items() if count > 1} == {"part7"}


def test_jars_of_a_cache_that_cannot_be_written_serve_as_they_are(
    mirror: Mirror, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = Jars(LINE, tmp_path, mirror.uri).ready()
    (folder / "checked.json").unlink()

    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("graph.local.install.jars.replace_text", refused)
    monkeypatch.setattr("graph.local.install.jars.FileLock", refused)
    assert Jars(LINE, tmp_path, mirror.uri).ready() == folder


def test_two_fetching_at_once_wait_for_each_other(mirror: Mirror, tmp_path: Path):
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: Jars(LINE, tmp_path, mirror.uri).ready(), range(3)))
    assert set(mirror.asked.values()) == {1}


def test_a_wrong_sum_is_fetched_again_and_then_taken(mirror: Mirror, tmp_path: Path):
    mirror.wrong["part3"] = 1
    assert names(Jars(LINE, tmp_path, mirror.uri).ready()) == ALL
    assert mirror.asked["part3"] == 2


def test_a_wrong_sum_twice_is_refused(mirror: Mirror, tmp_path: Path):
    mirror.wrong["part3"] = 99
    jars = Jars(LINE, tmp_path, mirror.uri)
    with pytest.raises(DownloadFailed) as caught:
        jars.ready()
    assert "part3-1.jar" in caught.value.zh and "LIANXIN_JAR_MIRROR" in caught.value.en
    assert mirror.asked["part3"] == 2
    assert names(jars.folder) <= ALL - {"part3-1.jar"}


def test_a_download_cut_off_is_begun_again(mirror: Mirror, tmp_path: Path):
    mirror.cut["part5"] = 2
    assert names(Jars(LINE, tmp_path, mirror.uri).ready()) == ALL


def test_a_download_always_cut_leaves_no_half_jar_and_the_next_run_goes_on(
    mirror: Mirror, tmp_path: Path
):
    mirror.cut["part11"] = 99
    jars = Jars(LINE, tmp_path, mirror.uri)
    with pytest.raises(DownloadFailed):
        jars.ready()
    assert names(jars.folder) == ALL - {"part11-1.jar"}
    mirror.cut.clear()
    jars.ready()
    assert names(jars.folder) == ALL
    assert {count for name, count in mirror.asked.items() if name != "part11"} == {1}


def test_a_jar_the_mirror_has_not_is_said_with_its_status(mirror: Mirror, tmp_path: Path):
    mirror.missing.add("part0")
    with pytest.raises(DownloadFailed, match=r"part0-1\.jar could not be fetched \(HTTP 404"):
        Jars(LINE, tmp_path, mirror.uri).ready()


def test_no_mirror_there_is_a_sentence(tmp_path: Path):
    with pytest.raises(DownloadFailed, match="ConnectionError"):
        Jars(LINE, tmp_path, "http://127.0.0.1:1/").ready()


def test_room_is_looked_at_before_the_first_byte(mirror: Mirror, tmp_path: Path):
    with pytest.raises(NoRoom) as caught:
        Jars(LINE, tmp_path, mirror.uri, room=2**60).ready()
    assert not mirror.asked and "MB" in caught.value.en


def test_a_disk_that_fills_up_meanwhile_is_said_and_leaves_no_half_jar(
    mirror: Mirror, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("graph.local.install.jars.os.fsync", full)
    jars = Jars(LINE, tmp_path, mirror.uri)
    with pytest.raises(NoRoom):
        jars.ready()
    assert not names(jars.folder)


def test_a_cache_that_cannot_be_written_names_its_setting(mirror: Mirror, tmp_path: Path):
    (tmp_path / "cache").write_text("a file")
    with pytest.raises(NotWritable, match="LIANXIN_CACHE"):
        Jars(LINE, tmp_path / "cache", mirror.uri).ready()


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_the_committed_locks_hold_versions_and_sums_and_no_address(line: Line):
    jars = line.jars()
    assert len({jar.file for jar in jars}) == len(jars) > 200
    assert all(re.fullmatch("[0-9a-f]{64}", jar.sha256) for jar in jars)
    assert any(jar.artifact == "neo4j" and jar.version == line.version for jar in jars)
    text = (
        files("graph.local.install").joinpath(f"locks/neo4j-{line.version}.toml").read_text("utf-8")
    )
    assert "://" not in text
