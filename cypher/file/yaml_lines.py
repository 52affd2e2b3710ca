"""The YAML of a header: read safely, strictly, and with the line of every key."""

from collections.abc import Hashable, Sequence
from typing import Any

import yaml

from cypher.errors import BrokenFile

_SAID = {
    "mapping values are not allowed": "这里不能再有冒号；含冒号的文字请加引号",
    "while parsing a flow": "花括号或方括号没有写完整",
    "could not find expected": "缺少冒号",
    "found unexpected end of stream": "引号没有成对",
    "expected <block end>": "缩进不一致，或缺少引号",
    "expected ',' or": "缺少逗号或右括号；含逗号、括号的文字请加引号",
    "did not find expected": "缩进不一致，或缺少引号",
    "found character": "有不能出现在开头的字符，请加引号",
    "special characters": "有不可见的控制字符",
}


class _Loader(yaml.SafeLoader):
    """YAML that refuses a key written twice, and aliases."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()
            raise _Refused("文件头里不能用 * 引用。", "a header takes no aliases (*).", event)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[object] = set()
        for key, _ in node.value:
            if key.value in seen:
                zh, en = f"{key.value} 写了两次。", f"{key.value} stands twice."
                raise _Refused(zh, en, key)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


class _Refused(Exception):
    def __init__(self, zh: str, en: str, at: Any) -> None:
        super().__init__(en)
        self.zh, self.en, self.row = zh, en, int(at.start_mark.line)


class HeaderText:
    """A header's YAML, of which the first line is line ``first`` of the file.

    ``told`` is what it says. Raises BrokenFile.
    """

    def __init__(self, text: str, first: int, path: str) -> None:
        self._first = first
        self._node: yaml.Node | None = None
        self.told: object = None
        try:
            loader = _Loader(text)
            self._node = loader.get_single_node()
            self.told = loader.construct_document(self._node) if self._node else {}
        except _Refused as error:
            raise BrokenFile(path, first + error.row, error.zh, error.en) from None
        except yaml.YAMLError as error:
            raise BrokenFile(path, first + _row(error, text), *_yaml_said(error)) from None
        except (RecursionError, ValueError) as error:
            zh, en = f"YAML 无法读取：{error}。", f"the YAML cannot be read: {error}."
            raise BrokenFile(path, first, zh, en) from None

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


def _yaml_said(error: yaml.YAMLError) -> tuple[str, str]:
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "bad YAML")
    whole = f"{problem} {getattr(error, 'context', '') or ''}"
    zh = next((said for part, said in _SAID.items() if part in whole), problem)
    return f"YAML 有误：{zh}。", f"bad YAML: {problem}."
