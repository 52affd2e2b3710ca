"""Who did something and when, as people read it."""

from datetime import datetime

from cypher.format import format_value
from cypher.reader import LOCAL, OWNER
from cypher.words import word
from dashboard.texts import say


def by_name(name: str, lang: str) -> str:
    """The name of who did it; who has no account is the reader of this machine or its owner."""
    if name == OWNER.name:
        return word("actor", name, lang)
    return say("import_by_local", lang) if name == LOCAL.name else name


def when(moment: datetime, lang: str) -> str:
    """A moment: 2026年11月27日 09:30 or 27 Nov 2026 09:30."""
    return format_value(moment, lang)
