"""The annual report: its chapters, its numbers, its gaps and corrections, and what the public may read of it."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import docx
import openpyxl
import pypdf
import pytest
from figure_tables import table_of
from report_pages import REPORT, pages_of

from cypher.header import Column, Words
from cypher.library.catalogue import Catalogue
from cypher.reader import OWNER
from cypher.run.runner import Runner
from dashboard.edition import Editions, Order, make, verify
from dashboard.edition.content.frozen_answers import ANSWERS, YEAR_BEFORE, read_frozen
from dashboard.edition.print.font_metrics import FontMetrics
from dashboard.edition.print.press import Press
from dashboard.edition.report.blocks import Picture, Rows
from dashboard.edition.report.model import outline
from dashboard.edition.report.pictures import WIDE, picture
from dashboard.edition.report.tables import ACROSS, parts_of
from dashboard.errors import NoSuchEdition
from dashboard.figures import PICTURES
from dashboard.figures.paper import size_of
from dashboard.sentences import load_sentences
from graph.client import Graph
from graph.load import load_rows
from graph.model import SHANGHAI
from graph.text import is_chinese

CATALOGUE = Catalogue.load()
SENTENCES = load_sentences(CATALOGUE)
ACROSS_PAGE = 166 / 25.4 * 72
"""How wide a picture is, in points."""
Seed = dict[str, list[dict[str, object]]]


@pytest.fixture(scope="module")
def editions(years: tuple[Path, Path], public_years: dict[str, Path]) -> dict[str, Path]:
    """The last year's edition for each audience."""
    return {"committee": years[1], "public": public_years["2025"]}


def pages(folder: Path) -> list[str]:
    return [page.text for page in pages_of(folder)]


def flat(text: str) -> str:
    return "".join(text.split())


def test_the_outline_names_reports_columns_and_sentences_that_there_are():
    chapters = outline().chapters
    whole = [show for chapter in chapters for show in chapter.annex]
    assert len(chapters) == 8
    assert len({show.report for show in whole}) == len(whole)
    assert outline().sentences <= SENTENCES.by_name.keys()
    for id in (outline().front.picture, *(id for one in chapters for id in one.pictures)):
        assert CATALOGUE.find(id).header.view.kind in PICTURES
    for show in [*whole, *(one.table for one in chapters if one.table)]:
        header = CATALOGUE.find(show.report).header
        asked = show.columns.values() if isinstance(show.columns, dict) else [show.columns or ()]
        for names in asked:
            assert set(names) <= set(header.columns), show.report


def test_the_letters_of_its_pictures_are_nine_points_however_high_they_may_be(town: Graph):
    runner, day = Runner(town, CATALOGUE), date(2025, 8, 31)
    shown = {id for one in outline().chapters for id in one.pictures}
    found = [CATALOGUE.find(id) for id in (outline().front.picture, *sorted(shown))]
    assert {one.header.view.kind for one in found} == {"bar", "line", "map", "sankey", "layers"}
    for saved in found:
        given = {"as_of": day} if "as_of" in saved.header.parameters else {}
        table = runner.run(saved, given, reader=OWNER)
        for high, lang in ((165, "en"), (104, "zh"), (83, "en"), (60, "zh")):
            drawn = picture(Picture(table, high), lang)
            wide, tall = size_of(drawn)
            sizes = [float(one) for one in re.findall(r'font-size[=:]"?([\d.]+)', drawn)]
            assert sizes and min(sizes) * ACROSS_PAGE / wide >= 9.0, saved.id
            assert tall / wide * WIDE <= max(high, 104), saved.id
            assert "…" not in re.sub("<title>.*?</title>", "", drawn), saved.id


def test_where_nothing_is_corrected_the_report_says_why(years: tuple[Path, Path]):
    first, second = (flat("".join(pages(folder))) for folder in years)
    assert "这一版没有接续的上一版。" in first
    assert "按今天所知，上一版的内容没有变化。" in second


@pytest.mark.parametrize("audience", ["committee", "public"])
def test_every_chapter_and_annex_is_there(editions: dict[str, Path], audience: str):
    text = flat("".join(pages(editions[audience])))
    for chapter in outline().chapters:
        assert flat(chapter.title.zh) in text
    for words in (
        "附一关系图谱",
        "附二对上一版的更正",
        "附三数据缺口",
        "附四本版未收入的内容",
        "附五口径与方法",
        "附六详表",
    ):
        assert words in text
    assert "演示数据（虚构）" in text and "截至2025年8月31日" in text
    assert flat(CATALOGUE.find("wishes/rates").header.definition.zh) in text


