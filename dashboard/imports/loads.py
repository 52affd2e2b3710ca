"""Loads that were made: in words, and what each changed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from dashboard.imports.people import by_name, when
from dashboard.imports.plans.plan_file import PlanFile
from dashboard.imports.plans.plan_items import change_item
from dashboard.imports.plans.value_text import ValueText
from dashboard.texts import say
from graph.client import Graph
from graph.files import private_folder
from graph.load import LoadRecord, LoadStore
from graph.load.plan import Change
from graph.load.plan.describing import NAME_FIELDS, described
from graph.load.plan.existing import named_nodes
from graph.model import SHANGHAI

_KEPT_DAYS = 7


def changes_of(store: LoadStore, id: str, graph: Graph | None = None) -> Iterator[Change]:
    """Each record that a load changed; nodes go by their names as far as these are known.

    Raises LoadError for no such load.
    """
    names: dict[str, str] = {}
    ids: set[str] = set()
    for record in store.changes(id):
        ids |= {one for one in (record.id, record.start, record.end) if one}
        name = (record.after or record.before or {}).get(NAME_FIELDS.get(record.kind, ""))
        if record.id and name:
            names[record.id] = str(name)
    if graph is not None:
        names |= named_nodes(graph, ids - names.keys(), NAME_FIELDS)
    for record in store.changes(id):
        yield described(record, names, {})


def state_words(load: LoadRecord, lang: str) -> str:
    """What has become of a load, where it is not simply there."""
    if load.undoes:
        return say("import_undoes", lang, load=load.undoes)
    key = {"undone": "import_undone_by", "damaged": "import_damaged", "prepared": "import_cut_off"}
    return say(key[load.state], lang, load=load.undone_by) if load.state in key else ""


def heading(load: LoadRecord, lang: str) -> str:
    """When a load was made, and by whom."""
    moment = when(load.at, lang) if load.at else ""
    return say("import_of_by", lang, when=moment, by=by_name(load.by, lang))


class LoadViews:
    """What loads changed, as items that are paged and searched; each is made when it is looked at."""

    def __init__(self, folder: Path, store: LoadStore, graph: Graph) -> None:
        self._folder, self._store, self._graph = folder, store, graph

    def file(self, id: str, texts: ValueText) -> PlanFile:
        """The changes of a load. Raises LoadError for no such load."""
        load = self._store.get(id)
        view = PlanFile(self._folder / f"{load.id}.sqlite")
        if not view.path.is_file():
            private_folder(self._folder)
            changes = changes_of(self._store, id, self._graph)
            view.write(change_item(change, texts) for change in changes)
        return view

    def tidy(self) -> None:
        """Remove what was made more than seven days ago; it is made again when it is looked at."""
        before = (datetime.now(SHANGHAI) - timedelta(days=_KEPT_DAYS)).timestamp()
        for path in self._folder.glob("*.sqlite"):
            if path.stat().st_mtime < before:
                path.unlink(missing_ok=True)
