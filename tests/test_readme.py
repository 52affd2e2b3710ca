"""What the README says is so."""

import re
from functools import partial
from pathlib import Path

import click
from commands import commands_of
from few import at, load, people, wish

from cypher.library.catalogue import Catalogue
from cypher.reader import LOCAL
from cypher.run.runner import Runner
from dashboard.cli.main import lianxin
from dashboard.pages import load_pages
from graph.client import Graph
from graph.settings import OidcSettings, Settings

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "README.md").read_text("utf-8")


def block(kind: str) -> str:
    return re.search(rf"```{kind}\n(.*?)```", TEXT, re.DOTALL)[1]


def own(folder: Path) -> Path:
    report = folder / "reports" / "wishes" / "by_category.cypher"
    report.parent.mkdir(parents=True)
    report.write_text(block("cypher"), encoding="utf-8")
    (folder / "pages").mkdir()
    (folder / "pages" / "mine.yaml").write_text(block("yaml"), encoding="utf-8")
    return folder


def test_every_setting_stands_in_the_table():
    names = [str(field.validation_alias) for field in Settings.model_fields.values()]
    assert names
    for name in names:
        assert f"| `{name}` |" in TEXT, name
    network = (ROOT / "docs" / "network.md").read_text("utf-8")
    for name in OidcSettings.model_fields:
        assert f"`LIANXIN_OIDC_{name.upper()}`" in network, name


def test_every_command_is_spoken_of():
    commands = commands_of(lianxin)
    assert len(commands) > 8
    unsaid = [name for name in commands if f"lianxin {name}" not in TEXT]
    for name, command in commands.items():
        for part in commands_of(command):
            if f"`{part}" not in TEXT and f"lianxin {name} {part}" not in TEXT:
                unsaid.append(f"{name} {part}")
    assert unsaid == []


def test_every_command_that_is_shown_is_there():
    for line in re.findall(r"lianxin ([a-z0-9]+(?: [a-z]+)?)", TEXT):
        command: click.Command = lianxin
        for word in line.split():
            if not commands_of(command):
                break
            assert word in commands_of(command), line
            command = commands_of(command)[word]


def test_the_report_runs_as_it_stands(town: Graph, tmp_path: Path, seed_rows):
    catalogue = Catalogue.load(own(tmp_path))
    assert catalogue.broken == ()
    table = Runner(town, catalogue).run(catalogue.find("wishes/by_category"), reader=LOCAL)
    dated = [wish for wish in seed_rows["Wish"] if wish.get("submittedAt")]
    assert sum(row["wishes"] for row in table.dicts()) == len(dated)


def test_the_report_and_the_register_of_wishes_count_the_same(graph: Graph, tmp_path: Path):
    catalogue = Catalogue.load(own(tmp_path))
    bare = {"id": "W-2", "title": "手套", "category": "riding_gear", "kind": "goods"}
    bare |= {"status": "SUBMITTED", "submittedAt": at(0)}
    load(graph, people(), wish("W-1", ("SUBMITTED", at(0))), {"Wish": [bare]})
    run = partial(Runner(graph, catalogue).run, reader=LOCAL)
    rows = run(catalogue.find("wishes/by_category")).dicts()
    assert [(row["category"], row["wishes"]) for row in rows] == [("riding_gear", 1)]
    assert [row["wish_id"] for row in run(catalogue.find("wishes/ledger")).dicts()] == ["W-1"]
    incomplete = run(catalogue.find("checks/v15_wish_incomplete")).dicts()
    assert ("W-2", "wish_without_event") in {(row["id"], row["fault"]) for row in incomplete}


def test_the_page_is_taken_as_it_stands(tmp_path: Path):
    catalogue = Catalogue.load(own(tmp_path))
    page = load_pages(catalogue, tmp_path)["mine"]
    assert [card.id for card in page.cards()] == ["kinds", "oldest", "near"]


def test_what_it_points_to_is_there():
    for target in re.findall(r"\]\(([^)#]+)\)", TEXT):
        assert (ROOT / target).is_file(), target
