"""``lianxin register new``: a table that staff have, made into a register by a few questions."""

from functools import partial
from pathlib import Path

import click
from rich.text import Text

from dashboard.audit.own_files import OwnFiles
from dashboard.cli.people.acting import acting, as_option
from dashboard.cli.shared import Run, ask, pass_run, sentences, town_of
from graph.errors import LoadError
from graph.load.registers import Registers, column_words, is_known, load_registers
from graph.load.registers.guess import Proposal, Question, propose, save
from graph.load.table.sheets import RawSheet, read_sheets


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--sheet", "title", help="工作表 · which sheet, where there are several")
@click.option("--name", help="台账的名字 · the register's name (a-z, 0-9, _)")
@click.option(
    "--yes", is_flag=True, help="都按最可能的答案 · take the likeliest answers, ask nothing"
)
@as_option
@pass_run
def new(run: Run, file: Path, title: str | None, name: str | None, yes: bool) -> None:
    """看一张自己的表，问几个问题，存成台账 · Make a table of your own a register.

    \b
      lianxin register new 骑手表.xls
      lianxin register new 骑手表.xls --as 李干事
    """
    with sentences(run):
        reader = acting(run, "load")
        own = run.settings.home / "own"
        registers = load_registers(own)
        for sheet in _chosen(read_sheets(file, words=column_words(registers)), title):
            if is_known(sheet, registers):
                run.say(
                    f"这样的表已经认得，直接导入：lianxin import {file.name}",
                    f"Tables like this are known already: lianxin import {file.name}",
                )
                return
            proposal = propose(sheet, load_registers(), town_of(run))
            run.out.print(Text(f"{sheet.file} · {sheet.title}", style="bold"))
            while proposal.questions:
                question = proposal.questions[0]
                value = question.usual if yes else _ask(run, question)
                proposal = proposal.answer(question.key, value)
            _show(run, proposal)
            if not (yes or ask(run, "这样对吗？存成台账？", "Is this right? Save it?")):
                run.say("没有存。", "Nothing was saved.")
                return
            chosen = name or _free_name(proposal, registers)
            note = partial(run.trail.record, "register", reader, chosen, act="save")
            with OwnFiles(run.settings.home).changed_by_us(run.trail):
                path = save(proposal, own, chosen, note=note)
            run.say(
                f"已存为 {path}。以后这样的表直接导入：lianxin import {file.name}",
                f"Saved as {path}. Tables like it can now be loaded: lianxin import {file.name}",
            )


def _chosen(sheets: list[RawSheet], title: str | None) -> list[RawSheet]:
    """The one sheet that is meant. Raises LoadError where that is not clear."""
    filled = [sheet for sheet in sheets if sheet.rows and title in (None, sheet.title)]
    if len(filled) == 1:
        return filled
    zh, en = "、".join(s.title for s in sheets), ", ".join(s.title for s in sheets)
    raise LoadError(
        f"请用 --sheet 写明是哪一张表：{zh}。", f"Say which sheet is meant with --sheet: {en}."
    )


def _ask(run: Run, question: Question) -> str:
    """The value of the answer; Enter takes the likeliest."""
    run.out.print(Text(run.words(*question.words)))
    usual = 1
    for number, option in enumerate(question.options, 1):
        if option.value == question.usual:
            usual = number
        run.out.print(Text(f"  {number}  {run.words(*option.words)}"))
    number = click.prompt(
        run.words("填序号", "Number"),
        default=usual,
        type=click.IntRange(1, len(question.options)),
        err=True,
    )
    return question.options[number - 1].value


def _show(run: Run, proposal: Proposal) -> None:
    """What each column is taken for, and what is not read."""
    run.say(f"按“{proposal.register.sheet.zh}”读：", f"Read as {proposal.register.sheet.en}:")
    for text, column in proposal.columns.items():
        run.out.print(Text(f"  {text} → {run.words(column.zh, column.en)}"))
    for zh, value in proposal.values.items():
        run.out.print(Text(f"  {zh} = {value}"))
    if proposal.not_read:
        listed = "、".join(proposal.not_read)
        run.say(f"不读：{listed}", f"Not read: {listed}")


def _free_name(proposal: Proposal, registers: Registers) -> str:
    """A name that no register has: ``own_riders``, ``own_riders_2``."""
    base = f"own_{proposal.register.id}"
    name, number = base, 2
    while name in registers.by_id:
        name, number = f"{base}_{number}", number + 1
    return name
