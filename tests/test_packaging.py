"""What is built and shipped: everything that runs, nothing of the tests, and no one else's names."""

import os
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from cypher.library.catalogue import Catalogue

ROOT = Path(__file__).parents[1]
OURS = ("graph", "cypher", "seed", "dashboard")
ALONE = """
import sys
from pathlib import Path
from click.testing import CliRunner
import cypher, dashboard, graph, seed
from cypher.library.catalogue import Catalogue
from dashboard.cli.main import lianxin
from dashboard.pages import load_pages
from graph.local.install.lines import LINES

home = Path(sys.argv[1])
for package in (cypher, dashboard, graph, seed):
    assert Path(package.__file__).is_relative_to(home), package
catalogue = Catalogue.load()
assert not catalogue.broken, catalogue.broken
assert load_pages(catalogue) and all(line.jars() for line in LINES.values()) and seed.rows()
said = CliRunner().invoke(lianxin, ["--help"])
assert said.exit_code == 0 and "demo" in said.output, said.output
print(len(catalogue.saved))
"""


def built(source: Path, kind: str, folder: Path) -> Path:
    """A wheel or an sdist made of a source, with nothing fetched."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (file,) = folder.iterdir()
    return file


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as pip makes it of the sdist, unpacked."""
    folder = tmp_path_factory.mktemp("built")
    with tarfile.open(built(ROOT, "sdist", folder / "sdist")) as sdist:
        sdist.extractall(folder, filter="data")
    (source,) = folder.glob("lianxin-*")
    with zipfile.ZipFile(built(source, "wheel", folder / "wheel")) as packed:
        packed.extractall(folder / "unpacked")
    return folder / "unpacked"


def paths(folder: Path) -> set[str]:
    return {
        str(file.relative_to(folder))
        for package in OURS
        for file in (folder / package).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }


def test_the_wheel_holds_every_file_of_the_packages_and_nothing_else(wheel: Path):
    assert paths(wheel) == paths(ROOT)
    endings = {Path(path).suffix for path in paths(wheel)}
    assert {".cypher", ".yaml", ".html", ".js", ".css", ".toml", ".ttf", ".py"} <= endings
    assert {f"{package}/py.typed" for package in OURS} <= paths(wheel)
    (about,) = wheel.glob("lianxin-*.dist-info")
    assert {one.name for one in wheel.iterdir()} == {*OURS, about.name}
    assert "Apache License" in (about / "licenses" / "LICENSE").read_text("utf-8")
    assert "lianxin = dashboard.cli:main" in (about / "entry_points.txt").read_text("utf-8")


def test_the_command_and_the_catalogue_work_from_the_wheel_alone(wheel: Path, tmp_path: Path):
    done = subprocess.run(
        [sys.executable, "-P", "-c", ALONE, str(wheel)],
        env={**os.environ, "PYTHONPATH": str(wheel), "LIANXIN_HOME": str(tmp_path / "home")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) == len(Catalogue.load().saved)


def test_no_other_distribution_claims_our_names():
    claimed = packages_distributions()
    for name in OURS:
        assert set(claimed.get(name, ())) <= {"lianxin"}


def test_the_pins_hold_no_address_and_every_dependency_is_pinned():
    pins = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    lines = [line for line in pins if line and not line.startswith("#")]
    assert all("==" in line and "://" not in line and "@" not in line for line in lines)
    named = {line.partition("==")[0].lower().replace("_", "-") for line in lines}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    for one in wanted:
        name = one.split(">")[0].split("=")[0].split("<")[0].strip().lower()
        assert name in named, one
