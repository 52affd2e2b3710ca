"""Where the dashboard stands on a network: its address, names, prefix, certificate, proxy."""

import ipaddress
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dashboard.errors import DashboardError

Peers = ipaddress.IPv4Network | ipaddress.IPv6Network
DEFAULT_PORTS = {"http": 80, "https": 443}
LOCAL_NAMES = ("localhost", "127.0.0.1")
_PREFIX = re.compile(r"(/[A-Za-z0-9._~-]+)*")
_NAME = re.compile(r"([a-z0-9_](?:[a-z0-9_.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(:[0-9]{1,5})?")


class NetworkRefused(DashboardError):
    """Asked to stand where other machines reach it while something is missing or cannot be used."""


class CertificateUnusable(DashboardError):
    """A certificate and its key cannot be opened, or do not belong together."""

    def __init__(self, certificate: Path, key: Path, reason: str) -> None:
        super().__init__(
            f"证书用不了：{certificate}、{key}（{reason}）。两者须是 PEM 格式、属于同一张证书，私钥不能有口令。",
            f"The certificate cannot be used: {certificate}, {key} ({reason}). Both must be PEM files "
            "of one certificate, the key without a passphrase.",
        )


@dataclass(frozen=True)
class CertificateFiles:
    """The PEM files of a certificate (with what lies between it and its root) and of its key."""

    certificate: Path
    key: Path


@dataclass(frozen=True)
class Network:
    """One dashboard's place on a network.

    ``names``: under which it answers, beside a given address; ``HOST`` or ``HOST:PORT`` as a
    browser's address bar shows them. ``prefix``: the path that all its addresses begin with, ``""``
    or ``/lx``. ``behind``: where the requests of a trusted proxy come from. ``hsts_days``: so long
    a browser that came by TLS asks for nothing here without it; 0 makes it forget.
    """

    port: int = 5006
    address: str = "127.0.0.1"
    names: tuple[str, ...] = ()
    prefix: str = ""
    certificate: CertificateFiles | None = None
    behind: tuple[Peers, ...] = ()
    redirect_port: int | None = None
    hsts_days: int = 365

    @property
    def scheme(self) -> Literal["http", "https"]:
        """What visitors' addresses begin with."""
        return "https" if self.certificate or self.behind else "http"

    @property
    def root(self) -> str:
        """The path of the first page, with the slash behind it: ``/`` or ``/lx/``."""
        return f"{self.prefix}/"

    @property
    def is_local(self) -> bool:
        """Whether nobody but this machine reaches it: on loopback, and with no proxy in front."""
        return not self.behind and is_loopback(self.address)

    @property
    def hosts(self) -> frozenset[str]:
        """Every ``Host`` under which it answers, in lower case."""
        if self.behind:
            return frozenset(self._outer(name) for name in self.names)
        own = set(self.names)
        if not _is_unspecified(self.address):
            own.add(f"[{self.address}]" if ":" in self.address else self.address.lower())
        if is_loopback(self.address) or _is_unspecified(self.address):
            own.update(LOCAL_NAMES)
        return frozenset(host for name in own for host in self._direct(name))

    @property
    def url(self) -> str:
        """The address to open, by the first of its names."""
        host = self._outer(self.names[0]) if self.names else self._direct(self._own_host())[0]
        if self.names and not self.behind:
            host = self._direct(self.names[0])[0]
        return f"{self.scheme}://{host}{self.root}"

    def trusts(self, address: str) -> bool:
        """Whether a connection from this IP address is that of the proxy in front."""
        try:
            peer = ipaddress.ip_address(address)
        except ValueError:
            return False
        mapped = getattr(peer, "ipv4_mapped", None)
        return any((mapped or peer) in peers for peers in self.behind)

    def _own_host(self) -> str:
        if _is_unspecified(self.address):
            return LOCAL_NAMES[1]
        return f"[{self.address}]" if ":" in self.address else self.address

    def _direct(self, name: str) -> list[str]:
        """The hosts of a name where visitors connect to our own port; the shortest one first."""
        if _NAME.fullmatch(name) and ":" in name.rpartition("]")[2]:
            outer = self._outer(name)  # browsers leave the usual port out
            return [name] if outer == name else [outer, name]
        with_port = f"{name}:{self.port}"
        return [name, with_port] if self.port == DEFAULT_PORTS[self.scheme] else [with_port]

    def _outer(self, name: str) -> str:
        return name.removesuffix(f":{DEFAULT_PORTS[self.scheme]}")


