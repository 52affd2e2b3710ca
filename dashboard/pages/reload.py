"""The pages as their files are now: read again when one of the user's own has changed."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from time import monotonic

from cypher.library.catalogue import Catalogue
from cypher.library.walk import stamp
from dashboard.pages import Page, load_pages


class LivingPages(Mapping[str, Page]):
    """Pages by id. They change only when ``look`` is called, at the start of a visit.

    ``added`` is called with the id of a page that was not there before.
    """

    def __init__(
        self, catalogue: Callable[[], Catalogue], own: Path | None, *, every: float = 1.0
    ) -> None:
        self._catalogue, self._every = catalogue, every
        self._folder = own / "pages" if own is not None else None
        self._own = own
        self._known = self._now()
        self._looked = monotonic()
        self._pages: dict[str, Page] = {}
        self.version = ""
        """A word that changes with any page: finished cards are kept under it."""
        self._read()
        self.added: Callable[[str], object] = lambda id: None

    def __getitem__(self, id: str) -> Page:
        return self._pages[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)

    def look(self) -> None:
        """Read the pages again where a page or a report has changed; at most once in a while."""
        if self._own is None or monotonic() - self._looked < self._every:
            return
        self._looked = monotonic()
        now = self._now()
        if now == self._known:
            return
        before = self._pages.keys()
        self._read()
        self._known = now
        for id in self._pages.keys() - before:
            self.added(id)

    def _read(self) -> None:
        self._pages = load_pages(self._catalogue(), self._own)
        told = "\n".join(page.model_dump_json() for page in self._pages.values())
        self.version = hashlib.sha256(told.encode()).hexdigest()[:12]

    def _now(self) -> tuple[object, ...]:
        return (
            self._catalogue().version,
            stamp(self._folder) if self._folder is not None else (),
        )
