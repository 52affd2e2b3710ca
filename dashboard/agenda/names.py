"""Records on a page by their names: an agenda's file, or a page's, holds their ids alone."""

from collections.abc import Mapping, Sequence

from cypher.header import Words
from cypher.reader import Reader
from cypher.run.runner import Runner
from dashboard.explorer.asking import is_person
from dashboard.pages import Page, Row
from dashboard.records.names import names_of
from dashboard.texts import LANGS, Lang

_TO = " – "


def with_names(pages: Sequence[Page], runner: Runner, reader: Reader) -> list[Page]:
    """The pages with the names of their records and of the ends of their paths over their rows, as
    far as the reader may see them, by one question for all of them; persons, and what the graph does
    not know, by id. Raises GraphError."""
    rows = [row for page in pages for row in page.rows]
    ids = {id for row in rows for id in _named(row) if not is_person(id)}
    if not ids:
        return list(pages)
    names = names_of(runner, reader, ids)
    return [
        page.model_copy(update={"rows": tuple(_titled(row, names) for row in page.rows)})
        for page in pages
    ]


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
