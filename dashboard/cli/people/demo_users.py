"""The three users of the demonstration: made once, with passwords that are shown once."""

from rich.table import Table as Grid
from rich.text import Text

from cypher.header import Words
from cypher.reader import OWNER, Role
from dashboard.auth.accounts.in_words import role_words
from dashboard.cli.people.acting import accounts_of
from dashboard.cli.people.links import first_steward, link_of
from dashboard.cli.shared import Run
from dashboard.network import Network
from dashboard.texts import say

USERS: tuple[tuple[Words, Role], ...] = (
    (Words(zh="王建华", en="Wang Jianhua"), "steward"),
    (Words(zh="李晓芸", en="Li Xiaoyun"), "staff"),
    (Words(zh="陈立群", en="Chen Liqun"), "committee"),
)
"""Invented people, as everything of the demonstration is; the first account has to be a steward's."""


def make_users(run: Run) -> None:
    """Make the users of a demonstration that has none, and show their passwords; else say how a
    password is set anew. Raises AccessBroken, AuditFailed."""
    accounts = accounts_of(run)
    if accounts.any():
        run.say(
            "账号和密码沿用上次的。忘了密码：lianxin user --demo password 姓名"
            "（有哪些账号：lianxin user --demo list）",
            "The accounts and passwords are those of last time. A lost password is set anew by "
            "lianxin user --demo password NAME (lianxin user --demo list names them).",
        )
        return
    made = [accounts.add(name.get(run.lang), role, OWNER) for name, role in USERS]
    run.say(
        "已建立三个账号，密码只显示这一次，首次用密码登录时须更换：",
        "Three accounts were made. Their passwords are shown this once, and changed by each at the "
        "first sign-in by password:",
    )
    grid = Grid(box=None, header_style="bold", padding=(0, 2, 0, 0))
    for key in ("account_name", "account_role", "sign_password"):
        grid.add_column(Text(say(key, run.lang)), overflow="fold", no_wrap=True)
    for account, password in made:
        grid.add_row(*map(Text, (account.name, role_words(account.role, run.lang), password)))
    run.out.print(grid)


def say_link(run: Run, network: Network) -> None:
    """Say by which link the first page opens on this machine as the steward, and how to get another."""
    steward = first_steward(run)
    address = link_of(run, steward, network.url, OWNER)
    run.say(
        f"连新看板已打开，请在本机点开：{address}\n"
        f"这个链接只能用一次，60 秒内有效，打开即以“{steward.name}”登录；"
        f"再要一个：lianxin user --demo link   （按 Ctrl-C 停止）",
        f"Lianxin is served; open it on this machine: {address}\n"
        f"The link is good once, for 60 seconds, and signs in as {steward.name!r}; another one: "
        f"lianxin user --demo link   (Ctrl-C stops it)",
    )
