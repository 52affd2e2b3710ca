"""The one place where a name is pasted into Cypher."""


def quote(name: str) -> str:
    """A label, relationship type or property name as it stands in Cypher, in backticks."""
    return "`" + name.replace("`", "``") + "`"
