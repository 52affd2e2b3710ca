"""The bundle of this very program, installed and started with the network closed, within ten minutes."""

import json
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from as_user import lianxin, none_left
from small_bundle import unpacked

OFFLINE = Path(__file__).parents[2] / "support" / "offline.py"
CLOSED = ["unshare", "--map-root-user", "--net"]
TEN_MINUTES = 600.0


def _can_close() -> bool:
    if shutil.which("unshare") is None or shutil.which("ip") is None:
        return False
    return subprocess.run([*CLOSED, "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.soak
@pytest.mark.skipif(not _can_close(), reason="no network namespaces on this machine")
def test_installed_and_served_with_the_network_closed_within_ten_minutes(tmp_path: Path):
    made = lianxin(tmp_path / "makers", "bundle", str(tmp_path / "lianxin.tar"))
    assert made.returncode == 0, made.stderr
    bundle = unpacked(tmp_path / "lianxin.tar", tmp_path / "unpacked")
    tools = tmp_path / "tools"  # what a machine without Java has
    tools.mkdir()
    for name in ("sh", "dirname"):
        (tools / name).symlink_to(str(shutil.which(name)))
    (tools / "python{}.{}".format(*sys.version_info)).symlink_to(sys._base_executable)
    home = tmp_path / "home"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    script = 'ip link set lo up && exec env -i PATH="$1" HOME="$2" LIANXIN_HOME="$2" "$3" -I "$4" "$5" "$6" "$7"'
    arguments = (tools, home, sys._base_executable, OFFLINE, bundle, tmp_path / "to", port)
    done = subprocess.run(
        [*CLOSED, "sh", "-c", script, "sh", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=TEN_MINUTES,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    print(f"{(tmp_path / 'lianxin.tar').stat().st_size / 2**20:.0f} MB", found)
    assert found["networks"] == []
    assert found["answered"] and found["neo4j"] == 0 and found["own_java"]
    assert found["ended"] == 0
    assert none_left(home)
