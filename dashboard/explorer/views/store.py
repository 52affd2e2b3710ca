"""The saved views of one home: a JSON file each in ``views/``, written whole or not at all."""

import logging
from pathlib import Path

from pydantic import ValidationError

from cypher.reader import Reader
from dashboard.explorer.errors import NoSuchView, ViewRefused
from dashboard.explorer.views.view import View
from graph.files import private_folder, reason_of, remove_dead_drafts, replace_text

log = logging.getLogger(__name__)
FOLDER = "views"
MOST_EACH, MOST_ALL = 100, 2000
"""So many views one person keeps, and a home holds."""


class Views:
    """The views of a home. Every method reads or writes files, and raises NoSuchView, ViewRefused."""

    def __init__(self, home: Path) -> None:
        self._folder = home / FOLDER

    def all(self, reader: Reader) -> list[View]:
        """Those that a reader may open, the latest first."""
        found = (self._read(file) for file in sorted(self._folder.glob("*.json")))
        mine = [view for view in found if view is not None and view.may_open(reader)]
        return sorted(mine, key=lambda view: (view.saved_at, view.name), reverse=True)

    def get(self, name: str, reader: Reader) -> View:
        """One view that a reader may open; of another's nobody learns that it is there."""
        view = self._read(self._folder / f"{name}.json") if name.isalnum() else None
        if view is None or not view.may_open(reader):
            raise NoSuchView(
                "没有这个视图，或者它没有共享给您。",
                "There is no such view, or it is not shared with you.",
            )
        return view

    def own(self, name: str, reader: Reader) -> View:
        """One view that a reader has kept, to be changed by its owner alone."""
        view = self.get(name, reader)
        if not view.is_of(reader):
            raise ViewRefused(
                "这是别人的视图，只能打开。可以另存为自己的。",
                "It is somebody else's view; you can only open it. Keep it as one of your own.",
            )
        return view

    def put(self, view: View) -> None:
        """Write one, in place of one of the same name."""
        file = self._folder / f"{view.name}.json"
        try:
            private_folder(self._folder)
            remove_dead_drafts(self._folder)
            if not file.exists():
                self._refuse_too_many(view)
            replace_text(file, view.model_dump_json(indent=1))
        except OSError as error:
            zh, en = reason_of(error)
            raise ViewRefused(f"视图没有保存：{zh}。", f"The view was not kept: {en}.") from error

    def remove(self, view: View) -> None:
        """Take one away."""
        try:
            (self._folder / f"{view.name}.json").unlink(missing_ok=True)
        except OSError as error:
            zh, en = reason_of(error)
            raise ViewRefused(
                f"视图没有移除：{zh}。", f"The view was not removed: {en}."
            ) from error

    def _refuse_too_many(self, view: View) -> None:
        files = list(self._folder.glob("*.json"))
        held = [self._read(file) for file in files]
        mine = sum(one is not None and one.owner == view.owner for one in held)
        if mine >= MOST_EACH or len(files) >= MOST_ALL:
            raise ViewRefused(
                f"视图最多保存 {MOST_EACH} 个（全部用户共 {MOST_ALL:,} 个），请先移除不用的。",
                f"One keeps at most {MOST_EACH} views (all users together {MOST_ALL:,}). "
                "Remove some that are not used.",
            )

    def _read(self, file: Path) -> View | None:
        """The view in a file; None where there is none, or where it cannot be read."""
        try:
            view = View.model_validate_json(file.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValidationError, ValueError):
            log.warning("the saved view %s cannot be read", file.name, exc_info=True)
            return None
        return view if view.name == file.stem else None
