"""``lianxin service``: the dashboard as a service of systemd, which starts it with the machine."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import click

from dashboard.cli.shared import Run, pass_run, sentences
from dashboard.cli.upkeep.unit import NAME, environment_text, unit_folder, unit_text
from graph.files import private_folder, reason_of, replace_text

_system = click.option(
    "--system", is_flag=True, help="装为系统服务，需要 root · for the whole system; needs root"
)
NOT_DONE = 25


@click.group()
def service() -> None:
    """开机自动运行（systemd） · Start with the machine, by systemd.

    \b
      lianxin service install                       为当前用户 · for this user
      lianxin service install --port 5006 --port 5007   两个进程 · two processes
      sudo lianxin service install --system         系统服务 · the system's
      lianxin service status
      lianxin service remove
    """


@service.command()
@_system
@click.option(
    "--port",
    "ports",
    type=click.IntRange(1, 65535),
    multiple=True,
    help="端口，可写几次 · may be given again",
)
@click.option("--no-start", is_flag=True, help="只写文件，不启动 · write the files, start nothing")
@pass_run
def install(run: Run, system: bool, ports: Sequence[int], no_start: bool) -> None:
    """写好服务并启动 · Write the unit and start it; the settings of now go with it.

    \b
      lianxin service install --port 5006
    """
    with sentences(run):
        home = run.settings.home.absolute()
        environment, unit = home / "service.env", unit_folder(system=system) / NAME
        try:
            private_folder(home)
            replace_text(environment, environment_text(os.environ, home))
            unit.parent.mkdir(parents=True, exist_ok=True)
            unit.write_text(unit_text(home, environment, _owner(home) if system else None), "utf-8")
        except ValueError as error:
            run.fail(
                f"服务没有装好：设置 {error} 的值里有换行。",
                f"The service was not installed: the value of {error} holds a line break.",
                NOT_DONE,
            )
        except OSError as error:
            (zh, en), file = reason_of(error), error.filename or unit
            run.fail(
                f"服务没有装好：{file}（{zh}）。系统服务需要 root。",
                f"The service was not installed: {file} ({en}). The system's needs root.",
                NOT_DONE,
            )
        run.say(f"服务文件：{unit}", f"Unit: {unit}")
        run.say(f"设置（仅本人可读）：{environment}", f"Settings, yours alone: {environment}")
        _verify(run, unit)
        names = [_instance(port) for port in ports or (run.settings.port,)]
        if no_start or not _runs(run):
            _say_commands(run, names, system=system)
            return
        _systemctl(run, system, "daemon-reload")
        _systemctl(run, system, "enable", "--now", *names)
        run.say("已启动。", "Started.")


@service.command()
@_system
@pass_run
def status(run: Run, system: bool) -> None:
    """是否在运行 · Whether it is installed and runs.

    \b
      lianxin service status
    """
    with sentences(run):
        unit = unit_folder(system=system) / NAME
        if not unit.exists():
            run.say("还没有安装服务。", "No service is installed.")
            return
        run.say(f"服务文件：{unit}", f"Unit: {unit}")
        if _runs(run):
            words = [*_scope(system), "list-units", "--all", "--no-legend", "lianxin@*"]
            done = subprocess.run(words, capture_output=True, text=True, check=False)
            run.out.print(done.stdout.strip() or done.stderr.strip())


@service.command()
@_system
@pass_run
def remove(run: Run, system: bool) -> None:
    """停止并去掉服务，数据不动 · Stop it and take the unit away; the data stays.

    \b
      lianxin service remove
    """
    with sentences(run):
        unit = unit_folder(system=system) / NAME
        if not unit.exists():
            run.say("还没有安装服务。", "No service is installed.")
            return
        runs = _runs(run)
        if runs:
            _systemctl(run, system, "stop", "lianxin@*")
            _systemctl(run, system, "disable", NAME)
        try:
            unit.unlink()
        except OSError as error:
            zh, en = reason_of(error)
            run.fail(f"没有去掉：{unit}（{zh}）。", f"Not removed: {unit} ({en}).", NOT_DONE)
        (run.settings.home / "service.env").unlink(missing_ok=True)
        if runs:
            _systemctl(run, system, "daemon-reload")
        run.say("服务已去掉，数据没有动。", "The service is removed; the data is as it was.")


def _instance(port: int) -> str:
    return NAME.replace("@", f"@{port}")


def _owner(home: Path) -> str:
    import pwd

    return pwd.getpwuid(home.stat().st_uid).pw_name


def _scope(system: bool) -> list[str]:
    return ["systemctl"] if system else ["systemctl", "--user"]


def _runs(run: Run) -> bool:
    """Whether systemd runs here at all; says so where it does not."""
    if Path("/run/systemd/system").is_dir() and shutil.which("systemctl"):
        return True
    run.note(
        "这台机器上没有运行 systemd，服务没有启动，开机自启也无从验证。",
        "systemd does not run on this machine: nothing was started, and starting at boot is untested.",
    )
    return False


def _verify(run: Run, unit: Path) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        return
    done = subprocess.run([program, "verify", unit], capture_output=True, text=True, check=False)
    if done.returncode:
        run.note(
            f"systemd-analyze verify 指出：{done.stderr.strip()}",
            f"systemd-analyze verify says: {done.stderr.strip()}",
        )


def _say_commands(run: Run, names: Sequence[str], *, system: bool) -> None:
    scope = " ".join(_scope(system))
    run.say(
        f"启动：{scope} daemon-reload && {scope} enable --now {' '.join(names)}",
        f"To start it: {scope} daemon-reload && {scope} enable --now {' '.join(names)}",
    )


def _systemctl(run: Run, system: bool, *words: str) -> None:
    done = subprocess.run([*_scope(system), *words], capture_output=True, text=True, check=False)
    if done.returncode:
        run.fail(
            f"systemctl 没有做成：{done.stderr.strip()}",
            f"systemctl failed: {done.stderr.strip()}",
            NOT_DONE,
        )
