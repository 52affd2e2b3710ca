"""The four maps: legible at printing size, agreeing with their tables, placed as the year before, opened by others."""

import io
import itertools
import json
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import networkx
import pypdf
import pytest
from few import one_site
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from printed_letters import Page

from cypher.library.catalogue import Catalogue
from cypher.run.runner import Runner
from dashboard.edition import Editions, Order, make
from dashboard.edition.content.content import Content
from dashboard.edition.content.frozen_answers import read_frozen
from dashboard.edition.content.gathering import gather
from dashboard.edition.content.order import plan
from dashboard.edition.data.rebuild import write_script
from dashboard.edition.maps.counts import nodes_counted, relationships_counted
from dashboard.edition.maps.drawn import drawn
from dashboard.edition.maps.files import poster, read_places
from dashboard.edition.maps.frame import widths_shown
from dashboard.edition.maps.kinds import MAPS
from dashboard.edition.maps.placing.geometry import geometry
from dashboard.edition.maps.placing.papers import A1
from dashboard.edition.maps.sheet import Sheet, sheet
from dashboard.edition.print.font_metrics import FontMetrics
from dashboard.edition.print.press import Press
from dashboard.errors import GlyphMissing, NotMade
from graph.client import Graph
from graph.load import load_rows
from graph.progress import Silent

CATALOGUE = Catalogue.load()
SVG = "{http://www.w3.org/2000/svg}"
IDS = [one.id for one in MAPS]
TITLES = {
    "support": "支持关系",
    "reach": "十五分钟可达",
    "money": "善款的去向",
    "teams": "双向参与",
}
WAYS = [("committee", "zh"), ("public", "zh"), ("committee", "en")]


@pytest.fixture(scope="module")
def contents(town: Graph, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Content]:
    runner, home = Runner(town, CATALOGUE), tmp_path_factory.mktemp("home")
    found: dict[str, Content] = {}
    for audience, lang in WAYS:
        asked = plan(runner, Editions(home), Order("2025", audience=audience, lang=lang))
        known = found.get(f"{audience}-zh")  # the answers are of no language
        found[f"{audience}-{lang}"] = (
            replace(known, plan=asked)
            if known
            else gather(runner, asked, Silent().task("", "", None))
        )
    return found


@pytest.fixture(scope="module")
def sheets(contents: dict[str, Content]) -> dict[str, dict[str, Sheet]]:
    return {
        way: {one.map.id: sheet(one, content, content.plan.letters) for one in drawn(content, {})}
        for way, content in contents.items()
    }


def test_an_edition_says_the_sum_and_holds_the_script_of_what_was_gathered(
    contents: dict[str, Content], years: tuple[Path, Path], tmp_path: Path
):
    content, folder = contents["committee-zh"], years[1]
    assert content.hash == Editions(folder.parents[1]).manifest(folder).content
    write_script(content, tmp_path)
    script = Path("data") / "graph.cypher"
    assert (tmp_path / script).read_bytes() == (folder / script).read_bytes()


def boxes(one: Sheet) -> list[tuple[str, float, float, float, float]]:
    """The box of each word by the widths of the printed font."""
    letters = FontMetrics()
    found = []
    for word in one.scene.words:
        wide = letters.width(word.text, word.size, bold=word.weight == 600)
        left = {"start": word.x, "end": word.x - wide, "middle": word.x - wide / 2}[word.anchor]
        found.append(
            (word.text, left, word.y - word.size * 0.86, left + wide, word.y + word.size * 0.12)
        )
    return found


@pytest.mark.parametrize("way", ["-".join(way) for way in WAYS])
@pytest.mark.parametrize("map", IDS)
def test_no_label_lies_on_another_or_on_a_foreign_card(sheets, way: str, map: str):
    legible(sheets[way][map])