def test_the_numbers_are_those_of_the_saved_report(editions: dict[str, Path]):
    rates = read_frozen(editions["committee"])["reports/wishes/rates"]
    total = next(row for row in rates.dicts() if row["category"] == "total")
    text = flat("".join(pages(editions["committee"])))
    shares = [value for name, value in total.items() if rates.column(name).unit == "percent"]
    assert shares
    for share in shares:
        said = f"{share * 100:.1f}".rstrip("0").rstrip(".") + "%"
        assert said in text
    assert f"wishes/rates{CATALOGUE.find('wishes/rates').version}" in text


def sentences(folder: Path, lang: str = "zh") -> dict[str, str]:
    """What the report's sentences say of what the edition has published, and of nothing else."""
    answers = {False: read_frozen(folder), True: read_frozen(folder, YEAR_BEFORE)}
    return {
        name: SENTENCES.text(name, lambda id, before: answers[before].get(id), lang)
        for name in outline().sentences
    }


@pytest.mark.parametrize("audience", ["committee", "public"])
def test_the_sentences_printed_are_those_of_the_answers_published(
    editions: dict[str, Path], audience: str
):
    folder = editions[audience]
    printed = [flat(page) for page in pages(folder)]
    texts = {name: flat(text) for name, text in sentences(folder).items() if text}
    first, plan = printed[1], outline().front
    decide = plan.decide if audience == "committee" else ()
    for name in (*plan.lead, *plan.more, *plan.open, *decide):
        assert texts.get(name, "") in first, name
    for number, chapter in enumerate(outline().chapters, 1):
        (page,) = [
            one
            for one in printed[3:]
            if f"{number}{flat(chapter.title.zh)}{flat(chapter.about.zh)[:4]}" in one
        ]
        for name in chapter.finding:
            assert texts.get(name, "") in page, name
    assert ("请研究决定" in first) == (audience == "committee")


def test_the_first_page_sets_the_year_beside_the_one_before(editions: dict[str, Path]):
    folder = editions["committee"]
    now, before = (
        {row["item"]: row for row in read_frozen(folder, file)["reports/edition/totals"].dicts()}
        for file in (ANSWERS, YEAR_BEFORE)
    )
    first = flat(pages(folder)[1])
    for item in ("met", "supporters", "sites", "submitted"):
        one, other = now[item]["number"], before[item]["number"]
        change = f"{one - other:+,}".replace("-", "−") if one != other else "持平"
        assert f"{one:,}上年{other:,}（{change}）" in first, item


def test_the_contents_lead_to_the_pages_on_which_chapters_begin(editions: dict[str, Path]):
    printed = pages(editions["committee"])
    contents = [flat(line) for line in printed[2].split("\n")]
    heads = [f"{n}{flat(one.title.zh)}" for n, one in enumerate(outline().chapters, 1)]
    for head in [*heads, "附三数据缺口", "附六详表"]:
        starts = next(
            at for at, text in enumerate(printed, 1) if at > 3 and head in flat(text)[:60]
        )
        assert any(re.fullmatch(rf"{head}\.+{starts}", line) for line in contents), head


def test_every_page_says_its_number_and_when_it_was_printed(editions: dict[str, Path]):
    found = pages(editions["committee"])
    for at, text in enumerate(found[1:], 2):
        assert f"{at}/{len(found)}" in flat(text)
        assert "2025年8月31日印制" in flat(text)


@pytest.mark.parametrize("audience", ["committee", "public"])
def test_no_heading_stands_letter_under_letter(editions: dict[str, Path], audience: str):
    found = pages_of(editions[audience])
    assert sum(page.across for page in found) > 8
    for number, page in enumerate(found):
        assert not stacked(page.text), number


