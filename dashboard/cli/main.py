"""The ``lianxin`` command: its groups and the options that all of them share."""

import codecs
import gc
import io
import sys
from typing import Any

import click

from dashboard.cli.lazy import LazyCommand, LazyGroup
from dashboard.cli.usage import RootGroup

_COMMANDS = {
    "demo": LazyCommand(
        "dashboard.cli.serving:demo",
        "载入示例镇（若为空）并打开看板 · Seed the invented town where empty, and serve it.",
    ),
    "serve": LazyCommand(
        "dashboard.cli.serving:serve",
        "打开看板 · Serve the dashboard, on this machine or on a network.",
    ),
    "init": LazyCommand(
        "dashboard.cli.data:init", "建一个自己的空图 · Make an empty graph of your own."
    ),
    "import": LazyCommand(
        "dashboard.cli.own_data.importing:import_",
        "导入台账：先列出改动，同意后写入 · Load a workbook: its plan first, then whole or not at all.",
    ),
    "export": LazyCommand(
        "dashboard.cli.own_data.registers:export",
        "把本镇数据写成台账 · Write the town's data as its workbook, to be mended and brought back.",
    ),
    "load": LazyCommand("dashboard.cli.main:load", "导入记录 · Loads that were made."),
    "register": LazyCommand("dashboard.cli.main:register", "台账的样式 · Registers."),
    "user": LazyCommand("dashboard.cli.main:user", "账号 · Who may sign in, and as what."),
    "person": LazyCommand("dashboard.cli.people.group:person", "个人数据 · Personal data."),
    "seed": LazyCommand(
        "dashboard.cli.data:seed",
        "载入示例数据：报道内容与虚构的镇 · Load the article's facts and the invented town.",
    ),
    "report": LazyCommand("dashboard.cli.main:report", "报表 · Saved reports."),
    "act": LazyCommand(
        "dashboard.cli.actions.act:act",
        "办理一件事 · Take a record through a step; a new record needs no ID.",
    ),
    "action": LazyCommand("dashboard.cli.actions.group:action", "操作 · Saved actions."),
    "check": LazyCommand(
        "dashboard.cli.checks:check",
        "检查文件与数据 · Test every saved file and the data; 1 where any fails.",
    ),
    "edition": LazyCommand(
        "dashboard.cli.edition:edition",
        "年度版：关系图谱、报告与数据 · The annual edition: maps, report, data.",
    ),
    "outtray": LazyCommand(
        "dashboard.cli.upkeep.outtray:outtray",
        "发件箱：按日程生成的报表 · The out-tray: reports made by the calendar.",
    ),
    "backup": LazyCommand(
        "dashboard.cli.upkeep.backup:backup",
        "备份数据与自己的文件，不停服务器 · Back up the data and your files while the server runs.",
    ),
    "restore": LazyCommand(
        "dashboard.cli.upkeep.backup:restore",
        "用备份替换数据与自己的文件 · Put a backup in place of the data and your files.",
    ),
    "audit": LazyCommand(
        "dashboard.cli.upkeep.audit:audit",
        "操作记录 · The trail: who signed in, read, took away, changed, was refused.",
    ),
    "neo4j": LazyCommand(
        "dashboard.cli.upkeep.neo4j:neo4j", "自带的 Neo4j 服务器 · The private Neo4j server."
    ),
    "doctor": LazyCommand(
        "dashboard.cli.upkeep.doctor:doctor",
        "体检：哪里不对，怎么办 · What stands wrong, and the way out; 1 where anything does.",
    ),
    "service": LazyCommand(
        "dashboard.cli.upkeep.service:service",
        "开机自动运行（systemd） · Start with the machine, by systemd.",
    ),
    "upgrade": LazyCommand(
        "dashboard.cli.upkeep.upgrade:upgrade",
        "数据升级到这个版本，先备份 · Move the data to this version, after a backup.",
    ),
    "bundle": LazyCommand(
        "dashboard.cli.upkeep.bundle:bundle",
        "离线安装包：程序、依赖、Neo4j 与 Java · One archive to install from without a network.",
    ),
    "log": LazyCommand(
        "dashboard.cli.upkeep.log:log", "程序日志的最后几行 · The last lines of the program's log."
    ),
}
_REPORT_COMMANDS = {
    "list": LazyCommand(
        "dashboard.cli.report_files:list_",
        "有哪些报表 · Which there are; WORDS by characters, pinyin or initials.",
    ),
    "show": LazyCommand(
        "dashboard.cli.report_files:show",
        "说明、参数、批准与语句 · What it says, its parameters, its approval, its Cypher.",
    ),
    "new": LazyCommand(
        "dashboard.cli.report_files:new",
        "写一张自己的报表 · Begin a report of your own; what is not given is asked for.",
    ),
    "approve": LazyCommand(
        "dashboard.cli.report_files:approve",
        "批准一张自己的报表 · Approve a file of your own as it is now; an edit lapses it.",
    ),
    "run": LazyCommand(
        "dashboard.cli.reports:run_group",
        "运行一张报表 · Run a report; each has options of its own.",
    ),
    "explain": LazyCommand(
        "dashboard.cli.reports:explain_group",
        "数据库如何执行 · The server's plan in plain words, and the time a run takes.",
    ),
}

