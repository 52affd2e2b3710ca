"""The parts of an edition, in the order in which they are written; adding one is a module and a line."""

from collections.abc import Callable
from pathlib import Path

from dashboard.edition.content import Content

PARTS: tuple[Callable[[Content, Path], None], ...] = ()
