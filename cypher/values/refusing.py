"""Why a value is refused, in words: for who has the names of the files before them, and for visitors."""

from collections import Counter
from collections.abc import Mapping, Sequence

from cypher.errors import BadValue, nearest, perhaps
from cypher.header import Parameter

Choice = tuple[str, str, str]
"""The value, its label in Chinese and in English."""
_NAMED = 8
_NO_HINT = ("", "")


def check_choice(
    name: str,
    parameter: Parameter,
    found: object,
    choices: Sequence[Choice],
    *,
    more: bool = False,
) -> None:
    """Refuse what is not among the choices, naming the first of them. Raises BadValue.

    ``more``: there are others than these.
    """
    values = [value for value, _, _ in choices]
    for one in found if isinstance(found, list) else [found]:
        if one in values:
            continue
        named = choices if parameter.values is not None else choices[:_NAMED]
        more = more or len(choices) > len(named)
        error = refused(
            name, parameter, one, *_allowed([_with_code(choice) for choice in named], more),
            _perhaps(str(one), choices),
        )  # fmt: skip
        called = _called(choices)
        allowed = _allowed([called[value] for value, _, _ in named], more)
        error.for_visitors = _for_visitors(
            parameter, one, *allowed, _perhaps_called(str(one), choices, called)
        )
        raise error


def refused(
    name: str,
    parameter: Parameter,
    value: object,
    zh: str,
    en: str,
    near: tuple[str, str] = _NO_HINT,
) -> BadValue:
    """The error for a value, None for none, with what it must be and what was perhaps meant."""
    label = parameter.label
    tail_zh, tail_en = _tail(value, zh, en, near)
    error = BadValue.about(
        name, f"参数 {name}（{label.zh}）{tail_zh}", f"{name} ({label.en}){tail_en}"
    )
    error.for_visitors = _for_visitors(parameter, value, zh, en, near)
    return error


def _for_visitors(
    parameter: Parameter, value: object, zh: str, en: str, near: tuple[str, str]
) -> tuple[str, str]:
    tail_zh, tail_en = _tail(value, zh, en, near)
    return f"“{parameter.label.zh}”{tail_zh}", f"{parameter.label.en}{tail_en}"


def _tail(value: object, zh: str, en: str, near: tuple[str, str]) -> tuple[str, str]:
    if value is None:
        return f"{zh}。", f": {en}."
    typed = str(value)
    typed = typed if len(typed) <= 60 else typed[:60] + "…"
    return f"不能是“{typed}”：{zh}。{near[0]}", f" cannot be {typed!r}: {en}.{near[1]}"


def _allowed(named: Sequence[tuple[str, str]], more: bool) -> tuple[str, str]:
    """The choices, each as it is called in Chinese and English, as what a value must be."""
    if not named:
        return "在其余所选条件下没有可选的", "with the other values chosen there is none to choose"
    zh, en = "、".join(zh for zh, _ in named), ", ".join(en for _, en in named)
    return f"可选：{zh}{'…' * more}", f"allowed: {en}{', …' * more}"


def _with_code(choice: Choice) -> tuple[str, str]:
    value, *labels = choice
    zh, en = (value if label in ("", value) else f"{value} {label}" for label in labels)
    return zh, en


def _called(choices: Sequence[Choice]) -> dict[str, tuple[str, str]]:
    """What each value is called by people: its label; its code as well where others have that label."""
    often_zh, often_en = (Counter(choice[n] for choice in choices) for n in (1, 2))
    return {
        value: (
            zh if often_zh[zh] == 1 else f"{zh}（{value}）",
            en if often_en[en] == 1 else f"{en} ({value})",
        )
        for value, zh, en in ((value, zh or value, en or value) for value, zh, en in choices)
    }


def _perhaps(typed: str, choices: Sequence[Choice]) -> tuple[str, str]:
    """What was perhaps meant, as who writes files and commands is asked: by its code."""
    labelled = {label: value for value, *labels in choices for label in labels}
    if typed in labelled:
        return perhaps([labelled[typed]])
    return perhaps(nearest(typed, [*(value for value, _, _ in choices), *labelled]))


def _perhaps_called(
    typed: str, choices: Sequence[Choice], called: Mapping[str, tuple[str, str]]
) -> tuple[str, str]:
    """The same by its label; with its code too where the label was given, which is not enough."""
    meant_by = {word: value for value, *labels in choices for word in (*labels, value)}
    found = nearest(typed, meant_by)
    if not found:
        return _NO_HINT
    value = meant_by[found[0]]
    zh, en = called[value]
    if typed == found[0] and typed in (zh, en):
        zh, en = f"{zh}（{value}）", f"{en} ({value})"
    return perhaps([zh])[0], perhaps([en])[1]
