"""Who did something and when, as people read it."""

from datetime import datetime

from cypher.format import format_value
from cypher.reader import LOCAL
from dashboard.texts import say


def by_name(name: str, lang: str) -> str:
    """The name of who did it; until people sign in there is one reader, of this machine."""
    return say("import_by_local", lang) if name == LOCAL.name else name


def when(moment: datetime, lang: str) -> str:
    """A moment: 2026年11月27日 09:30 or 27 Nov 2026 09:30."""
    return format_value(moment, lang)
