"""A saved view of the explorer as an item of an agenda: its still picture, as of a day."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from cypher.reader import Reader
from cypher.run.runner import Runner
from dashboard.explorer.asking import Asker
from dashboard.explorer.marks.files import Marks
from dashboard.explorer.marks.marking import filtered, marked
from dashboard.explorer.marks.rule import rules_of
from dashboard.explorer.views.store import Views
from dashboard.explorer.walking import add
from dashboard.figures.relations.walk_picture import walk_picture


@dataclass(frozen=True)
class ViewPicture:
    """A view's title and picture; ``lost`` is how many of its records are not there, or not for the
    reader. Larger ones than can be drawn still have no picture."""

    title: str
    svg: Markup
    records: int
    lost: int


def view_picture(
    runner: Runner, views: Views, marks: Marks, name: str, reader: Reader, lang: str,
    day: date | None,
) -> ViewPicture:  # fmt: skip
    """The picture of a view that a reader may open, where everything stands as it was kept, without
    what is switched off in it and with its marks.

    Raises NoSuchView, GraphError.
    """
    view = views.get(name, reader)
    hidden = set(view.walk.hidden)
    standing = [one for one in view.walk.nodes if one.id not in hidden]
    places = {one.id: (one.x, one.y) for one in standing}
    asker = Asker(runner, reader, lang, day)
    walk = add(asker, list(places), positions=places)
    absent = walk["absent"]
    lost = len(absent) if isinstance(absent, list) else 0
    filters = view.walk.filters
    shown = filtered(walk, _codes(filters.get("kinds")), _codes(filters.get("ties")))
    found = marked(shown, rules_of(filters), marks, lang, asker.day)
    svg = walk_picture(shown, view.title, found, key=True)
    return ViewPicture(view.title, svg, len(standing) - lost, lost)


def _codes(value: object) -> set[str]:
    return {str(one) for one in value} if isinstance(value, list) else set()