@pytest.mark.parametrize("audience", ["committee", "public"])
def test_a_heading_stands_with_its_table_and_no_row_or_two_alone(
    editions: dict[str, Path], audience: str
):
    across = [page for page in pages_of(editions[audience]) if page.across]
    texts = [[one.strip() for one in page.text.split("\n")] for page in across]
    tables = [lines for lines in texts if any(re.match(r"表 \d-\d ", one) for one in lines)]
    for number, lines in enumerate(texts):
        if lines not in tables:
            continue
        heads = [at for at, one in enumerate(lines) if re.match(r"表 \d-\d ", one)]
        ends = next(at for at, one in enumerate(lines) if one.startswith("数据截至"))
        assert heads[-1] + 2 < ends, number  # its note, and what it is a note of
        rows = heads[0] - 2  # below the heads of the page and of the table that goes on
        assert rows < 0 or rows >= 3 or "附六" in lines[1], (number, lines[: heads[0]])


def test_cells_keep_to_a_line_where_long_ones_and_headings_can_give_way():
    names = ["mode", "site", "nearest", "many", "to_the_open_one", "method"]
    words = [
        "步行",
        "晴川快件鹤亭站",
        "鹭洲户外职工驿站（第二处）",
        "衣被、子女学习、数码、健康、" * 6,
        "27.8",
        "直线×1.3，4.8 km/h",
    ]
    table = table_of("table", names, [words] * 3)
    columns = {
        name: Column(label=Words(zh="到正在开门的站点最近需要的分钟", en="Minutes to the open one"))
        for name in names
    }
    table = replace(table, header=table.header.model_copy(update={"columns": columns}))
    letters = FontMetrics()
    [part] = parts_of(Rows(table, tuple(names), 3), "zh", letters)
    assert part.size == 9.0 and sum(part.widths) <= ACROSS + 0.1
    for name, text, width in zip(names, words, part.widths, strict=True):
        assert (letters.width(text, part.size) < width) == (name != "many"), name


def stacked(text: str) -> list[str]:
    """Chinese characters that stand alone on three lines, one below the other."""
    lines = [line.strip() for line in text.split("\n")]
    return [
        "".join(three)
        for three in zip(lines, lines[1:], lines[2:], strict=False)
        if all(len(one) == 1 and is_chinese(one) for one in three)
    ]


def test_letters_under_letters_would_be_found(tmp_path: Path):
    with Press(tmp_path, FontMetrics(), date(2025, 8, 31)) as press:
        narrow = 'table(columns: (18pt, 60pt), table.header("已等待天数", "金额"), "1", "2")'
        data = press.pdf(f"{press.opening('x', 'zh')}#{narrow}")
    (page,) = pypdf.PdfReader(io.BytesIO(data)).pages
    assert stacked(page.extract_text())


