"""What a statement names and how it begins, by its tokens: not in comments, texts or quoted names."""

import re

_TOKEN = re.compile(
    r"//[^\n]*|/\*.*?\*/"
    r"|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\""
    r"|\$(?P<quoted>`(?:``|[^`])*`)|\$(?P<name>\w+)"
    r"|`(?:``|[^`])*`",
    re.DOTALL,
)

_MODE = re.compile(
    r"(?:\s|//[^\n]*(?:\n|\Z)|/\*(?:[^*]|\*(?!/))*\*/|\bCYPHER\b|\b\w+\s*=\s*\w+)*\b(EXPLAIN|PROFILE)\b",
    re.IGNORECASE,
)


def mode_of(statement: str) -> str | None:
    """EXPLAIN or PROFILE, where that stands before a statement; comments and options may precede it."""
    found = _MODE.match(statement)
    return found[1].upper() if found else None


def parameters_in(statement: str) -> dict[str, int]:
    """Each parameter with the line, from 0, where it first stands."""
    found: dict[str, int] = {}
    for token in _TOKEN.finditer(statement):
        quoted, name = token["quoted"], token["name"]
        said = quoted[1:-1].replace("``", "`") if quoted else name
        if said:
            found.setdefault(said, statement.count("\n", 0, token.start()))
    return found
