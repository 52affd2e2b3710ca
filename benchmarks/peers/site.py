"""What is measured alike on every site: its addresses, and how a person does each step there."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page


@dataclass(frozen=True)
class Step:
    """One thing a person does on an open page, and the JavaScript that is true once it is seen."""

    do: Callable[[Page], None]
    seen: str


@dataclass(frozen=True)
class Town:
    """The records that all sites hold: what the steps look for."""

    alias: str
    """A rider whose name is found once."""
    role: str
    """A job that some of the riders have, as its code; ``of_role`` is how many."""
    of_role: int
    wishes: list[str]
    """Ids of wishes whose cost is changed."""


class Site(ABC):
    """One site with somebody signed in."""

    name: str
    address: str
    cookies: dict[str, str]
    list_path: str
    """The list of all riders."""
    row: str
    """Selector of the cells with a rider's name."""
    related: str
    """JavaScript that is true once a wish's form shows its relationships."""
    form: str
    """Selector of the form's element, within which fields are."""

    @abstractmethod
    def wish_path(self, wish: str) -> str:
        """The address of a wish's form."""

    @abstractmethod
    def search(self, town: Town) -> Step:
        """One rider found by name in the list."""

    @abstractmethod
    def sort(self, town: Town) -> Step:
        """The list sorted by name."""

    @abstractmethod
    def filter(self, town: Town) -> Step:
        """The riders of one job."""

    @abstractmethod
    def save(self, cost: int) -> Step:
        """The cost of the wish on the open form changed to so many yuan."""

    @abstractmethod
    def saver(self, wish: str) -> Callable[[int], int]:
        """What changes a wish's cost by HTTP, keeping its connection: yuan to the answer's status."""

    @abstractmethod
    def costs(self) -> dict[str, int]:
        """The stored cost of every wish in yuan, by id."""
