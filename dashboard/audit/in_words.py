"""The trail in the words of people: its entries as a table, and what is wrong with it."""

from collections.abc import Iterable, Iterator

from cypher.header import Column, Header, Words
from cypher.table import Table
from cypher.words import words
from dashboard.audit.cleaned import ASKED
from dashboard.audit.entries import Entry
from dashboard.audit.verify.files import Fault, Verified
from dashboard.audit.verify.settling import Settled
from dashboard.texts import interface, say

KINDS = tuple(
    key.removeprefix("audit_kind_") for key in interface() if key.startswith("audit_kind_")
)
"""The kinds of entries, in the order in which they are offered."""
_IN_WORDS = ("act", "way", "why")
"""Details whose values have words of their own."""
_COLUMNS = ("at", "kind", "by", "role", "subject", "details")


def kind_words(kind: str, lang: str) -> str:
    """What was done; the kind itself where it has no words."""
    key = f"audit_kind_{kind}"
    return say(key, lang) if key in interface() else kind


def role_words(role: str, lang: str) -> str:
    """A role as people call it; "" for who has none."""
    return say(f"role_{role}", lang) if f"role_{role}" in interface() else role


def by_words(entry: Entry, lang: str) -> str:
    """Who did it."""
    named = {
        "": "audit_nobody",
        "local": "import_by_local",
        "owner": "audit_owner",
        "provider": "audit_provider",
    }
    if entry.kind == "own_file":
        return say("audit_in_folder", lang)
    return say(named[entry.by], lang) if entry.by in named else entry.by


def details_words(entry: Entry, lang: str) -> str:
    """What an entry says beside, in one line."""
    colon, comma = ("：", "，") if lang == "zh" else (": ", ", ")
    return comma.join(
        f"{_label(name, lang)}{colon}{_value(name, value, lang)}"
        for name, value in entry.details.items()
    )


def _label(name: str, lang: str) -> str:
    key = f"audit_detail_{name}"
    return say(key, lang) if key in interface() else name.removeprefix(ASKED)


def _value(name: str, value: object, lang: str) -> str:
    if name == "audience" and str(value) in words()["audience"]:
        return words()["audience"][str(value)].get(lang)
    if name == "of_role":
        return role_words(str(value), lang)
    kind, _, more = str(value).partition(": ")
    if name in _IN_WORDS and (key := f"audit_{name}_{kind}") in interface():
        brackets = "（{}）" if lang == "zh" else " ({})"
        return say(key, lang) + (brackets.format(more) if more else "")
    return (
        str(value)[:12] if name == "sha256" else f"{value:,}" if type(value) is int else str(value)
    )


def table_of(entries: Iterable[Entry], lang: str) -> Table:
    """Entries as a table, to be written to a file."""
    both = {
        name: Words(zh=say(f"audit_{name}", "zh"), en=say(f"audit_{name}", "en"))
        for name in _COLUMNS
    }
    header = Header(
        title=Words(zh=say("audit_title", "zh"), en=say("audit_title", "en")),
        about=Words(zh=say("audit_about", "zh"), en=say("audit_about", "en")),
        columns={name: Column(label=label) for name, label in both.items()},
    )
    rows: list[tuple[object, ...]] = [
        (
            f"{one.at:%Y-%m-%d %H:%M:%S}", kind_words(one.kind, lang), by_words(one, lang),
            role_words(one.role, lang), one.about, details_words(one, lang),
        )
        for one in entries
    ]  # fmt: skip
    return Table(
        id="audit", version="1", header=header, names=_COLUMNS, rows=rows, truncated=False,
        parameters={}, provenance=("entered",), data_version="", elapsed_ms=0.0,
    )  # fmt: skip


def fault_words(fault: Fault, lang: str) -> str:
    """What is wrong in a file."""
    spans = fault.what in ("altered", "dropped") and fault.until > fault.line
    key = f"audit_what_{fault.what}{'_span' if spans else ''}"
    return say(key, lang, file=fault.file, line=fault.line, until=fault.until)


def wrong_words(found: Verified, settled: Settled, lang: str) -> Iterator[str]:
    """Everything that is wrong, in sentences."""
    for fault in found.faults:
        yield fault_words(fault, lang)
    for lost in settled.lost:
        key = "audit_lost_other" if lost.is_of_other else "audit_lost"
        yield say(key, lang, place=lost.place, n=lost.seal.n, trail=lost.seal.trail)
    for id, outcome in settled.wrong.items():
        yield say(f"audit_wrong_{outcome}", lang, id=id)


def note_words(found: Verified, settled: Settled, lang: str) -> Iterator[str]:
    """What is to be known, and is no fault."""
    for file in found.half_lines:
        yield say("audit_half_line", lang, file=file)
    for id, outcome in settled.cut_off.items():
        yield say(f"audit_cut_off_{outcome}", lang, id=id)
    for other in settled.others:
        yield say("audit_other", lang, place=other.place, trail=other.seal.trail)
