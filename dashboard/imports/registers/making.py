"""A file that was brought made into a register; the registers of one's own listed and taken away."""

from collections import OrderedDict
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any

from cypher.reader import Reader
from dashboard.audit.own_files import OwnFiles
from dashboard.audit.trail import Trail
from dashboard.errors import NoSuchUpload, UploadRefused
from dashboard.imports.plans.planning import Planner
from dashboard.imports.registers.draft import REGISTER, Draft
from dashboard.imports.registers.form import form_context, proposal_of, table_context
from dashboard.imports.uploads import Uploads
from dashboard.texts import either
from graph.load.registers import load_registers
from graph.load.registers.guess import save, title_of
from graph.load.registers.guess.meaning import mapping_of
from graph.load.registers.guess.own import (
    OwnFile,
    free_name,
    own_files,
    put_back,
    remove,
    removed_files,
)
from graph.load.registers.guess.tables import OwnTable, read_tables

_HELD = 4
"""So many files are kept as they were read, each with its first rows only."""


class OwnRegisters:
    """Registers of one's own, made of files that were brought."""

    def __init__(self, uploads: Uploads, planner: Planner, trail: Trail) -> None:
        self._uploads, self._planner, self._trail = uploads, planner, trail
        self._held: OrderedDict[tuple[object, ...], list[OwnTable]] = OrderedDict()
        self._lock = Lock()

    @property
    def folder(self) -> Path:
        """Where own files lie."""
        return self._planner.own

    def _changed_by_us(self) -> AbstractContextManager[None]:
        """While what is written to the folder is written by this program."""
        return OwnFiles(self.folder.parent).changed_by_us(self._trail)

    def form(self, token: str, draft: Draft, lang: str) -> dict[str, Any]:
        """What the form shows. Raises NoSuchUpload, and LoadError for a file that cannot be read."""
        upload = self._uploads.get(token)
        tables = self._tables(token, draft)
        table = _chosen(tables, draft)
        context = table_context(tables, table, upload.name, lang)
        context |= {"token": token, "title": draft.title or title_of(table.sheet)}
        if table.wrong or context["known"]:
            return context | {"form": None}
        proposal = proposal_of(table, draft, load_registers(), self._planner.town())
        name = draft.name or free_name(self.folder, proposal.register.id)
        form = form_context(table, proposal, name, lang)
        taken = name in {one.name for one in own_files(self.folder)}
        return context | {"form": form, "taken": taken, "replace": draft.replace}

    def save(self, token: str, draft: Draft, reader: Reader) -> str:
        """Save the register of a table, and return its name. Raises UploadRefused, LoadError,
        AuditFailed."""
        upload = self._uploads.get(token)
        table = _chosen(self._tables(upload.token, draft), draft)
        if table.wrong:
            raise UploadRefused(*table.wrong)
        proposal = proposal_of(table, draft, load_registers(), self._planner.town())
        if any(question.key == REGISTER for question in proposal.questions):
            raise UploadRefused(
                "请先选这张表的一行是什么。", "Say first what one row of the table is."
            )
        name = draft.name or free_name(self.folder, proposal.register.id)
        note = partial(self._trail.record, "register", reader, name, act="save")
        with self._changed_by_us():
            save(proposal, self.folder, name, draft.title, replace=draft.replace, note=note)
        self._forget()
        return name

    def remove(self, name: str, reader: Reader) -> None:
        """Take a register away; its file is kept. Raises LoadError for no such register,
        AuditFailed."""
        if name in {one.name for one in own_files(self.folder)}:
            self._trail.record("register", reader, name, act="remove")
        with self._changed_by_us():
            remove(self.folder, name)
        self._forget()

    def put_back(self, file: str, reader: Reader) -> None:
        """Put a register back that was taken away. Raises LoadError, AuditFailed."""
        if file in removed_files(self.folder):
            self._trail.record("register", reader, file.partition(".")[0], act="put_back")
        with self._changed_by_us():
            put_back(self.folder, file)
        self._forget()

    def listed(self, lang: str) -> dict[str, Any]:
        """The registers of one's own with what each column is read as, and those taken away."""
        return {
            "own": [self._entry(one, lang) for one in own_files(self.folder)],
            "removed": removed_files(self.folder),
        }

    def _entry(self, one: OwnFile, lang: str) -> dict[str, Any]:
        if one.register is None:
            return {
                "name": one.name,
                "title": one.name,
                "wrong": either(one.wrong, lang),
                "columns": [],
            }
        shipped, register = load_registers(), one.register
        base = shipped.by_id.get(register.reads_as or "")
        pairs = mapping_of(register, shipped)
        return {
            "name": one.name, "title": register.sheet.get(lang), "wrong": "",
            "reads_as": base.sheet.get(lang) if base else "",
            "columns": [(text, words[lang != "zh"]) for text, words in pairs if words],
            "not_read": [text for text, words in pairs if not words],
        }  # fmt: skip

    def _forget(self) -> None:
        with self._lock:
            self._held.clear()

    def _tables(self, token: str, draft: Draft) -> list[OwnTable]:
        """The sheets of a file, read once for each choice of header rows."""
        rows = {draft.sheet: draft.header_row} if draft.sheet and draft.header_row else {}
        key = (token, *rows.items())
        with self._lock:
            held = self._held.get(key)
        if held is not None:
            return held
        upload = self._uploads.get(token)
        registers = load_registers(self.folder)
        tables = read_tables(self._uploads.path(upload), upload.name, registers, rows)
        with self._lock:
            self._held[key] = tables
            while len(self._held) > _HELD:
                self._held.popitem(last=False)
        return tables


def _chosen(tables: list[OwnTable], draft: Draft) -> OwnTable:
    """The sheet that is meant: as chosen, else the first that is unknown and can be a register."""
    if not tables:
        raise NoSuchUpload("这个文件里没有表。", "There is no table in this file.")
    by_title = {one.sheet.title: one for one in tables}
    if draft.sheet in by_title:
        return by_title[draft.sheet]
    fitting = [one for one in tables if not one.known and not one.wrong]
    return fitting[0] if fitting else tables[0]
