"""``lianxin doctor`` names what stands wrong; ``lianxin service`` writes a unit that works."""

import os
import shlex
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests
from as_user import environment, typed, until
from certificates import AUTHORITY
from oidc_provider import provider_here
from programs import program

from dashboard.cli.upkeep.examining import examine
from dashboard.cli.upkeep.unit import environment_text, unit_text
from graph.backup.restoring import Journal
from graph.client import Graph
from graph.settings import Settings


def settings_of(home: Path, **more: object) -> Settings:
    return Settings().model_copy(update={"home": home, "neo4j_uri": None, **more})


def ways(settings: Settings) -> dict[str, str]:
    """What stands wrong, by its name, with the way out."""
    with ThreadPoolExecutor(1) as thread:  # Playwright keeps a loop running in the tests' own
        found = thread.submit(lambda: list(examine(settings))).result()
    return {one.about[1]: one.way[1] for one in found if one.way}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home in which nothing is wrong."""
    home = tmp_path / "home"
    (home / "backups").mkdir(0o700, parents=True)
    home.chmod(0o700)
    backup = home / "backups" / "a.zip"
    backup.touch(0o600)
    return home


@pytest.fixture
def free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_home_in_which_nothing_is_wrong(home: Path, free: int):
    found = ways(settings_of(home, port=free))
    found.pop("Disk", None)  # that of the machine
    assert found == {}


SCHEDULE = "title: 月报\nreport: wishes/rates\nwhen: {monthly: 1}\nmessage: {robot: group}\n"


def test_schedules_that_cannot_be_made_kept_or_told(home: Path, free: int):
    folder, key = home / "own" / "outtray", home / "robots" / "group.key"
    folder.mkdir(0o700, parents=True)
    key.parent.mkdir(0o700)
    (folder / "monthly.yaml").write_text(SCHEDULE, "utf-8")
    key.write_text("693a91f6-7abc-4bc4-97a0-0ec2sifa5aaa")
    subprocess.run(["chmod", "-R", "go=", str(home)], check=True)
    settings = settings_of(home, port=free)

    def about_tray() -> list[str]:
        with ThreadPoolExecutor(1) as thread:
            found = thread.submit(lambda: list(examine(settings))).result()
        return [one.says[1] for one in found if one.about[1] == "Out-tray" and one.way]

    assert about_tray() == []
    key.chmod(0o644)
    [told] = about_tray()
    assert "robots/group.key" in told and "take a new key" in told
    key.chmod(0o600)
    (folder / "monthly.yaml").write_text(SCHEDULE.replace("rates", "rate"), "utf-8")
    (folder / "other.yaml").write_text(
        "title: 会前\nagenda: none\nwhen: {weekly: someday}\n", "utf-8"
    )
    (folder / "third.yaml").write_text(
        "title: 会前\nagenda: none\nwhen: {weekly: monday}\n", "utf-8"
    )
    (home / "outtray").write_text("in the way of the folder")
    told = about_tray()
    assert [one for one in told if "own/outtray/monthly.yaml:2: " in one]
    assert [one for one in told if "own/outtray/other.yaml:3: " in one]
    assert [one for one in told if "own/outtray/third.yaml:2: " in one]
    assert [one for one in told if one.startswith(str(home / "outtray"))] and len(told) == 4


def test_what_others_can_read_is_named_with_the_command_that_takes_it(home: Path, free: int):
    (home / "own").mkdir(0o755)
    (home / "own").chmod(0o755)
    way = ways(settings_of(home, port=free))["Rights of files"]
    subprocess.run(shlex.split(way), check=True)
    assert "Rights of files" not in ways(settings_of(home, port=free))


def test_a_restore_that_was_cut_off_is_named(home: Path, free: int):
    journal = Journal(restore="20261128-122044-3771", server="private", before=None)
    (home / "restoring").mkdir(0o700)
    (home / "restoring" / "journal.json").write_text(journal.model_dump_json())
    (home / "restoring" / "journal.json").chmod(0o600)
    assert "lianxin serve" in ways(settings_of(home, port=free))["Restore"]


def test_a_port_that_another_has_a_java_that_is_none_and_an_old_backup(home: Path):
    old = (datetime.now(UTC) - timedelta(days=8)).timestamp()
    os.utime(home / "backups" / "a.zip", (old, old))
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        found = ways(settings_of(home, port=port, java=home / "none"))
    assert str(port) in found["Port"]
    assert "LIANXIN_JAVA" in found["Java"]
    assert found["Backup"] == "lianxin backup"


def test_files_from_the_future_show_a_wrong_clock(home: Path, free: int):
    ahead = (datetime.now(UTC) + timedelta(days=2)).timestamp()
    os.utime(home / "backups" / "a.zip", (ahead, ahead))
    assert "NTP" in ways(settings_of(home, port=free))["Clock"]


@pytest.mark.parametrize(("days", "wrong"), [(90, False), (10, True), (-1, True)])
def test_a_certificate_that_soon_ends_is_named(home: Path, free: int, days: int, wrong: bool):
    file = home / "certificate.pem"
    ends = datetime.now(UTC) + timedelta(days=days, hours=1)
    begins = datetime.now(UTC) - timedelta(days=30)
    AUTHORITY.issue_cert("a.cn", not_before=begins, not_after=ends).cert_chain_pems[
        0
    ].write_to_path(file)
    file.chmod(0o600)
    assert ("Certificate" in ways(settings_of(home, port=free, cert=file))) is wrong


def test_a_provider_that_cannot_be_used_is_named(
    home: Path, free: int, monkeypatch: pytest.MonkeyPatch
):
    settings = settings_of(home, port=free)
    for name, value in {"CLIENT": "lianxin", "STAFF": "a"}.items():
        monkeypatch.setenv(f"LIANXIN_OIDC_{name}", value)
    with provider_here() as there:
        monkeypatch.setenv("LIANXIN_OIDC_ISSUER", there.issuer)
        assert "Sign-in provider" not in ways(settings)
        there.keys = []
        assert "publishes no key" in ways(settings)["Sign-in provider"]
        there.published = {"issuer": "https://evil.example"}
        assert "Look at the address" in ways(settings)["Sign-in provider"]
    assert "Look at the address" in ways(settings)["Sign-in provider"]
    monkeypatch.setenv("LIANXIN_OIDC_CLIENT", "")
    assert "Correct the setting" in ways(settings)["Sign-in provider"]


def test_a_file_that_is_no_certificate_is_named(home: Path, free: int):
    assert (
        "PEM" in ways(settings_of(home, port=free, cert=home / "backups" / "a.zip"))["Certificate"]
    )


def test_the_command_ends_with_1_where_something_is_wrong(home: Path, free: int):
    good = typed(home, "doctor", LIANXIN_PORT=str(free))
    assert ("✗" in good.output) == (good.exit_code == 1)
    (home / "backups" / "a.zip").unlink()
    bad = typed(home, "doctor", LIANXIN_PORT=str(free))
    assert bad.exit_code == 1
    assert "→ lianxin backup" in bad.output


def test_settings_reach_the_service_as_they_are(tmp_path: Path):
    given = {
        "NEO4J_PASSWORD": 'a"b\\c $d',
        "LIANXIN_PORT": "1",
        "HOME": "/root",
        "LIANXIN_NAMES": "a.cn",
    }
    text = environment_text(given, tmp_path)
    assert text.splitlines() == [
        f'LIANXIN_HOME="{tmp_path}"',
        'LIANXIN_NAMES="a.cn"',
        'NEO4J_PASSWORD="a\\"b\\\\c \\$d"',
    ]
    with pytest.raises(ValueError, match="LIANXIN_NAMES"):
        environment_text({"LIANXIN_NAMES": "two\nlines"}, tmp_path)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_why_no_service_was_installed_is_said_in_the_readers_language(tmp_path: Path, lang: str):
    (tmp_path / "config").touch()
    given = {"XDG_CONFIG_HOME": str(tmp_path / "config"), "LIANXIN_LANG": lang}
    done = typed(tmp_path / "home", "service", "install", "--no-start", **given)
    reason = {"zh": "路径中有一段不是文件夹", "en": "a part of the path is no folder"}
    assert done.exit_code != 0 and reason[lang] in done.output.replace("\n", "")
    assert "Errno" not in done.output


def test_no_value_of_a_setting_is_shown_where_it_cannot_be_kept(tmp_path: Path):
    given = {"XDG_CONFIG_HOME": str(tmp_path), "LIANXIN_NEO4J_PASSWORD": "first line\nsecond"}
    done = typed(tmp_path / "home", "service", "install", "--no-start", **given)
    assert done.exit_code != 0 and "line break" in done.output
    assert "second" not in done.output and "first line" not in done.output


def test_the_service_of_a_bundle_calls_what_an_upgrade_replaces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    version = tmp_path / "0.1.0-abc"
    (version / "share" / "lianxin").mkdir(parents=True)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "lianxin").touch()
    monkeypatch.setattr("sys.prefix", str(version))
    assert f"{sys.executable}" in unit_text(tmp_path, tmp_path / "a.env", None)
    (version / "share" / "lianxin" / "bundle.json").touch()
    text = unit_text(tmp_path, tmp_path / "a.env", None)
    assert f'ExecStart="{tmp_path}/bin/lianxin" serve --port %i' in text


@pytest.mark.parametrize("user", [None, "root"])
def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path, user: str | None):
    environment = tmp_path / "service 100%.env"
    environment.touch()
    unit = tmp_path / "lianxin@.service"
    unit.write_text(unit_text(tmp_path, environment, user), "utf-8")
    done = subprocess.run(
        [program("systemd-analyze"), "verify", unit], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_service_is_installed_started_by_its_own_lines_stopped_and_removed(
    town: Graph, tmp_path: Path, free: int
):
    home, config = tmp_path / "home", tmp_path / "config"
    given = {
        "XDG_CONFIG_HOME": str(config),
        "NEO4J_URI": town.address.uri,
        "NEO4J_PASSWORD": town.address.password,
    }
    done = typed(home, "service", "install", "--no-start", "--port", str(free), **given)
    assert done.exit_code == 0, done.output
    assert f"lianxin@{free}.service" in done.output
    unit = config / "systemd" / "user" / "lianxin@.service"
    lines = dict(line.split("=", 1) for line in unit.read_text().splitlines() if "=" in line)
    settings = Path(lines["EnvironmentFile"])
    assert settings.stat().st_mode & 0o777 == 0o600
    kept = dict(line.split("=", 1) for line in settings.read_text().splitlines())

    bare = {
        name: value for name, value in environment(home).items() if not name.startswith("LIANXIN")
    }
    with subprocess.Popen(
        shlex.split(lines["ExecStart"].replace("%i", str(free))),
        env={**bare, **{name: shlex.split(value)[0] for name, value in kept.items()}},
        stdout=subprocess.DEVNULL,
    ) as started:
        try:
            until(lambda: _ready(free) or started.poll() is not None)
            assert started.poll() is None
        finally:
            started.send_signal(signal.SIGTERM)
        assert started.wait(60) == 0

    removed = typed(home, "service", "remove", **given)
    assert removed.exit_code == 0
    assert not unit.exists() and not settings.exists()


def _ready(port: int) -> bool:
    try:
        return requests.get(f"http://127.0.0.1:{port}/readyz", timeout=10).ok
    except requests.ConnectionError:
        return False
