"""How many rows a statement has in all, counted by the server where it can be asked to."""

from collections.abc import Mapping

from cypher.file.parse import SavedStatement
from cypher.file.tokens import options_end, tokens_in, unescaped
from graph.client import CancelToken, Graph
from graph.errors import StatementFailed


def count_rows(
    graph: Graph,
    saved: SavedStatement,
    values: Mapping[str, object],
    cancel: CancelToken | None = None,
) -> int:
    """The number of rows. Raises GraphError.

    A statement that cannot stand in a subquery, such as one with a column without a name, is read
    through and its rows are counted here.
    """
    seconds = saved.header.limits.seconds
    try:
        text = in_subquery(saved.statement, "RETURN count(*) AS n")
        return int(graph.read(text, values, seconds=seconds, cancel=cancel).value())
    except StatementFailed as error:
        if type(error) is not StatementFailed:
            raise
    rows = graph.stream(saved.statement, values, seconds=seconds, cancel=cancel)
    return sum(1 for _ in rows) - 1


def in_subquery(statement: str, tail: str) -> str:
    """A statement with another as its subquery: that one's options first, its ``;`` left out."""
    text, tokens = unescaped(statement), tokens_in(statement)
    begin = options_end(tokens)
    options = text[: tokens[begin].start] if begin else ""
    last = tokens[-1]
    body = text[tokens[begin].start : last.start] if last.text == ";" else text[len(options) :]
    return f"{options}CALL () {{\n{body}\n}} {tail}"