@pytest.mark.parametrize(
    ("way", "close"), [("committee-zh", False), ("committee-zh", True), ("committee-en", False)]
)
def test_a_map_with_the_places_of_the_year_before_is_as_legible(
    contents, years, way: str, close: bool
):
    content, earlier = contents[way], read_places(years[0])
    content = replace(content, plan=replace(content.plan, close_gaps=close))
    maps = drawn(content, earlier)
    assert [one.map.id for one in maps] == IDS
    for one in maps:
        made = sheet(one, content, content.plan.letters)
        legible(made)
        kept = {key: row for key, row in earlier[one.map.id].items() if key in one.rows}
        for column in one.columns:
            order = {block: at for at, block in enumerate(one.layers.blocks)}
            placed = [
                (order.get(node.block, 0) if close else 0, kept[node.key])
                for node in one.nodes(column) if node.key in kept
            ]  # fmt: skip
            assert placed == sorted(placed)
        assert close or {key: one.rows[key] for key in kept} == kept


def legible(one: Sheet) -> None:
    found = boxes(one)
    for text, left, top, right, bottom in found:
        assert left >= A1.margin / 2 and right <= one.size[0] - A1.margin / 2, text
        assert top >= 0 and bottom <= one.size[1], text
    for (a, a0, b0, a1, b1), (b, c0, d0, c1, d1) in itertools.combinations(found, 2):
        assert a1 <= c0 or c1 <= a0 or b1 <= d0 or d1 <= b0, f"{a} lies on {b}"
    for bar, other in itertools.combinations(one.scene.bars, 2):
        apart = bar.y + bar.height <= other.y or other.y + other.height <= bar.y
        assert apart or bar.x != other.x, f"{bar.about} lies on {other.about}"
    words = dict(zip(map_keys(one), found, strict=True))
    for bar in one.scene.bars:
        for key, (text, left, top, right, bottom) in words.items():
            if key[0] != bar.key and not (
                right <= bar.x
                or left >= bar.x + bar.width
                or bottom <= bar.y
                or top >= bar.y + bar.height
            ):
                raise AssertionError(f"{text} lies on the card {bar.about}")


def map_keys(one: Sheet) -> list[tuple[str, int]]:
    return [(word.key, n) for n, word in enumerate(one.scene.words)]


@pytest.mark.parametrize("way", ["committee-zh", "public-zh"])
@pytest.mark.parametrize("map", IDS)
def test_the_table_beside_the_map_counts_what_is_drawn(sheets, way: str, map: str):
    one = sheets[way][map]
    root = ElementTree.fromstring(one.svg(["x"]))
    relationships = [
        path for path in root.iter(f"{SVG}path") if "relationship" in path.get("class", "").split()
    ]
    nodes = {
        shape.get("data-key")
        for kind in ("rect", "circle")
        for shape in root.iter(f"{SVG}{kind}")
        if shape.get("data-key")
    }
    columns = Counter(int(key.partition("|")[0]) for key in nodes)
    steps = Counter(
        int(relationship.get("data-from").partition("|")[0]) for relationship in relationships
    )
    whole = [line for line in nodes_counted(one.drawn) if not line.part]
    assert [line.number for line in whole] == [columns[at] for at in sorted(columns)]
    assert [line.number for line in relationships_counted(one.drawn)] == [
        steps[at] for at in sorted(steps)
    ]
    printed = [text.text for text in root.iter(f"{SVG}text")]
    assert {f"{line.what}  {line.number}" for line in whole} <= set(printed)
    for line in (*relationships_counted(one.drawn), *nodes_counted(one.drawn)):
        assert line.what in "".join(printed) and (str(line.number) in printed or line in whole)
        assert not line.sum or line.sum in printed
    blocks = [line.number for line in nodes_counted(one.drawn) if line.part]
    assert not blocks or sum(blocks) == whole[0].number


@pytest.mark.parametrize("map", IDS)
def test_the_public_map_weighs_nothing(sheets, map: str):
    one = sheets["public-zh"][map]
    assert len({line.width for line in one.scene.lines if line.about}) == 1
    assert all("\n" not in line.about for line in one.scene.lines)
    assert all("\n" not in shape.about for shape in (*one.scene.bars, *one.scene.dots))
    assert "连线只表示有无，不表示数量" in [word.text for word in one.scene.words]


