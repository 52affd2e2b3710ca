"""The scripts, style sheets and pictures of the pages, each under a name that holds its hash."""

import gzip
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath
from types import MappingProxyType

from dashboard.figures.drawing import colours

_FOLDERS = ("scripts", "styles", "pictures")
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}
_REFERENCE = re.compile(r"""(?P<before>(?:from|import) "\./|url\("\./)(?P<name>[\w-]+\.\w+)""")


@dataclass(frozen=True)
class Asset:
    """One file as it is sent. Its bytes never change under its URL, so it may be kept for ever."""

    name: str
    url: str
    """Relative to the root of the site: ``assets/page.3f2a9c81d04e.js``."""
    content_type: str
    content: bytes
    gzipped: bytes
    imports: tuple[str, ...]
    """Names of the files that it refers to itself."""


def asset_url(name: str) -> str:
    """The URL of a file such as ``page.js``. Raises KeyError."""
    return _assets()[name].url


def asset(path: str) -> Asset | None:
    """The file behind the last part of its URL, such as ``page.3f2a9c81d04e.js``."""
    return _by_path().get(path)


def modules(*names: str) -> list[str]:
    """The URLs of all modules that some scripts import, directly or not, each once."""
    found: dict[str, None] = {}

    def walk(name: str) -> None:
        for imported in _assets()[name].imports:
            if imported not in found:
                found[imported] = None
                walk(imported)

    for name in names:
        walk(name)
    return [asset_url(name) for name in found if name not in names]


@cache
def _assets() -> Mapping[str, Asset]:
    texts = {file.name: file.read_text(encoding="utf-8") for file in _files()}
    texts["colours.css"] = colours.style_sheet()
    built: dict[str, Asset] = {}
    for name in texts:
        _build(name, texts, built, ())
    return MappingProxyType(built)


@cache
def _by_path() -> Mapping[str, Asset]:
    return MappingProxyType({asset.url.partition("/")[2]: asset for asset in _assets().values()})


def _files() -> Iterator[Traversable]:
    for folder in _FOLDERS:
        yield from sorted(
            (file for file in files("dashboard.shell").joinpath(folder).iterdir() if file.is_file()),
            key=lambda file: file.name,
        )  # fmt: skip


def _build(
    name: str, texts: Mapping[str, str], built: dict[str, Asset], above: tuple[str, ...]
) -> Asset:
    """An asset after those that it refers to, for its hash covers their URLs."""
    if name in built:
        return built[name]
    if name in above:
        raise ValueError(f"circle of imports: {' → '.join((*above, name))}")
    imports: list[str] = []

    def resolve(reference: re.Match[str]) -> str:
        imports.append(reference["name"])
        used = _build(reference["name"], texts, built, (*above, name))
        return reference["before"] + used.url.partition("/")[2]

    content = _REFERENCE.sub(resolve, texts[name]).encode()
    path = PurePosixPath(name)
    hashed = f"{path.stem}.{hashlib.sha256(content).hexdigest()[:12]}{path.suffix}"
    built[name] = Asset(
        name,
        f"assets/{hashed}",
        _TYPES[path.suffix],
        content,
        gzip.compress(content, mtime=0),
        tuple(dict.fromkeys(imports)),
    )
    return built[name]
