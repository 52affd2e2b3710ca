"""What the page 操作记录 shows: the entries that its address asks for, a page of them at a time."""

from collections.abc import Mapping
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from cypher.errors import BadValue
from cypher.format import format_day
from dashboard.audit.entries import Entry, Wanted, entries, last_days
from dashboard.audit.in_words import KINDS, by_words, details_words, kind_words, role_words
from dashboard.texts import either, say
from graph.model import SHANGHAI

PAGE = 100
FORMATS = ("xlsx", "csv")
_NAMES = ("since", "until", "by", "kind", "has")
_RED = frozenset({"refused", "sign_in_refused"})


def wanted_of(values: Mapping[str, str], today: date) -> Wanted:
    """The entries that an address asks for; by itself the last seven days. Raises BadValue."""
    usual = last_days(today)
    until = _day(values.get("until", "")) or usual.until
    since = _day(values.get("since", "")) or min(usual.since, until)
    return Wanted(
        since, until, values.get("by", ""), values.get("kind", ""), values.get("has", "").strip()
    )


def audit_context(folder: Path | None, values: Mapping[str, str], lang: str) -> dict[str, Any]:
    """What the template names; ``values`` are those of the page's address."""
    shown: dict[str, Any] = {"problem": "", "days": [], "count": 0}
    if folder is None:
        return {**shown, "sentence": say("audit_no_trail", lang)}
    today = datetime.now(SHANGHAI).date()
    try:
        wanted = wanted_of(values, today)
    except BadValue as error:
        wanted, shown["problem"] = last_days(today), either(error, lang)
    found = list(entries(folder, wanted))
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(1, _number(values.get("p", ""))), pages)
    kept = {name: values[name] for name in _NAMES if values.get(name)} | {"lang": lang}
    whole = entries(folder, Wanted(wanted.since, wanted.until))
    names = {one.by: by_words(one, lang) for one in whole if one.by}
    return {
        **shown, "wanted": wanted, "count": len(found), "page": page, "pages": pages,
        "days": _by_day(found[(page - 1) * PAGE : page * PAGE], lang),
        "newer": _link(kept, page - 1) if page > 1 else "",
        "older": _link(kept, page + 1) if page < pages else "",
        "kinds": [(kind, kind_words(kind, lang)) for kind in KINDS], "names": sorted(names.items(), key=lambda one: one[1]),
        "files": [(one.upper(), f"audit/entries.{one}?{urlencode(kept)}") for one in FORMATS],
        "plain": f"?lang={lang}", "changed": len(kept) > 1,
    }  # fmt: skip


def _by_day(found: list[Entry], lang: str) -> list[dict[str, Any]]:
    return [
        {"day": format_day(day, lang), "entries": [_shown(one, lang) for one in some]}
        for day, some in groupby(found, lambda one: one.at.date())
    ]


def _shown(one: Entry, lang: str) -> dict[str, Any]:
    return {
        "at": f"{one.at:%H:%M:%S}", "kind": kind_words(one.kind, lang), "by": by_words(one, lang),
        "role": role_words(one.role, lang), "about": one.about,
        "details": details_words(one, lang), "refused": one.kind in _RED,
    }  # fmt: skip


def _link(kept: Mapping[str, str], page: int) -> str:
    return f"?{urlencode({**kept, 'p': str(page)})}"


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadValue(
            *(say("audit_not_a_day", lang, text=text) for lang in ("zh", "en"))
        ) from None


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else 1
