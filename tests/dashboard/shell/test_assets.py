"""Scripts and style sheets: a name that changes with the bytes, and a text that a diff can show."""

import gzip
import hashlib
import re
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from dashboard.shell.assets import asset, asset_url, modules

SHELL = Path(str(files("dashboard.shell")))
NAMES = sorted(file.name for kind in ("js", "css", "svg") for file in SHELL.glob(f"*/*.{kind}"))
NAMES += ["colours.css"]  # made from the colours of the figures
SCRIPTS = sorted((SHELL / "scripts").glob("*.js"))


def content(name: str) -> bytes:
    found = asset(asset_url(name).removeprefix("assets/"))
    assert found is not None
    return found.content


def test_each_url_holds_the_hash_of_what_is_sent_there():
    assert len(NAMES) > 20
    for name in NAMES:
        stem, _, kind = name.rpartition(".")
        digest = hashlib.sha256(content(name)).hexdigest()
        assert asset_url(name) == f"assets/{stem}.{digest[:12]}.{kind}"
        found = asset(asset_url(name).removeprefix("assets/"))
        assert found is not None and gzip.decompress(found.gzipped) == found.content


def test_a_file_is_answered_under_its_hashed_name_alone():
    assert asset("page.js") is None
    assert asset("../__init__.py") is None
    assert asset("page.000000000000.js") is None
    with pytest.raises(KeyError):
        asset_url("nothing.js")


def test_what_a_file_refers_to_is_there_under_its_hashed_name():
    for name in NAMES:
        for referred in re.findall(r'(?:from|import|url\()\s*"\./([^"]+)"', content(name).decode()):
            assert asset(referred) is not None, (name, referred)


def test_the_page_names_every_module_that_its_script_imports():
    reached, waiting = set(), ["page.js"]
    while waiting:
        name = waiting.pop()
        text = (SHELL / "scripts" / name).read_text(encoding="utf-8")
        imported = set(re.findall(r'from "\./([^"]+)"', text)) - reached
        reached |= imported
        waiting += imported
    assert modules("page.js") and set(modules("page.js")) == {asset_url(name) for name in reached}


def test_no_line_is_too_long_to_read_in_a_diff():
    long = [
        f"{file.name}:{number}"
        for file in SHELL.glob("*/*.*")
        if file.suffix in (".js", ".css", ".svg")
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > 120
    ]
    assert long == []


def test_no_script_is_longer_than_a_module_may_be_and_none_leaves_a_global():
    for file in SCRIPTS:
        text = file.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 300, file.name
        assert not re.search(r"\b(window|globalThis)\.\w+\s*=[^=]", text), file.name
        assert "innerHTML +=" not in text and "eval(" not in text, file.name


@pytest.mark.browser
def test_a_browser_parses_every_module(browser: Browser):
    with browser.new_context() as context:
        page = context.new_page()
        for file in SCRIPTS:
            text = file.read_text(encoding="utf-8")
            problem = page.evaluate(
                """async text => {
                  const url = URL.createObjectURL(new Blob([text], {type: "text/javascript"}));
                  try { await import(url); return ""; }
                  catch (error) { return error instanceof SyntaxError ? error.message : ""; }
                }""",
                re.sub(r"^import [^;]*;", "", text, flags=re.M),
            )
            assert problem == "", file.name
