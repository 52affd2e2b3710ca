"""The systemd unit of the dashboard as text, and the file of its settings."""

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from dashboard.bundle.installer.place import MARK

NAME = "lianxin@.service"
"""A template: what stands behind the ``@`` is the port."""
_SETTING = re.compile(r"(LIANXIN|NEO4J)_[A-Z0-9_]+|JAVA_HOME|PYTHONPATH")
_LEFT_OUT = {"LIANXIN_PORT", "LIANXIN_TEST_SPEED", "LIANXIN_PREWARM"}
_UNIT = """\
[Unit]
Description=Lianxin dashboard on port %i
Wants=network-online.target
After=network-online.target

[Service]
Type=exec
EnvironmentFile={environment}
WorkingDirectory={home}
ExecStart={command} serve --port %i
{user}UMask=0077
NoNewPrivileges=yes
Restart=on-failure
RestartSec=2
# SIGTERM lets it finish what runs, half a minute at most, and stop its Neo4j
TimeoutStopSec=120
# the process alone: its Neo4j is handed on to another process of the same home, or stopped by it
KillMode=process

[Install]
WantedBy={target}
"""


def unit_text(home: Path, environment: Path, user: str | None) -> str:
    """The unit; ``user`` is who it runs as where it is the system's, None for a user's own."""
    return _UNIT.format(
        environment=_escaped(environment),
        home=_escaped(home),
        command=_command(),
        user=f"User={user}\n" if user else "",
        target="multi-user.target" if user else "default.target",
    )


def environment_text(given: Mapping[str, str], home: Path) -> str:
    """Every setting that is given now, one a line, as systemd reads it.

    Raises ValueError with the name of a setting that holds a line break.
    """
    kept = {
        name: value
        for name, value in given.items()
        if _SETTING.fullmatch(name) and name not in _LEFT_OUT
    }
    kept["LIANXIN_HOME"] = str(home)
    broken = next((name for name, value in kept.items() if "\n" in value or "\r" in value), None)
    if broken is not None:
        raise ValueError(broken)
    return "".join(f"{name}={_value(value)}\n" for name, value in sorted(kept.items()))


def unit_folder(*, system: bool) -> Path:
    """Where systemd looks for units: the system's, or this user's own."""
    if system:
        return Path("/etc/systemd/system")
    config = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(config) / "systemd" / "user"


def _command() -> str:
    """How the program is called: of a bundle's installation by the name that an upgrade keeps."""
    environment = Path(sys.prefix)
    lasting = environment.parent / "bin" / "lianxin"
    if (environment / MARK).is_file() and lasting.is_file():
        return _quoted(str(lasting))
    return f"{_quoted(sys.executable)} -m dashboard"


def _value(text: str) -> str:
    escaped = re.sub(r'(["\\$`])', r"\\\1", text)
    return f'"{escaped}"'


def _escaped(path: Path) -> str:
    """A path in a unit, where % begins a specifier."""
    return str(path).replace("%", "%%")


def _quoted(path: str) -> str:
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'
