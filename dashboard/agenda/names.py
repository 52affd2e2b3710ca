"""Records on a page by their names: an agenda's file, or a page's, holds their ids alone."""

from collections.abc import Mapping

from cypher.header import Words
from cypher.reader import Reader
from cypher.run.runner import Runner
from dashboard.explorer.asking import Asker, is_person
from dashboard.explorer.records import records_of
from dashboard.pages import Page, Row
from dashboard.texts import LANGS, Lang
from graph.errors import GraphError

_TO = " – "


def with_names(page: Page, runner: Runner, reader: Reader) -> Page:
    """The page with the names of its records and of the ends of its paths over their rows, as far
    as the reader may see them; persons, and what the graph does not know or cannot say now, by id.
    """
    ids = sorted({id for row in page.rows for id in _named(row) if not is_person(id)})
    if not ids:
        return page
    try:
        names = {
            lang: {
                id: one.label for id, one in records_of(Asker(runner, reader, lang), ids).items()
            }
            for lang in LANGS
        }
    except GraphError:
        return page
    rows = tuple(_titled(row, names) for row in page.rows)
    return page.model_copy(update={"rows": rows})


def _named(row: Row) -> tuple[str, ...]:
    """The ids that stand over a row in the place of a title."""
    if row.record:
        return (row.record,)
    return (row.path.start, row.path.end) if row.path is not None and row.title is None else ()


def _titled(row: Row, names: Mapping[Lang, Mapping[str, str]]) -> Row:
    ids = _named(row)
    if not any(id in names["zh"] for id in ids):
        return row
    zh, en = (_TO.join(names[lang].get(id, id) for id in ids) for lang in LANGS)
    return row.model_copy(update={"title": Words(zh=zh, en=en)})
