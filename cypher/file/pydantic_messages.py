"""What pydantic finds wrong in a header, as one sentence in Chinese and in English."""

import re
from collections.abc import Sequence
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from cypher.errors import meant
from cypher.header import Header

_WANTED = {
    "string_type": (
        "应为文字（若是数字、日期或是/否，请加引号）",
        "it should be text (in quotes?)",
    ),
    "int_parsing": ("应为整数", "it should be a whole number"),
    "int_type": ("应为整数", "it should be a whole number"),
    "int_from_float": ("应为整数", "it should be a whole number"),
    "float_parsing": ("应为数", "it should be a number"),
    "float_type": ("应为数", "it should be a number"),
    "bool_parsing": ("应为 true 或 false", "it should be true or false"),
    "bool_type": ("应为 true 或 false", "it should be true or false"),
    "tuple_type": ("应为列表，如 [a, b]", "it should be a list such as [a, b]"),
    "dict_type": ("应为“名称: 值”的写法", "it should be a mapping, name: value"),
    "model_type": ("应为“名称: 值”的写法", "it should be a mapping, name: value"),
    "string_too_short": ("不能为空", "it must not be empty"),
    "too_short": ("不能为空", "it must not be empty"),
}
_LONGEST = 60
_BOUNDS = {"ge": ("不小于", "at least"), "gt": ("大于", "more than"), "le": ("不大于", "at most")}


def sentence(detail: ErrorDetails, model: type[BaseModel] = Header) -> tuple[str, str]:
    """One fault of what should be a ``model``, as a sentence with what was perhaps meant."""
    where = [part for part in detail["loc"] if isinstance(part, int) or not _is_branch(part)]
    name = ".".join(str(part) for part in where) or "header"
    zh_name = "文件头" if name == "header" else name
    match detail["type"]:
        case "extra_forbidden":
            key = str(detail["loc"][-1])
            name = name if where else key
            zh, en = meant(key, fields_at(where[:-1], model))
            return f"没有 {name} 这一项。{zh}", f"there is no key {name}.{en}"
        case "missing":
            return f"缺少 {name}。", f"{name} is missing."
        case "literal_error":
            return _literal(name, detail)
    for bound, (zh, en) in _BOUNDS.items():
        if bound in detail.get("ctx", {}):
            limit = detail["ctx"][bound]
            return f"{zh_name} 应{zh} {limit}。", f"{name} should be {en} {limit}."
    zh, en = _WANTED.get(detail["type"], (detail["msg"], detail["msg"]))
    return f"{zh_name} 的值不对：{zh}。", f"{name}: {en}."


def _is_branch(part: str) -> bool:
    """Whether a part of a place names a branch of a union and nothing that is written."""
    return part in {"bool", "int", "float", "date", "str", "[key]"} or part.startswith(
        ("tuple[", "dict[")
    )


def _literal(name: str, detail: ErrorDetails) -> tuple[str, str]:
    allowed = re.findall(r"'([^']*)'", str(detail.get("ctx", {}).get("expected", "")))
    given = str(detail["input"])[:_LONGEST]
    zh, en = meant(given, allowed)
    return (
        f"{name} 不能是 {given}；可以是 {'、'.join(allowed)}。{zh}",
        f"{name} cannot be {given}; it can be {', '.join(allowed)}.{en}",
    )


def fields_at(where: Sequence[object], model: type[BaseModel] = Header) -> list[str]:
    """The names allowed at a place of a model."""
    for part in where:
        info = _named(model).get(str(part))
        model = next(iter(_models(info.annotation)), model) if info else model
    return list(_named(model))


def _named(model: type[BaseModel]) -> dict[str, Any]:
    return {info.alias or name: info for name, info in model.model_fields.items()}


def _models(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for inner in get_args(annotation) for model in _models(inner)]
