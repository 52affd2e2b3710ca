"""``lianxin user``: who may sign in, as what, and which sessions are open."""

from collections.abc import Callable
from functools import wraps
from typing import Any, get_args

import click
from rich.table import Table as Grid
from rich.text import Text

from cypher.format import format_value
from cypher.reader import Reader, Role
from dashboard.auth.accounts.account import Account
from dashboard.auth.accounts.in_words import role_words, state_words
from dashboard.auth.sessions import SessionStore
from dashboard.cli.people.acting import accounts_of, acting, as_option, database_of
from dashboard.cli.shared import Run, ask, pass_run, sentences
from dashboard.texts import say

_ROLE = click.Choice(get_args(Role))
_role_help = "党委 committee，工作人员 staff，管理员 steward"


@click.command()
@click.argument("name")
@click.option("--role", type=_ROLE, required=True, help=_role_help)
@as_option
@pass_run
def add(run: Run, name: str, role: Role) -> None:
    """添加账号，首个密码只显示一次 · Add an account; its first password is shown once.

    第一个账号必须是管理员。The first account is a steward's.

    \b
      lianxin user add 王主任 --role steward
      lianxin user add 李干事 --role staff --as 王主任
    """
    with sentences(run):
        account, password = accounts_of(run).add(name, role, acting(run, "accounts"))
        run.say(
            f"已添加“{account.name}”，角色：{role_words(role, 'zh')}。",
            f"Added {account.name!r} as {role_words(role, 'en')}.",
        )
        say_password(run, password)


@click.command(name="list")
@pass_run
def list_(run: Run) -> None:
    """有哪些账号 · Which accounts there are.

    \b
      lianxin user list
    """
    with sentences(run):
        found = accounts_of(run).list()
        if not found:
            run.say(
                "还没有账号：看板只在本机打开，不用登录。添加第一个：lianxin user add 姓名 --role steward",
                "There is no account: the dashboard opens on this machine only, without sign-in. "
                "Add the first one: lianxin user add NAME --role steward",
            )
            return
        sessions = SessionStore(database_of(run))
        grid = Grid(box=None, header_style="bold", padding=(0, 2, 0, 0))
        for key in ("account_name", "account_role", "account_state", "account_sessions"):
            grid.add_column(Text(say(key, run.lang)), overflow="fold")
        for one in found:
            words = (
                one.name,
                role_words(one.role, run.lang),
                state_words(one, run.lang),
                str(len(sessions.of(one.id))),
            )
            grid.add_row(*map(Text, words))
        run.out.print(grid)


def _named(body: Callable[..., None]) -> Callable[..., None]:
    """A command about one account, which is looked up by its name; needs the right to accounts."""

    @wraps(body)  # with the options that it has already
    def command(run: Run, /, name: str, **given: Any) -> None:
        with sentences(run):
            body(run, acting(run, "accounts"), accounts_of(run).named(name), **given)

    return click.argument("name")(as_option(pass_run(command)))


@click.command()
@_named
def disable(run: Run, by: Reader, account: Account) -> None:
    """停用账号，其登录随即结束 · Disable an account; its sessions end at once.

    \b
      lianxin user disable 李干事
    """
    accounts_of(run).disable(account.id, by)
    run.say(
        f"“{account.name}”已停用，其登录已结束。",
        f"{account.name!r} is disabled, and its sessions have ended.",
    )


@click.command()
@_named
def enable(run: Run, by: Reader, account: Account) -> None:
    """重新启用账号 · Let an account be used again.

    \b
      lianxin user enable 李干事
    """
    accounts_of(run).enable(account.id, by)
    run.say(f"“{account.name}”已启用。", f"{account.name!r} can be used again.")


@click.command()
@_named
def password(run: Run, by: Reader, account: Account) -> None:
    """重设密码，只显示一次 · Set a new first password, shown once; sessions and codes end.

    \b
      lianxin user password 李干事
    """
    _, new = accounts_of(run).renew_password(account.id, by)
    run.say(
        f"“{account.name}”的密码已重设，原密码、验证码和登录都已失效。",
        f"{account.name!r} has a new password; the old one, its codes and sessions have ended.",
    )
    say_password(run, new)


@click.command()
@_named
@click.argument("role", type=_ROLE)
def role(run: Run, by: Reader, account: Account, role: Role) -> None:
    """改角色，其登录随即结束 · Give an account another role; its sessions end at once.

    \b
      lianxin user role 李干事 steward
    """
    accounts_of(run).set_role(account.id, role, by)
    run.say(
        f"“{account.name}”现在是{role_words(role, 'zh')}。",
        f"{account.name!r} is {role_words(role, 'en')} now.",
    )


@click.command()
@_named
@click.option("--yes", is_flag=True, help="不再询问 · do not ask")
def remove(run: Run, by: Reader, account: Account, yes: bool) -> None:
    """删除账号；操作记录仍保留其姓名 · Remove an account; the trail keeps its name.

    \b
      lianxin user remove 李干事
    """
    if not yes and not ask(run, f"删除账号“{account.name}”吗？", f"Remove {account.name!r}?"):
        run.fail("没有删除。", "Nothing was removed.")
    accounts_of(run).remove(account.id, by)
    run.say(f"“{account.name}”已删除。", f"{account.name!r} is removed.")


@click.command()
@_named
@click.option("--end", is_flag=True, help="全部结束 · end them all")
def sessions(run: Run, by: Reader, account: Account, end: bool) -> None:
    """有哪些登录，也可全部结束 · Which sessions an account has; --end ends them.

    \b
      lianxin user sessions 李干事
      lianxin user sessions 李干事 --end
    """
    store = SessionStore(database_of(run))
    if end:
        run.trail.record("session_ended", by, about=account.name)
        ended = store.end_all(account.id)
        run.say(f"已结束 {ended} 个登录。", f"{ended} sessions were ended.")
        return
    found = store.of(account.id)
    if not found:
        run.say("没有打开的登录。", "No session is open.")
        return
    grid = Grid(box=None, header_style="bold", padding=(0, 2, 0, 0))
    for key in ("session_began", "session_active", "session_address", "session_agent"):
        grid.add_column(Text(say(key, run.lang)), overflow="fold")
    for one in found:
        times = (format_value(one.began, run.lang), format_value(one.active, run.lang))
        grid.add_row(*map(Text, (*times, one.address, one.agent)))
    run.out.print(grid)


def say_password(run: Run, password: str) -> None:
    """Show a first password; it is written nowhere."""
    run.say(
        f"首个密码（只显示这一次，首次登录时须更换）：{password}",
        f"First password (shown this once, to be changed at the first sign-in): {password}",
    )
