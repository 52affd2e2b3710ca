"""What people change one by one: written whole or not at all, with its history, and able to be taken back."""

from graph.change.errors import (
    ChangeBusy,
    ChangeError,
    ChangeRefused,
    ChangeUnknown,
    ChangeUnsound,
    RecordChanged,
    RecordMissing,
)
from graph.change.history import HistoryEntry, Origin, changes_of, history_of, origin_of
from graph.change.undoing import undo_change

__all__ = [
    "ChangeBusy",
    "ChangeError",
    "ChangeRefused",
    "ChangeUnknown",
    "ChangeUnsound",
    "HistoryEntry",
    "Origin",
    "RecordChanged",
    "RecordMissing",
    "changes_of",
    "history_of",
    "origin_of",
    "undo_change",
]
