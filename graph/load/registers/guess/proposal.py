"""What a table that nobody has described could be, and what has to be asked to be sure."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from graph.load.personal import is_personal_header
from graph.load.registers.files import Registers
from graph.load.registers.guess.matching import PERHAPS, SURE, fitness
from graph.load.registers.language import Column, Register
from graph.load.table.headings import heading
from graph.load.table.problems import Words
from graph.load.table.sheets import RawSheet
from graph.model.town import NO_TOWN, Town
from graph.model.words import choices

MOST_QUESTIONS = 4
_ENOUGH, _CLEARLY_BETTER = 2.0, 1.25
_NOT_READ: Words = ("不读这一列", "do not read this column")
_NO_SUCH: Words = ("表里没有这一项", "the table has none")
_Scores = dict[tuple[str, str], float]


@dataclass(frozen=True)
class Option:
    """An answer that may be given: its value, and its words in Chinese and English."""

    value: str
    words: Words


@dataclass(frozen=True)
class Question:
    """One thing to be asked; ``usual`` is the value of the likeliest answer."""

    key: str
    words: Words
    options: tuple[Option, ...]
    usual: str


@dataclass(frozen=True)
class Proposal:
    """Which column of a sheet is which of a register, as far as is known.

    ``columns`` gives for a header the register's column; ``values`` what holds for each row where
    the sheet has no column; ``not_read`` lists the headers that are passed over, ``lacking`` the
    register's columns that must be there and are not. Without ``questions`` it can be saved.
    """

    sheet: RawSheet
    registers: Registers
    register: Register
    town: Town = NO_TOWN
    answers: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, Column] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    not_read: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()

    def answer(self, key: str, value: str) -> "Proposal":
        """The proposal with one answer more. Raises KeyError, ValueError for what was not asked."""
        question = {one.key: one for one in self.questions}[key]
        if value not in [option.value for option in question.options]:
            raise ValueError(value)
        answers = {"register": self.register.id, **self.answers, key: value}
        return propose(self.sheet, self.registers, self.town, answers)


def propose(
    sheet: RawSheet,
    registers: Registers,
    town: Town = NO_TOWN,
    answers: Mapping[str, str] | None = None,
) -> Proposal:
    """What a sheet could be, in view of the answers that were given so far."""
    answers = answers or {}
    headings = _headings(sheet)
    chosen = answers.get("register")
    looked_at = [registers.by_id[chosen]] if chosen else registers
    ranked = sorted(
        ((_Match(sheet, one, headings, town, answers)) for one in looked_at),
        key=lambda match: -match.score,
    )
    best = ranked[0]
    if not chosen and best.score < max(_ENOUGH, _CLEARLY_BETTER * ranked[1].score):
        return best.proposal(registers, [_which_register(ranked)])
    return best.proposal(registers, list(best.questions()))


def _headings(sheet: RawSheet) -> dict[str, list[object]]:
    """The values below each header; personal columns are left out and never asked about."""
    return {
        text: [row[at] for _, row in sheet.rows if at < len(row)]
        for at, cell in enumerate(sheet.header)
        if (text := heading(cell)) and not is_personal_header(text)
    }


def _which_register(ranked: "list[_Match]") -> Question:
    options = tuple(
        Option(m.register.id, (m.register.sheet.zh, m.register.sheet.en)) for m in ranked
    )
    words = ("这张表的一行是什么？", "What is one row of this table?")
    return Question("register", words, options, options[0].value)


def words_of(register: Register, column: Column, town: Town) -> tuple[Option, ...]:
    """The words that a column takes, where it takes words of a list."""
    if column.chooses:
        return tuple(
            Option(zh, (zh, en)) for zh, en in map(register.word_of_kind, register.choosable)
        )
    for ref in column.refs:
        name, _, field_name = ref.partition(".")
        kind = register.kinds[name]
        if choices(kind, field_name, "zh", town):
            pairs = [choices(kind, field_name, lang, town) for lang in ("zh", "en")]
            return tuple(Option(zh, (zh, en)) for zh, en in zip(*pairs, strict=True))
    return ()


class _Match:
    """One register laid beside a sheet."""

    def __init__(
        self,
        sheet: RawSheet,
        register: Register,
        headings: Mapping[str, list[object]],
        town: Town,
        answers: Mapping[str, str],
    ) -> None:
        self.sheet, self.register, self.town, self.headings = sheet, register, town, headings
        self.answers = answers if answers.get("register") == register.id else {}
        self._by_zh = {column.zh: column for column in register.columns if not column.skip}
        self._scores: _Scores = {
            (text, zh): score
            for text, values in headings.items()
            for zh, column in self._by_zh.items()
            if (score := fitness(text, values, register, column, town)) >= PERHAPS
        }
        self.columns = self._assigned()
        likely: dict[str, float] = {}
        for (text, _), score in self._scores.items():
            likely[text] = max(score, likely.get(text, 0.0))
        required = [column for column in register.columns if column.required]
        there = [column for column in required if column in self.columns.values()]
        title = register.sheet.zh in sheet.title or register.id == sheet.title
        lacking = len(required) - len(there)
        self.score = sum(likely.values()) + len(there) - lacking / 2 + title

    def _assigned(self) -> dict[str, Column]:
        """Columns by header: as answered, and then the surest first, each column once."""
        found: dict[str, Column] = {}
        for key, value in self.answers.items():
            what, _, name = key.partition(":")
            if what == "column" and value:
                found[name] = self._by_zh[value]
            if what == "required" and value:
                found[value] = self._by_zh[name]
        for (text, zh), score in sorted(self._scores.items(), key=lambda pair: -pair[1]):
            taken = text in found or self._by_zh[zh] in found.values()
            if score >= SURE and not taken and f"column:{text}" not in self.answers:
                found[text] = self._by_zh[zh]
        return found

    def questions(self) -> Iterator[Question]:
        """What is to be asked: all that must be there, and of the rest no more than a few in all."""
        asked = sum(key != "register" for key in self.answers)
        required = list(self._about_required())
        yield from required
        rest = max(MOST_QUESTIONS - asked - len(required), 0)
        yield from list(self._about_columns())[:rest]

    def _free(self) -> list[str]:
        return [text for text in self.headings if text not in self.columns]

    def _lacking(self) -> list[Column]:
        return [c for c in self._by_zh.values() if c.required and c not in self.columns.values()]

    def _about_required(self) -> Iterator[Question]:
        for column in self._lacking():
            key = f"required:{column.zh}"
            if key not in self.answers and (free := self._free()):
                words = f"哪一列是“{column.zh}”？", f"Which column is {column.en!r}?"
                fit = max(free, key=lambda text: self._scores.get((text, column.zh), 0.0))
                usual = fit if (fit, column.zh) in self._scores else ""
                options = (*(Option(text, (text, text)) for text in free), Option("", _NO_SUCH))
                yield Question(key, words, options, usual)
            elif f"value:{column.zh}" not in self.answers and (
                options := words_of(self.register, column, self.town)
            ):
                words = (
                    f"表里没有“{column.zh}”。每一行都是哪一种？",
                    f"There is no {column.en!r}. Which one is each row?",
                )
                yield Question(f"value:{column.zh}", words, options, options[0].value)

    def _about_columns(self) -> Iterator[Question]:
        for text in self._free():
            if f"column:{text}" in self.answers:
                continue
            likely = sorted(
                (zh for (one, zh) in self._scores if one == text and self._is_free(zh)),
                key=lambda zh: -self._scores[text, zh],
            )
            if likely:
                columns = [self._by_zh[zh] for zh in likely[:4]]
                options = (*(Option(c.zh, (c.zh, c.en)) for c in columns), Option("", _NOT_READ))
                words = f"“{text}”是什么？", f"What is {text!r}?"
                yield Question(f"column:{text}", words, options, likely[0])

    def _is_free(self, zh: str) -> bool:
        return self._by_zh[zh] not in self.columns.values()

    def proposal(self, registers: Registers, questions: Collection[Question]) -> Proposal:
        """The proposal as it stands."""
        every = [text for cell in self.sheet.header if (text := heading(cell))]
        values = {
            name: value
            for key, value in self.answers.items()
            for what, _, name in [key.partition(":")]
            if what == "value"
        }
        return Proposal(
            self.sheet,
            registers,
            self.register,
            self.town,
            self.answers,
            self.columns,
            values,
            tuple(text for text in every if text not in self.columns),
            tuple(column.zh for column in self._lacking() if column.zh not in values),
            tuple(questions),
        )
