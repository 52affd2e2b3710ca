"""One check of the data: that nothing is wrong, or what is, with the rows at fault."""

from html import escape

from cypher.table import Table
from dashboard.figures.lists.table import rows
from dashboard.texts import say

SHOWN = 5


def check(table: Table, lang: str, *, most: int | None = None) -> str:
    """A check's answer: each row is a fault. The first ``most`` of them are listed."""
    if not table.rows:
        return f'<p class="verdict ok">{escape(say("check_ok", lang))}</p>'
    key = "check_more" if table.truncated else "check_faults"
    count = escape(say(key, lang, count=f"{len(table.rows):,}"))
    message = table.header.message or table.header.about
    return (
        f'<p class="verdict bad">{count}</p><p>{escape(message.get(lang))}</p>'
        f"{rows(table, lang, most=most or SHOWN)}"
    )
