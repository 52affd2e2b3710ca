"""``lianxin doctor``: what stands wrong, each with its way out."""

import click
from rich.text import Text

from dashboard.cli.shared import Run, pass_run, sentences
from dashboard.cli.upkeep.examining import examine


@click.command()
@click.option("--demo", is_flag=True, help="查看示例的 · the demonstration's")
@pass_run
def doctor(run: Run, demo: bool) -> None:
    """体检：哪里不对，怎么办 · What stands wrong, and the way out; 1 where anything does.

    \b
      lianxin doctor
    """
    if demo:
        run.settings = run.settings.demo()
    with sentences(run):
        wrong = 0
        for found in examine(run.settings):
            style = "bold red" if found.way else "green"
            line = Text.assemble(
                ("✗ " if found.way else "✓ ", style),
                (run.words(*found.about), "bold"),
                run.words("：", ": "),
                run.words(*found.says),
            )
            run.out.print(line)
            if found.way:
                wrong += 1
                run.out.print(Text(f"  → {run.words(*found.way)}"))
        if wrong:
            run.fail(f"有 {wrong} 处要看一看。", f"{wrong} to look at.", 1)
        run.say("都好。", "All is well.")
