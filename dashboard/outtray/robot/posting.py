"""A message to a robot: one question to one host, within seconds, of which nothing is kept but what came of it."""

import asyncio
import ipaddress
import json
import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode, urlsplit

from pydantic import SecretStr
from tornado.httpclient import HTTPClientError, HTTPResponse
from tornado.simple_httpclient import HTTPTimeoutError

from cypher.header import Words
from dashboard.outgoing import ask_once
from dashboard.outtray.robot.key import PATH, RobotPlace

CONNECT_SECONDS, SECONDS = 5.0, 10.0
MOST_BYTES = 64 * 1024
MOST_TEXT = 2048
"""Bytes of a message that a robot takes."""
_TOO_MANY, _BUSY = 45009, -1
_CODES = {
    93000: Words(zh="密钥无效，或机器人已被移出群", en="the key is not valid, or the robot has left its group"),
    93004: Words(zh="机器人已被停用", en="the robot is disabled"),
    93008: Words(zh="机器人不在群里", en="the robot is in no group"),
    40008: Words(zh="不认识这种消息", en="it does not know this kind of message"),
    40058: Words(zh="消息的内容不对", en="the message is not as it should be"),
}  # fmt: skip
"""What it answers with, in words: the words of the answer itself may repeat what was sent."""


@dataclass(frozen=True)
class Delivery:
    """What came of a message: ``later`` can be tried again, ``full`` when a minute has passed, and
    ``unclear`` may have arrived. ``why`` says so; it never holds the key or the answer's own words."""

    state: Literal["sent", "later", "full", "refused", "unclear"]
    why: Words | None = None


def post_message(place: RobotPlace, key: SecretStr, text: str) -> Delivery:
    """Send a text, on a loop of its own, whatever the caller's thread runs. Raises RobotRefused for a
    setting that names no host."""
    with ThreadPoolExecutor(1, "robot") as thread:
        return thread.submit(asyncio.run, _post(place, key, text)).result()


async def _post(place: RobotPlace, key: SecretStr, text: str) -> Delivery:
    origin = place.origin
    if place.stand_in is None and await _leads_here(urlsplit(origin).hostname or ""):
        return Delivery("refused", Words(
            zh="这个域名指向本机，不发送。", en="the host's name leads to this machine; nothing is sent.",
        ))  # fmt: skip
    try:
        response = await ask_once(
            f"{origin}{PATH}?{urlencode({'key': key.get_secret_value()})}",
            method="POST",
            headers={"Content-Type": "application/json; charset=utf-8"},
            body=json.dumps({"msgtype": "text", "text": {"content": text}}, ensure_ascii=False),
            connect_seconds=CONNECT_SECONDS,
            seconds=SECONDS,
            most_bytes=MOST_BYTES,
        )
    except (HTTPClientError, OSError, ValueError) as error:
        return _broken(error)
    return _answered(response)


async def _leads_here(host: str) -> bool:
    """Whether a name leads to this machine; one that leads nowhere is found out by asking."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    except OSError:
        return False
    addresses = [ipaddress.ip_address(one[4][0]) for one in found]
    return any(one.is_loopback or one.is_unspecified or one.is_link_local for one in addresses)


def _broken(error: Exception) -> Delivery:
    """No answer. What never got through is tried again, and nothing else is."""
    lost = isinstance(error, ConnectionResetError | ConnectionAbortedError | BrokenPipeError)
    if isinstance(error, HTTPTimeoutError):
        lost = "connecting" not in str(error)
    if isinstance(error, OSError | HTTPTimeoutError) and not lost:
        return Delivery("later", Words(zh="连不上企业微信", en="it cannot be reached"))
    return Delivery("unclear", Words(
        zh="没有等到回答，不知道是否已发出，不再重发",
        en="no answer came: it may have arrived, and is not sent again",
    ))  # fmt: skip


def _answered(response: HTTPResponse) -> Delivery:
    code = response.code
    if 300 <= code < 400:
        return Delivery("refused", Words(
            zh="对方要求改到别的地址，没有照办", en="it asked to be asked elsewhere, which is not done",
        ))  # fmt: skip
    if code in (429, 500, 502, 503, 504):
        return Delivery("full" if code == 429 else "later", _status(code))
    if code != 200:
        return Delivery("refused", _status(code))
    try:
        found = json.loads(response.body)
        errcode = found["errcode"]
        if not isinstance(errcode, int) or isinstance(errcode, bool):
            raise ValueError
    except (ValueError, KeyError, TypeError, RecursionError):
        return Delivery("unclear", Words(
            zh="回答看不懂，不知道是否已发出，不再重发",
            en="the answer cannot be read: it may have arrived, and is not sent again",
        ))  # fmt: skip
    if errcode == 0:
        return Delivery("sent")
    if errcode == _TOO_MANY:
        return Delivery(
            "full", Words(zh="发得太多，一分钟后再发", en="too many messages; again in a minute")
        )
    words = _CODES.get(errcode, Words(zh="没有接受", en="it was not taken"))
    named = Words(zh=f"{words.zh}（errcode {errcode}）", en=f"{words.en} (errcode {errcode})")
    return Delivery("later" if errcode == _BUSY else "refused", named)


def _status(code: int) -> Words:
    return Words(zh=f"对方答复 HTTP {code}", en=f"it answered HTTP {code}")
