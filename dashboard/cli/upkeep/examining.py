"""What may stand wrong with a home and its machine, each with its way out; nothing is changed."""

import asyncio
import os
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import time

import psutil

from dashboard.cli.upkeep.finding import Finding
from dashboard.cli.upkeep.schedules import schedules
from dashboard.errors import PortTaken
from dashboard.network import NetworkRefused
from graph.backup.automatic import backups_of
from graph.backup.restoring import Restore
from graph.errors import GraphError
from graph.files import free_bytes, reason_of
from graph.local.install.java import find_java
from graph.local.install.lines import LINES
from graph.local.install.versions import program_version, version_numbers
from graph.local.store.folders import Folders
from graph.settings import OidcSettings, Settings

_ROOM, _LITTLE_ROOM = 1, 5
"""GB free below which nothing more can be written for long, and below which it is time to look."""
_CERTIFICATE_DAYS, _BACKUP_DAYS = 21, 7
_MADE = datetime(2026, 1, 1, tzinfo=UTC)
"""Before this no Lianxin was."""
_AHEAD = 3600.0
"""Seconds by which a file may be later than the clock."""
_MOST_FILES = 20_000


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at one thing after another."""
    looks: tuple[Callable[[Settings], Finding | list[Finding] | None], ...] = (
        java, disk, port, clock, rights, certificate, provider, backup, restoring, schedules,
        zombies, version,
    )  # fmt: skip
    for look in looks:
        found = look(settings)
        yield from found if isinstance(found, list) else [found] if found else []


def java(settings: Settings) -> Finding | None:
    """Whether there is a Java that the private server runs on."""
    if settings.neo4j_uri is not None:
        return None
    about = ("Java", "Java")
    try:
        program = find_java(LINES[settings.neo4j_line], settings.java)
    except GraphError as error:
        way = (
            "安装合适的 Java，或用 LIANXIN_JAVA 指明。",
            "Install a Java that fits, or name it by LIANXIN_JAVA.",
        )
        return Finding(about, (error.zh, error.en), way)
    return Finding(about, (str(program), str(program)))


def disk(settings: Settings) -> Finding:
    """Whether there is room where the data lie."""
    free = free_bytes(settings.home) / 2**30
    says = (f"{settings.home} 还有 {free:.1f} GB", f"{free:.1f} GB free at {settings.home}")
    way = None
    if free < _ROOM:
        way = ("腾出空间，否则数据库会停止写入。", "Make room, or the database stops writing.")
    elif free < _LITTLE_ROOM:
        way = (
            "空间不多了，旧备份可以移走。",
            "There is little room; old backups can be moved away.",
        )
    return Finding(("磁盘", "Disk"), says, way)


def port(settings: Settings) -> Finding:
    """Whether the dashboard can listen where it is to, or does already."""
    from dashboard.web.http.ports import free_port

    about, place = ("端口", "Port"), f"{settings.address}:{settings.port}"
    try:
        free_port(settings.address, settings.port)
    except PortTaken as error:
        if _is_ours(settings):
            return Finding(about, (f"{place} 由连新监听", f"Lianxin listens on {place}"))
        return Finding(about, (error.zh, error.en), (error.zh, error.en))
    except NetworkRefused as error:
        return Finding(about, (error.zh, error.en), (error.zh, error.en))
    return Finding(about, (f"{place} 空闲", f"{place} is free"))


def _is_ours(settings: Settings) -> bool:
    """Whether a process of ours has the port."""
    for process in psutil.process_iter(["cmdline"]):
        words = " ".join(process.info["cmdline"] or ())
        if "serve" in words.split() and ("lianxin" in words or "dashboard" in words):
            try:
                listens = process.net_connections("inet")
            except psutil.Error:
                continue
            if any(one.laddr and one.laddr.port == settings.port for one in listens):
                return True
    return False


def clock(settings: Settings) -> Finding:
    """Whether the clock is likely right: it is after the program was made, and after what it wrote."""
    now = datetime.now(UTC)
    says = (f"{now.astimezone():%Y-%m-%d %H:%M %z}",) * 2
    ahead = [file for file in _newest(settings.home) if file.stat().st_mtime > time() + _AHEAD]
    way = None
    if now < _MADE or ahead:
        way = (
            "时钟不对（有文件的时间比现在还晚）。请校准时间，打开自动对时。",
            "The clock is wrong (files are later than now). Set it, and keep it set by NTP.",
        )
    return Finding(("时钟", "Clock"), says, way)


def _newest(home: Path) -> Iterator[Path]:
    for folder in (home / "log", home / "loads", backups_of(home)):
        if folder.is_dir():
            yield from (file for file in folder.iterdir() if file.is_file())


def rights(settings: Settings) -> Finding:
    """Whether everything of the home is its owner's alone."""
    open_ones = [path for path in _files(settings.home) if _is_open(path)]
    about = ("文件权限", "Rights of files")
    if not open_ones:
        return Finding(about, ("都只有本人可读", "all are yours alone"))
    first, count = open_ones[0], len(open_ones)
    return Finding(
        about,
        (
            f"{count} 个文件别人也能读，例如 {first}",
            f"{count} can be read by others, such as {first}",
        ),
        (f"chmod -R go= '{settings.home}'", f"chmod -R go= '{settings.home}'"),
    )


def _files(home: Path) -> Iterator[Path]:
    count = 0
    for place, names, files in os.walk(home):
        for name in (*names, *files):
            yield Path(place, name)
            count += 1
            if count >= _MOST_FILES:
                return


