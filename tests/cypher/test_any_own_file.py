"""Whatever a file of the user's own holds, it alone is broken: hypothesis writes the files."""

import os
from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cypher.errors import BrokenFile
from cypher.file.parse import SavedStatement, parse
from cypher.library.catalogue import Catalogue
from dashboard.edition.content.folders import Editions
from dashboard.edition.manifest import FILE, Manifest
from dashboard.errors import NoSuchEdition
from dashboard.pages import load_pages

SHIPPED = Catalogue.load()
MODEL = SHIPPED.find("support/could_claim").text.split("\n")
PAGE = (Path(__file__).parents[2] / "dashboard/pages/support.yaml").read_text("utf-8").split("\n")
OFTEN = settings(max_examples=80, deadline=None)

NASTY = [
    "? [a]", "? {a: 1}: b", "a: &x [1]\nb: *x", "*x", "&a a: 1", "!!python/object:os.system x", "!x y",
    "a: !!bool maybe", "a: !!timestamp x", "a: !!int x", "a: !!set {a}", "<<: {a: 1}", "<<: 3", "str: 1",
    "a: 2025-99-99", "a: 0001-01-01 00:00:00 +23:00", "a: .nan", "limits: {seconds: .inf}", "limits: {rows: 1e999}",
    "a: 0x", "a: 0b", "a: " + "9" * 5000, "[" * 400, "{a: " * 400, "- " * 400, "? " * 400, "\x00", "\ufeff", "a: \"\\x1b\"",
    "a: \"\\ud800\"", "\u202e", "\u2028", "\x85", "%YAML 9.9", "---\na: 1\n---\nb: 2", "...", "1: 2", "null: 1", "true: 1",
    "columns: {str: {label: 1}}", "columns: [1]", "parameters: {a b: {}}", "parameters: {2: {}}", "view: {kind: [1]}",
    "view: bar", "expect: {sum_equals: {a: .nan}}", "title: 3", "audience: []", "rests_on: {a: 1}", "own: {a: {type: choice}}",
    "rows: {a: 1}", "rows: [[1]]", "rows: [{cards: [{each: 1}]}]", "rows: [{cards: [{each: checks, width: .nan}]}]",
    "kind: record", "of: [3]", "id: [1]", "order: 1e400", "same_as: [3]", "sums: {a: 1}",
]  # fmt: skip
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.dates()
)
KEYS = st.sampled_from(
    ["title", "about", "zh", "en", "audience", "parameters", "columns", "view", "kind", "x", "label", "limits",
     "rows", "seconds", "expect", "unique", "privacy", "small_cell", "hide", "links", "report", "with", "record",
     "type", "default", "min", "max", "values", "from", "depends_on", "words", "empty", "people", "cards", "ways",
     "own", "id", "of", "order", "each", "width", "sums", "same_as", "total_rows", "as_of", "<<", "str", "int"]
)  # fmt: skip
TREES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS | st.integers(), inner, max_size=4)
)  # fmt: skip
ANY_YAML = st.one_of(
    st.sampled_from(NASTY),
    TREES.map(lambda tree: yaml.safe_dump(tree, allow_unicode=True)),
    st.dictionaries(KEYS, TREES, max_size=4).map(
        lambda tree: yaml.safe_dump(tree, allow_unicode=True)
    ),
    st.text(max_size=60),
)


def commented(text: str) -> list[str]:
    return [f"// {line}" for line in text.split("\n")]


def read(data: bytes) -> SavedStatement | None:
    """The statement in a file, or None where the file is broken; anything else is our fault."""
    try:
        return parse(data, "reports/own/x", "own/x.cypher", "own")
    except BrokenFile as error:
        assert error.line >= 1
        return None


@OFTEN
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes):
    read(data)
    read(b"// ---\n" + data + b"\n// ---\nRETURN 1 AS n")


