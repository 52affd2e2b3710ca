"""``lianxin bundle``: everything that another machine needs, in one archive."""

from pathlib import Path
from time import monotonic

import click

from dashboard.cli.shared import Run, pass_run, sentences


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option("--replace", is_flag=True, help="替换同名的文件 · replace a file of that name")
@pass_run
def bundle(run: Run, file: Path | None, replace: bool) -> None:
    """离线安装包：程序、依赖、Neo4j 与 Java · One archive to install from without a network.

    \b
      lianxin bundle                      到当前文件夹 · into this folder
      lianxin bundle /media/usb/lianxin.tar
      LIANXIN_NEO4J_LINE=2026 lianxin bundle

    在同样的系统和 Python 上安装：tar -xf 文件，再运行其中的 install.sh。
    To be installed on the same system and Python: tar -xf FILE, then run install.sh in it.
    """
    with sentences(run):
        from dashboard.bundle.installer.checks import sum_of
        from dashboard.bundle.making import bundle_name, make_bundle
        from dashboard.bundle.wheels import Wheels, source_folder

        begun, source = monotonic(), source_folder()
        program = Wheels(source, Path(), run.progress()).version
        chosen = file or Path(f"{bundle_name(program)}.tar")
        made = make_bundle(source, chosen, run.settings, run.progress(), replace=replace)
        size, seconds = chosen.stat().st_size / 2**20, monotonic() - begun
        run.say(
            f"安装包：{chosen}（{size:.0f} MB，用时 {seconds:.0f} 秒）",
            f"The bundle: {chosen} ({size:.0f} MB, made in {seconds:.0f} s)",
        )
        run.say(f"SHA-256：{sum_of(chosen)}", f"SHA-256: {sum_of(chosen)}")
        run.note(
            f"用于 {made['system']} {made['machine']}、Python {made['python']}。"
            "在那台机器上：tar -xf 这个文件，再运行里面的 install.sh，不需要网络。",
            f"For {made['system']} {made['machine']} with Python {made['python']}. There: tar -xf "
            "this file, then run install.sh in it; no network is needed.",
        )
