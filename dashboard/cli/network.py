"""The options of `lianxin serve` that say where it stands, and their settings, as a ``Network``."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from dashboard.network import (
    CertificateFiles,
    Network,
    NetworkRefused,
    name_of,
    peers_of,
    prefix_of,
)
from graph.settings import Settings

_FILE = click.Path(path_type=Path)
_OPTIONS = (
    click.option(
        "--address",
        metavar="ADDRESS",
        help="监听的地址，默认只给本机 · the address to listen on; this machine only by default",
    ),
    click.option(
        "--name",
        "names",
        multiple=True,
        metavar="HOST[:PORT]",
        help="用什么名字打开，可写几次 · a name under which it answers; may be given again",
    ),
    click.option(
        "--prefix", metavar="/lx/", help="地址开头的路径 · the path that its addresses begin with"
    ),
    click.option(
        "--cert", type=_FILE, help="证书（PEM，含中间证书） · the certificate and its chain, PEM"
    ),
    click.option("--key", type=_FILE, help="证书的私钥（PEM） · the certificate's key, PEM"),
    click.option(
        "--behind",
        multiple=True,
        metavar="IP",
        help="可信的反向代理的地址，可写几次 · a trusted proxy's address; may be given again",
    ),
    click.option(
        "--redirect-port",
        type=click.IntRange(1, 65535),
        help="这个端口上的 HTTP 转到加密的地址 · plain HTTP on this port is redirected",
    ),
)


def network_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options, for ``network_of``."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def network_of(settings: Settings, port: int | None, given: dict[str, Any]) -> Network:
    """Where a dashboard is to stand: by the options where they are given, else by the settings.

    Raises NetworkRefused for what cannot be used.
    """
    names = given["names"] or _parts(settings.names)
    behind = given["behind"] or _parts(settings.behind)
    prefix = settings.prefix if given["prefix"] is None else given["prefix"]
    return Network(
        port=settings.port if port is None else port,
        address=given["address"] or settings.address,
        names=tuple(map(name_of, names)),
        prefix=prefix_of(prefix),
        certificate=_certificate(given["cert"] or settings.cert, given["key"] or settings.key),
        behind=tuple(map(peers_of, behind)),
        redirect_port=given["redirect_port"] or settings.redirect_port,
        hsts_days=settings.hsts_days,
    )


def _parts(text: str) -> Sequence[str]:
    return [part for part in text.replace("，", ",").split(",") if part.strip()]


def _certificate(cert: Path | None, key: Path | None) -> CertificateFiles | None:
    if cert is None and key is None:
        return None
    if cert is None or key is None:
        raise NetworkRefused(
            "证书和私钥要一起给出：--cert 证书.pem --key 私钥.pem。",
            "A certificate needs its key, and a key its certificate: --cert FILE --key FILE.",
        )
    return CertificateFiles(cert, key)
