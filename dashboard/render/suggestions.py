"""The records that the search box offers while one types."""

from collections import Counter
from collections.abc import Sequence
from urllib.parse import quote

from markupsafe import Markup

from cypher.reader import Reader
from cypher.run.runner import Runner
from cypher.words import word
from dashboard.pages import RECORD
from dashboard.texts import say

MOST = 8
OF_A_KIND = 3
"""Of one kind so many at most, where there are others too."""


def offered(runner: Runner, typed: str, lang: str, reader: Reader) -> Markup:
    """The nearest records as links, each with its kind and id, and a link to all. Raises GraphError."""
    saved = runner.catalogue.find("reports/records/search")
    table = runner.run(saved, {"q": typed}, reader=reader)
    links = Markup("").join(
        Markup('<a role="option" href="{}"><b>{}</b><span>{} · {}</span></a>').format(
            f"{RECORD}?id={quote(str(row['id']))}&lang={lang}",
            str(row["name"]),
            word("kind", str(row["kind"]), lang),
            str(row["id"]),
        )
        for row in _chosen(table.dicts())
    )
    if not links:
        return Markup('<p class="muted">{}</p>').format(say("nothing_found", lang, typed=typed))
    count = f"{len(table.rows)}+" if table.truncated else str(len(table.rows))
    everything = say("all_found", lang, count=count)
    return links + Markup('<a role="option" class="all" href="{}">{}</a>').format(
        f"search?q={quote(typed)}&lang={lang}", everything
    )


def _chosen(rows: Sequence[dict[str, object]]) -> list[dict[str, object]]:
    """The first rows of each kind in the order of all, filled up with the next ones."""
    of_kind = Counter[object]()
    first: list[dict[str, object]] = []
    others: list[dict[str, object]] = []
    for row in rows:
        of_kind[row["kind"]] += 1
        (first if of_kind[row["kind"]] <= OF_A_KIND else others).append(row)
    kept = [*first, *others][:MOST]
    return [row for row in rows if row in kept]
