"""Links that open a dashboard on this machine without a password, once: for a lost one, and the demo."""

import click

from cypher.reader import Reader
from dashboard.auth.accounts.account import Account
from dashboard.auth.accounts.one_time import SECONDS, OneTimeCodes
from dashboard.cli.people.acting import accounts_of, acting, as_option, database_of
from dashboard.cli.people.running import Running
from dashboard.cli.shared import Run, pass_run, sentences
from dashboard.errors import DashboardError, NoSuchAccount
from dashboard.network import Network


class LinkUnusable(DashboardError):
    """The dashboard stands behind a proxy, through which no link opens it without a password."""

    def __init__(self, url: str) -> None:
        super().__init__(
            f"看板在反向代理后面（{url}），一次性链接在那里打不开。请用密码登录；忘了密码："
            "lianxin user password 姓名。",
            f"The dashboard stands behind a proxy ({url}), where no such link opens it. Sign in by "
            "password; a lost one is set anew by lianxin user password NAME.",
        )


@click.command()
@click.argument("name", required=False)
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help="看板的端口，默认为正在运行的看板的 · the dashboard's port; that of the running one by default",
)
@as_option
@pass_run
def link(run: Run, name: str | None, port: int | None) -> None:
    """一次性链接，本机 60 秒内可免密码打开 · A link that opens the dashboard here, once, within 60 s.

    不写姓名则为第一位管理员。Without a name it is the first steward's.

    \b
      lianxin user link
      lianxin user link 王主任 --port 8080
    """
    with sentences(run):
        by = acting(run, "accounts")
        account = accounts_of(run).named(name) if name else first_steward(run)
        served = _where(run) if port is None else Network(port).url
        address = link_of(run, account, served, by)
        run.say(
            f"以“{account.name}”打开（本机，一次，{SECONDS:.0f} 秒内）：{address}",
            f"To open as {account.name!r} (here, once, within {SECONDS:.0f} s): {address}",
        )


def _where(run: Run) -> str:
    """The address of this home's dashboard that runs; where none does, where one would stand, with a
    note that it has to be started. Raises LinkUnusable where each stands behind a proxy."""
    running = Running(run.settings.home).all()
    for one in running:
        if not one.is_behind:
            return one.url
    if running:
        raise LinkUnusable(running[0].url)
    run.note(
        "没有找到正在运行的看板，链接可能打不开。先运行 lianxin serve（示例镇用 lianxin demo），"
        "或用 --port 写明端口。",
        "No dashboard of this home was found running, so the link may not open. First run lianxin serve "
        "(lianxin demo for the invented town), or name the port by --port.",
    )
    return Network(run.settings.port).url


def link_of(run: Run, account: Account, served: str, by: Reader) -> str:
    """The address of a new link for an account, at the dashboard ``served`` there; that it was given
    out is noted first.

    Raises AccountError for a disabled account, AuditFailed.
    """
    if account.disabled:
        raise NoSuchAccount(
            f"账号“{account.name}”已停用。", f"The account {account.name!r} is disabled."
        )
    run.trail.record("account", by, about=account.name, act="link", of_role=account.role)
    return f"{served}sign-in/once#once={OneTimeCodes(database_of(run)).issue(account.id)}"


def first_steward(run: Run) -> Account:
    """The steward who was added first and can sign in. Raises NoSuchAccount."""
    for one in accounts_of(run).list():
        if one.role == "steward" and not one.disabled:
            return one
    raise NoSuchAccount(
        "还没有账号。添加第一个：lianxin user add 姓名 --role steward",
        "There is no account. Add the first one: lianxin user add NAME --role steward",
    )