@OFTEN
@given(ANY_YAML, st.integers(1, len(MODEL)), st.booleans())
def test_any_yaml_in_a_header(text: str, at: int, instead: bool):
    lines = MODEL[:at] + commented(text) + ([] if instead else MODEL[at:])
    read("\n".join(lines).encode("utf-8", "surrogatepass"))
    alone = [
        "// ---",
        *commented("title: {zh: 甲, en: A}\nabout: {zh: 乙, en: B}\n" + text),
        "// ---",
    ]
    read("\n".join([*alone, "RETURN 1 AS n"]).encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_each_nasty_header_is_broken_or_read(text: str):
    whole = commented("title: {zh: 甲, en: A}\nabout: {zh: 乙, en: B}\n" + text)
    read("\n".join(["// ---", *whole, "// ---", "RETURN 1 AS n"]).encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    "text", ["? [a]", "a: &x [1]", "a: !!bool maybe", 'a: "\\x1b[2J"', "{a: " * 40]
)
def test_what_is_refused_is_refused_with_its_line(text: str):
    whole = [
        "// ---",
        "// title: {zh: 甲, en: A}",
        "// about: {zh: 乙, en: B}",
        *commented(text),
        "// ---",
    ]
    with pytest.raises(BrokenFile) as caught:
        parse("\n".join([*whole, "RETURN 1"]).encode(), "reports/own/x", "own/x.cypher", "own")
    assert caught.value.line == 4


def test_a_header_of_a_million_levels_ends_nothing():
    for many in ("[" * 400_000, "- " * 400_000, "? " * 400_000, "{a: " * 200_000):
        assert read(("// ---\n// a: " + many + "\n// ---\nRETURN 1").encode()) is None


@settings(max_examples=60, deadline=None)
@given(ANY_YAML, st.integers(0, len(PAGE)))
def test_any_yaml_in_a_page(tmp_path_factory, text: str, at: int):
    own = tmp_path_factory.mktemp("own")
    (own / "pages").mkdir()
    for name, lines in (
        ("mixed", [*PAGE[:at], text, *PAGE[at:]]),
        ("alone", ["title: {zh: 甲, en: A}", text]),
    ):
        (own / "pages" / f"{name}.yaml").write_bytes(
            "\n".join(lines).encode("utf-8", "surrogatepass")
        )
    pages = load_pages(SHIPPED, own)
    assert load_pages(SHIPPED).keys() <= pages.keys()


@OFTEN
@given(
    st.binary(max_size=200)
    | TREES.map(lambda tree: yaml.safe_dump(tree, default_flow_style=True).encode())
)
@example(b"[" * 100_000)
def test_any_manifest(tmp_path_factory, data: bytes):
    folder = tmp_path_factory.mktemp("edition")
    (folder / FILE).write_bytes(data)
    with suppress(NoSuchEdition):
        assert isinstance(Editions(folder).manifest(folder), Manifest)


def test_what_is_no_file_is_one_broken_file(tmp_path: Path):
    own = tmp_path / "own"
    place = own / "reports" / "own"
    place.mkdir(parents=True)
    (own / "pages").mkdir()
    (place / "folder.cypher").mkdir()
    (place / "loop.cypher").symlink_to(place / "loop.cypher")
    (place / "elsewhere.cypher").symlink_to("/etc/passwd")
    (place / "circle").symlink_to(place)
    os.mkfifo(place / "pipe.cypher")
    (place / "large.cypher").write_bytes(b"// ---\n" * 300_000)
    (place / "utf16.cypher").write_bytes("// ---".encode("utf-16"))
    Path(os.fsdecode(bytes(place) + b"/\xff\x1b.cypher")).write_bytes(b"RETURN 1")
    (own / "pages" / "概览.yaml").write_text("? [a]", "utf-8")
    (own / "pages" / "概况.yaml").write_text("? [a]", "utf-8")
    (own / "pages" / "loop.yaml").symlink_to(own / "pages" / "loop.yaml")
    Path(os.fsdecode(bytes(own / "pages") + b"/\xff.yaml")).write_bytes(b"title: 1")
    (place / "good.cypher").write_text("\n".join(MODEL), "utf-8")
    catalogue = Catalogue.load(own)
    assert set(SHIPPED.saved) | {"reports/own/good"} == set(catalogue.saved)
    assert len(catalogue.broken) == 7  # a folder called x.cypher is a folder
    assert all(error.zh.isprintable() and error.en.encode() for error in catalogue.broken)
    assert catalogue.version
    pages = load_pages(catalogue, own)
    assert sum(page.broken is not None for page in pages.values()) == 4
    assert load_pages(SHIPPED).keys() <= pages.keys()
