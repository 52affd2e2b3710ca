"""The files of rules for marks: the shipped one, and those of a home in ``own/marks/``."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from cypher.errors import BrokenFile, meant
from cypher.file.named_models import named_models
from cypher.library.walk import merged_yaml
from cypher.words import word
from dashboard.explorer.marks.rule import MOST_RULES, MarkRule, NamedRule
from dashboard.explorer.records import state_label
from dashboard.texts import say
from graph.errors import GraphError
from graph.model import NODES
from graph.model.words import codes_of

FOLDER = "marks"
"""The folder of a home's own, below ``own/``."""
Fault = tuple[tuple[str, ...], str, str]


@dataclass(frozen=True)
class Marks:
    """Every named rule; one of the home takes the place of a shipped one of that name.

    ``problems`` are the home's files that cannot be used, each with its line.
    """

    by_name: Mapping[str, NamedRule] = field(default_factory=dict)
    problems: tuple[GraphError, ...] = ()

    @property
    def from_start(self) -> tuple[MarkRule, ...]:
        """Those that mark a walk when it begins."""
        return tuple(one.plain() for one in self.by_name.values() if one.always)[:MOST_RULES]

    def label(self, rule: MarkRule, lang: str) -> str:
        """A rule in words: its title where a file has it, else its conditions."""
        for one in self.by_name.values():
            if one.plain().model_copy(update={"look": rule.look}) == rule:
                return one.title.get(lang)
        parts = [word("kind", rule.kind, lang)]
        if rule.state:
            parts.append(state_label(rule.kind, rule.state, lang))
        if rule.days:
            parts.append(say("explorer_rule_says_days", lang, n=f"{rule.days:,}"))
        if rule.ties:
            parts.append(say("explorer_rule_says_ties", lang, n=f"{rule.ties:,}"))
        if rule.text:
            parts.append(f"“{rule.text}”")
        return " · ".join(parts)


def load_marks(own: Path | None = None) -> Marks:
    """The shipped rules and those below a home's folder of own files.

    A file of the home that is broken is named in ``problems`` and takes no other down. Raises
    BrokenFile for a shipped one.
    """
    folder = own and own / FOLDER
    found, problems = merged_yaml(
        files(__package__), "dashboard/explorer/marks", folder, f"own/{FOLDER}", _read
    )
    return Marks(found, problems)


def _read(shown: str, content: bytes) -> Mapping[str, NamedRule]:
    """The rules of one file. Raises BrokenFile."""
    found, written = named_models(shown, content, NamedRule)
    for name, one in found.items():
        for where, zh, en in _faults(one):
            line = written.line((name, *where))
            raise BrokenFile(shown, line, f"{name}：{zh}", f"{name}: {en}")
    return found


def _faults(one: NamedRule) -> Iterator[Fault]:
    """Kinds and states that there are not, and rules without a condition."""
    if one.kind not in NODES:
        zh, en = meant(one.kind, list(NODES))
        yield ("kind",), f"没有 {one.kind} 这种记录。{zh}", f"there is no kind {one.kind}.{en}"
        return
    states = [str(code) for code in codes_of(one.kind, "status")]
    if one.state and one.state not in states:
        zh, en = meant(one.state, states)
        if states:
            zh, en = f"{zh}可以写：{'、'.join(states)}。", f"{en} It has {', '.join(states)}."
        yield ("state",), f"{one.kind} 没有状态 {one.state}。{zh}", (
            f"{one.kind} has no state {one.state}.{en}"
        )  # fmt: skip
    if not one.asks:
        yield (), "要写一个条件：state、days、ties 或 text。", (
            "it needs a condition: state, days, ties or text."
        )  # fmt: skip
