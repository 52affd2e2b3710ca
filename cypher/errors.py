"""What can go wrong with saved Cypher, each with one sentence in Chinese and in English.

CypherError (a GraphError, so that one handler serves both packages)
├── BrokenFile        a file that cannot be used as saved Cypher; has its path and line
├── UnknownReport     no file has that id
├── UnknownAction     no action has that id
├── BadValue          a parameter's value that is not allowed, or a parameter that is not declared
│   └── MissingValue  a value that must be given
├── NotForAudience    the file is not open to the one who asks
├── NotAsExpected     an answer that is not what its header promises
├── NotApproved       an approval that could not be given
├── NotStarted        a new file that could not be begun
│   └── ChangedMeanwhile  a file that somebody else changed while a form of it stood open
└── NotAdmitted       a statement that the server's plan does not allow; has its path and line
"""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Self

from graph.errors import FileError, GraphError


class CypherError(GraphError):
    """Base of every error of this package."""

    exit_code = 40
    for_visitors: tuple[str, str] = ("", "")
    """The sentence in Chinese and English as a page says it, without the names in a file, where it
    differs from the command line's."""


class BrokenFile(FileError, CypherError):
    """A file that cannot be used as saved Cypher; ``id`` is what it would go by."""

    exit_code = 41
    id: str = ""


class UnknownReport(CypherError):
    """No file has that id."""

    exit_code = 42


class UnknownAction(CypherError):
    """No action has that id."""

    exit_code = 42


class BadValue(CypherError):
    """A parameter's value that is not allowed, or a parameter that is not declared."""

    exit_code = 43
    parameter: str = ""
    """The name of the parameter whose value is refused, or of what is not declared."""

    @classmethod
    def about(cls, name: str, zh: str, en: str) -> Self:
        """The error of one parameter, in Chinese and English."""
        error = cls(zh, en)
        error.parameter = name
        return error


class MissingValue(BadValue):
    """A value that must be given; ``label`` is what people call its parameter, in Chinese and English."""

    label: tuple[str, str] = ("", "")

    @classmethod
    def of(cls, name: str, zh: str, en: str) -> Self:
        """The error for a parameter and its label."""
        error = cls.about(
            name, f"参数 {name}（{zh}）必须填写。", f"{name} ({en}): a value is needed."
        )
        error.label = (zh, en)
        return error


class NotForAudience(CypherError):
    """The file is not open to the one who asks."""

    exit_code = 45


class NotAsExpected(CypherError):
    """An answer that is not what its header promises."""

    exit_code = 49


class NotApproved(CypherError):
    """An approval that could not be given."""

    exit_code = 47


class NotStarted(CypherError):
    """A new file that could not be begun."""

    exit_code = 48


class ChangedMeanwhile(NotStarted):
    """A file that somebody else changed while a form of it stood open."""


class NotAdmitted(FileError, CypherError):
    """A statement that the server's plan does not allow, or that names what it does not declare."""

    exit_code = 44


def meant(word: str, known: Iterable[str], most: int = 1) -> tuple[str, str]:
    """What was perhaps meant, as the tail of a sentence in both languages; empty if nothing is near."""
    return perhaps(nearest(word, known, most))


def nearest(word: str, known: Iterable[str], most: int = 1) -> list[str]:
    """Those of the known words that are nearest to one; none where none is near."""
    lower = {name.lower(): name for name in known}
    return [lower[name] for name in get_close_matches(word.lower(), list(lower), most, 0.55)]


def perhaps(found: Sequence[str]) -> tuple[str, str]:
    """Words as the tail of a sentence that asks, in both languages; empty for none."""
    if not found:
        return "", ""
    return f"是不是 {'、'.join(found)}？", f" Did you mean {' or '.join(found)}?"
