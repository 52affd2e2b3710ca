"""YAML that people write: read safely and strictly by libyaml, with the line of every key."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

import yaml
from yaml.constructor import SafeConstructor

from graph.errors import FileError
from graph.text import printable

MOST_LEVELS = 30
_SAFE_LEVELS = 5000
"""So many calls within each other fit on the stack of any thread."""
_TAG = "tag:yaml.org,2002:"
_MAPPING, _SEQUENCE, _TEXT = f"{_TAG}map", f"{_TAG}seq", f"{_TAG}str"
_SCALARS: Mapping[str, Callable[[SafeConstructor, yaml.ScalarNode], Any]] = {
    f"{_TAG}{name}": SafeConstructor.yaml_constructors[f"{_TAG}{name}"]
    for name in ("str", "int", "float", "bool", "null", "timestamp")
}
_PROBLEMS = {
    "mapping values are not allowed": "这里不能再有冒号；含冒号的文字请加引号",
    "while parsing a flow": "花括号或方括号没有写完整",
    "could not find expected": "缺少冒号",
    "found unexpected end of stream": "引号没有成对",
    "expected <block end>": "缩进不一致，或缺少引号",
    "expected ',' or": "缺少逗号或右括号；含逗号、括号的文字请加引号",
    "did not find expected": "缩进不一致，或缺少引号",
    "found character": "有不能出现在开头的字符，请加引号",
    "control characters": "有不可见的控制字符",
}
"""Part of libyaml's message to our own words."""


class _Refused(Exception):
    """Well-formed YAML that we do not take, with its row from 0."""

    def __init__(self, zh: str, en: str, mark: Any) -> None:
        super().__init__(en)
        self.zh, self.en, self.row = zh, en, int(mark.line)


class _Reader:
    """Plain data from nodes: no aliases or tags, no key twice, no invisible characters."""

    def __init__(self) -> None:
        self._visited: set[int] = set()
        self._constructor = SafeConstructor()

    def data(self, node: yaml.Node, level: int = 0) -> Any:
        """What a node and all below it say. Raises _Refused."""
        if id(node) in self._visited:
            raise _Refused("不能用 * 引用。", "aliases (*) are not taken.", node.start_mark)
        self._visited.add(id(node))
        if level > MOST_LEVELS:
            zh, en = f"层次太多，超过 {MOST_LEVELS} 层。", f"more than {MOST_LEVELS} levels deep."
            raise _Refused(zh, en, node.start_mark)
        if isinstance(node, yaml.MappingNode) and node.tag == _MAPPING:
            return self._mapping(node, level)
        if isinstance(node, yaml.SequenceNode) and node.tag == _SEQUENCE:
            return [self.data(item, level + 1) for item in node.value]
        if isinstance(node, yaml.ScalarNode) and node.tag in _SCALARS:
            return self._scalar(node)
        raise _Refused("不能用 ! 标记。", "tags (!) are not taken.", node.start_mark)

    def _mapping(self, node: yaml.MappingNode, level: int) -> dict[object, Any]:
        found: dict[object, Any] = {}
        names: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.tag not in _SCALARS:
                zh, en = "名称应为一段文字。", "a key should be plain text."
                raise _Refused(zh, en, key.start_mark)
            if key.value in names:
                zh, en = f"{key.value} 写了两次。", f"{key.value} stands twice."
                raise _Refused(zh, en, key.start_mark)
            names.add(key.value)
            found[self._scalar(key)] = self.data(value, level + 1)
        return found

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        if printable(node.value) != node.value:
            zh, en = "有不可见的控制字符。", "an invisible control character stands here."
            raise _Refused(zh, en, node.start_mark)
        if node.tag == _TEXT:
            return node.value
        try:
            return _SCALARS[node.tag](self._constructor, node)
        except (ValueError, ArithmeticError, LookupError, AttributeError):
            zh, en = f"{node.value} 读不懂，请加引号。", f"{node.value} cannot be read; in quotes?"
            raise _Refused(zh, en, node.start_mark) from None


def _composed(text: str) -> yaml.Node | None:
    """The nodes of a text. libyaml goes into each level by a call, so that these are counted first."""
    deepest = text.count("[") + text.count("{") + max(map(len, text.split("\n")))
    level = 0
    for event in yaml.parse(text, yaml.CSafeLoader) if deepest > _SAFE_LEVELS else ():
        level += isinstance(event, yaml.CollectionStartEvent)
        level -= isinstance(event, yaml.CollectionEndEvent)
        if level > MOST_LEVELS:
            zh, en = f"层次太多，超过 {MOST_LEVELS} 层。", f"more than {MOST_LEVELS} levels deep."
            raise _Refused(zh, en, event.start_mark)
    return yaml.compose(text, yaml.CSafeLoader)


class LocatedYaml:
    """A YAML text, of which the first line is line ``first`` of the file at ``path``.

    ``value`` is the data it holds. Raises ``error``, which names the line.
    """

    error: ClassVar[type[FileError]] = FileError

    def __init__(self, text: str, first: int, path: str) -> None:
        self._first = first
        self._node: yaml.Node | None = None
        self.value: object = None
        try:
            self._node = _composed(text)
            self.value = _Reader().data(self._node) if self._node else {}
        except _Refused as error:
            raise self.error(path, first + error.row, error.zh, error.en) from None
        except yaml.YAMLError as error:
            raise self.error(path, first + _row(error, text), *_sentence(error)) from None

    def line(self, where: Sequence[object]) -> int:
        """The file's line of the deepest part of a path that is written."""
        node, row = self._node, 0
        for part in where:
            if isinstance(node, yaml.MappingNode):
                found = [(key, value) for key, value in node.value if key.value == str(part)]
                if not found:
                    break
                row, node = found[0][0].start_mark.line, found[0][1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
                if part >= len(node.value):
                    break
                node = node.value[part]
                row = node.start_mark.line
        return self._first + row


def _row(error: yaml.YAMLError, text: str) -> int:
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        return min(int(mark.line), text.count("\n"))
    at = getattr(error, "position", 0)
    return text.count("\n", 0, at if isinstance(at, int) else 0)


def _sentence(error: yaml.YAMLError) -> tuple[str, str]:
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "bad YAML")
    whole = f"{problem} {getattr(error, 'context', '') or ''}"
    zh = next((words for part, words in _PROBLEMS.items() if part in whole), problem)
    return f"YAML 有误：{zh}。", f"bad YAML: {problem}."
