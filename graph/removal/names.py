"""What a person was called, looked for in texts without touching others who are called alike."""

import json
import re
from collections.abc import Collection, Iterable, Iterator
from urllib.parse import quote as percent

REMOVED = "已清除"
"""Stands where something of a person stood."""
SHORTEST = 2
"""A name of one character is looked for in the person's own values alone."""
_ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")


def placeholder(id: str) -> str:
    """The alias of a record whose person was removed."""
    return f"{REMOVED} {id}"


class Names:
    """The aliases of a removed person, and those of others which one of them is a part of."""

    def __init__(self, removed: Iterable[str], others: Collection[str] = ()) -> None:
        self.removed = frozenset(one for one in removed if len(one) >= SHORTEST)
        longer = {one for one in others if any(name in one for name in self.removed)}
        self._longer = frozenset(longer - self.removed)
        words = sorted(self.removed | longer, key=len, reverse=True)
        self._words = re.compile("|".join(map(_whole, words))) if self.removed else None

    def __bool__(self) -> bool:
        return bool(self.removed)

    def in_text(self, text: str) -> bool:
        """Whether a text names the person."""
        return self._words is not None and any(
            found[0] in self.removed for found in self._words.finditer(text)
        )

    def cleaned(self, text: str) -> str:
        """The text with ``REMOVED`` in the place of each name."""
        if self._words is None:
            return text
        return self._words.sub(lambda f: REMOVED if f[0] in self.removed else f[0], text)

    def in_bytes(self) -> "NamesInBytes":
        """The same for what is no text: in each encoding, in an address, in JSON of ASCII."""
        return NamesInBytes(self.removed, self._longer)


class NamesInBytes:
    """The names as they may stand in a file."""

    def __init__(self, removed: Iterable[str], longer: Iterable[str]) -> None:
        self.removed = {form for name in removed for form in _forms(name)}
        words = self.removed | {form for name in longer for form in _forms(name)}
        longest_first = sorted(words, key=len, reverse=True)
        self._words = re.compile(b"|".join(map(_whole_bytes, longest_first)))
        self.longest = max(map(len, words), default=0)

    def __bool__(self) -> bool:
        return bool(self.removed)

    def places(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        """Where in some bytes the person is named, and how."""
        if any(one in data for one in self.removed):
            for found in self._words.finditer(data):
                if found[0] in self.removed:
                    yield found.start(), found[0]


def _forms(name: str) -> Iterator[bytes]:
    yield from (name.encode(one, "replace") for one in _ENCODINGS)
    yield from (percent(name).encode(), percent(name).lower().encode())
    yield json.dumps(name)[1:-1].encode()


def _whole(name: str) -> str:
    """A name as a pattern; one that ends in a letter or digit is no part of a longer word."""
    before = r"(?<![0-9A-Za-z])" if _is_ascii(name[0]) else ""
    after = r"(?![0-9A-Za-z])" if _is_ascii(name[-1]) else ""
    return f"{before}{re.escape(name)}{after}"


def _is_ascii(one: str) -> bool:
    return one.isascii() and one.isalnum()


def _whole_bytes(form: bytes) -> bytes:
    before = rb"(?<![0-9A-Za-z])" if form[:1].isalnum() else b""
    after = rb"(?![0-9A-Za-z])" if form[-1:].isalnum() else b""
    return before + re.escape(form) + after