def test_invented_data_is_marked_and_provenance_reads_without_colour(sheets):
    for one in sheets["committee-zh"].values():
        said = [word.text for word in one.scene.words]
        assert "演示数据（虚构）" in said
        assert "截至 2025年8月31日" in said
        by_basis = {}
        for relationship in one.drawn.layers.relationships:
            by_basis.setdefault(relationship.basis, set())
        for line in one.scene.lines:
            if line.about:
                (basis,) = {
                    t.basis
                    for t in one.drawn.layers.relationships
                    if t.about == line.about and f"{t.source[0]}|{t.source[1]}" == line.keys[0]
                } or {""}
                by_basis[basis].add(line.dash)
        dashes = [dash for some in by_basis.values() for dash in some]
        assert len(dashes) == len(set(dashes)) == len(by_basis)


@pytest.mark.parametrize("paper", ["A1", "A3"])
@pytest.mark.parametrize("map", IDS)
def test_posters_are_pdf_a_with_text_and_fonts_inside(years, map: str, paper: str):
    reader = pypdf.PdfReader(years[1] / "maps" / f"{map}-{paper}.pdf")
    (page,) = reader.pages
    wide, high = float(page.mediabox.width) / 72 * 25.4, float(page.mediabox.height) / 72 * 25.4
    assert (wide, high) == pytest.approx({"A1": (841, 594), "A3": (420, 297)}[paper], abs=0.5)
    text = page.extract_text()
    assert "演示数据（虚构）" in text and "2025年8月31日" in text and TITLES[map] in text
    fonts = fonts_of(page)
    assert fonts and all("NotoSansSC" in name and embedded for name, embedded in fonts)
    assert reader.xmp_metadata is not None
    assert b"pdfaid:part" in reader.trailer["/Root"]["/Metadata"].get_object().get_data()
    assert reader.metadata.title.endswith("2025 年度版")


def fonts_of(page: pypdf.PageObject) -> list[tuple[str, bool]]:
    """Every font below a page, also within its pictures: its name, and whether it is embedded."""
    found, seen = [], set()

    def look(resources) -> None:
        for font in (resources.get("/Font") or {}).values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            described = inner["/FontDescriptor"].get_object()
            found.append((inner["/BaseFont"], bool({"/FontFile2", "/FontFile3"} & set(described))))
        for other in (resources.get("/XObject") or {}).values():
            shape = other.get_object()
            if id(shape) not in seen and "/Resources" in shape:
                seen.add(id(shape))
                look(shape["/Resources"])

    look(page["/Resources"])
    return found


def test_old_nodes_keep_their_places(years):
    first, second = (read_places(folder) for folder in years)
    assert Editions(years[1].parents[1]).manifest(years[1]).after.name == "2024"
    for map in IDS:
        both = set(first[map]) & set(second[map])
        assert both, map
        assert {key: first[map][key] for key in both} == {key: second[map][key] for key in both}
    assert set(second["support"]) - set(first["support"])
    assert set(first["support"]) - set(second["support"])


@pytest.mark.parametrize("map", IDS)
def test_graph_programs_read_the_map_with_places_colours_and_names(years, map: str):
    folder = years[1] / "maps"
    read = networkx.read_graphml(folder / f"{map}.graphml", force_multigraph=True)
    gexf = networkx.read_gexf(folder / f"{map}.gexf")
    root = ElementTree.parse(folder / f"{map}.svg").getroot()
    relationships = [
        path for path in root.iter(f"{SVG}path") if "relationship" in path.get("class", "").split()
    ]
    names = {
        shape.get("data-key"): shape.get("data-tip").split("\n")[0]
        for kind in ("rect", "circle") for shape in root.iter(f"{SVG}{kind}") if shape.get("data-key")
    }  # fmt: skip
    assert {node: told["label"] for node, told in read.nodes(data=True)} == names
    assert read.number_of_edges() == gexf.number_of_edges() == len(relationships)
    assert {told["label"] for _, told in gexf.nodes(data=True)} == set(names.values())
    for node, told in read.nodes(data=True):
        place = gexf.nodes[node]["viz"]["position"]
        assert (place["x"], place["y"]) == (told["x"], told["y"])
        red, green, blue = (gexf.nodes[node]["viz"]["color"][one] for one in "rgb")
        assert f"#{red:02x}{green:02x}{blue:02x}" == told["colour"]
    across = {told["column"]: set() for _, told in read.nodes(data=True)}
    for _, told in read.nodes(data=True):
        across[told["column"]].add(told["x"])
    assert all(max(across[a]) < min(across[a + 1]) for a in sorted(across)[:-1])
    assert "2025-08-31" in (folder / f"{map}.gexf").read_text("utf-8")[:400]


