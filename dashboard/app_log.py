"""The application log in the home: what failed and where, what was refused, what was slow.

It never holds row data: the message of an exception may quote a value, so that only its kind, its
places in the code and the reason that the operating system gives are kept.
"""

import json
import logging
import os
import traceback
from collections import deque
from datetime import datetime
from pathlib import Path
from typing import Literal

from graph.model.base import SHANGHAI

LogFormat = Literal["text", "json"]
FILE = "log/lianxin.log"
MOST_BYTES = 2_000_000
KEPT_FILES = 5
PACKAGES = ("graph", "cypher", "seed", "dashboard", "tornado", "bokeh", "panel")


def start_logging(home: Path, format: LogFormat = "text") -> None:
    """Write what our packages and the web server log to ``home/log/lianxin.log``.

    Nothing is created before there is something to write. Several processes may share the file.
    """
    handler = HomeLogHandler(home / FILE)
    handler.setFormatter(JsonFormatter() if format == "json" else TextFormatter())
    for name in PACKAGES:
        logger = logging.getLogger(name)
        for old in [one for one in logger.handlers if isinstance(one, HomeLogHandler)]:
            logger.removeHandler(old)
            old.close()
        logger.addHandler(handler)
        logger.setLevel(logging.INFO if name in PACKAGES[:4] else logging.WARNING)
        logger.propagate = name not in PACKAGES[:4]


def last_lines(home: Path, count: int) -> list[str]:
    """The last ``count`` lines of the log, also from the file before the last rotation."""
    lines: deque[str] = deque(maxlen=count)
    for file in (home / f"{FILE}.1", home / FILE):
        if file.is_file():
            with file.open(encoding="utf-8", errors="replace") as text:
                lines.extend(line.rstrip("\n") for line in text)
    return list(lines)


class HomeLogHandler(logging.Handler):
    """A rotated file that only its owner can read, opened with the first record."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record; a log that cannot be written stops nothing."""
        try:
            if self._file is None:
                self._file = self._open()
            self._file.emit(record)
        except OSError:
            self._file = None

    def close(self) -> None:
        """Close the file, if it was opened."""
        if self._file is not None:
            self._file.close()
        super().close()

    def _open(self) -> logging.Handler:
        from concurrent_log_handler import ConcurrentRotatingFileHandler

        class Quiet(ConcurrentRotatingFileHandler):
            """Drops a line that the disk does not take, instead of showing a traceback for it."""

            def handleError(self, record: logging.LogRecord) -> None:
                pass

        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = Quiet(
            str(self.path), maxBytes=MOST_BYTES, backupCount=KEPT_FILES, encoding="utf-8",
            chmod=0o600,
        )  # fmt: skip
        file.setFormatter(self.formatter)
        return file


class TextFormatter(logging.Formatter):
    """``time LEVEL logger [process] message``, the places of an exception indented below."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, and one for each place of an exception; no control characters."""
        head = (
            f"{_time(record)} {record.levelname} {record.name} [{os.getpid()}] {_message(record)}"
        )
        return "\n    ".join([head, *_places(record)])


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time, level, logger, process, message, exception."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of JSON."""
        entry: dict[str, object] = {
            "time": _time(record), "level": record.levelname, "logger": record.name,
            "process": os.getpid(), "message": _message(record),
        }  # fmt: skip
        if places := _places(record):
            entry["exception"] = places
        return json.dumps(entry, ensure_ascii=False)


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, SHANGHAI).isoformat(timespec="milliseconds")


def _message(record: logging.LogRecord) -> str:
    return _one_line(record.getMessage())[:2000]


def _one_line(text: str) -> str:
    return "".join(one if one.isprintable() else repr(one)[1:-1] for one in text)


def _places(record: logging.LogRecord) -> list[str]:
    """What an exception is and where it came from, outermost first, its cause after it."""
    error = record.exc_info[1] if record.exc_info else None
    lines: list[str] = []
    while error is not None:
        for frame in traceback.extract_tb(error.__traceback__):
            lines.append(f"{frame.filename}:{frame.lineno} in {frame.name}")
        lines.append(_one_line(f"{type(error).__module__}.{type(error).__qualname__}"))
        if isinstance(error, OSError) and error.strerror:
            lines[-1] += f": {error.strerror}"
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if error is not None:
            lines.append("caused by")
    return lines
