"""What Click says of a command that was typed wrongly, in Chinese."""

import itertools
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import click

from dashboard.cli.lazy import LazyGroup

_PLACES = {"File": "文件", "Directory": "文件夹", "Path": "路径"}
_NUMBERS = {"integer": "整数", "float": "数", "integer range": "整数", "float range": "数"}
_SENTENCES = (
    (r"Invalid value for '\[?(.+?)\]?': (.*)", "{0} 不对：{1}"),
    (r"Invalid value: (.*)", "{0}"),
    (r"(File|Directory|Path) (.+) does not exist\.", "没有{0} {1}。"),
    (r"(File|Directory|Path) (.+) is a (?:file|directory)\.", "{1} 不是{0}。"),
    (r"(File|Directory|Path) (.+) is not readable\.", "{0} {1} 读不了，请检查权限。"),
    (r"(File|Directory|Path) (.+) is not writable\.", "{0} {1} 写不了，请检查权限。"),
    (r"(.+) is not a valid (.+)\.", "{0} 不是{1}。"),
    (r"(.+) is not in the range (.+)\.", "{0} 不在范围 {1} 之内。"),
    (r"(.+) is not one of (.+)\.", "{0} 不是 {1} 之一。"),
    (r"(.+) is not (.+)\.", "{0} 不是 {1}。"),
    (r"Missing (?:argument|option|parameter) '(.+?)'\.(.*)", "缺少 {0}。{1}"),
    (r"Missing command\.", "缺少命令。"),
    (r"No such option:? (\S+?)\.?(?: \(?(Did you mean .*?\?)\)?)?", "没有选项 {0}。{1}"),
    (r"No such command (.+?)\.(?: \(?(Did you mean .*?\?)\)?)?", "没有命令 {0}。{1}"),
    (r"Got unexpected extra arguments? \((.+)\)", "多出了 {0}。"),
    (r"Option (.+) requires an argument\.", "选项 {0} 后面缺少值。"),
    (r"Option (.+) does not take a value\.", "选项 {0} 后面不带值。"),
)
_MEANT = (
    (r"Did you mean one of: (.+)\?", r"是不是 \1？"),
    (r"Did you mean (.+?)\?", r"是不是 \1？"),
    (r"Choose from:", "可用的有："),
)


def in_chinese(message: str) -> str:
    """A sentence of Click's in Chinese; one that is not known stays as it is."""
    for pattern, sentence in _SENTENCES:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            parts = [_part(part or "") for part in found.groups()]
            return sentence.format(*parts).strip()
    for pattern, words in _MEANT:
        message = re.sub(pattern, words, message)
    return message


def _part(part: str) -> str:
    part = part.strip()
    return _PLACES.get(part) or _NUMBERS.get(part) or in_chinese(part)


class ChineseUsageError(click.UsageError):
    """A command that was typed wrongly, told in Chinese."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print how the command is used, and what is wrong."""
        file = file or sys.stderr
        if self.ctx is not None:
            click.echo(self.ctx.get_usage().replace("Usage:", "用法："), file=file)
            click.echo(f"用 {self.ctx.command_path} --help 查看用法。\n", file=file)
        click.echo(self.format_message(), file=file)


class RootGroup(LazyGroup):
    """The command itself, which answers in the reader's language also what Click finds wrong."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """As Click's."""
        chosen = "en" if ("--lang", "en") in itertools.pairwise(args) else None
        with _told(chosen):
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """As Click's."""
        with _told(ctx.params.get("lang")):
            return super().invoke(ctx)


@contextmanager
def _told(lang: str | None) -> Iterator[None]:
    try:
        yield
    except click.UsageError as error:
        from dashboard.cli.shared import language  # which takes longer to import than help may take

        if (lang or language()) == "en" or isinstance(error, click.exceptions.NoArgsIsHelpError):
            raise
        raise ChineseUsageError(in_chinese(error.format_message()), error.ctx) from error
