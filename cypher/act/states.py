"""The states of every kind and the steps between them, out of the headers: a table to read, and a picture."""

from collections.abc import Iterator, Mapping

from cypher.act.action_file import SavedAction
from cypher.act.action_rules import states_of
from graph.model import NODES
from graph.model.words import word_of

_ANY = {"zh": "任何状态", "en": "any state"}
_NEW = {"zh": "新建", "en": "new"}
_SAME = {"zh": "不变", "en": "unchanged"}


def state_word(label: str, state: str, lang: str) -> str:
    """A state as people call it."""
    return word_of(label, "status", state, lang)


def on_each(actions: Mapping[str, SavedAction]) -> Iterator[tuple[str, list[SavedAction]]]:
    """Each kind of record that has actions, in the model's order, with them in the order of buttons."""
    for label in NODES:
        found = [one for one in actions.values() if one.header.on == label]
        if found:
            yield label, sorted(found, key=lambda one: (one.header.order, one.id))


def rows_of(label: str, found: list[SavedAction], lang: str) -> Iterator[tuple[str, ...]]:
    """Of each action: its title, the states it begins from, the state afterwards, right, role, id."""
    comma = "、" if lang == "zh" else ", "
    for one in found:
        header = one.header
        before = comma.join(state_word(label, state, lang) for state in header.before)
        after = state_word(label, header.to, lang) if header.to else _SAME[lang]
        begins = before or (_NEW[lang] if header.new else _ANY[lang])
        role = word_of("WishEvent", "actorRole", header.actor, lang)
        yield header.title.get(lang), begins, after, header.needs, role, one.id


def states_text(actions: Mapping[str, SavedAction], lang: str) -> str:
    """The table of every kind as plain text."""
    parts = []
    for label, found in on_each(actions):
        kind = NODES[label]
        lines = [kind.zh if lang == "zh" else kind.en]
        for title, before, after, needs, role, id in rows_of(label, found, lang):
            lines.append(f"  {title}: {before} → {after} · {role} · {needs} · {id}")
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def states_page(actions: Mapping[str, SavedAction]) -> str:
    """The page docs/states.md: a picture and a table of each kind, in both languages."""
    parts = [_HEAD]
    for label, found in on_each(actions):
        parts.append(f"## {NODES[label].zh} {NODES[label].en}\n")
        if any(one.header.to for one in found):
            parts.append("```mermaid\n" + "\n".join(_picture(label, found)) + "\n```\n")
        parts.append(
            "| step | from | to | who | right | file |\n| --- | --- | --- | --- | --- | --- |"
        )
        both = zip(rows_of(label, found, "zh"), rows_of(label, found, "en"), strict=True)
        for zh, en in both:
            cells = (f"{one} {other}" for one, other in zip(zh[:3], en[:3], strict=True))
            parts.append(f"| {' | '.join(cells)} | {zh[4]} {en[4]} | `{en[3]}` | `{en[5]}` |")
        parts.append("")
    return "\n".join(parts).rstrip() + "\n"


def _picture(label: str, found: list[SavedAction]) -> Iterator[str]:
    """A state diagram in Mermaid's words."""
    yield "stateDiagram-v2"
    known = states_of(label)
    met = {state for one in found for state in (*one.header.before, one.header.to) if state}
    for state in known:
        if state in met:
            yield f"  {state}: {state_word(label, state, 'zh')} {state_word(label, state, 'en')}"
    for one in found:
        header = one.header
        if header.to is None:
            continue
        for state in header.before or (("[*]",) if header.new else known):
            yield f"  {state} --> {header.to}: {header.title.zh} {header.title.en}"
    left = {state for one in found for state in one.header.before if one.header.to}
    for state in known:
        if state in met - left:
            yield f"  {state} --> [*]"


_HEAD = """\
# States and steps

What can be done to a record, from which state to which, and who may. Each step is one file in
`cypher/actions/`; buttons, `lianxin act`, `lianxin action table` and this page are made from their
headers. `lianxin action table --page` writes it; a test holds it equal to them.
"""
