"""The hosts on whose pages an embed may stand: scheme, name and port, nothing that means several."""

import ipaddress
import re
from contextlib import suppress
from urllib.parse import urlsplit

from dashboard.embeds.errors import EmbedRefused

MOST = 5
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_WHOLE = re.compile(r"https?://[!-~]+")
_PORTS = {"http": 80, "https": 443}
_LONGEST = 253


def hosts_of(text: str) -> tuple[str, ...]:
    """The hosts that were typed, one a line, in the order in which they stand, each once.

    Out: such as ``https://oa.example.gov.cn`` or ``http://10.1.2.3:8080``, as a policy of a page
    names them. Raises EmbedRefused where there is none, one too many, or one that is not exactly
    one host.
    """
    found = tuple(dict.fromkeys(host_of(line) for line in text.splitlines() if line.strip()))
    if not found:
        raise EmbedRefused(
            "请写明卡片要放在哪个网站，如 https://oa.example.gov.cn。",
            "Say on which site the card will stand, such as https://oa.example.gov.cn.",
        )
    if len(found) > MOST:
        raise EmbedRefused(f"最多写 {MOST} 个网站。", f"At most {MOST} sites can be named.")
    return found


def host_of(typed: str) -> str:
    """One host as it was typed: scheme and name, a port where it is not the usual one.

    Raises EmbedRefused for whatever is more, or less, or stands for several hosts.
    """
    text = typed.strip().removesuffix("/").lower()
    if not _WHOLE.fullmatch(text):
        raise _not_one(typed)
    try:
        split = urlsplit(text)
        port = split.port
    except ValueError:
        raise _not_one(typed) from None
    name = split.hostname or ""
    if text != f"{split.scheme}://{split.netloc}" or "@" in text or not _is_name(name):
        raise _not_one(typed)
    if split.netloc.endswith(":") or port == 0:
        raise _not_one(typed)
    usual = port is None or port == _PORTS[split.scheme]
    return f"{split.scheme}://{name}" + ("" if usual else f":{port}")


def _is_name(name: str) -> bool:
    """Whether it is one name, or one IPv4 address: policies of pages know no IPv6."""
    if len(name) > _LONGEST or not _NAME.fullmatch(name):
        return False
    if name.rpartition(".")[2].isdigit():  # what ends in a number is an address, or nothing
        with suppress(ValueError):
            return str(ipaddress.IPv4Address(name)) == name
        return False
    return True


def _not_one(typed: str) -> EmbedRefused:
    return EmbedRefused(
        f"“{typed.strip()[:80]}”不是一个网站的地址。每行写一个，只写协议和主机（可带端口），"
        "如 https://oa.example.gov.cn；不能用 * 代表多个。",
        f"{typed.strip()[:80]!r} is not the address of one site. Write one a line, the scheme and the "
        "host only (with a port where it has one), such as https://oa.example.gov.cn; no *.",
    )
