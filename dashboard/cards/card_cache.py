"""Finished cards by key, bounded by the memory that they take; the least used go first."""

import hashlib
import sys
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

MOST_BYTES = 64_000_000


@dataclass(frozen=True)
class FinishedCard:
    """The HTML of a card; ``kept`` is false for what must be asked for again, such as a failure."""

    html: Markup
    kept: bool = True
    mark: str = ""
    """A word for the answer that it was drawn from; empty where that was not worked out."""

    @cached_property
    def digest(self) -> str:
        """A word that is the same for the same HTML."""
        return hashlib.sha256(self.html.encode()).hexdigest()[:12]


class CardCache:
    """Finished cards. For one event loop."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._cards: OrderedDict[Hashable, FinishedCard] = OrderedDict()

    def __len__(self) -> int:
        return len(self._cards)

    @property
    def bytes(self) -> int:
        """How much memory the cards take."""
        return self._bytes

    def get(self, key: Hashable) -> FinishedCard | None:
        """The card of a key, if it is there."""
        card = self._cards.get(key)
        if card is not None:
            self._cards.move_to_end(key)
        return card

    def cards(self) -> list[FinishedCard]:
        """Those that are kept, the least used first."""
        return list(self._cards.values())

    def put(self, key: Hashable, card: FinishedCard) -> None:
        """Keep a card in place of any other of its key, unless it must be asked for again."""
        if not card.kept:
            return
        self._remove(key)
        self._cards[key] = card
        self._bytes += sys.getsizeof(card.html)
        while self._bytes > self._most_bytes:
            self._remove(next(iter(self._cards)))

    def _remove(self, key: Hashable) -> None:
        card = self._cards.pop(key, None)
        if card is not None:
            self._bytes -= sys.getsizeof(card.html)
