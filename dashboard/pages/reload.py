"""The saved files and pages as they are now: read again when one of the user's own has changed."""

import hashlib
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from time import monotonic

from cypher.header import Parameter
from cypher.library.catalogue import Catalogue
from cypher.library.walk import Stamp, stamp
from dashboard.agenda.as_page import with_agendas
from dashboard.agenda.store import FOLDER as AGENDAS
from dashboard.explorer.marks.files import FOLDER as MARKS
from dashboard.explorer.marks.files import Marks, load_marks
from dashboard.pages import Page, load_pages


@dataclass(frozen=True)
class SiteFiles:
    """The catalogue and the pages as they were at one moment; they never change."""

    catalogue: Catalogue
    pages: Mapping[str, Page]
    marks: Marks = field(default_factory=load_marks)
    """The rules by which records of a walk stand out."""
    _declared: dict[str, Mapping[str, Parameter]] = field(default_factory=dict)

    @cached_property
    def version(self) -> str:
        """A word that changes with any file."""
        parts = [self.catalogue.version, *(page.model_dump_json() for page in self.pages.values())]
        parts += [one.model_dump_json() for one in self.marks.by_name.values()]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]

    def declared(self, page: Page) -> Mapping[str, Parameter]:
        """The parameters of a page's form, worked out once."""
        if page.id not in self._declared:
            self._declared[page.id] = page.declared(self.catalogue)
        return self._declared[page.id]

    @property
    def report_page(self) -> str:
        """The id of the page that shows any report; the first page where there is none."""
        found = (page.id for page in self.pages.values() if page.kind == "report_desk")
        return next(found, next(iter(self.pages)))

    def page_making(self, action: str) -> str | None:
        """The id of the page that is the form of an action; None where there is none."""
        return next(
            (page.id for page in self.pages.values() if action and page.action == action), None
        )


class FileReader:
    """Reads the site's files, again where one of the user's own or a report has changed."""

    def __init__(
        self, catalogue: Callable[[], Catalogue], own: Path | None, *, every: float = 1.0
    ) -> None:
        self._catalogue, self._own, self._every = catalogue, own, every
        self._lock = threading.Lock()
        self._read_at = float("-inf")
        self._stamp: tuple[str, Stamp] | None = None
        self._files: SiteFiles | None = None

    @property
    def fresh(self) -> SiteFiles | None:
        """The files where they need not be looked at again yet; opens nothing."""
        is_fresh = self._own is None or monotonic() - self._read_at < self._every
        return self._files if is_fresh else None

    @property
    def held(self) -> SiteFiles | None:
        """The files as they were last read; opens nothing."""
        return self._files

    def read_now(self) -> SiteFiles:
        """The files as they are at this moment, for who has just written one; waits for another
        thread that reads them. Raises as ``read``."""
        with self._lock:
            return self._read()

    def read(self) -> SiteFiles:
        """The files as they are now. While one thread reads them, others get the last ones.

        Raises BrokenFile or UnknownReport for a shipped page.
        """
        held = self._files
        if not self._lock.acquire(blocking=held is None):
            assert held is not None
            return held
        try:
            return self.fresh or self._read()
        finally:
            self._lock.release()

    def _read(self) -> SiteFiles:
        catalogue = self._catalogue()
        folders = (
            [self._own / one for one in ("pages", AGENDAS, MARKS)] if self._own is not None else []
        )
        now = (catalogue.version, tuple(one for folder in folders for one in stamp(folder)))
        if self._files is None or now != self._stamp:
            pages = load_pages(catalogue, self._own)
            with_all = with_agendas(pages, catalogue, self._own)
            self._files = SiteFiles(catalogue, with_all, load_marks(self._own))
            self._stamp = now
        self._read_at = monotonic()
        return self._files
