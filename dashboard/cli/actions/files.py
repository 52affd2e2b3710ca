"""``lianxin action``: the files of actions listed, shown, begun, tested and approved."""

from datetime import datetime

import click
from rich.table import Table as Grid
from rich.text import Text

from cypher.act.action_file import SavedAction
from cypher.act.states import state_word, states_page, states_text
from cypher.errors import NotApproved
from cypher.reader import LOCAL, OWNER
from dashboard.audit.own_files import OwnFiles
from dashboard.cli.actions.act import actions_of
from dashboard.cli.people.acting import acting, as_option
from dashboard.cli.shared import Run, opened, pass_run


@click.command(name="list")
@pass_run
def list_(run: Run) -> None:
    """有哪些操作 · Which actions there are, shipped and of your own.

    \b
      lianxin action list
    """
    held = actions_of(run).all()
    grid = Grid(box=None, show_header=False, padding=(0, 2, 0, 0))
    for saved in held.saved.values():
        approval = held.approval(saved)
        state = "" if approval.state == "release" else approval.sentence().get(run.lang)
        header = saved.header
        grid.add_row(
            *map(Text, (saved.id, header.title.get(run.lang), _from_to(run, saved), state))
        )
    run.out.print(grid)
    for error in held.broken:
        run.note(error.zh, error.en)


def _from_to(run: Run, saved: SavedAction) -> str:
    header = saved.header
    comma = run.words("、", ", ")
    before = comma.join(state_word(header.on, one, run.lang) for one in header.before)
    after = state_word(header.on, header.to, run.lang) if header.to else ""
    return f"{before} → {after}" if after else before


@click.command()
@click.argument("id")
@pass_run
def show(run: Run, id: str) -> None:
    """说明、参数、批准与语句 · What an action does, what it asks for, its approval, its Cypher.

    \b
      lianxin action show wish/claim
    """
    held = actions_of(run).all()
    saved = held.find(id)
    header = saved.header
    run.out.print(f"{saved.id} · {header.title.get(run.lang)} · {saved.version}")
    run.out.print(header.about.get(run.lang))
    run.out.print(_from_to(run, saved))
    for name, parameter in header.parameters.items():
        values = ", ".join(parameter.values or ()) or parameter.source or parameter.type
        optional = run.words("（可不填）", " (optional)") if parameter.optional else ""
        run.out.print(f"  {name}: {parameter.label.get(run.lang)}{optional} · {values}")
    run.out.print(held.approval(saved).sentence().get(run.lang))
    run.out.print(saved.text)


@click.command()
@click.option("--page", is_flag=True, help="写成文档，带图 · as the page of docs/, with pictures")
@pass_run
def table(run: Run, page: bool) -> None:
    """状态与谁能办什么 · The states of each kind, and which step leads from where to where.

    \b
      lianxin action table
    """
    actions = actions_of(run).actions()
    click.echo(states_page(actions) if page else states_text(actions, run.lang), nl=not page)


@click.command()
@click.argument("id", required=False)
@pass_run
def check(run: Run, id: str | None) -> None:
    """检查操作文件能否运行 · Test whether actions may run; 1 where one may not.

    \b
      lianxin action check              全部 · all of them
      lianxin action check own/thanks   一个 · one
    """
    from cypher.act.admitting import admit_action
    from cypher.errors import NotAdmitted

    held = actions_of(run).all()
    chosen = [held.find(id)] if id else list(held.saved.values())
    faults = [] if id else [(one.zh, one.en) for one in held.broken]
    with opened(run) as graph:
        for saved in chosen:
            try:
                admit_action(graph, saved)
                _refuse_unknown_right(saved)
            except (NotAdmitted, NotApproved) as error:
                faults.append((error.zh, error.en))
    for zh, en in faults:
        run.err.print(run.words(zh, en), style="bold red")
    if faults:
        run.fail(f"{len(faults)} 个操作不能用。", f"{len(faults)} actions cannot be used.")
    run.say(f"{len(chosen)} 个操作都能用。", f"All {len(chosen)} actions may run.")