def test_rare_characters_are_printed_and_what_no_font_has_is_refused_by_name_until_one_has_it(
    graph: Graph, tmp_path: Path
):
    load_rows(graph, one_site("龘㐂𠮷站"), name="few", by="test")
    runner = Runner(graph, CATALOGUE)
    with pytest.raises(GlyphMissing) as told:
        make(runner, tmp_path, Order("2024"))
    assert "SITE-1" in told.value.zh and "𠮷" in told.value.zh and "U+20BB7" in told.value.zh
    assert Editions(tmp_path).names() == []
    more = tmp_path / "more.ttf"
    more.write_bytes(font_with("𠮷"))
    folder = make(runner, tmp_path, Order("2024", font=more))
    for paper in ("A1", "A3"):
        (printed,) = pypdf.PdfReader(folder / "maps" / f"support-{paper}.pdf").pages
        assert "龘㐂𠮷站" in printed.extract_text()
    assert "演示数据（虚构）" not in (folder / "maps" / "support.svg").read_text("utf-8")
    with pytest.raises(NotMade):
        FontMetrics(Path(__file__)).lacking("x")


def font_with(character: str) -> bytes:
    """A font of one square."""
    pen = TTGlyphPen(None)
    for x, y in ((0, 0), (0, 800), (800, 800), (800, 0)):
        (pen.lineTo if (x, y) != (0, 0) else pen.moveTo)((x, y))
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "one"])
    builder.setupCharacterMap({ord(character): "one"})
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "one": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (1000, 0), "one": (1000, 0)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    names = {"familyName": "One More", "styleName": "Regular", "psName": "OneMore-Regular"}
    builder.setupNameTable(names)
    builder.setupOS2()
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def test_both_weights_have_the_same_characters():
    regular, bold = FontMetrics().fonts
    assert regular.widths.keys() == bold.widths.keys()
    assert {ord(one) for one in "龘㐂䶮𫖯→…·“”¥"} <= regular.widths.keys()
    assert ord("𠮷") not in regular.widths


def test_a_town_with_very_many_organisations_gets_a_longer_picture(contents):
    larger = more_supporters(contents["committee-zh"], 150)
    one = sheet(drawn(larger, {})[0], larger, FontMetrics())
    assert one.size[1] > A1.height and not one.drawn.joined
    legible(one)


@pytest.mark.parametrize("paper", ["A1", "A3"])
def test_names_on_posters_are_read_from_two_metres(years, paper: str):
    """As another program measures the letters in the file that goes to the printer."""
    least = {"A1": 16.0, "A3": 9.0}[paper]
    for folder in years:
        for file in sorted((folder / "maps").glob(f"*-{paper}.pdf")):
            page = Page(file)
            svg = ElementTree.parse(folder / "maps" / f"{file.name.partition('-')[0]}.svg")
            names = {
                text.text: float(text.get("font-size")) * page.width / A1.width
                for text in svg.iter(f"{SVG}text")
                if text.get("data-key") and not {"muted", "alert"} & set(text.get("class").split())
            }
            assert names and min(names.values()) >= least, file
            for name, size in names.items():
                near = [one for one in page.sizes(name) if one == pytest.approx(size, rel=0.02)]
                assert near, (file, name)
            assert min(one.size for one in page.letters if one.text.strip()) >= least * 0.75
            assert list(page.overlapping()) == []
            assert all(
                one.left >= 0 and one.bottom >= 0 and one.right <= page.width and one.top <= page.height
                for one in page.letters if one.text.strip()
            )  # fmt: skip


