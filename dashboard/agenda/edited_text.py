"""The text of an agenda's file after a change: comments, order and everything else stay as written.

The places come from the parser; only what has changed is written anew. Libraries that write a parsed
text back (ruamel.yaml) hang a comment on the item before it, so that it would move with the wrong one,
and lay the whole text out again.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import yaml

from dashboard.agenda.model import Agenda, Item

_LINE = re.compile(r"[^\n\r\x85\u2028\u2029]*(?:\r\n|[\n\r\x85\u2028\u2029]|\Z)")
_HEAD = ("title", "day", "audience")
Read = Callable[[str], Agenda | None]
_Edit = tuple[int, int, str]
"""From which letter to which, and what comes in their place."""


class _Unusual(Exception):
    """The text is laid out in a way that is not followed."""


def edited(text: str, before: Agenda, after: Agenda, read: Read) -> str:
    """The text of ``before``, changed so that it says ``after``.

    Where the text is laid out so that its parts cannot be told apart (a list in brackets), or where
    the outcome does not ``read`` as ``after``, the whole is written anew.
    """
    try:
        found = _edited(text, before, after)
    except (yaml.YAMLError, _Unusual):
        return after.text()
    return found if read(found) == after else after.text()


def _edited(text: str, before: Agenda, after: Agenda) -> str:
    root = yaml.compose(text, yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise _Unusual
    keys = {str(key.value): (key, value) for key, value in root.value}
    edits = list(_of_head(text, keys, before, after))
    if before.items != after.items:
        edits.append(_of_items(text, root, keys, before, after))
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


_Keys = Mapping[str, tuple[yaml.Node, yaml.Node]]


def _of_head(text: str, keys: _Keys, before: Agenda, after: Agenda) -> Iterator[_Edit]:
    for name in _HEAD:
        was, now = getattr(before, name), getattr(after, name)
        if was == now:
            continue
        if name in keys:
            value = keys[name][1]
            yield value.start_mark.index, value.end_mark.index, _scalar(now)
        else:
            at = _next_line(text, keys["title"][1].end_mark.index)
            new_line = "" if text[:at].endswith("\n") else "\n"
            yield at, at, f"{new_line}{name}: {_scalar(now)}\n"


def _scalar(value: str | date | None) -> str:
    if value is None:
        return "null"
    written = yaml.safe_dump(value, allow_unicode=True, width=10_000)
    return written.removesuffix("...\n").strip()


def _next_line(text: str, at: int) -> int:
    """Where the line after the one of a letter begins."""
    found = _LINE.match(text, at)
    return found.end() if found else len(text)


@dataclass(frozen=True)
class _Block:
    """The lines of one item: comments above it, and itself."""

    above: str
    own: str

    @property
    def text(self) -> str:
        return self.above + self.own


def _of_items(
    text: str, root: yaml.MappingNode, keys: _Keys, before: Agenda, after: Agenda
) -> _Edit:
    """The edit of the items: their lines in the new order."""
    if "items" not in keys:
        new_line = "" if not text or text.endswith("\n") else "\n"
        return len(text), len(text), f"{new_line}items:\n{_written(after.items, 0)}"
    key, value = keys["items"]
    if not before.items:
        if value.start_mark.line != key.start_mark.line:
            raise _Unusual
        return key.end_mark.index, value.end_mark.index, f":\n{_written(after.items, 0).rstrip()}"
    if not isinstance(value, yaml.SequenceNode) or value.flow_style:
        raise _Unusual
    starts = [0]
    for found in _LINE.finditer(text):
        starts.append(found.end())
    column = value.start_mark.column
    blocks, start, end = _blocks(text, starts, value, _last_line(root, key, len(starts) - 1))
    parts = list(_in_order(blocks, before, after, column))
    if not parts:  # none is left: the list itself says so
        colon = text.index(":", key.end_mark.index)
        return colon + 1, starts[end], f" []{text[colon + 1 : starts[start]]}"
    return starts[start], starts[end], "".join(parts)


def _last_line(root: yaml.MappingNode, items: yaml.Node, lines: int) -> int:
    """The line of the key that follows the items; that after the last where none does."""
    below = [key.start_mark.line for key, _ in root.value]
    return min((line for line in below if line > items.start_mark.line), default=lines)


def _blocks(
    text: str, starts: Sequence[int], items: yaml.SequenceNode, last: int
) -> tuple[list[_Block], int, int]:
    """The items' lines, and the lines from which to which they are."""
    column = items.start_mark.column

    def line(number: int) -> str:
        return text[starts[number] : starts[number + 1]]

    def is_comment(number: int) -> bool:
        """Whether a line is a comment no deeper than the items, so that it belongs to none above."""
        bare = line(number).lstrip(" ")
        return bare.startswith("#") and len(line(number)) - len(bare) <= column

    first = [one.start_mark.line for one in items.value]
    begin = []
    for number in first:
        above = number
        while above > 0 and is_comment(above - 1):
            above -= 1
        begin.append(above)
    end = last
    while end > first[-1] + 1 and (is_comment(end - 1) or not line(end - 1).strip()):
        end -= 1
    stops = [*begin[1:], end]
    blocks = []
    for above, number, stop in zip(begin, first, stops, strict=True):
        own = text[starts[number] : starts[stop]]
        blocks.append(
            _Block(text[starts[above] : starts[number]], own if own.endswith("\n") else own + "\n")
        )
    return blocks, begin[0], end


def _in_order(
    blocks: Sequence[_Block], before: Agenda, after: Agenda, column: int
) -> Iterator[str]:
    """The lines of each item as it is now; one in the place of another keeps what is above it."""
    was, now = before.keyed(), after.keyed()
    held = {key: block for (key, _), block in zip(was, blocks, strict=True)}
    for at, (key, item) in enumerate(now):
        if key in held:
            yield held[key].text
            continue
        is_instead = len(was) == len(now) and was[at][0] not in dict(now)
        yield (blocks[at].above if is_instead else "") + _written([item], column)


def _written(items: Sequence[Item], column: int) -> str:
    """Items as new lines."""
    data = [dict(one.written()) for one in items]
    lines = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100)
    return "".join(" " * column + line for line in lines.splitlines(keepends=True))
