"""What can go wrong with saved Cypher, each with one sentence in both languages.

CypherError (a GraphError, so that one handler serves both)
├── BrokenFile        a file that cannot be read as saved Cypher; has its path and line
├── UnknownReport     no file has that id
├── BadValue          a parameter's value that is not allowed
└── NotAdmitted       a statement that the server's plan does not allow
"""

from graph.errors import GraphError


class CypherError(GraphError):
    """Base of every error of this package."""

    exit_code = 40


class BrokenFile(CypherError):
    """A file that cannot be read as saved Cypher."""

    exit_code = 41

    def __init__(self, path: str, line: int, zh: str, en: str) -> None:
        super().__init__(f"{path}:{line}:{zh}", f"{path}:{line}: {en}")
        self.path = path
        self.line = line


class UnknownReport(CypherError):
    """No file has that id."""

    exit_code = 42


class BadValue(CypherError):
    """A parameter's value that is not allowed."""

    exit_code = 43


class NotAdmitted(CypherError):
    """A statement that the server's plan does not allow, or that names what it does not declare."""

    exit_code = 44
