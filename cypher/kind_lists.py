"""The list of each kind as a saved report, written from the model: ``python -m cypher.kind_lists``.

The files lie in ``reports/kinds/`` and are read as every other; a test holds them to the model.
"""

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from cypher.file.tokens import UNNAMED
from graph.entry.kinds import Pattern, is_entered, patterns_of
from graph.identifiers import quote
from graph.load.plan.describing import NAME_FIELDS
from graph.load.table.fields import Field, fields_of
from graph.model import NODES, DatedRelationship, Node, about_fields
from graph.model.words import codes_of, word_of

_LEFT_OUT = frozenset({"id", "longitude", "latitude", "datum"})
_TOWN_WORDS = {("ServiceStation", "stationType"): "station_type", ("ServiceStation", "tier"): "tier",
               ("OrgGroup", "code"): "group"}  # fmt: skip
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_NOT_ENDED = "date('9999-12-31')"
_ROWS = 100_000
_HEADS = {
    ("out", "IN_AREA"): ("所在村居", "Area"),
    ("out", "LOCATED_AT"): ("所在场所", "Venue"),
    ("in", "HOSTS"): ("所在场所", "Venue"),
    ("in", "OPERATES"): ("运营企业", "Operated by"),
    ("in", "RAISED"): ("提出人", "Raised by"),
    ("out", "VIA"): ("受理渠道", "Came in through"),
    ("out", "FOR_PERSON"): ("受益人", "For whom"),
    ("in", "PLEDGED"): ("认捐人", "Pledged by"),
    ("out", "TO"): ("认捐对象", "Pledged to"),
    ("in", "GAVE"): ("捐赠方", "Given by"),
    ("out", "INTO"): ("所入专款", "Fund"),
    ("out", "OF"): ("所属项目", "Project"),
    ("in", "BOUGHT"): ("所属采购", "Purchase"),
    ("out", "FROM"): ("来源", "Source"),
}  # fmt: skip
"""What stands over the other end of a relationship, where its own words are those of a verb."""
_MANY = {"Child": "Children", "Batch of items": "Batches of items", "Claim of a source": "Claims of sources"}  # fmt: skip
_OF_GIVERS = ("GAVE", "PLEDGED")
"""Who made a gift or a pledge, which not everyone may be told."""


def listed_kinds() -> list[str]:
    """The kinds that have a list, in the model's order."""
    return [kind for kind in NODES if is_entered(kind)]


def path_of_list(kind: str) -> str:
    """The name of a kind's file, without its ending: ``delivery_site``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind).lower()


def list_of(kind: str) -> str:
    """The saved report that lists all records of a kind."""
    node = NODES[kind]
    singles = [one for one in patterns_of(kind) if one.is_single]
    lines = ["---", *_header(node, singles), "---"]
    header = "\n".join(f"// {line}" for line in lines)
    return f"{header}\n{_statement(node, singles)}\n"


def _header(node: type[Node], singles: list[Pattern]) -> Iterator[str]:
    kind, en = node.__name__, _many(node.en)
    person = node.about_person
    yield f"title: {{zh: {node.zh}一览, en: 'All {en.lower()}'}}"
    seen_by = "只给工作人员看，每次查看都记入日志。" if person else ""
    logged = " For staff only; each reading is logged." if person else ""
    yield f"about: {{zh: 全部{node.zh}，一条记录一行，可查找、筛选、排序、选列。{seen_by}, "
    yield f"  en: '{en}, one a row, to be searched, filtered and sorted, with the columns you choose.{logged}'}}"
    yield "definition:"
    yield "  zh: 各项为现在的内容；关系只列没有结束的。"
    yield "  en: Fields are as they are now; of relationships only those that have not ended."
    yield f"audience: [{'staff' if person else 'committee, staff'}]"
    yield "columns:"
    yield "  id: {label: {zh: 编号, en: Id}, links: record}"
    for name, field in _fields(node).items():
        yield f"  {name}: {{{_column(node, name, field)}}}"
    for one in singles:
        column = _column_of(one)
        zh, words_en = _HEADS.get((one.way, one.kind.type), (one.kind.zh, one.kind.en))
        yield f"  {column}_id: {{label: {{zh: {zh}编号, en: '{words_en} (id)'}}, hidden: true}}"
        yield f"  {column}: {{label: {{zh: {zh}, en: {words_en}}}, links: {{record: {column}_id}}}}"
    yield "  provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}"
    yield "view: {kind: table}"
    yield "no_past: {zh: 各项为现在的内容，与所选日期无关。, en: 'Fields are as they are now, whatever the day.'}"
    if person:
        yield "privacy: {personal: true}"
    rests = dict.fromkeys([kind, *(_base(label) for one in singles for label in one.others)])
    yield f"rests_on: [{', '.join(rests)}]"
    yield f"limits: {{rows: {_ROWS}, seconds: 20}}"
    names = [
        "id",
        *_fields(node),
        *(f"{_column_of(one)}{end}" for one in singles for end in ("_id", "")),
    ]
    yield f"expect: {{columns: [{', '.join([*names, 'provenance'])}], unique: [id], not_null: [id]}}"


def _many(en: str) -> str:
    """The plural of a kind's name."""
    if en in _MANY:
        return _MANY[en]
    return f"{en[:-1]}ies" if en.endswith("y") else f"{en}es" if en.endswith("sh") else f"{en}s"


