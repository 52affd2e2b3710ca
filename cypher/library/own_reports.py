"""The reports of a home's own as files: read, looked at before they are kept, changed, taken away, put back."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from cypher.errors import BrokenFile, ChangedMeanwhile, NotStarted, UnknownReport
from cypher.file.parse import SavedStatement, parse
from cypher.library.catalogue import Catalogue, changed_at
from cypher.library.new_file import not_written, write_new
from cypher.library.references import unmet
from cypher.library.walk import MOST_BYTES, read, walk
from graph.files import REMOVED, replace_text, set_aside

KIND = "reports"
_REMOVED = re.compile(rf"[\w-]+\.cypher{re.escape(REMOVED)}(-\d+)?")


@dataclass(frozen=True)
class OwnReport:
    """A file below ``own/reports``: its id, its place for people, its text and when it was last changed."""

    id: str
    path: str
    text: str
    changed: datetime

    @property
    def digest(self) -> str:
        """The SHA-256 of the text."""
        return sha256(self.text.encode()).hexdigest()


def own_reports(own: Path) -> list[OwnReport]:
    """Every report of one's own by id, also those that are broken; not what cannot be read at all."""
    found = []
    for one in walk(own, "own", [], (KIND,)):
        try:
            text = read(one).decode("utf-8-sig", "replace").replace("\r\n", "\n")
            changed = changed_at(own.resolve(), one.id)
        except (BrokenFile, OSError):
            continue
        found.append(OwnReport(one.id, one.path, text, changed))
    return found


def own_report(own: Path, id: str) -> OwnReport:
    """The report of one's own of an id. Raises UnknownReport."""
    for one in own_reports(own):
        if one.id == id:
            return one
    raise UnknownReport(
        f"没有名为 {id} 的自己的报表。", f"There is no report {id} of the town's own."
    )


def examined(id: str, text: str, catalogue: Catalogue) -> SavedStatement:
    """A text as the report that it would be. Raises BrokenFile, also for what it names in vain."""
    data, path = text.encode(), f"own/{id}.cypher"
    if len(data) > MOST_BYTES:
        zh, en = "文件太大，超过 1 MB。", "the file is too large: more than 1 MB."
        raise BrokenFile(path, 1, zh, en)
    saved = parse(data, id, path, "own")
    others = {**catalogue.saved, id: saved}
    wrong = unmet(saved, others, frozenset(error.id for error in catalogue.broken))
    if wrong is not None:
        raise wrong
    return saved


def keep(own: Path, id: str, text: str, before: str, note: Callable[[], None]) -> None:
    """Write a report's text; ``before`` is the digest of the text that it takes the place of, "" for a
    new one, ``note`` is called before anything is written.

    Raises ChangedMeanwhile where another text was written since, NotStarted where it cannot be written.
    """
    path = own / f"{id}.cypher"
    held = {one.id: one for one in own_reports(own)}.get(id)
    if held is None:
        note()
        write_new(own, path, text)
        return
    if held.digest != before:
        raise ChangedMeanwhile(
            f"{id} 在别处改过了（{held.changed:%Y-%m-%d %H:%M}），没有保存。您写的还在下面；再按一次保存，就用它换掉现在的。",
            f"{id} was changed elsewhere ({held.changed:%Y-%m-%d %H:%M}); nothing was saved. What you wrote stands below: save once more to put it in place of the other.",
        )
    note()
    try:
        replace_text(path.resolve(), text)
    except OSError as error:
        raise not_written(path, error) from None


def removed(own: Path) -> list[str]:
    """The files below ``own/reports`` that were taken away and are kept, by their place there."""
    base = own / KIND
    found = (path for path in base.rglob(f"*.cypher{REMOVED}*") if path.is_file())
    return sorted(
        path.relative_to(base).as_posix()
        for path in found
        if _REMOVED.fullmatch(path.name) and not path.is_symlink()
    )


def remove(own: Path, id: str) -> str:
    """Take a report away; its file is kept under the name that is returned. Raises UnknownReport."""
    own_report(own, id)
    kept = set_aside(own / f"{id}.cypher")
    return kept.relative_to(own / KIND).as_posix()


def put_back(own: Path, name: str) -> str:
    """Put back a report that was taken away, by the place of its kept file; returns its id. Raises
    UnknownReport for no such file, NotStarted where another report has the id by now."""
    if name not in removed(own):
        raise UnknownReport(f"没有 {name}。", f"There is no {name}.")
    stem, _, _ = name.partition(f".cypher{REMOVED}")
    id = f"{KIND}/{stem}"
    path = own / f"{id}.cypher"
    if path.exists():
        raise NotStarted(
            f"现在另有名为 {id} 的报表，请先移走它。",
            f"There is another report {id} by now; take that one away first.",
        )
    (own / KIND / name).rename(path)
    return id
