"""The one place where a name is pasted into Cypher."""


def quote(name: str) -> str:
    """A label, relationship type or property name as it stands in Cypher, in backticks.

    Raises ValueError for what is no name: nothing at all, a control character, or a backslash,
    which Cypher would read as the start of an escape even between backticks.
    """
    if not name or "\\" in name or not name.replace(" ", "_").isprintable():
        raise ValueError(f"not a name that can stand in Cypher: {name!r}")
    return "`" + name.replace("`", "``") + "`"
