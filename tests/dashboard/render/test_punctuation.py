"""Chinese sentences carry full-width punctuation, wherever they stand."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from cypher.library.catalogue import Catalogue

ROOT = Path(__file__).resolve().parents[3]
PACKAGES = ("graph", "cypher", "seed", "dashboard")
HALF = re.compile(
    r"[\u4e00-\u9fff”）][,;:?!]|[,;?!][\u4e00-\u9fff]|\([^()]*[\u4e00-\u9fff][^()]*\)"
)
NOT_SENTENCES = {
    "cypher/values/days.py": "days are understood in both widths",
    "dashboard/cards/table_query.py": "ranges are understood as people write them",
    "graph/load/table/cells.py": "days are understood in both widths",
    "graph/load/table/columns.py": "a heading is understood in both widths",
    "graph/load/table/values/days.py": "days are understood in both widths",
    "graph/load/table/values/numbers.py": "amounts are understood as people write them",
    "graph/load/table/headings.py": "a heading is understood in both widths",
    "graph/load/registers/reading/columns.py": "a heading is understood in both widths",
    "graph/load/registers/notation.py": "things in one cell are understood in both widths",
    "graph/load/registers/guess/saving.py": "titles of sheets in both languages",
    "graph/load/personal/patterns.py": "what personal data looks like",
    "dashboard/cli/own_data/options.py": "the form of an option's value",
    "cypher/kind_lists.py": "lines of YAML",
    "cypher/table.py": "names of columns in both widths",
    "graph/address.py": "the form of an address",
    "cypher/file/pydantic_messages.py": "the form of a line of YAML",
}


def written(told: object, name: str = "") -> Iterator[str]:
    """The Chinese of a YAML document: all that is text, except what is under ``en``."""
    if isinstance(told, dict):
        for key, one in told.items():
            yield from written(one, str(key))
    elif isinstance(told, list):
        for one in told:
            yield from written(one, name)
    elif isinstance(told, str) and name != "en":
        yield told


def spoken(source: str) -> Iterator[str]:
    """The texts of a module, a value in a sentence as 〇; not its docstrings."""
    tree = ast.parse(source)
    docs = {
        id(node.value) for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }  # fmt: skip
    parts = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in node.values
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(
                part.value if isinstance(part, ast.Constant) else "〇" for part in node.values
            )
        elif isinstance(node, ast.Constant) and id(node) not in docs | parts:
            yield str(node.value)


def faults(texts: Iterator[str]) -> list[str]:
    return [text for text in texts if HALF.search(text)]


@pytest.mark.parametrize(
    "file",
    [one for package in PACKAGES for one in sorted((ROOT / package).rglob("*.yaml"))],
    ids=lambda file: str(file.relative_to(ROOT)),
)
def test_yaml(file: Path):
    assert faults(written(yaml.safe_load(file.read_text("utf-8")))) == []


def test_headers():
    catalogue = Catalogue.load()
    for kind in ("reports", "choices", "checks"):
        for saved in catalogue.of(kind):
            header = saved.header.model_dump()
            assert faults(written(header)) == [], saved.path


def test_sentences_of_the_code():
    found = {}
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            name = str(file.relative_to(ROOT))
            wrong = [] if name in NOT_SENTENCES else faults(spoken(file.read_text("utf-8")))
            if wrong:
                found[name] = wrong
    assert found == {}


def english(told: object, name: str = "") -> Iterator[str]:
    """What stands under ``en`` in a YAML document."""
    if isinstance(told, dict):
        for key, one in told.items():
            yield from english(one, str(key))
    elif isinstance(told, list):
        for one in told:
            yield from english(one, name)
    elif isinstance(told, str) and name == "en":
        yield told


def test_english_texts_have_no_quotes_that_a_chinese_font_draws_as_wide_as_a_character():
    wide = re.compile("[‘’“”](?![\u4e00-\u9fff])(?<![\u4e00-\u9fff]”)")
    found = [
        text
        for package in PACKAGES
        for file in (ROOT / package).rglob("*.yaml")
        for text in english(yaml.safe_load(file.read_text("utf-8")))
        if wide.search(text)
    ]
    assert found == []


def test_a_half_width_mark_in_a_sentence_is_found():
    wrong = ["打不开,请再试", "共 3 行(全部)", "Neo4j 已启动:〇", "继续吗?"]
    right = ["打不开，请再试", "（第 3 行）", "see (below): 好", "bolt://127.0.0.1:7687"]
    assert faults(iter([*wrong, *right])) == wrong
