"""What an examination of a home comes to."""

from dataclasses import dataclass

Words = tuple[str, str]
"""A sentence in Chinese and in English."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: how it stands, and the way out where it stands wrong."""

    about: Words
    says: Words
    way: Words | None = None
