"""What the installer says: refusals and how far it is, in Chinese and in English."""

import sys
from collections.abc import Iterable
from typing import Any


class Refused(Exception):
    """Nothing was installed, and why, in Chinese and in English."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


def progress(words: str, items: list[Any]) -> Iterable[Any]:
    """Give one item after another, and show how far it is."""
    for count, item in enumerate(items):
        show(words, count, len(items))
        yield item
    show(words, len(items), len(items))


def show(words: str, count: int, total: int) -> None:
    """A line that counts on a terminal; elsewhere it is printed once, when all is done."""
    terminal = sys.stdout.isatty()
    if terminal or count == total:
        end = "\n" if count == total else ""
        print(f"{chr(13) if terminal else ''}{words} {count}/{total}", end=end, flush=True)
