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
from dashboard.shell.joining import joined, joined_styles
from dashboard.shell.themes import themed

ALONE = (
    "page.js",
    "account.js",
    "live_frame.js",
    "own_reports.js",
    "record_form.js",
    "sign_in.js",
    "together.js",
)
"""Scripts that a page names; each is sent as one file with all that it imports."""
BESIDE_PAGE = (
    "agenda.js", "desk.js", "editions.js", "explorer.js", "imports.js", "marks.js",
    "outtray.js", "since.js",
    "slides.js", "steps.js",
)  # fmt: skip
"""Scripts that stand beside ``page.js``; what that imports already they take from it."""
STYLES = (
    "colours.css", "frame.css", "cards.css", "figures.css", "notes.css", "screens.css",
    "form.css", "desk.css", "pages.css", "editions.css", "imports.css", "access.css",
    "audit.css", "people.css", "records.css", "steps.css", "agenda.css", "outtray.css",
    "help.css",
)  # fmt: skip
"""The style sheets of every page, in the order in which they hold; ``all.css`` is all of them."""
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


def asset_url(name: str) -> str:
    """The URL of a file such as ``page.js``. Raises KeyError."""
    return _assets()[name].url


def asset(path: str) -> Asset | None:
    """The file behind the last part of its URL, such as ``page.3f2a9c81d04e.js``."""
    return _by_path().get(path)


@cache
def _assets() -> Mapping[str, Asset]:
    texts = {name: file.read_text(encoding="utf-8") for name, file in _files()}
    texts["colours.css"] = colours.style_sheet()
    texts |= {name: themed(text) for name, text in texts.items() if name.endswith(".css")}
    scripts = {name: text for name, text in texts.items() if name.endswith(".js")}
    texts = {name: text for name, text in texts.items() if name not in scripts}
    texts |= {name: joined(name, scripts) for name in ALONE}
    texts |= {name: joined(name, scripts, "page.js") for name in BESIDE_PAGE}
    texts["all.css"] = joined_styles(STYLES, texts)
    built: dict[str, Asset] = {}
    for name in texts:
        _build(name, texts, built)
    return MappingProxyType(built)


@cache
def _by_path() -> Mapping[str, Asset]:
    return MappingProxyType({asset.url.partition("/")[2]: asset for asset in _assets().values()})


def _files() -> Iterator[tuple[str, Traversable]]:
    """Every file with its path below its folder, such as ``explorer/view.js``."""
    for folder in _FOLDERS:
        yield from _below("", files("dashboard.shell").joinpath(folder))


def _below(path: str, folder: Traversable) -> Iterator[tuple[str, Traversable]]:
    for one in sorted(folder.iterdir(), key=lambda one: one.name):
        if one.is_dir():
            yield from _below(f"{path}{one.name}/", one)
        else:
            yield f"{path}{one.name}", one


def _build(name: str, texts: Mapping[str, str], built: dict[str, Asset]) -> Asset:
    """An asset after those that it refers to, for its hash covers their URLs."""
    if name in built:
        return built[name]

    def resolve(reference: re.Match[str]) -> str:
        used = _build(reference["name"], texts, built)
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
    )
    return built[name]
