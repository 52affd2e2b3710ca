"""The records that the search box offers while one types."""

from html import escape
from urllib.parse import quote

from cypher.reader import Reader
from cypher.run.runner import Runner
from cypher.words import word
from dashboard.pages import RECORD
from dashboard.texts import say

MOST = 8


def offered(runner: Runner, typed: str, lang: str, reader: Reader) -> str:
    """The nearest records as links, each with its kind and id, and a link to all. Raises GraphError."""
    saved = runner.catalogue.find("reports/records/search")
    table = runner.run(saved, {"q": typed}, reader=reader)
    links = "".join(
        f'<a role="option" href="{RECORD}?id={quote(str(row["id"]))}&amp;lang={lang}">'
        f"<b>{escape(str(row['name']))}</b>"
        f"<span>{escape(word('kind', str(row['kind']), lang))} · {escape(str(row['id']))}</span></a>"
        for row in table.dicts()[:MOST]
    )
    if not links:
        return f'<p class="muted">{escape(say("nothing_found", lang, typed=typed))}</p>'
    count = f"{len(table.rows)}+" if table.truncated else str(len(table.rows))
    everything = say("all_found", lang, count=count)
    return f'{links}<a role="option" class="all" href="search?q={quote(typed)}&amp;lang={lang}">{escape(everything)}</a>'
