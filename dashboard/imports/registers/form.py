"""What the form shows that makes a register of a table: its columns, what they are taken for."""

from collections.abc import Sequence
from typing import Any

from dashboard.imports.registers.draft import REGISTER, Draft
from dashboard.texts import say
from graph.load.personal import is_personal_header
from graph.load.registers.files import Registers
from graph.load.registers.guess import Proposal, propose, words_of
from graph.load.registers.guess.meaning import becomes
from graph.load.registers.guess.tables import OwnTable
from graph.load.registers.language import Column
from graph.load.table.problems import Words
from graph.model.town import Town


def proposal_of(table: OwnTable, draft: Draft, shipped: Registers, town: Town) -> Proposal:
    """What a table could be in view of what was said."""
    return propose(table.sheet, shipped, town, draft.fitting(table, shipped, town))


def table_context(
    tables: Sequence[OwnTable], table: OwnTable, file: str, lang: str
) -> dict[str, Any]:
    """Which sheet and which header row; why it can be no register, where it cannot."""
    return {
        "file": file, "sheet": table.sheet.title, "rows": f"{table.rows:,}",
        "sheets": [one.sheet.title for one in tables],
        "header_row": table.sheet.header_row, "top": table.top(),
        "notes": [_in(note.wrong, lang) for note in table.sheet.notes],
        "known": table.known, "wrong": _in(table.wrong, lang) if table.wrong else "",
    }  # fmt: skip


def form_context(table: OwnTable, proposal: Proposal, own: str, lang: str) -> dict[str, Any]:
    """What a table that can be a register is taken for; ``own`` is a free name for its file."""
    asked = {question.key for question in proposal.questions}
    constants = _constants(proposal, lang)
    register_open = REGISTER in asked
    columns = [_column(table, proposal, text, asked, lang) for text in table.headings]
    to_settle = register_open + sum(one["asked"] for one in columns)
    to_settle += sum(not one["chosen"] for one in constants)
    number, things = becomes(proposal)
    return {
        "register": proposal.register.id, "register_open": register_open,
        "unclear": register_open and not proposal.columns,
        "registers": [
            {"id": one.id, "name": one.sheet.get(lang), "about": one.about.get(lang)}
            for one in proposal.registers
        ],
        "about": proposal.register.about.get(lang),
        "columns": columns, "fields": _fields(proposal, lang), "constants": constants,
        "to_settle": to_settle, "first_row": number, "name": own,
        "becomes": [
            {"kind": _in(one.kind, lang), "said": [(_in(words, lang), value) for words, value in one.said]}
            for one in things
        ],
        "lacking": proposal.lacking and _listed(proposal.lacking, proposal, lang),
        "may_save": bool(proposal.columns) and not proposal.lacking,
    }  # fmt: skip


def _column(
    table: OwnTable, proposal: Proposal, text: str, asked: set[str], lang: str
) -> dict[str, Any]:
    """One column of the table: its samples, and what it is taken for."""
    question = next((q for q in proposal.questions if q.key == f"column:{text}"), None)
    taken = proposal.columns.get(text)
    chosen = taken.zh if taken else question.usual if question else ""
    found = table.personal.get(text, 0)
    return {
        "header": text, "samples": table.samples(text), "chosen": chosen,
        "asked": f"column:{text}" in asked, "never": is_personal_header(text),
        "personal": say("own_cells_personal", lang, n=f"{found:,}") if found and chosen else "",
    }  # fmt: skip


def _fields(proposal: Proposal, lang: str) -> list[dict[str, Any]]:
    """What a column can be taken for."""
    return [
        {"zh": one.zh, "name": one.header(lang), "must": one.required}
        for one in proposal.register.columns
        if not one.skip
    ]


def _constants(proposal: Proposal, lang: str) -> list[dict[str, Any]]:
    """What must be said of each row and stands in no column: one word may hold for all rows."""
    mapped = {column.zh for column in proposal.columns.values()}
    found = []
    for column in proposal.register.columns:
        words = words_of(proposal.register, column, proposal.town)
        if column.zh in mapped or not (column.required or (words and _is_needed(proposal, column))):
            continue
        found.append({
            "zh": column.zh, "name": column.header(lang), "chosen": proposal.values.get(column.zh, ""),
            "words": [(one.value, _in(one.words, lang)) for one in words],
            "free": [t for t in proposal.not_read if not is_personal_header(t)],
        })  # fmt: skip
    return found


def _is_needed(proposal: Proposal, column: Column) -> bool:
    """Whether the model needs a column of what each row has been said to be."""
    register = proposal.register
    kinds = [
        proposal.values[c.zh] for c in register.columns if c.chooses and c.zh in proposal.values
    ]
    of_kind = {name for name in register.choosable if register.word_of_kind(name)[0] in kinds}
    return column.default is None and any(
        register.field(ref).required and ref.partition(".")[0] in of_kind for ref in column.refs
    )


def _listed(names: Sequence[str], proposal: Proposal, lang: str) -> str:
    by_zh = {column.zh: column.header(lang) for column in proposal.register.columns}
    return ("、" if lang == "zh" else ", ").join(by_zh[name] for name in names)


def _in(words: Words, lang: str) -> str:
    return words[0] if lang == "zh" else words[1]
