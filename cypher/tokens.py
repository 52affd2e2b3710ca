"""Which parameters a statement names, by its tokens: not in comments, texts or quoted names."""

import re

_TOKEN = re.compile(
    r"//[^\n]*|/\*.*?\*/"
    r"|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\""
    r"|\$(?P<quoted>`(?:``|[^`])*`)|\$(?P<name>\w+)"
    r"|`(?:``|[^`])*`",
    re.DOTALL,
)


def parameters_in(statement: str) -> dict[str, int]:
    """Each parameter with the line, from 0, where it first stands."""
    found: dict[str, int] = {}
    for token in _TOKEN.finditer(statement):
        quoted, name = token["quoted"], token["name"]
        said = quoted[1:-1].replace("``", "`") if quoted else name
        if said:
            found.setdefault(said, statement.count("\n", 0, token.start()))
    return found
