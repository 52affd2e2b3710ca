"""The rows of all sheets into drafts: nodes, relationships, things in one cell, consents, headcounts."""

from datetime import date, datetime
from itertools import takewhile

from graph.load.registers.directory import Directory, NotFound
from graph.load.registers.language import Link
from graph.load.registers.notation import Item
from graph.load.registers.reading.by_day import add_consents, add_headcounts
from graph.load.registers.reading.drafts import Drafts
from graph.load.registers.reading.existing import Existing
from graph.load.registers.reading.identifying import OF_A_LIFE
from graph.load.registers.reading.making import listed, made
from graph.load.registers.reading.sheet import Bound, RegisterSheet, SheetRow
from graph.load.registers.reading.values import read_value
from graph.load.registers.records import Values, base_of
from graph.load.table.fields import KINDS, fields_of
from graph.model import RELATIONSHIPS, DatedRelationship
from graph.model.town import Town

_OF_STEPS = ("status", "submittedAt")


class Assembler:
    """Makes drafts of rows, looking at what exists already."""

    def __init__(
        self, directory: Directory, drafts: Drafts, town: Town, existing: Existing
    ) -> None:
        self.directory, self.drafts, self.town = directory, drafts, town
        self.existing = existing

    def add_row(self, sheet: RegisterSheet, row: SheetRow) -> None:
        """Everything that one row says but the steps of a life."""
        if row.broken:
            self._ask_names(sheet, row)
            return
        for name, id in row.ids.items():
            self._node(sheet, row, name, id)
        for name, link in sheet.register.relationships.items():
            of_a_life = sheet.register.life and {link.start, link.end} & set(OF_A_LIFE)
            if not of_a_life and (row.chosen in (None, name) or row.chosen in sheet.register.parts):
                self._link(sheet, row, name, link)
        for bound in sheet.columns:
            if bound.column.zh in row.cells:
                self._cell(sheet, row, bound)

    def _node(self, sheet: RegisterSheet, row: SheetRow, name: str, id: str) -> None:
        headers = {"id": sheet.columns[0].header, **sheet.headers(name)}
        values = {**row.values[name], "id": id}
        if self.directory.is_new(id):
            self._default(sheet, row, name, values)
        if sheet.register.life:  # its state and its times follow from its steps
            headers.pop("status", None)
            values = {field: value for field, value in values.items() if field not in _OF_STEPS}
        self.drafts.add(sheet.register.kinds[name], row.place, values, headers)

    def _default(self, sheet: RegisterSheet, row: SheetRow, name: str, values: Values) -> None:
        """Set what holds for something new where its cells are blank."""
        for column in sheet.register.columns:
            for ref in column.refs if column.default is not None else ():
                part, _, field = ref.partition(".")
                if part != name or values.get(field) is not None:
                    continue
                said = str(column.default)
                if said.startswith("="):
                    other, _, field_of_other = said[1:].partition(".")
                    values[field] = row.values.get(other, {}).get(field_of_other)
                else:
                    kind, one = sheet.register.kinds[name], sheet.register.field(ref)
                    values[field] = read_value(kind, one, column.default, self.town)

    def _link(self, sheet: RegisterSheet, row: SheetRow, name: str, link: Link) -> None:
        """A relationship of the row, where both its ends are there."""
        values, headers = dict(row.values.get(name, {})), sheet.headers(name)
        ends: dict[str, str] = {}
        for end in ("start", "end"):
            node = getattr(link, end)
            if node is not None:
                id = row.ids.get(node)
            elif values.get(end) is None:
                id = None
            else:
                id = self._resolved(sheet, row, link.kind, end, str(values[end]), headers[end])
                if id is None:
                    return
            if id is None:
                if values:
                    header = headers.get(end, sheet.columns[0].header)
                    sheet.missing(row.place, header)
                return
            ends[end] = id
        if issubclass(RELATIONSHIPS[link.kind], DatedRelationship) and values.get("from") is None:
            known = self.existing.open(link.kind, ends["start"], ends["end"])
            if known is None:
                sheet.missing(row.place, headers.get("from", ""), _FROM)
                return
            values["from"] = known["from"]
        if sheet.register.has_default(name) and not self.existing.has(link.kind, ends):
            self._default(sheet, row, name, values)
        headers = headers or {"end": sheet.columns[0].header}
        self.drafts.add(link.kind, row.place, values | ends, headers)

    def _resolved(
        self, sheet: RegisterSheet, row: SheetRow, kind: str, end: str, text: str, header: str
    ) -> str | None:
        model = RELATIONSHIPS[kind]
        try:
            return self.directory.find(model.starts if end == "start" else model.ends, text)
        except NotFound as error:
            sheet.problem(row.place, header, error.wrong, error.expected)
            return None

    def _ask_names(self, sheet: RegisterSheet, row: SheetRow) -> None:
        """Tell the names that a row with other faults gives and that nobody has, so that none waits."""
        for name in sheet.register.relationships:
            for end in ("start", "end"):
                if (text := row.values.get(name, {}).get(end)) is not None:
                    self.resolve(sheet, row, f"{name}.{end}", str(text))

    def found(self, ref: str, sheet: RegisterSheet, text: str) -> str | None:
        """The id of what a cell names, or None; nothing is told, for that is done where it is linked."""
        name, _, end = ref.partition(".")
        model = RELATIONSHIPS[sheet.register.kinds[name]]
        try:
            return self.directory.find(model.starts if end == "start" else model.ends, text)
        except NotFound:
            return None

    def resolve(self, sheet: RegisterSheet, row: SheetRow, ref: str, text: str) -> str | None:
        """The id of what a cell names as an end of a relationship; a name that is not found is told."""
        name, _, end = ref.partition(".")
        header = sheet.headers(name).get(end, "")
        return self._resolved(sheet, row, sheet.register.kinds[name], end, text, header)

    def _cell(self, sheet: RegisterSheet, row: SheetRow, bound: Bound) -> None:
        column, cell = bound.column, row.cells[bound.column.zh]
        if column.many:
            node = row.ids.get(column.many.of)
            if node is not None and isinstance(cell, list):
                self._many(sheet, row, bound, node, cell)
        elif column.consent and isinstance(cell, list):
            add_consents(self, sheet, row, bound.header, column.consent, cell)
        elif column.headcounts and isinstance(cell, dict):
            site = row.ids.get(column.headcounts)
            if site is not None:
                add_headcounts(self, row, bound.header, site, cell)

    def _many(
        self, sheet: RegisterSheet, row: SheetRow, bound: Bound, node: str, items: list[Item]
    ) -> None:
        many = bound.column.many
        assert many is not None
        model = RELATIONSHIPS[many.kind]
        own = "start" if sheet.register.kinds[many.of] in map(base_of, model.starts) else "end"
        labels = (many.only,) if many.only else model.ends if own == "start" else model.starts
        for item in items:
            if not item.name:
                continue
            other = self._named(sheet, row, bound, labels, item)
            if other is not None:
                ends = {("end" if own == "start" else "start"): other, own: node}
                self._one_of_many(sheet, row, bound, item, ends)

    def _named(
        self, sheet: RegisterSheet, row: SheetRow, bound: Bound, labels: tuple[str, ...], item: Item
    ) -> str | None:
        """The id of what an item names, which may be made for it."""
        assert bound.column.many is not None
        kind = base_of(labels[0])
        try:
            return self.directory.find(labels, item.name)
        except NotFound as error:
            values = None
            if bound.column.many.makes and error.is_unknown:
                values = made(sheet.register, kind, item.name, item.unit, self.town)
            if values is None:
                names = listed(kind, self.town)
                expected = names if error.is_unknown and names[0] else error.expected
                sheet.problem(row.place, bound.header, error.wrong, expected)
                return None
        if (same := self.directory.exact(kind, str(values["name"]))) is not None:
            return same
        id = self.directory.next_id(kind)
        self.directory.declare(kind, id, str(values["name"]))
        in_passing = {name: bound.header for name in values if name != "name"}
        self.drafts.add(kind, row.place, {"id": id, **values}, in_passing)
        return id

    def _one_of_many(
        self, sheet: RegisterSheet, row: SheetRow, bound: Bound, item: Item, ends: dict[str, str]
    ) -> None:
        many = bound.column.many
        assert many is not None
        kind, known = many.kind, fields_of(KINDS[many.kind])
        values: Values = dict(item.values)
        if item.qty is not None:
            values["qty"] = item.qty
        usual = {name: _value_of(sheet, row, header) for name, header in many.defaults.items()}
        for name, value in usual.items():
            if name not in ("from", "to") and value is not None:
                values.setdefault(name, value)
        if "from" in known and "from" not in values:
            begin = usual.get("from")
            day = begin.date() if isinstance(begin, datetime) else begin
            if not self._dated(sheet, row, bound, values, ends, day):
                return
        if "state" in known:
            values.setdefault("state", "working")
        headers = dict.fromkeys(values, bound.header)
        if "par" in known and "par" not in values:
            values["par"] = values.get("qty", 0)  # for what is new: it is not spoken of
        if (
            "qty" in known
            and "qty" not in values
            and not KINDS[kind].model_fields["qty"].is_required()
        ):
            values["qty"] = KINDS[kind].model_fields["qty"].default
        named = next(
            iter(ends)
        )  # the end that the cell names: the row is no list of such relationships
        self.drafts.add(kind, row.place, values | ends, headers | {named: bound.header})

    def _dated(
        self,
        sheet: RegisterSheet,
        row: SheetRow,
        bound: Bound,
        values: Values,
        ends: dict[str, str],
        begin: object,
    ) -> bool:
        """Since when a relationship holds that gives no day; a change of state is a new one."""
        assert bound.column.many is not None
        kind = bound.column.many.kind
        known = self.existing.open(kind, ends["start"], ends["end"])
        state = values.get("state", "working")
        if known is not None and known.get("state", state) == state:
            values["from"] = known["from"]
            return True
        if not isinstance(begin, date):
            self._tell_no_day(sheet, row, bound)
            return False
        if known is not None and known["from"] != begin:
            old = {**known, "to": begin}
            self.drafts.add(kind, row.place, old, {"to": bound.header})
        values["from"] = begin
        return True

    def _tell_no_day(self, sheet: RegisterSheet, row: SheetRow, bound: Bound) -> None:
        """A day that is not said is not made up: told once a row, at the column that gives it."""
        assert bound.column.many is not None
        usual = bound.column.many.defaults.get("from")
        if usual is None:
            sheet.problem(row.place, bound.header, _NO_DAY, _FROM)
            return
        header = sheet.header_of(lambda column: column.zh == usual)
        if header == sheet.columns[0].header:
            header = usual
        of_row = takewhile(lambda one: one.place == row.place, reversed(sheet.problems))
        if not any(one.wrong == _NO_DAY for one in of_row):
            meant = (_DAY_HERE[0].format(column=header), _DAY_HERE[1].format(column=header))
            sheet.problem(row.place, header, _NO_DAY, meant)


_DAY_HERE = (
    "在“{column}”里写从哪天起，如 2024-03-01，这一行的各项就都有了；记不清的写知道的最早的日子",
    "write under {column!r} the day from which it holds, such as 2024-03-01, once for the whole row; "
    "where nobody remembers, the earliest day that is known",
)
_FROM = ("从哪天起，如 2024-03-01", "the day from which it holds, such as 2024-03-01")
_NO_DAY = ("没有写从哪天起", "it is not said since when")


def _value_of(sheet: RegisterSheet, row: SheetRow, header: str) -> object:
    """The value of another column of the row, by its Chinese header."""
    if header in row.cells:
        return row.cells[header]
    for bound in sheet.columns:
        if bound.column.zh == header:
            for ref in bound.column.refs:
                part, _, field = ref.partition(".")
                return row.values.get(part, {}).get(field)
    return None
