"""The version of the program that is installed, and how versions are compared."""

from importlib.metadata import version


def program_version() -> str:
    """The version of Lianxin that runs."""
    return version("lianxin")


def version_numbers(text: str) -> tuple[int, ...]:
    """A version, of the program's or of Neo4j's, by which it can be compared with another."""
    return tuple(int(part) for part in text.split(".") if part.isdigit())
