"""What a header promises of every answer: values that never repeat and are never missing."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from cypher.errors import NotAsExpected
from cypher.file.parse import SavedStatement
from cypher.header import Expect, Header
from cypher.nothing import is_nothing

Rows = Sequence[tuple[object, ...]]
Problem = tuple[str, str]
"""One sentence in Chinese and in English."""
Called = Callable[[str], tuple[str, str]]
"""What a column is called in Chinese and in English, by its name."""


def _by_name(name: str) -> tuple[str, str]:
    return name, name


def missing_values(
    expect: Expect, names: Sequence[str], rows: Rows, called: Called = _by_name
) -> Iterator[Problem]:
    """Each column of ``not_null`` that is empty somewhere."""
    for name in expect.not_null:
        at = names.index(name) if name in names else None
        empty = sum(is_nothing(row[at]) for row in rows) if at is not None else 0
        if empty:
            zh, en = called(name)
            yield f"{zh} 有 {empty} 处为空", f"{en} is empty in {empty} rows"


def repeated_values(
    expect: Expect, names: Sequence[str], rows: Rows, called: Called = _by_name
) -> Iterator[Problem]:
    """Whether the columns of ``unique`` together name two rows."""
    if not expect.unique or not set(expect.unique) <= set(names):
        return
    at = [names.index(name) for name in expect.unique]
    keys = Counter(tuple(repr(row[n]) for n in at) for row in rows)
    twice = [key for key, times in keys.items() if times > 1]
    if twice:
        zh, en = (", ".join(part) for part in zip(*map(called, expect.unique), strict=True))
        shown = ", ".join(twice[0])
        yield (
            f"{zh} 有 {len(twice)} 处重复，如 {shown}",
            f"{en} repeats in {len(twice)} cases, such as {shown}",
        )


def broken_promises(
    saved: SavedStatement, names: Sequence[str], rows: Rows, called: Called = _by_name
) -> list[Problem]:
    """What the rows of an answer are against its header's ``not_null`` and ``unique``."""
    expect = saved.header.expect
    return [
        *missing_values(expect, names, rows, called),
        *repeated_values(expect, names, rows, called),
    ]


def refuse_broken(saved: SavedStatement, names: Sequence[str], rows: Rows, *, moved: bool) -> None:
    """Raise NotAsExpected where an answer is not what its header promises.

    ``moved``: others were changing the data meanwhile, which is the likely cause. The sentence names columns and no value, for a column may be hidden from who asks.
    """
    broken = broken_promises(saved, names, rows)
    if not broken:
        return
    title = saved.header.title
    if moved:
        raise NotAsExpected(
            f"读取“{title.zh}”期间一直有人在改动数据，结果前后不一致，请稍后再试。",
            f"Others kept changing the data while {title.en!r} was read, so that it does not "
            "agree with itself. Try again in a while.",
        )
    zh, en = _without_values(broken)
    error = NotAsExpected(
        f"“{title.zh}”的结果与文件头的约定不符：{zh}。请用 lianxin check 核对数据和语句。",
        f"The answer to {title.en!r} is not what its header promises: {en}. "
        "Check the data and the statement with lianxin check.",
    )
    zh, en = _without_values(broken_promises(saved, names, rows, _labels(saved.header)))
    error.for_visitors = (
        f"数据有缺漏或重复，“{title.zh}”没有显示：{zh.replace('” ', '”')}。请管理员用 lianxin check 核对数据。",
        f"{title.en!r} is not shown, for its data are incomplete or repeat: {en}. "
        "An administrator can check the data with lianxin check.",
    )
    raise error


def _without_values(broken: Sequence[Problem]) -> Problem:
    zh, en = broken[0]
    return zh.partition("，如")[0], en.partition(", such as")[0]


def _labels(header: Header) -> Called:
    def called(name: str) -> tuple[str, str]:
        column = header.columns.get(name)
        return (f"“{column.label.zh}”", repr(column.label.en)) if column else (name, name)

    return called
