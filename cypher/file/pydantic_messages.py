"""What pydantic finds wrong in a header, as one sentence in Chinese and in English."""

import re
from collections.abc import Sequence
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from cypher.errors import meant
from cypher.header import Header
from cypher.views import BaseView

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
    "model_attributes_type": ("应为“名称: 值”的写法", "it should be a mapping, name: value"),
    "model_type": ("应为“名称: 值”的写法", "it should be a mapping, name: value"),
    "string_too_short": ("不能为空", "it must not be empty"),
    "invalid_key": ("名称应为文字（请加引号）", "a key should be text (in quotes?)"),
    "too_short": ("不能为空", "it must not be empty"),
}
_LONGEST = 60
_BOUNDS = {"ge": ("不小于", "at least"), "gt": ("大于", "more than"), "le": ("不大于", "at most")}


def place(detail: ErrorDetails, model: type[BaseModel] = Header) -> list[str | int]:
    """The path of keys to what is wrong in what should be a ``model``, as the file writes them."""
    where, _ = _followed(detail["loc"], model)
    return [*where, "kind"] if detail["type"] == "union_tag_invalid" else where


def sentence(detail: ErrorDetails, model: type[BaseModel] = Header) -> tuple[str, str]:
    """One fault of what should be a ``model``, as a sentence with what was perhaps meant."""
    where, inner = place(detail, model), _followed(detail["loc"], model)[1]
    name = ".".join(map(str, where)) or "header"
    zh_name = "文件头" if name == "header" else name
    view = inner.name() if issubclass(inner, BaseView) else None
    match detail["type"]:
        case "extra_forbidden":
            key = str(detail["loc"][-1])
            name = name if where else key
            zh, en = meant(key, [one for one in _named(inner) if view is None or one != "kind"])
            if view is not None:
                return f"{view} 没有 {key}。{zh}", f"a {view} has no {key}.{en}"
            return f"没有 {name} 这一项。{zh}", f"there is no key {name}.{en}"
        case "missing" if view is not None:
            return f"{view} 要有 {where[-1]}。", f"a {view} needs {where[-1]}."
        case "missing":
            return f"缺少 {name}。", f"{name} is missing."
        case "union_tag_not_found":
            return f"缺少 {name}.kind。", f"{name}.kind is missing."
        case "union_tag_invalid":
            context = detail["ctx"]
            return _literal(name, context["tag"], context["expected_tags"])
        case "literal_error":
            return _literal(name, detail["input"], detail["ctx"]["expected"])
    for bound, (zh, en) in _BOUNDS.items():
        if bound in detail.get("ctx", {}):
            limit = detail["ctx"][bound]
            return f"{zh_name} 应{zh} {limit}。", f"{name} should be {en} {limit}."
    zh, en = _WANTED.get(detail["type"], (detail["msg"], detail["msg"]))
    return f"{zh_name} 的值不对：{zh}。", f"{name}: {en}."


def _followed(
    loc: Sequence[str | int], model: type[BaseModel]
) -> tuple[list[str | int], type[BaseModel]]:
    """The part of a place that is written, without branches of unions, and the innermost model."""
    where: list[str | int] = []
    views: dict[object, type[BaseModel]] = {}
    for part in loc:
        if part in views:
            model, views = views[part], {}
        elif isinstance(part, int) or not _is_branch(part):
            where.append(part)
            info = _named(model).get(str(part))
            views = _views(info.annotation) if info else {}
            model = next(iter(_models(info.annotation)), model) if info else model
    return where, model


def _is_branch(part: str) -> bool:
    """Whether a part of a place names a branch of a union and nothing that is written."""
    return part in {"bool", "int", "float", "date", "str", "[key]"} or part.startswith(
        ("tuple[", "dict[")
    )


def _views(annotation: object) -> dict[object, type[BaseModel]]:
    """The kinds of view among the models of an annotation: a place names the one that was tried."""
    return {one.name(): one for one in _models(annotation) if issubclass(one, BaseView)}


def _literal(name: str, given: object, expected: str) -> tuple[str, str]:
    allowed, text = re.findall(r"'([^']*)'", expected), str(given)[:_LONGEST]
    zh, en = meant(text, allowed)
    return (
        f"{name} 不能是 {text}；可以是 {'、'.join(allowed)}。{zh}",
        f"{name} cannot be {text}; it can be {', '.join(allowed)}.{en}",
    )


def _named(model: type[BaseModel]) -> dict[str, Any]:
    return {info.alias or name: info for name, info in model.model_fields.items()}


def _models(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for inner in get_args(annotation) for model in _models(inner)]