_YOUNG_OBJECTS = 50_000
"""So many new objects come before the next search for garbage: at Python's 700, a fifth of the time of a
start goes into searching what was imported."""
_LOAD_COMMANDS = {
    "list": LazyCommand(
        "dashboard.cli.own_data.loads:list_",
        "导入过哪些 · Which loads there are, the latest first.",
    ),
    "show": LazyCommand(
        "dashboard.cli.own_data.loads:show", "一次导入改动了什么 · What a load changed."
    ),
}
_USER_COMMANDS = {
    "add": LazyCommand(
        "dashboard.cli.people.user:add",
        "添加账号，首个密码只显示一次 · Add an account; its first password is shown once.",
    ),
    "list": LazyCommand(
        "dashboard.cli.people.user:list_", "有哪些账号 · Which accounts there are."
    ),
    "disable": LazyCommand(
        "dashboard.cli.people.user:disable",
        "停用账号，其登录随即结束 · Disable an account; its sessions end at once.",
    ),
    "enable": LazyCommand(
        "dashboard.cli.people.user:enable", "重新启用账号 · Let an account be used again."
    ),
    "role": LazyCommand(
        "dashboard.cli.people.user:role",
        "改角色，其登录随即结束 · Give an account another role; its sessions end at once.",
    ),
    "password": LazyCommand(
        "dashboard.cli.people.user:password",
        "重设密码，只显示一次 · Set a new first password, shown once; sessions and codes end.",
    ),
    "link": LazyCommand(
        "dashboard.cli.people.links:link",
        "一次性链接，本机 60 秒内可免密码打开 · A link that opens the dashboard here, once, within 60 s.",
    ),
    "sessions": LazyCommand(
        "dashboard.cli.people.user:sessions",
        "有哪些登录，也可全部结束 · Which sessions an account has; --end ends them.",
    ),
    "remove": LazyCommand(
        "dashboard.cli.people.user:remove",
        "删除账号；操作记录仍保留其姓名 · Remove an account; the trail keeps its name.",
    ),
}
_REGISTER_COMMANDS = {
    "list": LazyCommand(
        "dashboard.cli.own_data.registers:list_",
        "有哪些台账 · Which registers there are, shipped and of your own.",
    ),
    "new": LazyCommand(
        "dashboard.cli.own_data.new_register:new",
        "看一张自己的表，问几个问题，存成台账 · Make a table of your own a register.",
    ),
}


@click.group(
    cls=RootGroup,
    lazy=_COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="lianxin", prog_name="lianxin")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="语言 · Language (LIANXIN_LANG)")
@click.pass_context
def lianxin(context: click.Context, lang: Any) -> None:
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
      10–14 连不上 · connection  15–19 备份与恢复 · backup and restore
      20 语句 · the statement   23–25 账号 · accounts        26 安装包 · a bundle
      27 数据更新 · a newer home   30–39 自带的服务器 · private server
      70 程序出错，见 lianxin log · a failure of the program, see lianxin log
      40–49 报表与参数 · reports and their values; 43 值不对 · a value, 44 不予运行 · not admitted
    """
    from pydantic import ValidationError

    from dashboard.cli.shared import Run, language, sentences
    from graph.settings import Settings

    chosen = lang or language()
    try:
        settings = Settings()
    except ValidationError as error:
        names = ", ".join(str(fault["loc"][0]).upper() for fault in error.errors())
        Run(Settings.model_construct(), chosen).fail(
            f"设置不正确：{names}。", f"These settings cannot be used: {names}.", 2
        )
    context.obj = Run(settings, chosen)
    context.call_on_close(context.obj.close)
    context.with_resource(sentences(context.obj))


@click.group(cls=LazyGroup, lazy=_REPORT_COMMANDS)
@click.option("--demo", is_flag=True, help="用示例的数据 · the demonstration's data")
@click.pass_context
def report(context: click.Context, demo: bool) -> None:
    """报表 · Saved reports.

    \b
      lianxin report list 心愿                       找报表 · find reports
      lianxin report run wishes/unclaimed --help     它的参数 · its own parameters
      lianxin report run wishes/unclaimed --days 60
      lianxin report run wishes/unclaimed --format xlsx --output 心愿.xlsx
      lianxin report new                             写一张自己的 · one of your own
    """
    if demo:
        context.obj.settings = context.obj.settings.demo()


@click.group(cls=LazyGroup, lazy=_LOAD_COMMANDS)
def load() -> None:
    """导入记录 · Loads that were made.

    \b
      lianxin load list
      lianxin load show IMP-20261127-1a2b3c4d
    """


@click.group(cls=LazyGroup, lazy=_REGISTER_COMMANDS)
def register() -> None:
    """台账的样式 · Registers.

    \b
      lianxin register list
      lianxin register new 骑手表.xls
    """


@click.group(cls=LazyGroup, lazy=_USER_COMMANDS)
@click.option("--demo", is_flag=True, help="示例的账号 · the demonstration's accounts")
@click.pass_context
def user(context: click.Context, demo: bool) -> None:
    """账号 · Who may sign in, and as what.

    没有账号时看板只在本机打开，不用登录；第一个账号是管理员。
    While there is none, the dashboard opens on this machine only, without sign-in.

    \b
      lianxin user add 王主任 --role steward      第一个 · the first one
      lianxin user list
      lianxin user password 李干事                忘了密码 · a lost password
    """
    if demo:
        context.obj.settings = context.obj.settings.demo()


def _accept_any_text() -> None:
    """Let standard output and error take every character, whatever the system's encoding holds."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            ascii_only = codecs.lookup(stream.encoding).name == "ascii"
            encoding = "utf-8" if ascii_only else stream.encoding
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def main() -> None:
    """Run the command line. Errors end as one sentence and an exit code."""
    gc.set_threshold(_YOUNG_OBJECTS)
    _accept_any_text()
    sys.exit(lianxin(prog_name="lianxin"))