def _column(node: type[Node], name: str, field: Field) -> str:
    about = about_fields(node)[name]
    label = f"label: {{zh: {about.zh}, en: '{about.en.replace(chr(39), chr(39) * 2)}'}}"
    more = ""
    if field.fen:
        more = ", unit: fen"
    elif (node.__name__, name) in _TOWN_WORDS:
        more = f", words: {_TOWN_WORDS[node.__name__, name]}"
    elif name == "openDays":
        more = ", words: open_days"
    elif _is_grade(node, name):
        more = ", words: code"
    elif _coded(node, name):
        more = f", {_values(node, name)}"
    if name == NAME_FIELDS.get(node.__name__):
        more += ", links: {record: id}"
    return f"{label}{more}"


def _coded(node: type[Node], name: str) -> bool:
    codes = codes_of(node.__name__, name)
    return bool(codes) and not isinstance(codes[0], bool)


def _fields(node: type[Node]) -> dict[str, Field]:
    """What is listed of a kind, its name first."""
    every = {n: f for n, f in fields_of(node).items() if n not in _LEFT_OUT and n != "provenance"}
    first = NAME_FIELDS.get(node.__name__)
    return {name: every[name] for name in ([first] if first in every else [])} | every


def _statement(node: type[Node], singles: list[Pattern]) -> str:
    kind = node.__name__
    lines = [f"MATCH (n:{quote(kind) if not _PLAIN.fullmatch(kind) else kind})"]
    returned = ["n.id AS id"]
    returned += [f"{_value(node, name)} AS {name}" for name in _fields(node)]
    for one in singles:
        column = _column_of(one)
        labels = "|".join(one.others)
        arrow = f"-[r:{one.kind.type}]->" if one.way == "out" else f"<-[r:{one.kind.type}]-"
        ended = f"\n  WHERE r.to = {_NOT_ENDED}" if issubclass(one.kind, DatedRelationship) else ""
        if one.kind.type in _OF_GIVERS:
            ended = f"\n  WHERE NOT n.id IN ${UNNAMED}.id"
        lines.append(
            f"CALL (n) {{\n  OPTIONAL MATCH (n){arrow}(m:{labels}){ended}\n"
            f"  RETURN m AS {column}_at ORDER BY m.id LIMIT 1\n}}"
        )
        names = ", ".join(f"{column}_at.{name}" for name in _names(one))
        returned += [f"{column}_at.id AS {column}_id", f"coalesce({names}) AS {column}"]
    returned.append("n.provenance AS provenance")
    named = NAME_FIELDS.get(kind)
    order = f"ORDER BY {named}, id" if named else "ORDER BY id"
    return "\n".join([*lines, "RETURN " + ",\n       ".join(returned), order])


def _value(node: type[Node], name: str) -> str:
    if _is_grade(node, name):
        return f"'grade_' + toString(n.{name})"
    return f"n.{name}"


def _is_grade(node: type[Node], name: str) -> bool:
    codes = codes_of(node.__name__, name)
    return bool(codes) and isinstance(codes[0], int) and not isinstance(codes[0], bool)


def _values(node: type[Node], name: str) -> str:
    """The words of a column's codes, as a header writes them."""
    pairs = []
    for code in codes_of(node.__name__, name):
        zh, en = (word_of(node.__name__, name, code, lang) for lang in ("zh", "en"))
        pairs.append(f"'{code}': {{zh: {_quoted(zh)}, en: {_quoted(en)}}}")
    return f"values: {{{', '.join(pairs)}}}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _column_of(one: Pattern) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", one.name).lower()


def _base(label: str) -> str:
    return next((name for name, node in NODES.items() if label in node.also.values()), label)


def _names(one: Pattern) -> list[str]:
    names = dict.fromkeys(NAME_FIELDS.get(_base(label), "id") for label in one.others)
    return [*names, *([] if "id" in names else ["id"])]


def write_lists(folder: Path) -> None:
    """Write the file of every kind."""
    folder.mkdir(exist_ok=True)
    for kind in listed_kinds():
        (folder / f"{path_of_list(kind)}.cypher").write_text(list_of(kind), encoding="utf-8")


if __name__ == "__main__":
    write_lists(Path(str(files("cypher").joinpath("reports/kinds"))))
