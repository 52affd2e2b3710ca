import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAY = {
    "graph": set(),
    "cypher": {"graph"},
    "seed": {"graph"},
    "dashboard": {"cypher", "graph"},
}
FILES = [(package, file) for package in MAY for file in sorted((ROOT / package).rglob("*.py"))]


def imported(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
    return found


@pytest.mark.parametrize(
    ("package", "file"), FILES, ids=[str(f.relative_to(ROOT)) for _, f in FILES]
)
def test_arrows_point_one_way(package: str, file: Path):
    allowed = {package, *MAY[package]}
    if "cli" in file.parts:
        allowed.add("seed")
    ours = imported(file) & set(MAY)
    assert ours <= allowed
    if package != "graph":
        assert "neo4j" not in imported(file)


@pytest.mark.parametrize(
    ("package", "file"), FILES, ids=[str(f.relative_to(ROOT)) for _, f in FILES]
)
def test_modules_stay_readable(package: str, file: Path):
    text = file.read_text("utf-8")
    assert text.count("\n") <= 320
    assert ast.get_docstring(ast.parse(text)), "a module's first line says what it is for"
    assert file.stem not in {"graph", "cypher", "seed", "dashboard", "types", "logging"} - {package}
