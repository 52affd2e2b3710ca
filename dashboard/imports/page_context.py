"""What the page 导入 shows: where one is, the plan of the file that was brought, the loads so far."""

import json
from collections.abc import Collection, Mapping
from typing import Any, cast

from cypher.reader import Reader
from dashboard.auth.rights import Right
from dashboard.errors import NoSuchUpload
from dashboard.imports.loads_context import loads_of
from dashboard.imports.people import by_name, when
from dashboard.imports.plans.plan_file import PAGE, ItemPage, Part, PlanFile
from dashboard.imports.plans.plan_summary import PlanSummary
from dashboard.imports.service import Imports
from dashboard.imports.uploads import READ, Upload
from dashboard.jobs import JobRecord
from dashboard.texts import either, say
from graph.load.table.bounds import LARGEST_FILE

ACTIONS = ("new", "changed", "unchanged", "ended", "removed", "missing")
_CHOICES: tuple[Part, ...] = ("double", "correction", "column", "accept")
_KB, _MB = 1000, 1_000_000
_WORKBOOKS = (
    ("blank", "import_blank"),
    ("town", "import_town_data"),
    ("all_kinds", "import_all_kinds"),
)
_SAID = {
    "unreachable": "import_unreachable", "one_file": "import_one_file",
    "not_read": "import_not_read", "too_large": "import_too_large",
    "uploading": "import_uploading", "making": "import_making", "made": "import_made",
    "undo_ask": "import_undo_ask", "undo_about": "import_undo_about",
    "undo_yes": "import_undo_yes", "undo_no": "import_keep", "drop_ask": "import_drop_ask",
    "drop_about": "import_drop_about", "drop_yes": "import_drop_yes", "drop_no": "import_drop_keep",
}  # fmt: skip
"""Name in the page's script to the key of its words."""


def imports_context(
    imports: Imports,
    reader: Reader,
    may: Collection[Right],
    values: Mapping[str, str],
    lang: str,
) -> dict[str, Any]:
    """What the page shows a reader of some rights for the values of its address: ``file`` is the
    token of an upload, ``load`` the id of the load that was just made, ``undone`` that of one just
    undone."""
    context: dict[str, Any] = {
        "may_load": "load" in may, "most": LARGEST_FILE // _MB, "most_bytes": LARGEST_FILE,
        "endings": ",".join(READ), "upload": None, "plan": None, "gone": "",
        "waiting": [_brought(one, lang) for one in imports.uploads.waiting()],
        "own": imports.registers.listed(lang), "registering": "", "kept": values.get("kept", ""),
        "workbooks": _WORKBOOKS, "words": _words(lang), "done": _done(imports, values, lang),
        "loads": loads_of(imports.loads, values, lang, None if "undo_others" in may else reader.name),
    }  # fmt: skip
    token = values.get("file", "")
    if making := values.get("register", ""):
        context |= _register_context(imports, making, values.get("sheet", ""), lang)
    elif token:
        try:
            context |= _plan_context(imports, imports.uploads.get(token), reader, lang)
        except NoSuchUpload as error:
            context["gone"] = either(error, lang)
    return context


def _register_context(imports: Imports, token: str, sheet: str, lang: str) -> dict[str, Any]:
    """The file of which a register is to be made; its form is asked for by the page's script."""
    try:
        upload = imports.uploads.get(token)
    except NoSuchUpload as error:
        return {"gone": either(error, lang)}
    return {"registering": _brought(upload, lang), "draft": script_json({"sheet": sheet})}


def _done(imports: Imports, values: Mapping[str, str], lang: str) -> dict[str, Any] | None:
    """What has just been done, as the address says it, and what is told beside."""
    for name, key in (("load", "import_landed_done"), ("undone", "import_undone_done")):
        if id := values.get(name):
            jobs = imports.jobs.store.all()
            result = next((one.result for one in jobs if one.result.get(name) == id), {})
            notes = cast(list[list[str]], result.get("notes") or [])
            told = [zh if lang == "zh" else en for zh, en in notes]
            return {"text": say(key, lang), "notes": told}
    return None


