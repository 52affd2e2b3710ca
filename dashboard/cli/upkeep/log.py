"""``lianxin log``: what the program noted of itself."""

import click

from dashboard.app_log import FILE, last_lines
from dashboard.cli.shared import Run, pass_run


@click.command()
@click.option("--lines", default=40, show_default=True, help="行数 · how many lines")
@click.option("--demo", is_flag=True, help="示例的日志 · the demonstration's log")
@pass_run
def log(run: Run, lines: int, demo: bool) -> None:
    """程序日志的最后几行 · The last lines of the program's log.

    出了什么错、在哪里、拒绝了什么、什么太慢；不含数据内容。
    What failed and where, what was refused, what was slow; no row data.

    \b
      lianxin log --lines 100
    """
    home = run.settings.demo().home if demo else run.settings.home
    found = last_lines(home, lines)
    if not found:
        run.say(f"日志里还没有内容：{home / FILE}", f"Nothing was logged yet: {home / FILE}")
    for line in found:
        run.out.print(line)