def test_word_holds_the_same_chapters_tables_and_pictures(editions: dict[str, Path]):
    folder = editions["committee"]
    opened = docx.Document(folder / "report" / "report.docx")
    heads = [one.text for one in opened.paragraphs if one.style.name == "Heading 1"]
    assert [head.split("  ")[1] for head in heads if head[0].isdigit()] == [
        chapter.title.zh for chapter in outline().chapters
    ]
    assert heads[-1].endswith("关系图谱")
    titles = [one.text for one in opened.paragraphs if one.style.name == "Heading 2"]
    shown = [show.report for chapter in outline().chapters for show in chapter.annex]
    frozen = read_frozen(folder)
    open_ones = [id for id in shown if f"reports/{id}" in frozen]
    numbered = [title.split("  ")[1] for title in titles if title.startswith("表 ")]
    assert numbered == [CATALOGUE.find(id).header.title.zh for id in open_ones]
    assert len(opened.inline_shapes) >= 8
    assert any("演示数据（虚构）" in one.text for one in opened.paragraphs)
    with zipfile.ZipFile(folder / "report" / "report.docx") as parts:
        assert {info.date_time for info in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file of an edition as text."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path == folder / REPORT:
            yield name, flat("".join(pages(folder)))
        elif path.suffix == ".pdf":
            yield name, flat("".join(page.extract_text() for page in pypdf.PdfReader(path).pages))
        elif path.suffix == ".docx":
            opened = docx.Document(path)
            cells = [
                cell.text for table in opened.tables for row in table.rows for cell in row.cells
            ]
            yield name, " ".join([*(one.text for one in opened.paragraphs), *cells])
        elif path.suffix == ".xlsx":
            book = openpyxl.load_workbook(path)
            yield (
                name,
                " ".join(str(cell.value) for sheet in book for row in sheet.rows for cell in row),
            )
        elif path.is_file() and path.suffix != ".png":
            yield name, path.read_text("utf-8-sig")


def test_the_public_edition_names_only_who_agreed(editions: dict[str, Path], seed_rows: Seed):
    agreed = {
        relationship["end"]
        for relationship in seed_rows["Covers"]
        if str(relationship["end"]).startswith("ORG-")
    }
    party = [one for one in seed_rows["Organization"] if one.get("provenance") == "synthetic"]
    silent = [str(one["name"]) for one in party if one["id"] not in agreed]
    ids = [str(one["id"]) for one in party if one["id"] not in agreed]
    ids += [str(one["id"]) for kind in ("Rider", "Child", "Wish") for one in seed_rows[kind]]
    named = [str(one["name"]) for one in party if one["id"] in agreed]
    assert len(silent) > 5 and len(named) > 50
    found = dict(texts(editions["public"]))
    for file, text in found.items():
        for name in silent:
            assert name not in text, f"{file} names {name}"
        for id in ids:
            assert f'"{id}"' not in text, f"{file} holds {id}"
    listed = found["report/report.docx"]
    assert sum(name in listed for name in named) > 40
    assert not any(name in found["maps/maps.html"] for name in named)
    assert not (editions["public"] / "data" / "graph.cypher").exists()
    assert {file for file in found if file.startswith("data/csv/t")} == set()


def test_the_public_edition_counts_nobody_among_few(editions: dict[str, Path]):
    for id, table in read_frozen(editions["public"]).items():
        least = table.header.privacy.small_cell
        people = [n for n, name in enumerate(table.names) if table.column(name).unit == "person"]
        for row in table.rows if least else ():
            for n in people:
                assert not isinstance(row[n], int) or row[n] == 0 or row[n] >= least, id


FEW: dict[str, list[dict[str, object]]] = {
    "DeliverySite": [{"id": "SITE-1", "name": "东站", "kind": "express"}],
    "Rider": [{"id": "R-1", "alias": "甲师傅", "role": "courier"}],
    "WorksAt": [{"start": "R-1", "end": "SITE-1", "from": "2024-01-01"}],
}


def wish(number: int, at: datetime) -> dict[str, list[dict[str, object]]]:
    id, event = f"W-{number}", f"EV-{number}"
    return {
        "Wish": [
            {"id": id, "title": "雨衣", "category": "riding_gear", "kind": "goods",
             "status": "SUBMITTED", "submittedAt": at},
        ],
        "WishEvent": [{"id": event, "toStatus": "SUBMITTED", "seq": 1, "at": at, "actorRole": "rider"}],
        "Raised": [{"start": "R-1", "end": id}],
        "HasEvent": [{"start": id, "end": event}],
    }  # fmt: skip


def test_what_was_entered_too_late_is_published_as_a_correction_of_what_can_be_read(
    graph: Graph, tmp_path: Path
):
    load_rows(graph, FEW, name="few", by="test")
    load_rows(graph, wish(1, datetime(2024, 2, 1, 9, tzinfo=SHANGHAI)), name="one", by="test")
    runner, home = Runner(graph, CATALOGUE), Editions(tmp_path)
    first = make(runner, tmp_path, Order("2024", date(2024, 6, 30)))
    before = (first / "report" / "report.pdf").read_bytes()
    load_rows(graph, wish(2, datetime(2024, 2, 2, 9, tzinfo=SHANGHAI)), name="late", by="test")
    second = make(runner, tmp_path, Order("2025", date(2024, 12, 31), first))
    text = flat("".join(pages(second)))
    title = flat(CATALOGUE.find("wishes/funnel").header.title.zh)
    assert f"{title}（截至2024年6月30日）" in text
    assert "1→2" in text
    assert "没有接续的上一版" not in text
    assert (first / "report" / "report.pdf").read_bytes() == before
    assert verify(first, home.manifest(first)) == []
    (first / "data" / "answers.json").write_text("{")
    with pytest.raises(NoSuchEdition):
        make(runner, tmp_path, Order("2025-b", date(2024, 12, 31), first))
    assert home.names() == ["2025", "2024"]


def test_values_that_nobody_recorded_are_told_as_gaps(editions: dict[str, Path]):
    frozen = read_frozen(editions["committee"])
    table = frozen["reports/people/sites"]
    column = table.names.index("station")
    missing = sum(row[column] is None for row in table.rows)
    assert missing
    text = flat("".join(pages(editions["committee"])))
    label = table.column("station").label.zh
    assert f"“{label}”{len(table.rows)}行中{missing}行没有记录" in text