def _words(lang: str) -> str:
    """The words that the page's script says, as JSON that cannot end its element."""
    words = {
        name: say(key, lang, most=LARGEST_FILE // _MB) if name == "too_large" else say(key, lang)
        for name, key in _SAID.items()
    }
    return script_json(words)


def script_json(value: object) -> str:
    """JSON for a script element, which it cannot end."""
    return json.dumps(value, ensure_ascii=False, default=str).replace("<", "\\u003c")


def _plan_context(imports: Imports, upload: Upload, reader: Reader, lang: str) -> dict[str, Any]:
    job = imports.jobs.store.latest(upload.token)
    summary = imports.summary(upload.token)
    plan = None
    if summary is not None and (job is None or job.kind != "plan" or job.state == "done"):
        plan = _plan(imports, upload, summary, reader, lang)
    return {"upload": _brought(upload, lang), "plan": plan, "job": _job(job, lang)}


def _plan(
    imports: Imports, upload: Upload, summary: PlanSummary, reader: Reader, lang: str
) -> dict[str, Any]:
    file = imports.plan_file(upload.token)
    totals = {
        action: sum(counts.get(action, 0) for counts in summary.counts.values())
        for action in ACTIONS
    }
    shown = [(action, totals[action]) for action in ACTIONS if _is_shown(action, totals)]
    uncompared = summary.problems + summary.choosable > 0
    return {
        "totals": [] if uncompared else shown, "uncompared": uncompared,
        "refused": summary.problems,
        "sheets": [
            {"title": sheet, "counts": counts, "refused": summary.refused.get(sheet, 0),
             "chosen": summary.chosen.sheets.get(sheet)}
            for sheet, counts in summary.counts.items()
        ],
        "needs": [need.model_dump() | {"words": either(need, lang)} for need in summary.needs],
        "choices": {part: shown_page(file.page(part), lang) for part in _CHOICES},
        "problems": shown_page(file.page("problem"), lang),
        "notes": shown_page(file.page("note"), lang),
        "changes": shown_page(file.page("change"), lang),
        "blanks": shown_page(file.page("blank"), lang),
        "other_now": shown_page(file.page("differs"), lang),
        "unknown": _unknown_sheets(file),
        "may_land": summary.may_land, "writes": summary.writes, "differs": summary.differs,
        "chosen_json": script_json(summary.chosen.model_dump(mode="json")), "by": by_name(reader.name, lang),
        "why_not": _why_not(summary, lang),
    }  # fmt: skip


def _unknown_sheets(file: PlanFile) -> list[str]:
    """The sheets that no register knows, or not all of, which can become registers of one's own."""
    items = file.page("column").items
    codes = ("sheet.unknown", "column.unknown")
    return list(dict.fromkeys(one["sheet"] for one in items if one["code"] in codes))


def _is_shown(action: str, totals: Mapping[str, int]) -> bool:
    return action in ("new", "changed", "unchanged") or totals[action] > 0


def _why_not(summary: PlanSummary, lang: str) -> str:
    if summary.problems:
        return say("import_cannot_mend", lang, n=f"{summary.problems:,}")
    if summary.needs or summary.choosable:
        open_ones = len(summary.needs) + summary.choosable
        return say("import_cannot_choose", lang, n=f"{open_ones:,}")
    return "" if summary.writes else say("import_cannot_empty", lang)


def shown_page(page: ItemPage, lang: str) -> dict[str, Any]:
    """A page of items with the sentence that says which of how many are shown."""
    first = (page.page - 1) * PAGE + 1
    span = say(
        "import_shown", lang, first=f"{first:,}", last=f"{first + len(page.items) - 1:,}",
        all=f"{page.total:,}",
    )  # fmt: skip
    return {
        "items": page.items, "total": page.total, "page": page.page, "pages": page.pages,
        "span": span if page.total else "",
    }  # fmt: skip


def _brought(upload: Upload, lang: str) -> dict[str, str]:
    about = say("import_brought", lang, size=_size(upload.size), when=when(upload.at, lang))
    return {"token": upload.token, "name": upload.name, "about": about}


def _job(job: JobRecord | None, lang: str) -> dict[str, Any] | None:
    if job is None or job.state == "done":
        return None
    return {"id": job.id, "kind": job.kind, "state": job.state, "text": either(job, lang)}


def _size(size: int) -> str:
    return f"{size / _MB:.1f} MB" if size >= _MB else f"{max(1, round(size / _KB))} KB"