@click.command()
@click.argument("id")
@as_option
@pass_run
def approve(run: Run, id: str) -> None:
    """批准一个自编的操作 · Approve an action of your own as it is now; an edit lapses it.

    \b
      lianxin action approve own/thanks --as 王主任
    """
    reader = acting(run, "approve")
    held = actions_of(run).all()
    saved = held.find(id)
    approval = held.approval(saved)
    if saved.source == "own":
        from cypher.act.action_library import approvable
        from cypher.act.admitting import admit_action
        from cypher.library.approvals import Approvals
        from graph.model import SHANGHAI

        _refuse_author(saved, reader.name)
        _refuse_unknown_right(saved)
        with opened(run) as graph:
            admit_action(graph, saved)
        named = approvable(saved)
        run.trail.record("approval", reader, named.id, version=saved.version)
        approvals = Approvals(run.settings.home / "approvals")
        with OwnFiles(run.settings.home).changed_by_us(run.trail):
            approval = approvals.add(named, reader.name, datetime.now(SHANGHAI))
    state = approval.sentence()
    run.say(
        f"{saved.id} · {saved.version}：{state.zh}", f"{saved.id} · {saved.version}: {state.en}"
    )


def _refuse_unknown_right(saved: SavedAction) -> None:
    """An action that asks for a right that is none could be carried out by nobody."""
    from dashboard.auth.rights import shipped_rights

    known, needs = shipped_rights().entries, saved.header.needs
    if needs not in known:
        named = ", ".join(known)
        raise NotApproved(
            f"{saved.path}：没有“{needs}”这种权限，needs 可以是 {named}。",
            f"{saved.path}: there is no right {needs!r}; needs can be one of {named}.",
        )


def _refuse_author(saved: SavedAction, name: str) -> None:
    """Where accounts tell people apart, who wrote an action does not approve it."""
    if saved.header.author == name and name not in (LOCAL.name, OWNER.name):
        raise NotApproved(
            f"操作 {saved.id} 是您自己写的，请另一位管理员批准。",
            f"You wrote the action {saved.id} yourself; another steward has to approve it.",
        )


@click.command()
@click.argument("id")
@click.option(
    "--title", "title_zh", prompt="操作叫什么（中文）", help="中文名称 · title in Chinese"
)
@click.option("--title-en", prompt="Its title in English", help="英文名称 · title in English")
@click.option("--on", prompt="对哪种记录 · On which kind", help="如 Wish · such as Wish")
@click.option(
    "--from",
    "before",
    prompt="从哪个状态 · From which state",
    default="",
    show_default=False,
    help="从哪些状态，用逗号分开 · states in which it can be done, commas between",
)
@click.option(
    "--to",
    prompt="到哪个状态 · To which state",
    default="",
    show_default=False,
    help="办完后的状态 · the state afterwards",
)
@as_option
@pass_run
def new(run: Run, id: str, title_zh: str, title_en: str, on: str, before: str, to: str) -> None:
    """写一个自己的操作 · Begin an action of your own from a few answers.

    \b
      lianxin action new thanks --title 致谢 --title-en Thank --on Wish --from FULFILLED --to ""
    """
    from cypher.header import Words
    from cypher.library.new_action import start

    reader = acting(run, "write_reports")
    held, own = actions_of(run).all(), run.settings.home / "own"
    states = [one.strip() for one in before.replace("，", ",").split(",") if one.strip()]
    title = Words(zh=title_zh.strip(), en=title_en.strip())
    run.trail.record("report", reader, f"actions/{id}", act="new")
    with OwnFiles(run.settings.home).changed_by_us(run.trail):
        saved = start(own, id, title, on.strip(), states, to.strip(), reader.name, held)
    file = run.settings.home / saved.path
    run.say(
        f"已写成 {file}。改好后用 lianxin action check {saved.id} 检查，再请管理员批准。",
        f"Written to {file}. Change it, test it with lianxin action check {saved.id}, "
        "then ask a steward to approve it.",
    )
