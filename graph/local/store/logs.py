"""What a server printed."""

from collections import deque
from pathlib import Path


def log_tail(log: Path, lines: int) -> str:
    """The last lines of a log, as one text; empty where there is none."""
    try:
        with log.open(encoding="utf-8", errors="replace") as text:
            return "".join(deque(text, maxlen=lines)).rstrip()
    except OSError:
        return ""


def log_names(log: Path, word: str) -> bool:
    """Whether a log holds a word."""
    try:
        return word in log.read_text("utf-8", "replace")
    except OSError:
        return False
