"""The ``lianxin`` command: its groups and the options that all of them share."""

import sys
from importlib.metadata import version

import click
from pydantic import ValidationError

from dashboard.cli.checks import check
from dashboard.cli.data import import_, init, seed
from dashboard.cli.edition import edition
from dashboard.cli.log import log
from dashboard.cli.neo4j import neo4j
from dashboard.cli.reports import report
from dashboard.cli.serving import demo, serve
from dashboard.cli.shared import Run, language, sentences
from dashboard.texts import Lang
from graph.local.private_files import take_from_others
from graph.settings import Settings


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(version("lianxin"), prog_name="lianxin")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="语言 · Language (LIANXIN_LANG)")
@click.pass_context
def lianxin(context: click.Context, lang: Lang | None) -> None:
    """连新：谁在支持骑手，哪些需求还没有着落。

    Lianxin: who supports a township's riders, and which needs are still open.

    \b
    第一次使用 · To begin:
      lianxin demo                 装好示例数据并打开看板 · the invented town, served
      lianxin init                 建一个自己的空图 · an empty graph of your own
      lianxin import 台账.xlsx      导入台账 · import a workbook
      lianxin report list          看有哪些报表 · list the saved reports
      lianxin COMMAND --help       每个命令的用法与例子 · how each is used, with examples

    \b
    退出码 · Exit codes:
      0 成功 · done              1 未通过 · something failed      2 用法或设置 · usage, settings
      5 导入 · a load            6 看板 · the dashboard           7 年度版 · an edition
      8 已被改动 · altered       9 文件写不了 · not written
      10–14 连不上 · connection  20 语句 · the statement          30–39 自带的服务器 · private server
      70 程序出错，见 lianxin log · a failure of the program, see lianxin log
      40–49 报表与参数 · reports and their values; 43 值不对 · a value, 44 不予运行 · not admitted
    """
    chosen = lang or language()
    try:
        settings = Settings()
    except ValidationError as error:
        names = ", ".join(str(fault["loc"][0]).upper() for fault in error.errors())
        Run(Settings.model_construct(), chosen).fail(
            f"设置不正确：{names}。", f"These settings cannot be used: {names}.", 2
        )
    context.obj = Run(settings, chosen)
    context.call_on_close(lambda: take_from_others(settings.home))
    context.with_resource(sentences(context.obj))


for command in (demo, serve, init, import_, seed, report, check, edition, neo4j, log):
    lianxin.add_command(command)


def main() -> None:
    """Run the command line. Errors end as one sentence and an exit code."""
    sys.exit(lianxin(prog_name="lianxin"))
