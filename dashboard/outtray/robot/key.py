"""The key of a robot: in a file of the owner's alone, and nowhere else."""

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from pydantic import SecretStr

from dashboard.outtray.errors import RobotRefused
from dashboard.outtray.model import ROBOT
from graph.files import reason_of

FOLDER = "robots"
PATH = "/cgi-bin/webhook/send"
HOST = "qyapi.weixin.qq.com"
_KEY = re.compile(r"[A-Za-z0-9_-]{8,128}")
_MOST_BYTES = 1024
_HOST = re.compile(
    r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9](:\d{1,5})?"
)


@dataclass(frozen=True)
class RobotPlace:
    """Where robots are asked: the one host that is allowed, by TLS. ``stand_in`` is the port of a
    stand-in on this machine, which tests alone use in its place."""

    host: str = HOST
    stand_in: int | None = None

    @property
    def origin(self) -> str:
        """What the address begins with. Raises RobotRefused for what is no name of a host."""
        if self.stand_in is not None:
            return f"http://127.0.0.1:{self.stand_in}"
        if not _HOST.fullmatch(self.host):
            raise RobotRefused(
                "LIANXIN_ROBOT_HOST 应为域名，如 qyapi.weixin.qq.com。",
                "LIANXIN_ROBOT_HOST must be the name of a host, such as qyapi.weixin.qq.com.",
            )
        return f"https://{self.host}"


def key_of(home: Path, name: str, place: RobotPlace) -> SecretStr:
    """The key in the home's file ``robots/NAME.key``: the key, or the whole address of the robot.

    Raises RobotRefused where there is none, where others may read it, where it is of another host.
    """
    shown = f"{FOLDER}/{name}.key"
    if not re.fullmatch(ROBOT, name):
        raise _refused(shown, "名字不对。", "it is no name.")
    text = _read(home / FOLDER / f"{name}.key", shown).strip()
    if "://" in text:
        text = _in_address(text, shown, place)
    if not _KEY.fullmatch(text):
        raise _refused(shown, "里面不是机器人的密钥。", "it holds no robot's key.")
    return SecretStr(text)


def _read(file: Path, shown: str) -> str:
    try:
        descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    except OSError as error:
        raise _refused(shown, *(f"{words}。" for words in reason_of(error))) from None
    with os.fdopen(descriptor, "rb") as held:
        found = os.fstat(held.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise _refused(shown, "不是普通文件。", "it is no plain file.")
        if os.name == "posix" and (found.st_mode & 0o077 or found.st_uid != os.geteuid()):
            raise _refused(
                shown,
                "别人也能读，密钥不用。请 chmod 600，并在群里换一个密钥。",
                "others may read it, so that the key is not used: chmod 600, and take a new key.",
            )
        return held.read(_MOST_BYTES).decode("utf-8", "replace")


def _in_address(text: str, shown: str, place: RobotPlace) -> str:
    """The key in an address as the group shows it, where that is of the allowed host."""
    try:
        parts = urlsplit(text)
        host, keys = parts.hostname, parse_qs(parts.query).get("key", [])
    except ValueError:
        host, keys, parts = None, [], urlsplit("")
    if parts.scheme != "https" or host != place.host.partition(":")[0] or parts.path != PATH:
        raise _refused(
            shown, f"里面的地址不是 {place.host} 的。", f"its address is not one of {place.host}."
        )
    return keys[0] if len(keys) == 1 else ""


def _refused(shown: str, zh: str, en: str) -> RobotRefused:
    return RobotRefused(f"机器人的密钥文件 {shown}：{zh}", f"The robot's key file {shown}: {en}")
