"""What a file for the explorer must say in its header: what it shows, and the columns of that."""

import re
from collections.abc import Iterator, Mapping

from cypher.file.header_rules import HeaderProblem
from cypher.header import Header

TIE = ("from_id", "from_kind", "to_id", "to_kind", "began", "ended")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "nodes": ("id", "kind", "name", "group", "state", "began", "ended", "facts"),
    "around": ("id", "tie", "way", "kind", "count", "shown"),
    "ties": ("tie", *TIE),
    "neighbours": ("tie", *TIE),
    "derived": (*TIE, "count", "weight"),
}
"""The columns that each kind of answer has at least."""
PARAMETERS: Mapping[str, tuple[str, ...]] = {
    "nodes": ("ids", "facts"),
    "around": ("ids", "others", "as_of"),
    "ties": ("ids", "others", "without", "as_of"),
    "neighbours": ("id", "tie", "way", "kind", "as_of"),
    "derived": ("ids", "as_of"),
}
"""The parameters that each kind of question is asked with."""
_NAMES = re.compile(r"\{(\w*)[^}]*\}")


def explore_faults(header: Header, id: str) -> Iterator[HeaderProblem]:
    """What is wrong with the header of a file, as one of ``explore/`` or as any other."""
    said = header.explore
    if not id.startswith("explore/"):
        if said is not None:
            zh = "explore 只用于 explore 文件夹里的文件。"
            yield HeaderProblem(("explore",), zh, "explore is for files in the folder explore.")
        return
    if said is None:
        zh = "explore 文件夹里的文件要用 explore 说明它给关系探索提供什么，如 explore: {shows: derived}。"
        en = "a file in the folder explore says what it shows, as in explore: {shows: derived}."
        yield HeaderProblem(("title",), zh, en)
        return
    yield from _missing(header, said.shows)
    if said.shows != "derived":
        return
    if said.label is None:
        zh, en = "推算的关系要有 label。", "a derived relationship has a label."
        yield HeaderProblem(("explore",), zh, en)
    if said.sentence and "many" not in said.sentence:
        zh, en = "sentence 至少要有 many。", "a sentence has at least the form many."
        yield HeaderProblem(("explore", "sentence"), zh, en)
    yield from _unknown_names(header)


def _missing(header: Header, shows: str) -> Iterator[HeaderProblem]:
    """Columns and parameters that the explorer counts on."""
    for kind, wanted, declared in (
        ("columns", COLUMNS[shows], header.columns),
        ("parameters", PARAMETERS[shows], header.parameters),
    ):
        lacking = ", ".join(name for name in wanted if name not in declared)
        if lacking:
            zh = f"{shows} 类文件的 {kind} 还缺 {lacking}。"
            yield HeaderProblem((kind,), zh, f"its {kind} lack {lacking}, which {shows} needs.")


def _unknown_names(header: Header) -> Iterator[HeaderProblem]:
    """Names in braces that no column has."""
    known = {"from", "to", *header.columns}
    for form, words in header.explore.sentence.items() if header.explore else ():
        for name in _NAMES.findall(words.zh + words.en):
            if name not in known:
                zh, en = f"句子里的 {{{name}}} 不是它的列。", f"{{{name}}} is no column of it."
                yield HeaderProblem(("explore", "sentence", form), zh, en)
