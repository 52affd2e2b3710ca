"""A bundle holds what is pinned and nothing of the machine it was made on; what is damaged, wrong for the machine or in the way of something is refused."""

import json
import os
import re
import socket
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from zipfile import ZipFile

import pytest
from as_user import typed
from pip._internal.models.index import PyPI
from small_bundle import ROOT, install, project, small_bundle, unpacked

from dashboard.bundle.errors import BundleFailed, BundleTaken
from dashboard.bundle.installer.checks import machine, refuse_machine, sum_of
from dashboard.bundle.installer.showing import Refused
from dashboard.bundle.making import make_bundle, write_sums
from dashboard.bundle.wheels import Wheels, least_libc
from graph.local.install.lines import LINES
from graph.progress import Silent
from graph.settings import Settings

pytestmark = pytest.mark.xdist_group("bundle")


@pytest.fixture(autouse=True, scope="module")
def _quick() -> Iterator[None]:
    """The small program is built with what is installed here: its own environment takes 10 s."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PIP_NO_BUILD_ISOLATION", "0")  # which is how pip spells no isolation
        yield


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The archives of two versions, by version."""
    folder = tmp_path_factory.mktemp("made")
    return {version: small_bundle(folder, version) for version in ("0.1.0", "0.2.0")}


@pytest.fixture(scope="module")
def whole(made: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same, unpacked."""
    folder = tmp_path_factory.mktemp("whole")
    return {version: unpacked(file, folder / version) for version, file in made.items()}


@pytest.fixture
def bundle(whole: dict[str, Path], tmp_path: Path) -> Path:
    """The older one, in a folder of the test's own; what a test alters in it, it writes anew."""
    return copytree(whole["0.1.0"], tmp_path / "bundle", copy_function=os.link)


def hosts() -> set[str]:
    """The registries that pip is told to use here, and those it uses by itself."""
    said = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=True
    )
    return {
        PyPI.netloc,
        PyPI.file_storage_domain,
        *re.findall(r"https?://(?:[^/@\s']*@)?([^/:\s']+)", said.stdout),
    }


def test_it_holds_each_wheel_as_pinned_and_each_jar_as_locked(bundle: Path):
    pins = (ROOT / "constraints.txt").read_text("utf-8").lower().replace("-", "_").splitlines()
    wheels = {path.name.split("-")[0].lower(): path for path in (bundle / "wheels").iterdir()}
    assert wheels.keys() == {"lianxin", "tomli_w", "pip"}
    for name in ("tomli_w", "pip"):
        assert f"{name}=={wheels[name].name.split('-')[1]}" in pins
    line = LINES[Settings().neo4j_line]
    jars = {path.name: sum_of(path) for path in (bundle / "jars" / line.version).iterdir()}
    assert jars == {jar.file: jar.sha256 for jar in line.jars()}
    manifest = json.loads((bundle / "bundle.json").read_text("utf-8"))
    here = machine()
    assert manifest["neo4j"] == line.version and manifest["program"] == "0.1.0"
    assert all(manifest[name] == here[name] for name in ("system", "machine", "python", "libc"))