def _is_open(path: Path) -> bool:
    try:
        mode = path.lstat().st_mode
    except OSError:
        return False
    return bool(mode & (stat.S_IRWXG | stat.S_IRWXO)) and not stat.S_ISLNK(mode)


def certificate(settings: Settings) -> Finding | None:
    """For how many days the certificate lasts."""
    if settings.cert is None:
        return None
    from cryptography.x509 import load_pem_x509_certificate

    about = ("证书", "Certificate")
    try:
        one = load_pem_x509_certificate(settings.cert.read_bytes())
    except (OSError, ValueError) as error:
        of_no_pem = ("不是 PEM 证书", "it is no PEM certificate")
        zh, en = reason_of(error) if isinstance(error, OSError) else of_no_pem
        says = (f"{settings.cert} 打不开（{zh}）", f"{settings.cert} cannot be opened ({en})")
        return Finding(
            about, says, ("换上 PEM 格式的证书。", "Put a PEM certificate in its place.")
        )
    days = (one.not_valid_after_utc - datetime.now(UTC)).days
    says = (f"还有 {days} 天", f"{days} days left")
    way = ("续签后替换文件，不用重启。", "Renew it and replace the files; no restart is needed.")
    return Finding(about, says, way if days < _CERTIFICATE_DAYS else None)


def backup(settings: Settings) -> Finding:
    """How old the newest backup is."""
    about = ("备份", "Backup")
    way = ("lianxin backup", "lianxin backup")
    folder = backups_of(settings.home)
    files = list(folder.glob("*.zip")) if folder.is_dir() else []
    if not files:
        return Finding(about, ("还没有备份", "there is none"), way)
    newest = max(files, key=lambda file: file.stat().st_mtime)
    days = int((time() - newest.stat().st_mtime) // 86400)
    says = (
        f"最近一次在 {days} 天前（{newest.name}）",
        f"the last is {days} days old ({newest.name})",
    )
    return Finding(about, says, way if days >= _BACKUP_DAYS else None)


def restoring(settings: Settings) -> Finding | None:
    """Whether a restore was cut off, which is completed by whatever next opens the data."""
    if Restore.found(settings.home) is None:
        return None
    return Finding(
        ("恢复", "Restore"),
        ("有一次恢复还没有做完", "one is not completed"),
        (
            "若不是正在进行，再启动一次连新即可做完：lianxin serve。",
            "Unless it runs just now, starting Lianxin completes it: lianxin serve.",
        ),
    )


def provider(settings: Settings) -> Finding | None:
    """Whether the sign-in provider answers as it must, where there is one."""
    from dashboard.auth.provider.configuration import provider_of
    from dashboard.auth.provider.directory import Directory
    from dashboard.auth.provider.errors import ProviderAway, ProviderUnusable

    about = ("统一登录", "Sign-in provider")
    try:
        found = provider_of(OidcSettings())
        if found is None:
            return None
        keys = len(asyncio.run(Directory(found).keys()))
    except ProviderUnusable as error:
        way = ("改正设置，见 docs/network.md。", "Correct the setting: docs/network.md.")
        return Finding(about, (error.zh, error.en), way)
    except ProviderAway as error:
        way = ("看看地址、网络和对方的证书。", "Look at the address, the network, its certificate.")
        return Finding(about, (f"用不了：{error.reason}", f"no use: {error.reason}"), way)
    says = (f"{found.issuer}，{keys} 个公钥", f"{found.issuer}, {keys} public keys")
    way = ("那边没有可用的签名公钥。", "It publishes no key for signatures that can be used.")
    return Finding(about, says, None if keys else way)


def zombies(settings: Settings) -> Finding | None:
    """Whether a Neo4j of this home runs that nobody looks after."""
    if settings.neo4j_uri is not None:
        return None
    folders = Folders(settings.home, LINES[settings.neo4j_line])
    state = folders.state()
    known = state.java.pid if state is not None and state.running else None
    stray = [
        process.pid
        for process in psutil.process_iter(["cmdline", "status"])
        if f"{folders.root}/" in " ".join(process.info["cmdline"] or ()).replace("\\", "/")
        and "org.neo4j" in " ".join(process.info["cmdline"] or ())
        and process.pid != known
    ]
    about = ("遗留进程", "Stray processes")
    if not stray:
        return Finding(about, ("没有", "none"))
    pids = " ".join(map(str, stray))
    return Finding(
        about,
        (f"有 Neo4j 进程没有人管：{pids}", f"a Neo4j that nobody looks after: {pids}"),
        (f"kill {pids}", f"kill {pids}"),
    )


def version(settings: Settings) -> Finding:
    """Which version runs, and whether the private store is of a newer Neo4j."""
    line = LINES[settings.neo4j_line]
    says = (f"连新 {program_version()}，Neo4j {line.version}",
            f"Lianxin {program_version()}, Neo4j {line.version}")  # fmt: skip
    made_by = Folders(settings.home, line).made_by
    way = None
    if settings.neo4j_uri is None and made_by and made_by != line.version:
        says = (
            f"{says[0]}；数据由 Neo4j {made_by} 写成",
            f"{says[1]}; the data is of Neo4j {made_by}",
        )
        if version_numbers(made_by) > version_numbers(line.version):
            way = ("请用新版本的连新打开，或恢复旧版本时的备份。",
                   "Open it with the newer Lianxin, or restore a backup of the older one.")  # fmt: skip
    return Finding(("版本", "Version"), says, way)
