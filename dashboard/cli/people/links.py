"""Links that open a dashboard on this machine without a password, once: for a lost one, and the demo."""

import click

from cypher.reader import Reader
from dashboard.auth.accounts.account import Account
from dashboard.auth.accounts.one_time import SECONDS, OneTimeCodes
from dashboard.cli.people.acting import accounts_of, acting, as_option, database_of
from dashboard.cli.shared import Run, pass_run, sentences
from dashboard.errors import NoSuchAccount
from dashboard.network import Network


@click.command()
@click.argument("name", required=False)
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help="看板的端口，默认 5006 · the dashboard's port, 5006 by default",
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
        network = Network(run.settings.port if port is None else port)
        address = link_of(run, account, network, by)
        run.say(
            f"以“{account.name}”打开（本机，一次，{SECONDS:.0f} 秒内）：{address}",
            f"To open as {account.name!r} (here, once, within {SECONDS:.0f} s): {address}",
        )


def link_of(run: Run, account: Account, network: Network, by: Reader) -> str:
    """The address of a new link for an account; that it was given out is noted first.

    Raises AccountError for a disabled account, AuditFailed.
    """
    if account.disabled:
        raise NoSuchAccount(
            f"账号“{account.name}”已停用。", f"The account {account.name!r} is disabled."
        )
    run.trail.record("account", by, about=account.name, act="link", of_role=account.role)
    return f"{network.url}sign-in/once#once={OneTimeCodes(database_of(run)).issue(account.id)}"


def first_steward(run: Run) -> Account:
    """The steward who was added first and can sign in. Raises NoSuchAccount."""
    for one in accounts_of(run).list():
        if one.role == "steward" and not one.disabled:
            return one
    raise NoSuchAccount(
        "还没有账号。添加第一个：lianxin user add 姓名 --role steward",
        "There is no account. Add the first one: lianxin user add NAME --role steward",
    )