def test_the_finding_says_what_the_report_counts(years):
    """The line under the title, beside the answer of the report in the same edition."""
    (answers,) = [
        table for id, table in read_frozen(years[1]).items() if id == "reports/support/map"
    ]
    rows = answers.dicts()
    supporters = {row["source_id"] for row in rows if row["level"] == 1}
    wishes = {row["source_id"]: row["wishes"] for row in rows if row["level"] == 3}
    helped = sum(value > 0 for value in wishes.values())
    without = sum(value == 0 for value in wishes.values())
    assert len(supporters) > 1 and helped > 1 and without > 1
    text = Page(years[1] / "maps" / "support-A1.pdf").text
    expected = f"{len(supporters)} 家支持了 {helped} 个配送站点；{without} 个站点还没有得到支持"
    assert expected in text
    frame = ElementTree.parse(years[1] / "maps" / "support.svg")
    framed = [one for one in frame.iter(f"{SVG}rect") if one.get("stroke-dasharray")]
    assert len(framed) == without


def test_who_came_this_year_stands_in_one_group_of_its_own(contents, years):
    content, earlier = contents["committee-zh"], read_places(years[0])
    one = drawn(content, earlier)[0]
    placed = geometry(one, content.plan.letters)
    *others, new = placed.labels
    assert new.group.name == "今年新增"
    assert {node.key for node in new.group.nodes} == {
        key for key in one.layers.nodes if key[0] == 0 and key not in earlier["support"]
    }
    assert len({label.group.name for label in placed.labels}) == len(placed.labels) > 2
    assert sum(label.number for label in placed.labels) == len(one.nodes(0))
    assert all(label.bottom <= new.top for label in others)
    for label in others:
        assert {node.block for node in label.group.nodes} == {label.group.code}
    printed = [word.text for word in sheet(one, content, content.plan.letters).scene.words]
    assert [
        printed.count(label.group.name) for label in placed.labels if label.group.name in printed
    ]
    gone = {key for key in earlier["support"] if key not in one.rows}
    assert gone and sum(gap.gone for gap in placed.gaps) == len(gone)
    assert f"上一版在此，这一版没有（{len(gone)}）" in printed


@pytest.mark.parametrize("map", IDS)
def test_the_legend_shows_widths_that_occur(contents, map: str):
    content = contents["committee-zh"]
    one = next(one for one in drawn(content, {}) if one.map.id == map)
    placed = geometry(one, content.plan.letters)
    values = {relationship.value for relationship in one.layers.relationships}
    shown = widths_shown(placed)
    assert shown and set(shown) <= values and shown[-1] == max(values)
    scene = sheet(one, content, content.plan.letters).scene
    drawn_widths = {line.width for line in scene.lines if line.about}
    samples = {round(placed.thickness(value), 1) for value in shown}
    assert samples <= drawn_widths


def more_supporters(
    content: Content, number: int, name: str = "某某某科技有限公司联合党支部{}"
) -> Content:
    table = content.tables["reports/support/map"]
    more = [
        (1, ("two_new", "regional")[n % 2], f"ORG-9{n:03}", name.format(n), "ST-0001", "燕泥旗舰加油站",
         "recorded", 1, 0, 0)
        for n in range(number)
    ]  # fmt: skip
    larger = replace(table, rows=[*table.rows, *more])
    return replace(content, tables={**content.tables, table.id: larger})


def test_a_poster_joins_what_it_has_no_room_for_and_says_so(contents):
    larger = more_supporters(contents["committee-zh"], 200)
    whole = drawn(larger, {})[0]
    one = sheet(whole, larger, FontMetrics(), whole=False)
    assert one.size == (A1.width, A1.height)
    legible(one)
    joined = one.drawn.joined
    assert one.drawn.number(one.drawn.nodes(0)) == len(whole.nodes(0)) > 200
    assert {one.drawn.layers.nodes[key].name for key in joined} == {
        f"其余 {number} 个" for number in joined.values()
    }
    for level in range(3):
        weights = [
            sum(one.value for one in some.relationships(level)) for some in (whole, one.drawn)
        ]
        assert weights[0] == weights[1]
    assert {node.key for node in whole.without(2)} == {node.key for node in one.drawn.without(2)}
    text = "".join(word.text for word in one.scene.words)
    assert f"其中 {sum(joined.values())} 个按类别并为“其余”" in text
    assert f"支持者  {len(whole.nodes(0))}" in text