def test_its_sums_are_those_that_sha256sum_finds(bundle: Path):
    done = subprocess.run(
        ["sha256sum", "--check", "--quiet", "SHA256SUMS"],
        cwd=bundle,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")
    summed = {line.split("  ")[1] for line in (bundle / "SHA256SUMS").read_text().splitlines()}
    present = {str(path.relative_to(bundle)) for path in bundle.rglob("*") if path.is_file()}
    assert present - summed == {"SHA256SUMS"}


def test_nothing_in_it_is_of_the_machine_it_was_made_on(made: dict[str, Path], bundle: Path):
    with tarfile.open(made["0.1.0"]) as archive:
        assert {(m.uid, m.gid, m.uname, m.gname, m.mtime) for m in archive.getmembers()} == {
            (0, 0, "", "", 315_532_800)
        }
    (own,) = (bundle / "wheels").glob("lianxin-*")
    texts = unpacked_wheel(own) | {
        str(path): path.read_bytes()
        for path in bundle.rglob("*")
        if path.is_file() and path.suffix not in (".jar", ".whl")
    }
    secret = {
        str(ROOT),
        str(Path.home()),
        str(made["0.1.0"].parent),
        socket.gethostname(),
        *hosts(),
    }
    found = [
        (name, word) for name, text in texts.items() for word in secret if word.encode() in text
    ]
    assert found == []


def unpacked_wheel(file: Path) -> dict[str, bytes]:
    with ZipFile(file) as wheel:
        return {name: wheel.read(name) for name in wheel.namelist()}


def test_a_file_that_is_there_is_not_replaced_unless_asked_and_the_same_sources_give_the_same_bytes(
    made: dict[str, Path], tmp_path: Path
):
    file = tmp_path / "lianxin.tar"
    file.write_text("mine")
    source = project(tmp_path / "source", "0.1.0")
    with pytest.raises(BundleTaken):
        make_bundle(source, file, Settings(), Silent())
    said = typed(tmp_path / "home", "bundle", str(file))
    assert said.exit_code == 9 and "--replace" in said.output
    assert file.read_text() == "mine"
    make_bundle(source, file, Settings(), Silent(), replace=True)
    assert sum_of(file) == sum_of(made["0.1.0"])
    assert {path.name for path in tmp_path.iterdir()} == {"lianxin.tar", "source", "home"}


def test_what_cannot_be_gathered_leaves_nothing_behind(tmp_path: Path):
    source = project(tmp_path / "source", "0.1.0")
    pins = source / "constraints.txt"
    pins.write_text(pins.read_text("utf-8").replace("tomli_w==", "tomli_w==99."), "utf-8")
    with pytest.raises(BundleFailed):
        make_bundle(source, tmp_path / "lianxin.tar", Settings(), Silent())
    assert {path.name for path in tmp_path.iterdir()} == {"source"}


def test_the_extras_go_along_and_what_developers_need_does_not(tmp_path: Path):
    source = project(tmp_path / "source", "0.1.0")
    with (source / "pyproject.toml").open("a", encoding="utf-8") as text:
        text.write('[project.optional-dependencies]\noidc = []\ndev = ["pytest"]\n')
    assert Wheels(source, tmp_path, Silent()).requirement == "lianxin[oidc]==0.1.0"


def test_the_oldest_system_that_every_wheel_runs_on():
    wheels = (
        "a-1-py3-none-any.whl",
        "b-1-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
        "c-1-cp311-abi3-manylinux1_x86_64.manylinux_2_28_x86_64.whl",
    )
    assert least_libc(wheels) == "2.17"
    assert least_libc([*wheels, "d-1-cp311-cp311-manylinux_2_34_x86_64.whl"]) == "2.34"
    assert least_libc(wheels[:1]) == ""


def test_it_is_installed_without_the_network_and_starts(bundle: Path, tmp_path: Path):
    folder = tmp_path / "it's 连新"
    done = install(bundle, folder, PIP_INDEX_URL="http://127.0.0.1:1/", PYTHONPATH="/nowhere")
    assert done.returncode == 0, done.stderr
    assert f"{folder}/bin/lianxin service install" in done.stdout
    said = subprocess.run(
        [folder / "bin" / "lianxin", "a b"], capture_output=True, text=True, check=True
    )
    assert said.stdout == "0.1.0 a b\n"
    line = LINES[Settings().neo4j_line]
    (jars,) = folder.glob(f"0.1.0-*/share/lianxin/jars/{line.version}")
    assert {path.name for path in jars.iterdir()} == {jar.file for jar in line.jars()}


def written_anew(file: Path, content: bytes) -> None:
    file.unlink()
    file.write_bytes(content)


def refused(done: "subprocess.CompletedProcess[str]") -> str:
    """The sentence in English of an installation that was refused; the one before is Chinese."""
    assert done.returncode == 3, (done.stdout, done.stderr)
    zh, en = done.stderr.strip().splitlines()
    assert re.search("[一-鿿]", zh) and not re.search("[一-鿿]", en.split(":")[0])
    return en


def test_why_it_could_not_be_installed_is_said_in_both_languages(bundle: Path, tmp_path: Path):
    (tmp_path / "a file").touch()
    done = install(bundle, tmp_path / "a file" / "lianxin")
    assert "Not installed: a part of the path is no folder" in refused(done)
    assert "没有装成：路径中有一段不是文件夹" in done.stderr


@pytest.mark.parametrize("damage", ["altered", "cut", "missing", "foreign"])
def test_a_damaged_bundle_is_named_and_not_installed(bundle: Path, tmp_path: Path, damage: str):
    (wheel,) = (bundle / "wheels").glob("tomli_w-*")
    bytes_of = bytearray(wheel.read_bytes())
    if damage == "altered":
        bytes_of[100] ^= 1
        written_anew(wheel, bytes_of)
    elif damage == "cut":
        written_anew(wheel, bytes_of[:-1])
    elif damage == "missing":
        wheel.unlink()
    else:
        wheel = wheel.with_name("foreign-1-py3-none-any.whl")
        wheel.write_bytes(bytes_of)
    assert wheel.name in refused(install(bundle, tmp_path / "to"))
    assert not (tmp_path / "to").exists()


@pytest.mark.parametrize("name", ["bundle.json", "SHA256SUMS"])
def test_a_bundle_without_its_lists_is_not_installed(bundle: Path, tmp_path: Path, name: str):
    (bundle / name).unlink()
    assert name in refused(install(bundle, tmp_path / "to"))
    assert not (tmp_path / "to").exists()


def test_without_the_right_python_both_languages_say_so(bundle: Path, tmp_path: Path):
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "dirname").symlink_to("/usr/bin/dirname")
    assert "Python 3." in refused(install(bundle, tmp_path / "to", PATH=str(tools)))
    older = tools / "python3"
    older.write_text("#!/bin/sh\nexit 1\n")
    older.chmod(0o755)
    assert "Python 3." in refused(install(bundle, tmp_path / "to", PATH=str(tools)))


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("system", "darwin", "system"),
        ("machine", "aarch64", "processor"),
        ("python", "3.12", "Python"),
        ("libc", "", "C library"),
        ("libc_version", "2.17", "too old"),
    ],
)
def test_another_machine_is_refused_with_what_differs(name: str, value: str, word: str):
    here = {**machine(), "libc": "glibc", "libc_version": "2.34"}
    refuse_machine(here, here)
    with pytest.raises(Refused, match=word):
        refuse_machine(here, {**here, name: value})


