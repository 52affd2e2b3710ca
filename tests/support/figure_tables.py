"""Hand-made tables for figures, and the tags of what is drawn from them."""

from html.parser import HTMLParser

from cypher.header import Column, Header, Words
from cypher.table import Table
from seed import heqing


def table_of(kind, names, rows, *, units=None, truncated=False, **view):
    units = units or {}
    columns = {
        name: Column(label=Words(zh=f"{name}列", en=f"{name} column"), unit=units.get(name))
        for name in names
    }
    header = Header(
        title=Words(zh="题", en="Title"),
        about=Words(zh="说明", en="About"),
        columns=columns,
        view={"kind": kind, **view},
    )
    return Table(
        id="reports/t/x",
        version="0123456789ab",
        header=header,
        names=tuple(names),
        rows=[tuple(row) for row in rows],
        truncated=truncated,
        parameters={},
        provenance=("entered",),
        data_version="1",
        elapsed_ms=0.0,
        town=heqing(),
    )


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))


def tags(text):
    parser = Tags()
    parser.feed(text)
    return parser.seen