def is_loopback(address: str) -> bool:
    """Whether an address to listen on is reached from this machine only."""
    try:
        return address == "localhost" or ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _is_unspecified(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_unspecified
    except ValueError:
        return address == ""


def prefix_of(text: str) -> str:
    """The prefix meant by what was typed, such as ``lx``, ``/lx`` or ``/lx/``. Raises NetworkRefused."""
    parts = text.strip().strip("/")
    prefix = f"/{parts}" if parts else ""
    if not _PREFIX.fullmatch(prefix) or {".", ".."} & set(parts.split("/")):
        raise NetworkRefused(
            f"路径前缀“{text}”不能用：只能是字母、数字、- . _ ~，以 / 分开，例如 /lx/。",
            f"The prefix {text!r} cannot be used: letters, digits, - . _ ~ only, split by /, as in /lx/.",
        )
    return prefix


def name_of(text: str) -> str:
    """The name meant by what was typed, as a browser sends it. Raises NetworkRefused."""
    name = text.strip().lower()
    try:
        name = name.encode("idna").decode() if not name.isascii() else name
    except UnicodeError:
        name = ""
    port = name.rpartition("]")[2].partition(":")[2]
    if not _NAME.fullmatch(name) or (port and not 0 < int(port) < 65536):
        raise NetworkRefused(
            f"“{text}”不是主机名。请写成浏览器地址栏里的样子，不带 https://，例如 lianxin.example.cn 或 lianxin.example.cn:8443。",
            f"{text!r} is no host name. Write it as in a browser's address bar, without https://, "
            "such as lianxin.example.cn or lianxin.example.cn:8443.",
        )
    return name


def peers_of(text: str) -> Peers:
    """The addresses meant by ``10.0.0.5`` or ``10.0.0.0/24``. Raises NetworkRefused."""
    try:
        peers = ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        peers = None
    if peers is None or peers.prefixlen == 0:
        raise NetworkRefused(
            f"“{text}”不是代理的 IP 地址。请写代理连接过来时所用的地址，例如 127.0.0.1 或 10.0.0.0/24。",
            f"{text!r} is not a proxy's IP address. Give the one that it connects from, such as "
            "127.0.0.1 or 10.0.0.0/24.",
        )
    return peers


def refuse_unready(network: Network, accounts: int) -> None:
    """Refuse to stand where others reach it while something is missing. Raises NetworkRefused.

    ``accounts``: how many people may sign in.
    """
    if network.is_local:
        return
    missing = [
        (zh, en)
        for is_missing, zh, en in (
            (
                not accounts,
                "还没有账号。先运行：lianxin user add 姓名 --role steward",
                "There are no accounts. First run: lianxin user add NAME --role steward",
            ),
            (
                not (network.certificate or network.behind),
                "没有加密。用 --cert 证书.pem --key 私钥.pem 给出证书，或放在反向代理后面，用 --behind 写代理的地址",
                "There is no encryption. Give a certificate by --cert and --key, or stand behind a "
                "proxy and name its address by --behind",
            ),
            (
                not network.names and (network.behind or _is_unspecified(network.address)),
                "没有说明用什么名字打开。加 --name，例如 --name lianxin.example.cn",
                "It is not said under which name it is opened. Add --name, as in --name lianxin.example.cn",
            ),
        )
        if is_missing
    ]
    if missing:
        raise NetworkRefused(
            f"看板不能在 {network.address} 上给别的机器用，还缺：\n"
            + "\n".join(f"  · {zh}。" for zh, _ in missing),
            f"The dashboard cannot be opened to other machines on {network.address}; missing:\n"
            + "\n".join(f"  · {en}." for _, en in missing),
        )
