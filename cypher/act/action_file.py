"""A file's text to a saved action: header, guard and change; every error names file and line."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from cypher.act.action_header import ActionHeader
from cypher.act.action_rules import faults
from cypher.errors import BrokenFile
from cypher.file.parse import SavedText, Source, decoded, header_lines
from cypher.file.pydantic_messages import place, sentence
from cypher.file.tokens import tokens_in

_NO_GUARD = (
    "文件头之后应先写判断语句（只读），再写一行 ;，然后写改动。",
    "after the header comes the guard, which only reads; then a line ; and the change.",
)
_THIRD = (
    "一个操作只有两条语句：判断和改动，中间只有一行 ;。",
    "an action has two statements, the guard and the change, with one line ; between them.",
)


@dataclass(frozen=True)
class SavedAction(SavedText):
    """One action: ``guard`` begins at ``line`` of ``text``, ``change`` (or none) at ``change_line``.

    ``id`` is kind and verb, as in ``wish/claim``.
    """

    id: str
    path: str
    source: Source
    header: ActionHeader
    text: str
    guard: str
    change: str
    line: int = 1
    change_line: int = 1


def parse_action(data: bytes, id: str, path: str, source: Source) -> SavedAction:
    """The saved action in a file's bytes. Raises BrokenFile."""
    text = decoded(data, path)
    lines = text.split("\n")
    written, end = header_lines(lines, path)
    value = written.value
    if isinstance(value, Mapping):  # YAML reads a bare ``on`` as a yes
        value = {"on" if key is True else key: one for key, one in value.items()}
    try:
        header = ActionHeader.model_validate(value)
    except ValidationError as error:
        detail = error.errors()[0]
        where = place(detail, ActionHeader)
        raise BrokenFile(path, written.line(where), *sentence(detail, ActionHeader)) from None
    guard, line, change, change_line = _statements(lines, end + 1, path)
    codes = {token.text[1:-1] for token in tokens_in(guard) if token.kind == "string"}
    for fault in faults(header, source, codes):
        raise BrokenFile(path, written.line(fault.where), fault.zh, fault.en)
    return SavedAction(id, path, source, header, text, guard, change, line, change_line)


def _statements(lines: list[str], first: int, path: str) -> tuple[str, int, str, int]:
    """Guard and change, each with the line on which it begins."""
    marks = [n for n in range(first, len(lines)) if lines[n].strip() == ";"]
    if len(marks) > 1:
        raise BrokenFile(path, marks[1] + 1, *_THIRD)
    end = marks[0] if marks else len(lines)
    guard, line = _trimmed(lines, first, end)
    if not guard:
        raise BrokenFile(path, first, *_NO_GUARD)
    change, change_line = _trimmed(lines, end + 1, len(lines))
    for begin, statement in ((line, guard), (change_line, change)):
        for token in tokens_in(statement):
            if token.kind == "symbol" and token.text == ";":
                raise BrokenFile(path, begin + statement.count("\n", 0, token.start), *_THIRD)
    return guard, line, change, change_line


def _trimmed(lines: list[str], first: int, end: int) -> tuple[str, int]:
    """The text of some lines without empty ones around it, and its first line counted from 1."""
    begin = next((n for n in range(first, end) if lines[n].strip()), end)
    return "\n".join(lines[begin:end]).strip(), begin + 1
