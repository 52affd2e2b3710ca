"""Scripts and style sheets: a name that changes with the bytes, and a text that a diff can show."""

import gzip
import hashlib
import re
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from dashboard.shell.assets import ALONE, BESIDE_PAGE, STYLES, asset, asset_url
from dashboard.shell.joining import joined, reached

SHELL = Path(str(files("dashboard.shell")))
NAMES = sorted(file.name for kind in ("css", "svg") for file in SHELL.glob(f"*/*.{kind}"))
NAMES += ["colours.css", "all.css"]  # made from the colours of the figures, and of all of them
NAMES += [*ALONE, *BESIDE_PAGE]
SCRIPTS = sorted((SHELL / "scripts").rglob("*.js"))
TEXTS = {
    file.relative_to(SHELL / "scripts").as_posix(): file.read_text(encoding="utf-8")
    for file in SCRIPTS
}


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


def test_every_script_is_sent_once_to_a_page():
    on_page = reached("page.js", TEXTS)
    sent = [*on_page]
    for name in BESIDE_PAGE:
        here = [one for one in TEXTS if f'modules["{one}"] = ' in content(name).decode()]
        assert name in here and not {*here} & {*on_page}
        sent += here
    assert len({*sent}) == len(sent)
    assert {*sent, *(one for name in ALONE for one in reached(name, TEXTS))} == {*TEXTS}


def test_the_style_sheets_are_sent_as_one_in_their_order():
    whole = content("all.css").decode()
    places = [whole.index(content(name).decode().rstrip()) for name in STYLES]
    assert places == sorted(places) and {
        *STYLES,
        "explorer.css",
        "live.css",
        "marks.css",
        "slides.css",
    } == {one for one in NAMES if one != "all.css" and one.endswith(".css")}


def test_what_the_joiner_does_not_know_is_refused():
    with pytest.raises(ValueError, match="circle"):
        reached(
            "a.js", {"a.js": 'import {b} from "./b.js";\n', "b.js": 'import {a} from "./a.js";\n'}
        )
    for text in ("export let n = 0;\n", "export default 1;\n", 'import x from "./a.js";\n'):
        with pytest.raises(ValueError, match=text[:6]):
            joined("a.js", {"a.js": text})


def test_no_line_is_too_long_to_read_in_a_diff():
    long = [
        f"{file.name}:{number}"
        for file in SHELL.rglob("*/*.*")
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
def test_a_browser_runs_joined_modules_each_in_its_own_scope(browser: Browser):
    texts = {
        "a.js": "const own = 1;\nexport const first = () => own;\nexport async function late() {\n  return own;\n}\n",
        "b.js": 'import {first as one} from "./a.js";\nconst own = 2;\nexport class B {\n  sum = one() + own;\n}\n',
        "c.js": 'import * as a from "./a.js";\nimport {B} from "./b.js";\nimport {three} from "./d/e.js";\n'
        "export const all = a.late().then(n => n + new B().sum + three);\n",
        "d/e.js": 'import {B} from "../b.js";\nexport const three = new B().sum;\n',
    }
    with browser.new_context() as context:
        page = context.new_page()
        found = page.evaluate(
            """text => import(URL.createObjectURL(new Blob([text], {type: "text/javascript"})))
                 .then(({modules}) => modules["c.js"].all)""",
            joined("c.js", texts),
        )
        assert found == 7
        for name in (*ALONE, *BESIDE_PAGE):
            problem = page.evaluate(
                """text => import(URL.createObjectURL(new Blob([text], {type: "text/javascript"})))
                     .then(() => "", error => error instanceof SyntaxError ? error.message : "")""",
                re.sub(r"^import [^;]*;", "const there = {};", content(name).decode(), flags=re.M),
            )
            assert problem == "", name
