"""The rules of the house, measured on the sources themselves; each test lists every place that breaks its rule."""

import ast
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {
    "graph": set(),
    "cypher": {"graph"},
    "seed": {"graph"},
    "dashboard": {"cypher", "graph"},
}
FILES = [file for package in MAY_IMPORT for file in sorted((ROOT / package).rglob("*.py"))]
MODULES = {
    ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file
    for file in FILES
}

DISTRIBUTION = {
    "argon2": "argon2_cffi",
    "docx": "python_docx",
    "vl_convert": "vl_convert_python",
    "yaml": "pyyaml",
}
"""Name of a package to what it is installed as, where the two differ."""
MOST_MODULES_OF_A_FOLDER = 13
MOST_LINES_OF_A_MODULE = 300
MOST_LINES_OF_A_FUNCTION = 40


@cache
def trees() -> dict[Path, ast.Module]:
    """Every source file, parsed: by the tests, and not by each process that collects them."""
    return {file: ast.parse(file.read_text("utf-8")) for file in FILES}


def name(file: Path) -> str:
    return str(file.relative_to(ROOT))


def imports(tree: ast.AST) -> Iterator[str]:
    """Every module that a file imports, also within a function; what only types need is left out."""
    body = list(ast.iter_child_nodes(tree))
    while body:
        node = body.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in MODULES else node.module
        body.extend(ast.iter_child_nodes(node))


def packages_imported(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def test_imports_go_one_way():
    wrong = []
    for file in FILES:
        package = file.relative_to(ROOT).parts[0]
        allowed = {package, *MAY_IMPORT[package], *({"seed"} if "cli" in file.parts else ())}
        imported = packages_imported(trees()[file])
        wrong += [f"{name(file)}: {one}" for one in imported & set(MAY_IMPORT) - allowed]
        if package != "graph" and "neo4j" in imported:
            wrong.append(f"{name(file)}: neo4j")
    assert wrong == []


def distributions(requirements: list[str]) -> set[str]:
    names = {re.split(r"[\[<>=~! ]", one, maxsplit=1)[0] for one in requirements}
    return {name.lower().replace("-", "_") for name in names}


def test_what_is_imported_is_declared():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    extra = distributions([one for name in extras.keys() - {"dev"} for one in extras[name]])
    declared = distributions(project["dependencies"])
    known = sys.stdlib_module_names | MAY_IMPORT.keys()
    imported = {one for tree in trees().values() for one in packages_imported(tree)} - known
    lacking = {one for one in imported if DISTRIBUTION.get(one, one.lower()) not in declared}
    assert lacking <= extra


def test_what_an_extra_brings_is_imported_where_it_is_needed_only():
    """At the top of a module it would keep those who do not want the extra from starting."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = distributions(project["dependencies"])
    extra = distributions(project["optional-dependencies"]["oidc"]) - needed
    at_the_top = {
        f"{name(file)}: {one}"
        for file in FILES
        for node in trees()[file].body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for one in packages_imported(node) & extra
    }
    assert at_the_top == set()


def test_html_is_written_by_markupsafe():
    """html.escape gives a plain text, which the next piece of HTML would escape again or not at all."""
    wrong = []
    for file in FILES:
        for node in ast.walk(trees()[file]):
            if isinstance(node, ast.Import):
                imported = {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module == "html":
                imported = {f"html.{alias.name}" for alias in node.names}
            else:
                continue
            if file.is_relative_to(ROOT / "dashboard") and imported & {"html", "html.escape"}:
                wrong.append(name(file))
    assert wrong == []


def test_no_circle_of_imports():
    arrows = {
        module: {one for one in imports(trees()[file]) if one in MODULES and one != module}
        for module, file in MODULES.items()
    }
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError as error:
        circle = error.args[1]
        raise AssertionError(" <- ".join(circle)) from None


def test_a_folder_holds_few_modules():
    modules = defaultdict(list)
    for file in FILES:
        if file.name != "__init__.py":
            modules[name(file.parent)].append(file.name)
    crowded = {folder: len(files) for folder, files in modules.items()}
    assert {k: n for k, n in crowded.items() if n > MOST_MODULES_OF_A_FOLDER} == {}


def test_modules_and_functions_stay_short():
    long = []
    for file, tree in trees().items():
        lines = file.read_text("utf-8").count("\n")
        if lines > MOST_LINES_OF_A_MODULE:
            long.append(f"{name(file)}: {lines} lines")
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > MOST_LINES_OF_A_FUNCTION:
                    long.append(f"{name(file)}:{node.lineno} {node.name}: {length} lines")
    assert long == []


def test_a_module_says_what_it_is_for():
    assert [name(file) for file, tree in trees().items() if not ast.get_docstring(tree)] == []


def test_no_module_hides_one_of_the_standard_library_or_a_package():
    hidden = {"types", "logging", "html", *MAY_IMPORT}
    assert [name(f) for f in FILES if f.stem in hidden and f.parent != ROOT] == []