def test_a_town_without_any_support_has_its_poster(contents):
    content = contents["committee-zh"]
    table = content.tables["reports/support/map"]
    rows = [
        tuple(0 if name == "wishes" else row[name] for name in table.names)
        for row in table.dicts() if row["level"] == 3
    ]  # fmt: skip
    for some in (rows, rows[:1]):
        bare = replace(table, rows=some)
        empty = replace(content, tables={**content.tables, table.id: bare})
        one = sheet(drawn(empty, {})[0], empty, FontMetrics(), whole=False)
        legible(one)
        assert len(one.drawn.without(2)) == len({row[2] for row in some})
        lacking = [word for word in one.scene.words if word.alert]
        assert len(lacking) in (0, len(some)) and one.size == (A1.width, A1.height)


def test_names_of_any_kind_are_letters_and_nothing_else(contents, tmp_path: Path):
    hostile = [
        "</text><script>x</script>{}",
        '"#import "x"; \\{}',
        "]]>&amp;<!--{}",
        "$x$ #eval(1) *a* _b_ `c`{}",
    ]
    for name in (*hostile, "很长的名称" * 30 + "{}"):
        larger = more_supporters(contents["committee-zh"], 2, name)
        one = sheet(drawn(larger, {})[0], larger, FontMetrics())
        (tmp_path / "support.svg").write_text(one.svg(FontMetrics().families), "utf-8")
        words = [
            text.text for text in ElementTree.parse(tmp_path / "support.svg").iter(f"{SVG}text")
        ]
        with Press(tmp_path, FontMetrics(), date(2025, 8, 31)) as press:
            (tmp_path / "x.pdf").write_bytes(press.pdf(poster(press, one, "A1", "support.svg")))
        printed = Page(tmp_path / "x.pdf").text.replace("\r\n", "")
        if name in hostile:
            assert {name.format(0), name.format(1)} <= set(words)
            assert "".join(name.format(0).split()) in "".join(printed.split())
        else:
            assert "有 2 个名称太长" in printed and sum(word.endswith("…") for word in words) >= 2


def test_the_page_opens_offline_and_answers(years, browser):
    file = years[1] / "maps" / "maps.html"
    with browser.new_context(viewport={"width": 1440, "height": 900}, offline=True) as context:
        page, wrong = context.new_page(), []
        page.on(
            "console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda e: wrong.append(str(e)))
        page.on(
            "request",
            lambda r: wrong.append(r.url) if not r.url.startswith(("file:", "data:")) else None,
        )
        page.goto(file.as_uri())
        support = page.locator("#support svg")
        assert support.is_visible() and not page.locator("#money").is_visible()
        data = json.loads(page.locator("#data").text_content())
        relationships = support.locator(".relationship")
        assert relationships.count() == len(data["support"]["relationships"])
        site = next(key for key in data["support"]["nodes"] if key.startswith("0|ORG-"))
        node = support.locator(f'rect[data-key="{site}"]')
        node.hover()
        assert page.locator("#tip").is_visible()
        assert page.locator("#tip").text_content() == node.get_attribute("data-tip")
        assert (
            support.locator(".relationship.on").count()
            == support.locator(f'.relationship[data-from="{site}"]').count()
            > 0
        )
        name = node.get_attribute("data-tip").split("\n")[0]
        page.locator("#search").fill(name)
        assert "1" in page.locator("#found").text_content()
        page.locator("#search").fill("")
        assumed = sum(basis == "assumed" for basis, _ in data["support"]["relationships"])
        page.get_by_role("button", name="推定", exact=True).click()
        assert support.locator(".relationship.off").count() == assumed > 0
        page.locator("#clear").click()
        assert support.locator(".relationship.off").count() == 0
        page.get_by_role("tab", name="善款的去向").click()
        assert page.locator("#money svg").is_visible() and not support.is_visible()
        assert wrong == []
