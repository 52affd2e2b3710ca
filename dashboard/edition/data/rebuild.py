"""The graph as a Cypher script that rebuilds it in an empty Neo4j."""

from pathlib import Path

from cypher.format import format_day
from dashboard.edition.content.content import Content
from dashboard.edition.data.script import script
from dashboard.texts import say


def write_script(content: Content, folder: Path) -> None:
    """``data/graph.cypher``; nothing where the readers may not have single records."""
    if not content.nodes:
        return
    lang, plan = content.plan.lang, content.plan
    about = [
        say("edition_title", lang, name=plan.name),
        say("as_of", lang, day=format_day(plan.as_of, lang)),
        say("edition_script", lang),
        *([say("synthetic_more", lang)] if content.synthetic else []),
    ]
    node_rows = ((node.labels, node.id, node.properties) for node in content.nodes)
    edges = (
        (relationship.start, relationship.type, relationship.end, relationship.properties)
        for relationship in content.relationships
    )
    place = folder / "data" / "graph.cypher"
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
        for line in script(node_rows, edges, about):
            file.write(line + "\n")