def test_a_bundle_for_another_machine_is_refused_before_anything_is_written(
    bundle: Path, tmp_path: Path
):
    manifest = json.loads((bundle / "bundle.json").read_text("utf-8"))
    written_anew(bundle / "bundle.json", json.dumps({**manifest, "machine": "z80"}).encode())
    (bundle / "SHA256SUMS").unlink()
    write_sums(bundle)
    assert "z80" in refused(install(bundle, tmp_path / "to"))
    assert not (tmp_path / "to").exists()


def test_nothing_is_overwritten_unasked_and_a_step_back_is_refused(
    whole: dict[str, Path], bundle: Path, tmp_path: Path
):
    folder, newer = tmp_path / "to", whole["0.2.0"]
    (folder / "0.0.9-cut-off").mkdir(parents=True)
    (folder / "0.0.9-cut-off" / "pyvenv.cfg").touch()
    assert install(bundle, folder).returncode == 0
    assert not (folder / "0.0.9-cut-off").exists()
    program = folder / "bin" / "lianxin"
    before = program.read_bytes()
    assert "nothing to do" in refused(install(bundle, folder))
    assert "--upgrade" in refused(install(newer, folder))
    assert program.read_bytes() == before
    done = install(newer, "--upgrade", folder)
    assert done.returncode == 0 and "upgrade --check" in done.stdout
    assert subprocess.check_output([program], text=True).strip() == "0.2.0"
    back = refused(install(bundle, "--upgrade", folder))
    assert "restore the backup" in back and "0.2.0" in back
    assert subprocess.check_output([program], text=True).strip() == "0.2.0"


def test_a_folder_with_something_else_in_it_is_left_alone(bundle: Path, tmp_path: Path):
    folder = tmp_path / "to"
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "tool").touch()
    assert "something else" in refused(install(bundle, folder))
    assert [path.name for path in folder.rglob("*")] == ["bin", "tool"]
